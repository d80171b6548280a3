/* From a parse to mentions. The parse is not trusted blindly: a title that the parser hung
 * beside its name ("adviser Yuri Ushakov said") and a restatement that it took for a
 * coordination ("the minister, Jeremy Hunt, said") are known by their place in the text. */
#include "actor/mention.h"

#include <string.h>

#include "base/error.h"

/* ---- the parse ------------------------------------------------------------------- */

static void link_children(actor_story *a) {
    for (uint32_t s = 0; s < a->story->n_sentence; s++) {
        const dg_sentence *x = &a->story->sentence[s];
        for (uint32_t k = x->n_word; k-- > 0;) { /* backwards: lists then run forwards */
            uint32_t w = x->word + k, g = actor_governor(a, w, s);
            if (g == DG_NONE) continue;
            a->sibling[w] = a->child[g];
            a->child[g] = w + 1;
        }
    }
}

static bool is_one_of(const char *s, const char *const *list) {
    for (; *list; list++)
        if (!strcmp(s, *list)) return true;
    return false;
}

static bool is_punct(const actor_story *a, uint32_t w, char c) {
    const char *s = a->story->word[w].norm;
    return s[0] == c && s[1] == '\0';
}

static uint32_t sentence_end(const actor_story *a, uint32_t s) {
    return a->story->sentence[s].word + a->story->sentence[s].n_word;
}

bool actor_is_compound_part(const actor_story *a, uint32_t w) {
    static const char *const words[] = {
        "born",      "occupied", "held",      "controlled", "backed",   "style", "language",
        "made",      "funded",   "sponsored", "trained",    "speaking", "bound", "built",
        "supported", "armed",    "brokered",  "mediated",   "educated", NULL};
    if (w + 2 >= a->story->n_word) return false;
    const char *hyphen = actor_word(a, w + 1)->norm;
    bool joined = !strcmp(hyphen, "-") || !strcmp(hyphen, "\xE2\x80\x91");
    return joined && is_one_of(actor_word(a, w + 2)->norm, words);
}

/* ---- what hits say -------------------------------------------------------------------- */

static bool is_role(const actor_story *a, const actor_hit *hit) {
    return hit && actor_hit_kind(a->base, &a->names, hit, KIND_ROLE) != NULL;
}

/* A hit that names an entity: any kind but role nouns. */
static bool is_name(const actor_story *a, const actor_hit *hit) {
    size_t n;
    if (!hit) return false;
    const actor_use *use = actor_hit_uses(a->base, hit, &n);
    for (size_t i = 0; i < n; i++) {
        unsigned kind = a->base->layer[hit->layer].entity[use[i].entity].kind;
        if (kind != KIND_ROLE && kind != KIND_GIVEN &&
            actor_use_fits(a->base, &a->names, hit, &use[i]))
            return true;
    }
    return false;
}

/* A hit that can be of this use: an adjective, a people. */
static bool has_use(const actor_story *a, const actor_hit *hit, unsigned wanted) {
    size_t n;
    const actor_use *use = actor_hit_uses(a->base, hit, &n);
    for (size_t i = 0; i < n; i++)
        if (use[i].use == wanted && actor_use_fits(a->base, &a->names, hit, &use[i]))
            return true;
    return false;
}

static uint32_t hit_index(const actor_story *a, const actor_hit *hit) {
    return (uint32_t)(hit - a->names.hit);
}

/* ---- which words head a mention ---------------------------------------------------------- */

static bool is_personal(const dg_word *w) {
    return w->xpos == XPOS_PRP || w->xpos == XPOS_PRPS;
}

static bool is_core(unsigned deprel) {
    return actor_is_relation(deprel, DEPREL_NSUBJ) || deprel == DEPREL_OBJ ||
           deprel == DEPREL_IOBJ || actor_is_relation(deprel, DEPREL_OBL) ||
           deprel == DEPREL_CONJ || deprel == DEPREL_NMOD;
}

/* "132 were killed", "the wounded", "many", "those who", "both", "others". */
static bool is_loose_head(const actor_story *a, uint32_t w) {
    static const char *const words[] = {"those",    "many",   "some",     "several",   "others",
                                        "dozens",   "both",   "hundreds", "thousands", "all",
                                        "everyone", "anyone", "someone",  "nobody",    NULL};
    const dg_word *x = actor_word(a, w);
    if (!is_core(x->deprel)) return false;
    if (x->upos == UPOS_NUM) return actor_dependent(a, w, DEPREL_CASE) == DG_NONE;
    if (x->upos == UPOS_ADJ || x->upos == UPOS_VERB)
        return actor_dependent(a, w, DEPREL_DET) != DG_NONE && x->deprel != DEPREL_CONJ;
    return (x->upos == UPOS_PRON || x->upos == UPOS_DET || x->upos == UPOS_ADJ) &&
           is_one_of(x->lemma, words);
}

