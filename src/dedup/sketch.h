/* A text in 256 bytes: MinHash over shingles of three words.
 *
 * Broder (1997), On the resemblance and containment of documents: the share of equal minima
 * in two sketches estimates the Jaccard coefficient of their sets of shingles; with the sizes
 * of the sets, also which part of the smaller text is in the other. */
#ifndef DEDUP_SKETCH_H
#define DEDUP_SKETCH_H

#include "dedup/words.h"

enum { SKETCH_MINIMA = 128, SKETCH_ROWS = 2, SKETCH_BANDS = SKETCH_MINIMA / SKETCH_ROWS };

typedef struct sketch {
    uint16_t
        minimum[SKETCH_MINIMA]; /* the low bits: two that differ are alike 1 time in 2^16 */
    uint32_t n_shingle;         /* 0: an empty text, like no other */
} sketch;

/* Sketch a text of n words. band[i] is what two texts have in common where they fall together
 * in band i of locality-sensitive hashing (Leskovec, Rajaraman, Ullman: Mining of Massive
 * Datasets, ch. 3). Linear in n; shingles that come twice count twice in n_shingle. */
void sketch_of(const uint64_t *word, size_t n, sketch *out, uint64_t band[SKETCH_BANDS]);

/* How alike two texts are, estimated. */
typedef struct likeness {
    double resemblance; /* shared shingles of all in both */
    double containment; /* of those in the smaller text */
} likeness;

likeness sketch_likeness(const sketch *a, const sketch *b);

#endif
