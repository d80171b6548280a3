/* How a word is compared with the words of names: without case, accents, full stops, hyphens
 * and apostrophes. The builder and the look-up call this same function. */
#ifndef ACTOR_KEY_H
#define ACTOR_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum actor_case {
    CASE_LOWER, /* begins with a small letter, a digit or anything else */
    CASE_TITLE, /* begins with a capital: "Nato" */
    CASE_UPPER, /* has two letters or more, all capital: "NATO", "U.S." */
} actor_case;

typedef struct actor_key {
    uint64_t hash; /* 0: nothing to compare, as of "-" */
    actor_case shape;
    uint8_t letters; /* 255 for more */
    bool stops;      /* punctuation that no name runs across: a comma, a bracket */
} actor_key;

/* The key of a word of n bytes of valid UTF-8. */
actor_key actor_key_of(const char *word, size_t n);

/* The keys of what hyphens part in a word that ends with a NUL: "al-Qaeda" gives two. At most
 * `most`; returns how many. */
size_t actor_key_parts(const char *word, uint64_t *key, size_t most);

#endif
