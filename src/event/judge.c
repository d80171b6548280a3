/* Asking the learned judge. */
#include "event/judge.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "language/features.h"

enum {
    CLASS_MODE = N_TYPE, /* where the scores of modes begin, and of statuses */
    CLASS_STATUS = CLASS_MODE + N_MODE,
    N_CLASS = CLASS_STATUS + N_STATUS,
    N_SCORER = 2, /* types, roles */
    SLOTS = 256   /* more than a sentence has words, as a rule */
};

/* What a word adds to the scorers, as far as it was asked for. */
typedef struct word_slot {
    uint32_t word; /* DG_NONE: free */
    uint32_t has;  /* a bit for each part below */
    int8_t input[SCORER_WORD];
    float part[N_SCORER][FEATURES_TYPE_STATES][SCORER_MOST_HIDDEN];
} word_slot;

struct judge_session {
    const event_judge *judge;
    const lang_model *model;
    const lang_kernels *kernels;
    lang_states states;
    uint32_t word[SLOTS]; /* whose a slot is; DG_NONE */
    word_slot slot[SLOTS];
};

/* ---- file ---------------------------------------------------------------------------------
 */

static dg_status load(event_judge *j, const unsigned char *data, size_t size, const char *path,
                      dg_error *error) {
    section_file f;
    FORWARD(
        sections_open(data, size, JUDGE_MAGIC, JUDGE_VERSION, "event model", path, &f, error));
    FORWARD(scorer_load(&f, "types", FEATURES_TYPE_STATES, N_CLASS, &j->types));
    return scorer_load(&f, "roles", FEATURES_ROLE_STATES, JUDGE_ROLE_CLASSES, &j->roles);
}

dg_status judge_open(const char *path, event_judge *out, dg_error *error) {
    memset(out, 0, sizeof *out);
    FORWARD(mapped_open(path, &out->file, error));
    dg_status status = load(out, out->file.data, out->file.size, path, error);
    if (status != DG_OK) judge_close(out);
    return status;
}

dg_status judge_take(unsigned char *memory, size_t size, const char *name, event_judge *out,
                     dg_error *error) {
    memset(out, 0, sizeof *out);
    out->memory = memory;
    dg_status status = load(out, memory, size, name, error);
    if (status != DG_OK) judge_close(out);
    return status;
}

void judge_close(event_judge *judge) {
    mapped_close(&judge->file);
    free(judge->memory);
    memset(judge, 0, sizeof *judge);
}

/* ---- session ------------------------------------------------------------------------------
 */

dg_status judge_session_new(const event_judge *judge, const lang_model *model,
                            const lang_kernels *kernels, judge_session **out, dg_error *error) {
    RETURN_IF(model->sizes.width != SCORER_STATE, error, DG_BAD_MODEL,
              "the event model belongs to a language model of width %d", SCORER_STATE);
    judge_session *s = calloc(1, sizeof *s);
    RETURN_IF(!s, error, DG_NO_MEMORY, "out of memory");
    s->judge = judge;
    s->model = model;
    s->kernels = kernels;
    *out = s;
    return DG_OK;
}

void judge_session_free(judge_session *session) {
    free(session);
}

void judge_story(judge_session *session, const lang_states *states) {
    session->states = *states;
    memset(session->word, 0xFF, sizeof session->word);
}

static void fill_input(judge_session *s, const clause_tree *t, uint32_t w, int8_t *input) {
    enum { ROOM = (SCORER_VECTOR + 15) / 16 * 16 };
    const char *lemma = clause_word(t, w)->lemma;
    float vector[ROOM] = {0};
    int8_t quantized[ROOM];
    lang_form_keys keys;
    lang_form_keys_of(lemma, strlen(lemma), &keys);
    model_vector(s->model, keys.vector, vector);
    s->kernels->quantize(vector, ROOM, SCORER_UNIT, quantized);
    memcpy(input, s->states.row + (size_t)w * SCORER_STATE, SCORER_STATE);
    memcpy(input + SCORER_STATE, quantized, SCORER_VECTOR);
}

