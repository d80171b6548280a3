/* Loading the model file. Nothing in it is trusted: the checksum tells accidents, the bounds
 * checks tell files made wrong, and both are done once, here. */
#include "language/model.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/sections.h"
#include "language/labels.h"

typedef struct loader {
    lang_model *m;
    section_file file;
} loader;

static dg_status bad_section(const loader *l, const char *name, const char *what) {
    return section_bad(&l->file, name, what);
}

static dg_status find(const loader *l, const char *name, uint64_t want, const void **data,
                      uint64_t *size) {
    return section_find(&l->file, name, want, data, size);
}

/* A section of n floats, all finite. */
static dg_status find_floats(const loader *l, const char *name, uint64_t n, const float **out) {
    const void *data;
    FORWARD(find(l, name, n * sizeof(float), &data, NULL));
    *out = data;
    for (uint64_t i = 0; i < n; i++)
        if (!isfinite((*out)[i])) return bad_section(l, name, "holds a number that is none");
    return DG_OK;
}

/* ---- the parts of the net --------------------------------------------------------- */

static dg_status load_sizes(const loader *l) {
    const void *data;
    FORWARD(find(l, "sizes", sizeof(model_sizes), &data, NULL));
    model_sizes *s = &l->m->sizes;
    memcpy(s, data, sizeof *s);
    bool sane = s->width > 0 && s->width <= MODEL_MAX_WIDTH && s->width % 32 == 0 &&
                s->arc > 0 && s->arc <= MODEL_MAX_WIDTH && s->arc % 16 == 0 && s->label > 0 &&
                s->label <= MODEL_MAX_WIDTH && s->label % 16 == 0 && s->n_feats > 0 &&
                s->n_feats <= MODEL_MAX_FEATS && s->n_row > 0 && s->n_row < (1u << 24) &&
                s->n_vector > 0 && s->n_vector < (1u << 24) && s->n_layer <= MODEL_MAX_LAYER;
    if (!sane) return bad_section(l, "sizes", "is out of range");
    for (uint32_t i = 0; i < s->n_layer; i++)
        if (s->layer[i] != 'c' && s->layer[i] != 'g')
            return bad_section(l, "sizes", "names an unknown kind of layer");
    return DG_OK;
}

static dg_status load_table(const loader *l, const char *name, uint32_t n_value,
                            model_table *out) {
    return section_table(&l->file, name, n_value, &out->slot, &out->mask);
}

static dg_status load_rows(const loader *l, const char *name, uint32_t n, uint32_t width,
                           const int8_t **row, const float **scale) {
    const void *data;
    char scale_name[SECTION_NAME * 2];
    FORWARD(find(l, name, (uint64_t)n * width, &data, NULL));
    *row = data;
    snprintf(scale_name, sizeof scale_name, "%s.scale", name);
    return find_floats(l, scale_name, n, scale);
}

static dg_status load_matrix(const loader *l, const char *name, uint32_t n_out, uint32_t n_in,
                             model_matrix *m) {
    enum { HEADER = 64 };
    const void *data;
    uint64_t size;
    FORWARD(find(l, name, 0, &data, &size));
    if (size < HEADER) return bad_section(l, name, "is too short");
    memcpy(m, data, 4 * sizeof(uint32_t) + sizeof(float));
    uint64_t out16 = (n_out + 15u) / 16 * 16, in4 = (n_in + 3u) / 4 * 4;
    if (m->n_out != n_out || m->n_in != n_in || m->out16 != out16 || m->in4 != in4 ||
        !isfinite(m->unit) || size != HEADER + out16 * 2 * sizeof(float) + out16 * in4)
        return bad_section(l, name, "has the wrong shape");
    const unsigned char *bytes = data;
    m->scale = (const float *)(const void *)(bytes + HEADER);
    m->bias = m->scale + out16;
    m->weight = (const int8_t *)(m->bias + out16);
    m->tile = 16 * in4;
    for (uint64_t i = 0; i < 2 * out16; i++)
        if (!isfinite(m->scale[i])) return bad_section(l, name, "holds a number that is none");
    return DG_OK;
}

