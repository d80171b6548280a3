/* Hashing (XXH3, github.com/Cyan4973/xxHash) and the map from keys to numbers.
 *
 * The map is one flat run of slots, so that the table a builder fills is the table that
 * is written to the model file and searched there, without a step between. A mapped table
 * may hold anything: hash_find stays within its mask + 1 slots and counts its steps.
 *
 * A key's place comes from mixing it first. Keys that are hashes would not need that, but
 * pairs of ids packed in a key differ in their high half alone, and linear probing would
 * walk long runs of them. */
#define XXH_INLINE_ALL
#include "base/hash.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

enum { SMALLEST = 16 };

uint64_t hash_bytes(const void *bytes, size_t n, uint64_t seed) {
    uint64_t h = XXH3_64bits_withSeed(bytes, n, seed);
    return h != 0 ? h : 1;
}

/* Fibonacci hashing (Knuth, TAOCP 3, 6.4); its high half is the well mixed one. */
static size_t place_of(uint64_t key) {
    uint64_t h = key * UINT64_C(0x9e3779b97f4a7c15);
    return (size_t)(h ^ h >> 32);
}

uint32_t hash_find(const hash_slot *slot, size_t mask, uint64_t key) {
    if (slot == NULL) return HASH_NONE;
    size_t place = place_of(key);
    for (size_t step = 0; step <= mask; step++) {
        const hash_slot *s = &slot[(place + step) & mask];
        if (s->key == 0) return HASH_NONE; /* before the match: no key is 0 */
        if (s->key == key) return s->value;
    }
    return HASH_NONE;
}

/* The slot of key, or the free one where it belongs. Half the slots are free. */
static hash_slot *slot_for(const hash_map *m, uint64_t key) {
    size_t i = place_of(key) & m->mask;
    while (m->slot[i].key != 0 && m->slot[i].key != key) i = (i + 1) & m->mask;
    return &m->slot[i];
}

static bool resize(hash_map *m, size_t n_slot) {
    hash_map larger = {.n = m->n, .mask = n_slot - 1};
    larger.slot = calloc(n_slot, sizeof *larger.slot);
    if (larger.slot == NULL) return false;
    for (size_t i = 0; m->slot != NULL && i <= m->mask; i++)
        if (m->slot[i].key != 0) *slot_for(&larger, m->slot[i].key) = m->slot[i];
    free(m->slot);
    *m = larger;
    return true;
}

bool hash_map_set(hash_map *m, uint64_t key, uint32_t value) {
    assert(key != 0);
    if (m->slot == NULL && !resize(m, SMALLEST)) return false;
    hash_slot *s = slot_for(m, key);
    if (s->key == 0) {
        if (m->n >= (m->mask + 1) / 2) {
            if (!resize(m, 2 * (m->mask + 1))) return false;
            s = slot_for(m, key);
        }
        s->key = key;
        m->n++;
    }
    s->value = value;
    return true;
}

void hash_map_free(hash_map *m) {
    free(m->slot);
    *m = (hash_map){0};
}

void hash_map_clear(hash_map *m) {
    if (m->slot != NULL) memset(m->slot, 0, (m->mask + 1) * sizeof *m->slot);
    m->n = 0;
}
