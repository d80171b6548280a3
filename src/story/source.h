/* An input as valid UTF-8: what kinds that are text by nature read from. */
#ifndef STORY_SOURCE_H
#define STORY_SOURCE_H

#include "base/buffer.h"
#include "story/kind.h"
#include "story/repair.h"

typedef struct story_source {
    story_input *in;
    story_repair repair;
    buffer text; /* repaired; what is not yet taken is [begin, text.n) */
    size_t begin;
    size_t held; /* bytes of the input left for the next time */
    bool end, warned;
    dg_error failure; /* what ended the input early; DG_OK: nothing */
} story_source;

/* Read some more behind what is there; `end` tells that there is no more. What was got from
 * story_source_text before is void. Errors: DG_NO_MEMORY. An input that fails is an end: the
 * error comes from story_source_finish, so that what was read before it is kept. */
dg_status story_source_more(story_source *s, dg_error *error);

char *story_source_text(const story_source *s, size_t *n); /* NULL where *n is 0 */
void story_source_take(story_source *s, size_t n);

/* At the end: warn of what was repaired, once, and give the error that ended the input
 * early, once. DG_END when there is no error (more). */
dg_status story_source_finish(story_source *s, const story_file *file, dg_error *error);

void story_source_free(story_source *s);

#endif
