/* The marks that newsrooms set around the prose: dateline, byline, photo credit. Each is
 * looked for within a few hundred bytes at a paragraph's edge and is conservative: what is
 * not plainly a mark is prose. */
#ifndef STORY_MARKS_H
#define STORY_MARKS_H

#include <stdbool.h>
#include <stddef.h>

/* Length of the dateline with which a paragraph begins, its dash or colon included, such as
 * "ANTALYA, Turkey, Nov. 15 (Reuters) -"; 0 for none. Something follows it. *photo: it is
 * one of a photo, with a dash before the date and a colon behind. */
size_t story_find_dateline(const char *text, size_t n, bool *photo);

/* Whether a paragraph is a byline and no more: "By Jane Doe". */
bool story_is_byline(const char *text, size_t n);

/* Whether a paragraph is a credit of writers as agencies set it at the end: "(Reporting by
 * Jane Doe in Ankara; editing by John Roe)". */
bool story_is_sign_off(const char *text, size_t n);

/* Where the photo credit begins with which a paragraph ends: "(AP Photo/Jane Doe)"; n for
 * none, 0 when the paragraph is nothing else. */
size_t story_find_credit(const char *text, size_t n);

#endif
