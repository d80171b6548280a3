/* A text line by line, with bounded memory. */
#ifndef STORY_LINES_H
#define STORY_LINES_H

#include "story/source.h"

/* Set source.in, file, most and over; zero the rest. */
typedef struct story_lines {
    story_source source;
    const story_file *file;
    size_t most;      /* bytes a line may have */
    const char *over; /* the error's message where one has more */
    size_t scanned;   /* bytes of the source's text known to hold no line end */
    uint64_t line;    /* of the line at hand, from 1 */
} story_lines;

/* The next line, without its end; it lives until more is read. A line cut short by an input
 * that failed is none. Errors: DG_END, then to be followed by story_source_finish();
 * DG_OVER_LIMIT (the next call goes on behind the line), DG_NO_MEMORY. */
dg_status story_lines_next(story_lines *l, char **line, size_t *n, dg_error *error);

#endif
