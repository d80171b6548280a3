/* The event stage: who did what to whom, when, where, and who says so. */
#ifndef EVENT_EXTRACT_H
#define EVENT_EXTRACT_H

#include "base/arena.h"
#include "event/judge.h"

/* What it knows: shared and read-only. */
typedef struct event_knowledge {
    const event_frame_set *frames;
    const event_judge *judge;
    const lang_model *model;
    const lang_kernels *kernels;
} event_knowledge;

/* Its work space; one a thread. All it knows must outlive it. Errors: DG_NO_MEMORY,
 * DG_BAD_MODEL. */
typedef struct event_coder event_coder;
dg_status event_coder_new(const event_knowledge *know, event_coder **out, dg_error *error);
void event_coder_free(event_coder *coder);

/* Fill the story's events and participants; its mentions are there. All lives in the arena.
 * `states` are the encoder's of this story. Errors: DG_NO_MEMORY. */
dg_status event_extract(event_coder *coder, arena *a, const lang_states *states,
                        dg_story *story, dg_error *error);

/* Of the story last coded, for the relation stage: the judge, and a sentence's proposals
 * (borrowed until the next call). */
judge_session *event_coder_judge(event_coder *coder);
feature_scene event_coder_scene(event_coder *coder, uint32_t sentence);

#endif
