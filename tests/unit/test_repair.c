/* Repair of encodings, given whole and in pieces of every size. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "story/repair.h"

/* Repair n bytes given step at a time, the unused end of each again with the next. */
static buffer repair(story_repair *r, const char *bytes, size_t n, size_t step) {
    buffer out = {0};
    size_t at = 0;
    for (size_t seen = 0; at < n;) {
        seen = seen + step < n ? seen + step : n;
        size_t used = story_repair_add(r, bytes + at, seen - at, seen == n, &out);
        assert_true(seen == n ? used == seen - at : used + 4 > seen - at);
        at += used;
    }
    assert_int_equal(r->offset, n);
    assert_true(buffer_end(&out));
    return out;
}

typedef struct expected {
    const char *bytes;
    size_t n;
    const char *text;
    uint64_t n_bad, first_bad, n_nul, first_nul;
} expected;

#define BYTES(s) (s), sizeof(s) - 1

static void check(const expected *e) {
    for (size_t step = 1; step <= e->n + 1; step++) {
        story_repair r = {0};
        buffer out = repair(&r, e->bytes, e->n, step);
        assert_string_equal(out.data, e->text);
        assert_int_equal(out.n, strlen(e->text));
        assert_int_equal(r.n_bad, e->n_bad);
        assert_int_equal(r.first_bad, e->first_bad);
        assert_int_equal(r.n_nul, e->n_nul);
        assert_int_equal(r.first_nul, e->first_nul);
        buffer_free(&out);
    }
}

static void valid_stays(void **state) {
    static const expected cases[] = {
        {BYTES(""), "", 0, 0, 0, 0},
        {BYTES("plain &quot;debris\r\n\t"), "plain &quot;debris\r\n\t", 0, 0, 0, 0},
        {BYTES("\u00E9\u201C\U0001F600\uFFFD\uFEFFx"), "\u00E9\u201C\U0001F600\uFFFD\uFEFFx", 0,
         0, 0, 0},
        {BYTES("\xEF\xBB\xBFmark"), "mark", 0, 0, 0, 0},
        {BYTES("\xEF\xBB\xBF"), "", 0, 0, 0, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) check(&cases[i]);
}

static void broken_is_windows_1252(void **state) {
    static const expected cases[] = {
        {BYTES("caf\xE9 \x93ok\x94"), "caf\u00E9 \u201Cok\u201D", 3, 3, 0, 0},
        {BYTES("\x80\x81"), "\u20AC\uFFFD", 2, 0, 0, 0},
        {BYTES("\u00E9\xE9"), "\u00E9\u00E9", 1, 2, 0, 0},
        {BYTES("a\xE2\x80"), "a\u00E2\u20AC", 2, 1, 0, 0},         /* cut at the end */
        {BYTES("\xED\xA0\x80"), "\u00ED\u00A0\u20AC", 3, 0, 0, 0}, /* a surrogate */
        {BYTES("\xC0\xAF"), "\u00C0\u00AF", 2, 0, 0, 0},           /* overlong */
        {BYTES("\xF4\x90\x80\x80"), "\u00F4\uFFFD\u20AC\u20AC", 4, 0, 0, 0},
        {BYTES("\xEF\xBB"), "\u00EF\u00BB", 2, 0, 0, 0},
        {BYTES("x\0y\0"), "x y ", 0, 0, 2, 1},
        {BYTES("\xFF\0"), "\u00FF ", 1, 0, 1, 1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) check(&cases[i]);
}

static void utf16(void **state) {
    static const expected cases[] = {
        {BYTES("\xFF\xFEh\0\xE9\0\x1C\x20"), "h\u00E9\u201C", 0, 0, 0, 0},
        {BYTES("\xFE\xFF\0h\0\xE9\x20\x1C"), "h\u00E9\u201C", 0, 0, 0, 0},
        {BYTES("\xFF\xFE\x3D\xD8\x00\xDE!\0"), "\U0001F600!", 0, 0, 0, 0},
        {BYTES("\xFF\xFE\x3D\xD8!\0"), "\uFFFD!", 1, 2, 0, 0},
        {BYTES("\xFF\xFE\x00\xDE!\0"), "\uFFFD!", 1, 2, 0, 0},
        {BYTES("\xFF\xFE!\0\x3D\xD8"), "!\uFFFD", 1, 4, 0, 0},
        {BYTES("\xFF\xFE!\0x"), "!\uFFFD", 1, 4, 0, 0},
        {BYTES("\xFF\xFE!\0\0\0?\0"), "! ?", 0, 0, 1, 4},
        {BYTES("\xFF\xFE"), "", 0, 0, 0, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) check(&cases[i]);
}

static void every_byte_alone(void **state) {
    (void)state;
    for (unsigned b = 0; b < 256; b++) {
        story_repair r = {0};
        char byte = (char)b;
        buffer out = repair(&r, &byte, 1, 1);
        assert_int_equal(utf8_first_bad(out.data, out.n), out.n);
        assert_int_equal(utf8_count(out.data, out.n), 1);
        assert_int_equal(r.n_bad, b >= 0x80);
        buffer_free(&out);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(valid_stays),
        cmocka_unit_test(broken_is_windows_1252),
        cmocka_unit_test(utf16),
        cmocka_unit_test(every_byte_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
