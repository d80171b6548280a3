/* The model: a file of sections (base/sections.h), checked once, then read in place.
 * train/train.py exports the sections, train/pack.c joins them. */
#ifndef LANGUAGE_MODEL_H
#define LANGUAGE_MODEL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/hash.h"
#include "base/mapped.h"
#include "dragoman.h"
#include "language/labels.h"
#include "language/lemma.h"

#define MODEL_MAGIC "DRAGOMAN"
enum { MODEL_VERSION = 1 };

/* What a net of this file may have at the most; larger ones are refused as foreign. */
enum {
    MODEL_MAX_LAYER = 16,
    MODEL_MAX_WIDTH = 512,
    MODEL_MAX_FEATS = 1024,
    MODEL_N_BUCKET = 16,     /* of head distances */
    MODEL_VECTOR_WIDTH = 100 /* of the pretrained vectors */
};

typedef struct model_sizes {
    uint32_t width, arc, label, n_feats;
    uint32_t n_row, n_vector, n_layer, zero;
    char layer[MODEL_MAX_LAYER]; /* [n_layer]: 'c' convolution, 'g' gated recurrence */
} model_sizes;

/* A linear map of 8-bit weights: y[o] = scale[o] * sum_i q[i] weight[o][i] + bias[o], where
 * q is the input times `unit`, rounded and held within 127 either way. */
typedef struct model_matrix {
    uint32_t n_out, n_in; /* as trained */
    uint32_t out16, in4;  /* padded with zero weights to multiples of 16 and 4 */
    float unit;
    const float *scale;        /* [out16] */
    const float *bias;         /* [out16] */
    const int32_t *weight_sum; /* [out16]: of each output's weights; NULL: product() adds them
                                * up, which costs as much as a row */
    const int8_t *weight;      /* [out16 / 16][in4 / 4][16][4] */
    size_t tile; /* bytes from 16 outputs' weights to the next 16's: 16 in4, or more
                  * where this is a part of a matrix with more inputs */
} model_matrix;

typedef struct model_norm {
    const float *gain, *shift; /* [width] */
} model_norm;

typedef struct model_layer {
    char kind;
    model_matrix map;
    model_norm norm;
} model_layer;

typedef struct model_table {
    const hash_slot *slot; /* [mask + 1] */
    size_t mask;
} model_table;

/* A triple of tags seen in training; only such triples are given to a word. */
typedef struct model_bundle {
    uint16_t upos, xpos, feats, zero;
} model_bundle;

typedef struct lang_model {
    mapped_file file;
    model_sizes sizes;
    model_table vocab, vectors; /* form keys to rows */
    const int8_t *row;          /* [n_row][width] */
    const float *row_scale;     /* [n_row] */
    const int8_t *vector;       /* [n_vector][MODEL_VECTOR_WIDTH] */
    const float *vector_scale;  /* [n_vector] */
    const float *project;       /* [MODEL_VECTOR_WIDTH][width] */
    const float *space;         /* [2][width]: without, with a space before the word */
    model_norm norm_in, norm_out;
    model_layer layer[MODEL_MAX_LAYER];
    model_matrix heads, arc, deprel;
    const float *root_arc;       /* [arc] */
    const float *root_label;     /* [label] */
    const float *label_distance; /* [MODEL_N_BUCKET][label] */
    model_bundle *bundle;        /* by part of speech */
    uint32_t first_bundle[N_UPOS + 1];
    const char *feats_name[MODEL_MAX_FEATS]; /* [n_feats] */
    char *feats_text;
    lemma_table lemma;
} lang_model;

/* Where the parts of the heads matrix's output begin. */
typedef struct model_head_offsets {
    uint32_t upos, xpos, feats, end, dependent, head, label_dependent, label_head, all;
} model_head_offsets;
model_head_offsets model_heads(const model_sizes *sizes);

/* Map and check a model file. Every offset, size, row and tag number in it is within its
 * bounds when this returns DG_OK, so that what reads it need not check. Errors: DG_IO,
 * DG_BAD_MODEL (what is wrong, with file and byte), DG_NO_MEMORY. model_close() frees it. */
dg_status model_open(const char *path, lang_model *out, dg_error *error);
void model_close(lang_model *model);

/* The pretrained vector under a key of lang_form_keys_of(). False, and zeros, when there is
 * none. */
bool model_vector(const lang_model *model, uint64_t key, float out[MODEL_VECTOR_WIDTH]);

#endif
