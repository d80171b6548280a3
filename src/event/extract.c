/* From frames that fit to events: participants through mentions and groups, composition, agents
 * that institutions imply, time and place, and what is told again. */
#include "event/extract.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "event/compose.h"
#include "when/when.h"

enum { MOST_PARTIES = 8, MOST_TIMES = 6 };

typedef struct parties {
    uint32_t mention[MOST_PARTIES]; /* DG_NONE: implied, with the actor beside */
    dg_actor implied[MOST_PARTIES];
    uint32_t n;
} parties;

typedef struct extractor {
    const event_frame_set *frames;
    arena *arena;
    dg_story *story;
    clause_tree tree;
    ARRAY(dg_event) event;
    ARRAY(dg_participant) participant;
    ARRAY(dg_rejection) rejection;
    uint8_t *used; /* [n_word]: words that an event already told */
    when_found when[MOST_TIMES];
    unsigned n_when;
    bool ok;
} extractor;

static const dg_actor nobody = {"", {"", "", "", ""}, "", "", "", ""};

/* ---- participants ----------------------------------------------------------------------- */

static bool has(const parties *p, uint32_t mention) {
    for (uint32_t i = 0; i < p->n; i++)
        if (p->mention[i] == mention) return true;
    return false;
}

/* Whether a mention can take part: who acts has a sector or is somebody; what is a thing of a
 * country ("Israel's decision") can only be acted on. */
static bool is_political(const dg_mention *m, bool acts) {
    const dg_actor *a = &m->actor;
    if (m->sort == DG_THING) return acts ? *a->sector[0] && *a->country : *a->country != '\0';
    return *a->sector[0] || *a->country;
}

static void add_mention(const extractor *x, parties *p, uint32_t i, bool acts, unsigned depth) {
    const dg_mention *m = &x->story->mention[i];
    for (uint32_t k = 0; k < m->n_part && depth < 3; k++)
        add_mention(x, p, x->story->mention_part[m->part + k], acts, depth + 1);
    if (m->n_part || !is_political(m, acts)) return;
    if (p->n < MOST_PARTIES && !has(p, i)) p->mention[p->n++] = i;
}

/* The mention of a word and of those coordinated with it. */
static void add_word(const extractor *x, parties *p, uint32_t w, bool acts) {
    if (w == DG_NONE) return;
    uint32_t m = x->tree.mention[w];
    if (m) add_mention(x, p, m - 1, acts, 0);
    if (m && x->story->mention[m - 1].n_part) return;
    for (uint32_t c = x->tree.child[w]; c; c = x->tree.sibling[c - 1]) {
        uint32_t other = x->tree.mention[c - 1];
        if (clause_word(&x->tree, c - 1)->deprel == DEPREL_CONJ && other)
            add_mention(x, p, other - 1, acts, 0);
    }
}

static bool same_actor(const dg_actor *a, const dg_actor *b) {
    return !strcmp(a->country, b->country) && !strcmp(a->sector[0], b->sector[0]) &&
           !strcmp(a->entity, b->entity);
}

static void imply(parties *p, const char *country, const char *sector) {
    if (p->n == MOST_PARTIES) return;
    dg_actor a = nobody;
    a.country = country;
    a.sector[0] = sector;
    a.why = "implied";
    p->implied[p->n] = a;
    p->mention[p->n++] = DG_NONE;
}

static const dg_actor *actor_of(const extractor *x, const parties *p, uint32_t i) {
    return p->mention[i] == DG_NONE ? &p->implied[i] : &x->story->mention[p->mention[i]].actor;
}

static uint32_t put_participants(extractor *x, const parties *p, uint32_t *n) {
    uint32_t first = (uint32_t)x->participant.n;
    for (uint32_t i = 0; i < p->n; i++) {
        dg_participant out = {.mention = p->mention[i], .actor = *actor_of(x, p, i)};
        if (out.mention != DG_NONE) {
            out.start = x->story->mention[out.mention].start;
            out.end = x->story->mention[out.mention].end;
        }
        if (!array_push(&x->participant, out)) x->ok = false;
    }
    *n = (uint32_t)x->participant.n - first;
    return first;
}

/* ---- implied agents ------------------------------------------------------------------------ */

