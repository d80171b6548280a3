/* What the parts of the place stage share: a sentence's names of places, which of them may say
 * where something happens, and what a name means. */
#ifndef WHERE_SCENE_H
#define WHERE_SCENE_H

#include "event/clause.h"
#include "where/gazetteer.h"

enum { SCENE_NAMES = 40, SCENE_SPOTS = 40, STORY_COUNTRIES = 16 };

/* Words that are some place's name. */
typedef struct scene_name {
    uint32_t first, n; /* words */
    uint32_t head;     /* the one that hangs on a word outside */
    const gazetteer_name *hit;
    size_t n_hit;
} scene_name;

/* How a name stands in the phrase that it tells the place of; the best first. */
typedef enum scene_rank {
    RANK_HEAD,     /* "Basra", "the Dagestan region" */
    RANK_OF,       /* "the town of Kunduz", "the capital, Kabul" */
    RANK_IN,       /* "an embassy in Quito" */
    RANK_COMPOUND, /* "a Baghdad hotel" */
    RANK_OWNER,    /* "Kinshasa's student district" */
    RANK_NONE
} scene_rank;

/* A phrase that may say where. */
typedef struct scene_spot {
    uint32_t head;    /* word */
    uint32_t mention; /* DG_NONE */
    uint32_t name;    /* the best of the scene's names in it; DG_NONE */
    scene_rank rank;  /* of that name */
} scene_spot;

typedef struct scene {
    const gazetteer *places;
    const clause_tree *tree;
    uint32_t sentence;
    scene_name name[SCENE_NAMES];
    scene_spot spot[SCENE_SPOTS];
    unsigned n_name, n_spot;
} scene;

/* How often the story's mentions are of each country. */
typedef struct story_countries {
    const char *code[STORY_COUNTRIES];
    unsigned count[STORY_COUNTRIES], n, total;
} story_countries;

/* Whether an actor's code is a country's: not "", "UNO", "IMG". */
bool scene_is_country(const char *code);

/* The mention that a word heads, of "Samarra and Tal Afar" the one of "Samarra" alone; DG_NONE.
 */
uint32_t scene_mention_at(const scene *s, uint32_t w);

/* The sentence's names and spots. */
void scene_read(const gazetteer *places, const clause_tree *tree, uint32_t sentence,
                scene *out);

/* How name i stands in the phrase of word `head`; RANK_NONE when it is no part of it. */
scene_rank scene_rank_of(const scene *s, unsigned i, uint32_t head);

/* The spot where the event whose trigger is word w happens; NULL for none. */
const scene_spot *scene_choose(const scene *s, const dg_event *event, uint32_t w);

/* What a spot means: all but `mention` and the span of *out. `last` is the place that the story
 * told last, or NULL. Strings live in the arena or longer. */
bool scene_resolve(const scene *s, const scene_spot *spot, const story_countries *story,
                   const dg_place *last, arena *a, dg_place *out);

#endif
