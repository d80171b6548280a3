/* The arena: a chain of blocks, handed out from front to back.
 *
 * A story needs some thousand small objects that all die together. Taking one is an
 * addition, giving all back is one walk over a few blocks, and a second story of the same
 * size takes nothing from the system. The price, that a sanitizer sees blocks and not
 * objects, is what DG_ARENA_MALLOC is for: the same interface, each object a malloc. */
#include "base/arena.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { ARENA_ALIGN = 64 };

/* No object is larger than half the address space; below this no sum here overflows. */
#define MAX_REQUEST ((size_t)PTRDIFF_MAX - 2 * ARENA_ALIGN)

static size_t round_up(size_t n) {
    return (n + ARENA_ALIGN - 1) / ARENA_ALIGN * ARENA_ALIGN;
}

#ifndef DG_ARENA_MALLOC

#define FIRST_BLOCK ((size_t)64 << 10)
#define LARGEST_BLOCK ((size_t)4 << 20) /* but for a single object that is larger */

struct arena_block {
    arena_block *next;
    size_t size, used; /* of data */
    alignas(ARENA_ALIGN) char data[];
};

static size_t held(const arena_block *b) {
    return sizeof *b + b->size;
}

/* Each block is twice its forerunner, so that their number stays small. */
static arena_block *new_block(const arena_block *last, size_t n) {
    size_t size = last == NULL ? FIRST_BLOCK : 2 * last->size;
    if (size > LARGEST_BLOCK) size = LARGEST_BLOCK;
    if (size < n) size = round_up(n);
    void *memory;
    if (posix_memalign(&memory, ARENA_ALIGN, sizeof(arena_block) + size) != 0) return NULL;
    arena_block *b = memory;
    b->next = NULL;
    b->size = size;
    b->used = 0;
    return b;
}

/* Make the next block that holds n bytes the current one. Those behind the current one
 * are empty; one that is too small is passed over until the reset. */
static arena_block *next_block(arena *a, size_t n) {
    arena_block *last = a->current;
    arena_block *b = last == NULL ? a->first : last->next;
    for (; b != NULL && b->size < n; b = b->next) last = b;
    if (b == NULL) {
        b = new_block(last, n);
        if (b == NULL) return NULL;
        *(last == NULL ? &a->first : &last->next) = b;
        a->taken += held(b);
    }
    return a->current = b;
}

static void *take(arena *a, size_t n, bool aligned) {
    if (n > MAX_REQUEST) return NULL;
    arena_block *b = a->current;
    size_t at = 0;
    if (b != NULL) at = aligned ? round_up(b->used) : b->used;
    if (b == NULL || n > b->size - at) {
        b = next_block(a, n);
        if (b == NULL) return NULL;
        at = 0;
    }
    b->used = at + n;
    a->used += n;
    return b->data + at;
}

void arena_reset(arena *a) {
    a->used = a->taken = 0;
    for (arena_block **link = &a->first; *link != NULL;) {
        arena_block *b = *link;
        if (a->taken + held(b) <= ARENA_KEEP) {
            b->used = 0;
            a->taken += held(b);
            link = &b->next;
        } else {
            *link = b->next;
            free(b);
        }
    }
    a->current = a->first;
}

void arena_free(arena *a) {
    for (arena_block *b = a->first, *next; b != NULL; b = next) {
        next = b->next;
        free(b);
    }
    *a = (arena){0};
}

#else

/* The link stands apart from its object, so that a write before the object is seen as
 * well as one behind it. */
struct arena_block {
    arena_block *next;
    void *object;
};

static void *take(arena *a, size_t n, bool aligned) {
    if (n > MAX_REQUEST) return NULL;
    arena_block *b = malloc(sizeof *b);
    if (b == NULL) return NULL;
    if (posix_memalign(&b->object, aligned ? ARENA_ALIGN : sizeof(void *), n) != 0) {
        free(b);
        return NULL;
    }
    b->next = a->first;
    a->first = a->current = b;
    a->used += n;
    a->taken += round_up(n);
    return b->object;
}

void arena_reset(arena *a) {
    arena_free(a);
}

void arena_free(arena *a) {
    for (arena_block *b = a->first, *next; b != NULL; b = next) {
        next = b->next;
        free(b->object);
        free(b);
    }
    *a = (arena){0};
}

#endif

void *arena_alloc(arena *a, size_t n) {
    return take(a, n, true);
}

void *arena_calloc(arena *a, size_t count, size_t size) {
    size_t n;
    if (__builtin_mul_overflow(count, size, &n)) return NULL;
    void *p = take(a, n, true);
    return p == NULL ? NULL : memset(p, 0, n);
}

/* Strings stand close: aligned to 64 bytes each, most of a story's would be padding. */
char *arena_strndup(arena *a, const char *s, size_t n) {
    if (n > MAX_REQUEST - 1) return NULL;
    char *copy = take(a, n + 1, false);
    if (copy == NULL) return NULL;
    if (n > 0) memcpy(copy, s, n);
    copy[n] = '\0';
    return copy;
}
