/* Finding a record's group without looking at all of them. Groups are kept by keys of what
 * records of one happening have in common: type and status with either the day and a pair of
 * countries, or the text, or the sentence's words. Under each key the latest few are compared,
 * so that the time for a record does not grow with what came before it. */
#include "dedup/groups.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

enum {
    STEPS = 32,     /* groups looked at under a key */
    MOST_PAIRS = 8, /* pairs of countries a record is kept by */
};

/* What is hashed into a key, without padding. */
typedef struct key_parts {
    uint64_t what; /* a text, a sentence, or two countries */
    int32_t day;
    uint8_t kind, type, status, zero;
} key_parts;

enum { BY_COUNTRIES, BY_TEXT, BY_SENTENCE };

bool groups_init(groups *g, unsigned bits, unsigned days) {
    memset(g, 0, sizeof *g);
    g->group = calloc((size_t)1 << bits, sizeof *g->group);
    g->mask = ((uint32_t)1 << bits) - 1;
    g->days = days;
    if (g->group && recent_init(&g->key, bits + 2) && recent_init(&g->record, bits) &&
        recent_init(&g->source, bits + 1))
        return true;
    groups_free(g);
    return false;
}

void groups_free(groups *g) {
    for (size_t i = 0; g->group && i <= g->mask; i++) free(g->group[i].id);
    free(g->group);
    recent_free(&g->key);
    recent_free(&g->record);
    recent_free(&g->source);
    memset(g, 0, sizeof *g);
}

/* The group of a number; NULL when another has its place now. */
static group *group_at(const groups *g, uint32_t number) {
    group *at = &g->group[number & g->mask];
    return at->id && at->number == number ? at : NULL;
}

/* ---- keys ------------------------------------------------------------------------------- */

static uint64_t key_of(const happening *h, uint8_t kind, uint64_t what, int32_t day) {
    key_parts parts = {what, day, kind, h->type, h->status, 0};
    return hash_bytes(&parts, sizeof parts, 0);
}

/* Two countries in either order; 0 when neither is known. */
static uint64_t pair_of(uint32_t a, uint32_t b) {
    return a < b ? (uint64_t)b << 32 | a : (uint64_t)a << 32 | b;
}

/* The record's pairs of countries, each once. A side that is empty is a country not known. */
static size_t pairs_of(const happening *h, uint64_t pair[MOST_PAIRS]) {
    static const happening_party nobody;
    bool mutual = h->n_actor > 1 && h->n_recipient == 0;
    size_t all = (size_t)h->n_actor + h->n_recipient, n = 0;
    size_t rows = h->n_actor ? h->n_actor : 1, columns = h->n_recipient ? h->n_recipient : 1;
    if (mutual) columns = h->n_actor;
    for (size_t i = 0; i < rows * columns && n < MOST_PAIRS; i++) {
        size_t row = i / columns, column = mutual ? i % columns : h->n_actor + i % columns;
        if (mutual && column <= row) continue;
        const happening_party *a = h->n_actor ? &h->party[row] : &nobody;
        const happening_party *b = column < all ? &h->party[column] : &nobody;
        uint64_t p = pair_of(a->country, b->country);
        bool known = p == 0;
        for (size_t k = 0; k < n; k++) known = known || pair[k] == p;
        if (!known) pair[n++] = p;
    }
    return n;
}

static uint64_t sentence_key(const happening *h) {
    return key_of(h, BY_SENTENCE, hash_bytes(h->bag, h->n_bag * sizeof *h->bag, 0), 0);
}

/* Once, lest a group that many tell of hide the others under the key. */
static void keep(groups *g, uint64_t key, uint32_t number) {
    uint32_t other;
    recent_walk walk = recent_find(&g->key, key, STEPS);
    while (recent_next(&walk, &other))
        if (other == number) return;
    recent_add(&g->key, key, number);
}

static void keep_by_keys(groups *g, const happening *h, uint32_t number) {
    uint64_t pair[MOST_PAIRS];
    size_t n = h->first == TEXTS_NO_DAY ? 0 : pairs_of(h, pair);
    for (size_t i = 0; i < n; i++) keep(g, key_of(h, BY_COUNTRIES, pair[i], h->first), number);
    if (h->text != HAPPENING_NO_TEXT) keep(g, key_of(h, BY_TEXT, h->text, 0), number);
    if (h->n_bag) keep(g, sentence_key(h), number);
}

