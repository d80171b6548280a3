/* Lemmas: an edit of the form, found by form and tag, then by suffix and tag.
 *
 * A rule strips `strip` characters from the form's end and appends `append`; `lower` says
 * whether the form is put in lower case first. Which rule holds is looked up in one table:
 * by the form with its tags, as it stands and then in lower case; of a verb, by its spelling
 * and a list of verbs (verb.h); by the longest of its suffixes that is known with its XPOS
 * tag; at last by the tag alone. train/lemmas.c fills it.
 */
#ifndef LANGUAGE_LEMMA_H
#define LANGUAGE_LEMMA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"

enum { LEMMA_SUFFIX = 6, LEMMA_APPEND = 12, LEMMA_MAX = 256 };

/* Keys of a form: as it stands, in lower case, the same without UPOS, suffixes, none. */
enum { LEMMA_WHOLE = 3, LEMMA_KEYS = LEMMA_WHOLE + LEMMA_SUFFIX + 1 };

typedef struct lemma_rule {
    uint8_t strip;
    uint8_t lower;
    char append[LEMMA_APPEND + 2]; /* ended with a NUL */
} lemma_rule;

typedef struct lemma_table {
    const hash_slot *slot; /* [mask + 1], values index rule */
    size_t mask;
    const lemma_rule *rule;
    size_t n_rule;
} lemma_table;

/* Keys of a form under its tags, most telling first: LEMMA_WHOLE of the whole form, then its
 * suffixes from long to short, then none. Returns how many were written. */
size_t lemma_keys(const char *form, size_t n, unsigned upos, unsigned xpos,
                  uint64_t out[LEMMA_KEYS]);

/* Write the lemma of a form (valid UTF-8) into out, ended with a NUL; returns its length.
 * A form too long for out, or of which no rule makes anything, is its own lemma, cut. */
size_t lemma_of(const lemma_table *t, const char *form, size_t n, unsigned upos, unsigned xpos,
                char out[LEMMA_MAX]);

/* The rule that makes lemma from form: false where none of this shape does. */
bool lemma_rule_between(const char *form, const char *lemma, lemma_rule *out);

/* Apply one rule; 0 when it does not fit the form. */
size_t lemma_apply(const lemma_rule *rule, const char *form, size_t n, char out[LEMMA_MAX]);

#endif
