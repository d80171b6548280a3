/* A small learned scorer: sums rows of the features it knows, adds one linear map of the states
 * and vectors of a few words, and gives scores of classes behind one hidden layer.
 *
 *     h = GELU(sum of rows + W [states, vectors] + b);  scores = h V + c
 *
 * Several scorers share a file of sections (base/sections.h); those of scorer NAME are
 *   NAME.sizes   u32[4]: words, hidden, classes, rows
 *   NAME.index   hash table: feature -> row
 *   NAME.rows    i8[rows][hidden], NAME.rows.sc  f32[rows]: their steps
 *   NAME.map     the 8-bit linear map, as the language model's (language/model.h)
 *   NAME.out     f32[hidden][classes padded to 16], then f32[classes padded] */
#ifndef EVENT_SCORER_H
#define EVENT_SCORER_H

#include "base/sections.h"
#include "event/features.h"
#include "language/kernels.h"

enum {
    SCORER_MOST_HIDDEN = 256,
    SCORER_MOST_CLASSES = 128, /* a multiple of 16 */
    SCORER_STATE = 256,        /* the encoder's width */
    SCORER_VECTOR = 100,       /* the pretrained vectors' */
    SCORER_WORD = SCORER_STATE + SCORER_VECTOR,
    SCORER_UNIT = 32 /* steps of states and vectors in one */
};

typedef struct event_scorer {
    uint32_t n_state; /* words it reads */
    uint32_t hidden, n_class, n_row;
    const hash_slot *index;
    size_t mask;
    const int8_t *row;
    const float *step;
    model_matrix map[FEATURES_TYPE_STATES]; /* [n_state]: each word's part of the map */
    const float *bias;                      /* the map's: [hidden] */
    int32_t weight_sum[FEATURES_TYPE_STATES][SCORER_MOST_HIDDEN];
    const float *out, *out_bias;
} event_scorer;

/* Take a scorer, which must stay where it is, that reads n_state words from a file's sections;
 * every number is checked. Errors: DG_BAD_MODEL. */
dg_status scorer_load(const section_file *f, const char *name, uint32_t n_state,
                      uint32_t n_class, event_scorer *out);

/* What the n-th of a scorer's words adds to its hidden layer: out[hidden]. A word's input is
 * SCORER_WORD numbers in steps of 1 / SCORER_UNIT, stored as the kernels' product() wants it.
 * It depends on nothing else, so it can be kept while the word is asked about again. */
void scorer_map(const event_scorer *s, const lang_kernels *k, uint32_t n, const int8_t *input,
                float *out);

/* The hidden layer h[hidden], from `bias` and what the words add to it, with the features. */
void scorer_hide(const event_scorer *s, const lang_kernels *k, const event_features *f,
                 float *h);

/* Scores of classes `first` (a multiple of 16) to `end` behind a hidden layer, at their places
 * in `score`, which has room for SCORER_MOST_CLASSES; those up to the next multiple come along.
 */
void scorer_classes(const event_scorer *s, const lang_kernels *k, const float *h,
                    uint32_t first, uint32_t end, float *score);

/* Scores to probabilities, in place. */
void scorer_softmax(float *score, uint32_t n);

#endif
