/* One story as a kind reads it: strings that grow, and the text handed out in parts. */
#ifndef STORY_RECORD_H
#define STORY_RECORD_H

#include "story/kind.h"
#include "story/parts.h"

typedef enum record_field {
    RECORD_ID,
    RECORD_DATE,
    RECORD_TITLE,
    RECORD_SOURCE,
    RECORD_URL,
    RECORD_LANG,
    N_RECORD_FIELD
} record_field;

/* A zeroed one is ready for story_record_begin. */
typedef struct story_record {
    const story_file *file;
    uint64_t line; /* where it begins */
    buffer field[N_RECORD_FIELD], text;
    size_t taken; /* bytes of the text handed out */
    bool open;    /* there is something to hand out */
    story_parts parts;
} story_record;

/* The largest record a kind keeps in memory, in bytes; a larger one is passed over. */
#define STORY_MAX_RECORD ((size_t)16 << 20)

/* Forget what is there and begin with an empty story. */
void story_record_begin(story_record *r, const story_file *file, uint64_t line);

/* Set a field to n bytes of valid UTF-8: white space at its ends is left out, within it each
 * run becomes a space. False when memory is out. */
bool story_record_set(story_record *r, record_field field, const char *s, size_t n);

/* The same for the date, as YYYY-MM-DD where that can be read from it, else as it stands. */
bool story_record_set_date(story_record *r, const char *s, size_t n);

bool story_record_is_empty(const story_record *r, record_field field);

/* The record is whole: hand out its text, part by part, until `open` is false. An id that is
 * left out is made of the file's name and the line. Errors: DG_NO_MEMORY. */
dg_status story_record_next(story_record *r, dg_document *out, dg_error *error);

void story_record_free(story_record *r);

#endif
