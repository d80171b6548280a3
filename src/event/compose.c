/* Composing events up the tree. From the event's word upwards, each governing verb or noun may
 * be an operator; the nearest one decides the type, those above it status and who says so. */
#include "event/compose.h"

#include <string.h>

enum { MOST_CLIMB = 8 };

typedef enum operator_class {
    OP_NONE,
    OP_PROMISE, /* agreed to, offered */
    OP_PLAN,    /* plans to, is expected to */
    OP_MAYBE,   /* considers, wants, hopes */
    OP_THREAT,
    OP_REFUSE,
    OP_REQUEST,
    OP_DENY,
    OP_FAIL, /* failed to, did not manage */
    OP_SAY,
    OP_ACCUSE,
    OP_PARDON, /* apologised for, regretted */
} operator_class;

typedef struct operator_word {
    const char *lemma;
    operator_class class;
} operator_word;

static const operator_word verbs[] = {
    {"agree", OP_PROMISE},     {"promise", OP_PROMISE},   {"vow", OP_PROMISE},
    {"pledge", OP_PROMISE},    {"commit", OP_PROMISE},    {"offer", OP_PROMISE},
    {"undertake", OP_PROMISE}, {"volunteer", OP_PROMISE}, {"swear", OP_PROMISE},
    {"propose", OP_PROMISE},   {"guarantee", OP_PROMISE}, {"plan", OP_PLAN},
    {"intend", OP_PLAN},       {"prepare", OP_PLAN},      {"expect", OP_PLAN},
    {"schedule", OP_PLAN},     {"aim", OP_PLAN},          {"decide", OP_PLAN},
    {"be", OP_NONE},           {"announce", OP_SAY},      {"consider", OP_MAYBE},
    {"mull", OP_MAYBE},        {"weigh", OP_MAYBE},       {"want", OP_MAYBE},
    {"hope", OP_MAYBE},        {"seek", OP_MAYBE},        {"wish", OP_MAYBE},
    {"discuss", OP_MAYBE},     {"fear", OP_MAYBE},        {"suspect", OP_MAYBE},
    {"contemplate", OP_MAYBE}, {"threaten", OP_THREAT},   {"warn", OP_SAY},
    {"refuse", OP_REFUSE},     {"decline", OP_REFUSE},    {"reject", OP_REFUSE},
    {"oppose", OP_REFUSE},     {"resist", OP_REFUSE},     {"balk", OP_REFUSE},
    {"cancel", OP_REFUSE},     {"postpone", OP_REFUSE},   {"urge", OP_REQUEST},
    {"ask", OP_REQUEST},       {"call", OP_REQUEST},      {"demand", OP_REQUEST},
    {"appeal", OP_REQUEST},    {"request", OP_REQUEST},   {"beg", OP_REQUEST},
    {"plead", OP_REQUEST},     {"press", OP_REQUEST},     {"pressure", OP_REQUEST},
    {"invite", OP_PROMISE},    {"exhort", OP_REQUEST},    {"implore", OP_REQUEST},
    {"insist", OP_SAY},        {"encourage", OP_REQUEST}, {"lobby", OP_REQUEST},
    {"deny", OP_DENY},         {"dismiss", OP_DENY},      {"fail", OP_FAIL},
    {"stop", OP_FAIL},         {"say", OP_SAY},           {"tell", OP_SAY},
    {"report", OP_SAY},        {"claim", OP_SAY},         {"confirm", OP_SAY},
    {"state", OP_SAY},         {"add", OP_SAY},           {"declare", OP_SAY},
    {"admit", OP_SAY},         {"acknowledge", OP_SAY},   {"allege", OP_SAY},
    {"note", OP_SAY},          {"write", OP_SAY},         {"reveal", OP_SAY},
    {"assert", OP_SAY},        {"maintain", OP_SAY},      {"estimate", OP_SAY},
    {"quote", OP_SAY},         {"show", OP_SAY},          {"argue", OP_SAY},
    {"believe", OP_SAY},       {"recall", OP_SAY},        {"disclose", OP_SAY},
    {"explain", OP_SAY},       {"accuse", OP_ACCUSE},     {"blame", OP_ACCUSE},
    {"condemn", OP_ACCUSE},    {"criticize", OP_ACCUSE},  {"criticise", OP_ACCUSE},
    {"denounce", OP_ACCUSE},   {"charge", OP_ACCUSE},     {"suspect", OP_ACCUSE},
    {"apologise", OP_PARDON},  {"apologize", OP_PARDON},  {"regret", OP_PARDON},
    {NULL, OP_NONE},
};

