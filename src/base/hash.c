/* XXH3 and an open-addressed table, in memory or in a mapped file. */
#include "base/hash.h"

#include <stdlib.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

enum { LEAST_SLOTS = 16 };

uint64_t hash_bytes(const void *bytes, size_t n, uint64_t seed) {
    uint64_t h = XXH3_64bits_withSeed(bytes, n, seed);
    return h ? h : 1;
}

/* The slot of key, or the free one where it belongs; a table in memory always has one. */
static hash_slot *place_of(hash_slot *slot, size_t mask, uint64_t key) {
    size_t i = key & mask;
    while (slot[i].key && slot[i].key != key) i = (i + 1) & mask;
    return &slot[i];
}

static bool grow(hash_map *m) {
    size_t n = m->slot ? 2 * (m->mask + 1) : LEAST_SLOTS;
    hash_slot *slot = calloc(n, sizeof *slot);
    if (!slot) return false;
    for (size_t i = 0; m->slot && i <= m->mask; i++)
        if (m->slot[i].key) *place_of(slot, n - 1, m->slot[i].key) = m->slot[i];
    free(m->slot);
    m->slot = slot;
    m->mask = n - 1;
    return true;
}

bool hash_map_set(hash_map *m, uint64_t key, uint32_t value) {
    if ((!m->slot || 2 * (m->n + 1) > m->mask + 1) && !grow(m)) return false;
    hash_slot *slot = place_of(m->slot, m->mask, key);
    m->n += slot->key == 0;
    slot->key = key;
    slot->value = value;
    return true;
}

void hash_map_free(hash_map *m) {
    free(m->slot);
    memset(m, 0, sizeof *m);
}

void hash_map_clear(hash_map *m) {
    if (m->slot) memset(m->slot, 0, (m->mask + 1) * sizeof *m->slot);
    m->n = 0;
}

uint32_t hash_find(const hash_slot *slot, size_t mask, uint64_t key) {
    for (size_t i = 0; slot && i <= mask; i++) {
        const hash_slot *s = &slot[(key + i) & mask];
        if (!s->key) break; /* first: a search for 0, which is no key, finds nothing */
        if (s->key == key) return s->value;
    }
    return HASH_NONE;
}
