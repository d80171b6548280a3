/* From stories with marked events to what the trainer of the judge reads.
 *
 * usage: encode_events OUT STORIES.jsonl
 *
 * STORIES is in the form that tools/corpus-to-jsonl writes. Stories are read by the whole
 * chain, and features made by the runtime's own code. Written, as OUT with an ending:
 *   .states.i8      [word][width]: the encoder's states
 *   .vectors.f32    [word][100]: pretrained vectors of their lemmas
 *   .types.i32      a row a word that may tell an event: type (0: none, -1: unsure), mode,
 *                   status, story, sentence, its states' words (4; -1: none), how many features
 *   .types.u64      their features, one row's behind the other's
 *   .roles.i32      a row an event and a mention, and one an event for nobody: role (0 none,
 *                   1 actor, 2 recipient, 3: the row for nobody), type, story, event, states'
 *                   words (4), how many features
 *   .roles.u64 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "event/features.h"
#include "event/judge.h"
#include "language/features.h"
#include "pipeline.h"

enum { NOBODY = JUDGE_PARTS };

typedef struct encoder {
    FILE *states, *vectors, *types, *type_features, *roles, *role_features;
    const dg_engine *engine;
    dg_context *context;
    const dg_story *story;
    json_t *gold;   /* the story as marked */
    uint32_t *byte; /* [characters + 1]: where each begins */
    clause_tree tree;
    arena arena;
    int32_t first_word; /* of the story, among all words written */
    int32_t n_story, n_event;
    unsigned lost, found;
} encoder;

static void die(const char *what) {
    fprintf(stderr, "encode_events: %s\n", what);
    exit(1);
}

static FILE *create(const char *out, const char *ending) {
    char path[4096];
    snprintf(path, sizeof path, "%s%s", out, ending);
    FILE *f = fopen(path, "wb");
    if (!f) die(path);
    return f;
}

/* ---- where things are marked ------------------------------------------------------------- */

static uint32_t *character_starts(const char *text, size_t n) {
    uint32_t *byte = calloc(n + 2, sizeof *byte), k = 0;
    if (!byte) die("out of memory");
    for (size_t i = 0; i < n; i++)
        if (((unsigned char)text[i] & 0xC0) != 0x80) byte[k++] = (uint32_t)i;
    byte[k] = byte[k + 1] = (uint32_t)n;
    return byte;
}

/* The occurrence of a phrase in a sentence of the marked story that is nearest to byte `near`.
 */
static dg_span find_phrase(const encoder *e, json_int_t sentence, const char *phrase,
                           uint32_t near) {
    json_t *pair = json_array_get(json_object_get(e->gold, "sentences"), (size_t)sentence);
    uint32_t start = e->byte[json_integer_value(json_array_get(pair, 0))];
    uint32_t end = e->byte[json_integer_value(json_array_get(pair, 1))];
    size_t n = strlen(phrase);
    dg_span best = {0, 0};
    for (uint32_t at = start; n && at + n <= end; at++) {
        if (memcmp(e->story->text + at, phrase, n)) continue;
        uint32_t far = at > near ? at - near : near - at;
        uint32_t best_far = best.start > near ? best.start - near : near - best.start;
        if (!best.end || far < best_far) best = (dg_span){at, at + (uint32_t)n};
    }
    return best;
}

static bool may_tell(unsigned upos) {
    return upos == UPOS_VERB || upos == UPOS_NOUN || upos == UPOS_PROPN || upos == UPOS_ADJ;
}

/* The word that the others of a trigger hang on. */
static uint32_t head_of(const encoder *e, dg_span s) {
    uint32_t best = DG_NONE;
    for (uint32_t w = 0; w < e->story->n_word; w++) {
        const dg_word *x = &e->story->word[w];
        if (x->start < s.start || x->end > s.end || !may_tell(x->upos)) continue;
        uint32_t g = clause_governor(&e->tree, w);
        bool top =
            g == DG_NONE || e->story->word[g].start < s.start || e->story->word[g].end > s.end;
        bool better = best == DG_NONE ||
                      (top && x->upos == UPOS_VERB && e->story->word[best].upos != UPOS_VERB);
        if (top && better) best = w;
    }
    return best;
}

/* ---- labels
 * ----------------------------------------------------------------------------------- */

typedef struct label {
    json_t *event;
    int32_t type, mode, status;
    uint32_t at; /* byte of the trigger */
} label;

