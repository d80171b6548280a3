/* Grammatical relations behind the dependency tree. Each rule climbs at most a few edges, so
 * the cost a verb is bounded. */
#include "event/clause.h"

#include <string.h>

#include "base/error.h"

enum { MOST_CLIMB = 6 };

uint32_t clause_governor(const clause_tree *t, uint32_t w) {
    uint32_t head = t->story->word[w].head;
    return head ? t->story->sentence[t->sentence[w]].word + head - 1 : DG_NONE;
}

bool clause_is(const clause_tree *t, uint32_t w, const char *lemma) {
    return strcmp(t->story->word[w].lemma, lemma) == 0;
}

bool clause_is_one_of(const clause_tree *t, uint32_t w, const char *const *lemmas) {
    for (; *lemmas; lemmas++)
        if (clause_is(t, w, *lemmas)) return true;
    return false;
}

bool clause_relation(unsigned deprel, unsigned plain) {
    if (deprel == plain) return true;
    const char *name = dg_deprel_name(deprel), *want = dg_deprel_name(plain);
    size_t n = strlen(want);
    return strncmp(name, want, n) == 0 && name[n] == ':';
}

uint32_t clause_dependent(const clause_tree *t, uint32_t w, unsigned deprel) {
    for (uint32_t c = t->child[w]; c; c = t->sibling[c - 1])
        if (clause_relation(clause_word(t, c - 1)->deprel, deprel)) return c - 1;
    return DG_NONE;
}

static uint32_t dependent_exactly(const clause_tree *t, uint32_t w, unsigned deprel) {
    for (uint32_t c = t->child[w]; c; c = t->sibling[c - 1])
        if (clause_word(t, c - 1)->deprel == deprel) return c - 1;
    return DG_NONE;
}

bool clause_has_case(const clause_tree *t, uint32_t w, const char *lemma) {
    for (uint32_t c = t->child[w]; c; c = t->sibling[c - 1])
        if (clause_word(t, c - 1)->deprel == DEPREL_CASE && clause_is(t, c - 1, lemma))
            return true;
    return false;
}

static void link_words(clause_tree *t) {
    for (uint32_t s = 0; s < t->story->n_sentence; s++) {
        const dg_sentence *x = &t->story->sentence[s];
        for (uint32_t k = x->n_word; k-- > 0;) {
            uint32_t w = x->word + k;
            t->sentence[w] = s;
            uint32_t head = t->story->word[w].head;
            if (!head) continue;
            t->sibling[w] = t->child[x->word + head - 1];
            t->child[x->word + head - 1] = w + 1;
        }
    }
}

/* A phrase before what stands within it: groups and names over modifiers. */
static void link_mentions(clause_tree *t) {
    uint32_t next = 0;
    for (uint32_t s = 0; s <= t->story->n_sentence; s++) {
        while (next < t->story->n_mention && t->story->mention[next].sentence < s) next++;
        t->first_mention[s] = next;
    }
    for (uint32_t i = 0; i < t->story->n_mention; i++) {
        const dg_mention *m = &t->story->mention[i];
        uint32_t *at = &t->mention[m->head];
        bool better =
            !*at || t->story->mention[*at - 1].kind == DG_MODIFIER ||
            (m->kind != DG_MODIFIER && m->n_part && !t->story->mention[*at - 1].n_part);
        if (better) *at = i + 1;
    }
}

dg_status clause_tree_make(const dg_story *story, arena *a, clause_tree *out, dg_error *error) {
    size_t n = story->n_word;
    out->story = story;
    out->child = ARENA_NEW(a, uint32_t, n);
    out->sibling = ARENA_NEW(a, uint32_t, n);
    out->sentence = ARENA_NEW(a, uint32_t, n);
    out->mention = ARENA_NEW(a, uint32_t, n);
    out->first_mention = ARENA_NEW(a, uint32_t, story->n_sentence + 1);
    RETURN_IF(!out->child || !out->sibling || !out->sentence || !out->mention ||
                  !out->first_mention,
              error, DG_NO_MEMORY, "out of memory");
    link_words(out);
    link_mentions(out);
    return DG_OK;
}

/* ---- voice ----------------------------------------------------------------------------- */

