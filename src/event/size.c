/* A sentence's words of harm ("killed", "deaths", "wounded", "arrest") with the numbers they
 * tell are found first; then each number goes to the event that its word is, or hangs on.
 * Clauses of another time or cause ("after rebels killed ten") end the way up, and so do
 * subjects: their numbers are background. */
#include "event/size.h"

#include <string.h>

#include "base/error.h"
#include "event/count.h"

enum { MOST_CLIMB = 6, MOST_EVENTS = 16 /* a sentence */ };

typedef enum harm { NO_HARM, DEAD, INJURED, ARRESTED } harm;

/* A number of people harmed, as one word tells it. */
typedef struct toll {
    harm kind;
    uint32_t word, n;
    uint32_t counted; /* the word of those who are counted; DG_NONE where another word tells */
    bool whole;       /* a count of all: the greatest holds, others are added up */
} toll;

typedef struct sizer {
    const clause_tree *tree;
    count_numbers numbers;      /* of the sentence */
    dg_event *event;            /* [n_event]: the sentence's */
    uint32_t head[MOST_EVENTS]; /* the word of each trigger that governs the rest of it */
    uint32_t n_event;
    toll counted[MOST_EVENTS]; /* who was counted already, by verbs of harm */
    uint32_t n_counted;
} sizer;

/* ---- words of harm ------------------------------------------------------------------ */

static const char *const killing_verbs[] = {"kill",     "murder",  "slay",        "slaughter",
                                            "massacre", "execute", "behead",      "decapitate",
                                            "hang",     "lynch",   "assassinate", NULL};
static const char *const dying_verbs[] = {"die", "perish", NULL};
/* "injur" is what the lemmatiser makes of "injured". */
static const char *const wounding_verbs[] = {"wound", "injure", "injur", "hurt", "maim", NULL};
static const char *const arresting_verbs[] = {"arrest", "detain",    "imprison",
                                              "jail",   "apprehend", NULL};
static const char *const death_nouns[] = {"death",     "fatality",  "killing", "murder",
                                          "execution", "beheading", "slaying", NULL};
static const char *const injury_nouns[] = {"injury", "wounding", NULL};
static const char *const arrest_nouns[] = {"arrest", "detention", NULL};

static harm harm_of_verb(const clause_tree *t, uint32_t w) {
    if (clause_is_one_of(t, w, killing_verbs) || clause_is_one_of(t, w, dying_verbs))
        return DEAD;
    if (clause_is_one_of(t, w, wounding_verbs)) return INJURED;
    return clause_is_one_of(t, w, arresting_verbs) ? ARRESTED : NO_HARM;
}

static harm harm_of_noun(const clause_tree *t, uint32_t w) {
    if (clause_is_one_of(t, w, death_nouns)) return DEAD;
    if (clause_is_one_of(t, w, injury_nouns)) return INJURED;
    return clause_is_one_of(t, w, arrest_nouns) ? ARRESTED : NO_HARM;
}

static bool has_form(const clause_tree *t, uint32_t w, const char *const *forms) {
    for (; *forms; forms++)
        if (!strcmp(clause_word(t, w)->norm, *forms)) return true;
    return false;
}

/* "dead", or a participle that the parser took for an adjective. */
static harm harm_of_state(const clause_tree *t, uint32_t w) {
    static const char *const dead[] = {"dead", "killed", NULL};
    static const char *const injured[] = {"wounded", "injured", "hurt", NULL};
    static const char *const arrested[] = {"arrested", "detained", NULL};
    if (has_form(t, w, dead)) return DEAD;
    if (has_form(t, w, injured)) return INJURED;
    return has_form(t, w, arrested) ? ARRESTED : NO_HARM;
}

/* A number that stands there, not a mere singular. */
static uint32_t told_count(const sizer *x, uint32_t w) {
    bool told;
    uint32_t n = w == DG_NONE ? DG_NONE : count_of(&x->numbers, w, &told);
    return n != DG_NONE && told ? n : DG_NONE;
}

