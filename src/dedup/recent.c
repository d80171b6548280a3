/* Chains through a ring. Their links run from later to earlier entries; one that leads to what
 * has been overwritten since would lead forward, and ends the walk. */
#include "dedup/recent.h"

#include <stdlib.h>
#include <string.h>

unsigned recent_bits(uint32_t n, unsigned least) {
    unsigned bits = least;
    while ((uint64_t)1 << bits < n) bits++;
    return bits;
}

bool recent_init(recent *r, unsigned bits) {
    size_t n = (size_t)1 << bits;
    memset(r, 0, sizeof *r);
    r->head = calloc(n, sizeof *r->head);
    r->entry = calloc(n, sizeof *r->entry);
    r->mask = (uint32_t)(n - 1);
    r->count = 1; /* a head of 0 leads to an entry without a tag */
    if (r->head && r->entry) return true;
    recent_free(r);
    return false;
}

void recent_free(recent *r) {
    free(r->head);
    free(r->entry);
    memset(r, 0, sizeof *r);
}

static uint32_t tag_of(uint64_t key) {
    return (uint32_t)(key >> 32) | 1;
}

void recent_add(recent *r, uint64_t key, uint32_t value) {
    uint32_t *head = &r->head[key & r->mask];
    r->entry[r->count & r->mask] = (recent_entry){tag_of(key), value, *head};
    *head = r->count++;
}

recent_walk recent_find(const recent *r, uint64_t key, uint32_t steps) {
    return (recent_walk){r, tag_of(key), r->head[key & r->mask], 0, steps};
}

bool recent_next(recent_walk *w, uint32_t *value) {
    const recent *r = w->map;
    for (; w->steps > 0; w->steps--) {
        uint32_t age = r->count - w->at;
        if (age <= w->age || age > r->mask) return false;
        const recent_entry *e = &r->entry[w->at & r->mask];
        w->age = age;
        w->at = e->next;
        if (e->tag != w->tag) continue;
        *value = e->value;
        w->steps--;
        return true;
    }
    return false;
}
