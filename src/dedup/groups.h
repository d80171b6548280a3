/* Groups: the records that tell of one happening. */
#ifndef DEDUP_GROUPS_H
#define DEDUP_GROUPS_H

#include "dedup/agree.h"
#include "dedup/recent.h"

typedef struct group {
    happening told;   /* by its first record, and what it left open, by later ones */
    char *id;         /* of the first record */
    uint64_t story;   /* the last that told it */
    uint32_t number;  /* from 0 in order of arrival */
    uint32_t sources; /* how many different ones told it */
    uint32_t asked;   /* the last search that met it */
} group;

typedef struct groups {
    group *group; /* [mask + 1], a ring: number i stands at i mod (mask + 1) */
    uint32_t mask, count, searches;
    unsigned days; /* that dates may be apart */
    recent key;    /* what records have in common -> numbers of groups */
    recent record; /* a record's id -> the number of its group */
    recent source; /* a group and a source -> the number of the group */
} groups;

/* Room for the latest 2^bits groups, bits from 1 to 24. False when memory is out. */
bool groups_init(groups *g, unsigned bits, unsigned days);
void groups_free(groups *g);

/* The group that a record belongs to, maybe a new one; NULL when memory is out. id is its
 * record id. Lives until the next call. *first: it is the group's first. The records of a story
 * must come together. */
const group *groups_add(groups *g, const happening *h, const char *id, bool *first);

#endif
