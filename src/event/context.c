/* Weighing what tells of a tag: words of the event's own sentence, less those of the sentences
 * beside it, less still the story and its headline; who takes part; and what the event's CAMEO
 * code implies. Points are sixths of what is enough. */
#include "event/context.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"

enum {
    ENOUGH = 6,
    STRONG = 6,
    WEAK = 3,
    BESIDE = 2, /* a sentence beside counts by its weight over this, in the same paragraph */
    BESIDE_FAR = 3,  /* and over this in another */
    THEME = 3,       /* the headline or a third of the story's sentences tell of it */
    CODE = 6,        /* the CAMEO code implies it */
    UNSURE_CODE = 3, /* it implies this or another, or is that of any event of its mode */
};

/* A word as cues see it: in lower case and between hyphens. */
typedef struct unit {
    uint64_t form, lemma;
} unit;

typedef struct weigher {
    const event_contexts *contexts;
    const dg_story *story;
    unit *unit; /* [the longest sentence's units] */
    uint8_t (
        *weight)[N_CONTEXT];  /* [n_sentence]: by the sentence's own words, ENOUGH at most */
    uint8_t theme[N_CONTEXT]; /* points that the whole story gives */
} weigher;

/* ---- words of a sentence ------------------------------------------------------------ */

enum { MOST_UNITS = 4 * DG_MAX_SENTENCE };

/* The units of a word; a lemma of other parts than the form is passed over. */
static size_t add_units(const dg_word *w, unit *out, size_t room) {
    size_t form_at = 0, lemma_at = 0, n = 0;
    size_t n_form = strlen(w->norm), n_lemma = strlen(w->lemma);
    for (uint64_t form; n < room && (form = contexts_next_unit(w->norm, n_form, &form_at));
         n++) {
        uint64_t lemma = contexts_next_unit(w->lemma, n_lemma, &lemma_at);
        out[n] = (unit){form, lemma ? lemma : form};
    }
    return n;
}

static size_t list_units(weigher *x, const dg_sentence *s) {
    size_t n = 0;
    for (uint32_t i = 0; i < s->n_word; i++)
        n += add_units(&x->story->word[s->word + i], x->unit + n, MOST_UNITS - n);
    return n;
}

/* The deepest node with cues on the ways from a node that the units allow; 0 for none. Each
 * unit is tried as it stands and as its lemma. */
static uint32_t walk(const event_contexts *c, uint32_t node, const unit *u, size_t n,
                     unsigned depth, unsigned *best_depth) {
    uint32_t best = 0;
    if (depth && c->node[node].n_cue && depth > *best_depth) {
        *best_depth = depth;
        best = node;
    }
    if (!n || depth == CONTEXTS_DEPTH) return best;
    uint64_t key[2] = {u->form, u->lemma};
    for (unsigned k = 0; k < (key[0] == key[1] ? 1u : 2u); k++) {
        uint32_t below = contexts_below(c, node, key[k]);
        if (below == HASH_NONE) continue;
        uint32_t found = walk(c, below, u + 1, n - 1, depth + 1, best_depth);
        if (found) best = found;
    }
    return best;
}

static void add_points(uint8_t *weight, unsigned points) {
    unsigned sum = *weight + points;
    *weight = (uint8_t)(sum < ENOUGH ? sum : ENOUGH);
}

/* A weak cue that comes again says nothing new. */
static void add_cues(const event_contexts *c, uint32_t node, uint32_t last[N_CONTEXT],
                     uint8_t weight[N_CONTEXT]) {
    const context_node *x = &c->node[node];
    for (uint32_t i = 0; i < x->n_cue; i++) {
        const context_cue *cue = &c->cue[x->cue + i];
        if (last[cue->tag] != node) add_points(&weight[cue->tag], cue->strong ? STRONG : WEAK);
        last[cue->tag] = node;
    }
}

static void weigh_sentence(weigher *x, uint32_t s) {
    uint32_t last[N_CONTEXT] = {0};
    size_t n = list_units(x, &x->story->sentence[s]);
    for (size_t i = 0; i < n; i++) {
        unsigned depth = 0;
        uint32_t node = walk(x->contexts, 0, x->unit + i, n - i, 0, &depth);
        if (node) add_cues(x->contexts, node, last, x->weight[s]);
    }
}

/* ---- the story ---------------------------------------------------------------------- */

static bool is_headline(const dg_story *s, uint32_t sentence) {
    return s->block[s->sentence[sentence].block].kind == DG_HEADLINE;
}

static void find_themes(weigher *x) {
    const dg_story *story = x->story;
    for (unsigned tag = 1; tag < N_CONTEXT; tag++) {
        size_t told = 0;
        bool headline = false;
        for (uint32_t s = 0; s < story->n_sentence; s++) {
            bool tells = x->weight[s][tag] >= ENOUGH;
            told += tells;
            headline = headline || (tells && is_headline(story, s));
        }
        if (headline || (told && told * 3 >= story->n_sentence)) x->theme[tag] = THEME;
    }
}

/* ---- an event ----------------------------------------------------------------------- */

