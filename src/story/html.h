/* HTML to a story: what is said on a page, without what stands around it. */
#ifndef STORY_HTML_H
#define STORY_HTML_H

#include "story/record.h"

/* A page of more bytes is passed over: its tree takes some twenty times as many. */
#define HTML_MAX_PAGE ((size_t)4 << 20)

/* A page with elements nested deeper is passed over: libxml2's limit. */
#define HTML_MAX_DEPTH 256

/* Read a page of n bytes of valid UTF-8 without NUL: its prose into the record's text, blank
 * lines between paragraphs, and title, date, source, url and lang where its metadata tell them.
 * Errors: DG_OVER_LIMIT, DG_NO_MEMORY. */
dg_status html_read_page(const char *html, size_t n, story_record *r, dg_error *error);

/* Add all text of a piece of HTML, as feeds have it, to out. Errors the same. */
dg_status html_read_piece(const char *html, size_t n, buffer *out, dg_error *error);

#endif
