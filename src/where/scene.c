/* Reading a sentence for places: runs of words that the gazetteer has, longest first, and the
 * phrases that may say where something happens. */
#include "where/scene.h"

#include <string.h>

#include "actor/key.h"
#include "base/utf8.h"

enum { MOST_WORDS = 6, MOST_LETTERS = 96, MOST_STEPS = 5 };

static const char *const months[] = {
    "january", "february",  "march",     "april",    "may",      "june",
    "july",    "august",    "september", "october",  "november", "december",
    "monday",  "tuesday",   "wednesday", "thursday", "friday",   "saturday",
    "sunday",  "christmas", "ramadan",   "easter",   NULL};

bool scene_is_country(const char *code) {
    static const char *const others[] = {"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC", NULL};
    for (const char *const *other = others; *other; other++)
        if (!strcmp(code, *other)) return false;
    return *code != '\0';
}

uint32_t scene_mention_at(const scene *s, uint32_t w) {
    const dg_story *story = s->tree->story;
    if (!s->tree->mention[w]) return DG_NONE;
    const dg_mention *m = &story->mention[s->tree->mention[w] - 1];
    if (!m->n_part) return s->tree->mention[w] - 1;
    for (uint32_t i = 0; i < m->n_part; i++) {
        uint32_t part = story->mention_part[m->part + i];
        if (story->mention[part].head == w && !story->mention[part].n_part) return part;
    }
    return DG_NONE;
}

/* ---- names ------------------------------------------------------------------------------- */

static bool is_of_names(const dg_word *w) {
    return w->upos == UPOS_PROPN || w->upos == UPOS_NOUN || w->upos == UPOS_ADJ;
}

static bool is_capital(const dg_word *w) {
    return actor_key_of(w->norm, strlen(w->norm)).shape != CASE_LOWER;
}

static bool is_lower_of_list(const char *word, const char *const *list) {
    char low[16];
    size_t n = strlen(word);
    if (n >= sizeof low) return false;
    for (size_t i = 0; i <= n; i++)
        low[i] = (char)(word[i] >= 'A' && word[i] <= 'Z' ? word[i] + 32 : word[i]);
    for (; *list; list++)
        if (!strcmp(low, *list)) return true;
    return false;
}

/* The places called words [first, first + n) written together. */
static const gazetteer_name *find_words(const scene *s, uint32_t first, uint32_t n,
                                        size_t *n_hit) {
    char text[MOST_LETTERS];
    size_t at = 0;
    for (uint32_t w = first; w < first + n; w++) {
        const char *norm = clause_word(s->tree, w)->norm;
        size_t length = strlen(norm);
        if (at + length > sizeof text) return NULL;
        memcpy(text + at, norm, length);
        at += length;
    }
    return gazetteer_find(s->places, gazetteer_key(text, at), n_hit);
}

/* A comma stops a name, and a preposition unless it is of those within names. */
static bool stops_name(const dg_word *w) {
    static const char *const inner[] = {"of", "de", "du", "del", "la", "upon", NULL};
    if (w->deprel == DEPREL_CASE && !is_lower_of_list(w->norm, inner)) return true;
    return actor_key_of(w->norm, strlen(w->norm)).stops;
}

/* The word of a run that hangs on a word outside it. */
static uint32_t head_of_run(const scene *s, uint32_t first, uint32_t n) {
    for (uint32_t w = first; w < first + n; w++) {
        uint32_t g = clause_governor(s->tree, w);
        if (g == DG_NONE || g < first || g >= first + n) return w;
    }
    return first + n - 1;
}

/* Whether a run of words is part of what the actor base knows as somebody: "Union" in "the
 * African Union", "Somali" before a noun. */
static bool is_somebody(const scene *s, uint32_t first, uint32_t n) {
    for (uint32_t w = first; w < first + n; w++) {
        uint32_t mention = scene_mention_at(s, w);
        if (mention == DG_NONE) continue;
        const dg_mention *m = &s->tree->story->mention[mention];
        if (m->sort == DG_PERSON) return true;
        if (*m->actor.entity && m->sort != DG_PLACE && m->kind != DG_NOMINAL) return true;
    }
    return false;
}

