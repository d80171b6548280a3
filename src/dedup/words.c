/* Words between white space, by the same key as names are compared with. */
#include "dedup/words.h"

#include <stdlib.h>

#include "actor/key.h"
#include "base/error.h"
#include "base/utf8.h"
#include "story/layout.h"

enum { LEAST_LETTERS = 4, STEM = 6 }; /* in characters */

/* ---- cutting ---------------------------------------------------------------------------- */

static bool is_space(const char *s, size_t n, size_t *length) {
    uint32_t c = utf8_decode(s, n, length);
    return c != UTF8_BAD && uni_class_of(c) == UNI_SPACE;
}

/* The next word from byte *at on, as [*start, *end); false when there is none. */
static bool next_word(const char *text, size_t n, size_t *at, size_t *start, size_t *end) {
    size_t length;
    while (*at < n && is_space(text + *at, n - *at, &length)) *at += length;
    *start = *at;
    while (*at < n && !is_space(text + *at, n - *at, &length)) *at += length;
    *end = *at;
    return *start < *end;
}

bool dedup_add_words(const char *text, size_t n, dedup_words *out) {
    size_t start, end;
    for (size_t at = 0; next_word(text, n, &at, &start, &end);) {
        uint64_t key = actor_key_of(text + start, end - start).hash;
        if (key && !array_push(out, key)) return false;
    }
    return true;
}

/* ---- prose ------------------------------------------------------------------------------ */

dg_status dedup_prose_words(const char *text, size_t n, arena *scratch, dedup_words *out,
                            dg_error *error) {
    dg_block *block;
    size_t n_block;
    bool ok = true;
    out->n = 0;
    arena_reset(scratch);
    FORWARD(story_layout(text, n, true, scratch, &block, &n_block, error));
    for (size_t i = 0; i < n_block && ok; i++)
        if (block[i].kind == DG_BODY)
            ok = dedup_add_words(text + block[i].start, block[i].end - block[i].start, out);
    if (ok && out->n == 0) ok = dedup_add_words(text, n, out);
    RETURN_IF(!ok, error, DG_NO_MEMORY, "out of memory");
    return DG_OK;
}

/* ---- bags ------------------------------------------------------------------------------- */

static size_t cut_to_stem(const char *word, size_t n) {
    size_t length, at = 0;
    for (int i = 0; i < STEM && at < n; i++) {
        utf8_decode(word + at, n - at, &length);
        at += length;
    }
    return at;
}

static bool holds_digit(const char *word, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (word[i] >= '0' && word[i] <= '9') return true;
    return false;
}

/* The word's number in a bag; 0 for a word that says little. */
static uint32_t content_word(const char *word, size_t n) {
    actor_key key = actor_key_of(word, n);
    if (!key.hash) return 0;
    if (holds_digit(word, n)) return (uint32_t)key.hash;
    if (key.letters < LEAST_LETTERS) return 0;
    return (uint32_t)actor_key_of(word, cut_to_stem(word, n)).hash;
}

/* Insert in order, once. */
static size_t put_in_bag(uint32_t bag[DEDUP_BAG], size_t n, uint32_t word) {
    size_t at = 0;
    while (at < n && bag[at] < word) at++;
    if (at < n && bag[at] == word) return n;
    for (size_t i = n; i > at; i--) bag[i] = bag[i - 1];
    bag[at] = word;
    return n + 1;
}

size_t dedup_bag_of_words(const char *sentence, size_t n, uint32_t bag[DEDUP_BAG]) {
    size_t start, end, count = 0;
    for (size_t at = 0; count < DEDUP_BAG && next_word(sentence, n, &at, &start, &end);) {
        uint32_t word = content_word(sentence + start, end - start);
        if (word) count = put_in_bag(bag, count, word);
    }
    return count;
}

size_t dedup_bag_shared(const uint32_t *a, size_t n_a, const uint32_t *b, size_t n_b) {
    size_t shared = 0;
    for (size_t i = 0, k = 0; i < n_a && k < n_b;) {
        uint32_t x = a[i], y = b[k];
        shared += x == y;
        i += x <= y;
        k += y <= x;
    }
    return shared;
}