static const char *string_of(json_t *o, const char *key) {
    const char *s = json_string_value(json_object_get(o, key));
    return s ? s : "";
}

static void label_words(encoder *e, label *of_word) {
    size_t i;
    json_t *event;
    json_array_foreach(json_object_get(e->gold, "events"), i, event) {
        const char *trigger = string_of(event, "trigger");
        dg_span s =
            find_phrase(e, json_integer_value(json_object_get(event, "sentence")), trigger, 0);
        uint32_t w = s.end ? head_of(e, s) : DG_NONE;
        if (w == DG_NONE) {
            e->lost++;
            continue;
        }
        e->found++;
        if (of_word[w].event) continue;
        const char *type = string_of(event, "type"), *mode = string_of(event, "mode");
        uint8_t t = plover_type_of(type, (unsigned)strlen(type));
        bool unsure = json_is_true(json_object_get(event, "unsure"));
        of_word[w] =
            (label){event, unsure ? -1 : t, plover_mode_of(t, mode, (unsigned)strlen(mode)),
                    plover_status_of(string_of(event, "status"),
                                     (unsigned)strlen(string_of(event, "status"))),
                    s.start};
    }
}

static void mark_mention(const encoder *e, uint32_t m, uint8_t role, uint8_t *of_mention) {
    if (m == DG_NONE || of_mention[m] == role) return;
    const dg_mention *x = &e->story->mention[m];
    of_mention[m] = role;
    for (uint32_t k = 0; k < x->n_part; k++)
        mark_mention(e, e->story->mention_part[x->part + k], role, of_mention);
}

/* Somebody whom the sentence does not name there: a mention of the same country and sector. */
static void mark_implied(const encoder *e, const json_t *who, uint8_t role,
                         const uint32_t *mention, uint32_t n, uint8_t *of_mention) {
    const char *country = json_string_value(json_object_get(who, "country"));
    const char *sector = json_string_value(json_object_get(who, "sector"));
    if (!country) return;
    for (uint32_t i = 0; i < n; i++) {
        const dg_mention *m = &e->story->mention[mention[i]];
        bool same =
            !strcmp(m->actor.country, country) && sector && !strcmp(m->actor.sector[0], sector);
        if (!same || of_mention[mention[i]] || m->locates) continue;
        of_mention[mention[i]] = role;
        return;
    }
}

static void label_mentions(const encoder *e, const label *l, const char *key, uint8_t role,
                           const uint32_t *mention, uint32_t n, uint8_t *of_mention) {
    for (int implied = 0; implied < 2; implied++) {
        size_t i;
        json_t *who;
        json_array_foreach(json_object_get(l->event, key), i, who) {
            const char *text = json_string_value(json_object_get(who, "text"));
            if (implied != !text) continue;
            if (!text) {
                mark_implied(e, who, role, mention, n, of_mention);
                continue;
            }
            dg_span s = find_phrase(
                e, json_integer_value(json_object_get(l->event, "sentence")), text, l->at);
            if (s.end)
                mark_mention(e, dg_mention_at(e->story, s.start, s.end), role, of_mention);
        }
    }
}

/* ---- rows
 * --------------------------------------------------------------------------------------- */

static int32_t global(const encoder *e, uint32_t w) {
    return w == DG_NONE ? -1 : e->first_word + (int32_t)w;
}

static void write_type(const encoder *e, int32_t sentence, const label *l,
                       const event_features *f) {
    int32_t row[10] = {l->type, l->mode, l->status, e->n_story, sentence};
    for (int k = 0; k < FEATURES_TYPE_STATES; k++) row[5 + k] = global(e, f->state[k]);
    row[9] = (int32_t)f->n;
    fwrite(row, sizeof row, 1, e->types);
    fwrite(f->feature, sizeof *f->feature, f->n, e->type_features);
}

static void write_role(const encoder *e, const feature_scene *s, uint32_t i, const label *l,
                       uint32_t mention, int32_t role) {
    event_features f;
    features_of_role(s, i, (uint8_t)l->type, mention, &f);
    int32_t row[9] = {role, l->type, e->n_story, e->n_event};
    for (int j = 0; j < FEATURES_ROLE_STATES; j++) row[4 + j] = global(e, f.state[j]);
    row[8] = (int32_t)f.n;
    fwrite(row, sizeof row, 1, e->roles);
    fwrite(f.feature, sizeof *f.feature, f.n, e->role_features);
}

