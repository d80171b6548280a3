/* From proposals to events: the judge decides which words tell one and who has which part; then
 * agents that institutions imply, time and place, records, and what is told again. */
#include "event/extract.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "when/when.h"

enum { MOST_TIMES = 6 };

/* How sure the judge must be, chosen on dev: that a word tells an event; that one of several
 * words does, none of which is sure; that an event happens among nobody whom we know; that a
 * mention has a part beside the one who has it, being grouped with that one, or not. */
static const float sure_event = 0.58f, sure_agreed = 0.36f, sure_together = 0.38f,
                   sure_alone = 0.6f, sure_composed = 0.1f;
static const float sure_more = 0.55f, sure_apart = 0.8f, sure_grouped = 0.2f;
/* How much more must speak for somebody as the actor or recipient than for nobody, in log odds.
 */
static const float nobody_acts = -0.5f, nobody_suffers = -0.5f;

struct event_coder {
    event_knowledge know;
    judge_session *judge;
    arena *arena; /* the story's */
    dg_story *story;
    clause_tree tree;
    ARRAY(dg_event) event;
    ARRAY(dg_participant) participant;
    ARRAY(dg_rejection) rejection;
    event_proposal proposal[DG_MAX_SENTENCE]; /* of the sentence at hand */
    judge_verdict verdict[DG_MAX_SENTENCE];   /* on them */
    when_found when[MOST_TIMES];
    unsigned n_when;
    bool ok;
};

typedef struct event_coder extractor;

/* What is decided of one word. */
typedef struct decision {
    uint32_t word;
    uint8_t type, mode, status;
    float sure;
    uint32_t speaker;               /* a word; DG_NONE */
    const event_proposal *evidence; /* the proposal it agrees with; NULL: learned alone */
    event_parties actor, recipient;
} decision;

static uint32_t put_participants(extractor *x, const event_parties *p, uint32_t *n) {
    uint32_t first = (uint32_t)x->participant.n;
    for (uint32_t i = 0; i < p->n; i++) {
        dg_participant out = {.mention = p->mention[i], .actor = p->actor[i]};
        if (out.mention != DG_NONE) {
            out.start = x->story->mention[out.mention].start;
            out.end = x->story->mention[out.mention].end;
        }
        if (!array_push(&x->participant, out)) x->ok = false;
    }
    *n = (uint32_t)x->participant.n - first;
    return first;
}

/* ---- implied agents ---------------------------------------------------------------------- */

static const char *place_country(const extractor *x, uint32_t sentence,
                                 const event_parties *recipient) {
    const uint32_t *first = x->tree.first_mention + sentence;
    for (uint32_t i = first[0]; i < first[1]; i++) {
        const dg_mention *m = &x->story->mention[i];
        if (m->locates && *m->actor.country) return m->actor.country;
    }
    for (uint32_t i = 0; i < recipient->n; i++)
        if (*recipient->actor[i].country) return recipient->actor[i].country;
    return "";
}

/* The agent of the same kind of deed told shortly before, unless it is who suffers now. */
static bool take_earlier_agent(const extractor *x, uint8_t type, uint32_t sentence,
                               const event_parties *recipient, event_parties *actor) {
    enum { BACK = 1 /* sentence */ };
    for (size_t i = x->event.n; i-- > 0;) {
        const dg_event *e = &x->event.data[i];
        if (e->sentence + BACK < sentence) return false;
        if (strcmp(e->type, plover_types[type].name) || !e->n_actor) continue;
        const dg_participant *p = &x->participant.data[e->actor];
        if (p->mention == DG_NONE || parties_have(recipient, p->mention)) continue;
        actor->mention[0] = p->mention;
        actor->actor[0] = p->actor;
        actor->n = 1;
        return true;
    }
    return false;
}

