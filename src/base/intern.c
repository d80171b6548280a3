/* Interning: a hash map from a string's hash to its id, an array from id to string, and
 * an arena with the strings themselves.
 *
 * What is interned may come from a hostile text, and XXH3 is no cryptographic hash. So a
 * hit is compared with the string, and on a clash the next seed is tried: the answer is
 * right whatever comes, and the loop runs once but for a clash. */
#include "base/intern.h"

#include <stdlib.h>
#include <string.h>

/* Never reads behind text's own NUL. Behind a NUL within s the hash alone vouches. */
static bool same_string(const char *text, const char *s, size_t n) {
    if (n == 0) return text[0] == '\0';
    if (strncmp(text, s, n) != 0) return false;
    return memchr(s, '\0', n) != NULL || text[n] == '\0';
}

/* The id of s, or INTERN_NONE with the key under which to enter it. */
static uint32_t look_up(const intern_pool *pool, const char *s, size_t n, uint64_t *key) {
    for (uint64_t seed = 0;; seed++) {
        *key = hash_bytes(s, n, seed);
        uint32_t id = hash_find(pool->ids.slot, pool->ids.mask, *key);
        if (id == HASH_NONE) return INTERN_NONE;
        if (same_string(pool->text.data[id], s, n)) return id;
    }
}

uint32_t intern_add(intern_pool *pool, const char *s, size_t n) {
    uint64_t key;
    uint32_t id = look_up(pool, s, n, &key);
    if (id != INTERN_NONE) return id;
    if (pool->text.n >= INTERN_NONE || !array_reserve(&pool->text, pool->text.n + 1))
        return INTERN_NONE;
    const char *copy = arena_strndup(&pool->strings, s, n);
    if (copy == NULL) return INTERN_NONE;
    id = (uint32_t)pool->text.n;
    if (!hash_map_set(&pool->ids, key, id)) return INTERN_NONE;
    pool->text.data[pool->text.n++] = copy;
    return id;
}

uint32_t intern_find(const intern_pool *pool, const char *s, size_t n) {
    uint64_t key;
    return look_up(pool, s, n, &key);
}

const char *intern_text(const intern_pool *pool, uint32_t id) {
    return id < pool->text.n ? pool->text.data[id] : NULL;
}

void intern_free(intern_pool *pool) {
    arena_free(&pool->strings);
    hash_map_free(&pool->ids);
    array_free(&pool->text);
}