/* "The UN called on…" taken for a noun with a participle: a sentence of nothing else. */
static bool is_misread_clause(const clause_tree *t, uint32_t verb) {
    uint32_t noun = clause_governor(t, verb);
    if (noun == DG_NONE || clause_word(t, noun)->head != 0) return false;
    if (clause_dependent(t, noun, DEPREL_NSUBJ) != DG_NONE || noun > verb) return false;
    for (uint32_t c = t->child[verb]; c; c = t->sibling[c - 1])
        if (clause_has_case(t, c - 1, "by")) return false;
    return true;
}

bool clause_is_passive(const clause_tree *t, uint32_t verb) {
    const dg_word *v = clause_word(t, verb);
    if (dependent_exactly(t, verb, DEPREL_AUX_PASS) != DG_NONE) return true;
    if (v->xpos != XPOS_VBN) return false;
    if (dependent_exactly(t, verb, DEPREL_NSUBJ_PASS) != DG_NONE) return true;
    if (dependent_exactly(t, verb, DEPREL_NSUBJ) != DG_NONE) return false;
    if (v->deprel == DEPREL_ACL && is_misread_clause(t, verb)) return false;
    if (v->deprel == DEPREL_ACL || v->deprel == DEPREL_AMOD || v->deprel == DEPREL_ADVCL)
        return dependent_exactly(t, verb, DEPREL_OBJ) == DG_NONE;
    if (v->deprel == DEPREL_CONJ) {
        uint32_t g = clause_governor(t, verb);
        bool own = clause_dependent(t, verb, DEPREL_AUX) != DG_NONE ||
                   clause_dependent(t, verb, DEPREL_NSUBJ) != DG_NONE ||
                   dependent_exactly(t, verb, DEPREL_OBJ) != DG_NONE;
        return !own && g != DG_NONE && clause_word(t, g)->xpos == XPOS_VBN &&
               clause_is_passive(t, g);
    }
    return false;
}

/* ---- subjects ---------------------------------------------------------------------------- */

static bool is_relative(const clause_tree *t, uint32_t w) {
    unsigned xpos = clause_word(t, w)->xpos;
    return xpos == XPOS_WP || xpos == XPOS_WDT;
}

/* The noun that a relative or reduced clause hangs on, for its relative pronoun. */
static uint32_t antecedent(const clause_tree *t, uint32_t verb) {
    for (unsigned i = 0; i < MOST_CLIMB; i++) {
        const dg_word *v = clause_word(t, verb);
        uint32_t g = clause_governor(t, verb);
        if (g == DG_NONE) return DG_NONE;
        if (clause_relation(v->deprel, DEPREL_ACL)) return g;
        if (v->deprel != DEPREL_CONJ && v->deprel != DEPREL_XCOMP && v->deprel != DEPREL_CCOMP)
            return DG_NONE;
        verb = g;
    }
    return DG_NONE;
}

static uint32_t through_relative(const clause_tree *t, uint32_t verb, uint32_t w) {
    return w != DG_NONE && is_relative(t, w) ? antecedent(t, verb) : w;
}

static uint32_t surface_subject(const clause_tree *t, uint32_t verb, unsigned depth);

/* Whose doing an infinitive is: the object's of "urge X to", the subject's of "promise to". */
static uint32_t controller(const clause_tree *t, uint32_t verb, unsigned depth) {
    static const char *const by_subject[] = {"promise", "threaten", "vow", "pledge", NULL};
    uint32_t g = clause_governor(t, verb);
    if (g == DG_NONE) return DG_NONE;
    uint32_t object = clause_dependent(t, g, DEPREL_OBJ);
    if (object == DG_NONE) object = clause_dependent(t, g, DEPREL_IOBJ);
    if (object == verb) object = DG_NONE;
    if (object != DG_NONE && !clause_is_one_of(t, g, by_subject)) return object;
    return surface_subject(t, g, depth + 1);
}

