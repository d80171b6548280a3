/* The learned scorer's forward pass, in the language model's arithmetic: the same bits on every
 * processor. */
#include "event/scorer.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"

typedef struct section_name {
    char text[SECTION_NAME];
} section_name;

static section_name named(const char *scorer, const char *part) {
    section_name n;
    snprintf(n.text, sizeof n.text, "%s.%s", scorer, part);
    return n;
}

static uint32_t up_to(uint32_t n, uint32_t multiple) {
    return (n + multiple - 1) / multiple * multiple;
}

static dg_status load_sizes(const section_file *f, const char *name, uint32_t n_state,
                            uint32_t n_class, event_scorer *s) {
    const void *data;
    section_name n = named(name, "sizes");
    FORWARD(section_find(f, n.text, 4 * sizeof(uint32_t), &data, NULL));
    const uint32_t *size = data;
    *s = (event_scorer){
        .n_state = size[0], .hidden = size[1], .n_class = size[2], .n_row = size[3]};
    if (s->n_state != n_state || s->n_class != n_class)
        return section_bad(f, n.text, "is of another version of the program");
    if (!s->hidden || s->hidden > SCORER_MOST_HIDDEN || s->hidden % 16 || !s->n_row ||
        n_state > FEATURES_TYPE_STATES || n_class > SCORER_MOST_CLASSES)
        return section_bad(f, n.text, "is out of range");
    return DG_OK;
}

static bool all_finite(const float *x, uint64_t n) {
    for (uint64_t i = 0; i < n; i++)
        if (!isfinite(x[i])) return false;
    return true;
}

static dg_status load_floats(const section_file *f, const char *name, uint64_t n,
                             const float **out) {
    const void *data;
    FORWARD(section_find(f, name, n * sizeof(float), &data, NULL));
    *out = data;
    return all_finite(*out, n) ? DG_OK : section_bad(f, name, "holds a number that is none");
}

static dg_status load_rows(const section_file *f, const char *name, event_scorer *s) {
    const void *data;
    FORWARD(section_table(f, named(name, "index").text, s->n_row, &s->index, &s->mask));
    FORWARD(
        section_find(f, named(name, "rows").text, (uint64_t)s->n_row * s->hidden, &data, NULL));
    s->row = data;
    return load_floats(f, named(name, "rows.sc").text, s->n_row, &s->step);
}

/* The map's own is added once, not with each word. */
static const float no_bias[SCORER_MOST_HIDDEN];

/* For model_matrix.weight_sum: these maps are applied to one word at a time. */
static void sum_weights(model_matrix *m, int32_t *sum) {
    for (size_t o = 0; o < m->out16; o++) {
        const int8_t *w = m->weight + o / 16 * m->tile + o % 16 * 4;
        sum[o] = 0;
        for (size_t k = 0; k < m->in4; k += 4, w += 64) sum[o] += w[0] + w[1] + w[2] + w[3];
    }
    m->weight_sum = sum;
}

static dg_status load_map(const section_file *f, const char *name, event_scorer *s) {
    const void *data;
    uint32_t n_in = s->n_state * SCORER_WORD;
    uint64_t floats = 2 * (uint64_t)s->hidden * sizeof(float);
    FORWARD(section_find(f, named(name, "map").text, floats + (uint64_t)s->hidden * n_in, &data,
                         NULL));
    const float *scale = data;
    if (!all_finite(scale, 2 * (uint64_t)s->hidden))
        return section_bad(f, named(name, "map").text, "holds a number that is none");
    s->bias = scale + s->hidden;
    const int8_t *weight = (const int8_t *)(s->bias + s->hidden);
    for (uint32_t i = 0; i < s->n_state; i++) {
        s->map[i] = (model_matrix){.n_out = s->hidden,
                                   .out16 = s->hidden,
                                   .n_in = SCORER_WORD,
                                   .in4 = SCORER_WORD,
                                   .unit = SCORER_UNIT,
                                   .scale = scale,
                                   .bias = no_bias,
                                   .weight = weight + (size_t)i * SCORER_WORD * 16,
                                   .tile = (size_t)n_in * 16};
        sum_weights(&s->map[i], s->weight_sum[i]);
    }
    return DG_OK;
}

dg_status scorer_load(const section_file *f, const char *name, uint32_t n_state,
                      uint32_t n_class, event_scorer *out) {
    FORWARD(load_sizes(f, name, n_state, n_class, out));
    FORWARD(load_rows(f, name, out));
    FORWARD(load_map(f, name, out));
    uint32_t classes = up_to(n_class, 16);
    FORWARD(load_floats(f, named(name, "out").text, ((uint64_t)out->hidden + 1) * classes,
                        &out->out));
    out->out_bias = out->out + (size_t)out->hidden * classes;
    return DG_OK;
}

void scorer_map(const event_scorer *s, const lang_kernels *k, uint32_t n, const int8_t *input,
                float *out) {
    k->product(&s->map[n], input, SCORER_WORD, 1, out);
}

/* The rows of the features that are known. Nearly all of the time here goes by waiting for
 * memory, so all are asked for before the first is used. */
static uint32_t find_rows(const event_scorer *s, const event_features *f,
                          uint32_t row[FEATURES_MOST]) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < f->n; i++) hash_prefetch(s->index, s->mask, f->feature[i]);
    for (uint32_t i = 0; i < f->n; i++) {
        uint32_t found = hash_find(s->index, s->mask, f->feature[i]);
        if (found == HASH_NONE) continue;
        const int8_t *first = s->row + (size_t)found * s->hidden;
        __builtin_prefetch(first);
        __builtin_prefetch(first + s->hidden - 1);
        __builtin_prefetch(s->step + found);
        row[n++] = found;
    }
    return n;
}

void scorer_hide(const event_scorer *s, const lang_kernels *k, const event_features *f,
                 float *h) {
    uint32_t row[FEATURES_MOST], n = find_rows(s, f, row);
    for (uint32_t i = 0; i < n; i++)
        k->add_row(h, s->row + (size_t)row[i] * s->hidden, s->step[row[i]], s->hidden);
    k->gelu(h, s->hidden);
}

void scorer_classes(const event_scorer *s, const lang_kernels *k, const float *h,
                    uint32_t first, uint32_t end, float *score) {
    k->combine(h, s->out + first, s->hidden, up_to(s->n_class, 16), up_to(end - first, 16),
               score + first);
    for (uint32_t i = first; i < end; i++) score[i] += s->out_bias[i];
}

/* e^x by its series behind a power of two: the C library's differs between processors. */
static float exponential(float x) {
    if (!(x >= -80)) return 0; /* nor of what is no number */
    float n = floorf(x * 1.44269504f + 0.5f), r = x - n * 0.693147181f;
    float e = 1 + r * (1 + r * (0.5f + r * (1 / 6.0f + r * (1 / 24.0f + r * (1 / 120.0f)))));
    return ldexpf(e, (int)n);
}

void scorer_softmax(float *score, uint32_t n) {
    float most = score[0], sum = 0;
    for (uint32_t i = 1; i < n; i++) most = score[i] > most ? score[i] : most;
    for (uint32_t i = 0; i < n; i++) sum += score[i] = exponential(score[i] - most);
    /* A wrong file's numbers may be too large to tell anything. */
    for (uint32_t i = 0; i < n; i++) score[i] = sum > 0 ? score[i] / sum : 1 / (float)n;
}