/* "Front" in "the Freedom Front": the end of a longer name. */
static bool ends_longer_name(const scene *s, uint32_t first) {
    const dg_sentence *x = &s->tree->story->sentence[s->sentence];
    if (first == x->word) return false;
    const dg_word *before = clause_word(s->tree, first - 1), *w = clause_word(s->tree, first);
    if (before->upos != UPOS_PROPN || !is_capital(before)) return false;
    return clause_governor(s->tree, first - 1) == first || w->deprel == DEPREL_FLAT;
}

static bool may_be_place(const scene *s, uint32_t first, uint32_t n) {
    const dg_word *w = clause_word(s->tree, first);
    if (is_somebody(s, first, n) || ends_longer_name(s, first)) return false;
    return n > 1 || (w->upos == UPOS_PROPN && !is_lower_of_list(w->norm, months));
}

/* "US", "U.K.": so short a word in capitals is a state or nothing. */
static bool fits_letters(const scene *s, const scene_name *name) {
    const char *norm = clause_word(s->tree, name->first)->norm;
    actor_key key = actor_key_of(norm, strlen(norm));
    if (name->n > 1 || key.shape != CASE_UPPER || key.letters > 3) return true;
    for (size_t i = 0; i < name->n_hit; i++)
        if (gazetteer_at(s->places, &name->hit[i])->kind == PLACE_COUNTRY) return true;
    return false;
}

static uint32_t find_name_at(scene *s, uint32_t first, uint32_t end) {
    if (!is_of_names(clause_word(s->tree, first)) || !is_capital(clause_word(s->tree, first)))
        return 0;
    uint32_t most = 1;
    while (most < MOST_WORDS && first + most < end &&
           !stops_name(clause_word(s->tree, first + most)))
        most++;
    for (uint32_t n = most; n > 0; n--) {
        scene_name name = {.first = first, .n = n};
        if (!is_capital(clause_word(s->tree, first + n - 1)) || !may_be_place(s, first, n))
            continue;
        name.hit = find_words(s, first, n, &name.n_hit);
        if (!name.hit || !fits_letters(s, &name)) continue;
        name.head = head_of_run(s, first, n);
        s->name[s->n_name++] = name;
        return n;
    }
    return 0;
}

static void find_names(scene *s) {
    const dg_sentence *x = &s->tree->story->sentence[s->sentence];
    uint32_t end = x->word + x->n_word;
    for (uint32_t w = x->word; w < end && s->n_name < SCENE_NAMES;) {
        uint32_t n = find_name_at(s, w, end);
        w += n ? n : 1;
    }
}

/* ---- phrases -------------------------------------------------------------------------------
 */

/* How a word tells the place of the noun that it hangs on. */
static scene_rank rank_of_edge(const clause_tree *t, uint32_t w) {
    switch (clause_word(t, w)->deprel) {
    case DEPREL_FLAT:
    case DEPREL_GOESWITH:
    case DEPREL_NMOD_DESC:
        return RANK_HEAD;
    case DEPREL_APPOS:
    case DEPREL_NMOD_UNMARKED:
        return RANK_OF;
    case DEPREL_NMOD:
        return clause_has_case(t, w, "of") ? RANK_OF : RANK_IN;
    case DEPREL_COMPOUND:
    case DEPREL_AMOD:
        return RANK_COMPOUND;
    case DEPREL_NMOD_POSS:
        return RANK_OWNER;
    default:
        return RANK_NONE;
    }
}

