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
    SLOTS = 1024 /* more words than the sentences asked about at once have */
};

struct judge_session {
    const event_judge *judge;
    const lang_model *model;
    const lang_kernels *kernels;
    lang_states states;
    uint32_t word[SLOTS]; /* whose input a slot holds; DG_NONE */
    int8_t input[SLOTS][SCORER_WORD];
};

/* ---- file ---------------------------------------------------------------------------------
 */

static dg_status load(event_judge *j, const unsigned char *data, size_t size, const char *path,
                      dg_error *error) {
    section_file f;
    FORWARD(
        sections_open(data, size, JUDGE_MAGIC, JUDGE_VERSION, "event model", path, &f, error));
    FORWARD(scorer_load(&f, "types", FEATURES_TYPE_STATES, N_CLASS, &j->types));
    return scorer_load(&f, "roles", FEATURES_ROLE_STATES, JUDGE_PARTS, &j->roles);
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

static int8_t in_steps(float x) {
    x *= SCORER_UNIT;
    x = x > 127 ? 127 : x < -127 ? -127 : x;
    return (int8_t)(x < 0 ? x - 0.5f : x + 0.5f);
}

static const int8_t *input_of(judge_session *s, const clause_tree *t, uint32_t w) {
    if (w == DG_NONE) return NULL;
    int8_t *input = s->input[w % SLOTS];
    if (s->word[w % SLOTS] == w) return input;
    const char *lemma = clause_word(t, w)->lemma;
    lang_form_keys keys;
    float vector[MODEL_VECTOR_WIDTH];
    lang_form_keys_of(lemma, strlen(lemma), &keys);
    model_vector(s->model, keys.vector, vector);
    memcpy(input, s->states.row + (size_t)w * SCORER_STATE, SCORER_STATE);
    for (int i = 0; i < SCORER_VECTOR; i++) input[SCORER_STATE + i] = in_steps(vector[i]);
    s->word[w % SLOTS] = w;
    return input;
}

static void run(judge_session *s, const clause_tree *t, const event_scorer *scorer,
                const event_features *f, float *score) {
    const int8_t *input[FEATURES_TYPE_STATES];
    for (uint32_t i = 0; i < scorer->n_state; i++) input[i] = input_of(s, t, f->state[i]);
    scorer_run(scorer, s->kernels, f, input, score);
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

void judge_type(judge_session *session, const feature_scene *scene, uint32_t i,
                judge_verdict *out) {
    float score[SCORER_MOST_CLASSES];
    event_features f;
    features_of_type(scene, i, &f);
    run(session, scene->tree, &session->judge->types, &f, score);
    scorer_softmax(score, N_TYPE);
    memcpy(out->p, score, sizeof out->p);
    out->type = best_type(out->p);
    out->mode = best_mode(score + CLASS_MODE, out->type);
    out->status = best_status(score + CLASS_STATUS);
}

void judge_role(judge_session *session, const feature_scene *scene, uint32_t i, uint8_t type,
                uint32_t mention, float p[JUDGE_PARTS]) {
    float score[SCORER_MOST_CLASSES];
    event_features f;
    features_of_role(scene, i, type, mention, &f);
    run(session, scene->tree, &session->judge->roles, &f, score);
    scorer_softmax(score, JUDGE_PARTS);
    memcpy(p, score, JUDGE_PARTS * sizeof *p);
}