/* "…, while others would be released": whoever in the sentence has power to. */
static bool take_power_in_sentence(const extractor *x, uint32_t sentence,
                                   const event_parties *recipient, event_parties *actor) {
    for (size_t i = x->event.n; i-- > 0 && x->event.data[i].sentence == sentence;) {
        const dg_event *e = &x->event.data[i];
        const dg_participant *p = &x->participant.data[e->actor];
        if (!e->n_actor || p->mention == DG_NONE || parties_have(recipient, p->mention))
            continue;
        if (strcmp(p->actor.sector[0], "GOV") && strcmp(p->actor.sector[0], "MIL")) continue;
        actor->mention[0] = p->mention;
        actor->actor[0] = p->actor;
        actor->n = 1;
        return true;
    }
    return false;
}

/* Where an institution must be the agent, its country's; else somebody unknown. */
static void imply_agent(const extractor *x, uint8_t type, uint8_t mode, uint32_t sentence,
                        const event_parties *recipient, event_parties *actor) {
    const char *sector = "UNK";
    if (mode == MODE_COERCE_ARREST)
        sector = "COP";
    else if (mode == MODE_SANCTION_CONVICT || mode == MODE_ACCUSE_ALLEGE)
        sector = "JUD";
    else if (mode == MODE_COERCE_DEPORT || mode == MODE_COERCE_CENSOR ||
             mode == MODE_COERCE_CURFEW)
        sector = "GOV";
    bool institution = strcmp(sector, "UNK") != 0;
    if (!institution && type == TYPE_ASSAULT &&
        take_earlier_agent(x, type, sentence, recipient, actor))
        return;
    if (!institution && (type == TYPE_RETREAT || type == TYPE_CONCEDE || type == TYPE_COERCE) &&
        take_power_in_sentence(x, sentence, recipient, actor))
        return;
    parties_imply(actor, institution ? place_country(x, sentence, recipient) : "", sector);
}

/* ---- time -------------------------------------------------------------------------------- */

/* The time expression that hangs nearest above or below the event's word. */
static void find_when(const extractor *x, uint32_t w, dg_when *out) {
    unsigned best = MOST_TIMES;
    int best_distance = 1000;
    for (unsigned i = 0; i < x->n_when; i++) {
        uint32_t t = x->when[i].word;
        for (int up = 0; t != DG_NONE && up < 4; up++, t = clause_governor(&x->tree, t)) {
            uint32_t v = w;
            for (int down = 0; v != DG_NONE && down < 3;
                 down++, v = clause_governor(&x->tree, v))
                if (t == v && up + down < best_distance) {
                    best_distance = up + down;
                    best = i;
                }
        }
    }
    if (best < MOST_TIMES) *out = x->when[best].when;
}

/* Older than about a year before the story: background. */
static bool is_historical(const extractor *x, const dg_when *when) {
    long today, last;
    return *when->last && when_days(x->story->date, &today) && when_days(when->last, &last) &&
           last < today - 365;
}

/* ---- records ----------------------------------------------------------------------------- */

static const char *keep(extractor *x, const char *s) {
    const char *copy = arena_strndup(x->arena, s, strlen(s));
    if (!copy) x->ok = false;
    return copy ? copy : "";
}

/* "ASSAULT/kill", or "ASSAULT/learned". */
static const char *frame_of(extractor *x, const decision *d) {
    char id[40];
    if (d->evidence) return d->evidence->match.frames->strings + d->evidence->match.frame->id;
    snprintf(id, sizeof id, "%s/learned", plover_types[d->type].name);
    return keep(x, id);
}

static const char *why(extractor *x, const decision *d) {
    char text[280];
    if (!d->evidence) {
        snprintf(text, sizeof text, "no frame says so; by what was learned, %.2f",
                 (double)d->sure);
        return keep(x, text);
    }
    const event_match *m = &d->evidence->match;
    const event_frame *f = m->frame;
    const char *by = d->evidence->composed.by;
    snprintf(text, sizeof text, "%s:%u says %s%s%s%s%s%s, judged %.2f",
             m->frames->strings + f->file, f->line, plover_types[f->type].name,
             f->mode ? " " : "", plover_modes[f->mode].name, *by ? "; a " : "", by,
             *by ? " of it" : "", (double)d->sure);
    return keep(x, text);
}

