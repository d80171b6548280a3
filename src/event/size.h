/* How big an event is: dead, injured, arrested, participants. */
#ifndef EVENT_SIZE_H
#define EVENT_SIZE_H

#include "event/clause.h"

/* Fill the sizes of a story's events, which are there, from their own words and the clauses
 * that hang on them. Scratch comes from the arena. Linear in the story. Errors: DG_NO_MEMORY.
 */
dg_status event_find_sizes(arena *a, const dg_story *story, dg_event *event, dg_error *error);

#endif