/* ---- searching -------------------------------------------------------------------------- */

typedef struct search {
    groups *in;
    const happening *record;
    group *best;
    double score;
} search;

/* Within a story the coder's same_as alone says what is told again. */
static void look_under(search *s, uint64_t key) {
    uint32_t number;
    recent_walk walk = recent_find(&s->in->key, key, STEPS);
    while (recent_next(&walk, &number)) {
        group *g = group_at(s->in, number);
        if (!g || g->asked == s->in->searches) continue;
        g->asked = s->in->searches;
        if (g->story == s->record->story) continue;
        double score = happenings_agree(&g->told, s->record, s->in->days);
        if (score <= s->score) continue;
        s->score = score;
        s->best = g;
    }
}

static void look_by_countries(search *s) {
    uint64_t pair[MOST_PAIRS];
    const happening *h = s->record;
    if (h->first == TEXTS_NO_DAY) return;
    int32_t days = (int32_t)s->in->days;
    size_t n = pairs_of(h, pair);
    for (size_t i = 0; i < n; i++)
        for (int32_t day = h->first - days; day <= h->first + days; day++)
            look_under(s, key_of(h, BY_COUNTRIES, pair[i], day));
}

static group *find_other_stories(groups *g, const happening *h) {
    search s = {.in = g, .record = h};
    g->searches++;
    look_by_countries(&s);
    if (h->text != HAPPENING_NO_TEXT) look_under(&s, key_of(h, BY_TEXT, h->text, 0));
    if (h->n_bag) look_under(&s, sentence_key(h));
    return s.score >= HAPPENINGS_ONE ? s.best : NULL;
}

/* Where the coder says that it was told before in this story. */
static group *find_told_before(const groups *g, const happening *h) {
    uint32_t number;
    recent_walk walk = recent_find(&g->record, h->same_as, STEPS);
    while (h->same_as && recent_next(&walk, &number)) {
        group *found = group_at(g, number);
        if (found && found->story == h->story) return found;
    }
    return NULL;
}

/* ---- joining ---------------------------------------------------------------------------- */

static void count_source(groups *g, group *of, uint64_t source) {
    const uint64_t both[] = {of->number, source};
    uint64_t key = hash_bytes(both, sizeof both, 0);
    uint32_t number;
    recent_walk walk = recent_find(&g->source, key, STEPS);
    while (recent_next(&walk, &number))
        if (number == of->number) return;
    recent_add(&g->source, key, of->number);
    of->sources++;
}

/* What the group's first record left open, so that a later one cannot contradict it. */
static void fill_in(happening *told, const happening *h) {
    if (!told->mode) told->mode = h->mode;
    if (!told->dated && h->dated) {
        told->dated = true;
        told->first = h->first;
        told->last = h->last;
    }
    bool elsewhere = told->place.country && told->place.country != h->place.country;
    if (!told->place.within && h->place.country && !elsewhere) told->place = h->place;
}

static void join(groups *g, group *to, const happening *h) {
    fill_in(&to->told, h);
    to->story = h->story;
    count_source(g, to, h->source);
    keep_by_keys(g, h, to->number);
}

static group *begin(groups *g, const happening *h, const char *id) {
    char *copy = strdup(id);
    if (!copy) return NULL;
    group *new = &g->group[g->count & g->mask];
    free(new->id);
    *new = (group){.told = *h, .id = copy, .story = h->story, .number = g->count++};
    new->asked = g->searches;
    count_source(g, new, h->source);
    keep_by_keys(g, h, new->number);
    return new;
}

const group *groups_add(groups *g, const happening *h, const char *id, bool *first) {
    group *of = find_told_before(g, h);
    if (!of) of = find_other_stories(g, h);
    *first = !of;
    if (of)
        join(g, of, h);
    else
        of = begin(g, h, id);
    if (of) recent_add(&g->record, h->id, of->number);
    return of;
}