/* Whether a phrase can be people: "12 May" and "3 districts" are not. */
static bool may_be_people(const clause_tree *t, uint32_t w) {
    uint32_t m = t->mention[w];
    if (!m) return clause_word(t, w)->upos == UPOS_NUM;
    dg_sort sort = t->story->mention[m - 1].sort;
    return sort != DG_PLACE && sort != DG_THING;
}

/* ---- the numbers they tell ---------------------------------------------------------- */

/* "shot dead three", "beat two to death", "gunned down five". */
static bool is_deadly(const clause_tree *t, uint32_t verb) {
    static const char *const ends[] = {"dead", "death", "down", NULL};
    static const char *const verbs[] = {"shoot", "gun",     "beat", "stab", "hack", "burn",
                                        "crush", "trample", "mow",  "blow", NULL};
    if (!clause_is_one_of(t, verb, verbs)) return false;
    for (uint32_t c = t->child[verb]; c; c = t->sibling[c - 1])
        if (clause_is_one_of(t, c - 1, ends)) return true;
    return false;
}

/* "claimed 12 lives", "12 people lost their lives". */
static bool takes_lives(const clause_tree *t, uint32_t verb, uint32_t *counted) {
    static const char *const takes[] = {"claim", "take", "cost", NULL};
    uint32_t object = clause_dependent(t, verb, DEPREL_OBJ);
    if (object == DG_NONE || !clause_is(t, object, "life")) return false;
    bool loses = clause_is(t, verb, "lose");
    *counted = loses ? clause_agent(t, verb) : object;
    return loses || clause_is_one_of(t, verb, takes);
}

/* The counted people behind a verb. The parser may take a plain past for a participle, with "at
 * least 14 soldiers" for an oblique, so this is asked before the patient. */
static uint32_t counted_behind(const sizer *x, uint32_t verb) {
    const clause_tree *t = x->tree;
    for (uint32_t c = t->child[verb]; c; c = t->sibling[c - 1]) {
        unsigned deprel = clause_word(t, c - 1)->deprel, m = t->mention[c - 1];
        if (c - 1 < verb || (deprel != DEPREL_OBJ && deprel != DEPREL_OBL)) continue;
        uint32_t preposition = clause_dependent(t, c - 1, DEPREL_CASE);
        if (preposition != DG_NONE && !clause_is(t, preposition, "between")) continue;
        bool people = m && t->story->mention[m - 1].sort == DG_PERSON;
        if (people && told_count(x, c - 1) != DG_NONE) return c - 1;
    }
    return DG_NONE;
}

/* Whom a verb of harm is about. */
static uint32_t harmed_by(const sizer *x, uint32_t verb) {
    const clause_tree *t = x->tree;
    bool own_subject = clause_dependent(t, verb, DEPREL_NSUBJ) != DG_NONE;
    if (!own_subject && count_number_at(&x->numbers, verb) != DG_NONE)
        return verb; /* "and eleven were wounded", taken for an adverb */
    if (clause_is_one_of(t, verb, dying_verbs)) return clause_agent(t, verb);
    uint32_t behind = counted_behind(x, verb);
    return behind != DG_NONE ? behind : clause_patient(t, verb);
}

static bool read_verb(const sizer *x, uint32_t w, toll *out) {
    const clause_tree *t = x->tree;
    uint32_t counted = DG_NONE;
    out->kind = harm_of_verb(t, w);
    if (out->kind == NO_HARM && takes_lives(t, w, &counted))
        out->kind = DEAD;
    else if (out->kind == NO_HARM && is_deadly(t, w))
        out->kind = DEAD;
    if (out->kind == NO_HARM) return false;
    if (counted == DG_NONE) counted = harmed_by(x, w);
    out->n = counted == DG_NONE ? DG_NONE : count_of(&x->numbers, counted, NULL);
    out->counted = counted;
    return out->n != DG_NONE;
}

