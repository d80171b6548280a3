/* base/utf8. */
#include "unit.h"

#include "base/utf8.h"

static void every_character_goes_round(void **state) {
    (void)state;
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        char s[4];
        size_t len;
        if (c >= 0xD800 && c < 0xE000) continue;
        size_t n = utf8_encode(c, s);
        assert_int_equal(utf8_decode(s, n, &len), c);
        assert_int_equal(len, n);
        if (n > 1) assert_int_equal(utf8_decode(s, n - 1, &len), UTF8_BAD);
    }
}

static void broken_bytes_are_refused_one_by_one(void **state) {
    (void)state;
    static const char *const bad[] = {
        "\x80",
        "\xBF",
        "\xC0\x80",
        "\xC1\xBF", /* overlong */
        "\xE0\x9F\xBF",
        "\xF0\x8F\xBF\xBF", /* overlong */
        "\xED\xA0\x80",
        "\xED\xBF\xBF", /* surrogates */
        "\xF4\x90\x80\x80",
        "\xF5\x80\x80\x80",
        "\xFF", /* too high */
        "\xC3(",
        "\xE2\x82(",
        "\xE2(\x82",
        "\xF0\x9F\x98(",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        size_t len;
        assert_int_equal(utf8_decode(bad[i], strlen(bad[i]), &len), UTF8_BAD);
        assert_int_equal(len, 1);
    }
    assert_int_equal(utf8_first_bad("caf\xC3\xA9 \xE9!", 8), 6);
    assert_int_equal(utf8_first_bad("caf\xC3\xA9", 5), 5);
    assert_int_equal(utf8_count("caf\xC3\xA9", 5), 4);
}

static void classes_are_those_of_a_reader(void **state) {
    (void)state;
    static const uint32_t spaces[] = {' ',    '\t',   '\n',   0x1C,   0x1F,   0x85,   0xA0,
                                      0x1680, 0x2000, 0x200A, 0x2028, 0x2029, 0x202F, 0x3000};
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
        assert_int_equal(uni_class_of(spaces[i]), UNI_SPACE);
    static const uint32_t invisible[] = {0, 7, 0x7F, 0xAD, 0x200B, 0x200D, 0xFEFF};
    for (size_t i = 0; i < sizeof invisible / sizeof *invisible; i++)
        assert_int_equal(uni_class_of(invisible[i]), UNI_INVISIBLE);
    assert_int_equal(uni_class_of(0xC9), UNI_UPPER);
    assert_int_equal(uni_class_of(0xE9), UNI_LOWER);
    assert_int_equal(uni_class_of(0x5D0), UNI_LETTER);
    assert_int_equal(uni_class_of(0x301), UNI_MARK);
    assert_int_equal(uni_class_of('7'), UNI_DIGIT);
    assert_int_equal(uni_class_of(0x2014), UNI_PUNCT);
    assert_int_equal(uni_class_of(0x20AC), UNI_SYMBOL);
    assert_int_equal(uni_lower(0xC9), 0xE9);
    assert_int_equal(uni_upper('z'), 'Z');
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_character_goes_round),
        cmocka_unit_test(broken_bytes_are_refused_one_by_one),
        cmocka_unit_test(classes_are_those_of_a_reader),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
