/* base/: arena, array, buffer, errors, hashing, interning, mapped files. */
#include "unit.h"

#include <errno.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/intern.h"
#include "base/mapped.h"

static void arena_gives_aligned_zeroed_memory(void **state) {
    (void)state;
    arena a = {0};
    for (size_t n = 0; n < 300; n++) {
        unsigned char *p = arena_calloc(&a, n, 1);
        assert_non_null(p);
        assert_int_equal((uintptr_t)p % 64, 0);
        for (size_t i = 0; i < n; i++) assert_int_equal(p[i], 0);
        memset(p, 0xEE, n);
    }
    assert_string_equal(arena_strndup(&a, "Antalya", 3), "Ant");
    arena_free(&a);
}

static void arena_refuses_what_overflows(void **state) {
    (void)state;
    arena a = {0};
    assert_null(arena_calloc(&a, SIZE_MAX / 2, 3));
    assert_null(arena_alloc(&a, SIZE_MAX - 8));
    assert_null(arena_strndup(&a, "x", SIZE_MAX));
    assert_non_null(arena_alloc(&a, 8)); /* and goes on */
    arena_free(&a);
}

static void arena_serves_again_after_reset(void **state) {
    (void)state;
    arena a = {0};
    for (int round = 0; round < 4; round++) {
        for (int i = 0; i < 50; i++) memset(arena_alloc(&a, 10000), round, 10000);
        arena_reset(&a);
        assert_int_equal(a.used, 0);
    }
    memset(arena_alloc(&a, ARENA_KEEP + 1), 1, ARENA_KEEP + 1);
    arena_reset(&a);
    assert_true(a.taken <= ARENA_KEEP);
    arena_free(&a);
}

static void array_grows_and_refuses_overflow(void **state) {
    (void)state;
    ARRAY(uint64_t) xs = {0};
    for (uint64_t i = 0; i < 1000; i++) assert_true(array_push(&xs, i * i));
    for (uint64_t i = 0; i < 1000; i++) assert_int_equal(xs.data[i], i * i);
    assert_false(array_reserve(&xs, SIZE_MAX / 4));
    assert_int_equal(xs.data[999], 999 * 999);
    array_free(&xs);
    assert_null(xs.data);
}

static void buffer_builds_text(void **state) {
    (void)state;
    buffer b = {0};
    assert_true(buffer_add_string(&b, "a"));
    assert_true(buffer_add_number(&b, 0));
    assert_true(buffer_add_number(&b, 18446744073709551615ull));
    assert_true(buffer_add_char(&b, '!'));
    assert_true(buffer_end(&b));
    assert_string_equal(b.data, "a018446744073709551615!");
    assert_int_equal(b.n, 23);
    buffer_free(&b);
}

static void errors_are_one_printable_line(void **state) {
    (void)state;
    dg_error e;
    char out[600], path[400];
    assert_int_equal(error_set(&e, DG_BAD_INPUT, "bad\n%s", "thing\x1b"), DG_BAD_INPUT);
    dg_error_format(&e, out, sizeof out);
    assert_string_equal(out, "bad?thing?");
    error_at(&e, "a.txt", 7, DG_NO_BYTE);
    dg_error_format(&e, out, sizeof out);
    assert_string_equal(out, "a.txt:7: bad?thing?");
    error_at(&e, "a.txt", 0, 12);
    dg_error_format(&e, out, sizeof out);
    assert_string_equal(out, "a.txt: byte 12: bad?thing?");
    memset(path, 'd', sizeof path);
    strcpy(path + sizeof path - 6, "/end");
    error_at(&e, path, 0, DG_NO_BYTE);
    assert_string_equal(e.file + strlen(e.file) - 4, "/end");
    errno = ENOENT;
    error_system(&e, DG_IO, "cannot open");
    assert_non_null(strstr(e.message, "No such file"));
    assert_int_equal(error_set(NULL, DG_IO, "x"), DG_IO);
}

static void long_messages_end_in_a_whole_character(void **state) {
    (void)state;
    dg_error e;
    for (int pad = 0; pad < 4; pad++) {
        error_set(&e, DG_IO, "%.*s%s", pad, "xxxx",
                  "ééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé"
                  "éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé");
        size_t n = strlen(e.message);
        assert_true(n >= sizeof e.message - 3);
        assert_int_equal((n - (size_t)pad) % 2, 0);
    }
}

static void map_finds_what_was_set(void **state) {
    (void)state;
    hash_map m = {0};
    assert_int_equal(hash_find(m.slot, m.mask, 5), HASH_NONE);
    for (uint32_t i = 1; i <= 5000; i++)
        assert_true(hash_map_set(&m, hash_bytes(&i, sizeof i, 0), i));
    for (uint32_t i = 1; i <= 5000; i++)
        assert_int_equal(hash_find(m.slot, m.mask, hash_bytes(&i, sizeof i, 0)), i);
    assert_int_equal(m.n, 5000);
    uint32_t other = 5001;
    assert_int_equal(hash_find(m.slot, m.mask, hash_bytes(&other, sizeof other, 0)), HASH_NONE);
    hash_map_clear(&m);
    assert_int_equal(hash_find(m.slot, m.mask, hash_bytes(&other, sizeof other, 0)), HASH_NONE);
    hash_map_free(&m);
}

static void find_ends_on_a_table_without_a_free_slot(void **state) {
    (void)state;
    hash_slot full[4] = {{1, 1, 0}, {2, 2, 0}, {3, 3, 0}, {4, 4, 0}};
    assert_int_equal(hash_find(full, 3, 99), HASH_NONE);
    assert_int_equal(hash_find(full, 3, 4), 4);
}

static void strings_are_interned_once(void **state) {
    (void)state;
    intern_pool p = {0};
    assert_int_equal(intern_find(&p, "GOV", 3), INTERN_NONE);
    assert_int_equal(intern_add(&p, "GOV", 3), 0);
    assert_int_equal(intern_add(&p, "MIL", 3), 1);
    assert_int_equal(intern_add(&p, "GOVX", 3), 0);
    assert_string_equal(intern_text(&p, 1), "MIL");
    assert_null(intern_text(&p, 2));
    intern_free(&p);
}

static void files_are_mapped_or_refused(void **state) {
    (void)state;
    dg_error e;
    mapped_file f;
    char path[] = "/tmp/dragoman-test-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(mapped_open(path, &f, &e), DG_OK);
    assert_int_equal(f.size, 0);
    mapped_close(&f);
    assert_int_equal(write(fd, "abc", 3), 3);
    close(fd);
    assert_int_equal(mapped_open(path, &f, &e), DG_OK);
    assert_memory_equal(f.data, "abc", 3);
    mapped_close(&f);
    unlink(path);
    assert_int_equal(mapped_open(path, &f, &e), DG_IO);
    assert_string_equal(e.file, path);
    assert_int_equal(mapped_open("/tmp", &f, &e), DG_IO);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_gives_aligned_zeroed_memory),
        cmocka_unit_test(arena_refuses_what_overflows),
        cmocka_unit_test(arena_serves_again_after_reset),
        cmocka_unit_test(array_grows_and_refuses_overflow),
        cmocka_unit_test(buffer_builds_text),
        cmocka_unit_test(errors_are_one_printable_line),
        cmocka_unit_test(long_messages_end_in_a_whole_character),
        cmocka_unit_test(map_finds_what_was_set),
        cmocka_unit_test(find_ends_on_a_table_without_a_free_slot),
        cmocka_unit_test(strings_are_interned_once),
        cmocka_unit_test(files_are_mapped_or_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
