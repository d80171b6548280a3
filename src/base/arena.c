/* Blocks in a list, each at least twice the last, so that a story of any size takes few.
 * After a reset they are filled again from the first. */
#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { ALIGN = 64, FIRST_BLOCK = 64 * 1024, LARGEST_BLOCK = 4 * 1024 * 1024 };

struct arena_block {
    arena_block *next;
    size_t size, used; /* of the bytes behind this header */
    char pad[ALIGN - 3 * sizeof(size_t)];
};

static char *bytes_of(arena_block *b) {
    return (char *)b + sizeof *b;
}

static arena_block *new_block(arena *a, size_t size) {
    if (size > SIZE_MAX - sizeof(arena_block) - ALIGN) return NULL;
#ifndef DG_ARENA_MALLOC /* else a sanitizer is to see the first byte behind the object */
    size = (size + ALIGN - 1) / ALIGN * ALIGN;
#endif
    void *memory; /* not aligned_alloc, which wants a multiple of ALIGN */
    if (posix_memalign(&memory, ALIGN, sizeof(arena_block) + size) != 0) return NULL;
    arena_block *b = memory;
    b->size = size;
    b->used = 0;
    a->taken += size;
    return b;
}

#ifdef DG_ARENA_MALLOC

/* Each object a block of its own, exactly as long as asked for. */
static void *take(arena *a, size_t n, size_t align) {
    (void)align;
    arena_block *b = new_block(a, n);
    if (!b) return NULL;
    b->next = a->first;
    a->first = b;
    a->used += n;
    return bytes_of(b);
}

void arena_reset(arena *a) {
    arena_free(a);
}

#else

static bool fits(const arena_block *b, size_t n, size_t align) {
    size_t at = (b->used + align - 1) / align * align;
    return at <= b->size && n <= b->size - at;
}

/* The next block that holds n more bytes becomes the current one. */
static bool advance(arena *a, size_t n) {
    while (a->current && a->current->next) {
        a->current = a->current->next;
        a->current->used = 0;
        if (n <= a->current->size) return true;
    }
    size_t size = a->current ? 2 * a->current->size : FIRST_BLOCK;
    if (size > LARGEST_BLOCK) size = LARGEST_BLOCK;
    arena_block *b = new_block(a, n > size ? n : size);
    if (!b) return false;
    b->next = NULL;
    if (a->current)
        a->current->next = b;
    else
        a->first = b;
    a->current = b;
    return true;
}

static void *take(arena *a, size_t n, size_t align) {
    if (!a->current || !fits(a->current, n, align))
        if (!advance(a, n)) return NULL;
    arena_block *b = a->current;
    size_t at = (b->used + align - 1) / align * align;
    b->used = at + n;
    a->used += n;
    return bytes_of(b) + at;
}

void arena_reset(arena *a) {
    if (a->taken > ARENA_KEEP) {
        arena_free(a);
        return;
    }
    a->current = a->first;
    if (a->current) a->current->used = 0;
    a->used = 0;
}

#endif

void *arena_alloc(arena *a, size_t n) {
    return take(a, n, ALIGN);
}

void *arena_calloc(arena *a, size_t count, size_t size) {
    if (size && count > SIZE_MAX / size) return NULL;
    void *p = arena_alloc(a, count * size);
    return p ? memset(p, 0, count * size) : NULL;
}

char *arena_strndup(arena *a, const char *s, size_t n) {
    if (n == SIZE_MAX) return NULL;
    char *p = take(a, n + 1, 1);
    if (!p) return NULL;
    if (n) memcpy(p, s, n);
    p[n] = '\0';
    return p;
}

void arena_free(arena *a) {
    for (arena_block *b = a->first, *next; b; b = next) {
        next = b->next;
        free(b);
    }
    memset(a, 0, sizeof *a);
}