/* The subject of a clause that hangs on a noun: of "troops attacking", "a plan to attack". */
static uint32_t subject_by_noun(const clause_tree *t, uint32_t verb, unsigned depth) {
    const dg_word *v = clause_word(t, verb);
    uint32_t noun = clause_governor(t, verb);
    if (noun == DG_NONE) return DG_NONE;
    bool participle = v->xpos == XPOS_VBG || v->xpos == XPOS_VBN || v->xpos == XPOS_VBD;
    if (participle || v->deprel == DEPREL_ACL_RELCL) return noun;
    uint32_t owner = clause_dependent(t, noun, DEPREL_NMOD_POSS);
    if (owner != DG_NONE) return owner;
    for (uint32_t c = t->child[noun]; c; c = t->sibling[c - 1]) /* "a UN decision to" */
        if (t->mention[c - 1] && c - 1 < noun &&
            (clause_word(t, c - 1)->deprel == DEPREL_COMPOUND ||
             clause_word(t, c - 1)->deprel == DEPREL_AMOD))
            return c - 1;
    uint32_t g = clause_governor(t, noun);
    unsigned deprel = clause_word(t, noun)->deprel;
    bool object = deprel == DEPREL_OBJ || clause_relation(deprel, DEPREL_OBL);
    return g != DG_NONE && object ? surface_subject(t, g, depth + 1) : DG_NONE;
}

/* The subject as it stands, whatever the voice. */
static uint32_t surface_subject(const clause_tree *t, uint32_t verb, unsigned depth) {
    if (depth > MOST_CLIMB) return DG_NONE;
    uint32_t own = clause_dependent(t, verb, DEPREL_NSUBJ);
    if (own != DG_NONE) return through_relative(t, verb, own);
    const dg_word *v = clause_word(t, verb);
    uint32_t g = clause_governor(t, verb);
    if (g == DG_NONE) return DG_NONE;
    if (v->deprel == DEPREL_CONJ || v->deprel == DEPREL_PARATAXIS)
        return v->deprel == DEPREL_CONJ ? surface_subject(t, g, depth + 1) : DG_NONE;
    if (v->deprel == DEPREL_XCOMP || v->deprel == DEPREL_CCOMP)
        return controller(t, verb, depth);
    if (clause_relation(v->deprel, DEPREL_ACL)) return subject_by_noun(t, verb, depth);
    if (clause_relation(v->deprel, DEPREL_ADVCL)) return surface_subject(t, g, depth + 1);
    return DG_NONE;
}

static uint32_t agent_below(const clause_tree *t, uint32_t verb) {
    for (uint32_t c = t->child[verb]; c; c = t->sibling[c - 1]) {
        unsigned deprel = clause_word(t, c - 1)->deprel;
        if (deprel == DEPREL_OBL_AGENT) return c - 1;
        if (clause_relation(deprel, DEPREL_OBL) && clause_has_case(t, c - 1, "by") &&
            t->mention[c - 1])
            return c - 1;
    }
    return DG_NONE;
}

uint32_t clause_agent(const clause_tree *t, uint32_t verb) {
    if (!clause_is_passive(t, verb)) return surface_subject(t, verb, 0);
    uint32_t agent = agent_below(t, verb);
    uint32_t complement = clause_dependent(t, verb, DEPREL_XCOMP); /* "shot dead by" */
    if (agent == DG_NONE && complement != DG_NONE) agent = agent_below(t, complement);
    return agent;
}

/* An object that a relative clause has before it: "the town that rebels seized". */
static uint32_t relative_object(const clause_tree *t, uint32_t verb) {
    uint32_t subject = clause_dependent(t, verb, DEPREL_NSUBJ);
    if (clause_word(t, verb)->deprel != DEPREL_ACL_RELCL) return DG_NONE;
    return subject != DG_NONE && !is_relative(t, subject) ? clause_governor(t, verb) : DG_NONE;
}

uint32_t clause_patient(const clause_tree *t, uint32_t verb) {
    if (clause_is_passive(t, verb)) return surface_subject(t, verb, 0);
    uint32_t object = dependent_exactly(t, verb, DEPREL_OBJ);
    if (object != DG_NONE && is_relative(t, object)) return antecedent(t, verb);
    if (object != DG_NONE) return object;
    object = dependent_exactly(t, verb, DEPREL_IOBJ);
    if (object != DG_NONE) return object;
    object = relative_object(t, verb);
    if (object != DG_NONE) return object;
    /* "arrested and deported X": the object stands with the last verb */
    for (uint32_t c = t->child[verb]; c; c = t->sibling[c - 1]) {
        const dg_word *x = clause_word(t, c - 1);
        if (x->deprel != DEPREL_CONJ || x->upos != UPOS_VERB) continue;
        if (clause_dependent(t, c - 1, DEPREL_NSUBJ) != DG_NONE) continue;
        object = dependent_exactly(t, c - 1, DEPREL_OBJ);
        if (object != DG_NONE) return object;
    }
    return DG_NONE;
}