static const char *place_country(const extractor *x, uint32_t sentence, const parties *recipient) {
    for (uint32_t i = 0; i < x->story->n_mention; i++) {
        const dg_mention *m = &x->story->mention[i];
        if (m->sentence == sentence && m->locates && *m->actor.country) return m->actor.country;
    }
    for (uint32_t i = 0; i < recipient->n; i++)
        if (*actor_of(x, recipient, i)->country) return actor_of(x, recipient, i)->country;
    return "";
}

/* The agent of the same kind of deed told shortly before, unless it is who suffers now. */
static bool take_earlier_agent(const extractor *x, uint8_t type, uint32_t sentence,
                               const parties *recipient, parties *actor) {
    enum { BACK = 1 /* sentence */ };
    for (size_t i = x->event.n; i-- > 0;) {
        const dg_event *e = &x->event.data[i];
        if (e->sentence + BACK < sentence) return false;
        if (strcmp(e->type, plover_types[type].name) || !e->n_actor) continue;
        const dg_participant *p = &x->participant.data[e->actor];
        if (p->mention == DG_NONE || has(recipient, p->mention)) continue;
        actor->mention[0] = p->mention;
        actor->n = 1;
        return true;
    }
    return false;
}

/* "…, while others would be released": whoever in the sentence has power to. */
static bool take_power_in_sentence(const extractor *x, uint32_t sentence,
                                   const parties *recipient, parties *actor) {
    for (size_t i = x->event.n; i-- > 0 && x->event.data[i].sentence == sentence;) {
        const dg_event *e = &x->event.data[i];
        const dg_participant *p = &x->participant.data[e->actor];
        if (!e->n_actor || p->mention == DG_NONE || has(recipient, p->mention)) continue;
        if (strcmp(p->actor.sector[0], "GOV") && strcmp(p->actor.sector[0], "MIL")) continue;
        actor->mention[0] = p->mention;
        actor->n = 1;
        return true;
    }
    return false;
}

/* Where an institution must be the agent, its country's; else somebody unknown. */
static void imply_agent(const extractor *x, uint8_t type, uint8_t mode, uint32_t sentence,
                        const parties *recipient, parties *actor) {
    const char *sector = "UNK";
    if (mode == MODE_COERCE_ARREST) sector = "COP";
    else if (mode == MODE_SANCTION_CONVICT || mode == MODE_ACCUSE_ALLEGE) sector = "JUD";
    else if (mode == MODE_COERCE_DEPORT || mode == MODE_COERCE_CENSOR || mode == MODE_COERCE_CURFEW)
        sector = "GOV";
    bool institution = strcmp(sector, "UNK") != 0;
    if (!institution && type == TYPE_ASSAULT &&
        take_earlier_agent(x, type, sentence, recipient, actor))
        return;
    if (!institution && (type == TYPE_RETREAT || type == TYPE_CONCEDE || type == TYPE_COERCE) &&
        take_power_in_sentence(x, sentence, recipient, actor))
        return;
    imply(actor, institution ? place_country(x, sentence, recipient) : "", sector);
}

/* ---- time and place --------------------------------------------------------------------------- */

/* The time expression that hangs nearest above or below the event's word. */
static void find_when(const extractor *x, uint32_t w, dg_when *out) {
    unsigned best = MOST_TIMES;
    int best_distance = 1000;
    for (unsigned i = 0; i < x->n_when; i++) {
        uint32_t t = x->when[i].word;
        for (int up = 0; t != DG_NONE && up < 4; up++, t = clause_governor(&x->tree, t)) {
            uint32_t v = w;
            for (int down = 0; v != DG_NONE && down < 3; down++, v = clause_governor(&x->tree, v))
                if (t == v && up + down < best_distance) {
                    best_distance = up + down;
                    best = i;
                }
        }
    }
    if (best < MOST_TIMES) *out = x->when[best].when;
}

static uint32_t find_place(const extractor *x, uint32_t w) {
    uint32_t best = DG_NONE;
    int best_distance = 5;
    uint32_t sentence = x->tree.sentence[w];
    for (uint32_t i = 0; i < x->story->n_mention; i++) {
        const dg_mention *m = &x->story->mention[i];
        if (m->sentence != sentence || !m->locates) continue;
        uint32_t at = m->head;
        for (int up = 0; at != DG_NONE && up < 4; up++, at = clause_governor(&x->tree, at))
            if ((at == w || at == clause_governor(&x->tree, w)) && up < best_distance) {
                best_distance = up;
                best = i;
            }
    }
    return best;
}

