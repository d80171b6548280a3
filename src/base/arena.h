/* An arena: what lives as long as a story lives is taken from it and given back all at
 * once. With DG_ARENA_MALLOC each object is its own malloc, so that sanitizers see it. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

typedef struct arena_block arena_block;

typedef struct arena {
    arena_block *first, *current;
    size_t used, taken; /* bytes handed out since the reset; bytes held from the system */
} arena;

/* A zeroed arena is a valid empty one. */

/* n bytes, aligned for any type up to 64 bytes; NULL when memory is out. n may be 0. */
void *arena_alloc(arena *a, size_t n);

/* The same, zeroed, for count objects of size bytes; NULL on overflow too. */
void *arena_calloc(arena *a, size_t count, size_t size);

/* A copy of n bytes with a NUL behind, packed without alignment; NULL when memory is out. */
char *arena_strndup(arena *a, const char *s, size_t n);

/* Give all back but keep the blocks, up to ARENA_KEEP bytes, for the next story. */
void arena_reset(arena *a);
#define ARENA_KEEP ((size_t)32 << 20)

/* Give all back to the system. */
void arena_free(arena *a);

#define ARENA_NEW(a, type, count) ((type *)arena_calloc((a), (count), sizeof(type)))

#endif
