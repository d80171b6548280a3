/* Walking the trie of names along a story's words. At each word the longest name is taken; of
 * two that overlap, the longer one. A name has at most ACTOR_MAX_NAME words, so the work a word
 * costs is bounded and, in fact, nearly always one failed look-up. */
#include "actor/names.h"

#include <string.h>

#include "base/error.h"
#include "language/labels.h"

typedef struct finder {
    const actor_base *base;
    const dg_story *story;
    actor_key *key;
    actor_key *lemma; /* of nouns whose lemma differs: "gunmen"; hash 0 for the others */
    actor_names names;
} finder;

const actor_entity *actor_entity_at(const actor_base *base, actor_ref ref) {
    return &base->layer[ref.layer].entity[ref.entity];
}

const char *actor_string(const actor_base *base, unsigned layer, uint32_t offset) {
    return base->layer[layer].strings + offset;
}

const actor_use *actor_hit_uses(const actor_base *base, const actor_hit *hit, size_t *n) {
    const actor_layer *l = &base->layer[hit->layer];
    *n = l->node[hit->node].n_use;
    return l->use + l->node[hit->node].use;
}

bool actor_use_fits(const actor_base *base, const actor_names *names, const actor_hit *hit,
                    const actor_use *use) {
    unsigned kind = base->layer[hit->layer].entity[use->entity].kind;
    const actor_key *key = &names->key[hit->first];
    if (kind == KIND_GIVEN) return false;
    if (kind == KIND_ROLE) return true;
    if (use->upper) /* "NATO", and "Nato" as the British press has it */
        return key->shape == CASE_UPPER || (key->shape == CASE_TITLE && key->letters >= 4);
    for (uint32_t i = 0; i < hit->n; i++)
        if (key[i].shape != CASE_LOWER) return true;
    return false;
}

const actor_use *actor_hit_kind(const actor_base *base, const actor_names *names,
                                const actor_hit *hit, unsigned kind) {
    size_t n;
    const actor_use *use = actor_hit_uses(base, hit, &n);
    for (size_t i = 0; i < n; i++)
        if (base->layer[hit->layer].entity[use[i].entity].kind == kind &&
            actor_use_fits(base, names, hit, &use[i]))
            return &use[i];
    return NULL;
}

unsigned actor_given_gender(const actor_base *base, uint64_t key, bool *known) {
    *known = false;
    for (unsigned l = 0; l < base->n && key; l++) {
        const actor_layer *layer = &base->layer[l];
        uint32_t node = hash_find(layer->edge, layer->edge_mask, actor_edge_key(0, key));
        if (node == HASH_NONE) continue;
        const actor_use *use = layer->use + layer->node[node].use;
        for (size_t i = 0; i < layer->node[node].n_use; i++) {
            const actor_entity *e = &layer->entity[use[i].entity];
            if (e->kind != KIND_GIVEN) continue;
            *known = true;
            return e->gender;
        }
    }
    return GENDER_UNKNOWN;
}

static bool has_fitting_use(const finder *f, const actor_hit *hit) {
    size_t n;
    const actor_use *use = actor_hit_uses(f->base, hit, &n);
    for (size_t i = 0; i < n; i++)
        if (actor_use_fits(f->base, &f->names, hit, &use[i])) return true;
    return false;
}

static uint32_t follow(const actor_layer *l, uint32_t node, uint64_t word) {
    return word ? hash_find(l->edge, l->edge_mask, actor_edge_key(node, word)) : HASH_NONE;
}

/* One walk along the trie: where it began, and the longest name so far. */
typedef struct walk {
    const finder *f;
    const actor_layer *layer;
    uint32_t end;
    unsigned steps; /* left; a bound, as a noun's form and its lemma may both lead on */
    actor_hit *best;
} walk;

static void take_node(walk *w, uint32_t first, uint32_t last, uint32_t node) {
    actor_hit found = *w->best;
    found.first = first;
    found.n = last - first + 1;
    found.node = node;
    if (!w->layer->node[node].n_use || found.n < w->best->n) return;
    if (has_fitting_use(w->f, &found)) *w->best = found;
}

/* "al-Qaeda" in the text where the base has "al Qaeda". */
static uint32_t follow_parts(const walk *w, uint32_t node, uint32_t i) {
    enum { MOST_PARTS = 6 };
    uint64_t key[MOST_PARTS];
    const char *word = w->f->story->word[i].norm;
    if (!strchr(word, '-')) return HASH_NONE;
    size_t n = actor_key_parts(word, key, MOST_PARTS);
    for (size_t k = 0; k < n && node != HASH_NONE; k++) node = follow(w->layer, node, key[k]);
    return n > 1 ? node : HASH_NONE;
}

