/* Character sets of pages. */
#ifndef STORY_CHARSET_H
#define STORY_CHARSET_H

#include "base/buffer.h"

/* The character set a page says it is in, within its first kilobyte: <meta charset> or <meta
 * http-equiv>; of XML, the encoding of its declaration. Its length in *n, 0 for none. */
const char *story_charset_of_page(const char *html, size_t n_html, size_t *n);

/* The value of "charset=" in a header like "text/html; charset=utf-8". */
const char *story_charset_of_type(const char *type, size_t n_type, size_t *n);

/* Add bytes in a character set to out as valid UTF-8 without NUL. A byte order mark goes before
 * the name. UTF-8, ASCII, Latin-1, Windows-1252, and names that are not known are read as
 * story_repair_add() does, so that a wrong name does no harm. False: out of memory. */
bool story_charset_decode(const char *name, size_t n_name, const char *bytes, size_t n,
                          buffer *out);

#endif
