/* What the project's own tools ask of the engine and its contexts besides dragoman.h. */
#ifndef PIPELINE_H
#define PIPELINE_H

#include "dragoman.h"
#include "event/match.h"
#include "language/parse.h"

/* An engine without the judge of events, which training makes: all but dg_code() and dg_relate() can
 * be asked of it. Errors as dg_engine_open(). */
dg_status engine_open_unjudged(dg_engine **out, dg_error *error);

const lang_model *engine_model(const dg_engine *engine);
const event_frame_set *engine_frames(const dg_engine *engine);

/* The encoder's states of the story last parsed. */
lang_states context_states(const dg_context *context);

#endif
