/* Base forms of verbs by the rules of English spelling and a list of verbs: for forms that
 * training has not seen, of which its suffixes know too little ("retreating", "smuggled"). */
#ifndef LANGUAGE_VERB_H
#define LANGUAGE_VERB_H

#include <stdbool.h>
#include <stddef.h>

#include "language/lemma.h"

/* Write the base of a verb's form in lower case, with its XPOS tag, into out, ended with a NUL, and
 * return its length; 0 when it comes from no verb of the list. */
size_t verb_base(const char *form, size_t n, unsigned xpos, char out[LEMMA_MAX]);

#endif