/* What word w, as the n-th of a scorer's words, adds to it. */
static void add_part(judge_session *s, const clause_tree *t, uint32_t w, bool roles, uint32_t n,
                     float *sum) {
    const event_scorer *scorer = roles ? &s->judge->roles : &s->judge->types;
    word_slot *slot = &s->slot[w % SLOTS];
    uint32_t bit = 1u << (roles * FEATURES_TYPE_STATES + n);
    if (s->word[w % SLOTS] != w) {
        s->word[w % SLOTS] = w;
        slot->has = 0;
        fill_input(s, t, w, slot->input);
    }
    float *part = slot->part[roles][n];
    if (!(slot->has & bit)) scorer_map(scorer, s->kernels, n, slot->input, part);
    slot->has |= bit;
    for (uint32_t i = 0; i < scorer->hidden; i++) sum[i] += part[i];
}

static const event_scorer *hide(judge_session *s, const clause_tree *t, bool roles,
                                const event_features *f, float *h) {
    const event_scorer *scorer = roles ? &s->judge->roles : &s->judge->types;
    memcpy(h, scorer->bias, scorer->hidden * sizeof *h);
    for (uint32_t i = 0; i < scorer->n_state; i++)
        if (f->state[i] != DG_NONE) add_part(s, t, f->state[i], roles, i, h);
    scorer_hide(scorer, s->kernels, f, h);
    return scorer;
}

/* ---- questions ----------------------------------------------------------------------------
 */

static uint8_t best_type(const float *p) {
    uint8_t best = 1;
    for (uint8_t i = 2; i < N_TYPE; i++)
        if (p[i] > p[best]) best = i;
    return best;
}

/* A mode must be clearly likelier than none. */
static uint8_t best_mode(const float *score, uint8_t type) {
    static const float clearly = 2;
    uint8_t best = MODE_NONE;
    float most = score[MODE_NONE] + clearly;
    for (uint8_t m = 1; m < N_MODE; m++)
        if (plover_modes[m].type == type && score[m] > most) most = score[m], best = m;
    return best;
}

static uint8_t best_status(const float *score) {
    uint8_t best = STATUS_ACTUAL;
    for (uint8_t i = STATUS_ACTUAL; i < N_STATUS; i++)
        if (score[i] > score[best]) best = i;
    return best;
}

/* Mode and status of a word that hardly tells an event need not be known. */
static const float hardly = 0.02F;

void judge_type(judge_session *session, const feature_scene *scene, uint32_t i,
                judge_verdict *out) {
    float h[SCORER_MOST_HIDDEN], score[SCORER_MOST_CLASSES];
    event_features f;
    features_of_type(scene, i, &f);
    const event_scorer *s = hide(session, scene->tree, false, &f, h);
    scorer_classes(s, session->kernels, h, 0, N_TYPE, score);
    scorer_softmax(score, N_TYPE);
    memcpy(out->p, score, sizeof out->p);
    out->type = best_type(out->p);
    out->mode = MODE_NONE;
    out->status = STATUS_ACTUAL;
    if (1 - out->p[TYPE_NONE] < hardly) return;
    scorer_classes(s, session->kernels, h, CLASS_MODE / 16 * 16, N_CLASS, score);
    out->mode = best_mode(score + CLASS_MODE, out->type);
    out->status = best_status(score + CLASS_STATUS);
}

void judge_role(judge_session *session, const feature_scene *scene, uint32_t i, uint8_t type,
                uint32_t mention, judge_part *out) {
    float h[SCORER_MOST_HIDDEN], score[SCORER_MOST_CLASSES];
    event_features f;
    features_of_role(scene, i, type, mention, &f);
    const event_scorer *s = hide(session, scene->tree, true, &f, h);
    scorer_classes(s, session->kernels, h, 0, JUDGE_ROLE_CLASSES, score);
    out->score[JUDGE_NO_PART] = 0;
    out->score[JUDGE_ACTOR] = score[JUDGE_PARTS];
    out->score[JUDGE_RECIPIENT] = score[JUDGE_PARTS + 1];
    scorer_softmax(score, JUDGE_PARTS);
    memcpy(out->p, score, sizeof out->p);
}