static const operator_word nouns[] = {
    {"promise", OP_PROMISE},   {"pledge", OP_PROMISE},   {"offer", OP_PROMISE},
    {"agreement", OP_PROMISE}, {"vow", OP_PROMISE},      {"commitment", OP_PROMISE},
    {"plan", OP_PLAN},         {"intention", OP_PLAN},   {"decision", OP_PLAN},
    {"threat", OP_THREAT},     {"refusal", OP_REFUSE},   {"rejection", OP_REFUSE},
    {"call", OP_REQUEST},      {"demand", OP_REQUEST},   {"appeal", OP_REQUEST},
    {"request", OP_REQUEST},   {"bid", OP_MAYBE},        {"attempt", OP_MAYBE},
    {"effort", OP_MAYBE},      {"proposal", OP_PROMISE}, {"possibility", OP_MAYBE},
    {"prospect", OP_MAYBE},    {"risk", OP_MAYBE},       {"fear", OP_MAYBE},
    {"failure", OP_FAIL},      {"denial", OP_DENY},      {"allegation", OP_MAYBE},
    {"claim", OP_MAYBE},       {"accusation", OP_MAYBE}, {NULL, OP_NONE},
};

static const operator_word adjectives[] = {
    {"willing", OP_PROMISE},  {"ready", OP_PROMISE},  {"prepared", OP_PROMISE},
    {"eager", OP_PROMISE},    {"set", OP_PLAN},       {"due", OP_PLAN},
    {"likely", OP_PLAN},      {"expected", OP_PLAN},  {"unwilling", OP_REFUSE},
    {"reluctant", OP_REFUSE}, {"unlikely", OP_MAYBE}, {"possible", OP_MAYBE},
    {NULL, OP_NONE},
};

/* "call on X", "call for Y", but not "call X" by phone or by a name. */
static bool is_demand_call(const clause_tree *t, uint32_t w) {
    static const char *const cases[] = {"on", "upon", "for", NULL};
    for (uint32_t c = t->child[w]; c; c = t->sibling[c - 1])
        for (const char *const *k = cases; *k; k++)
            if (clause_has_case(t, c - 1, *k) || clause_is(t, c - 1, *k)) return true;
    return false;
}

static operator_class class_of(const clause_tree *t, uint32_t w) {
    const dg_word *x = clause_word(t, w);
    const operator_word *list = x->upos == UPOS_VERB   ? verbs
                                : x->upos == UPOS_NOUN ? nouns
                                : x->upos == UPOS_ADJ  ? adjectives
                                                       : NULL;
    if (x->upos == UPOS_VERB && clause_is(t, w, "call") && !is_demand_call(t, w))
        return OP_NONE;
    for (; list && list->lemma; list++)
        if (!strcmp(list->lemma, x->lemma)) return list->class;
    return OP_NONE;
}

/* ---- what an operator makes of a type -------------------------------------------------- */

static bool is_cooperative(uint8_t type) {
    return type == TYPE_AGREE || type == TYPE_CONSULT || type == TYPE_SUPPORT ||
           type == TYPE_COOPERATE || type == TYPE_AID;
}

static bool is_yielding(uint8_t type) {
    return type == TYPE_CONCEDE || type == TYPE_RETREAT;
}

static uint8_t threat_mode(uint8_t type, uint8_t mode) {
    if (mode == MODE_COERCE_ARREST) return MODE_THREATEN_ARREST;
    if (mode == MODE_SANCTION_EXPEL || mode == MODE_COERCE_DEPORT) return MODE_THREATEN_EXPEL;
    switch (type) {
    case TYPE_ASSAULT:
        return MODE_THREATEN_VIOLENCE;
    case TYPE_SANCTION:
        return MODE_THREATEN_RELATIONS;
    case TYPE_COERCE:
        return MODE_THREATEN_RESTRICT;
    default:
        return MODE_NONE;
    }
}

uint8_t event_mode_of_request(uint8_t inner) {
    if (is_yielding(inner)) return MODE_REQUEST_YIELD;
    if (inner == TYPE_CONSULT) return MODE_REQUEST_MEET;
    return is_cooperative(inner) ? MODE_REQUEST_ASSIST : MODE_REQUEST_CHANGE;
}

static uint8_t reject_mode(uint8_t inner) {
    switch (event_mode_of_request(inner)) {
    case MODE_REQUEST_YIELD:
        return MODE_REJECT_YIELD;
    case MODE_REQUEST_MEET:
        return MODE_REJECT_MEET;
    case MODE_REQUEST_ASSIST:
        return MODE_REJECT_ASSIST;
    default:
        return MODE_REJECT_CHANGE;
    }
}

