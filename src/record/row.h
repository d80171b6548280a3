/* Rows of tables: fields parted by a delimiter, quoted as the layout's readers expect. */
#ifndef RECORD_ROW_H
#define RECORD_ROW_H

#include "base/buffer.h"
#include "record/event_view.h"

typedef enum row_quoting {
    QUOTE_FIELDS, /* RFC 4180: a field with a delimiter, quote or line end within quotes */
    QUOTE_NOTHING /* one line a record, for readers that know no quotes: white space becomes a
                     space, a quotation mark an apostrophe */
} row_quoting;

/* A row being written. Fields go in one after another; a failure is kept until row_end. */
typedef struct row {
    buffer out;
    char delimiter;
    row_quoting quoting;
    const char *missing; /* written for an empty field */
    size_t n;            /* fields so far */
    size_t field;        /* where the open field begins in out */
    bool failed;
} row;

void row_text(row *r, const char *s);
void row_bytes(row *r, const char *s, size_t n);
void row_span(row *r, const dg_story *story, uint32_t start, uint32_t end);
void row_number(row *r, uint64_t value);
void row_real(row *r, double value, int decimals);
void row_missing(row *r, size_t n); /* n empty fields */

/* A field of several parts, parted by a separator: open, add what there is, close. An empty
 * part is left out, or `missing` in its place when the layout has that. */
void row_open(row *r);
void row_part(row *r, const char *separator, const char *s, size_t n);
void row_close(row *r);

/* End the line. False when memory ran out since it was begun. */
bool row_end(row *r);

#endif