/* Older than about a year before the story: background. */
static bool is_historical(const extractor *x, const dg_when *when) {
    long today, last;
    return *when->last && when_days(x->story->date, &today) && when_days(when->last, &last) &&
           last < today - 365;
}

/* ---- records -------------------------------------------------------------------------------------- */

static const char *keep(extractor *x, const char *s) {
    const char *copy = arena_strndup(x->arena, s, strlen(s));
    if (!copy) x->ok = false;
    return copy ? copy : "";
}

static void explain(extractor *x, const event_match *m, const event_composed *c, dg_event *e) {
    char why[240];
    const event_frames *f = m->frames;
    snprintf(why, sizeof why, "%s:%u says %s%s%s%s%s%s", f->strings + m->frame->file, m->frame->line,
             plover_types[m->frame->type].name, m->frame->mode ? " " : "",
             plover_modes[m->frame->mode].name, *c->by ? "; a " : "", c->by, *c->by ? " of it" : "");
    e->why = keep(x, why);
    e->frame = f->strings + m->frame->id;
}

/* The frame's CAMEO code, unless composition made another event of it. */
static void set_codes(const event_match *m, const event_composed *c, dg_event *e) {
    const plover_type *t = &plover_types[c->type];
    const event_frame *f = m->frame;
    bool as_frame = c->type == f->type && c->mode == f->mode;
    e->type = t->name;
    e->mode = plover_modes[c->mode].name;
    e->cameo = as_frame ? f->cameo : plover_composed_cameo(c->type, c->mode, f->type, f->mode);
    e->goldstein = plover_cameo_of(e->cameo)->goldstein;
    e->score = c->mode ? plover_modes[c->mode].score : t->score;
    e->quad = t->quad;
    e->status = plover_statuses[c->status];
}

/* The trigger: from the head to the noun that the frame asked for, with what composed it. */
static void set_trigger(const extractor *x, const event_match *m, dg_event *e) {
    const dg_word *w = clause_word(&x->tree, m->word);
    e->trigger_start = w->start;
    e->trigger_end = w->end;
    if (m->object == DG_NONE) return;
    const dg_word *o = clause_word(&x->tree, m->object);
    if (o->start < e->trigger_start) e->trigger_start = o->start;
    if (o->end > e->trigger_end) e->trigger_end = o->end;
}

static bool same_parties(const extractor *x, const dg_event *a, const dg_event *b) {
    if (a->n_actor != b->n_actor || a->n_recipient != b->n_recipient) return false;
    for (uint32_t i = 0; i < a->n_actor; i++)
        if (!same_actor(&x->participant.data[a->actor + i].actor,
                        &x->participant.data[b->actor + i].actor))
            return false;
    for (uint32_t i = 0; i < a->n_recipient; i++)
        if (!same_actor(&x->participant.data[a->recipient + i].actor,
                        &x->participant.data[b->recipient + i].actor))
            return false;
    return true;
}

static bool is_same(const extractor *x, const dg_event *a, const dg_event *b) {
    return !strcmp(a->type, b->type) && !strcmp(a->mode, b->mode) &&
           !strcmp(a->status, b->status) && same_parties(x, a, b);
}

static bool is_told_in_sentence(const extractor *x, const dg_event *e) {
    for (size_t i = x->event.n; i-- > 0 && x->event.data[i].sentence == e->sentence;)
        if (is_same(x, &x->event.data[i], e)) return true;
    return false;
}

static bool is_harm(const dg_event *e) {
    static const char *const ids[] = {"ASSAULT/kill", "ASSAULT/harm", "ASSAULT/wound", "ASSAULT/injure",
                                      "ASSAULT/die",  NULL};
    for (const char *const *id = ids; *id; id++)
        if (!strncmp(e->frame, *id, strlen(*id))) return true;
    return false;
}

static bool same_mentions(const extractor *x, const dg_event *a, const dg_event *b) {
    if (a->n_actor != b->n_actor) return false;
    for (uint32_t i = 0; i < a->n_actor; i++)
        if (x->participant.data[a->actor + i].mention != x->participant.data[b->actor + i].mention)
            return false;
    return true;
}

/* Victims of both, the first's only if it told of harm, too. */
static void join_victims(extractor *x, dg_event *first, const dg_event *harm) {
    uint32_t from = (uint32_t)x->participant.n, kept = is_harm(first) ? first->n_recipient : 0;
    for (uint32_t i = 0; i < kept + harm->n_recipient && x->ok; i++) {
        uint32_t k = i < kept ? first->recipient + i : harm->recipient + i - kept;
        dg_participant p = x->participant.data[k];
        if (!array_push(&x->participant, p)) x->ok = false;
    }
    first->recipient = from;
    first->n_recipient = (uint32_t)x->participant.n - from;
}

