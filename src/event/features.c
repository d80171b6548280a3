/* Features of events and roles. */
#include "event/features.h"

#include <stdio.h>
#include <string.h>

#include "base/hash.h"

/* Kinds of features; the numbers are in the model, so new ones are put at the end. */
enum {
    BIAS,
    LEMMA,
    LEMMA_POS,
    XPOS,
    DEPREL,
    GOVERNOR,
    GOVERNOR_RELATION,
    LEMMA_GOVERNOR,
    PATIENT_LEMMA,
    LEMMA_PATIENT,
    AGENT_LEMMA,
    CHILD_RELATION,
    CHILD_LEMMA,
    CHILD_CASE,
    LEMMA_CASE,
    CASE_LEMMA,
    PATIENT_KIND,
    AGENT_KIND,
    BOTH_KINDS,
    FRAME_TYPE,
    FRAME_MODE,
    FRAME_ID,
    FRAME_COMPOSED,
    FRAME_BY,
    FRAME_STATUS,
    FRAME_OBJECTION,
    FRAME_SCORE,
    FRAME_PARTIES,
    TOLD_BY,
    TOLD_BY_TYPE,
    OPERATES,
    CONTAINS,
    BESIDE,
    NEXT_LEMMA,
    LAST_LEMMA,
    NEAR_LEMMA,
    PLACE_IN_STORY,
    PASSIVE,
    SENTENCE_ACTORS,
    SPEECH_BELOW,
    TRIED,
    PATH,
    PATH_TYPE,
    PATH_LEMMA,
    PATH_CASE,
    PATH_VOICE,
    PATH_FRAME,
    SIDE_DISTANCE,
    MENTION_KIND,
    MENTION_KIND_TYPE,
    MENTION_SECTOR_TYPE,
    MENTION_HEAD,
    MENTION_CASE,
    MENTION_CASE_LEMMA,
    MENTION_CASE_TYPE,
    RULE_ROLE,
    RULE_ROLE_TYPE,
    RULE_ROLE_OTHER,
    CLAUSE_ROLE,
    CLAUSE_ROLE_TYPE,
    CLAUSE_ROLE_LEMMA,
    LOCATES,
    LOCATES_TYPE,
    BACK,
    BACK_TYPE,
    ORDER,
    ORDER_TYPE,
    IN_EARLIER,
    SAYS,
    GROUPED,
    FIRST_IN_SENTENCE,
    HAS_COUNTRY,
    PATH_TOP,
    MENTION_GOVERNOR,
    MENTION_GOVERNOR_TYPE,
    LIKE_ACTOR,
    LIKE_RECIPIENT,
    OTHERS,
    FIRST_OF_SIDE,
    CASE_PATH_LEMMA,
    TOP_SPEAKS,
    NOBODY,
    NOBODY_LEMMA,
    NOBODY_FORM,
    NOBODY_RELATION,
    NOBODY_FRAME,
    NOBODY_PARTIES,
    NOBODY_AGENT,
    NOBODY_PATIENT,
    NOBODY_GOVERNOR,
    NOBODY_CASE,
    NOBODY_SPEAKER,
    DEMANDED,
};

static uint64_t join(uint64_t kind, uint64_t a, uint64_t b) {
    uint64_t all[3] = {kind, a, b};
    return hash_bytes(all, sizeof all, 7);
}

static uint64_t text(const char *s) {
    return hash_bytes(s, strlen(s), 8);
}

static void put(event_features *f, unsigned kind, uint64_t a, uint64_t b) {
    if (f->n < FEATURES_MOST) f->feature[f->n++] = join(kind, a, b);
}

/* What sort of somebody a word stands for, coarsely: 0 for nobody. */
static uint64_t kind_of_mention(const dg_mention *m) {
    const dg_actor *a = &m->actor;
    return 1 + (uint64_t)m->sort + 8 * (uint64_t)(*a->country != 0) +
           16 * (uint64_t)(*a->sector[0] != 0) + 32 * (uint64_t)m->locates +
           64 * (uint64_t)m->kind;
}

