/* The forward pass. Windows of words lie one behind the other in rows, parted by rows of
 * zeros, so that a convolution is a product over three rows that lie side by side in memory
 * and one product serves a whole pass. Vectors of forms are cached: a word's first vector
 * depends on its form alone. */
#include "language/net.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/hash.h"
#include "language/features.h"
#include "language/labels.h"
#include "language/tree.h"

enum { CACHE = 4096, SENTENCE_COLUMNS = (TREE_MAX + 15) / 16 * 16 };

struct lang_net {
    const lang_model *model;
    const lang_kernels *k;
    model_head_offsets at;
    size_t rows; /* in use, with pads */
    struct {
        size_t row, n;
    } window[NET_ROWS];
    size_t n_window;
    float *x;      /* [NET_ROWS][width] */
    int8_t *q;     /* [1 + NET_ROWS + 1][width], pads of zeros: the first row is one */
    float *y;      /* [NET_ROWS][most outputs of a product] */
    float *h;      /* [NET_ROWS][width] */
    int8_t *q_arc; /* [DG_MAX_SENTENCE][arc, label: the wider] */
    float *wanted; /* [DG_MAX_SENTENCE][arc + buckets, padded] */
    float *heads;  /* [arc][SENTENCE_COLUMNS]: of the root, then the words */
    float *score;  /* [DG_MAX_SENTENCE][SENTENCE_COLUMNS] */
    float *hidden; /* [DG_MAX_SENTENCE][label] */
    float *labels; /* [DG_MAX_SENTENCE][relations, padded] */
    float *cached; /* [CACHE][width] */
    uint64_t cache_key[CACHE];
    tree_workspace tree;
};

/* Zeroed, and by the system: pages that a short story does not reach are never touched. */
static void *take(size_t n) {
    return calloc(n, 1);
}

static size_t most_outputs(const lang_model *m) {
    size_t most = m->heads.out16;
    for (uint32_t i = 0; i < m->sizes.n_layer; i++)
        if (m->layer[i].map.out16 > most) most = m->layer[i].map.out16;
    return most;
}

static bool take_all(lang_net *net) {
    const lang_model *m = net->model;
    size_t w = m->sizes.width, arc = m->sizes.arc, label = m->sizes.label, f = sizeof(float);
    size_t s = DG_MAX_SENTENCE;
    net->x = take(NET_ROWS * w * f);
    net->q = take((NET_ROWS + 2) * w);
    net->y = take(NET_ROWS * most_outputs(m) * f);
    net->h = take(NET_ROWS * w * f);
    net->q_arc = take(s * (arc > label ? arc : label));
    net->wanted = take(s * m->arc.out16 * f);
    net->heads = take(arc * SENTENCE_COLUMNS * f);
    net->score = take(s * SENTENCE_COLUMNS * f);
    net->hidden = take(s * label * f);
    net->labels = take(s * m->deprel.out16 * f);
    net->cached = take(CACHE * w * f);
    return net->x && net->q && net->y && net->h && net->q_arc && net->wanted && net->heads &&
           net->score && net->hidden && net->labels && net->cached;
}

dg_status net_new(const lang_model *model, const lang_kernels *kernels, lang_net **out,
                  dg_error *error) {
    lang_net *net = calloc(1, sizeof *net);
    RETURN_IF(!net, error, DG_NO_MEMORY, "out of memory");
    net->model = model;
    net->k = kernels;
    net->at = model_heads(&model->sizes);
    if (!take_all(net)) {
        net_free(net);
        return error_set(error, DG_NO_MEMORY, "out of memory");
    }
    memset(net->q, kernels->zero, model->sizes.width); /* the pad before the first window */
    net_clear(net);
    *out = net;
    return DG_OK;
}

void net_free(lang_net *net) {
    if (!net) return;
    float *floats[] = {net->x,     net->y,      net->h,      net->wanted, net->heads,
                       net->score, net->hidden, net->labels, net->cached};
    for (size_t i = 0; i < sizeof floats / sizeof *floats; i++) free(floats[i]);
    free(net->q);
    free(net->q_arc);
    free(net);
}

void net_clear(lang_net *net) {
    net->rows = 0;
    net->n_window = 0;
}

bool net_has_room(const lang_net *net, size_t n) {
    return net->rows + n + 1 <= NET_ROWS;
}

/* ---- the vectors of forms --------------------------------------------------------- */

static void sum_rows(lang_net *net, const lang_form_keys *keys, float *x) {
    const lang_model *m = net->model;
    size_t w = m->sizes.width;
    for (int i = 0; i < LANG_N_SLOT; i++) {
        uint32_t row =
            keys->slot[i] ? hash_find(m->vocab.slot, m->vocab.mask, keys->slot[i]) : HASH_NONE;
        if (row != HASH_NONE) net->k->add_row(x, m->row + row * w, m->row_scale[row], w);
    }
}

