/* Interning: each string once, known by a small number from 0 in order of arrival. */
#ifndef BASE_INTERN_H
#define BASE_INTERN_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/hash.h"

typedef struct intern_pool {
    arena strings;
    hash_map ids;
    ARRAY(const char *) text; /* [n] by id */
} intern_pool;

#define INTERN_NONE UINT32_MAX

/* The id of s, new if need be; INTERN_NONE when memory is out. */
uint32_t intern_add(intern_pool *pool, const char *s, size_t n);

/* The id of s, or INTERN_NONE when it was never added. */
uint32_t intern_find(const intern_pool *pool, const char *s, size_t n);

/* The string of an id, ended with a NUL; NULL for an id never given. */
const char *intern_text(const intern_pool *pool, uint32_t id);

void intern_free(intern_pool *pool);

#endif
