/* base/hash: XXH3's own values, the place of a key, and tables that hold anything. */
#include "unit.h"

#include "base/hash.h"

/* From the reference implementation: what stands in a model file depends on them. */
static void hashes_are_those_of_xxh3(void **state) {
    (void)state;
    assert_true(hash_bytes("", 0, 0) == UINT64_C(0x2d06800538d394c2));
    assert_true(hash_bytes("dragoman", 8, 0) == UINT64_C(0xbf3069510fdfe89c));
    assert_true(hash_bytes("dragoman", 8, 7) == UINT64_C(0x77f7889971b9204e));
}

/* A table in a model file is searched where its builder put the keys: moving a key's
 * place makes every model unreadable and must not happen unnoticed. */
static void a_key_stands_at_its_low_bits(void **state) {
    (void)state;
    hash_map m = {0};
    uint64_t key = UINT64_C(0xabcdef0123456709);
    assert_true(hash_map_set(&m, key, 77));
    assert_int_equal(m.mask, 15);
    assert_true(m.slot[9].key == key && m.slot[9].value == 77 && m.slot[9].spare == 0);
    assert_true(hash_map_set(&m, 0x19, 78)); /* the same place: the next one */
    assert_true(m.slot[10].key == 0x19);
    hash_map_free(&m);
}

static void setting_again_replaces(void **state) {
    (void)state;
    hash_map m = {0};
    for (uint32_t round = 0; round < 3; round++)
        for (uint64_t key = 1; key <= 100; key++) {
            assert_true(hash_map_set(&m, key << 32, round));
            assert_int_equal(hash_find(m.slot, m.mask, key << 32), round);
        }
    assert_int_equal(m.n, 100);
    assert_true(2 * m.n <= m.mask + 1);
    hash_map_free(&m);
    assert_true(m.slot == NULL && m.n == 0 && m.mask == 0);
}

static void a_cleared_map_keeps_its_slots(void **state) {
    (void)state;
    hash_map m = {0};
    hash_map_clear(&m);
    for (uint64_t key = 1; key <= 100; key++) assert_true(hash_map_set(&m, key, 1));
    size_t mask = m.mask;
    hash_map_clear(&m);
    assert_true(m.n == 0 && m.mask == mask);
    for (uint64_t key = 1; key <= 100; key++)
        assert_int_equal(hash_find(m.slot, m.mask, key), HASH_NONE);
    assert_true(hash_map_set(&m, 5, 6));
    assert_int_equal(hash_find(m.slot, m.mask, 5), 6);
    hash_map_free(&m);
}

/* Chains run past the table's end to its beginning. */
static void chains_wrap_around(void **state) {
    (void)state;
    hash_map m = {0};
    for (uint32_t i = 1; i <= 8; i++) assert_true(hash_map_set(&m, 16 * i + 15, i));
    assert_int_equal(m.mask, 15);
    for (uint32_t i = 1; i <= 8; i++)
        assert_int_equal(hash_find(m.slot, m.mask, 16 * i + 15), i);
    assert_int_equal(hash_find(m.slot, m.mask, 16 * 9 + 15), HASH_NONE);
    hash_map_free(&m);
}

static void zero_is_never_found(void **state) {
    (void)state;
    hash_slot one[2] = {{0, 0, 0}, {1, 5, 0}};
    assert_int_equal(hash_find(one, 1, 0), HASH_NONE);
    assert_int_equal(hash_find(one, 1, 1), 5);
    assert_int_equal(hash_find(NULL, 0, 0), HASH_NONE);
}

/* Tables of noise, of every small size, without a free slot: each search ends within the
 * table and what it finds stands there. Sanitizers watch the ends. */
static void garbage_ends_and_stays_within(void **state) {
    (void)state;
    uint64_t x = 88172645463325252;
    for (size_t n = 1; n <= 64; n *= 2) {
        hash_slot *slot = calloc(n, sizeof *slot);
        assert_non_null(slot);
        for (size_t i = 0; i < n; i++) {
            x ^= x << 13, x ^= x >> 7, x ^= x << 17;
            slot[i] = (hash_slot){x | 1, (uint32_t)i, (uint32_t)x};
        }
        for (uint64_t key = 2; key < 1000; key += 2)
            assert_int_equal(hash_find(slot, n - 1, key), HASH_NONE);
        for (size_t i = 0; i < n; i++) assert_int_equal(hash_find(slot, n - 1, slot[i].key), i);
        free(slot);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hashes_are_those_of_xxh3),
        cmocka_unit_test(a_key_stands_at_its_low_bits),
        cmocka_unit_test(setting_again_replaces),
        cmocka_unit_test(a_cleared_map_keeps_its_slots),
        cmocka_unit_test(chains_wrap_around),
        cmocka_unit_test(zero_is_never_found),
        cmocka_unit_test(garbage_ends_and_stays_within),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