/* The lemma; of names just what they name, so that no verdict hangs on which country it is. */
static uint64_t lemma(const clause_tree *t, uint32_t w) {
    if (w == DG_NONE) return 1;
    const dg_word *x = clause_word(t, w);
    if (x->upos != UPOS_PROPN) return text(x->lemma);
    uint32_t m = t->mention[w];
    return m ? join(kind_of_mention(&t->story->mention[m - 1]), 1, 0) : 3;
}

static uint64_t kind_of_word(const clause_tree *t, uint32_t w) {
    if (w == DG_NONE) return 0;
    uint32_t m = t->mention[w];
    if (!m) return 1000 + clause_word(t, w)->upos;
    const dg_mention *x = &t->story->mention[m - 1];
    return join(kind_of_mention(x), text(x->actor.sector[0]), 0);
}

static uint32_t case_of(const clause_tree *t, uint32_t w) {
    for (uint32_t c = t->child[w]; c; c = t->sibling[c - 1])
        if (clause_word(t, c - 1)->deprel == DEPREL_CASE) return c - 1;
    return DG_NONE;
}

/* ---- types --------------------------------------------------------------------------------
 */

static void put_word(event_features *f, const clause_tree *t, uint32_t w) {
    const dg_word *x = clause_word(t, w);
    uint64_t own = lemma(t, w);
    uint32_t g = clause_governor(t, w);
    put(f, BIAS, 0, 0);
    put(f, LEMMA, own, 0);
    put(f, LEMMA_POS, own, x->upos);
    put(f, XPOS, x->xpos, 0);
    put(f, DEPREL, x->deprel, x->upos);
    put(f, GOVERNOR, lemma(t, g), 0);
    put(f, GOVERNOR_RELATION, lemma(t, g), x->deprel);
    put(f, LEMMA_GOVERNOR, lemma(t, g), own);
}

static void put_children(event_features *f, const clause_tree *t, uint32_t w) {
    uint64_t own = lemma(t, w);
    for (uint32_t c = t->child[w]; c; c = t->sibling[c - 1]) {
        const dg_word *x = clause_word(t, c - 1);
        put(f, CHILD_RELATION, x->deprel, clause_word(t, w)->upos);
        if (x->upos == UPOS_PUNCT) continue;
        put(f, CHILD_LEMMA, x->deprel, lemma(t, c - 1));
        uint32_t by = case_of(t, c - 1);
        if (by == DG_NONE) continue;
        put(f, CHILD_CASE, lemma(t, by), kind_of_word(t, c - 1));
        put(f, LEMMA_CASE, own, lemma(t, by));
        put(f, CASE_LEMMA, lemma(t, by), lemma(t, c - 1));
    }
}

static bool is_demanded(const clause_tree *t, uint32_t w) {
    event_composed c;
    if (clause_dependent(t, w, DEPREL_AUX) == DG_NONE) return false;
    event_compose(t, w, TYPE_NONE, MODE_NONE, &c);
    return c.type == TYPE_REQUEST && c.operator_word == w;
}

static void put_arguments(event_features *f, const clause_tree *t, uint32_t w) {
    bool verb = clause_word(t, w)->upos == UPOS_VERB;
    uint32_t patient = verb ? clause_patient(t, w) : DG_NONE;
    uint32_t agent = verb ? clause_agent(t, w) : DG_NONE;
    put(f, PATIENT_LEMMA, lemma(t, patient), 0);
    put(f, LEMMA_PATIENT, lemma(t, w), lemma(t, patient));
    put(f, AGENT_LEMMA, lemma(t, agent), 0);
    put(f, PATIENT_KIND, kind_of_word(t, patient), 0);
    put(f, AGENT_KIND, kind_of_word(t, agent), 0);
    put(f, BOTH_KINDS, kind_of_word(t, agent), kind_of_word(t, patient));
    if (verb) put(f, PASSIVE, clause_is_passive(t, w), patient != DG_NONE);
    if (verb && is_demanded(t, w)) put(f, DEMANDED, 0, 0);
    f->state[0] = w;
    f->state[1] = clause_governor(t, w);
    f->state[2] = patient;
    f->state[3] = agent;
}