/* "the arrest of 40", "12 deaths", "no injuries". */
static bool read_noun(const sizer *x, uint32_t w, toll *out) {
    const clause_tree *t = x->tree;
    out->kind = harm_of_noun(t, w);
    out->whole = true;
    out->n = DG_NONE;
    if (out->kind == NO_HARM) return false;
    for (uint32_t c = t->child[w]; c && out->n == DG_NONE; c = t->sibling[c - 1])
        if (clause_has_case(t, c - 1, "of") && may_be_people(t, c - 1))
            out->n = count_of(&x->numbers, c - 1, NULL);
    bool told;
    uint32_t own = count_of(&x->numbers, w, &told);
    if (out->n == DG_NONE && told) out->n = own;
    return out->n != DG_NONE;
}

/* "a death toll of 45", "the toll rose to 45". */
static bool read_death_toll(const sizer *x, uint32_t w, toll *out) {
    const clause_tree *t = x->tree;
    if (!clause_is(t, w, "toll")) return false;
    out->kind = DEAD;
    out->whole = true;
    out->n = DG_NONE;
    uint32_t from[] = {w, clause_governor(t, w)};
    for (unsigned i = 0; i < 2; i++)
        for (uint32_t c = from[i] == DG_NONE ? 0 : t->child[from[i]]; c && out->n == DG_NONE;
             c = t->sibling[c - 1])
            if (clause_has_case(t, c - 1, "of") || clause_has_case(t, c - 1, "to") ||
                clause_has_case(t, c - 1, "at"))
                out->n = count_number_at(&x->numbers, c - 1);
    return out->n != DG_NONE;
}

/* "left five dead and 20 injured", "12 people are dead". */
static bool read_state(const sizer *x, uint32_t w, toll *out) {
    const clause_tree *t = x->tree;
    out->kind = harm_of_state(t, w);
    out->whole = true;
    if (out->kind == NO_HARM) return false;
    uint32_t subject = clause_dependent(t, w, DEPREL_NSUBJ);
    out->n = subject == DG_NONE ? DG_NONE : count_of(&x->numbers, subject, NULL);
    if (out->n == DG_NONE) out->n = count_number_at(&x->numbers, w);
    if (out->n == DG_NONE) out->n = count_number_before(&x->numbers, w);
    return out->n != DG_NONE;
}

static bool read_toll(const sizer *x, uint32_t w, toll *out) {
    unsigned upos = clause_word(x->tree, w)->upos;
    *out = (toll){.word = w, .counted = DG_NONE};
    if (upos == UPOS_VERB && read_verb(x, w, out)) return true;
    if (upos == UPOS_NOUN && (read_noun(x, w, out) || read_death_toll(x, w, out))) return true;
    return upos != UPOS_ADV && read_state(x, w, out);
}

/* ---- whose they are ----------------------------------------------------------------- */

/* A clause or phrase of another time or cause: "after rebels killed ten". */
static bool is_background(const clause_tree *t, uint32_t w) {
    static const char *const marks[] = {"after", "before",   "since",     "because",
                                        "while", "although", "following", "over",
                                        "for",   "despite",  NULL};
    for (uint32_t c = t->child[w]; c; c = t->sibling[c - 1]) {
        unsigned deprel = clause_word(t, c - 1)->deprel;
        if ((deprel == DEPREL_MARK || deprel == DEPREL_CASE) &&
            clause_is_one_of(t, c - 1, marks))
            return true;
    }
    return false;
}

/* Which events a kind of harm can belong to. Deeds against bodies have it; protests and
 * coercion only where their own clause goes on with it. */
static bool may_have(const dg_event *e, harm kind, bool clause_of_noun) {
    bool assault = !strcmp(e->type, "ASSAULT"), coerce = !strcmp(e->type, "COERCE");
    bool protest = !strcmp(e->type, "PROTEST");
    if (kind == ARRESTED) return coerce || (protest && !clause_of_noun);
    return assault || ((coerce || protest) && !clause_of_noun);
}

static bool is_event(const sizer *x, uint32_t w) {
    for (uint32_t i = 0; i < x->n_event; i++)
        if (x->head[i] == w) return true;
    return false;
}

static dg_event *event_at(const sizer *x, uint32_t w, harm kind, bool clause_of_noun) {
    for (uint32_t i = 0; i < x->n_event; i++)
        if (x->head[i] == w && may_have(&x->event[i], kind, clause_of_noun))
            return &x->event[i];
    return NULL;
}

