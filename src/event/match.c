/* Matching frames on the dependency tree. */
#include "event/match.h"

#include <string.h>

enum { COMPOUND_MAX = 64 };

static bool in_list(const event_frames *f, uint32_t first, uint32_t n, const char *lemma) {
    uint64_t hash = frames_lemma_hash(lemma, strlen(lemma));
    for (uint32_t i = 0; i < n; i++)
        if (f->lemma[first + i] == hash) return true;
    return false;
}

/* "air-strike" of "air strikes": what frames write with a hyphen stands for the open compound, too.
 * False when no modifier stands right before the noun. */
static bool open_compound(const clause_tree *tree, uint32_t w, char out[COMPOUND_MAX]) {
    const dg_word *x = clause_word(tree, w);
    if (w == 0 || (x->upos != UPOS_NOUN && x->upos != UPOS_PROPN)) return false;
    const dg_word *before = clause_word(tree, w - 1);
    bool modifies = clause_governor(tree, w - 1) == w &&
                    (before->deprel == DEPREL_COMPOUND || before->deprel == DEPREL_AMOD);
    size_t n = strlen(before->lemma), m = strlen(x->lemma);
    if (!modifies || n + m + 2 > COMPOUND_MAX) return false;
    memcpy(out, before->lemma, n);
    out[n] = '-';
    memcpy(out + n + 1, x->lemma, m + 1);
    return true;
}

static bool is_lemma(const event_frames *f, const event_token *t, const clause_tree *tree,
                     uint32_t w) {
    char compound[COMPOUND_MAX];
    if (w == DG_NONE) return false;
    if (in_list(f, t->lemma, t->n_lemma, clause_word(tree, w)->lemma)) return true;
    return t->n_lemma && open_compound(tree, w, compound) &&
           in_list(f, t->lemma, t->n_lemma, compound);
}

static bool is_quantity(const clause_tree *tree, uint32_t w) {
    static const char *const nouns[] = {
        "some",    "most",     "many", "half", "part",    "number",   "dozen", "rest", "series",
        "hundred", "thousand", "all",  "few",  "several", "majority", "lot",   NULL};
    return clause_word(tree, w)->upos == UPOS_NUM || clause_is_one_of(tree, w, nouns);
}

/* Whether the word, or one coordinated with it, is in the token's list. */
static uint32_t find_lemma(const event_frames *f, const event_token *t, const clause_tree *tree,
                           uint32_t w) {
    if (w == DG_NONE || is_lemma(f, t, tree, w)) return w;
    for (uint32_t c = tree->child[w]; c; c = tree->sibling[c - 1]) {
        unsigned deprel = clause_word(tree, c - 1)->deprel;
        bool part = deprel == DEPREL_NMOD && clause_has_case(tree, c - 1, "of") &&
                    is_quantity(tree, w); /* "some of its troops" */
        bool within = deprel == DEPREL_CONJ || deprel == DEPREL_COMPOUND || part;
        if (within && is_lemma(f, t, tree, c - 1)) return c - 1;
    }
    return DG_NONE;
}

static void fill(event_match *m, unsigned role, uint32_t w) {
    if (w == DG_NONE) return;
    if (role == ROLE_OF_ACTOR && m->n_actor < MATCH_WORDS) m->actor[m->n_actor++] = w;
    if (role == ROLE_OF_RECIPIENT && m->n_recipient < MATCH_WORDS)
        m->recipient[m->n_recipient++] = w;
}

static bool match_particle(const event_frames *f, const event_token *t, const clause_tree *tree,
                           uint32_t w) {
    for (uint32_t c = tree->child[w]; c; c = tree->sibling[c - 1])
        if (in_list(f, t->prep, t->n_prep, clause_word(tree, c - 1)->lemma)) return true;
    return false;
}

/* Whether the word stands for somebody of a country or sector. */
static bool is_named(const clause_tree *tree, uint32_t w) {
    if (!tree->mention[w]) return false;
    const dg_mention *m = &tree->story->mention[tree->mention[w] - 1];
    return *m->actor.country || *m->actor.sector[0] || m->n_part;
}

/* A dependent of `of` with one of the token's prepositions, and of its nouns if it names any;
 * of several that might play a role, one who can. */