static unsigned capped(long n, unsigned most) {
    return n < 0 ? 0 : n > (long)most ? most : (unsigned)n;
}

static void put_frame(event_features *f, const event_proposal *p) {
    put(f, TRIED, p->tried, p->matched);
    if (!p->matched) return;
    const event_frame *x = p->match.frame;
    const event_composed *c = &p->composed;
    put(f, FRAME_TYPE, x->type, x->kind);
    put(f, FRAME_MODE, x->type, x->mode);
    put(f, FRAME_ID, text(p->match.frames->strings + x->id), 0);
    put(f, FRAME_COMPOSED, c->type, x->type);
    put(f, FRAME_BY, c->type, text(c->by));
    put(f, FRAME_STATUS, c->type, c->status);
    put(f, FRAME_OBJECTION, c->type, p->objection ? text(p->objection) : 0);
    put(f, FRAME_SCORE, c->type, capped(p->match.score + 3L, 15));
    put(f, FRAME_PARTIES, capped(p->actor.n, 2), capped(p->recipient.n, 2));
}

/* What the proposals around it say: who tells it, what it makes of others. */
static void put_neighbours(event_features *f, const feature_scene *s, uint32_t i) {
    const event_proposal *p = &s->proposal[i];
    put(f, TOLD_BY, p->told_by != DG_NONE, p->matched);
    for (uint32_t k = 0; k < s->n; k++) {
        const event_proposal *o = &s->proposal[k];
        if (k == i || !o->matched) continue;
        if (p->told_by == o->word) put(f, TOLD_BY_TYPE, o->composed.type, p->matched);
        if (o->composed.operator_word == p->word)
            put(f, OPERATES, o->composed.type, p->matched);
        if (clause_governor(s->tree, o->word) == p->word)
            put(f, CONTAINS, o->composed.type, clause_word(s->tree, o->word)->deprel);
        if (clause_governor(s->tree, p->word) == o->word)
            put(f, BESIDE, o->composed.type, clause_word(s->tree, p->word)->deprel);
    }
}

static void put_context(event_features *f, const feature_scene *s, uint32_t w) {
    const dg_sentence *x = &s->tree->story->sentence[s->sentence];
    uint32_t end = x->word + x->n_word;
    put(f, LAST_LEMMA, w > x->word ? lemma(s->tree, w - 1) : 2, 0);
    put(f, NEXT_LEMMA, w + 1 < end ? lemma(s->tree, w + 1) : 2, 0);
    put(f, PLACE_IN_STORY, capped(s->sentence, 3), 0);
    uint32_t named = 0;
    for (uint32_t i = s->tree->first_mention[s->sentence];
         i < s->tree->first_mention[s->sentence + 1]; i++)
        named += *s->tree->story->mention[i].actor.sector[0] != 0;
    put(f, SENTENCE_ACTORS, capped(named, 3), 0);
}

void features_of_type(const feature_scene *s, uint32_t i, event_features *out) {
    uint32_t w = s->proposal[i].word;
    out->n = 0;
    put_word(out, s->tree, w);
    put_arguments(out, s->tree, w);
    put_frame(out, &s->proposal[i]);
    put_neighbours(out, s, i);
    put_context(out, s, w);
    put_children(out, s->tree, w);
}

/* ---- who may take part ----------------------------------------------------------------------
 */

static bool is_named_again(const clause_tree *t, const uint32_t *mention, uint32_t n,
                           const dg_mention *m) {
    for (uint32_t i = 0; i < n; i++)
        if (t->story->mention[mention[i]].chain == m->chain) return true;
    return false;
}

