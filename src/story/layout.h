/* What a story's text is made of: paragraphs, and of those which are headline, byline,
 * dateline, caption and credit. */
#ifndef STORY_LAYOUT_H
#define STORY_LAYOUT_H

#include "base/arena.h"
#include "dragoman.h"

/* Cut a text into blocks, in order, not overlapping, together holding every character that is
 * not white space. A headline or a byline in the usual place is looked for in the first part
 * only. The blocks are the arena's. Linear in n, whatever the bytes. Errors: DG_OVER_LIMIT
 * (a text of 4 GiB), DG_NO_MEMORY. */
dg_status story_layout(const char *text, size_t n, bool first_part, arena *a, dg_block **out,
                       size_t *n_out, dg_error *error);

#endif