static uint32_t prep_of(const event_frames *f, const event_token *t, const clause_tree *tree,
                        uint32_t of) {
    uint32_t any = DG_NONE;
    for (uint32_t c = of == DG_NONE ? 0 : tree->child[of]; c; c = tree->sibling[c - 1]) {
        unsigned deprel = clause_word(tree, c - 1)->deprel;
        bool oblique = clause_relation(deprel, DEPREL_OBL) || deprel == DEPREL_NMOD ||
                       deprel == DEPREL_ADVCL;
        if (!oblique) continue;
        bool has = false;
        for (uint32_t k = tree->child[c - 1]; k && !has; k = tree->sibling[k - 1])
            has = (clause_word(tree, k - 1)->deprel == DEPREL_CASE ||
                   clause_word(tree, k - 1)->deprel == DEPREL_MARK) &&
                  in_list(f, t->prep, t->n_prep, clause_word(tree, k - 1)->lemma);
        if (!has) continue;
        uint32_t found = t->n_lemma ? find_lemma(f, t, tree, c - 1) : c - 1;
        if (found == DG_NONE) continue;
        if (!t->role || is_named(tree, found)) return found;
        if (any == DG_NONE) any = found;
    }
    return any;
}

static bool match_prep(const event_frames *f, const event_token *t, const clause_tree *tree,
                       event_match *m) {
    uint32_t w = prep_of(f, t, tree, m->word), inner = prep_of(f, t, tree, m->object);
    if (w == DG_NONE || (inner != DG_NONE && t->role && !is_named(tree, w))) w = inner;
    if (w == DG_NONE && m->object == DG_NONE && m->frame->kind == FRAME_VERB)
        w = prep_of(f, t, tree, clause_patient(tree, m->word));
    if (w == DG_NONE) return false;
    fill(m, t->role, w);
    return true;
}

static bool match_verb_below(const event_frames *f, const event_token *t,
                             const clause_tree *tree, uint32_t w) {
    for (uint32_t c = tree->child[w]; c; c = tree->sibling[c - 1]) {
        unsigned deprel = clause_word(tree, c - 1)->deprel;
        bool below = deprel == DEPREL_XCOMP || deprel == DEPREL_CCOMP ||
                     clause_relation(deprel, DEPREL_ADVCL) || deprel == DEPREL_OBJ ||
                     deprel == DEPREL_ACL;
        if (below && is_lemma(f, t, tree, c - 1)) return true;
    }
    return false;
}

static bool match_object(const event_frames *f, const event_token *t, const clause_tree *tree,
                         event_match *m) {
    uint32_t patient = clause_patient(tree, m->word);
    if (!t->n_lemma) {
        if (patient == DG_NONE || patient == m->object) return false;
        fill(m, t->role, patient);
        return true;
    }
    uint32_t found = find_lemma(f, t, tree, patient);
    if (found == DG_NONE) return false;
    m->object = found;
    return true;
}

/* The tokens of a frame, what is asked for first: objects before prepositions that may hang on
 * them. False when a required one is not met. */
static bool match_tokens(event_match *m, const clause_tree *tree) {
    const event_frames *f = m->frames;
    bool firm = false, asked = false, met_prep = false;
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < m->frame->n_token; i++) {
            const event_token *t = &f->token[m->frame->token + i];
            bool object = t->kind == TOKEN_OBJECT && t->n_lemma;
            bool met = false;
            if (object != (pass == 0)) continue;
            switch (t->kind) {
            case TOKEN_PARTICLE:
                met = match_particle(f, t, tree, m->word);
                break;
            case TOKEN_PREP:
                met = match_prep(f, t, tree, m);
                break;
            case TOKEN_VERB:
                met = match_verb_below(f, t, tree, m->word);
                break;
            default:
                met = match_object(f, t, tree, m);
                break;
            }
            if (!met && t->required) return false;
            firm = firm || t->required || (t->kind == TOKEN_OBJECT && met);
            asked = asked || t->kind == TOKEN_PREP;
            met_prep = met_prep || (t->kind == TOKEN_PREP && met);
            if (met) m->score += t->required ? 4 : 2;
        }
    /* "rule against R" without any "against" is another "rule" */
    return firm || met_prep || !asked || m->frame->kind == FRAME_NOUN;
}