/* A group whose members the sentence names: they stand for themselves. "Both countries" is not.
 */
static bool is_spelt_out(const clause_tree *t, uint32_t i) {
    const dg_mention *m = &t->story->mention[i];
    if (!m->n_part) return false;
    return t->story->mention[t->story->mention_part[m->part]].sentence == m->sentence;
}

uint32_t features_mentions(const feature_scene *s, uint32_t mention[FEATURES_MOST_MENTIONS]) {
    const clause_tree *t = s->tree;
    uint32_t n = 0, first = t->first_mention[s->sentence];
    for (uint32_t i = first; i < t->first_mention[s->sentence + 1]; i++)
        if (!is_spelt_out(t, i) && n < FEATURES_MOST_MENTIONS) mention[n++] = i;
    uint32_t from =
        t->first_mention[s->sentence < FEATURES_BACK ? 0 : s->sentence - FEATURES_BACK];
    for (uint32_t i = first; i-- > from && n < FEATURES_MOST_MENTIONS;) {
        const dg_mention *m = &t->story->mention[i];
        bool somebody = *m->actor.sector[0] && !m->locates && !m->n_part;
        if (somebody && !is_named_again(t, mention, n, m)) mention[n++] = i;
    }
    return n;
}

/* ---- roles --------------------------------------------------------------------------------
 */

enum { PATH_MOST = 8 };

/* The relations on the way from the event's word to the mention's head, as one hash: up to
 * where the ways meet, then down. 0 when they are too far apart or in different sentences. */
static uint64_t path_between(const clause_tree *t, uint32_t from, uint32_t to, bool *far,
                             uint32_t *top) {
    uint32_t up[PATH_MOST], down[PATH_MOST];
    unsigned n_up = 0, n_down = 0;
    *far = true;
    *top = DG_NONE;
    for (uint32_t a = from; a != DG_NONE && n_up < PATH_MOST; a = clause_governor(t, a))
        up[n_up++] = a;
    for (uint32_t b = to; b != DG_NONE && n_down < PATH_MOST; b = clause_governor(t, b)) {
        for (unsigned i = 0; i < n_up; i++) {
            if (up[i] != b) continue;
            uint64_t h = join(i, n_down, 0);
            for (unsigned k = 0; k < i; k++) h = join(h, clause_word(t, up[k])->deprel, 1);
            for (unsigned k = n_down; k-- > 0;) h = join(h, clause_word(t, down[k])->deprel, 2);
            *far = i + n_down > 5;
            *top = b;
            return h;
        }
        down[n_down++] = b;
    }
    return 0;
}

static unsigned rule_role(const event_proposal *p, uint32_t mention) {
    if (!p->matched) return 9;
    return parties_have(&p->actor, mention) + 2u * parties_have(&p->recipient, mention);
}

/* The grammar's own view: agent, patient, or neither. */
static unsigned clause_role(const clause_tree *t, uint32_t w, uint32_t head) {
    if (clause_word(t, w)->upos != UPOS_VERB) return 8;
    return (clause_agent(t, w) == head) + 2u * (clause_patient(t, w) == head) +
           4u * clause_is_passive(t, w);
}

static void put_mention(event_features *f, const dg_mention *m, uint8_t type) {
    uint64_t kind = kind_of_mention(m), sector = text(m->actor.sector[0]);
    put(f, MENTION_KIND, kind, 0);
    put(f, MENTION_KIND_TYPE, kind, type);
    put(f, MENTION_SECTOR_TYPE, sector, type);
    put(f, LOCATES, m->locates, m->plural);
    put(f, LOCATES_TYPE, m->locates, type);
    put(f, HAS_COUNTRY, *m->actor.country != 0, type);
}