static void add_vector(lang_net *net, const lang_form_keys *keys, float *x) {
    const lang_model *m = net->model;
    float vector[MODEL_VECTOR_WIDTH], projected[MODEL_MAX_WIDTH];
    if (!model_vector(m, keys->vector, vector)) return;
    net->k->combine(vector, m->project, MODEL_VECTOR_WIDTH, m->sizes.width, m->sizes.width,
                    projected);
    for (uint32_t i = 0; i < m->sizes.width; i++) x[i] += projected[i];
}

static void make_vector(lang_net *net, const char *form, size_t n, bool space, float *out) {
    size_t w = net->model->sizes.width;
    float x[MODEL_MAX_WIDTH];
    lang_form_keys keys;
    lang_form_keys_of(form, n, &keys);
    memcpy(x, net->model->space + (space ? w : 0), w * sizeof *x);
    sum_rows(net, &keys, x);
    add_vector(net, &keys, x);
    net->k->norm(&net->model->norm_in, 1, w, true, x, out);
}

static void word_vector(lang_net *net, const char *form, bool space, float *out) {
    size_t n = strlen(form), w = net->model->sizes.width;
    uint64_t key = hash_bytes(form, n, 0) + space, slot = key % CACHE;
    float *cached = net->cached + slot * w;
    if (net->cache_key[slot] != key) {
        make_vector(net, form, n, space, cached);
        net->cache_key[slot] = key;
    }
    memcpy(out, cached, w * sizeof *out);
}

size_t net_add_window(lang_net *net, const dg_word *word, const bool *space, size_t n) {
    size_t w = net->model->sizes.width, first = net->rows;
    for (size_t i = 0; i < n; i++)
        word_vector(net, word[i].norm, space[i], net->x + (first + i) * w);
    memset(net->x + (first + n) * w, 0, w * sizeof *net->x);
    net->window[net->n_window].row = first;
    net->window[net->n_window++].n = n;
    net->rows = first + n + 1;
    return first;
}

/* ---- the encoder -------------------------------------------------------------------- */

/* Round x into q, but for the pads. */
static void quantize_rows(lang_net *net, float unit) {
    size_t w = net->model->sizes.width;
    for (size_t i = 0; i < net->n_window; i++) {
        size_t row = net->window[i].row, n = net->window[i].n;
        net->k->quantize(net->x + row * w, n * w, unit, net->q + (row + 1) * w);
        memset(net->q + (row + n + 1) * w, net->k->zero, w);
    }
}

static void convolve(lang_net *net, const model_layer *layer) {
    size_t w = net->model->sizes.width;
    net->k->product(&layer->map, net->q, w, net->rows, net->y);
    net->k->gelu(net->y, net->rows * w);
    net->k->norm(&layer->norm, net->rows, w, false, net->y, net->x);
}

static void recur(lang_net *net, const model_layer *layer) {
    size_t w = net->model->sizes.width;
    net->k->product(&layer->map, net->q + w, w, net->rows, net->y);
    for (size_t i = 0; i < net->n_window; i++) {
        size_t row = net->window[i].row;
        net->k->recur(net->window[i].n, w / 2, net->y + row * 2 * w, net->h + row * w);
    }
    net->k->norm(&layer->norm, net->rows, w, false, net->h, net->x);
}

void net_encode(lang_net *net) {
    const lang_model *m = net->model;
    size_t w = m->sizes.width;
    for (uint32_t i = 0; i < m->sizes.n_layer; i++) {
        const model_layer *layer = &m->layer[i];
        quantize_rows(net, layer->map.unit);
        if (layer->kind == 'c')
            convolve(net, layer);
        else
            recur(net, layer);
    }
    net->k->norm(&m->norm_out, net->rows, w, true, net->x, net->x);
    quantize_rows(net, m->heads.unit);
    net->k->product(&m->heads, net->q + w, w, net->rows, net->y);
}

/* What the heads gave for a row. */
static float *row_of(const lang_net *net, size_t row) {
    return net->y + row * net->model->heads.out16;
}

float net_end_score(const lang_net *net, size_t row) {
    return row_of(net, row)[net->at.end];
}

void net_states(const lang_net *net, size_t row, size_t n, int8_t *out) {
    size_t w = net->model->sizes.width;
    net->k->quantize(net->x + row * w, n * w, NET_STATE_UNIT, out);
}

/* ---- tags ------------------------------------------------------------------------------ */

static size_t highest(const float *x, size_t n) {
    size_t best = 0;
    for (size_t i = 1; i < n; i++)
        if (x[i] > x[best]) best = i;
    return best;
}

/* The triple of tags, among those seen in training, with the best sum of scores. Triples are
 * looked at by part of speech, the likeliest first: few of the others can still be better. */
static void tag(const lang_net *net, size_t row, dg_word *word) {
    const lang_model *m = net->model;
    const float *y = row_of(net, row);
    const float *upos = y + net->at.upos, *xpos = y + net->at.xpos, *feats = y + net->at.feats;
    float rest = xpos[highest(xpos, N_XPOS)] + feats[highest(feats, m->sizes.n_feats)];
    float most = -1e30f;
    const model_bundle *best = m->bundle;
    size_t likeliest = highest(upos, N_UPOS);
    for (size_t k = 0; k < N_UPOS; k++) {
        size_t u = (likeliest + k) % N_UPOS;
        if (upos[u] + rest <= most) continue;
        for (const model_bundle *b = m->bundle + m->first_bundle[u],
                                *end = m->bundle + m->first_bundle[u + 1];
             b < end; b++) {
            float s = upos[u] + xpos[b->xpos] + feats[b->feats];
            if (s > most) most = s, best = b;
        }
    }
    word->upos = best->upos;
    word->xpos = best->xpos;
    word->feats = best->feats;
}