/* Words inside a name or a title, whose head speaks for them. */
static bool is_inner(const dg_word *w) {
    switch (w->deprel) {
    case DEPREL_FLAT:
    case DEPREL_GOESWITH:
    case DEPREL_FIXED:
    case DEPREL_COMPOUND:
    case DEPREL_AMOD:
    case DEPREL_DET:
    case DEPREL_EXPL:
    case DEPREL_DISCOURSE:
    case DEPREL_NUMMOD:
    case DEPREL_NMOD_DESC:
        return true;
    default:
        return false;
    }
}

/* A name that the parser took for something else: "US" for "us", "Germany" for a verb. */
static bool is_plain_name(const actor_story *a, uint32_t w) {
    const actor_hit *hit = actor_hit_of(a, w);
    const dg_word *x = actor_word(a, w);
    if (!hit || w != hit->first + hit->n - 1 || !is_name(a, hit)) return false;
    if (x->upos == UPOS_PRON) return a->names.key[w].shape == CASE_UPPER;
    const actor_use *use = actor_hit_kind(a->base, &a->names, hit, KIND_STATE);
    return use && use->use == USE_NAME && x->upos != UPOS_ADJ;
}

/* A text that is nothing but a role noun or name, as one asks `dragoman actor criminal`. */
static bool is_all(const actor_story *a, uint32_t sentence, uint32_t w) {
    const actor_hit *hit = actor_hit_of(a, w);
    return hit && w == hit->first + hit->n - 1 &&
           hit->n + 1 >= a->story->sentence[sentence].n_word;
}

static bool is_head(const actor_story *a, uint32_t sentence, uint32_t w) {
    const dg_word *x = actor_word(a, w);
    if (is_all(a, sentence, w)) return true;
    if (is_plain_name(a, w) && !is_inner(x)) return true;
    if (is_personal(x)) return x->deprel != DEPREL_EXPL;
    if (x->upos == UPOS_NOUN || x->upos == UPOS_PROPN) return !is_inner(x);
    return is_loose_head(a, w);
}

/* Whether what a conjunct hangs on is itself a modifier. */
static bool is_before_noun(const actor_story *a, uint32_t w) {
    for (uint32_t k = w; k-- > 0 && k + 12 > w;) {
        if (a->child[k] == 0) continue;
        for (uint32_t c = a->child[k]; c; c = a->sibling[c - 1])
            if (c - 1 == w)
                return actor_word(a, k)->deprel == DEPREL_AMOD ||
                       actor_word(a, k)->deprel == DEPREL_COMPOUND;
    }
    return false;
}

/* The word of a name that hangs on a word outside it. */
static uint32_t head_of_hit(const actor_story *a, const actor_hit *hit, uint32_t sentence) {
    for (uint32_t w = hit->first; w < hit->first + hit->n; w++) {
        uint32_t g = actor_governor(a, w, sentence);
        if (g == DG_NONE || g < hit->first || g >= hit->first + hit->n) return w;
    }
    return hit->first + hit->n - 1;
}

/* "Turkish", "US", "Obama" before a noun; one mention a name, at its last word. */
static bool is_modifier(const actor_story *a, uint32_t sentence, uint32_t w) {
    const actor_hit *hit = actor_hit_of(a, w);
    if (!hit || w != hit->first + hit->n - 1 || !is_name(a, hit)) return false;
    w = head_of_hit(a, hit, sentence);
    const dg_word *x = actor_word(a, w);
    if (x->deprel == DEPREL_AMOD || x->deprel == DEPREL_COMPOUND) return true;
    /* "French and UN ministers": the second hangs on the first */
    return x->deprel == DEPREL_CONJ && is_before_noun(a, w);
}

/* ---- extents ------------------------------------------------------------------------------
 */

static bool belongs(const dg_word *child, bool before) {
    switch (child->deprel) {
    case DEPREL_DET:
    case DEPREL_DET_PREDET:
    case DEPREL_AMOD:
    case DEPREL_COMPOUND:
    case DEPREL_NUMMOD:
    case DEPREL_NMOD_POSS:
    case DEPREL_NMOD_DESC:
    case DEPREL_FLAT:
    case DEPREL_FIXED:
    case DEPREL_GOESWITH:
    case DEPREL_NMOD_UNMARKED:
        return true;
    case DEPREL_ADVMOD:
        return before;
    case DEPREL_NMOD:
        return true;
    default:
        return false;
    }
}