static dg_status load_input(const loader *l) {
    lang_model *m = l->m;
    uint32_t w = m->sizes.width;
    FORWARD(load_table(l, "vocab", m->sizes.n_row, &m->vocab));
    FORWARD(load_table(l, "vectors.vocab", m->sizes.n_vector, &m->vectors));
    FORWARD(load_rows(l, "rows", m->sizes.n_row, w, &m->row, &m->row_scale));
    FORWARD(load_rows(l, "vectors", m->sizes.n_vector, MODEL_VECTOR_WIDTH, &m->vector,
                      &m->vector_scale));
    FORWARD(find_floats(l, "input", (uint64_t)w * (MODEL_VECTOR_WIDTH + 4), &m->project));
    m->space = m->project + (size_t)w * MODEL_VECTOR_WIDTH;
    m->norm_in.gain = m->space + 2 * (size_t)w;
    m->norm_in.shift = m->norm_in.gain + w;
    return DG_OK;
}

static dg_status load_norm(const loader *l, const char *name, model_norm *out) {
    FORWARD(find_floats(l, name, 2ull * l->m->sizes.width, &out->gain));
    out->shift = out->gain + l->m->sizes.width;
    return DG_OK;
}

static dg_status load_layers(const loader *l) {
    uint32_t w = l->m->sizes.width;
    for (uint32_t i = 0; i < l->m->sizes.n_layer; i++) {
        model_layer *layer = &l->m->layer[i];
        char name[SECTION_NAME];
        layer->kind = l->m->sizes.layer[i];
        bool conv = layer->kind == 'c';
        snprintf(name, sizeof name, "layer%02u", i);
        FORWARD(load_matrix(l, name, conv ? w : 2 * w, conv ? 3 * w : w, &layer->map));
        snprintf(name, sizeof name, "norm%02u", i);
        FORWARD(load_norm(l, name, &layer->norm));
    }
    return load_norm(l, "norm.out", &l->m->norm_out);
}

model_head_offsets model_heads(const model_sizes *s) {
    model_head_offsets o = {.upos = 0, .xpos = N_UPOS, .feats = N_UPOS + N_XPOS};
    o.end = o.feats + s->n_feats;
    o.dependent = o.end + 1;
    o.head = o.dependent + s->arc;
    o.label_dependent = o.head + s->arc;
    o.label_head = o.label_dependent + s->label;
    o.all = o.label_head + s->label;
    return o;
}

static dg_status load_heads(const loader *l) {
    lang_model *m = l->m;
    const model_sizes *s = &m->sizes;
    FORWARD(load_matrix(l, "heads", model_heads(s).all, s->width, &m->heads));
    FORWARD(load_matrix(l, "arc", s->arc + MODEL_N_BUCKET, s->arc, &m->arc));
    FORWARD(load_matrix(l, "label", N_DEPREL, s->label, &m->deprel));
    FORWARD(find_floats(l, "arc.root", s->arc, &m->root_arc));
    FORWARD(find_floats(l, "label.root", s->label, &m->root_label));
    return find_floats(l, "label.distance", (uint64_t)MODEL_N_BUCKET * s->label,
                       &m->label_distance);
}

/* ---- tags and lemmas --------------------------------------------------------------- */

static dg_status load_feats(const loader *l) {
    lang_model *m = l->m;
    const void *data;
    uint64_t size;
    FORWARD(find(l, "feats", 0, &data, &size));
    m->feats_text = malloc(size + 1);
    RETURN_IF(!m->feats_text, l->file.error, DG_NO_MEMORY, "out of memory");
    memcpy(m->feats_text, data, size);
    m->feats_text[size] = '\0';
    char *at = m->feats_text;
    for (uint32_t i = 0; i < m->sizes.n_feats; i++) {
        char *end = strchr(at, '\n');
        if (!end) return bad_section(l, "feats", "has too few lines");
        *end = '\0';
        m->feats_name[i] = at;
        at = end + 1;
    }
    return DG_OK;
}

