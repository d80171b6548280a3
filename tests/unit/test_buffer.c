/* base/buffer: any bytes, numbers at their limits, and nothing changed by a refusal. */
#include "unit.h"

#include "base/buffer.h"

static void bytes_of_any_value_are_kept(void **state) {
    (void)state;
    buffer b = {0};
    for (int round = 0; round < 40; round++)
        for (int c = 0; c < 256; c++) assert_true(buffer_add_char(&b, (char)c));
    assert_int_equal(b.n, 40 * 256);
    for (size_t i = 0; i < b.n; i++) assert_int_equal((unsigned char)b.data[i], i % 256);
    buffer_free(&b);
    assert_true(b.data == NULL && b.n == 0 && b.cap == 0);
}

static void adding_nothing_adds_nothing(void **state) {
    (void)state;
    buffer b = {0};
    assert_true(buffer_add(&b, NULL, 0));
    assert_true(buffer_add_string(&b, ""));
    assert_int_equal(b.n, 0);
    assert_true(buffer_end(&b));
    assert_string_equal(b.data, "");
    assert_int_equal(b.n, 0);
    buffer_free(&b);
}

static void the_end_is_not_counted_and_is_written_over(void **state) {
    (void)state;
    buffer b = {0};
    for (size_t n = 1; n < 200; n++) { /* at every fill of the room there is */
        assert_true(buffer_add_char(&b, 'x'));
        assert_true(buffer_end(&b));
        assert_int_equal(b.n, n);
        assert_int_equal(strlen(b.data), n);
    }
    buffer_free(&b);
}

static void numbers_are_written_as_printf_does(void **state) {
    (void)state;
    for (unsigned long long p = 1, i = 0; i < 20; i++, p *= 10)
        for (unsigned long long v = p - 1; v <= p + 1; v++) {
            char want[32];
            buffer b = {0};
            snprintf(want, sizeof want, "%llu", v);
            assert_true(buffer_add_number(&b, v) && buffer_end(&b));
            assert_string_equal(b.data, want);
            buffer_free(&b);
        }
}

static void a_refusal_changes_nothing(void **state) {
    (void)state;
    buffer b = {0};
    assert_true(buffer_add_string(&b, "kept"));
    size_t cap = b.cap;
    assert_false(buffer_add(&b, "x", SIZE_MAX));
    assert_false(buffer_add(&b, "x", SIZE_MAX - 3)); /* with the four, one past the end */
    assert_true(b.n == 4 && b.cap == cap);
    assert_memory_equal(b.data, "kept", 4);
    buffer_free(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_of_any_value_are_kept),
        cmocka_unit_test(adding_nothing_adds_nothing),
        cmocka_unit_test(the_end_is_not_counted_and_is_written_over),
        cmocka_unit_test(numbers_are_written_as_printf_does),
        cmocka_unit_test(a_refusal_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