static void promise(event_composed *e) {
    if (is_cooperative(e->type))
        e->type = TYPE_AGREE;
    else if (is_yielding(e->type))
        e->type = TYPE_CONCEDE;
    else {
        e->mode = threat_mode(e->type, e->mode);
        e->type = TYPE_THREATEN;
        return;
    }
    e->mode = MODE_NONE;
}

/* What is only planned: cooperation to come is agreement, harm to come keeps its type. */
static void in_future(event_composed *e) {
    if (is_cooperative(e->type) || is_yielding(e->type))
        promise(e);
    else if (e->status == STATUS_ACTUAL)
        e->status = STATUS_FUTURE;
}

/* ---- status ------------------------------------------------------------------------------ */

static bool is_negated(const clause_tree *t, uint32_t w) {
    static const char *const words[] = {"not", "never",   "no", "neither",
                                        "nor", "without", NULL};
    for (uint32_t c = t->child[w]; c; c = t->sibling[c - 1]) {
        const dg_word *x = clause_word(t, c - 1);
        bool close = x->deprel == DEPREL_ADVMOD || clause_relation(x->deprel, DEPREL_DET) ||
                     x->deprel == DEPREL_MARK || x->deprel == DEPREL_CASE;
        if (close && clause_is_one_of(t, c - 1, words)) return true;
        if (!strcmp(x->norm, "n't") || !strcmp(x->norm, "n\xE2\x80\x99t")) return true;
    }
    return false;
}

static bool has_auxiliary(const clause_tree *t, uint32_t w, const char *const *words) {
    for (uint32_t c = t->child[w]; c; c = t->sibling[c - 1])
        if (clause_relation(clause_word(t, c - 1)->deprel, DEPREL_AUX) &&
            clause_is_one_of(t, c - 1, words))
            return true;
    return false;
}

static bool is_conditional(const clause_tree *t, uint32_t w) {
    static const char *const words[] = {"if", "unless", "whether", NULL};
    uint32_t mark = clause_dependent(t, w, DEPREL_MARK);
    return mark != DG_NONE && clause_is_one_of(t, mark, words);
}

static bool has_condition(const clause_tree *t, uint32_t w) {
    for (uint32_t c = t->child[w]; c; c = t->sibling[c - 1])
        if (clause_relation(clause_word(t, c - 1)->deprel, DEPREL_ADVCL) &&
            is_conditional(t, c - 1))
            return true;
    return false;
}

static void read_modality(const clause_tree *t, uint32_t w, event_composed *e) {
    static const char *const future[] = {"will", "shall", "'ll", "wo", NULL};
    static const char *const maybe[] = {"could", "may", "might", "should", "can", "must", NULL};
    static const char *const would[] = {"would", "'d", NULL};
    bool to_come = has_auxiliary(t, w, future) || has_auxiliary(t, w, would);
    bool refused = to_come && (is_cooperative(e->type) || is_yielding(e->type));
    if (is_negated(t, w) && refused && e->status == STATUS_ACTUAL) { /* "will not lift" */
        e->mode = reject_mode(e->type);
        e->type = TYPE_REJECT;
        e->by = "refusal";
        return;
    }
    if (is_negated(t, w)) e->status = STATUS_NEGATED;
    if (is_conditional(t, w)) e->status = STATUS_HYPOTHETICAL;
    if (e->status != STATUS_ACTUAL) return;
    if (has_auxiliary(t, w, future))
        in_future(e);
    else if (has_auxiliary(t, w, maybe))
        e->status = STATUS_HYPOTHETICAL;
    else if (has_auxiliary(t, w, would)) {
        if (has_condition(t, w))
            e->status = STATUS_HYPOTHETICAL;
        else
            in_future(e);
    }
}

/* ---- climbing ------------------------------------------------------------------------------
 */

