/* From a frame that fits to a proposal: participants through mentions and groups, composition,
 * and what would speak against it. */
#include "event/propose.h"

#include <stdlib.h>
#include <string.h>

typedef struct proposer {
    const event_frame_set *frames;
    const clause_tree *tree;
    uint32_t *told_by; /* [words of the sentence]: from its first word on */
    uint32_t first;
} proposer;

/* ---- participants ----------------------------------------------------------------------- */

static bool is_actor_like(const event_parties *p) {
    for (uint32_t i = 0; i < p->n; i++)
        if (*p->actor[i].sector[0] || *p->actor[i].country) return true;
    return false;
}

static void take_composed(const clause_tree *t, const event_composed *c, event_parties *actor,
                          event_parties *recipient) {
    if (!c->replaced) return;
    event_parties a = {0}, r = {0};
    parties_add_word(t, &a, c->actor, true);
    parties_add_word(t, &r, c->addressee, false);
    *actor = a;
    if (r.n || c->type == TYPE_REQUEST) *recipient = r;
}

static bool is_mutual(const event_match *m, const event_composed *c) {
    return m->frame->mutual && (c->type == m->frame->type || c->type == TYPE_AGREE);
}

/* Whether anybody is there, not just things of some country; of an attack those will do. */
static bool has_somebody(const clause_tree *t, const event_parties *p, uint8_t type) {
    for (uint32_t i = 0; i < p->n; i++)
        if (p->mention[i] != DG_NONE &&
            (t->story->mention[p->mention[i]].sort != DG_THING || type == TYPE_ASSAULT))
            return true;
    return false;
}

/* "The airstrike killed eight": who acts is who made the airstrike, and it is told by that. */
static void add_agent(const proposer *x, event_parties *p, uint32_t w, uint32_t event) {
    const clause_tree *t = x->tree;
    event_match inner;
    uint32_t m = t->mention[w];
    bool thing = !m || t->story->mention[m - 1].sort == DG_THING ||
                 t->story->mention[m - 1].sort == DG_UNKNOWN;
    if (!thing || !event_match_word(x->frames, t, w, &inner, NULL) ||
        inner.frame->kind != FRAME_NOUN) {
        parties_add_word(t, p, w, true);
        return;
    }
    for (uint32_t i = 0; i < inner.n_actor; i++) parties_add_word(t, p, inner.actor[i], true);
    if (inner.n_actor) x->told_by[w - x->first] = event;
}

/* "expelled Colombia's ambassador", "trained Malian recruits": the frame's own object tells to
 * whom, by whose it is or who it is. */
static void add_object(const clause_tree *t, const event_match *m, const event_parties *actor,
                       event_parties *recipient) {
    uint32_t w = m->object;
    if (w == DG_NONE || m->frame->mutual || m->frame->type == TYPE_MOBILIZE) return;
    uint32_t i = t->mention[w];
    bool attacked = m->frame->type == TYPE_ASSAULT;
    if (i && (t->story->mention[i - 1].sort != DG_THING || attacked))
        parties_add_word(t, recipient, w, false);
    for (uint32_t c = t->child[w]; c && !recipient->n; c = t->sibling[c - 1]) {
        unsigned deprel = clause_word(t, c - 1)->deprel;
        bool whose = deprel == DEPREL_NMOD_POSS || deprel == DEPREL_COMPOUND ||
                     deprel == DEPREL_AMOD ||
                     (deprel == DEPREL_NMOD && clause_has_case(t, c - 1, "of"));
        if (whose) parties_add_word(t, recipient, c - 1, false);
    }
    for (uint32_t k = 0; k < recipient->n && actor->n && actor->mention[0] != DG_NONE;
         k++) { /* "deployed its troops" */
        const dg_mention *r = &t->story->mention[recipient->mention[k]];
        if (r->chain == t->story->mention[actor->mention[0]].chain) recipient->n = 0;
    }
}

