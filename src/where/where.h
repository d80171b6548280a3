/* The place stage: where each event happened. */
#ifndef WHERE_WHERE_H
#define WHERE_WHERE_H

#include "base/arena.h"
#include "where/gazetteer.h"

/* Fill the story's places and set each event's; its mentions and events are there. All lives in
 * the arena. Linear in the story. Errors: DG_NO_MEMORY. */
dg_status where_find(const gazetteer *places, arena *a, dg_story *story, dg_error *error);

#endif