scene_rank scene_rank_of(const scene *s, unsigned i, uint32_t head) {
    const scene_name *n = &s->name[i];
    if (head >= n->first && head < n->first + n->n) return RANK_HEAD;
    scene_rank worst = RANK_HEAD;
    uint32_t w = n->head;
    for (unsigned step = 0; step < MOST_STEPS && w != DG_NONE; step++) {
        if (w == head) return worst;
        scene_rank edge = rank_of_edge(s->tree, w);
        if (edge == RANK_NONE) return RANK_NONE;
        if (edge > worst) worst = edge;
        w = clause_governor(s->tree, w);
    }
    return RANK_NONE;
}

/* "in prison", "at sea", "from dawn": a noun that nothing determines is no place. */
static bool is_bare(const scene *s, uint32_t w) {
    for (uint32_t c = s->tree->child[w]; c; c = s->tree->sibling[c - 1])
        switch (clause_word(s->tree, c - 1)->deprel) {
        case DEPREL_DET:
        case DEPREL_AMOD:
        case DEPREL_COMPOUND:
        case DEPREL_NUMMOD:
        case DEPREL_NMOD:
        case DEPREL_NMOD_POSS:
            return false;
        default:
            break;
        }
    return true;
}

/* What acts in one sentence and only says where in another. */
static bool is_site(const scene *s, uint32_t w) {
    static const char *const nouns[] = {
        "airport",    "apartment",    "barracks",      "base",
        "cafe",       "camp",         "capital",       "castle",
        "cathedral",  "chamber",      "checkpoint",    "church",
        "city",       "college",      "consulate",     "country",
        "crossing",   "department",   "district",      "east",
        "embassy",    "factory",      "farm",          "headquarters",
        "hospital",   "hotel",        "lagoon",        "mansion",
        "market",     "mine",         "monastery",     "mosque",
        "museum",     "neighborhood", "neighbourhood", "north",
        "northeast",  "northwest",    "oilfield",      "pagoda",
        "palace",     "port",         "prison",        "province",
        "refinery",   "region",       "residence",     "resort",
        "restaurant", "school",       "settlement",    "shop",
        "shrine",     "slum",         "south",         "southeast",
        "southwest",  "stadium",      "stronghold",    "suburb",
        "synagogue",  "temple",       "theatre",       "town",
        "university", "village",      "ward",          "west",
        NULL};
    return clause_is_one_of(s->tree, w, nouns);
}

/* A name says where unless it is a person's or a body's; a noun that denotes a place always. */
static bool may_locate(const scene *s, const scene_spot *spot) {
    const dg_mention *m =
        spot->mention == DG_NONE ? NULL : &s->tree->story->mention[spot->mention];
    bool named = spot->rank == RANK_HEAD || spot->rank == RANK_OF;
    if (!m) return named;
    if (m->kind == DG_PRONOUN || m->sort == DG_PERSON) return false;
    bool common = !is_capital(clause_word(s->tree, spot->head));
    if (common && spot->name == DG_NONE && is_bare(s, spot->head)) return false;
    return m->sort == DG_PLACE || named || (m->kind == DG_NOMINAL && is_site(s, spot->head));
}

static void find_spots(scene *s) {
    const dg_sentence *x = &s->tree->story->sentence[s->sentence];
    for (uint32_t w = x->word; w < x->word + x->n_word && s->n_spot < SCENE_SPOTS; w++) {
        scene_spot spot = {
            .head = w, .mention = scene_mention_at(s, w), .name = DG_NONE, .rank = RANK_NONE};
        bool named = false;
        for (unsigned i = 0; i < s->n_name; i++) {
            scene_rank rank = scene_rank_of(s, i, w);
            named = named || s->name[i].head == w;
            if (rank >= spot.rank) continue;
            spot.rank = rank;
            spot.name = i;
        }
        if (!named && spot.mention == DG_NONE) continue;
        if (may_locate(s, &spot)) s->spot[s->n_spot++] = spot;
    }
}

void scene_read(const gazetteer *places, const clause_tree *tree, uint32_t sentence,
                scene *out) {
    out->places = places;
    out->tree = tree;
    out->sentence = sentence;
    out->n_name = out->n_spot = 0;
    find_names(out);
    find_spots(out);
}