/* "in an attack", "after a visit to Kenya": whoever the clause is about. */
static void add_clause_subject(const clause_tree *t, event_parties *p, uint32_t w) {
    static const char *const cases[] = {"in",  "after",     "during", "on",
                                        "for", "following", "before", NULL};
    uint32_t g = clause_governor(t, w);
    bool circumstance = false;
    for (const char *const *c = cases; *c; c++)
        circumstance = circumstance || clause_has_case(t, w, *c);
    if (!circumstance || g == DG_NONE || clause_word(t, g)->upos != UPOS_VERB) return;
    if (!clause_relation(clause_word(t, w)->deprel, DEPREL_OBL)) return;
    parties_add_word(t, p, clause_agent(t, g), true);
}

/* Of an active verb without a subject of its own, whoever is the subject above. */
static void add_subject_above(const clause_tree *t, const event_match *m,
                              event_parties *actor) {
    bool noun = m->frame->kind == FRAME_NOUN;
    if (m->passive && !noun) return;
    if (noun && clause_relation(clause_word(t, m->word)->deprel, DEPREL_NSUBJ)) return;
    uint32_t w = clause_governor(t, m->word);
    for (unsigned i = 0; w != DG_NONE && i < 5 && !actor->n; i++, w = clause_governor(t, w))
        if (clause_word(t, w)->upos == UPOS_VERB && !clause_is_passive(t, w))
            parties_add_word(t, actor, clause_agent(t, w), true);
}

static bool is_below(const clause_tree *t, uint32_t w, uint32_t top) {
    for (unsigned i = 0; w != DG_NONE && i < 8; i++, w = clause_governor(t, w))
        if (w == top) return true;
    return false;
}

static bool is_own(const clause_tree *t, const event_parties *actor, const dg_mention *m) {
    for (uint32_t i = 0; i < actor->n; i++) {
        if (actor->mention[i] == DG_NONE) continue;
        const dg_mention *o = &t->story->mention[actor->mention[i]];
        if (o->chain == m->chain ||
            (*o->actor.entity && !strcmp(o->actor.entity, m->actor.entity)))
            return true;
    }
    return false;
}

/* Kinds of events that are done to somebody, whom the words below the event may tell though no
 * frame says where: "rejected a plan put forward by Egypt". */
static bool is_directed(uint8_t type, uint8_t mode) {
    switch (type) {
    case TYPE_MOBILIZE:
    case TYPE_PROTEST:
    case TYPE_CONSULT:
    case TYPE_COOPERATE:
        return false;
    case TYPE_RETREAT:
        return mode == MODE_RETREAT_RELEASE;
    default:
        return true;
    }
}

/* The first below the event who is neither its actor nor a mere place. */
static void add_from_below(const clause_tree *t, const event_match *m,
                           const event_parties *actor, event_parties *recipient) {
    uint32_t s = t->sentence[m->word];
    for (uint32_t i = t->first_mention[s]; i < t->first_mention[s + 1] && !recipient->n; i++) {
        const dg_mention *o = &t->story->mention[i];
        if (o->head <= m->word || o->locates || o->sort == DG_THING || is_own(t, actor, o))
            continue;
        if (is_below(t, o->head, m->word)) parties_add_mention(t, recipient, i, false);
    }
}

/* Who takes part, as the frame and what composes it have it. */
static void find_parties(const proposer *x, const event_match *m, const event_composed *c,
                         event_parties *actor, event_parties *recipient) {
    const clause_tree *t = x->tree;
    for (uint32_t i = 0; i < m->n_actor; i++) add_agent(x, actor, m->actor[i], m->word);
    if (!actor->n && m->frame->kind == FRAME_NOUN) add_clause_subject(t, actor, m->word);
    for (uint32_t i = 0; i < m->n_recipient; i++)
        parties_add_word(t, recipient, m->recipient[i], false);
    bool site = m->object != DG_NONE && m->frame->type == TYPE_ASSAULT;
    event_parties whose = {0};
    if (!recipient->n || site) add_object(t, m, actor, &whose);
    if (whose.n) *recipient = whose; /* "attacked a US convoy in the city" */
    if (!actor->n && (recipient->n || m->frame->kind == FRAME_VERB))
        add_subject_above(t, m, actor);
    take_composed(t, c, actor, recipient);
    if (!recipient->n && actor->n && !m->frame->mutual && is_directed(c->type, c->mode))
        add_from_below(t, m, actor, recipient);
    if (is_mutual(m, c)) {
        for (uint32_t i = 0; i < m->n_recipient; i++)
            parties_add_word(t, actor, m->recipient[i], true);
        recipient->n = 0;
    }
    parties_remove(recipient, actor);
}

