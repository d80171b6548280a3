/* Cutting long texts into parts that a context takes at once. */
#ifndef STORY_PARTS_H
#define STORY_PARTS_H

#include "base/buffer.h"
#include "dragoman.h"

/* Where to cut the first part off a text of n bytes of UTF-8, of which only the first
 * DG_MAX_TEXT + 1 are looked at: n when it is no longer than DG_MAX_TEXT; else behind the
 * last blank line within that, else the last line, sentence (a guess by its full stop),
 * white space or character. Greater than 0 where n is. */
size_t story_cut(const char *text, size_t n);

/* How far a text has been handed out. A zeroed one is at its beginning. */
typedef struct story_parts {
    buffer copy; /* of the part, with a NUL behind */
    uint32_t part;
    uint64_t offset;
} story_parts;

/* Set text, n_text, part and text_offset of out to the first part of text, which is what of
 * it remains, and *taken to its length. Errors: DG_NO_MEMORY. */
dg_status story_parts_next(story_parts *p, const char *text, size_t n, dg_document *out,
                           size_t *taken, dg_error *error);

#endif