static void write_roles(encoder *e, const feature_scene *s, uint32_t i, const label *l) {
    uint32_t mention[FEATURES_MOST_MENTIONS], n = features_mentions(s, mention);
    uint8_t *of_mention = calloc(e->story->n_mention + 1, 1);
    if (!of_mention) die("out of memory");
    label_mentions(e, l, "actor", JUDGE_ACTOR, mention, n, of_mention);
    label_mentions(e, l, "recipient", JUDGE_RECIPIENT, mention, n, of_mention);
    for (uint32_t k = 0; k < n; k++) write_role(e, s, i, l, mention[k], of_mention[mention[k]]);
    write_role(e, s, i, l, DG_NONE, NOBODY);
    e->n_event++;
    free(of_mention);
}

static void write_sentence(encoder *e, uint32_t sentence, const label *of_word) {
    static event_proposal proposal[DG_MAX_SENTENCE];
    feature_scene s = {&e->tree, proposal, 0, sentence};
    s.n = propose_events(engine_frames(e->engine), &e->tree, sentence, proposal);
    for (uint32_t i = 0; i < s.n; i++) {
        event_features f;
        const label *l = &of_word[proposal[i].word];
        features_of_type(&s, i, &f);
        write_type(e, (int32_t)sentence, l, &f);
        if (l->type > 0) write_roles(e, &s, i, l);
    }
}

static void write_story(encoder *e) {
    lang_states states = context_states(e->context);
    for (size_t i = 0; i < e->story->n_word * states.width; i++)
        putc((uint8_t)(states.row[i] - states.zero), e->states);
    for (size_t w = 0; w < e->story->n_word; w++) {
        float vector[MODEL_VECTOR_WIDTH];
        lang_form_keys keys;
        const char *lemma = e->story->word[w].lemma;
        lang_form_keys_of(lemma, strlen(lemma), &keys);
        model_vector(engine_model(e->engine), keys.vector, vector);
        fwrite(vector, sizeof vector, 1, e->vectors);
    }
    label *of_word = calloc(e->story->n_word + 1, sizeof *of_word);
    if (!of_word) die("out of memory");
    label_words(e, of_word);
    for (uint32_t s = 0; s < e->story->n_sentence; s++) write_sentence(e, s, of_word);
    free(of_word);
    e->first_word += (int32_t)e->story->n_word;
    e->n_story++;
}

static void encode(encoder *e) {
    dg_error error;
    const char *text = string_of(e->gold, "text");
    dg_document d = {.id = string_of(e->gold, "id"),
                     .date = string_of(e->gold, "date"),
                     .text = text,
                     .n_text = strlen(text)};
    if (dg_identify(e->context, &d, &e->story, &error) != DG_OK) die("cannot read a story");
    arena_reset(&e->arena);
    if (clause_tree_make(e->story, &e->arena, &e->tree, &error) != DG_OK) die("out of memory");
    e->byte = character_starts(text, d.n_text);
    write_story(e);
    free(e->byte);
}

int main(int argc, char **argv) {
    dg_error error;
    encoder e = {0};
    dg_engine *engine;
    if (argc != 3) {
        fputs("usage: encode_events OUT STORIES.jsonl\n", stderr);
        return 2;
    }
    if (engine_open_unjudged(&engine, &error) != DG_OK) die(error.message);
    if (dg_context_new(engine, &e.context, &error) != DG_OK) die(error.message);
    e.engine = engine;
    e.states = create(argv[1], ".states.i8");
    e.vectors = create(argv[1], ".vectors.f32");
    e.types = create(argv[1], ".types.i32");
    e.type_features = create(argv[1], ".types.u64");
    e.roles = create(argv[1], ".roles.i32");
    e.role_features = create(argv[1], ".roles.u64");
    FILE *in = fopen(argv[2], "r");
    char *line = NULL;
    size_t size = 0;
    if (!in) die(argv[2]);
    while (getline(&line, &size, in) > 0) {
        e.gold = json_loads(line, 0, NULL);
        if (!e.gold) die("not JSON");
        encode(&e);
        json_decref(e.gold);
    }
    fprintf(stderr, "%d stories, %u events, %u whose trigger is no verb, noun or adjective\n",
            e.n_story, e.found, e.lost);
    FILE *files[] = {e.states, e.vectors,       e.types, e.type_features,
                     e.roles,  e.role_features, in};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (fclose(files[i])) die("cannot write");
    free(line);
    arena_free(&e.arena);
    dg_context_free(e.context);
    dg_engine_close(engine);
    return 0;
}