/* The frame's CAMEO code, unless composition made another event of it. */
static const char *cameo_of(const decision *d) {
    if (!d->evidence) return plover_default_cameo(d->type, d->mode);
    const event_frame *f = d->evidence->match.frame;
    bool as_frame = d->type == f->type && d->mode == f->mode;
    return as_frame ? f->cameo : plover_composed_cameo(d->type, d->mode, f->type, f->mode);
}

static void set_codes(const decision *d, dg_event *e) {
    const plover_type *t = &plover_types[d->type];
    e->type = t->name;
    e->mode = plover_modes[d->mode].name;
    e->cameo = cameo_of(d);
    e->goldstein = plover_cameo_of(e->cameo)->goldstein;
    e->score = d->mode ? plover_modes[d->mode].score : t->score;
    e->quad = t->quad;
    e->status = plover_statuses[d->status];
}

static void stretch(const dg_word *w, dg_event *e) {
    if (w->start < e->trigger_start) e->trigger_start = w->start;
    if (w->end > e->trigger_end) e->trigger_end = w->end;
}

/* The trigger: the word, and the noun that its frame asked for. */
static void set_trigger(const extractor *x, const decision *d, dg_event *e) {
    const dg_word *w = clause_word(&x->tree, d->word);
    e->trigger_start = w->start;
    e->trigger_end = w->end;
    if (!d->evidence || d->evidence->word != d->word) return;
    uint32_t object = d->evidence->match.object;
    if (object != DG_NONE) stretch(clause_word(&x->tree, object), e);
}

static bool same_parties(const extractor *x, const dg_event *a, const dg_event *b) {
    if (a->n_actor != b->n_actor || a->n_recipient != b->n_recipient) return false;
    for (uint32_t i = 0; i < a->n_actor; i++)
        if (!actor_is_same(&x->participant.data[a->actor + i].actor,
                           &x->participant.data[b->actor + i].actor))
            return false;
    for (uint32_t i = 0; i < a->n_recipient; i++)
        if (!actor_is_same(&x->participant.data[a->recipient + i].actor,
                           &x->participant.data[b->recipient + i].actor))
            return false;
    return true;
}

static bool is_same(const extractor *x, const dg_event *a, const dg_event *b) {
    return !strcmp(a->type, b->type) && !strcmp(a->mode, b->mode) &&
           !strcmp(a->status, b->status) && same_parties(x, a, b);
}

static bool acts_in(const extractor *x, const dg_event *e, const dg_actor *who) {
    for (uint32_t i = 0; i < e->n_actor; i++)
        if (actor_is_same(&x->participant.data[e->actor + i].actor, who)) return true;
    return false;
}

/* "A met B for talks": the talks are the meeting, of some of those who met. */
static bool is_part_of_meeting(const extractor *x, const dg_event *meeting, const dg_event *e) {
    if (strcmp(e->type, "CONSULT") || strcmp(meeting->type, "CONSULT") || e->n_recipient ||
        meeting->n_recipient || strcmp(e->status, meeting->status))
        return false;
    for (uint32_t i = 0; i < e->n_actor; i++)
        if (!acts_in(x, meeting, &x->participant.data[e->actor + i].actor)) return false;
    return true;
}

static bool is_told_in_sentence(const extractor *x, const dg_event *e) {
    for (size_t i = x->event.n; i-- > 0 && x->event.data[i].sentence == e->sentence;) {
        const dg_event *o = &x->event.data[i];
        if (is_same(x, o, e) || is_part_of_meeting(x, o, e)) return true;
    }
    return false;
}

