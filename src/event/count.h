/* Numbers in a sentence, in digits and words, and how many a phrase tells of. */
#ifndef EVENT_COUNT_H
#define EVENT_COUNT_H

#include "event/clause.h"

enum { MOST_NUMBERS = 32 /* a sentence */ };

/* "two dozen", "1,200", "tens of thousands", "10 to 15": words [first, last] of the story. Of a
 * range and of "hundreds" the least that is meant: 10, 100. */
typedef struct count_number {
    uint32_t first, last;
    uint32_t value;
} count_number;

typedef struct count_numbers {
    const clause_tree *tree;
    count_number number[MOST_NUMBERS];
    unsigned n;
} count_numbers;

/* All numbers of a sentence, in order; those behind the first MOST_NUMBERS are passed over. */
void count_find(const clause_tree *t, uint32_t sentence, count_numbers *out);

/* How many the phrase of word w tells of, with those coordinated with it: 15 for "12 soldiers
 * and three civilians", 0 for "no one", 1 for "a soldier"; DG_NONE when it does not say. *told,
 * which may be NULL: whether a number stands there, and not just a singular. */
uint32_t count_of(const count_numbers *numbers, uint32_t w, bool *told);

/* The number that hangs on w or is w itself; DG_NONE. */
uint32_t count_number_at(const count_numbers *numbers, uint32_t w);

/* The number that ends right before w, or before one noun that stands between: 5 for "dead" of
 * "left five people dead"; DG_NONE. */
uint32_t count_number_before(const count_numbers *numbers, uint32_t w);

#endif
