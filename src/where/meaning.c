/* Which place a name means. What the phrase itself says of the country or division decides
 * ("Tripoli, Lebanon", "the Syrian city of Aleppo"), then what the actor base knows, then the
 * countries of the story and how many people live there. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "where/scene.h"

enum { MOST_CLUES = 8 };

/* How much a clue weighs, against the logarithm of a town's people: a name beside it, an
 * adjective or owner, the actor base. */
enum { BY_NAME = 40, BY_MODIFIER = 20, BY_ACTOR = 10 };

/* What surrounds a name. */
typedef struct clues {
    const char *country[MOST_CLUES];
    int weight[MOST_CLUES];        /* of each country */
    uint32_t division[MOST_CLUES]; /* places */
    unsigned n_country, n_division;
    bool division_noun; /* "province" stands with the name */
} clues;

static void add_country(clues *c, const char *code, int weight) {
    if (!scene_is_country(code) || c->n_country == MOST_CLUES) return;
    c->country[c->n_country] = code;
    c->weight[c->n_country++] = weight;
}

/* A country or division named in the phrase, or behind a comma: "Tripoli, Lebanon". */
static void add_name(const scene *s, clues *c, const scene_name *n) {
    for (size_t i = 0; i < n->n_hit; i++) {
        const gazetteer_place *p = gazetteer_at(s->places, &n->hit[i]);
        if (p->kind == PLACE_COUNTRY || p->kind == PLACE_REGION)
            add_country(c, p->country, BY_NAME);
        if (p->kind == PLACE_DIVISION && c->n_division < MOST_CLUES) {
            add_country(c, p->country, BY_NAME);
            c->division[c->n_division++] = (uint32_t)(p - s->places->place);
        }
    }
}

static bool follows_comma(const scene *s, const scene_name *n, const scene_name *other) {
    uint32_t comma = n->first + n->n;
    return other->first == comma + 1 && !strcmp(clause_word(s->tree, comma)->norm, ",");
}

/* "Iraq's" of "Iraq's embassy in Amman" says nothing of Amman. */
static bool is_abroad(const scene *s, uint32_t head) {
    static const char *const nouns[] = {"embassy",    "consulate", "mission", "base",
                                        "ambassador", "troops",    "forces",  "delegation",
                                        "envoy",      NULL};
    return clause_is_one_of(s->tree, head, nouns);
}

/* What adjectives and owners say: the countries of the mentions that hang on a word. */
static void add_modifiers(const scene *s, clues *c, uint32_t head) {
    const clause_tree *t = s->tree;
    if (is_abroad(s, head)) return;
    for (uint32_t w = t->child[head]; w; w = t->sibling[w - 1]) {
        unsigned deprel = clause_word(t, w - 1)->deprel;
        bool modifies =
            deprel == DEPREL_AMOD || deprel == DEPREL_COMPOUND || deprel == DEPREL_NMOD_POSS;
        if (modifies && t->mention[w - 1])
            add_country(c, t->story->mention[t->mention[w - 1] - 1].actor.country, BY_MODIFIER);
    }
}

static bool is_division_noun(const scene *s, const scene_name *n, const scene_spot *spot) {
    static const char *const nouns[] = {"province",   "region", "governorate", "state",
                                        "district",   "oblast", "county",      "prefecture",
                                        "department", NULL};
    uint32_t behind = n->first + n->n;
    const dg_sentence *x = &s->tree->story->sentence[s->sentence];
    if (behind < x->word + x->n_word && clause_is_one_of(s->tree, behind, nouns)) return true;
    return clause_is_one_of(s->tree, spot->head, nouns);
}

static void read_clues(const scene *s, const scene_spot *spot, const scene_name *n, clues *c) {
    memset(c, 0, sizeof *c);
    for (unsigned i = 0; i < s->n_name; i++) {
        const scene_name *other = &s->name[i];
        if (other == n) continue;
        scene_rank rank = scene_rank_of(s, i, spot->head);
        bool owner = rank >= RANK_COMPOUND && is_abroad(s, spot->head);
        if (follows_comma(s, n, other) || (rank != RANK_NONE && !owner)) add_name(s, c, other);
    }
    add_modifiers(s, c, spot->head);
    add_modifiers(s, c, n->head);
    uint32_t m = scene_mention_at(s, n->head);
    if (m != DG_NONE && s->tree->story->mention[m].sort == DG_PLACE)
        add_country(c, s->tree->story->mention[m].actor.country, BY_ACTOR);
    c->division_noun = is_division_noun(s, n, spot);
}

/* ---- weighing ----------------------------------------------------------------------- */

static double weight_of_kind(const gazetteer_place *p, bool division_noun) {
    switch (p->kind) {
    case PLACE_CAPITAL:
        return 2;
    case PLACE_CITY:
        return 1;
    case PLACE_DIVISION:
        return division_noun ? 4 : 0.3;
    case PLACE_COUNTRY:
        return 24; /* above a town that an adjective speaks for: "the US prison in Cuba" */
    default:
        return 9; /* regions that the news names */
    }
}

static double weight_of_story(const story_countries *story, const char *country) {
    for (unsigned i = 0; i < story->n; i++)
        if (!strcmp(story->code[i], country)) return 1 + 2.0 * story->count[i] / story->total;
    return 0;
}

/* A small town that the story gives no reason to think of is some other place of its name. */
enum { LEAST_WEIGHT = 5, OTHER_NAME = 3 /* less for a name that is not its own */ };

