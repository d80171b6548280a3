/* Participants of an event. */
#include "event/parties.h"

#include <string.h>

enum { MOST_DEPTH = 3 /* of groups within groups */ };

bool parties_have(const event_parties *p, uint32_t mention) {
    for (uint32_t i = 0; i < p->n; i++)
        if (p->mention[i] == mention) return true;
    return false;
}

static bool is_political(const dg_mention *m, bool acts) {
    const dg_actor *a = &m->actor;
    if (m->sort == DG_THING) return acts ? *a->sector[0] && *a->country : *a->country != '\0';
    return *a->sector[0] || *a->country;
}

/* In the order of the text, those whom no mention names last. */
static void insert(event_parties *p, uint32_t mention, const dg_actor *actor) {
    if (p->n == MOST_PARTIES || (mention != DG_NONE && parties_have(p, mention))) return;
    uint32_t at = p->n++;
    for (; at > 0 && p->mention[at - 1] > mention; at--) {
        p->mention[at] = p->mention[at - 1];
        p->actor[at] = p->actor[at - 1];
    }
    p->mention[at] = mention;
    p->actor[at] = *actor;
}

static bool is_of_or_from(const clause_tree *t, uint32_t w) {
    bool nominal = clause_word(t, w)->deprel == DEPREL_NMOD;
    return nominal && (clause_has_case(t, w, "of") || clause_has_case(t, w, "from"));
}

/* "the leaders of India and Pakistan": another of the same office for each other country. */
static void add_counterparts(const clause_tree *t, event_parties *p, const dg_mention *m) {
    if (!m->plural || !*m->actor.sector[0] || *m->actor.entity) return;
    for (uint32_t c = t->child[m->head]; c; c = t->sibling[c - 1]) {
        if (!is_of_or_from(t, c - 1)) continue;
        for (uint32_t k = t->child[c - 1]; k; k = t->sibling[k - 1]) {
            uint32_t other = t->mention[k - 1];
            if (clause_word(t, k - 1)->deprel != DEPREL_CONJ || !other) continue;
            const dg_actor *theirs = &t->story->mention[other - 1].actor;
            if (!*theirs->country || !strcmp(theirs->country, m->actor.country)) continue;
            dg_actor counterpart = m->actor;
            counterpart.country = theirs->country;
            insert(p, other - 1, &counterpart);
        }
    }
}

static void add(const clause_tree *t, event_parties *p, uint32_t i, bool acts, unsigned depth) {
    const dg_mention *m = &t->story->mention[i];
    for (uint32_t k = 0; k < m->n_part && depth < MOST_DEPTH; k++)
        add(t, p, t->story->mention_part[m->part + k], acts, depth + 1);
    if (m->n_part || !is_political(m, acts)) return;
    insert(p, i, &m->actor);
    add_counterparts(t, p, m);
}

void parties_add_mention(const clause_tree *t, event_parties *p, uint32_t mention, bool acts) {
    add(t, p, mention, acts, 0);
}

void parties_add_word(const clause_tree *t, event_parties *p, uint32_t w, bool acts) {
    if (w == DG_NONE) return;
    uint32_t m = t->mention[w];
    if (m) add(t, p, m - 1, acts, 0);
    if (m && t->story->mention[m - 1].n_part) return;
    for (uint32_t c = t->child[w]; c; c = t->sibling[c - 1]) {
        uint32_t other = t->mention[c - 1];
        if (clause_word(t, c - 1)->deprel == DEPREL_CONJ && other)
            add(t, p, other - 1, acts, 0);
    }
}

void parties_imply(event_parties *p, const char *country, const char *sector) {
    dg_actor actor = {country, {sector, "", "", ""}, "", "", "", "implied"};
    insert(p, DG_NONE, &actor);
}

static void keep(event_parties *p, uint32_t *n, uint32_t i) {
    p->mention[*n] = p->mention[i];
    p->actor[(*n)++] = p->actor[i];
}

void parties_remove(event_parties *from, const event_parties *other) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < from->n; i++)
        if (from->mention[i] == DG_NONE || !parties_have(other, from->mention[i]))
            keep(from, &n, i);
    from->n = n;
}

static bool is_within(const dg_story *s, uint32_t inner, uint32_t outer) {
    if (inner == outer || inner == DG_NONE || outer == DG_NONE) return false;
    const dg_mention *a = &s->mention[inner], *b = &s->mention[outer];
    bool less = b->end - b->start > a->end - a->start;
    return less && a->start >= b->start && a->end <= b->end &&
           !strcmp(a->actor.country, b->actor.country);
}

void parties_drop_nested(const dg_story *story, event_parties *p) {
    uint32_t n = 0, all = p->n;
    uint32_t mention[MOST_PARTIES];
    memcpy(mention, p->mention, sizeof mention);
    for (uint32_t i = 0; i < all; i++) {
        bool within = false;
        for (uint32_t k = 0; k < all; k++) within = within || is_within(story, mention[i], mention[k]);
        if (!within) keep(p, &n, i);
    }
    p->n = n;
}

bool actor_is_same(const dg_actor *a, const dg_actor *b) {
    return !strcmp(a->country, b->country) && !strcmp(a->sector[0], b->sector[0]) &&
           !strcmp(a->entity, b->entity);
}
