/* A text as it is read: its characters with debris seen through, each with its place in
 * the text as given.
 *
 * Wire copy and scraped pages carry entities ("&quot;", "&amp;", "&#8217;"), entities that
 * lost their ampersand (" #39;s" for "'s"), soft hyphens, zero-width characters and
 * controls. The tokenizer and the models see the character that was meant (or none), while
 * every position still points into the text, which is never rewritten. */
#ifndef LANGUAGE_VIEW_H
#define LANGUAGE_VIEW_H

#include <stdint.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "dragoman.h"

typedef struct lang_char {
    uint32_t c;      /* the code point meant */
    uint32_t at;     /* byte in the text where what stands for it begins; what stands for
                        it ends where the next one begins */
    uni_class class; /* uni_class_of(c); UNI_INVISIBLE never occurs: such a character
                        belongs to the visible one that it touches; alone between spaces, to
                        the last visible one, with the white space between. A text of such
                        only is one U+FFFD. An entity for a space belongs to the character
                        before it */
} lang_char;

typedef struct lang_view {
    lang_char *ch; /* [n + 1]; ch[n].at is the end of the text, ch[n].class UNI_SPACE */
    uint32_t n;
} lang_view;

/* View text[start, end), which is valid UTF-8. Lives in the arena. */
dg_status lang_view_make(const char *text, uint32_t start, uint32_t end, arena *a,
                         lang_view *out, dg_error *error);

#endif
