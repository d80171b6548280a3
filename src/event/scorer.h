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
    SCORER_MOST_CLASSES = 128,
    SCORER_STATE = 256,  /* the encoder's width */
    SCORER_VECTOR = 100, /* the pretrained vectors' */
    SCORER_WORD = SCORER_STATE + SCORER_VECTOR,
    SCORER_MOST_INPUT = FEATURES_TYPE_STATES * SCORER_WORD,
    SCORER_UNIT = 32 /* steps of states and vectors in one */
};

typedef struct event_scorer {
    uint32_t n_state; /* words it reads */
    uint32_t hidden, n_class, n_row;
    const hash_slot *index;
    size_t mask;
    const int8_t *row;
    const float *step;
    model_matrix map;
    const float *out, *out_bias;
} event_scorer;

/* Take a scorer that reads n_state words from a file's sections; every number is checked.
 * Errors: DG_BAD_MODEL. */
dg_status scorer_load(const section_file *f, const char *name, uint32_t n_state,
                      uint32_t n_class, event_scorer *out);

/* Scores of the classes for features and for the words' inputs: [n_state] pointers to
 * SCORER_WORD numbers each in steps of 1 / SCORER_UNIT, NULL for no word. `score` has room for
 * SCORER_MOST_CLASSES. */
void scorer_run(const event_scorer *s, const lang_kernels *k, const event_features *f,
                const int8_t *const *word, float *score);

/* Scores to probabilities, in place. */
void scorer_softmax(float *score, uint32_t n);

#endif
