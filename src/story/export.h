/* What text exports of news databases share: a file of documents, each some lines long, of
 * which a line that both sides know tells where one ends. */
#ifndef STORY_EXPORT_H
#define STORY_EXPORT_H

#include "story/lines.h"
#include "story/record.h"

/* A line without the white space at its ends. */
typedef struct export_line {
    const char *s;
    size_t n;
} export_line;

typedef enum export_mark {
    MARK_NONE,
    MARK_BEGIN, /* a document begins behind this line */
    MARK_END,   /* a document ends with this line, which is its last */
} export_mark;

typedef struct export_state export_state;

typedef struct export_kind {
    export_mark (*mark)(export_line line);

    /* Make a story of a document: n bytes of lines. Errors: DG_BAD_INPUT with a message,
     * DG_NO_MEMORY; the place is set by the caller. */
    dg_status (*read)(const char *text, size_t n, story_record *r, dg_error *error);
} export_kind;

dg_status export_open(const export_kind *kind, story_input *in, const story_file *file,
                      void **state, dg_error *error);
dg_status export_next(void *state, dg_document *out, dg_error *error);
void export_close(void *state);

/* The next line of a text at *at, trimmed; false behind the last. */
bool export_take_line(const char *text, size_t n, size_t *at, export_line *line);

/* Whether a line is, or begins with, a word of another case perhaps. */
bool export_is(export_line line, const char *word);
bool export_begins(export_line line, const char *word);

/* Whether a line is a number and "words". */
bool export_is_length(export_line line);

/* Add a line to a text: behind a line end, or a blank line where one stood before it. */
bool export_add_line(buffer *text, export_line line, bool new_paragraph);

/* Set the language by its name: "ENGLISH" is "en". */
bool export_set_language(story_record *r, export_line name);

#endif