/* The event that a word is or hangs on; NULL, too, when that is one that cannot have it: the
 * dead of "threatened to kill two" are nobody else's. *owned tells the two apart. */
static dg_event *event_above(const sizer *x, const toll *p, bool *owned) {
    const clause_tree *t = x->tree;
    bool clause_of_noun = false;
    uint32_t w = p->word;
    *owned = false;
    for (unsigned i = 0; w != DG_NONE && i < MOST_CLIMB; i++) {
        dg_event *e = event_at(x, w, p->kind, clause_of_noun);
        *owned = is_event(x, w);
        if (*owned) return e;
        unsigned deprel = clause_word(t, w)->deprel;
        uint32_t g = clause_governor(t, w);
        bool there = g != DG_NONE && clause_is(t, g, "be"); /* "there were no casualties" */
        bool subject = clause_relation(deprel, DEPREL_NSUBJ) && !there;
        if (is_background(t, w) || subject) return NULL;
        clause_of_noun = clause_of_noun || clause_relation(deprel, DEPREL_ACL);
        w = g;
    }
    return NULL;
}

/* The nearest event that hangs on the word: "the attack killed 12", "12 died in the attack". */
static dg_event *event_below(const sizer *x, const toll *p) {
    dg_event *best = NULL;
    unsigned nearest = 4;
    for (uint32_t i = 0; i < x->n_event; i++) {
        uint32_t w = x->head[i];
        for (unsigned steps = 0; w != DG_NONE && steps < nearest; steps++) {
            if (w == p->word && may_have(&x->event[i], p->kind, false)) {
                nearest = steps;
                best = &x->event[i];
            }
            w = clause_governor(x->tree, w);
        }
    }
    return best;
}

static void add_toll(const toll *p, dg_size *size) {
    uint32_t *n = p->kind == DEAD      ? &size->dead
                  : p->kind == INJURED ? &size->injured
                                       : &size->arrested;
    if (*n == DG_NONE)
        *n = p->n;
    else if (p->whole)
        *n = p->n > *n ? p->n : *n;
    else if (p->n <= UINT32_MAX / 4 && *n <= UINT32_MAX / 4)
        *n += p->n;
}

/* "The detained cleric was arrested" counts him once. */
static bool is_counted(sizer *x, const toll *p) {
    if (p->counted == DG_NONE) return false;
    for (uint32_t i = 0; i < x->n_counted; i++)
        if (x->counted[i].counted == p->counted && x->counted[i].kind == p->kind) return true;
    if (x->n_counted < MOST_EVENTS) x->counted[x->n_counted++] = *p;
    return false;
}

static void give_toll(sizer *x, const toll *p) {
    bool owned;
    dg_event *e = event_above(x, p, &owned);
    if (!e && !owned) e = event_below(x, p);
    if (e && !is_counted(x, p)) add_toll(p, &e->size);
}

/* "No casualties": neither dead nor injured. */
static void give_no_casualties(sizer *x, uint32_t w) {
    if (!clause_is(x->tree, w, "casualty") || count_of(&x->numbers, w, NULL) != 0) return;
    give_toll(x, &(toll){DEAD, w, 0, DG_NONE, true});
    give_toll(x, &(toll){INJURED, w, 0, DG_NONE, true});
}

/* ---- participants ------------------------------------------------------------------- */

static uint32_t count_below(const sizer *x, uint32_t w, const char *const *cases) {
    const clause_tree *t = x->tree;
    for (uint32_t c = t->child[w]; c; c = t->sibling[c - 1])
        for (const char *const *k = cases; *k; k++)
            if (clause_has_case(t, c - 1, *k) && may_be_people(t, c - 1) &&
                told_count(x, c - 1) != DG_NONE)
                return told_count(x, c - 1);
    return DG_NONE;
}