/* "shelled the town, killing ten and wounding twelve" is one attack on its victims. */
static void merge_harm(extractor *x, size_t before) {
    for (size_t i = before; i < x->event.n; i++)
        for (size_t k = i + 1; k < x->event.n;) {
            dg_event *a = &x->event.data[i], *b = &x->event.data[k];
            bool one = !strcmp(a->type, "ASSAULT") && !strcmp(b->type, "ASSAULT") && is_harm(b) &&
                       !strcmp(a->status, b->status) && b->n_recipient && same_mentions(x, a, b);
            if (!one) {
                k++;
                continue;
            }
            join_victims(x, a, b);
            memmove(b, b + 1, (x->event.n - k - 1) * sizeof *b);
            x->event.n--;
        }
}

/* An event told before, not too far back. */
static void link_repeated(extractor *x) {
    enum { WINDOW = 64 };
    for (size_t k = 0; k < x->event.n; k++) {
        dg_event *e = &x->event.data[k];
        for (size_t i = k > WINDOW ? k - WINDOW : 0; i < k && e->same_as == DG_NONE; i++) {
            const dg_event *o = &x->event.data[i];
            if (is_same(x, o, e)) e->same_as = o->same_as == DG_NONE ? (uint32_t)i : o->same_as;
        }
    }
}

static void set_speaker(extractor *x, const event_composed *c, const parties *actor, dg_event *e) {
    parties p = {0};
    uint32_t n;
    e->said_by = DG_NONE;
    add_word(x, &p, c->speaker, true);
    if (!p.n || p.mention[0] == DG_NONE) return;
    for (uint32_t i = 0; i < actor->n; i++)
        if (actor->mention[i] != DG_NONE && x->story->mention[actor->mention[i]].chain ==
                                               x->story->mention[p.mention[0]].chain)
            return; /* telling one's own deed */
    p.n = 1;
    e->said_by = put_participants(x, &p, &n);
}

static void put_event(extractor *x, const event_match *m, event_composed *c, parties *actor,
                      parties *recipient) {
    dg_event e = {.sentence = x->tree.sentence[m->word], .said_by = DG_NONE, .place = DG_NONE,
                  .same_as = DG_NONE};
    find_when(x, m->word, &e.when);
    if (c->status == STATUS_ACTUAL && is_historical(x, &e.when)) c->status = STATUS_HISTORICAL;
    set_codes(m, c, &e);
    set_trigger(x, m, &e);
    e.place = find_place(x, m->word);
    e.actor = put_participants(x, actor, &e.n_actor);
    e.recipient = put_participants(x, recipient, &e.n_recipient);
    set_speaker(x, c, actor, &e);
    explain(x, m, c, &e);
    e.confidence = 0.5f + 0.05f * (float)(m->score < 8 ? m->score : 8);
    if (is_told_in_sentence(x, &e)) return; /* twice in one sentence: once */
    if (!array_push(&x->event, e)) x->ok = false;
    if (c->operator_word != DG_NONE) x->used[c->operator_word] = 1;
}

/* ---- one word -------------------------------------------------------------------------------------- */

static bool is_actor_like(const extractor *x, const parties *p) {
    for (uint32_t i = 0; i < p->n; i++)
        if (*actor_of(x, p, i)->sector[0] || *actor_of(x, p, i)->country) return true;
    return false;
}

static void remove_common(parties *from, const parties *other) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < from->n; i++)
        if (from->mention[i] == DG_NONE || !has(other, from->mention[i])) {
            from->mention[n] = from->mention[i];
            from->implied[n++] = from->implied[i];
        }
    from->n = n;
}

static void take_composed(const extractor *x, const event_composed *c, parties *actor,
                          parties *recipient) {
    if (!c->replaced) return;
    parties a = {0}, r = {0};
    add_word(x, &a, c->actor, true);
    add_word(x, &r, c->addressee, false);
    *actor = a;
    if (r.n || c->type == TYPE_REQUEST) *recipient = r;
}

static bool is_mutual(const event_match *m, const event_composed *c) {
    return m->frame->mutual && (c->type == m->frame->type || c->type == TYPE_AGREE);
}