static bool is_harm(const dg_event *e) {
    static const char *const ids[] = {"ASSAULT/kill",   "ASSAULT/harm", "ASSAULT/wound",
                                      "ASSAULT/injure", "ASSAULT/die",  NULL};
    for (const char *const *id = ids; *id; id++)
        if (!strncmp(e->frame, *id, strlen(*id))) return true;
    return false;
}

static bool same_mentions(const extractor *x, const dg_event *a, const dg_event *b) {
    if (a->n_actor != b->n_actor) return false;
    for (uint32_t i = 0; i < a->n_actor; i++)
        if (x->participant.data[a->actor + i].mention !=
            x->participant.data[b->actor + i].mention)
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
            bool one = !strcmp(a->type, "ASSAULT") && !strcmp(b->type, "ASSAULT") &&
                       is_harm(b) && !strcmp(a->status, b->status) && b->n_recipient &&
                       same_mentions(x, a, b);
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

static void set_speaker(extractor *x, const decision *d, dg_event *e) {
    event_parties p = {0};
    uint32_t n;
    e->said_by = DG_NONE;
    parties_add_word(&x->tree, &p, d->speaker, true);
    if (!p.n || p.mention[0] == DG_NONE) return;
    uint32_t chain = x->story->mention[p.mention[0]].chain;
    for (uint32_t i = 0; i < d->actor.n; i++) {
        uint32_t m = d->actor.mention[i];
        if (m != DG_NONE && x->story->mention[m].chain == chain)
            return; /* telling one's own deed */
    }
    p.n = 1;
    e->said_by = put_participants(x, &p, &n);
}

static void put_event(extractor *x, decision *d) {
    dg_event e = {.sentence = x->tree.sentence[d->word],
                  .said_by = DG_NONE,
                  .place = DG_NONE,
                  .same_as = DG_NONE,
                  .confidence = d->sure};
    find_when(x, d->word, &e.when);
    if (d->status == STATUS_ACTUAL && is_historical(x, &e.when)) d->status = STATUS_HISTORICAL;
    set_codes(d, &e);
    set_trigger(x, d, &e);
    e.actor = put_participants(x, &d->actor, &e.n_actor);
    e.recipient = put_participants(x, &d->recipient, &e.n_recipient);
    set_speaker(x, d, &e);
    e.why = why(x, d);
    e.frame = frame_of(x, d);
    if (is_told_in_sentence(x, &e)) return; /* twice in one sentence: once */
    if (!array_push(&x->event, e)) x->ok = false;
}

/* ---- deciding ---------------------------------------------------------------------------- */

/* The proposal that says the same: of this word, or of what this word is the promise, refusal
 * or demand of. */
static const event_proposal *find_evidence(const feature_scene *s, uint32_t i, uint8_t type) {
    const event_proposal *own = &s->proposal[i];
    if (own->matched && own->composed.type == type) return own;
    for (uint32_t k = 0; k < s->n; k++) {
        const event_proposal *o = &s->proposal[k];
        if (o->matched && o->composed.operator_word == own->word && o->composed.type == type)
            return o;
    }
    return NULL;
}

/* What composition by rule makes of the word, where it does; TYPE_NONE elsewhere. */
static uint8_t composed_type(const feature_scene *s, uint32_t i) {
    const event_proposal *own = &s->proposal[i];
    for (uint32_t k = 0; k < s->n; k++) {
        const event_proposal *o = &s->proposal[k];
        bool composed = o->matched && *o->composed.by;
        if (composed && (o == own || o->composed.operator_word == own->word))
            return o->composed.type;
    }
    return TYPE_NONE;
}

/* The likeliest type; where the codebook tells types apart by a rule ("agreed to withdraw" is
 * CONCEDE), the rule's, unless the judge thinks little of it. */
static uint8_t type_of(const feature_scene *s, uint32_t i, const judge_verdict *v) {
    uint8_t composed = composed_type(s, i);
    return composed && v->p[composed] >= sure_composed ? composed : v->type;
}

/* Mode, status and speaker: the rules' where they agree on the type. */
static void fill_in(const feature_scene *s, const judge_verdict *v, decision *d) {
    event_composed c;
    if (d->evidence)
        c = d->evidence->composed;
    else
        event_compose(s->tree, d->word, v->type, v->mode, &c);
    d->mode = d->evidence && c.mode ? c.mode : v->mode;
    d->status = d->evidence || c.type == v->type ? c.status : v->status;
    d->speaker = c.speaker;
}

typedef struct candidate {
    uint32_t mention;
    judge_part part;
} candidate;

/* Whether two mentions are members of one group: "Russia, Turkey and Iran". */
static bool are_grouped(const clause_tree *t, uint32_t a, uint32_t b) {
    const dg_story *y = t->story;
    uint32_t s = y->mention[a].sentence;
    for (uint32_t g = t->first_mention[s]; g < t->first_mention[s + 1]; g++) {
        unsigned members = 0;
        for (uint32_t k = 0; k < y->mention[g].n_part; k++) {
            uint32_t part = y->mention_part[y->mention[g].part + k];
            members += part == a || part == b;
        }
        if (members == 2) return true;
    }
    return false;
}

/* Kinds of events that several do together, each named apart ("A signed a treaty with B"). */
static bool is_joint(uint8_t type) {
    return type == TYPE_CONSULT || type == TYPE_AGREE || type == TYPE_SUPPORT ||
           type == TYPE_COOPERATE || type == TYPE_ASSAULT;
}

/* Whether somebody is among the parties, by this mention or another. */
static bool is_among(const clause_tree *t, const event_parties *p, uint32_t mention) {
    uint32_t chain = t->story->mention[mention].chain;
    for (uint32_t i = 0; i < p->n; i++)
        if (p->mention[i] != DG_NONE && t->story->mention[p->mention[i]].chain == chain)
            return true;
    return false;
}

/* For whom most speaks as having a part, of those who have not the other one; n for nobody, who
 * is the last candidate. */
static uint32_t likeliest(const clause_tree *t, const candidate *c, uint32_t n, unsigned part,
                          float nobody, const event_parties *other) {
    uint32_t best = n;
    float most = c[n].part.score[part] + nobody;
    for (uint32_t i = 0; i < n; i++)
        if (c[i].part.score[part] >= most && !is_among(t, other, c[i].mention))
            most = c[i].part.score[part], best = i;
    return best;
}

/* Who has a part, if it is likelier theirs than nobody's, with who is grouped with them and
 * whoever else is sure. */
static void take_part(const clause_tree *t, const candidate *c, uint32_t n, uint8_t type,
                      unsigned part, const event_parties *other, event_parties *to) {
    bool acts = part == JUDGE_ACTOR;
    uint32_t best = likeliest(t, c, n, part, acts ? nobody_acts : nobody_suffers, other);
    if (best == n) return;
    parties_add_mention(t, to, c[best].mention, acts);
    float alone = !acts || is_joint(type) ? sure_more : sure_apart;
    for (uint32_t i = 0; i < n; i++) {
        const float *p = c[i].part.p;
        bool other_part = p[part] < p[acts ? JUDGE_RECIPIENT : JUDGE_ACTOR];
        float enough = are_grouped(t, c[best].mention, c[i].mention) ? sure_grouped : alone;
        if (i != best && p[part] >= enough && !other_part && !is_among(t, to, c[i].mention))
            parties_add_mention(t, to, c[i].mention, acts);
    }
}

static void add_parties(const clause_tree *t, const event_parties *from, event_parties *to) {
    for (uint32_t k = 0; k < from->n; k++)
        if (from->mention[k] != DG_NONE) parties_add_mention(t, to, from->mention[k], true);
}

static void find_parties(extractor *x, const feature_scene *s, uint32_t i, decision *d) {
    uint32_t mention[FEATURES_MOST_MENTIONS], n = features_mentions(s, mention);
    candidate c[FEATURES_MOST_MENTIONS + 1];
    for (uint32_t k = 0; k <= n; k++) {
        c[k].mention = k < n ? mention[k] : DG_NONE;
        judge_role(x->judge, s, i, d->type, c[k].mention, &c[k].part);
    }
    take_part(s->tree, c, n, d->type, JUDGE_ACTOR, &d->recipient, &d->actor);
    if (d->mode != MODE_RETREAT_RESIGN)
        take_part(s->tree, c, n, d->type, JUDGE_RECIPIENT, &d->actor, &d->recipient);
    parties_drop_nested(x->story, &d->actor);
    parties_drop_nested(x->story, &d->recipient);
    parties_remove(&d->recipient, &d->actor);
    bool mutual = d->evidence && proposal_is_mutual(d->evidence);
    if (!mutual || d->mode == MODE_CONSULT_VISIT) return;
    if (d->actor.n + d->recipient.n < 2) /* nobody agrees alone */
        add_parties(s->tree, &d->evidence->actor, &d->actor);
    add_parties(s->tree, &d->recipient, &d->actor);
    d->recipient.n = 0;
}

static void reject(extractor *x, const event_proposal *p, const char *reason) {
    const char *frame = p->matched ? p->match.frames->strings + p->match.frame->id : "";
    dg_rejection r = {.word = p->word, .frame = frame, .reason = reason};
    if (!array_push(&x->rejection, r)) x->ok = false;
}

static void explain_rejection(extractor *x, const event_proposal *p, const judge_verdict *v) {
    char text[80];
    if (!p->tried) return;
    if (!p->matched) {
        reject(x, p, "no frame of this word fits what stands beside it");
        return;
    }
    if (p->objection) {
        reject(x, p, p->objection);
        return;
    }
    snprintf(text, sizeof text, "judged no event, %.2f", (double)v->p[TYPE_NONE]);
    reject(x, p, keep(x, text));
}

static bool is_anybody(const event_parties *p) {
    for (uint32_t i = 0; i < p->n; i++)
        if (*p->actor[i].sector[0] || *p->actor[i].country) return true;
    return false;
}

static void code_word(extractor *x, const feature_scene *s, uint32_t i, const judge_verdict *v,
                      uint8_t type) {
    decision d = {.word = s->proposal[i].word, .type = type, .sure = v->p[type]};
    d.evidence = find_evidence(s, i, type);
    fill_in(s, v, &d);
    find_parties(x, s, i, &d);
    if (!is_anybody(&d.actor) && !is_anybody(&d.recipient) && d.sure < sure_alone) {
        reject(x, &s->proposal[i], "nobody in politics takes part");
        return;
    }
    if (!d.actor.n) imply_agent(x, d.type, d.mode, s->sentence, &d.recipient, &d.actor);
    put_event(x, &d);
}

/* One happening is often told by two words ("the attack killed ten") between which the judge
 * wavers: of a type that no word tells surely but all together do, the likeliest word. */
static uint32_t find_wavering(const feature_scene *s, const judge_verdict *v, uint8_t type) {
    float none = 1;
    uint32_t best = 0;
    for (uint32_t i = 0; i < s->n; i++) {
        if (v[i].type == type && 1 - v[i].p[TYPE_NONE] >= sure_event) return DG_NONE;
        none *= 1 - v[i].p[type];
        if (v[i].p[type] > v[best].p[type]) best = i;
    }
    return 1 - none < sure_together ? DG_NONE : best;
}

/* The user's own frames are not judged. */
static bool is_users(const extractor *x, const event_proposal *p) {
    bool own = x->know.frames->n > 1 && p->match.frames == &x->know.frames->layer[0];
    return p->matched && own && !p->objection;
}

/* Where the rules would code the judge's type, too, it need be less sure. */
static bool is_sure(const event_proposal *p, const judge_verdict *v) {
    bool agreed = p->matched && !p->objection && p->composed.type == v->type;
    return 1 - v->p[TYPE_NONE] >= (agreed ? sure_agreed : sure_event);
}

static void decide(extractor *x, const feature_scene *s) {
    judge_verdict *v = x->verdict;
    uint8_t told[DG_MAX_SENTENCE];
    for (uint32_t i = 0; i < s->n; i++) {
        judge_type(x->judge, s, i, &v[i]);
        told[i] = is_sure(&s->proposal[i], &v[i]) ? type_of(s, i, &v[i]) : TYPE_NONE;
    }
    for (uint8_t type = 1; type < N_TYPE && s->n; type++) {
        uint32_t i = find_wavering(s, v, type);
        if (i != DG_NONE && !told[i]) told[i] = type;
    }
    for (uint32_t i = 0; i < s->n; i++)
        if (is_users(x, &s->proposal[i])) told[i] = s->proposal[i].composed.type;
    for (uint32_t i = 0; i < s->n && x->ok; i++) {
        if (told[i])
            code_word(x, s, i, &v[i], told[i]);
        else
            explain_rejection(x, &s->proposal[i], &v[i]);
    }
}

/* ---- all --------------------------------------------------------------------------------- */

static bool is_coded(const dg_story *s, uint32_t sentence) {
    return s->block[s->sentence[sentence].block].kind == DG_BODY;
}

judge_session *event_coder_judge(event_coder *coder) {
    return coder->judge;
}

feature_scene event_coder_scene(event_coder *coder, uint32_t sentence) {
    feature_scene s = {&coder->tree, coder->proposal, 0, sentence};
    s.n = propose_events(coder->know.frames, &coder->tree, sentence, coder->proposal);
    return s;
}

static void extract_sentence(extractor *x, uint32_t sentence) {
    const dg_sentence *y = &x->story->sentence[sentence];
    feature_scene s = event_coder_scene(x, sentence);
    size_t before = x->event.n;
    x->n_when = when_find(x->story, y->word, y->word + y->n_word, x->when, MOST_TIMES);
    decide(x, &s);
    merge_harm(x, before);
}

static dg_status hand_over(extractor *x, dg_error *error) {
    dg_event *event = ARENA_NEW(x->arena, dg_event, x->event.n);
    dg_participant *participant = ARENA_NEW(x->arena, dg_participant, x->participant.n);
    dg_rejection *rejection = ARENA_NEW(x->arena, dg_rejection, x->rejection.n);
    RETURN_IF(!x->ok || !event || !participant || !rejection, error, DG_NO_MEMORY,
              "out of memory");
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
    for (uint32_t s = 0; s < x->story->n_sentence; s++)
        if (is_coded(x->story, s)) extract_sentence(x, s);
    link_repeated(x);
    return hand_over(x, error);
}

dg_status event_extract(event_coder *coder, arena *a, const lang_states *states,
                        dg_story *story, dg_error *error) {
    coder->arena = a;
    coder->story = story;
    coder->ok = true;
    coder->event.n = coder->participant.n = coder->rejection.n = 0;
    judge_story(coder->judge, states);
    return run(coder, error);
}

dg_status event_coder_new(const event_knowledge *know, event_coder **out, dg_error *error) {
    event_coder *c = calloc(1, sizeof *c);
    RETURN_IF(!c, error, DG_NO_MEMORY, "out of memory");
    c->know = *know;
    dg_status status =
        judge_session_new(know->judge, know->model, know->kernels, &c->judge, error);
    if (status != DG_OK) {
        event_coder_free(c);
        return status;
    }
    *out = c;
    return DG_OK;
}

void event_coder_free(event_coder *coder) {
    if (!coder) return;
    judge_session_free(coder->judge);
    array_free(&coder->event);
    array_free(&coder->participant);
    array_free(&coder->rejection);
    free(coder);
}
