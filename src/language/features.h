/* What the net sees of a word: keys of its form, from which rows of learned vectors are
 * looked up and summed. The trainer (train/) calls this very code, so that a model never
 * sees other features than it learned from. */
#ifndef LANGUAGE_FEATURES_H
#define LANGUAGE_FEATURES_H

#include <stddef.h>
#include <stdint.h>

/* The word in lower case, its prefixes of 1 to 3 and suffixes of 1 to 4 characters, its
 * shape ("Xxx", "dd-dd"). */
#define LANG_N_SLOT 9

typedef struct lang_form_keys {
    uint64_t slot[LANG_N_SLOT]; /* keys of the row table; 0: the word is too short */
    uint64_t vector;            /* key of the pretrained vectors' table */
} lang_form_keys;

/* Keys of a form of n bytes of valid UTF-8. Of very long forms the middle is left out.
 * Typographic quotes and dashes are taken as their plain ones. */
void lang_form_keys_of(const char *form, size_t n, lang_form_keys *out);

/* The key under which a pretrained vector's word (lower case, plain) is kept. */
uint64_t lang_vector_key(const char *word, size_t n);

#endif