/* Whether anybody is there, not just things of some country; of an attack those will do. */
static bool has_somebody(const extractor *x, const parties *p, uint8_t type) {
    for (uint32_t i = 0; i < p->n; i++)
        if (p->mention[i] != DG_NONE &&
            (x->story->mention[p->mention[i]].sort != DG_THING || type == TYPE_ASSAULT))
            return true;
    return false;
}

/* "The airstrike killed eight": who acts is who made the airstrike, and it is told by that. */
static void add_agent(extractor *x, parties *p, uint32_t w) {
    event_match inner;
    uint32_t m = x->tree.mention[w];
    bool thing = !m || x->story->mention[m - 1].sort == DG_THING ||
                 x->story->mention[m - 1].sort == DG_UNKNOWN;
    if (!thing || !event_match_word(x->frames, &x->tree, w, &inner, NULL) ||
        inner.frame->kind != FRAME_NOUN) {
        add_word(x, p, w, true);
        return;
    }
    for (uint32_t i = 0; i < inner.n_actor; i++) add_word(x, p, inner.actor[i], true);
    if (inner.n_actor) x->used[w] = 1;
}

/* "expelled Colombia's ambassador", "trained Malian recruits": the frame's own object tells to
 * whom, by whose it is or who it is. */
static void add_object(const extractor *x, const event_match *m, const parties *actor,
                       parties *recipient) {
    uint32_t w = m->object;
    if (w == DG_NONE || m->frame->mutual || m->frame->type == TYPE_MOBILIZE) return;
    uint32_t i = x->tree.mention[w];
    bool attacked = m->frame->type == TYPE_ASSAULT;
    if (i && (x->story->mention[i - 1].sort != DG_THING || attacked))
        add_word(x, recipient, w, false);
    for (uint32_t c = x->tree.child[w]; c && !recipient->n; c = x->tree.sibling[c - 1]) {
        unsigned deprel = clause_word(&x->tree, c - 1)->deprel;
        bool whose = deprel == DEPREL_NMOD_POSS || deprel == DEPREL_COMPOUND || deprel == DEPREL_AMOD ||
                     (deprel == DEPREL_NMOD && clause_has_case(&x->tree, c - 1, "of"));
        if (whose) add_word(x, recipient, c - 1, false);
    }
    for (uint32_t k = 0; k < recipient->n && actor->n && actor->mention[0] != DG_NONE; k++) { /* "deployed its troops" */
        const dg_mention *r = &x->story->mention[recipient->mention[k]];
        if (r->chain == x->story->mention[actor->mention[0]].chain) recipient->n = 0;
    }
}

/* "in an attack", "after a visit to Kenya": whoever the clause is about. */
static void add_clause_subject(extractor *x, parties *p, uint32_t w) {
    static const char *const cases[] = {"in", "after", "during", "on", "for", "following", "before", NULL};
    uint32_t g = clause_governor(&x->tree, w);
    bool circumstance = false;
    for (const char *const *c = cases; *c; c++)
        circumstance = circumstance || clause_has_case(&x->tree, w, *c);
    if (!circumstance || g == DG_NONE || clause_word(&x->tree, g)->upos != UPOS_VERB) return;
    if (!clause_relation(clause_word(&x->tree, w)->deprel, DEPREL_OBL)) return;
    add_word(x, p, clause_agent(&x->tree, g), true);
}

static void reject(extractor *x, uint32_t w, const event_match *m, const char *reason) {
    const char *frame = m ? m->frames->strings + m->frame->id : "";
    dg_rejection r = {.word = w, .frame = frame, .reason = reason};
    if (!array_push(&x->rejection, r)) x->ok = false;
}

/* Of an active verb without a subject of its own, whoever is the subject above. */
static void add_subject_above(extractor *x, const event_match *m, parties *actor) {
    bool noun = m->frame->kind == FRAME_NOUN;
    if (m->passive && !noun) return;
    if (noun && clause_relation(clause_word(&x->tree, m->word)->deprel, DEPREL_NSUBJ)) return;
    uint32_t w = clause_governor(&x->tree, m->word);
    for (unsigned i = 0; w != DG_NONE && i < 5 && !actor->n; i++, w = clause_governor(&x->tree, w))
        if (clause_word(&x->tree, w)->upos == UPOS_VERB && !clause_is_passive(&x->tree, w))
            add_word(x, actor, clause_agent(&x->tree, w), true);
}

