/* base/intern: ids in order of arrival, strings that stay where they are. */
#include "unit.h"

#include "base/intern.h"

static void ids_are_dense_and_texts_stay(void **state) {
    (void)state;
    enum { N = 20000 };
    static const char *text[N];
    intern_pool pool = {0};
    char s[32];
    for (uint32_t i = 0; i < N; i++) {
        size_t n = (size_t)snprintf(s, sizeof s, "actor %u", i);
        assert_int_equal(intern_add(&pool, s, n), i);
        text[i] = intern_text(&pool, i);
    }
    for (uint32_t i = 0; i < N; i++) {
        size_t n = (size_t)snprintf(s, sizeof s, "actor %u", i);
        assert_int_equal(intern_add(&pool, s, n), i);
        assert_int_equal(intern_find(&pool, s, n), i);
        assert_ptr_equal(intern_text(&pool, i), text[i]);
        assert_string_equal(text[i], s);
    }
    assert_int_equal(pool.text.n, N);
    intern_free(&pool);
}

static void length_and_nul_tell_strings_apart(void **state) {
    (void)state;
    static const struct {
        const char *s;
        size_t n;
    } string[] = {{"", 0}, {"a", 1}, {"a\0", 2}, {"a\0b", 3}, {"a\0c", 3}, {"\0", 1}};
    intern_pool pool = {0};
    for (uint32_t i = 0; i < 6; i++)
        assert_int_equal(intern_add(&pool, string[i].s, string[i].n), i);
    for (uint32_t i = 0; i < 6; i++) {
        assert_int_equal(intern_find(&pool, string[i].s, string[i].n), i);
        assert_memory_equal(intern_text(&pool, i), string[i].s, string[i].n + 1);
    }
    intern_free(&pool);
}

static void what_was_never_added_is_not_there(void **state) {
    (void)state;
    intern_pool pool = {0};
    assert_null(intern_text(&pool, 0));
    assert_int_equal(intern_add(&pool, "a", 1), 0);
    assert_int_equal(intern_find(&pool, "b", 1), INTERN_NONE);
    assert_int_equal(intern_find(&pool, "", 0), INTERN_NONE);
    assert_int_equal(pool.text.n, 1); /* finding adds nothing */
    assert_null(intern_text(&pool, 1));
    assert_null(intern_text(&pool, INTERN_NONE));
    intern_free(&pool);
    assert_int_equal(intern_find(&pool, "a", 1), INTERN_NONE);
    assert_int_equal(intern_add(&pool, "c", 1), 0); /* a freed pool is an empty one */
    intern_free(&pool);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_are_dense_and_texts_stay),
        cmocka_unit_test(length_and_nul_tell_strings_apart),
        cmocka_unit_test(what_was_never_added_is_not_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