/* Whether w is what the operator above is about, rather than a participant or circumstance. */
static bool is_content(const clause_tree *t, uint32_t w, uint32_t g, operator_class class) {
    const dg_word *x = clause_word(t, w);
    bool verb = x->upos == UPOS_VERB;
    switch (x->deprel) {
    case DEPREL_XCOMP:
    case DEPREL_CCOMP:
        return true;
    case DEPREL_ACL:
        return clause_word(t, g)->upos == UPOS_NOUN;
    case DEPREL_ADVCL:
        if (clause_word(t, g)->upos == UPOS_ADJ) return true;
        return verb &&
               (clause_has_case(t, w, "of") ||
                clause_dependent(t, w, DEPREL_MARK) != DG_NONE) &&
               (class == OP_REQUEST || class == OP_ACCUSE || class == OP_PARDON ||
                class == OP_PROMISE);
    case DEPREL_OBJ:
        return class != OP_SAY && class != OP_ACCUSE;
    case DEPREL_NSUBJ_PASS:
        return class == OP_PLAN || class == OP_REFUSE;
    case DEPREL_NMOD:
        return clause_word(t, g)->upos == UPOS_NOUN && class != OP_MAYBE;
    default:
        break;
    }
    if (!clause_relation(x->deprel, DEPREL_OBL)) return false;
    if (class == OP_REQUEST || class == OP_PROMISE)
        return clause_has_case(t, w, "for") || clause_has_case(t, w, "to") ||
               clause_has_case(t, w, "on");
    return class == OP_PARDON && clause_has_case(t, w, "for");
}

static uint32_t addressee_of(const clause_tree *t, uint32_t op, uint32_t content) {
    uint32_t object = clause_dependent(t, op, DEPREL_IOBJ);
    if (object == DG_NONE) object = clause_dependent(t, op, DEPREL_OBJ);
    if (object == content) object = DG_NONE;
    if (object != DG_NONE) return object;
    if (clause_is_passive(t, op)) return clause_patient(t, op);
    for (uint32_t c = t->child[op]; c; c = t->sibling[c - 1])
        if (clause_relation(clause_word(t, c - 1)->deprel, DEPREL_OBL) && c - 1 != content &&
            (clause_has_case(t, c - 1, "on") || clause_has_case(t, c - 1, "to") ||
             clause_has_case(t, c - 1, "from")))
            return c - 1;
    return clause_word(t, content)->upos == UPOS_VERB ? clause_agent(t, content) : DG_NONE;
}

static uint32_t owner_of(const clause_tree *t, uint32_t op) {
    if (clause_word(t, op)->upos == UPOS_VERB) return clause_agent(t, op);
    uint32_t owner = clause_dependent(t, op, DEPREL_NMOD_POSS);
    if (owner != DG_NONE) return owner;
    for (uint32_t c = t->child[op]; c; c = t->sibling[c - 1])
        if (t->mention[c - 1] && (clause_word(t, c - 1)->deprel == DEPREL_AMOD ||
                                  clause_word(t, c - 1)->deprel == DEPREL_COMPOUND))
            return c - 1;
    return DG_NONE;
}

static void replace(const clause_tree *t, event_composed *e, uint32_t op, uint32_t content,
                    const char *by) {
    e->operator_word = op;
    e->actor = owner_of(t, op);
    e->addressee = addressee_of(t, op, content);
    e->replaced = true;
    e->by = by;
}

static void apply(const clause_tree *t, event_composed *e, operator_class class, uint32_t op,
                  uint32_t content) {
    switch (class) {
    case OP_PROMISE:
        promise(e);
        e->operator_word = op;
        e->by = "promise";
        break;
    case OP_THREAT:
        e->mode = threat_mode(e->type, e->mode);
        e->type = TYPE_THREATEN;
        e->operator_word = op;
        e->by = "threat";
        break;
    case OP_REFUSE:
        e->mode = reject_mode(e->type);
        e->type = TYPE_REJECT;
        e->operator_word = op;
        e->by = "refusal";
        break;
    case OP_REQUEST:
        e->mode = event_mode_of_request(e->type);
        e->type = TYPE_REQUEST;
        replace(t, e, op, content, "demand");
        break;
    case OP_PARDON:
        e->type = TYPE_CONCEDE;
        e->mode = MODE_NONE;
        replace(t, e, op, content, "apology");
        break;
    default:
        break;
    }
}

static void read_operator(const clause_tree *t, event_composed *e, operator_class class,
                          uint32_t op, uint32_t content) {
    bool composed = e->operator_word != DG_NONE;
    switch (class) {
    case OP_SAY:
        if (e->speaker == DG_NONE && clause_word(t, content)->deprel != DEPREL_XCOMP)
            e->speaker = clause_agent(t, op);
        break;
    case OP_PLAN:
        if (!composed) in_future(e);
        break;
    case OP_MAYBE:
        if (e->status == STATUS_ACTUAL) e->status = STATUS_HYPOTHETICAL;
        break;
    case OP_DENY:
        if (!composed) e->operator_word = op; /* the denial itself is told by this */
        if (e->status == STATUS_ACTUAL) e->status = STATUS_NEGATED;
        if (e->speaker == DG_NONE) e->speaker = clause_agent(t, op);
        break;
    case OP_FAIL:
        if (!composed && clause_is(t, op, "fail") && is_cooperative(e->type)) { /* to agree */
            apply(t, e, OP_REFUSE, op, content);
            break;
        }
        if (e->status == STATUS_ACTUAL) e->status = STATUS_NEGATED;
        break;
    case OP_ACCUSE:
        if (e->status == STATUS_ACTUAL) e->status = STATUS_HYPOTHETICAL;
        break;
    case OP_NONE:
        return;
    default:
        if (!composed && e->status == STATUS_ACTUAL) apply(t, e, class, op, content);
        return;
    }
}