static uint32_t leftmost(const actor_story *a, uint32_t w, unsigned depth) {
    uint32_t left = w;
    if (depth > 40) return left;
    for (uint32_t c = a->child[w]; c; c = a->sibling[c - 1]) {
        const dg_word *x = actor_word(a, c - 1);
        bool conjoined = x->deprel == DEPREL_CONJ || x->deprel == DEPREL_CC;
        if (c - 1 > w || !(belongs(x, true) || (depth && conjoined))) continue;
        uint32_t l = leftmost(a, c - 1, depth + 1);
        if (l < left) left = l;
    }
    return left;
}

/* Behind the noun, what is inside a phrase of its own goes whole, with its conjuncts. */
static uint32_t rightmost(const actor_story *a, uint32_t w, unsigned depth) {
    uint32_t right = w;
    if (depth > 40) return right;
    for (uint32_t c = a->child[w]; c; c = a->sibling[c - 1]) {
        const dg_word *x = actor_word(a, c - 1);
        bool inside = depth && (x->deprel == DEPREL_CONJ || x->deprel == DEPREL_CASE);
        if (c - 1 < w || !(belongs(x, false) || inside)) continue;
        uint32_t r = rightmost(a, c - 1, depth + 1);
        if (r > right) right = r;
    }
    return right;
}

/* "al" of "al-Obaidi", which the tokenizer takes apart. */
static bool goes_on_behind_hyphen(const actor_story *a, uint32_t w, uint32_t end) {
    if (w + 2 >= end || !is_punct(a, w + 1, '-')) return false;
    const dg_word *left = actor_word(a, w), *hyphen = left + 1, *right = left + 2;
    bool joined = left->end == hyphen->start && hyphen->end == right->start;
    return joined && right->upos == UPOS_PROPN && a->names.key[w + 2].shape != CASE_LOWER;
}

/* The run of words around w that make up one proper name. */
static void find_name_words(const actor_story *a, actor_mention *m, uint32_t w) {
    uint32_t begin = a->story->sentence[m->sentence].word, end = sentence_end(a, m->sentence);
    const actor_hit *hit = actor_hit_of(a, w);
    m->name_first = m->name_last = w;
    if (hit && is_name(a, hit)) {
        m->name_first = hit->first;
        m->name_last = hit->first + hit->n - 1;
    }
    while (m->name_first > begin) {
        const dg_word *x = actor_word(a, m->name_first - 1);
        const actor_hit *before = actor_hit_of(a, m->name_first - 1);
        bool title =
            before && (is_role(a, before) || has_use(a, before, USE_ADJ) || is_name(a, before));
        if (x->upos != UPOS_PROPN || title || x->deprel == DEPREL_NMOD_POSS) break;
        m->name_first--;
    }
    while (m->name_last + 1 < end) {
        const dg_word *x = actor_word(a, m->name_last + 1);
        if (goes_on_behind_hyphen(a, m->name_last, end)) {
            m->name_last += 2;
            continue;
        }
        bool inside = x->deprel == DEPREL_FLAT || x->deprel == DEPREL_GOESWITH;
        if (x->upos != UPOS_PROPN || !inside) break;
        m->name_last++;
    }
}

/* ---- attributes -----------------------------------------------------------------------------
 */

static void read_pronoun(actor_mention *m, const dg_word *w) {
    static const struct {
        const char *form;
        uint8_t person, gender;
        actor_number number;
        dg_sort sort;
    } forms[] = {
        {"i", 1, GENDER_UNKNOWN, NUMBER_SINGULAR, DG_PERSON},
        {"we", 1, GENDER_UNKNOWN, NUMBER_PLURAL, DG_PERSON},
        {"you", 2, GENDER_UNKNOWN, NUMBER_UNKNOWN, DG_PERSON},
        {"he", 3, GENDER_HE, NUMBER_SINGULAR, DG_PERSON},
        {"she", 3, GENDER_SHE, NUMBER_SINGULAR, DG_PERSON},
        {"it", 3, GENDER_UNKNOWN, NUMBER_SINGULAR, DG_UNKNOWN},
        {"they", 3, GENDER_UNKNOWN, NUMBER_PLURAL, DG_UNKNOWN},
    };
    static const struct {
        const char *form;
        unsigned row;
    } words[] = {
        {"i", 0},    {"me", 0},      {"my", 0},       {"myself", 0},     {"mine", 0},
        {"we", 1},   {"us", 1},      {"our", 1},      {"ourselves", 1},  {"ours", 1},
        {"you", 2},  {"your", 2},    {"yourself", 2}, {"yours", 2},      {"he", 3},
        {"him", 3},  {"his", 3},     {"himself", 3},  {"she", 4},        {"her", 4},
        {"hers", 4}, {"herself", 4}, {"it", 5},       {"its", 5},        {"itself", 5},
        {"they", 6}, {"them", 6},    {"their", 6},    {"themselves", 6}, {"theirs", 6}};
    m->kind = DG_PRONOUN;
    m->definite = true;
    m->possessive = w->xpos == XPOS_PRPS;
    char low[16] = "";
    for (size_t i = 0; w->norm[i] && i + 1 < sizeof low; i++)
        low[i] = (char)(w->norm[i] >= 'A' && w->norm[i] <= 'Z' ? w->norm[i] + 32 : w->norm[i]);
    m->reflexive = strstr(low, "sel") != NULL;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(low, words[i].form) != 0) continue;
        m->person = forms[words[i].row].person;
        m->gender = forms[words[i].row].gender;
        m->number = forms[words[i].row].number;
        m->sort = forms[words[i].row].sort;
        return;
    }
    m->person = 3;
}

