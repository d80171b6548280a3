/* The closed lists that tokenization rests on. All look-ups take n bytes of lower-case text
 * unless said otherwise. */
#ifndef LANGUAGE_WORDLISTS_H
#define LANGUAGE_WORDLISTS_H

#include <stdbool.h>
#include <stddef.h>

typedef enum abbreviation {
    ABBREVIATION_NONE,
    ABBREVIATION,               /* keeps its period everywhere: "gen", "inc" */
    ABBREVIATION_BEFORE_NUMBER, /* only before a number: "no", "p" */
    ABBREVIATION_INSIDE,        /* not at a text's end, and with a capital: "sun", "mar" */
} abbreviation;

/* What a word without its period is as an abbreviation. */
abbreviation lang_abbreviation_of(const char *word, size_t n);

/* Is "WORD-" a prefix that UD English does not part from what follows ("anti-war")? */
bool lang_is_bound_prefix(const char *word, size_t n);

/* Is "-WORD" an ending that is not parted from what stands before ("clock-wise")? */
bool lang_is_bound_suffix(const char *word, size_t n);

/* Units that are written on to a number and parted from it: "5km", "10pm", "2.5m". */
bool lang_is_unit(const char *word, size_t n);

/* Where a word that is two or three by UD's count parts ("cannot", "dont", "dunno"): the
 * length of its first parts in cut[0], cut[1]; how many cuts there are, 0 for none. */
size_t lang_contraction_cuts(const char *word, size_t n, size_t cut[2]);

#endif