static void put_path(event_features *f, const clause_tree *t, const event_proposal *p,
                     uint8_t type, const dg_mention *m) {
    bool far;
    uint32_t top, g = clause_governor(t, m->head);
    uint64_t path = path_between(t, p->word, m->head, &far, &top);
    uint64_t own = lemma(t, p->word);
    uint32_t by = case_of(t, m->head);
    uint64_t with = by == DG_NONE ? 0 : lemma(t, by);
    put(f, PATH, path, 0);
    put(f, PATH_TYPE, path, type);
    put(f, PATH_CASE, path, with);
    put(f, PATH_VOICE, path, join(clause_word(t, p->word)->xpos, type, 0));
    if (!far) put(f, PATH_LEMMA, path, own);
    put(f, MENTION_CASE, with, clause_word(t, m->head)->deprel);
    put(f, MENTION_CASE_TYPE, with, type);
    put(f, MENTION_CASE_LEMMA, with, own);
    put(f, MENTION_HEAD, lemma(t, m->head), 0);
    put(f, PATH_TOP, path, top == p->word || top == m->head ? 0 : lemma(t, top));
    put(f, MENTION_GOVERNOR, g == p->word ? 1 : lemma(t, g), with);
    put(f, MENTION_GOVERNOR_TYPE, g == p->word ? 1 : lemma(t, g), type);
    if (!far) put(f, CASE_PATH_LEMMA, join(path, with, 0), own);
}

/* Whether the mention is another name of somebody whom the rules give a part, or of their
 * country. */
static unsigned likeness(const clause_tree *t, const event_parties *p, uint32_t mention) {
    const dg_mention *m = &t->story->mention[mention];
    unsigned like = 0;
    for (uint32_t i = 0; i < p->n; i++) {
        if (p->mention[i] == DG_NONE || p->mention[i] == mention) continue;
        const dg_mention *o = &t->story->mention[p->mention[i]];
        if (o->chain == m->chain) return 2;
        if (*m->actor.country && !strcmp(o->actor.country, m->actor.country)) like = 1;
    }
    return like;
}

static void put_roles(event_features *f, const clause_tree *t, const event_proposal *p,
                      uint8_t type, uint32_t mention) {
    const dg_mention *m = &t->story->mention[mention];
    unsigned rule = rule_role(p, mention), clause = clause_role(t, p->word, m->head);
    bool agrees = p->matched && p->composed.type == type;
    put(f, RULE_ROLE, rule, agrees);
    put(f, RULE_ROLE_TYPE, rule, type * 2u + agrees);
    put(f, RULE_ROLE_OTHER, rule,
        p->matched ? capped(p->actor.n, 2) * 3 + capped(p->recipient.n, 2) : 99);
    put(f, CLAUSE_ROLE, clause, 0);
    put(f, CLAUSE_ROLE_TYPE, clause, type);
    put(f, CLAUSE_ROLE_LEMMA, clause, lemma(t, p->word));
    put(f, GROUPED, m->n_part != 0, type);
    put(f, LIKE_ACTOR, p->matched ? likeness(t, &p->actor, mention) : 3, type);
    put(f, LIKE_RECIPIENT, p->matched ? likeness(t, &p->recipient, mention) : 3, type);
    if (p->matched && p->composed.speaker != DG_NONE)
        put(f, SAYS, p->composed.speaker == m->head, type);
}

/* Where the mention stands: before or behind the event, how far, and among which others. */
static void put_order(event_features *f, const feature_scene *s, uint32_t w, uint8_t type,
                      uint32_t mention) {
    const clause_tree *t = s->tree;
    const dg_mention *m = &t->story->mention[mention];
    bool before = m->head < w;
    uint32_t low = before ? m->head : w, high = before ? w : m->head, between = 0, others = 0;
    uint32_t first = t->first_mention[s->sentence], end = t->first_mention[s->sentence + 1];
    for (uint32_t i = first; i < end; i++) {
        const dg_mention *o = &t->story->mention[i];
        bool somebody = *o->actor.sector[0] && !o->locates;
        between += o->head > low && o->head < high && somebody;
        others += i != mention && somebody && (o->head < w) == before;
    }
    unsigned far = high - low < 3 ? high - low : high - low < 6 ? 3 : high - low < 12 ? 4 : 5;
    put(f, SIDE_DISTANCE, before, far);
    put(f, ORDER, before, capped(between, 3));
    put(f, ORDER_TYPE, before * 4u + capped(between, 3), type);
    put(f, FIRST_IN_SENTENCE, mention == first, type);
    put(f, OTHERS, before * 4u + capped(others, 3), type);
    put(f, FIRST_OF_SIDE, before * 2u + (between == 0),
        join(type, m->locates, *m->actor.sector[0] != 0));
}

