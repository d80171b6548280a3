/* The inside of html.c: a page as text that can be read in one way only. */
#ifndef STORY_HTML_CLEAN_H
#define STORY_HTML_CLEAN_H

#include "base/buffer.h"

/* Called for each script of data that a page holds, with its inside. */
typedef void html_data_fn(void *user, const char *json, size_t n);

/* Add a page of n bytes to out without comments, scripts and styles, every tag with those of
 * its attributes alone that tell something of the story. data may be NULL. False: out of
 * memory. */
bool html_clean(const char *html, size_t n, buffer *out, html_data_fn *data, void *user);

#endif
