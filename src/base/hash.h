/* Hashing, and a map from 64-bit keys to 32-bit values.
 *
 * Strings are looked up by their 64-bit XXH3 hash alone: among the 200,000 strings of a
 * model two share one with a chance of one in a billion, and the builder checks. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* XXH3 of n bytes; the seed tells kinds of strings apart. Never 0. For strings of up
 * to 8 bytes seeds are not independent: "law" with one has the hash of "lap" with another. */
uint64_t hash_bytes(const void *bytes, size_t n, uint64_t seed);

typedef struct hash_slot {
    uint64_t key; /* 0: free */
    uint32_t value;
    uint32_t spare; /* zero, so that a table can be written to a file as it stands */
} hash_slot;

/* Open addressing from slot `key & mask` on, linear probing, at most half full; the model
 * file rests on this order. A zeroed one is empty. */
typedef struct hash_map {
    hash_slot *slot;
    size_t n, mask; /* mask + 1 slots; slot == NULL: none */
} hash_map;

/* Set key (not 0) to value. False when memory is out. */
bool hash_map_set(hash_map *m, uint64_t key, uint32_t value);
void hash_map_free(hash_map *m);
void hash_map_clear(hash_map *m); /* empty it, keep the slots */

#define HASH_NONE UINT32_MAX

/* Fetch what hash_find() will look at first: a table is larger than the caches, and many keys may
 * be on their way at a time. */
static inline void hash_prefetch(const hash_slot *slot, size_t mask, uint64_t key) {
    __builtin_prefetch(&slot[key & mask]);
}

/* The value of key in a table of mask + 1 slots, or HASH_NONE. Serves maps in memory and
 * tables mapped from a file alike; it ends on any content, even without a free slot. */
uint32_t hash_find(const hash_slot *slot, size_t mask, uint64_t key);

#endif