static actor_number number_of(const dg_word *w) {
    if (w->xpos == XPOS_NNS || w->xpos == XPOS_NNPS || w->upos == UPOS_NUM)
        return NUMBER_PLURAL;
    return w->xpos == XPOS_NN || w->xpos == XPOS_NNP ? NUMBER_SINGULAR : NUMBER_UNKNOWN;
}

static void read_determiners(const actor_story *a, actor_mention *m) {
    static const char *const definite[] = {"the",   "this", "that", "these",
                                           "those", "both", NULL};
    static const char *const indefinite[] = {"a",  "an",      "another", "some", "any",
                                             "no", "several", "many",    NULL};
    for (uint32_t c = a->child[m->noun]; c; c = a->sibling[c - 1]) {
        const dg_word *x = actor_word(a, c - 1);
        if (actor_is_relation(x->deprel, DEPREL_DET)) {
            m->definite = m->definite || is_one_of(x->lemma, definite);
            m->indefinite = m->indefinite || is_one_of(x->lemma, indefinite);
        }
        if (x->deprel == DEPREL_NMOD_POSS) m->definite = true;
        if (x->deprel == DEPREL_NUMMOD && strcmp(x->lemma, "1") && strcmp(x->lemma, "one"))
            m->number = NUMBER_PLURAL;
    }
}

/* "former", "ex-", "late": whoever is meant was it once. */
static bool is_former_word(const actor_story *a, uint32_t w) {
    static const char *const words[] = {"former",  "ex",      "late",    "ousted",
                                        "deposed", "then",    "toppled", "retired",
                                        "exiled",  "onetime", NULL};
    return is_one_of(actor_word(a, w)->lemma, words);
}

/* ---- modifiers, titles
 * ------------------------------------------------------------------------ */

static uint32_t add_mention(actor_story *a, const actor_mention *m) {
    if (!array_push(&a->mention, *m)) return DG_NONE;
    return (uint32_t)a->mention.n - 1;
}

static const actor_mention blank = {.name_first = DG_NONE,
                                    .name_last = DG_NONE,
                                    .name_hit = DG_NONE,
                                    .role_hit = DG_NONE,
                                    .owner = DG_NONE,
                                    .place = DG_NONE,
                                    .same = DG_NONE,
                                    .part = DG_NONE,
                                    .chain = DG_NONE,
                                    .entity = {0, HASH_NONE},
                                    .person = 3};

static bool make_modifier(actor_story *a, uint32_t sentence, uint32_t w) {
    actor_mention m = blank;
    const actor_hit *hit = actor_hit_of(a, w);
    m.sentence = sentence;
    m.head = m.noun = head_of_hit(a, hit, sentence);
    m.first = m.name_first = hit->first;
    m.last = m.name_last = w;
    m.name_hit = hit_index(a, hit);
    m.kind = DG_MODIFIER;
    uint32_t index = add_mention(a, &m);
    if (index == DG_NONE) return false;
    for (uint32_t i = m.first; i <= m.last; i++) a->of_word[i] = index + 1;
    return true;
}

/* The role noun of a phrase: over its noun, or, before a name, the title nearest to it. */
static void find_role(const actor_story *a, actor_mention *m) {
    const actor_hit *hit = actor_hit_of(a, m->noun);
    if (hit && is_role(a, hit)) {
        m->role_hit = hit_index(a, hit);
        return;
    }
    uint32_t stop = m->name_first == DG_NONE ? m->noun : m->name_first;
    for (uint32_t w = stop; w-- > m->first;) {
        hit = actor_hit_of(a, w);
        if (!hit || !is_role(a, hit)) continue;
        bool title = m->kind == DG_NAME && hit->first + hit->n == stop;
        if (title) m->role_hit = hit_index(a, hit);
        return;
    }
}

