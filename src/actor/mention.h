/* Mentions: the phrases of a story that name persons, organisations, places and things, with
 * all that the phrase itself says: name, title, modifiers, possessor, apposition. */
#ifndef ACTOR_MENTION_H
#define ACTOR_MENTION_H

#include "actor/names.h"
#include "base/array.h"
#include "language/labels.h"

enum { MENTION_MODS = 4 };

typedef enum actor_number { NUMBER_UNKNOWN, NUMBER_SINGULAR, NUMBER_PLURAL } actor_number;

/* Indices are into the story's words or the list of mentions; DG_NONE for none. */
typedef struct actor_mention {
    uint32_t sentence;
    uint32_t head;        /* governs the phrase from outside */
    uint32_t first, last; /* words of the phrase, both inclusive */
    uint32_t noun;        /* the word that says what it is: "rebels", the name's first word */
    uint32_t name_first, name_last; /* the proper name; name_first DG_NONE: none */
    uint32_t name_hit, role_hit;    /* indices of hits; DG_NONE */
    uint32_t owner;                 /* "Putin's", "its", "of Egypt" */
    uint32_t place;                 /* "in Iraq" */
    uint32_t mod[MENTION_MODS];     /* "Syrian", "Hamas", "UN" */
    uint32_t n_mod;
    uint32_t same; /* restates this mention: apposition, predicate, acronym */
    uint32_t part, n_part;
    uint32_t chain;   /* set by coreference: first mention of the chain */
    actor_ref entity; /* set by resolution */
    uint8_t use;      /* USE_* of the name that the entity was found by */
    dg_mention_kind kind;
    dg_sort sort;
    actor_number number;
    uint8_t gender; /* GENDER_* */
    uint8_t person; /* 1, 2, 3 */
    bool definite, indefinite, former, reflexive, possessive, quoted, locates;
} actor_mention;

typedef ARRAY(actor_mention) actor_mention_array;

/* What the stages of actor/ share about one story. */
typedef struct actor_story {
    const actor_base *base;
    dg_story *story;
    arena *arena;
    int32_t date; /* of the story as YYYYMMDD; 0 when not known */
    actor_names names;
    ARRAY(actor_mention) mention;
    ARRAY(uint32_t) part;
    uint32_t *of_word;   /* [n_word]: 1 + the mention whose head or noun it is; 0 */
    uint32_t *child;     /* [n_word]: 1 + first dependent, as indices of the story; 0 */
    uint32_t *sibling;   /* [n_word]: 1 + next dependent of the same head; 0 */
    uint16_t *countries; /* [N_COUNTRY]: how often the story names each */
} actor_story;

/* Fill a->mention from the parse and the names found. Errors: DG_NO_MEMORY. */
dg_status actor_find_mentions(actor_story *a, dg_error *error);

/* ---- the parse, as the stages ask it ---- */

static inline const dg_word *actor_word(const actor_story *a, uint32_t w) {
    return &a->story->word[w];
}

/* The governor of a word, as an index into the story's words; DG_NONE for a root. */
uint32_t actor_governor(const actor_story *a, uint32_t w, uint32_t sentence);

/* The first dependent of w with this relation (subtypes too), or DG_NONE. */
uint32_t actor_dependent(const actor_story *a, uint32_t w, unsigned deprel);

/* Whether a word's relation is this one or a subtype of it. */
bool actor_is_relation(unsigned deprel, unsigned plain);

/* Whether a word is written or has the lemma so. */
bool actor_is_word(const actor_story *a, uint32_t w, const char *lemma);

/* Whether the name that ends with word w is bound to what follows by a hyphen, as in
 * "Ethiopian-born" and "Israeli-occupied", and so not the noun's ("US-led" is). */
bool actor_is_compound_part(const actor_story *a, uint32_t w);

/* Whether a sentence is the story's dateline. */
bool actor_in_dateline(const actor_story *a, uint32_t sentence);

/* The mention of a word, or DG_NONE. */
uint32_t actor_mention_of(const actor_story *a, uint32_t w);

/* The hit over a word, or NULL. */
const actor_hit *actor_hit_of(const actor_story *a, uint32_t w);

#endif
