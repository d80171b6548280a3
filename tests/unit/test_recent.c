/* dedup/recent: the latest values of a key, in fixed memory. */
#include "unit.h"

#include "dedup/recent.h"

enum { ALL = 1000 };

static size_t values_of(const recent *r, uint64_t key, uint32_t steps, uint32_t *out) {
    size_t n = 0;
    recent_walk walk = recent_find(r, key, steps);
    while (recent_next(&walk, &out[n])) n++;
    return n;
}

static void latest_first(void **state) {
    (void)state;
    recent r;
    uint32_t value[ALL];
    assert_true(recent_init(&r, 4));
    assert_int_equal(values_of(&r, 7, ALL, value), 0);
    recent_add(&r, 7, 1);
    recent_add(&r, 8, 2);
    recent_add(&r, 7, 3);
    assert_int_equal(values_of(&r, 7, ALL, value), 2);
    assert_int_equal(value[0], 3);
    assert_int_equal(value[1], 1);
    assert_int_equal(values_of(&r, 8, ALL, value), 1);
    assert_int_equal(values_of(&r, 9, ALL, value), 0);
    recent_free(&r);
}

/* Keys 5 + 2^40 i fall into one chain, told apart by their tags. */
static void one_chain_many_keys(void **state) {
    (void)state;
    recent r;
    uint32_t value[ALL];
    assert_true(recent_init(&r, 6));
    for (uint32_t i = 0; i < 32; i++) recent_add(&r, 5 + ((uint64_t)i << 40), i);
    for (uint32_t i = 0; i < 32; i++) {
        assert_int_equal(values_of(&r, 5 + ((uint64_t)i << 40), ALL, value), 1);
        assert_int_equal(value[0], i);
    }
    assert_int_equal(values_of(&r, 5, 31, value), 0); /* its entry is the 32nd step */
    assert_int_equal(values_of(&r, 5, 32, value), 1);
    recent_free(&r);
}

static void the_oldest_is_forgotten(void **state) {
    (void)state;
    recent r;
    uint32_t value[ALL];
    assert_true(recent_init(&r, 4)); /* 16 places, of which 15 lead on */
    for (uint32_t i = 0; i < 500; i++) {
        recent_add(&r, 1, i);
        size_t n = values_of(&r, 1, ALL, value);
        assert_int_equal(n, i < 15 ? i + 1 : 15);
        for (size_t k = 0; k < n; k++) assert_int_equal(value[k], i - k);
    }
    recent_free(&r);
}

/* Numbers of entries run over 2^32. */
static void numbers_wrap(void **state) {
    (void)state;
    recent r;
    uint32_t value[ALL];
    assert_true(recent_init(&r, 4));
    r.count = UINT32_MAX - 20;
    for (uint32_t i = 0; i < 60; i++) recent_add(&r, 1 + i % 3, i);
    size_t n = values_of(&r, 1, ALL, value);
    assert_int_equal(n, 5);
    for (size_t k = 0; k < n; k++) assert_int_equal(value[k], 57 - 3 * k);
    recent_free(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(latest_first),
        cmocka_unit_test(one_chain_many_keys),
        cmocka_unit_test(the_oldest_is_forgotten),
        cmocka_unit_test(numbers_wrap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