static void add_modifier(actor_mention *m, uint32_t mod) {
    for (uint32_t i = 0; i < m->n_mod; i++)
        if (m->mod[i] == mod) return;
    if (m->n_mod < MENTION_MODS) m->mod[m->n_mod++] = mod;
}

/* Names that stand within the phrase before its noun: "Syrian", "the UN's", "Hamas". */
static void find_modifiers(const actor_story *a, uint32_t index) {
    actor_mention *m = &a->mention.data[index];
    uint32_t stop = m->name_first == DG_NONE ? m->noun : m->name_first;
    for (uint32_t w = m->first; w < stop; w++) {
        uint32_t mod = actor_mention_of(a, w);
        if (is_former_word(a, w)) m->former = true;
        if (mod == DG_NONE || mod == index) continue;
        const actor_mention *x = &a->mention.data[mod];
        if (x->kind == DG_MODIFIER && !actor_is_compound_part(a, w)) add_modifier(m, mod);
        if (actor_word(a, x->head)->deprel == DEPREL_NMOD_POSS && m->owner == DG_NONE)
            m->owner = mod;
    }
}

/* "the French and German foreign ministers" are two: one mention for each name, the first of
 * the words before the noun, the last with it. */
static bool split_conjoined(actor_story *a, uint32_t index) {
    const actor_mention whole = a->mention.data[index];
    uint32_t part = (uint32_t)a->part.n, n = 0;
    if (whole.n_mod < 2 || whole.kind != DG_NOMINAL || whole.number != NUMBER_PLURAL)
        return true;
    for (uint32_t i = 1; i < whole.n_mod; i++) {
        uint32_t w = a->mention.data[whole.mod[i]].head;
        if (actor_word(a, w)->deprel != DEPREL_CONJ) return true;
    }
    for (uint32_t i = 0; i < whole.n_mod; i++, n++) {
        const actor_mention *mod = &a->mention.data[whole.mod[i]];
        actor_mention m = whole;
        m.first = i ? mod->first : whole.first;
        if (i + 1 < whole.n_mod) m.last = mod->last;
        m.mod[0] = whole.mod[i];
        m.n_mod = 1;
        m.owner = DG_NONE;
        uint32_t made = add_mention(a, &m);
        if (made == DG_NONE || !array_push(&a->part, made)) return false;
    }
    a->mention.data[index].part = part;
    a->mention.data[index].n_part = n;
    return true;
}

static bool is_locative(const actor_story *a, uint32_t w) {
    static const char *const words[] = {
        "in",         "at",    "near", "from", "inside",  "outside", "around", "across",
        "throughout", "into",  "over", "on",   "through", "along",   "off",    "within",
        "north",      "south", "east", "west", "between", "towards", "toward", NULL};
    uint32_t c = actor_dependent(a, w, DEPREL_CASE);
    return c != DG_NONE && is_one_of(actor_word(a, c)->lemma, words);
}

static bool has_case(const actor_story *a, uint32_t w, const char *lemma) {
    for (uint32_t c = a->child[w]; c; c = a->sibling[c - 1])
        if (actor_word(a, c - 1)->deprel == DEPREL_CASE && actor_is_word(a, c - 1, lemma))
            return true;
    return false;
}

static bool has_person_role(const actor_story *a, const actor_mention *m) {
    if (m->role_hit == DG_NONE) return false;
    const actor_hit *hit = &a->names.hit[m->role_hit];
    const actor_use *use = actor_hit_kind(a->base, &a->names, hit, KIND_ROLE);
    return use && a->base->layer[hit->layer].entity[use->entity].denotes <= DENOTES_PEOPLE;
}

/* "the army of Egypt"; "spokesman for", "ambassador to", but no "response to". */
static bool may_own(const actor_story *a, const actor_mention *m, uint32_t w) {
    if (has_case(a, w, "of")) return true;
    bool other = has_case(a, w, "for") || has_case(a, w, "to") || has_case(a, w, "with");
    return other && has_person_role(a, m);
}

/* "of Egypt", "for the Taliban", "in Iraq" behind the noun. */
static void find_complements(const actor_story *a, uint32_t index) {
    actor_mention *m = &a->mention.data[index];
    for (uint32_t c = a->child[m->noun]; c; c = a->sibling[c - 1]) {
        uint32_t other = actor_mention_of(a, c - 1);
        if (other == DG_NONE || other == index) continue;
        const dg_word *x = actor_word(a, c - 1);
        if (x->deprel == DEPREL_NMOD_POSS && m->owner == DG_NONE) m->owner = other;
        if (x->deprel != DEPREL_NMOD && x->deprel != DEPREL_NMOD_UNMARKED) continue;
        if (is_locative(a, c - 1)) {
            if (m->place == DG_NONE) m->place = other;
        } else if (m->owner == DG_NONE && may_own(a, m, c - 1))
            m->owner = other;
    }
}