/* By part of speech; among those of one as in the file, the commonest first. */
static void sort_bundles(lang_model *m, const model_bundle *bundle, size_t n) {
    uint32_t k = 0;
    for (uint32_t u = 0; u < N_UPOS; u++) {
        m->first_bundle[u] = k;
        for (size_t i = 0; i < n; i++)
            if (bundle[i].upos == u) m->bundle[k++] = bundle[i];
    }
    m->first_bundle[N_UPOS] = k;
}

static dg_status load_bundles(const loader *l) {
    const void *data;
    uint64_t size;
    FORWARD(find(l, "bundles", 0, &data, &size));
    const model_bundle *bundle = data;
    size_t n = size / sizeof *bundle;
    if (size % sizeof *bundle || size == 0)
        return bad_section(l, "bundles", "has the wrong size");
    for (size_t i = 0; i < n; i++) {
        const model_bundle *b = &bundle[i];
        if (b->upos >= N_UPOS || b->xpos >= N_XPOS || b->feats >= l->m->sizes.n_feats)
            return bad_section(l, "bundles", "names an unknown tag");
    }
    l->m->bundle = malloc(size);
    RETURN_IF(!l->m->bundle, l->file.error, DG_NO_MEMORY, "out of memory");
    sort_bundles(l->m, bundle, n);
    return DG_OK;
}

static dg_status load_lemmas(const loader *l) {
    lemma_table *t = &l->m->lemma;
    const void *data;
    uint64_t size;
    FORWARD(find(l, "lemmas.rules", 0, &data, &size));
    t->rule = data;
    t->n_rule = size / sizeof(lemma_rule);
    if (size % sizeof(lemma_rule) || t->n_rule > UINT32_MAX)
        return bad_section(l, "lemmas.rules", "has the wrong size");
    for (size_t i = 0; i < t->n_rule; i++)
        if (!memchr(t->rule[i].append, 0, sizeof t->rule[i].append))
            return bad_section(l, "lemmas.rules", "holds a rule without an end");
    model_table table;
    FORWARD(load_table(l, "lemmas", (uint32_t)t->n_rule, &table));
    t->slot = table.slot;
    t->mask = table.mask;
    return DG_OK;
}

static dg_status load(loader *l) {
    FORWARD(load_sizes(l));
    FORWARD(load_input(l));
    FORWARD(load_layers(l));
    FORWARD(load_heads(l));
    FORWARD(load_feats(l));
    FORWARD(load_bundles(l));
    return load_lemmas(l);
}

dg_status model_open(const char *path, lang_model *out, dg_error *error) {
    memset(out, 0, sizeof *out);
    FORWARD(mapped_open(path, &out->file, error));
    loader l = {.m = out};
    dg_status status = sections_open(out->file.data, out->file.size, MODEL_MAGIC, MODEL_VERSION,
                                     "model", path, &l.file, error);
    if (status == DG_OK) status = load(&l);
    if (status != DG_OK) model_close(out);
    return status;
}

void model_close(lang_model *model) {
    if (!model) return;
    free(model->feats_text);
    free(model->bundle);
    mapped_close(&model->file);
    memset(model, 0, sizeof *model);
}

bool model_vector(const lang_model *model, uint64_t key, float out[MODEL_VECTOR_WIDTH]) {
    memset(out, 0, MODEL_VECTOR_WIDTH * sizeof *out);
    uint32_t row = hash_find(model->vectors.slot, model->vectors.mask, key);
    if (row == HASH_NONE) return false;
    const int8_t *v = model->vector + row * (size_t)MODEL_VECTOR_WIDTH;
    for (int i = 0; i < MODEL_VECTOR_WIDTH; i++)
        out[i] = (float)v[i] * model->vector_scale[row];
    return true;
}
