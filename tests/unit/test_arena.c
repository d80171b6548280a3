/* base/arena: objects stand apart, blocks are used again, the count is true. */
#include "unit.h"

#include "base/arena.h"

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifdef SANITIZED
#include <sanitizer/asan_interface.h>
#endif

static void objects_do_not_overlap(void **state) {
    (void)state;
    enum { N = 400 };
    unsigned char *object[N];
    arena a = {0};
    for (size_t i = 0; i < N; i++) { /* over several blocks, some larger than the first */
        size_t n = i * 997 % 100000;
        object[i] = i % 2 ? arena_alloc(&a, n) : (void *)arena_strndup(&a, "", 0);
        assert_non_null(object[i]);
        if (i % 2) memset(object[i], (int)(i % 251), n);
    }
    for (size_t i = 1; i < N; i += 2)
        for (size_t k = 0; k < i * 997 % 100000; k++)
            if (object[i][k] != i % 251) fail_msg("object %zu is overwritten at %zu", i, k);
    arena_free(&a);
}

static void strings_keep_their_nuls(void **state) {
    (void)state;
    arena a = {0};
    char *s = arena_strndup(&a, "a\0b", 3);
    assert_memory_equal(s, "a\0b", 4);
    assert_string_equal(arena_strndup(&a, NULL, 0), "");
    arena_free(&a);
}

static void used_counts_what_was_handed_out(void **state) {
    (void)state;
    arena a = {0};
    assert_non_null(arena_alloc(&a, 0));
    assert_int_equal(a.used, 0);
    assert_non_null(arena_alloc(&a, 100));
    assert_non_null(arena_strndup(&a, "abc", 3));
    assert_int_equal(a.used, 104);
    assert_true(a.taken >= a.used);
    assert_null(arena_alloc(&a, SIZE_MAX)); /* a refusal counts for nothing */
    assert_int_equal(a.used, 104);
    arena_reset(&a);
    assert_int_equal(a.used, 0);
    arena_free(&a);
    assert_true(a.taken == 0 && a.first == NULL && a.current == NULL);
}

static void every_overflow_is_refused(void **state) {
    (void)state;
    arena a = {0};
    for (size_t n = 0; n < 200; n++) assert_null(arena_alloc(&a, SIZE_MAX - n / 2));
    assert_null(arena_calloc(&a, SIZE_MAX, SIZE_MAX));
    assert_null(arena_calloc(&a, SIZE_MAX / 16 + 1, 16)); /* wraps to 0 */
    assert_null(arena_strndup(&a, "x", SIZE_MAX - 1));
    assert_non_null(arena_calloc(&a, 0, SIZE_MAX));
    assert_non_null(arena_calloc(&a, SIZE_MAX, 0));
    arena_free(&a);
}

/* The second story takes nothing from the system; what it is given as zeroed is so. */
static void a_reset_arena_takes_no_more(void **state) {
    (void)state;
    arena a = {0};
    size_t taken = 0;
    for (int round = 0; round < 3; round++) {
        for (size_t i = 0; i < 100; i++) {
            unsigned char *p = ARENA_NEW(&a, unsigned char, i * 3000);
            for (size_t k = 0; k < i * 3000; k++) assert_true(p[k] == 0);
            memset(p, 0xEE, i * 3000);
        }
        if (round == 0) taken = a.taken;
        assert_int_equal(a.taken, taken);
        arena_reset(&a);
    }
    arena_free(&a);
}

static void empty_arenas_can_be_reset_and_freed(void **state) {
    (void)state;
    arena a = {0};
    arena_reset(&a);
    arena_free(&a);
    assert_non_null(arena_alloc(&a, 1)); /* and a freed one is an empty one */
    arena_free(&a);
    arena_free(&a);
}

#if defined(SANITIZED) && defined(DG_ARENA_MALLOC)
/* What the build switch is for: the byte behind an object, and all after a reset. */
static void sanitizers_see_each_object(void **state) {
    (void)state;
    arena a = {0};
    for (size_t n = 1; n < 200; n++) {
        char *p = arena_alloc(&a, n);
        assert_false(__asan_address_is_poisoned(p + n - 1));
        assert_true(__asan_address_is_poisoned(p + n));
    }
    char *s = arena_strndup(&a, "abc", 3);
    assert_false(__asan_address_is_poisoned(s + 3));
    assert_true(__asan_address_is_poisoned(s + 4));
    arena_reset(&a);
    assert_true(__asan_address_is_poisoned(s));
    arena_free(&a);
}
#endif

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(objects_do_not_overlap),
        cmocka_unit_test(strings_keep_their_nuls),
        cmocka_unit_test(used_counts_what_was_handed_out),
        cmocka_unit_test(every_overflow_is_refused),
        cmocka_unit_test(a_reset_arena_takes_no_more),
        cmocka_unit_test(empty_arenas_can_be_reset_and_freed),
#if defined(SANITIZED) && defined(DG_ARENA_MALLOC)
        cmocka_unit_test(sanitizers_see_each_object),
#endif
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
