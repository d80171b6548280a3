/* base/error: hostile text, cuts at every place, every form of a place. */
#include "unit.h"

#include <errno.h>

#include "base/error.h"
#include "base/utf8.h"

static bool is_whole(const char *s) {
    return utf8_first_bad(s, strlen(s)) == strlen(s);
}

static void setting_clears_file_and_place(void **state) {
    (void)state;
    dg_error e;
    memset(&e, 'x', sizeof e);
    assert_int_equal(error_set(&e, DG_BAD_MODEL, "%d of %d", 3, 4), DG_BAD_MODEL);
    assert_int_equal(e.code, DG_BAD_MODEL);
    assert_string_equal(e.message, "3 of 4");
    assert_string_equal(e.file, "");
    assert_true(e.line == 0 && e.byte == DG_NO_BYTE);
}

static void place_without_file_leaves_the_file(void **state) {
    (void)state;
    dg_error e;
    error_set(&e, DG_IO, "x");
    error_at(&e, "a", 1, 2);
    error_at(&e, NULL, 3, 4);
    assert_string_equal(e.file, "a");
    assert_true(e.line == 3 && e.byte == 4);
    error_at(NULL, "a", 1, 2); /* nothing to fill */
    assert_int_equal(error_system(NULL, DG_IO, "x"), DG_IO);
}

/* Characters of two, three and four bytes, cut at each of their bytes. */
static void cuts_never_split_a_character(void **state) {
    (void)state;
    static const char *const character[] = {"é", "€", "😀"};
    for (size_t k = 0; k < 3; k++)
        for (size_t pad = 0; pad < 4; pad++) {
            char text[1000] = "xxxx";
            text[pad] = '\0';
            while (strlen(text) < 900) strcat(text, character[k]);
            dg_error e;
            error_set(&e, DG_IO, "%s", text);
            assert_true(is_whole(e.message));
            assert_true(strlen(e.message) + k + 2 >= sizeof e.message - 1);
            error_at(&e, text, 0, DG_NO_BYTE);
            assert_true(is_whole(e.file));
            size_t n = strlen(e.file);
            assert_true(n + k + 2 + 3 >= sizeof e.file - 1);
            assert_string_equal(e.file + n - (k + 2), character[k]);
        }
}

static void controls_of_a_path_are_masked(void **state) {
    (void)state;
    dg_error e;
    error_set(&e, DG_IO, "x");
    error_at(&e, "a\nb\x1b[31m\x7f", 0, DG_NO_BYTE);
    assert_string_equal(e.file, "a?b?[31m?");
}

static void system_errors_carry_errno(void **state) {
    (void)state;
    dg_error e;
    errno = EACCES;
    assert_int_equal(error_system(&e, DG_IO, "cannot open %s", "it"), DG_IO);
    assert_string_equal(e.message, "cannot open it: Permission denied");
    char text[300];
    memset(text, 'y', sizeof text);
    text[sizeof text - 1] = '\0';
    errno = EACCES;
    error_system(&e, DG_IO, "%s", text);
    assert_int_equal(strlen(e.message), sizeof e.message - 1);
}

static void check_format(const char *file, uint64_t line, uint64_t byte, const char *want) {
    dg_error e;
    char out[500];
    error_set(&e, DG_IO, "m");
    error_at(&e, file, line, byte);
    assert_int_equal(dg_error_format(&e, out, sizeof out), strlen(want));
    assert_string_equal(out, want);
}

static void every_kind_of_place_is_formatted(void **state) {
    (void)state;
    check_format("f", 0, DG_NO_BYTE, "f: m");
    check_format("f", 9, DG_NO_BYTE, "f:9: m");
    check_format("f", 9, 5, "f:9: m");
    check_format("f", 0, 0, "f: byte 0: m");
    check_format("", 0, 5, "byte 5: m");
    check_format("", UINT64_MAX, DG_NO_BYTE, "line 18446744073709551615: m");
    check_format("", 0, DG_NO_BYTE, "m");
}

static void format_tells_the_length_it_needs(void **state) {
    (void)state;
    dg_error e;
    char out[4] = "zzz";
    error_set(&e, DG_IO, "abcdef");
    assert_int_equal(dg_error_format(&e, out, sizeof out), 6);
    assert_string_equal(out, "abc");
    assert_int_equal(dg_error_format(&e, NULL, 0), 6);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(setting_clears_file_and_place),
        cmocka_unit_test(place_without_file_leaves_the_file),
        cmocka_unit_test(cuts_never_split_a_character),
        cmocka_unit_test(controls_of_a_path_are_masked),
        cmocka_unit_test(system_errors_carry_errno),
        cmocka_unit_test(every_kind_of_place_is_formatted),
        cmocka_unit_test(format_tells_the_length_it_needs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
