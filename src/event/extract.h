/* The event stage: who did what to whom, when, where, and who says so. */
#ifndef EVENT_EXTRACT_H
#define EVENT_EXTRACT_H

#include "base/arena.h"
#include "event/match.h"

/* Fill the story's events and participants; its mentions are there. All lives in the arena.
 * Errors: DG_NO_MEMORY. */
dg_status event_extract(const event_frame_set *frames, arena *a, dg_story *story,
                        dg_error *error);

#endif
