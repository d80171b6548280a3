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

static void add(const clause_tree *t, event_parties *p, uint32_t i, bool acts, unsigned depth) {
    const dg_mention *m = &t->story->mention[i];
    for (uint32_t k = 0; k < m->n_part && depth < MOST_DEPTH; k++)
        add(t, p, t->story->mention_part[m->part + k], acts, depth + 1);
    if (m->n_part || !is_political(m, acts)) return;
    if (p->n == MOST_PARTIES || parties_have(p, i)) return;
    uint32_t at = p->n++;
    for (; at > 0 && p->mention[at - 1] != DG_NONE && p->mention[at - 1] > i; at--)
        p->mention[at] = p->mention[at - 1]; /* in the order of the text */
    p->mention[at] = i;
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
    if (p->n == MOST_PARTIES) return;
    p->implied[p->n] = (dg_actor){country, {sector, "", "", ""}, "", "", "", "implied"};
    p->mention[p->n++] = DG_NONE;
}

void parties_remove(event_parties *from, const event_parties *other) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < from->n; i++)
        if (from->mention[i] == DG_NONE || !parties_have(other, from->mention[i])) {
            from->mention[n] = from->mention[i];
            from->implied[n++] = from->implied[i];
        }
    from->n = n;
}

bool actor_is_same(const dg_actor *a, const dg_actor *b) {
    return !strcmp(a->country, b->country) && !strcmp(a->sector[0], b->sector[0]) &&
           !strcmp(a->entity, b->entity);
}
