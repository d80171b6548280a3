/* base/array: growth by half, and nothing changed by a refusal. */
#include "unit.h"

#include "base/array.h"

typedef struct wide {
    char bytes[1000];
} wide;

static void growth_is_by_half_at_least(void **state) {
    (void)state;
    ARRAY(char) a = {0};
    size_t cap = 0, grown = 0;
    for (int i = 0; i < 100000; i++) {
        assert_true(array_push(&a, (char)i));
        if (a.cap == cap) continue;
        assert_true(a.cap >= cap + cap / 2);
        cap = a.cap;
        grown++;
    }
    assert_true(grown < 30);
    for (int i = 0; i < 100000; i++) assert_true(a.data[i] == (char)i);
    array_free(&a);
    assert_true(a.data == NULL && a.n == 0 && a.cap == 0);
}

static void reserve_keeps_what_suffices(void **state) {
    (void)state;
    ARRAY(int) a = {0};
    size_t nothing = 0;
    assert_true(array_reserve(&a, nothing));
    assert_null(a.data);
    assert_true(array_reserve(&a, 1000));
    assert_true(a.cap >= 1000);
    int *data = a.data;
    size_t cap = a.cap;
    assert_true(array_reserve(&a, 1000));
    assert_true(a.data == data && a.cap == cap && a.n == 0);
    array_free(&a);
}

static void a_refusal_changes_nothing(void **state) {
    (void)state;
    ARRAY(wide) a = {0};
    wide item;
    memset(&item, 'w', sizeof item);
    assert_true(array_push(&a, item));
    wide *data = a.data;
    size_t cap = a.cap;
    assert_false(array_reserve(&a, SIZE_MAX));
    assert_false(array_reserve(&a, SIZE_MAX / sizeof(wide) + 1)); /* wraps to few bytes */
    assert_true(a.data == data && a.cap == cap && a.n == 1);
    assert_memory_equal(&a.data[0], &item, sizeof item);
    array_free(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(growth_is_by_half_at_least),
        cmocka_unit_test(reserve_keeps_what_suffices),
        cmocka_unit_test(a_refusal_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
