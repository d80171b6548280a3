/* Closed lists of words that newsrooms use in their marks. */
#ifndef STORY_NEWSROOM_H
#define STORY_NEWSROOM_H

#include <stdbool.h>
#include <stddef.h>

/* All take a word of n bytes without punctuation around it. */
bool story_is_agency(const char *word, size_t n);     /* Reuters, AP, Xinhua; case counts */
bool story_is_label(const char *word, size_t n);      /* BREAKING, NATO: capitals, no place */
bool story_is_month(const char *word, size_t n);      /* November, NOV., Sept */
bool story_is_weekday(const char *word, size_t n);    /* Tuesday, TUE. */
bool story_is_photo_word(const char *word, size_t n); /* Photo, IMAGES, photographer */
bool story_is_link_word(const char *word, size_t n);  /* of, de, and: small within names */

#endif
