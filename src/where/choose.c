/* Which phrase of a sentence says where an event happened: the one from which the way through
 * the tree to the event's word is shortest. Each edge has its length, made such that a place in
 * the clause is near, one in a clause beside it farther, and one above the verb that only
 * reports the event out of reach. */
#include <string.h>

#include "where/scene.h"

enum {
    STEPS = 8,
    FAR = 1000,
    REACH = 50,
    REACH_ALONE = 80, /* of the only phrase of a sentence that says where */
    REACH_OF_WORDS = 20
};

/* ---- the way of a phrase to what it hangs on ----------------------------------------- */

static bool is_one_of(const char *s, const char *const *list) {
    for (; *list; list++)
        if (!strcmp(s, *list)) return true;
    return false;
}

static bool is_journey(const dg_event *e) {
    static const char *const types[] = {"CONSULT", "MOBILIZE", "RETREAT", "AGREE", "AID", NULL};
    return is_one_of(e->type, types);
}

static int length_of_case(const char *lemma, const dg_event *e) {
    static const char *const within[] = {"in",    "at",     "near",       "inside", "outside",
                                         "off",   "around", "throughout", "across", "within",
                                         "along", "aboard", "amid",       "beside", NULL};
    static const char *const towards[] = {"to",  "into", "toward", "towards",
                                          "for", "onto", NULL};
    static const char *const over[] = {"on",   "over", "through", "between", "north", "south",
                                       "east", "west", "above",   "under",   NULL};
    if (is_one_of(lemma, within)) return 0;
    if (is_one_of(lemma, over)) return 8;
    if (is_one_of(lemma, towards)) return is_journey(e) ? 4 : !strcmp(lemma, "into") ? 10 : 22;
    if (!strcmp(lemma, "from") || !strcmp(lemma, "out"))
        return !strcmp(e->type, "RETREAT") ? 4 : 18;
    return FAR;
}

static const char *case_of(const clause_tree *t, uint32_t w) {
    uint32_t c = clause_dependent(t, w, DEPREL_CASE);
    return c == DG_NONE ? "" : clause_word(t, c)->lemma;
}

/* Whether a spot is a whole state or its people: these act and suffer more often than they say
 * where. */
static bool is_state(const scene *s, const scene_spot *spot) {
    if (spot->name == DG_NONE)
        return spot->mention != DG_NONE &&
               s->tree->story->mention[spot->mention].kind != DG_NOMINAL;
    const scene_name *n = &s->name[spot->name];
    for (size_t i = 0; i < n->n_hit && spot->rank == RANK_HEAD; i++)
        if (gazetteer_at(s->places, &n->hit[i])->kind == PLACE_COUNTRY) return true;
    return false;
}

static int length_of_object(const scene *s, const scene_spot *spot, const dg_event *e) {
    if (!is_state(s, spot)) return 8;
    return is_journey(e) ? 8 : FAR;
}

/* The length of a spot's own edge. */
static int own_length(const scene *s, const scene_spot *spot, const dg_event *e) {
    const dg_word *w = clause_word(s->tree, spot->head);
    const char *preposition = case_of(s->tree, spot->head);
    switch (w->deprel) {
    case DEPREL_OBL:
    case DEPREL_OBL_UNMARKED:
    case DEPREL_ADVMOD:
    case DEPREL_CONJ:
        return *preposition ? length_of_case(preposition, e) : FAR;
    case DEPREL_NMOD:
    case DEPREL_NMOD_UNMARKED:
        if (!strcmp(preposition, "of")) return is_state(s, spot) ? 20 : 12;
        return *preposition ? length_of_case(preposition, e) + 3 : FAR;
    case DEPREL_OBJ:
    case DEPREL_NSUBJ_PASS:
        return length_of_object(s, spot, e);
    case DEPREL_COMPOUND:
        return is_state(s, spot) ? FAR : 14;
    case DEPREL_NMOD_POSS:
        return is_state(s, spot) ? FAR : 20;
    default:
        return FAR;
    }
}

/* ---- ways --------------------------------------------------------------------------- */

