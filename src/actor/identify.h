/* The actor stage: mentions, coreference, and who each mention is. */
#ifndef ACTOR_IDENTIFY_H
#define ACTOR_IDENTIFY_H

#include "actor/mention.h"

/* Fill the story's mentions. It has been parsed; all results live in the arena. Errors:
 * DG_NO_MEMORY. */
dg_status actor_identify(const actor_base *base, arena *a, dg_story *story, dg_error *error);

/* ---- its parts, in order ---- */

/* Choose the entity of each name by its words, the date and the story's countries; set each
 * mention's sort, gender and number. */
void actor_resolve_names(actor_story *a);

/* Link mentions of the same into chains. Errors: DG_NO_MEMORY. */
dg_status actor_link(actor_story *a, dg_error *error);

/* Say who each mention is: out[i] for mention i. Errors: DG_NO_MEMORY. */
dg_status actor_describe(actor_story *a, dg_actor *out, dg_error *error);

/* The role of an entity that holds on the story's date, DG_NONE if none does; *ended tells that
 * all its roles lie before. Without a date, the last role. */
uint32_t actor_role_on(const actor_base *base, actor_ref ref, int32_t date, bool *ended);

#endif