/* A mention of an earlier sentence: how far back, and what it was there. */
static void put_back(event_features *f, const feature_scene *s, uint32_t i, uint8_t type,
                     const dg_mention *m) {
    uint32_t back = s->sentence - m->sentence;
    const event_proposal *p = &s->proposal[i];
    unsigned has = p->matched ? (p->actor.n > 0) + 2u * (p->recipient.n > 0) : 4;
    put(f, BACK, capped(back, 3), has);
    put(f, BACK_TYPE, has, type);
    put(f, IN_EARLIER, clause_word(s->tree, m->head)->deprel, type);
}

/* What tells that an event is told without its actor, or its recipient. */
static void put_nobody(event_features *f, const feature_scene *s, const event_proposal *p,
                       uint8_t type) {
    const clause_tree *t = s->tree;
    const dg_word *x = clause_word(t, p->word);
    bool verb = x->upos == UPOS_VERB;
    uint32_t agent = verb ? clause_agent(t, p->word) : DG_NONE;
    uint32_t patient = verb ? clause_patient(t, p->word) : DG_NONE;
    put(f, NOBODY, type, 0);
    put(f, NOBODY_LEMMA, lemma(t, p->word), type);
    put(f, NOBODY_FORM, x->xpos, verb && clause_is_passive(t, p->word));
    put(f, NOBODY_RELATION, x->deprel, type);
    put(f, NOBODY_AGENT, kind_of_word(t, agent), type);
    put(f, NOBODY_PATIENT, kind_of_word(t, patient), type);
    put(f, NOBODY_GOVERNOR, lemma(t, clause_governor(t, p->word)), x->deprel);
    for (uint32_t c = t->child[p->word]; c; c = t->sibling[c - 1]) {
        uint32_t by = case_of(t, c - 1);
        if (by != DG_NONE) put(f, NOBODY_CASE, lemma(t, by), kind_of_word(t, c - 1));
    }
    if (!p->matched) return;
    put(f, NOBODY_FRAME, text(p->match.frames->strings + p->match.frame->id), 0);
    put(f, NOBODY_PARTIES, capped(p->actor.n, 2) * 3 + capped(p->recipient.n, 2), type);
    put(f, NOBODY_SPEAKER, p->composed.speaker != DG_NONE, type);
}

void features_of_role(const feature_scene *s, uint32_t i, uint8_t type, uint32_t mention,
                      event_features *out) {
    const clause_tree *t = s->tree;
    const event_proposal *p = &s->proposal[i];
    out->n = 0;
    out->state[0] = p->word;
    if (mention == DG_NONE) {
        for (int k = 1; k < FEATURES_ROLE_STATES; k++) out->state[k] = DG_NONE;
        put_nobody(out, s, p, type);
        return;
    }
    const dg_mention *m = &t->story->mention[mention];
    out->state[1] = m->head;
    out->state[2] = clause_governor(t, m->head);
    out->state[3] = case_of(t, m->head);
    put(out, BIAS, 1, type);
    put_mention(out, m, type);
    if (m->sentence != s->sentence) {
        put_back(out, s, i, type, m);
        return;
    }
    put_path(out, t, p, type, m);
    put_roles(out, t, p, type, mention);
    put_order(out, s, p->word, type, mention);
}