static bool is_below(const extractor *x, uint32_t w, uint32_t top) {
    for (unsigned i = 0; w != DG_NONE && i < 8; i++, w = clause_governor(&x->tree, w))
        if (w == top) return true;
    return false;
}

static bool is_own(const extractor *x, const parties *actor, const dg_mention *m) {
    for (uint32_t i = 0; i < actor->n; i++) {
        if (actor->mention[i] == DG_NONE) continue;
        const dg_mention *o = &x->story->mention[actor->mention[i]];
        if (o->chain == m->chain || (*o->actor.entity && !strcmp(o->actor.entity, m->actor.entity)))
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
    case TYPE_COOPERATE: return false;
    case TYPE_RETREAT: return mode == MODE_RETREAT_RELEASE;
    default: return true;
    }
}

/* The first below the event who is neither its actor nor a mere place. */
static void add_from_below(const extractor *x, const event_match *m, const parties *actor,
                           parties *recipient) {
    uint32_t sentence = x->tree.sentence[m->word];
    for (uint32_t i = 0; i < x->story->n_mention && !recipient->n; i++) {
        const dg_mention *o = &x->story->mention[i];
        if (o->sentence != sentence || o->head <= m->word || o->locates) continue;
        if (o->sort == DG_THING || !is_political(o, false) || is_own(x, actor, o)) continue;
        if (is_below(x, o->head, m->word)) add_mention(x, recipient, i, false, 0);
    }
}

/* Who takes part, as the frame and what composes it have it. */
static void find_parties(extractor *x, const event_match *m, const event_composed *c,
                         parties *actor, parties *recipient) {
    for (uint32_t i = 0; i < m->n_actor; i++) add_agent(x, actor, m->actor[i]);
    if (!actor->n && m->frame->kind == FRAME_NOUN) add_clause_subject(x, actor, m->word);
    for (uint32_t i = 0; i < m->n_recipient; i++) add_word(x, recipient, m->recipient[i], false);
    bool site = m->object != DG_NONE && m->frame->type == TYPE_ASSAULT;
    parties whose = {0};
    if (!recipient->n || site) add_object(x, m, actor, &whose);
    if (whose.n) *recipient = whose; /* "attacked a US convoy in the city" */
    if (!actor->n && (recipient->n || m->frame->kind == FRAME_VERB)) add_subject_above(x, m, actor);
    take_composed(x, c, actor, recipient);
    if (!recipient->n && actor->n && !m->frame->mutual && is_directed(c->type, c->mode))
        add_from_below(x, m, actor, recipient);
    if (is_mutual(m, c)) {
        for (uint32_t i = 0; i < m->n_recipient; i++) add_word(x, actor, m->recipient[i], true);
        recipient->n = 0;
    }
    remove_common(recipient, actor);
}

/* Why no event is coded here; NULL when one is. */
static const char *objection(const extractor *x, const event_match *m, const parties *actor,
                             const parties *recipient, bool object) {
    if (m->needs_recipient && !object) return "its object is nobody in politics";
    if (!is_actor_like(x, actor) && !is_actor_like(x, recipient))
        return "nobody in politics takes part";
    return NULL;
}

static void extract_word(extractor *x, uint32_t w) {
    event_match m;
    event_composed c;
    parties actor = {0}, recipient = {0};
    bool tried;
    if (x->used[w]) return;
    if (!event_match_word(x->frames, &x->tree, w, &m, &tried)) {
        if (tried) reject(x, w, NULL, "no frame of this word fits what stands beside it");
        return;
    }
    if (clause_word(&x->tree, w)->deprel == DEPREL_COMPOUND) { /* "pullout plan" */
        reject(x, w, &m, "it only names the kind of another noun");
        return;
    }
    event_compose(&x->tree, w, m.frame->type, m.frame->mode, &c);
    if (m.frame->status && c.status == STATUS_ACTUAL) c.status = m.frame->status;
    parties object = {0};
    for (uint32_t i = 0; i < m.n_recipient; i++) add_word(x, &object, m.recipient[i], false);
    find_parties(x, &m, &c, &actor, &recipient);
    const char *why_not = objection(x, &m, &actor, &recipient, has_somebody(x, &object, m.frame->type));
    if (why_not) {
        reject(x, w, &m, why_not);
        return;
    }
    if (!actor.n) imply_agent(x, c.type, c.mode, x->tree.sentence[w], &recipient, &actor);
    put_event(x, &m, &c, &actor, &recipient);
    if (m.object != DG_NONE) x->used[m.object] = 1;
}