/* Why no event is coded here; NULL when one is. */
static const char *objection(const event_match *m,
                             const event_parties *actor, const event_parties *recipient,
                             bool object) {
    if (m->needs_recipient && !object) return "its object is nobody in politics";
    if (!is_actor_like(actor) && !is_actor_like(recipient))
        return "nobody in politics takes part";
    return NULL;
}

bool proposal_is_mutual(const event_proposal *p) {
    return p->matched && is_mutual(&p->match, &p->composed);
}

/* ---- one word --------------------------------------------------------------------------- */

static void propose(const proposer *x, uint32_t w, event_proposal *p) {
    const clause_tree *t = x->tree;
    *p = (event_proposal){.word = w, .told_by = DG_NONE};
    p->matched = event_match_word(x->frames, t, w, &p->match, &p->tried);
    if (!p->matched) return;
    event_match *m = &p->match;
    event_composed *c = &p->composed;
    event_parties object = {0};
    event_compose(t, w, m->frame->type, m->frame->mode, c);
    if (m->frame->status && c->status == STATUS_ACTUAL) c->status = m->frame->status;
    for (uint32_t i = 0; i < m->n_recipient; i++)
        parties_add_word(t, &object, m->recipient[i], false);
    find_parties(x, m, c, &p->actor, &p->recipient);
    bool somebody = has_somebody(t, &object, m->frame->type);
    p->objection = clause_word(t, w)->deprel == DEPREL_COMPOUND /* "pullout plan" */
                       ? "it only names the kind of another noun"
                       : objection(m, &p->actor, &p->recipient, somebody);
    if (p->objection) return;
    if (m->object != DG_NONE) x->told_by[m->object - x->first] = w;
    if (c->operator_word != DG_NONE) x->told_by[c->operator_word - x->first] = w;
}

/* ---- a sentence ------------------------------------------------------------------------- */

typedef struct turn {
    unsigned order;
    uint32_t word, place; /* where its proposal goes */
} turn;

/* How deep a word hangs; verbs before nouns, whose events ("launched an attack") are theirs. */
static unsigned turn_of(const clause_tree *t, uint32_t w) {
    unsigned depth = 0;
    for (uint32_t g = w; depth < DG_MAX_SENTENCE && g != DG_NONE; depth++)
        g = clause_governor(t, g);
    bool verb = clause_word(t, w)->upos == UPOS_VERB;
    return (verb ? 2u * DG_MAX_SENTENCE : 0u) + depth;
}

static int by_turn(const void *a, const void *b) {
    const turn *x = a, *y = b;
    if (x->order != y->order) return x->order > y->order ? -1 : 1;
    return x->word < y->word ? -1 : x->word > y->word;
}

static bool may_tell(unsigned upos) {
    return upos == UPOS_VERB || upos == UPOS_NOUN || upos == UPOS_PROPN || upos == UPOS_ADJ;
}

/* The deepest words first, so that what a demand or promise is about is read before it. */
uint32_t propose_events(const event_frame_set *frames, const clause_tree *t, uint32_t sentence,
                        event_proposal *out) {
    const dg_sentence *s = &t->story->sentence[sentence];
    uint32_t told_by[DG_MAX_SENTENCE], n = 0;
    turn order[DG_MAX_SENTENCE];
    proposer x = {frames, t, told_by, s->word};
    for (uint32_t w = s->word; w < s->word + s->n_word; w++) {
        told_by[w - s->word] = DG_NONE;
        if (!may_tell(clause_word(t, w)->upos)) continue;
        order[n] = (turn){turn_of(t, w), w, n};
        n++;
    }
    qsort(order, n, sizeof *order, by_turn);
    for (uint32_t i = 0; i < n; i++) propose(&x, order[i].word, &out[order[i].place]);
    for (uint32_t i = 0; i < n; i++) out[i].told_by = told_by[out[i].word - s->word];
    return n;
}