/* Up from what a place hangs on. */
static int place_length(unsigned deprel) {
    switch (deprel) {
    case DEPREL_OBJ:
    case DEPREL_NSUBJ_PASS:
    case DEPREL_OBL:
    case DEPREL_NMOD:
    case DEPREL_COMPOUND:
        return 8;
    case DEPREL_APPOS:
    case DEPREL_XCOMP:
        return 5;
    case DEPREL_NSUBJ:
        return 8;
    case DEPREL_CONJ:
        return 14;
    case DEPREL_ACL:
        return 15;
    case DEPREL_ADVCL:
        return 18;
    case DEPREL_ACL_RELCL:
        return 20;
    case DEPREL_CCOMP:
    case DEPREL_PARATAXIS:
        return 30;
    default:
        return 10;
    }
}

/* Up from the event's word. */
static int event_length(unsigned deprel) {
    switch (deprel) {
    case DEPREL_XCOMP:
    case DEPREL_OBJ:
    case DEPREL_NSUBJ:
    case DEPREL_NSUBJ_PASS:
    case DEPREL_APPOS:
        return 5;
    case DEPREL_CONJ:
    case DEPREL_COMPOUND:
        return 8;
    case DEPREL_ACL:
    case DEPREL_NMOD:
        return 10;
    case DEPREL_ACL_RELCL:
    case DEPREL_OBL:
        return 12;
    case DEPREL_ADVCL:
        return 15;
    case DEPREL_CCOMP:
    case DEPREL_PARATAXIS:
        return 36;
    default:
        return 10;
    }
}

typedef struct way {
    uint32_t word[STEPS];
    int length[STEPS]; /* from the start to this word */
    unsigned n;
} way;

static void go_up(const clause_tree *t, uint32_t w, int first, bool event, way *out) {
    int length = first;
    for (out->n = 0; out->n < STEPS && w != DG_NONE; out->n++) {
        out->word[out->n] = w;
        out->length[out->n] = length;
        unsigned deprel = clause_word(t, w)->deprel;
        length += event ? event_length(deprel) : place_length(deprel);
        w = clause_governor(t, w);
    }
}

static bool is_speech(const clause_tree *t, uint32_t w) {
    static const char *const verbs[] = {"say",     "tell", "announce", "report",
                                        "declare", "add",  NULL};
    return clause_is_one_of(t, w, verbs);
}

/* Where the ways meet; not at a verb that only reports the event. */
static int shortest(const clause_tree *t, const way *place, const way *event) {
    int best = FAR;
    for (unsigned i = 0; i < place->n; i++)
        for (unsigned k = 0; k < event->n; k++) {
            if (place->word[i] != event->word[k] || (k && is_speech(t, event->word[k])))
                continue;
            int length = place->length[i] + event->length[k];
            if (length < best) best = length;
        }
    return best;
}

/* ---- choosing ----------------------------------------------------------------------- */

static int length_of(const scene *s, const scene_spot *spot, const dg_event *e, uint32_t w,
                     const way *from_event) {
    way up;
    int own = own_length(s, spot, e);
    uint32_t governor = clause_governor(s->tree, spot->head);
    if (own >= FAR || spot->head == w || governor == DG_NONE) return FAR;
    go_up(s->tree, governor, own, false, &up);
    int length = shortest(s->tree, &up, from_event) + (spot->head < w ? 3 : 0);
    return length + (is_state(s, spot) ? 4 : 0);
}

/* Deeds happen somewhere; of words the place is told only beside them. */
static int reach_of(const dg_event *e, bool alone) {
    static const char *const words[] = {"ACCUSE",  "AGREE",   "CONCEDE",  "REJECT",
                                        "REQUEST", "SUPPORT", "THREATEN", NULL};
    if (is_one_of(e->type, words)) return REACH_OF_WORDS;
    return alone ? REACH_ALONE : REACH;
}

const scene_spot *scene_choose(const scene *s, const dg_event *event, uint32_t w) {
    way from_event;
    const scene_spot *best = NULL;
    int length = FAR;
    unsigned n = 0;
    go_up(s->tree, w, 0, true, &from_event);
    for (unsigned i = 0; i < s->n_spot; i++) {
        int here = length_of(s, &s->spot[i], event, w, &from_event);
        n += here < FAR;
        if (here >= length) continue;
        length = here;
        best = &s->spot[i];
    }
    return length < reach_of(event, n == 1) ? best : NULL;
}