/* Go on from a node at word i. Words without a key, such as hyphens, belong to a name that goes
 * on behind them. */
static void go(walk *w, uint32_t first, uint32_t i, uint32_t node) {
    while (i < w->end && w->steps > 0) {
        const actor_key *key = &w->f->key[i];
        w->steps--;
        if (key->stops || (!key->hash && i == first)) return;
        if (!key->hash) {
            i++;
            continue;
        }
        uint32_t as_is = follow(w->layer, node, key->hash);
        uint32_t lemma = follow(w->layer, node, w->f->lemma[i].hash);
        if (lemma != HASH_NONE) {
            take_node(w, first, i, lemma);
            if (as_is != HASH_NONE) go(w, first, i + 1, lemma);
        }
        if (as_is == HASH_NONE) as_is = lemma;
        if (as_is == HASH_NONE) as_is = follow_parts(w, node, i);
        if (as_is == HASH_NONE) return;
        node = as_is;
        take_node(w, first, i, node);
        i++;
    }
}

/* The longest name of one layer that begins at word `first`; hit->n is 0 when there is none. */
static void longest(const finder *f, unsigned layer, uint32_t first, uint32_t end,
                    actor_hit *hit) {
    enum { MOST_STEPS = 4 * ACTOR_MAX_NAME };
    walk w = {f, &f->base->layer[layer], end, MOST_STEPS, hit};
    hit->layer = layer;
    go(&w, first, first, 0);
}

static actor_hit best_at(const finder *f, uint32_t first, uint32_t end) {
    actor_hit best = {0};
    for (unsigned l = 0; l < f->base->n; l++) {
        actor_hit hit = {0};
        longest(f, l, first, end, &hit);
        if (hit.n > best.n) best = hit;
    }
    return best;
}

static void find_keys(finder *f) {
    for (size_t i = 0; i < f->story->n_word; i++) {
        const dg_word *w = &f->story->word[i];
        f->key[i] = actor_key_of(w->norm, strlen(w->norm));
        bool noun = w->upos == UPOS_NOUN || w->xpos == XPOS_NNPS;
        if (noun && f->key[i].hash && strcmp(w->norm, w->lemma) != 0)
            f->lemma[i] = actor_key_of(w->lemma, strlen(w->lemma));
    }
}

/* A longer name that begins inside this one takes its place. */
static bool is_overtaken(const finder *f, const actor_hit *hit, uint32_t end,
                         actor_hit *other) {
    for (uint32_t i = hit->first + 1; i < hit->first + hit->n; i++) {
        *other = best_at(f, i, end);
        if (other->n > hit->n) return true;
    }
    return false;
}

static void find_in(finder *f, const dg_sentence *s, actor_hit *hit, uint32_t *of_word) {
    uint32_t end = s->word + s->n_word;
    for (uint32_t i = s->word; i < end;) {
        actor_hit best = best_at(f, i, end), other;
        if (!best.n || (best.n > 1 && is_overtaken(f, &best, end, &other))) {
            i++;
            continue;
        }
        hit[f->names.n_hit++] = best;
        for (uint32_t k = 0; k < best.n; k++) of_word[i + k] = (uint32_t)f->names.n_hit;
        i += best.n;
    }
}

dg_status actor_find_names(const actor_base *base, const dg_story *story, arena *a,
                           actor_names *out, dg_error *error) {
    size_t n = story->n_word;
    finder f = {.base = base, .story = story};
    f.key = ARENA_NEW(a, actor_key, n);
    f.lemma = ARENA_NEW(a, actor_key, n);
    actor_hit *hit = ARENA_NEW(a, actor_hit, n);
    uint32_t *of_word = ARENA_NEW(a, uint32_t, n);
    RETURN_IF(!f.key || !f.lemma || !hit || !of_word, error, DG_NO_MEMORY, "out of memory");
    find_keys(&f);
    f.names.key = f.key;
    f.names.hit = hit;
    f.names.of_word = of_word;
    for (size_t i = 0; i < story->n_sentence; i++)
        find_in(&f, &story->sentence[i], hit, of_word);
    *out = f.names;
    return DG_OK;
}
