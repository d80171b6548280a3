/* What the passage of an event is about: the codebook's context tags. */
#ifndef EVENT_CONTEXT_H
#define EVENT_CONTEXT_H

#include "base/arena.h"
#include "event/contexts.h"

/* Fill the contexts of a story's events, which are there. Scratch comes from the arena. Linear
 * in the story. Errors: DG_NO_MEMORY. */
dg_status event_find_contexts(const event_contexts *contexts, arena *a, const dg_story *story,
                              dg_event *event, dg_error *error);

#endif
