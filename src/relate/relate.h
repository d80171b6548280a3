/* The relation between two marked actors of a sentence: the type of event that best tells what
 * the one did to the other, with the others ranked. */
#ifndef RELATE_RELATE_H
#define RELATE_RELATE_H

#include "event/extract.h"

/* Rank the types for source and target (byte spans of the story's text; target may be empty) of
 * the story that the coder has just coded. Always an answer. */
void relate_rank(event_coder *coder, const dg_story *story, const dg_span *source,
                 const dg_span *target, dg_relation *out);

#endif
