/* Finding the base's names in a story: every multiword name, longest first, in time linear in
 * the text whatever the size of the base. */
#ifndef ACTOR_NAMES_H
#define ACTOR_NAMES_H

#include "actor/base.h"
#include "base/arena.h"

enum { ACTOR_LAYERS = 2 };

/* The project's base, and a user's laid over it. */
typedef struct actor_base {
    actor_layer layer[ACTOR_LAYERS]; /* the user's, when there is one, is layer 0 */
    unsigned n;
} actor_base;

/* An entity of a layer; entity HASH_NONE: none. */
typedef struct actor_ref {
    uint32_t layer, entity;
} actor_ref;

#define ACTOR_NOBODY ((actor_ref){0, HASH_NONE})

static inline bool actor_is_somebody(actor_ref ref) {
    return ref.entity != HASH_NONE;
}

static inline bool actor_same(actor_ref a, actor_ref b) {
    return a.entity == b.entity && a.layer == b.layer;
}

const actor_entity *actor_entity_at(const actor_base *base, actor_ref ref);
const char *actor_string(const actor_base *base, unsigned layer, uint32_t offset);

/* A name of the base in the text, and the entities that it may mean. */
typedef struct actor_hit {
    uint32_t first, n; /* words of the story */
    uint32_t layer, node;
} actor_hit;

typedef struct actor_names {
    const actor_key *key; /* [n_word] of the story */
    const actor_hit *hit; /* in order, not overlapping */
    size_t n_hit;
    const uint32_t *of_word; /* [n_word]: 1 + the hit that covers the word; 0 for none */
} actor_names;

/* Find the names of a story's words. All lives in the arena. Errors: DG_NO_MEMORY. */
dg_status actor_find_names(const actor_base *base, const dg_story *story, arena *a,
                           actor_names *out, dg_error *error);

/* The uses of a hit, and how many. */
const actor_use *actor_hit_uses(const actor_base *base, const actor_hit *hit, size_t *n);

/* Whether a use may be meant by words in such case: "turkey" is no state, "us" no US. */
bool actor_use_fits(const actor_base *base, const actor_names *names, const actor_hit *hit,
                    const actor_use *use);

/* The first use of this kind of entity that fits, or NULL. */
const actor_use *actor_hit_kind(const actor_base *base, const actor_names *names,
                                const actor_hit *hit, unsigned kind);

/* GENDER_* of a given name, by its key; GENDER_UNKNOWN, and *known false, when it is none. */
unsigned actor_given_gender(const actor_base *base, uint64_t key, bool *known);

#endif
