/* Who takes part in one event: mentions, taken apart where they are groups, and actors that no
 * mention names. */
#ifndef EVENT_PARTIES_H
#define EVENT_PARTIES_H

#include "event/clause.h"

enum { MOST_PARTIES = 8 };

typedef struct event_parties {
    uint32_t mention[MOST_PARTIES]; /* DG_NONE: implied */
    dg_actor actor[MOST_PARTIES];
    uint32_t n;
} event_parties;

bool parties_have(const event_parties *p, uint32_t mention);

/* Add a mention, or the parts of a group, or each country's of "the leaders of India and Pakistan";
 * who takes no part in politics is left out. `acts`: as an actor, which a thing of some country
 * ("Israel's decision") is not. */
void parties_add_mention(const clause_tree *t, event_parties *p, uint32_t mention, bool acts);

/* The mention of a word and of those coordinated with it. DG_NONE adds nobody. */
void parties_add_word(const clause_tree *t, event_parties *p, uint32_t w, bool acts);

/* Somebody of a country and sector whom no mention names. */
void parties_imply(event_parties *p, const char *country, const char *sector);

/* Leave out of `from` whom `other` has. */
void parties_remove(event_parties *from, const event_parties *other);

/* Leave out who stands within the phrase of another: "American" of "American diplomats". */
void parties_drop_nested(const dg_story *story, event_parties *p);

/* Whether two actors are one, as far as a record tells. */
bool actor_is_same(const dg_actor *a, const dg_actor *b);

#endif