/* ---- all ------------------------------------------------------------------------------------------ */

static bool is_coded(const dg_story *s, uint32_t sentence) {
    dg_block_kind kind = s->block[s->sentence[sentence].block].kind;
    return kind == DG_BODY;
}

/* How deep a word hangs; verbs before nouns, whose events ("launched an attack") are theirs. */
static unsigned turn_of(const extractor *x, uint32_t w) {
    unsigned depth = 0;
    for (uint32_t g = w; depth < DG_MAX_SENTENCE && g != DG_NONE; depth++)
        g = clause_governor(&x->tree, g);
    bool verb = clause_word(&x->tree, w)->upos == UPOS_VERB;
    return (verb ? 2u * DG_MAX_SENTENCE : 0u) + depth;
}

typedef struct turn {
    unsigned order;
    uint32_t word;
} turn;

static int by_turn(const void *a, const void *b) {
    const turn *x = a, *y = b;
    if (x->order != y->order) return x->order > y->order ? -1 : 1;
    return x->word < y->word ? -1 : x->word > y->word;
}

static int by_place(const void *a, const void *b) {
    const dg_event *x = a, *y = b;
    if (x->trigger_start != y->trigger_start) return x->trigger_start < y->trigger_start ? -1 : 1;
    return strcmp(x->type, y->type);
}

/* The deepest words first, so that what a demand or promise is about is read before the demand;
 * then the sentence's events in the order of their triggers. */
static void extract_sentence(extractor *x, uint32_t s) {
    const dg_sentence *sentence = &x->story->sentence[s];
    uint32_t first = sentence->word, n = 0;
    turn order[DG_MAX_SENTENCE];
    size_t before = x->event.n;
    x->n_when = when_find(x->story, first, first + sentence->n_word, x->when, MOST_TIMES);
    for (uint32_t w = first; w < first + sentence->n_word; w++) {
        unsigned upos = clause_word(&x->tree, w)->upos;
        if (upos == UPOS_VERB || upos == UPOS_NOUN || upos == UPOS_PROPN)
            order[n++] = (turn){turn_of(x, w), w};
    }
    qsort(order, n, sizeof *order, by_turn);
    for (uint32_t i = 0; i < n && x->ok; i++) extract_word(x, order[i].word);
    if (x->event.n > before)
        qsort(x->event.data + before, x->event.n - before, sizeof *x->event.data, by_place);
    merge_harm(x, before);
}

static dg_status hand_over(extractor *x, dg_error *error) {
    dg_event *event = ARENA_NEW(x->arena, dg_event, x->event.n);
    dg_participant *participant = ARENA_NEW(x->arena, dg_participant, x->participant.n);
    dg_rejection *rejection = ARENA_NEW(x->arena, dg_rejection, x->rejection.n);
    RETURN_IF(!x->ok || !event || !participant || !rejection, error, DG_NO_MEMORY, "out of memory");
    if (x->event.n) memcpy(event, x->event.data, x->event.n * sizeof *event);
    if (x->participant.n)
        memcpy(participant, x->participant.data, x->participant.n * sizeof *participant);
    if (x->rejection.n)
        memcpy(rejection, x->rejection.data, x->rejection.n * sizeof *rejection);
    x->story->rejection = rejection;
    x->story->n_rejection = x->rejection.n;
    x->story->event = event;
    x->story->n_event = x->event.n;
    x->story->participant = participant;
    x->story->n_participant = x->participant.n;
    return DG_OK;
}

static dg_status run(extractor *x, dg_error *error) {
    FORWARD(clause_tree_make(x->story, x->arena, &x->tree, error));
    x->used = ARENA_NEW(x->arena, uint8_t, x->story->n_word);
    RETURN_IF(!x->used, error, DG_NO_MEMORY, "out of memory");
    for (uint32_t s = 0; s < x->story->n_sentence; s++)
        if (is_coded(x->story, s)) extract_sentence(x, s);
    link_repeated(x);
    return hand_over(x, error);
}

dg_status event_extract(const event_frame_set *frames, arena *a, dg_story *story,
                        dg_error *error) {
    extractor x = {.frames = frames, .arena = a, .story = story, .ok = true};
    dg_status status = run(&x, error);
    array_free(&x.event);
    array_free(&x.participant);
    array_free(&x.rejection);
    return status;
}
