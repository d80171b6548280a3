/* The days that files of news are dated by. */
#ifndef STORY_DAY_H
#define STORY_DAY_H

#include <stdbool.h>
#include <stddef.h>

#define STORY_DAY sizeof "2015-11-16"

/* Read a day from n bytes as YYYY-MM-DD: "2015-11-16T10:00:00Z", "20151116", "2015/11/16",
 * "Mon, 16 Nov 2015 10:00:00 GMT", "November 16, 2015 Monday", "16 November 2015". Words and
 * times around it are passed over. False where none stands there, or none that all agree on:
 * "11/12/2015" is two days. */
bool story_day_of(const char *s, size_t n, char day[STORY_DAY]);

/* Whether a string is a day of the calendar, as "2015-11-16". */
bool story_is_day(const char *s);

#endif