/* ---- arcs -------------------------------------------------------------------------------- */

/* Signed distances in classes; train/train.py has the same. */
static size_t bucket(size_t dependent, size_t head) {
    if (head == 0) return MODEL_N_BUCKET - 1;
    size_t far = head > dependent ? head - dependent : dependent - head;
    size_t class = far <= 4 ? far : far <= 6 ? 5 : far <= 10 ? 6 : 7;
    return head < dependent ? 8 - class : 7 + class;
}

/* The dependents' side: what each word wants of a head, and of its distance. */
static void want_heads(lang_net *net, size_t row, size_t n) {
    const lang_model *m = net->model;
    size_t arc = m->sizes.arc;
    for (size_t i = 0; i < n; i++) {
        float *d = row_of(net, row + i) + net->at.dependent;
        net->k->gelu(d, arc);
        net->k->quantize(d, arc, m->arc.unit, net->q_arc + i * arc);
    }
    net->k->product(&m->arc, net->q_arc, arc, n, net->wanted);
}

/* The heads' side, turned so that one combination scores all heads of a word. */
static size_t lay_out_heads(lang_net *net, size_t row, size_t n) {
    size_t arc = net->model->sizes.arc, columns = (n + 1 + 15) / 16 * 16;
    memset(net->heads, 0, arc * columns * sizeof *net->heads);
    for (size_t k = 0; k < arc; k++) net->heads[k * columns] = net->model->root_arc[k];
    for (size_t j = 0; j < n; j++) {
        float *h = row_of(net, row + j) + net->at.head;
        net->k->gelu(h, arc);
        for (size_t k = 0; k < arc; k++) net->heads[k * columns + j + 1] = h[k];
    }
    return columns;
}

static void score_heads(lang_net *net, size_t n, size_t columns, dg_word *word) {
    const lang_model *m = net->model;
    for (size_t i = 0; i < n; i++) {
        const float *wanted = net->wanted + i * m->arc.out16;
        float *score = net->score + i * columns;
        net->k->combine(wanted, net->heads, m->sizes.arc, columns, columns, score);
        size_t best = 0;
        for (size_t j = 0; j <= n; j++) {
            score[j] = j == i + 1 ? -1e4f : score[j] + wanted[m->sizes.arc + bucket(i + 1, j)];
            if (score[j] > score[best]) best = j;
        }
        word[i].head = (uint32_t)best;
    }
}

static void find_heads(lang_net *net, size_t row, size_t n, dg_word *word) {
    uint32_t head[DG_MAX_SENTENCE];
    want_heads(net, row, n);
    size_t columns = lay_out_heads(net, row, n);
    score_heads(net, n, columns, word);
    for (size_t i = 0; i < n; i++) head[i] = word[i].head;
    if (tree_is_single_rooted(head, n)) return;
    tree_best(net->score, columns, n, &net->tree, head);
    for (size_t i = 0; i < n; i++) word[i].head = head[i];
}

/* ---- relations ------------------------------------------------------------------------------
 */

static void lay_out_hidden(lang_net *net, size_t row, size_t n, const dg_word *word) {
    const lang_model *m = net->model;
    size_t width = m->sizes.label;
    for (size_t i = 0; i < n; i++) {
        size_t head = word[i].head;
        const float *own = row_of(net, row + i) + net->at.label_dependent;
        const float *of_head =
            head ? row_of(net, row + head - 1) + net->at.label_head : m->root_label;
        const float *distance = m->label_distance + bucket(i + 1, head) * width;
        float *hidden = net->hidden + i * width;
        for (size_t k = 0; k < width; k++) hidden[k] = own[k] + of_head[k] + distance[k];
    }
    net->k->gelu(net->hidden, n * width);
}

static void name_relations(lang_net *net, size_t row, size_t n, dg_word *word) {
    const model_matrix *map = &net->model->deprel;
    size_t width = net->model->sizes.label;
    lay_out_hidden(net, row, n, word);
    net->k->quantize(net->hidden, n * width, map->unit, net->q_arc);
    net->k->product(map, net->q_arc, width, n, net->labels);
    for (size_t i = 0; i < n; i++) {
        const float *y = net->labels + i * map->out16;
        size_t best = DEPREL_ROOT + 1;
        for (size_t j = best; j < N_DEPREL; j++)
            if (y[j] > y[best]) best = j;
        word[i].deprel = (uint16_t)(word[i].head ? best : DEPREL_ROOT);
    }
}

void net_parse(lang_net *net, size_t row, size_t n, dg_word *word) {
    for (size_t i = 0; i < n; i++) tag(net, row + i, &word[i]);
    find_heads(net, row, n, word);
    name_relations(net, row, n, word);
}
