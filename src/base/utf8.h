/* UTF-8 and what a reader of text asks of a character; over utf8proc. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define UTF8_BAD UINT32_MAX

/* Decode the character at s, of which n > 0 bytes are there. *len is its length in bytes.
 * UTF8_BAD, with *len 1, for a byte that starts no valid character (overlong, surrogate,
 * cut short, past U+10FFFF). */
uint32_t utf8_decode(const char *s, size_t n, size_t *len);

/* Encode c, which is valid, into out; returns its length, 1 to 4. */
size_t utf8_encode(uint32_t c, char out[4]);

/* The place of the first byte that is not valid UTF-8; n when all is. */
size_t utf8_first_bad(const char *s, size_t n);

/* How many characters stand in n bytes of valid UTF-8. */
size_t utf8_count(const char *s, size_t n);

typedef enum uni_class {
    UNI_SPACE, /* all that Unicode or Python's str.split() takes as white space */
    UNI_UPPER, /* with title case */
    UNI_LOWER,
    UNI_LETTER, /* without case */
    UNI_MARK,   /* combining */
    UNI_DIGIT,  /* decimal digits and other numbers */
    UNI_PUNCT,
    UNI_SYMBOL,
    UNI_INVISIBLE, /* soft hyphen, zero width, byte order mark, controls, NUL, unassigned */
} uni_class;

uni_class uni_class_of(uint32_t c);
uint32_t uni_lower(uint32_t c); /* simple mapping: one character to one */
uint32_t uni_upper(uint32_t c);

#endif