/* ---- building -------------------------------------------------------------------------------
 */

static void make_nominal(actor_story *a, actor_mention *m, uint32_t w) {
    const dg_word *x = actor_word(a, w);
    const actor_hit *hit = actor_hit_of(a, w);
    bool role = is_role(a, hit) && !(is_name(a, hit) && x->upos == UPOS_PROPN);
    bool name = hit && is_name(a, hit);
    m->first = leftmost(a, w, 0);
    m->last = rightmost(a, w, 0);
    m->number = number_of(x);
    m->kind = (x->upos == UPOS_PROPN && !role) || name ? DG_NAME : DG_NOMINAL;
    if (is_plain_name(a, w) && x->upos != UPOS_PROPN) m->first = m->last = w;
    if (m->kind == DG_NAME) {
        find_name_words(a, m, w);
        if (m->name_first < m->first) m->first = m->name_first;
        if (m->name_last > m->last) m->last = m->name_last;
        const actor_hit *named = actor_hit_of(a, m->name_last);
        if (!named || !is_name(a, named)) named = hit;
        if (named && is_name(a, named)) m->name_hit = hit_index(a, named);
    }
    find_role(a, m);
    read_determiners(a, m);
}

static bool make_mention(actor_story *a, uint32_t sentence, uint32_t w) {
    actor_mention m = blank;
    m.sentence = sentence;
    m.head = m.noun = m.first = m.last = w;
    m.locates = is_locative(a, w) && !actor_is_relation(actor_word(a, w)->deprel, DEPREL_NSUBJ);
    if (is_personal(actor_word(a, w)) && !is_plain_name(a, w))
        read_pronoun(&m, actor_word(a, w));
    else
        make_nominal(a, &m, w);
    uint32_t index = add_mention(a, &m);
    if (index == DG_NONE) return false;
    a->of_word[w] = index + 1;
    for (uint32_t i = m.name_first; m.name_first != DG_NONE && i <= m.name_last; i++)
        if (!a->of_word[i]) a->of_word[i] = index + 1;
    return true;
}

/* Quotation marks open and close over a story; what is said in them is somebody's. */
static bool turn_quote(const dg_word *w, bool inside) {
    if (w->upos != UPOS_PUNCT) return inside;
    if (!strcmp(w->norm, "\xE2\x80\x9C")) return true;
    if (!strcmp(w->norm, "\xE2\x80\x9D")) return false;
    return !strcmp(w->norm, "\"") || !strcmp(w->norm, "''") || !strcmp(w->norm, "``") ? !inside
                                                                                      : inside;
}

static bool make_sentence(actor_story *a, uint32_t s, bool *quoted) {
    uint32_t begin = a->story->sentence[s].word, end = sentence_end(a, s);
    for (uint32_t w = begin; w < end; w++) {
        size_t before = a->mention.n;
        *quoted = turn_quote(actor_word(a, w), *quoted);
        if (a->of_word[w]) continue;
        bool ok = true;
        if (is_modifier(a, s, w))
            ok = make_modifier(a, s, w);
        else if (is_head(a, s, w))
            ok = make_mention(a, s, w);
        if (!ok) return false;
        if (a->mention.n > before) a->mention.data[before].quoted = *quoted;
    }
    return true;
}

/* ---- titles and restatements, by place
 * --------------------------------------------------------- */

static bool is_above(const actor_story *a, uint32_t high, uint32_t low, uint32_t sentence) {
    for (unsigned i = 0; low != DG_NONE && i < DG_MAX_SENTENCE; i++) {
        if (low == high) return true;
        low = actor_governor(a, low, sentence);
    }
    return false;
}

static bool may_be_person(const actor_story *a, const actor_mention *m) {
    if (m->kind != DG_NAME || m->definite || m->indefinite) return false;
    if (m->name_hit == DG_NONE) return true;
    const actor_hit *hit = &a->names.hit[m->name_hit];
    return actor_hit_kind(a->base, &a->names, hit, KIND_PERSON) != NULL;
}

