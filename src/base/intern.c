/* Interned strings: an arena for their bytes, a map from hash to number. */
#include "base/intern.h"

#include <stdlib.h>

uint32_t intern_find(const intern_pool *pool, const char *s, size_t n) {
    return hash_find(pool->ids.slot, pool->ids.mask, hash_bytes(s, n, 0));
}

uint32_t intern_add(intern_pool *pool, const char *s, size_t n) {
    uint32_t id = intern_find(pool, s, n);
    if (id != INTERN_NONE) return id;
    id = (uint32_t)pool->text.n;
    if (id == INTERN_NONE || !array_reserve(&pool->text, pool->text.n + 1)) return INTERN_NONE;
    char *text = arena_strndup(&pool->strings, s, n);
    if (!text || !hash_map_set(&pool->ids, hash_bytes(s, n, 0), id)) return INTERN_NONE;
    pool->text.data[pool->text.n++] = text;
    return id;
}

const char *intern_text(const intern_pool *pool, uint32_t id) {
    return id < pool->text.n ? pool->text.data[id] : NULL;
}

void intern_free(intern_pool *pool) {
    arena_free(&pool->strings);
    hash_map_free(&pool->ids);
    array_free(&pool->text);
}