/* Of an event noun: "a rally of 5,000", "thousands joined the march", "the march drew 300". */
static uint32_t count_around(const sizer *x, uint32_t w) {
    static const char *const cases[] = {"of", "by", NULL};
    static const char *const draws[] = {"draw", "attract", "gather", "bring",
                                        "see",  "involve", NULL};
    const clause_tree *t = x->tree;
    uint32_t n = count_below(x, w, cases), g = clause_governor(t, w);
    if (n != DG_NONE || g == DG_NONE || clause_word(t, g)->upos != UPOS_VERB) return n;
    bool subject = clause_relation(clause_word(t, w)->deprel, DEPREL_NSUBJ);
    if (!subject) return told_count(x, clause_agent(t, g));
    if (clause_is_passive(t, g)) return told_count(x, clause_agent(t, g));
    return clause_is_one_of(t, g, draws) ? told_count(x, clause_patient(t, g)) : DG_NONE;
}

static bool are_troops(const clause_tree *t, uint32_t w) {
    static const char *const troops[] = {
        "troop",    "troops",      "soldier",     "officer",   "police",  "policeman",
        "marine",   "peacekeeper", "paratrooper", "reservist", "fighter", "personnel",
        "militant", "guard",       "man",         "gendarme",  NULL};
    return w != DG_NONE && clause_is_one_of(t, w, troops);
}

/* Who takes part: protesters, and troops that are moved. */
static uint32_t count_participants(const sizer *x, const dg_event *e, uint32_t w) {
    const clause_tree *t = x->tree;
    static const char *const of[] = {"of", NULL};
    bool verb = clause_word(t, w)->upos == UPOS_VERB;
    if (!strcmp(e->type, "PROTEST"))
        return verb ? told_count(x, clause_agent(t, w)) : count_around(x, w);
    bool moved = !strcmp(e->type, "MOBILIZE") || !strcmp(e->mode, "withdraw");
    if (!moved) return DG_NONE;
    if (!verb) return count_below(x, w, of);
    uint32_t patient = clause_patient(t, w);
    return are_troops(t, patient) ? told_count(x, patient) : DG_NONE;
}

/* ---- all ---------------------------------------------------------------------------- */

/* The word of a trigger that governs the rest of it. */
static uint32_t trigger_head(const clause_tree *t, const dg_event *e) {
    const dg_sentence *s = &t->story->sentence[e->sentence];
    for (uint32_t w = s->word; w < s->word + s->n_word; w++) {
        const dg_word *x = clause_word(t, w);
        if (x->start < e->trigger_start || x->end > e->trigger_end) continue;
        uint32_t g = clause_governor(t, w);
        if (g == DG_NONE) return w;
        const dg_word *above = clause_word(t, g);
        if (above->start < e->trigger_start || above->end > e->trigger_end) return w;
    }
    return DG_NONE;
}

static void size_sentence(const clause_tree *t, dg_event *event, uint32_t n) {
    sizer x = {.tree = t, .event = event, .n_event = n < MOST_EVENTS ? n : MOST_EVENTS};
    const dg_sentence *s = &t->story->sentence[event->sentence];
    count_find(t, event->sentence, &x.numbers);
    for (uint32_t i = 0; i < x.n_event; i++) x.head[i] = trigger_head(t, &event[i]);
    for (uint32_t w = s->word; w < s->word + s->n_word; w++) {
        toll p;
        if (read_toll(&x, w, &p))
            give_toll(&x, &p);
        else
            give_no_casualties(&x, w);
    }
    for (uint32_t i = 0; i < x.n_event; i++)
        if (x.head[i] != DG_NONE)
            event[i].size.participants = count_participants(&x, &event[i], x.head[i]);
}

dg_status event_find_sizes(arena *a, const dg_story *story, dg_event *event, dg_error *error) {
    clause_tree tree;
    if (!story->n_event) return DG_OK;
    FORWARD(clause_tree_make(story, a, &tree, error));
    for (size_t i = 0; i < story->n_event; i++)
        event[i].size = (dg_size){DG_NONE, DG_NONE, DG_NONE, DG_NONE};
    for (size_t i = 0, n; i < story->n_event; i += n) {
        for (n = 1; i + n < story->n_event && event[i + n].sentence == event[i].sentence;) n++;
        size_sentence(&tree, event + i, (uint32_t)n);
    }
    return DG_OK;
}
