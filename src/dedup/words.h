/* The words of a text as numbers: what near-duplicate texts are compared by. */
#ifndef DEDUP_WORDS_H
#define DEDUP_WORDS_H

#include "base/arena.h"
#include "base/array.h"
#include "dragoman.h"

typedef ARRAY(uint64_t) dedup_words;

/* Append the keys of the words in n bytes of valid UTF-8, in order: without case, accents and
 * punctuation (actor/key.h). False when memory is out. */
bool dedup_add_words(const char *text, size_t n, dedup_words *out);

/* The words of a story's prose into *out, which is emptied first: headline, dateline, byline,
 * captions and credits, which every newsroom changes, are left out unless there is nothing
 * else. scratch is reset. Errors: DG_OVER_LIMIT, DG_NO_MEMORY. */
dg_status dedup_prose_words(const char *text, size_t n, arena *scratch, dedup_words *out,
                            dg_error *error);

/* The words that carry what a sentence says, as a set: those of four letters or more, cut to
 * their first six characters so that "attack" and "attacked" are one, and numbers. Sorted;
 * returns how many, at most DEDUP_BAG. */
enum { DEDUP_BAG = 32 };
size_t dedup_bag_of_words(const char *sentence, size_t n, uint32_t bag[DEDUP_BAG]);

/* How many words are in both. */
size_t dedup_bag_shared(const uint32_t *a, size_t n_a, const uint32_t *b, size_t n_b);

#endif
