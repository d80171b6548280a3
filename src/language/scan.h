/* What the tokenizer's recognizers share. Each is given a place in a run of characters
 * without white space and says how far the token that begins there goes; none looks past
 * the run's end, which is at most DG_MAX_TOKEN bytes on, so that all are bounded. */
#ifndef LANGUAGE_SCAN_H
#define LANGUAGE_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "language/view.h"

typedef struct scan {
    const lang_char *ch;
    uint32_t n;        /* of the view */
    uint32_t begin;    /* where the run begins */
    uint32_t to;       /* where it ends: white space, or as far as a token may go */
    bool may_have_web; /* the run holds an @, or a dot or slash inside */
    bool quote_open;   /* a single quote was opened before and not yet closed */
    bool bracket_open; /* the same of a bracket */
} scan;

static inline uint32_t scan_char(const scan *s, uint32_t i) {
    return i < s->to ? s->ch[i].c : ' ';
}

static inline uni_class scan_class(const scan *s, uint32_t i) {
    return i < s->to ? s->ch[i].class : UNI_SPACE;
}

static inline bool class_is_letter(uni_class k) {
    return k >= UNI_UPPER && k <= UNI_MARK;
}

static inline bool scan_letter(const scan *s, uint32_t i) {
    return class_is_letter(scan_class(s, i));
}

static inline bool scan_digit(const scan *s, uint32_t i) {
    return scan_class(s, i) == UNI_DIGIT;
}

static inline bool scan_alnum(const scan *s, uint32_t i) {
    uni_class k = scan_class(s, i);
    return k >= UNI_UPPER && k <= UNI_DIGIT;
}

static inline bool char_is_apostrophe(uint32_t c) {
    return c == '\'' || c == 0x2019 || c == '`' || c == 0xB4 || c == 0x02BC || c == 0x2018;
}

/* The end of the run of letters, or of digits, from `at` on. */
uint32_t scan_letters(const scan *s, uint32_t at);
uint32_t scan_digits(const scan *s, uint32_t at);

/* [from, end) in lower case with plain apostrophes, ended with a NUL. Returns its length, or
 * 0 when it has other than ASCII characters or does not fit. */
size_t scan_lower(const scan *s, uint32_t from, uint32_t end, char *out, size_t size);

/* Is `word` in table[n], which is sorted? By halving. */
#define SCAN_ENTRY 12
bool scan_in_table(const char *word, const char table[][SCAN_ENTRY], size_t n);
#define SCAN_TABLE_HAS(table, word)                                                            \
    scan_in_table((word), (table), sizeof(table) / sizeof *(table))

/* Each returns the end of the token of its kind that begins at `at`, or `at` for none. */
uint32_t scan_web(const scan *s, uint32_t at);    /* address, e-mail, domain, file name */
uint32_t scan_number(const scan *s, uint32_t at); /* begins with a digit, or a dot and one */
uint32_t scan_word(const scan *s, uint32_t at);   /* begins with a letter */
uint32_t scan_symbol(const scan *s, uint32_t at); /* anything else; never `at` */

/* A word [at, end) is followed by a full stop: does it belong to the word, as that of an
 * abbreviation? (abbreviations.c) */
bool scan_owns_stop(const scan *s, uint32_t at, uint32_t end);

/* Is [at, end) a prefix that a hyphen binds to what follows ("anti-war")? And may
 * [at, end) be a part of a name like "Jong-un"? (hyphens.c) */
bool scan_binds_hyphen(const scan *s, uint32_t at, uint32_t end);

/* Where the words of token [at, end) part. Returns how many parts there are, 1 for a plain
 * token, at most SCAN_PARTS; part[i] is where part i begins. (contractions.c) */
#define SCAN_PARTS 4
unsigned scan_parts(const scan *s, uint32_t at, uint32_t end, uint32_t part[SCAN_PARTS]);

/* A clitic by itself, apostrophe first ("'s" behind a closing quote): its end, or at. */
uint32_t scan_clitic(const scan *s, uint32_t at);

#endif