/* A role noun that ends right before a name is its title, wherever the parser hung it. */
static void join_title(actor_story *a, uint32_t i, uint32_t k) {
    actor_mention *title = &a->mention.data[i], *name = &a->mention.data[k];
    const actor_hit *hit = &a->names.hit[title->role_hit];
    if (hit->first + hit->n != name->name_first || name->name_first == DG_NONE) return;
    if (!may_be_person(a, name)) return;
    if (is_above(a, title->noun, name->head, name->sentence)) name->head = title->head;
    name->role_hit = title->role_hit;
    if (title->first < name->first) name->first = title->first;
    a->of_word[title->noun] = k + 1;
    title->kind = DG_MODIFIER; /* its words now belong to the name */
    title->same = k;
    title->chain = k;
}

/* "the foreign secretary, Jeremy Hunt," and "Jeremy Hunt, the foreign secretary,". */
static bool restates(const actor_story *a, const actor_mention *first,
                     const actor_mention *second) {
    const dg_word *x = actor_word(a, second->noun);
    if (second->owner != DG_NONE && a->mention.data[second->owner].kind == DG_PRONOUN)
        return false; /* "Erdogan, his spokesman": not himself */
    uint32_t between = first->last + 1;
    if (x->deprel == DEPREL_APPOS)
        return is_above(a, first->noun, second->noun, second->sentence);
    if (second->first != between + 1 || between >= sentence_end(a, first->sentence))
        return false;
    if (!is_punct(a, between, ',')) return false;
    if (x->deprel != DEPREL_CONJ || actor_dependent(a, second->noun, DEPREL_CC) != DG_NONE)
        return false;
    bool title_first =
        has_person_role(a, first) && first->kind == DG_NOMINAL && may_be_person(a, second);
    bool name_first =
        may_be_person(a, first) && second->kind == DG_NOMINAL && has_person_role(a, second);
    return title_first || name_first;
}

/* "He is the president": a definite predicate says who the subject is. */
static uint32_t subject_of_predicate(const actor_story *a, uint32_t index) {
    const actor_mention *m = &a->mention.data[index];
    if (actor_dependent(a, m->noun, DEPREL_COP) == DG_NONE) return DG_NONE;
    if (actor_dependent(a, m->noun, DEPREL_CASE) != DG_NONE) return DG_NONE;
    uint32_t subject = actor_mention_of(a, actor_dependent(a, m->noun, DEPREL_NSUBJ));
    for (uint32_t c = a->child[m->noun]; c; c = a->sibling[c - 1])
        if (actor_is_word(a, c - 1, "not") || actor_is_word(a, c - 1, "never")) return DG_NONE;
    return subject;
}

static void link_restatements(actor_story *a) {
    for (uint32_t i = 0; i < a->mention.n; i++) {
        actor_mention *m = &a->mention.data[i];
        if (m->kind == DG_MODIFIER || m->kind == DG_PRONOUN) continue;
        uint32_t subject = subject_of_predicate(a, i);
        if (subject != DG_NONE && subject != i) m->same = subject;
        for (uint32_t k = i + 1; k < a->mention.n && k < i + 6; k++) {
            actor_mention *other = &a->mention.data[k];
            if (other->sentence != m->sentence || other->first > m->last + 3) break;
            if (other->kind == DG_MODIFIER || other->kind == DG_PRONOUN) continue;
            if (other->same == DG_NONE && restates(a, m, other)) other->same = i;
        }
    }
}

static void join_titles(actor_story *a) {
    for (uint32_t i = 0; i + 1 < a->mention.n; i++) {
        const actor_mention *m = &a->mention.data[i];
        if (m->kind != DG_NOMINAL || m->role_hit == DG_NONE) continue;
        for (uint32_t k = i + 1; k < a->mention.n && k < i + 3; k++)
            if (a->mention.data[k].kind == DG_NAME &&
                a->mention.data[k].sentence == m->sentence) {
                join_title(a, i, k);
                break;
            }
    }
}

/* ---- groups
 * -------------------------------------------------------------------------------------- */

/* "Obama and Putin": a group of its own, so that "they" and "the two leaders" can mean it. */
static bool make_group(actor_story *a, uint32_t index) {
    const actor_mention *first = &a->mention.data[index];
    uint32_t part = (uint32_t)a->part.n, n = 0, last = first->last, sentence = first->sentence;
    bool and = false; /* without one it is a restatement misread */
    if (!array_push(&a->part, index)) return false;
    for (uint32_t c = a->child[first->noun]; c; c = a->sibling[c - 1]) {
        uint32_t other = actor_mention_of(a, c - 1);
        if (actor_word(a, c - 1)->deprel != DEPREL_CONJ || other == DG_NONE || other == index)
            continue;
        const actor_mention *x = &a->mention.data[other];
        if (x->same != DG_NONE || x->kind == DG_MODIFIER || x->noun < first->noun) continue;
        if (!array_push(&a->part, other)) return false;
        if (x->last > last) last = x->last;
        and = and || actor_dependent(a, c - 1, DEPREL_CC) != DG_NONE;
        n++;
    }
    if (!n || !and) {
        a->part.n = part;
        return true;
    }
    actor_mention m = blank;
    m.sentence = sentence;
    m.head = m.noun = first->head;
    m.first = first->first;
    m.last = last;
    m.kind = DG_GROUP;
    m.sort = first->sort;
    m.number = NUMBER_PLURAL;
    m.part = part;
    m.n_part = n + 1;
    return add_mention(a, &m) != DG_NONE;
}