static void add_beside(const weigher *x, uint32_t s, uint32_t other,
                       uint8_t weight[N_CONTEXT]) {
    const dg_story *story = x->story;
    bool near = story->sentence[s].block == story->sentence[other].block;
    for (unsigned tag = 1; tag < N_CONTEXT; tag++)
        add_points(&weight[tag],
                   (unsigned)(x->weight[other][tag] / (near ? BESIDE : BESIDE_FAR)));
}

/* A cue about the event itself: "@MIL", "@COERCE/cyber". */
static void add_asked(const weigher *x, const char *cue, uint8_t weight[N_CONTEXT]) {
    uint32_t none[N_CONTEXT] = {0}, node = 0;
    size_t at = 0, n = strlen(cue);
    for (uint64_t key; node != HASH_NONE && (key = contexts_next_unit(cue, n, &at));)
        node = contexts_below(x->contexts, node, key);
    if (node && node != HASH_NONE) add_cues(x->contexts, node, none, weight);
}

static void add_sectors(const weigher *x, uint32_t first, uint32_t n,
                        uint8_t weight[N_CONTEXT]) {
    char cue[32];
    for (uint32_t i = 0; i < n; i++) {
        const char *sector = x->story->participant[first + i].actor.sector[0];
        snprintf(cue, sizeof cue, "@%s", sector);
        if (*sector) add_asked(x, cue, weight);
    }
}

/* Whether states, or others of several countries, deal with one another. */
static bool is_between_countries(const weigher *x, const dg_event *e) {
    const dg_participant *p = x->story->participant;
    const char *first = "";
    for (uint32_t i = 0; i < e->n_actor + e->n_recipient; i++) {
        uint32_t k = i < e->n_actor ? e->actor + i : e->recipient + i - e->n_actor;
        if (*first && *p[k].actor.country && strcmp(first, p[k].actor.country)) return true;
        if (!*first) first = p[k].actor.country;
    }
    return false;
}

/* What the CAMEO code implies. Codes take the world for states, so "diplomatic" holds of them
 * only where several countries take part. */
static void add_code(const weigher *x, const dg_event *e, uint8_t weight[N_CONTEXT]) {
    const plover_cameo *code = plover_cameo_of(e->cameo);
    uint8_t type = plover_type_of(e->type, (unsigned)strlen(e->type));
    uint8_t mode = plover_mode_of(type, e->mode, (unsigned)strlen(e->mode));
    if (!code || !code->context[0]) return;
    bool unsure = code->context[1] || !strcmp(e->cameo, plover_default_cameo(type, mode));
    for (unsigned i = 0; i < 2; i++) {
        uint8_t tag = code->context[i];
        if (tag == CONTEXT_DIPLOMATIC && !is_between_countries(x, e)) continue;
        if (tag) add_points(&weight[tag], unsure ? UNSURE_CODE : CODE);
    }
}

static void add_event(const weigher *x, const dg_event *e, uint8_t weight[N_CONTEXT]) {
    char cue[64];
    snprintf(cue, sizeof cue, "@%s/%s", e->type, e->mode);
    add_asked(x, cue, weight);
    add_sectors(x, e->actor, e->n_actor, weight);
    add_sectors(x, e->recipient, e->n_recipient, weight);
    add_code(x, e, weight);
}

/* The tags with enough points, in the order of the codebook. */
static void put_tags(const uint8_t weight[N_CONTEXT], dg_event *e) {
    unsigned n = 0;
    for (unsigned tag = 1; tag < N_CONTEXT && n < DG_CONTEXTS; tag++)
        if (weight[tag] >= ENOUGH) e->context[n++] = plover_contexts[tag].name;
    while (n < DG_CONTEXTS) e->context[n++] = "";
}

static void weigh_event(const weigher *x, dg_event *e) {
    uint8_t weight[N_CONTEXT];
    uint32_t s = e->sentence;
    memcpy(weight, x->weight[s], sizeof weight);
    if (s > 0) add_beside(x, s, s - 1, weight);
    if (s + 1 < x->story->n_sentence) add_beside(x, s, s + 1, weight);
    for (unsigned tag = 1; tag < N_CONTEXT; tag++) add_points(&weight[tag], x->theme[tag]);
    add_event(x, e, weight);
    put_tags(weight, e);
}

dg_status event_find_contexts(const event_contexts *contexts, arena *a, const dg_story *story,
                              dg_event *event, dg_error *error) {
    weigher x = {.contexts = contexts, .story = story};
    if (!story->n_event) return DG_OK;
    x.unit = ARENA_NEW(a, unit, MOST_UNITS);
    x.weight = arena_calloc(a, story->n_sentence, sizeof *x.weight);
    RETURN_IF(!x.unit || !x.weight, error, DG_NO_MEMORY, "out of memory");
    for (uint32_t s = 0; s < story->n_sentence; s++) weigh_sentence(&x, s);
    find_themes(&x);
    for (size_t i = 0; i < story->n_event; i++) weigh_event(&x, &event[i]);
    return DG_OK;
}
