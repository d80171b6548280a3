/* Dates in the text: "on Sunday", "two weeks ago", "November 15, 2015", as days. */
#ifndef WHEN_WHEN_H
#define WHEN_WHEN_H

#include "dragoman.h"

/* A time expression of a sentence. */
typedef struct when_found {
    dg_when when;
    uint32_t word; /* its head, an index into the story's words */
} when_found;

/* Find at most `most` time expressions of words [first, end) of the story and resolve them from
 * the story's date ("YYYY-MM-DD…", or "" when not known: then only full dates are). Returns how
 * many. */
unsigned when_find(const dg_story *story, uint32_t first, uint32_t end, when_found *out,
                   unsigned most);

/* The date that a story without one gives itself: a full date in its dateline, else in a byline or
 * caption. False when there is none. */
bool when_story_date(const dg_story *story, char out[11]);

/* Days since 1970-01-01 of a date "YYYY-MM-DD…"; false when it is none. */
bool when_days(const char *date, long *days);

#endif