static bool make_groups(actor_story *a) {
    uint32_t n = (uint32_t)a->mention.n;
    for (uint32_t i = 0; i < n; i++) {
        const actor_mention *m = &a->mention.data[i];
        if (m->kind != DG_NAME && m->kind != DG_NOMINAL) continue;
        if (actor_dependent(a, m->noun, DEPREL_CONJ) == DG_NONE) continue;
        if (!make_group(a, i)) return false;
    }
    return true;
}

/* ---- order
 * ----------------------------------------------------------------------------------------- */

typedef struct place_of {
    uint32_t noun, old;
    bool group;
} place_of;

static int by_place(const void *x, const void *y) {
    const place_of *p = x, *q = y;
    if (p->noun != q->noun) return p->noun < q->noun ? -1 : 1;
    if (p->group != q->group) return p->group ? 1 : -1;
    return p->old < q->old ? -1 : p->old > q->old;
}

static void renumber(uint32_t *index, const uint32_t *new_of) {
    if (*index != DG_NONE) *index = new_of[*index];
}

/* Groups were made last; bring all into the text's order, as the passes that follow read. */
static bool sort_mentions(actor_story *a) {
    size_t n = a->mention.n;
    place_of *place = ARENA_NEW(a->arena, place_of, n);
    uint32_t *new_of = ARENA_NEW(a->arena, uint32_t, n);
    actor_mention *copy = ARENA_NEW(a->arena, actor_mention, n);
    if (!place || !new_of || !copy) return false;
    for (uint32_t i = 0; i < n; i++)
        place[i] = (place_of){a->mention.data[i].noun, i, a->mention.data[i].kind == DG_GROUP};
    if (n) qsort(place, n, sizeof *place, by_place);
    for (uint32_t i = 0; i < n; i++) new_of[place[i].old] = i;
    if (n) memcpy(copy, a->mention.data, n * sizeof *copy);
    for (uint32_t i = 0; i < n; i++) {
        actor_mention *m = &a->mention.data[i];
        *m = copy[place[i].old];
        renumber(&m->owner, new_of);
        renumber(&m->place, new_of);
        renumber(&m->same, new_of);
        for (uint32_t k = 0; k < m->n_mod; k++) renumber(&m->mod[k], new_of);
    }
    for (size_t i = 0; i < a->part.n; i++) renumber(&a->part.data[i], new_of);
    for (size_t i = 0; i < a->story->n_word; i++)
        if (a->of_word[i]) a->of_word[i] = new_of[a->of_word[i] - 1] + 1;
    return true;
}

/* ---- all
 * -------------------------------------------------------------------------------------------
 */

dg_status actor_find_mentions(actor_story *a, dg_error *error) {
    size_t n = a->story->n_word;
    bool quoted = false;
    a->child = ARENA_NEW(a->arena, uint32_t, n);
    a->sibling = ARENA_NEW(a->arena, uint32_t, n);
    a->of_word = ARENA_NEW(a->arena, uint32_t, n);
    RETURN_IF(!a->child || !a->sibling || !a->of_word, error, DG_NO_MEMORY, "out of memory");
    link_children(a);
    for (uint32_t s = 0; s < a->story->n_sentence; s++)
        RETURN_IF(!make_sentence(a, s, &quoted), error, DG_NO_MEMORY, "out of memory");
    join_titles(a);
    for (uint32_t i = 0; i < a->mention.n; i++) {
        if (a->mention.data[i].kind == DG_PRONOUN) continue;
        find_modifiers(a, i);
        find_complements(a, i);
    }
    link_restatements(a);
    for (uint32_t i = 0, n_whole = (uint32_t)a->mention.n; i < n_whole; i++)
        RETURN_IF(!split_conjoined(a, i), error, DG_NO_MEMORY, "out of memory");
    RETURN_IF(!make_groups(a) || !sort_mentions(a), error, DG_NO_MEMORY, "out of memory");
    return DG_OK;
}