static void match_subject(event_match *m, const clause_tree *tree) {
    m->passive = clause_is_passive(tree, m->word);
    fill(m, m->frame->subject, clause_agent(tree, m->word));
    if (m->frame->subject != ROLE_OF_RECIPIENT || !m->passive) return;
    fill(m, ROLE_OF_RECIPIENT, clause_patient(tree, m->word));
}

/* A noun's possessor, nationality, "of" and "by". */
static void match_noun_parties(event_match *m, const clause_tree *tree) {
    const event_frame *f = m->frame;
    for (uint32_t c = tree->child[m->word]; c; c = tree->sibling[c - 1]) {
        const dg_word *x = clause_word(tree, c - 1);
        bool named = tree->mention[c - 1] != 0;
        bool before = x->deprel == DEPREL_NMOD_POSS || x->deprel == DEPREL_COMPOUND ||
                      x->deprel == DEPREL_AMOD;
        if (before && named && c - 1 < m->word) fill(m, f->poss, c - 1);
        if (x->deprel != DEPREL_NMOD || !named) continue;
        if (clause_has_case(tree, c - 1, "of")) fill(m, f->of, c - 1);
        if (clause_has_case(tree, c - 1, "by")) fill(m, ROLE_OF_ACTOR, c - 1);
    }
}

/* A bare "hold R", "leave R": whether the sense is right hangs on who the object is. */
static bool needs_recipient(const event_match *m) {
    bool object = false, firm = false;
    for (uint32_t i = 0; i < m->frame->n_token; i++) {
        const event_token *t = &m->frames->token[m->frame->token + i];
        if (t->required && t->role == ROLE_OF_RECIPIENT) return true;
        if (t->required) firm = true;
        object = object || (t->kind == TOKEN_OBJECT && t->role == ROLE_OF_RECIPIENT);
    }
    return object && !firm && m->frame->kind == FRAME_VERB;
}

static bool try_frame(const event_frames *frames, const event_frame *f, const clause_tree *tree,
                      uint32_t w, event_match *m) {
    memset(m, 0, sizeof *m);
    m->frames = frames;
    m->frame = f;
    m->word = w;
    m->object = DG_NONE;
    if (f->weak) m->score -= 3;
    if (!match_tokens(m, tree)) return false;
    if (f->kind == FRAME_VERB)
        match_subject(m, tree);
    else
        match_noun_parties(m, tree);
    m->score += (m->n_actor > 0) + (m->n_recipient > 0);
    m->needs_recipient = needs_recipient(m);
    return true;
}

/* The best of a run of frames, if better than what was found; `more` is added to its score. */
static void try_run(const event_frames *f, const uint32_t *run, const clause_tree *t, uint32_t w,
                    int more, event_match *out, bool *found) {
    for (; *run != UINT32_MAX; run++) {
        event_match m;
        if (!try_frame(f, &f->frame[*run], t, w, &m)) continue;
        m.score += more;
        if (*found && m.score <= out->score) continue;
        *out = m;
        *found = true;
    }
}

bool event_match_word(const event_frame_set *set, const clause_tree *t, uint32_t w,
                      event_match *out, bool *tried) {
    enum { SPECIAL = 4 /* a compound says more than its head */ };
    const dg_word *x = clause_word(t, w);
    bool verb = x->upos == UPOS_VERB, noun = x->upos == UPOS_NOUN || x->upos == UPOS_PROPN;
    char compound[COMPOUND_MAX];
    bool found = false, any = false;
    for (unsigned l = 0; l < set->n && (verb || noun) && !found; l++) { /* the user's first */
        const event_frames *f = &set->layer[l];
        const uint32_t *run = frames_of_head(f, verb ? FRAME_VERB : FRAME_NOUN, x->lemma);
        any = any || *run != UINT32_MAX;
        try_run(f, run, t, w, 0, out, &found);
        if (!noun || !open_compound(t, w, compound)) continue;
        run = frames_of_head(f, FRAME_NOUN, compound);
        any = any || *run != UINT32_MAX;
        try_run(f, run, t, w, SPECIAL, out, &found);
    }
    if (tried) *tried = any;
    return found;
}