static int weight_of_clues(const clues *c, const gazetteer_place *p) {
    int most = 0;
    for (unsigned i = 0; i < c->n_division; i++)
        if (p->division == c->division[i]) most = BY_NAME;
    for (unsigned i = 0; i < c->n_country; i++)
        if (!strcmp(p->country, c->country[i]) && c->weight[i] > most) most = c->weight[i];
    return most;
}

static double weigh(const gazetteer_place *p, const clues *c, const story_countries *story) {
    double weight = log10(p->people + 1.0) + weight_of_kind(p, c->division_noun);
    return weight + weight_of_clues(c, p) + weight_of_story(story, p->country);
}

/* The likeliest place of a name; NULL for none that is likely at all. */
static const gazetteer_place *best_place(const scene *s, const scene_spot *spot, unsigned name,
                                         const story_countries *story, bool *told) {
    const scene_name *n = &s->name[name];
    const gazetteer_place *best = NULL;
    double most = 0;
    clues c;
    read_clues(s, spot, n, &c);
    for (size_t i = 0; i < n->n_hit; i++) {
        const gazetteer_place *p = gazetteer_at(s->places, &n->hit[i]);
        double weight = weigh(p, &c, story);
        if (weight < LEAST_WEIGHT) continue;
        if (n->hit[i].place & GAZETTEER_OTHER) weight -= OTHER_NAME;
        if (best && weight <= most) continue;
        most = weight;
        best = p;
        *told = weight_of_clues(&c, p) > 0;
    }
    return best;
}

/* The same for a phrase: by its names in the order of their ranks. */
static const gazetteer_place *best_of_phrase(const scene *s, const scene_spot *spot,
                                             const story_countries *story, bool *told,
                                             size_t *n) {
    for (unsigned rank = spot->rank; rank < RANK_NONE; rank++)
        for (unsigned i = 0; i < s->n_name; i++) {
            if (scene_rank_of(s, i, spot->head) != rank) continue;
            const gazetteer_place *p = best_place(s, spot, i, story, told);
            *n = s->name[i].n_hit;
            if (p) return p;
        }
    return NULL;
}

/* ---- handing over ------------------------------------------------------------------- */

static const char *id_of(const scene *s, const gazetteer_place *p, arena *a) {
    static const char *const spaces[N_PLACE_KIND] = {"geonames", "geonames", "geonames-admin1",
                                                     "iso3166", "region"};
    char text[80];
    if (p->kind <= PLACE_CAPITAL)
        snprintf(text, sizeof text, "%s:%u", spaces[p->kind], p->id);
    else
        snprintf(text, sizeof text, "%s:%.60s", spaces[p->kind], s->places->strings + p->id);
    return arena_strndup(a, text, strlen(text));
}

static bool take_place(const scene *s, const gazetteer_place *p, bool told, size_t n, arena *a,
                       dg_place *out) {
    char why[120];
    out->name = s->places->strings + p->name;
    out->country = p->country;
    out->lat = p->lat / 1e5;
    out->lon = p->lon / 1e5;
    if (p->division != GAZETTEER_NONE)
        out->admin1 = s->places->strings + s->places->place[p->division].name;
    if (p->kind == PLACE_DIVISION) out->admin1 = out->name;
    out->id = id_of(s, p, a);
    if (n == 1)
        snprintf(why, sizeof why, "the only place of that name");
    else
        snprintf(why, sizeof why, "of %zu places of that name the %s", n,
                 told ? "one that its context tells" : "likeliest");
    out->why = arena_strndup(a, why, strlen(why));
    return out->id && out->why;
}

static const char *most_told(const story_countries *story) {
    unsigned best = 0;
    for (unsigned i = 1; i < story->n; i++)
        if (story->count[i] > story->count[best]) best = i;
    return story->n ? story->code[best] : "";
}

/* A phrase without a name that the gazetteer has: its country, as the story has it. */
static void take_country(const scene *s, const scene_spot *spot, const story_countries *story,
                         const dg_place *last, dg_place *out) {
    clues c = {0};
    add_modifiers(s, &c, spot->head);
    if (spot->mention != DG_NONE)
        add_country(&c, s->tree->story->mention[spot->mention].actor.country, BY_ACTOR);
    out->why = "what the story says of the phrase";
    if (c.n_country) {
        out->country = c.country[0];
    } else if (last) {
        out->country = last->country;
        out->why = "where the story was last";
    } else {
        out->country = most_told(story);
        out->why = "the country that the story names most";
    }
}

/* What crosses borders lies, in "the Syrian bank of the Euphrates", in one country. */
static void take_side(const scene *s, const scene_spot *spot, dg_place *out) {
    clues c = {0};
    add_modifiers(s, &c, spot->head);
    if (!*out->country && c.n_country) out->country = c.country[0];
}

bool scene_resolve(const scene *s, const scene_spot *spot, const story_countries *story,
                   const dg_place *last, arena *a, dg_place *out) {
    bool told = false;
    size_t n = 0;
    *out = (dg_place){.mention = spot->mention,
                      .name = "",
                      .country = "",
                      .admin1 = "",
                      .id = "",
                      .why = "",
                      .lat = (double)NAN,
                      .lon = (double)NAN};
    const gazetteer_place *p = best_of_phrase(s, spot, story, &told, &n);
    if (!p) {
        take_country(s, spot, story, last, out);
        return true;
    }
    bool kept = take_place(s, p, told, n, a, out);
    take_side(s, spot, out);
    return kept;
}
