/* The stories of late: which text is another's near-duplicate, and what is known of each. */
#ifndef DEDUP_TEXTS_H
#define DEDUP_TEXTS_H

#include "dedup/recent.h"
#include "dedup/sketch.h"

#define TEXTS_NO_DAY INT32_MIN

typedef struct text_story {
    uint64_t id;     /* texts_hash() of it */
    uint64_t source; /* the hash of who published it; the story's id where that is not known */
    uint32_t text;   /* the same number for near-duplicates */
    int32_t day;     /* since 1970-01-01; TEXTS_NO_DAY */
    char *first;     /* id of the first story with this text */
    sketch sketch;
} text_story;

typedef struct texts {
    text_story *story; /* [mask + 1], a ring as in recent.h */
    uint32_t mask, count;
    recent band, id; /* -> places in the ring */
    arena scratch;
    dedup_words words;
} texts;

/* Room for the latest 2^bits stories, bits from 1 to 24. False when memory is out. */
bool texts_init(texts *t, unsigned bits);
void texts_free(texts *t);

/* Add a story; of a long text its first part alone. *out lives until the next call. *alike is
 * how much its text is like that of the earlier story whose number it got; zeros: a new text.
 * Errors: DG_BAD_INPUT (not UTF-8), DG_NO_MEMORY. */
dg_status texts_add(texts *t, const dg_document *document, const text_story **out,
                    likeness *alike, dg_error *error);

/* The latest story of that id among those of late; NULL: none. */
const text_story *texts_find(const texts *t, uint64_t id);

uint64_t texts_hash(const char *s);  /* never 0 */
int32_t texts_day(const char *date); /* of a date that begins with a day, else TEXTS_NO_DAY */

#endif
