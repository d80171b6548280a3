/* What was seen of late, by key: a map from a 64-bit key to any number of 32-bit values, the
 * latest first, in memory that is fixed beforehand. When it is full, each new entry takes the
 * place of the oldest. */
#ifndef DEDUP_RECENT_H
#define DEDUP_RECENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct recent_entry {
    uint32_t tag; /* of its key; never 0 */
    uint32_t value;
    uint32_t next; /* number of the entry before it in its chain */
} recent_entry;

/* Entries are numbered as they come, modulo 2^32, and entry i stands at i mod (mask + 1): a
 * number leads on only as long as it is less than that far back. */
typedef struct recent {
    uint32_t *head;      /* [mask + 1]: the latest entry of each chain */
    recent_entry *entry; /* [mask + 1] */
    uint32_t mask;
    uint32_t count; /* the number of the next entry */
} recent;

/* The bits that count n entries; at least `least`. */
unsigned recent_bits(uint32_t n, unsigned least);

/* Room for the latest 2^bits entries, 16 bytes each, bits at most 31. False when memory is
 * out. */
bool recent_init(recent *r, unsigned bits);
void recent_free(recent *r);

void recent_add(recent *r, uint64_t key, uint32_t value);

/* A walk over the values of a key. At most `steps` entries of other keys and this one are
 * looked at, so that a key that is everywhere costs no more than that. */
typedef struct recent_walk {
    const recent *map;
    uint32_t tag, at, age, steps;
} recent_walk;

recent_walk recent_find(const recent *r, uint64_t key, uint32_t steps);

/* The next value; false when there is none. Once in 2^32 it is another key's. */
bool recent_next(recent_walk *w, uint32_t *value);

#endif