static bool is_question(const clause_tree *t, uint32_t w) {
    const dg_sentence *s = &t->story->sentence[t->sentence[w]];
    const dg_word *last = &t->story->word[s->word + s->n_word - 1];
    return !strcmp(last->norm, "?");
}

/* The words between which composition climbs: conjuncts share what governs the first. */
static uint32_t above(const clause_tree *t, uint32_t w) {
    for (unsigned i = 0; i < MOST_CLIMB; i++) {
        uint32_t g = clause_governor(t, w);
        if (g == DG_NONE || clause_word(t, w)->deprel != DEPREL_CONJ) return w;
        w = g;
    }
    return w;
}

/* "…, the army said" and "according to the army". */
static void find_speaker(const clause_tree *t, uint32_t w, event_composed *e) {
    for (uint32_t c = t->child[w]; c && e->speaker == DG_NONE; c = t->sibling[c - 1]) {
        const dg_word *x = clause_word(t, c - 1);
        if (x->deprel == DEPREL_PARATAXIS && class_of(t, c - 1) == OP_SAY)
            e->speaker = clause_agent(t, c - 1);
        if (clause_relation(x->deprel, DEPREL_OBL) && clause_has_case(t, c - 1, "accord"))
            e->speaker = c - 1;
        if (clause_relation(x->deprel, DEPREL_OBL) && clause_has_case(t, c - 1, "according"))
            e->speaker = c - 1;
    }
}

/* Whether the word says what somebody of a country must or should do, as another, the speaker,
 * has it: that is asking for it. */
static bool is_demanded(const clause_tree *t, uint32_t w, uint32_t speaker) {
    static const char *const words[] = {"must", "should", "ought", "need", NULL};
    uint32_t subject = clause_agent(t, w);
    if (subject == DG_NONE || speaker == DG_NONE || !has_auxiliary(t, w, words)) return false;
    uint32_t asked = t->mention[subject], asks = t->mention[speaker];
    if (!asked || !asks) return false;
    const dg_mention *m = t->story->mention;
    return m[asked - 1].chain != m[asks - 1].chain && *m[asked - 1].actor.country;
}

/* "Turkey said the EU should not attach conditions". */
static void demand(const clause_tree *t, uint32_t w, event_composed *e) {
    e->mode = event_mode_of_request(e->type);
    e->type = TYPE_REQUEST;
    e->status = STATUS_ACTUAL;
    e->operator_word = w;
    e->actor = e->speaker;
    e->addressee = clause_agent(t, w);
    e->replaced = true;
    e->by = "demand";
}

void event_compose(const clause_tree *t, uint32_t event, uint8_t type, uint8_t mode,
                   event_composed *out) {
    uint32_t w = event;
    *out = (event_composed){.type = type,
                            .mode = mode,
                            .status = STATUS_ACTUAL,
                            .operator_word = DG_NONE,
                            .actor = DG_NONE,
                            .addressee = DG_NONE,
                            .speaker = DG_NONE,
                            .by = ""};
    read_modality(t, w, out);
    for (unsigned i = 0; i < MOST_CLIMB; i++) {
        find_speaker(t, w, out);
        uint32_t head = above(t, w), g = clause_governor(t, head);
        if (g == DG_NONE) break;
        operator_class class = class_of(t, g);
        bool content = is_content(t, head, g, class);
        if (content) read_operator(t, out, class, g, head);
        bool clause = clause_word(t, g)->upos == UPOS_VERB;
        if (content && class != OP_SAY && clause) read_modality(t, g, out);
        if (clause_relation(clause_word(t, head)->deprel, DEPREL_ADVCL) &&
            is_conditional(t, head))
            out->status = STATUS_HYPOTHETICAL;
        w = g;
    }
    bool composed = out->operator_word != DG_NONE;
    if (!composed && is_demanded(t, event, out->speaker)) demand(t, event, out);
    if (is_question(t, w) && out->status == STATUS_ACTUAL) out->status = STATUS_HYPOTHETICAL;
}
