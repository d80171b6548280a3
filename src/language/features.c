/* Form keys: the input side of the language model.
 *
 * Affixes and shapes stand in for a character model: on this data a sum of their vectors is
 * as good as a convolution over characters and costs nothing once a form's vector is cached
 * (docs/language.md). Keys are 64-bit hashes, seeded by the slot, so that the model file
 * needs no strings. */
#include "language/features.h"

#include <stdbool.h>
#include <string.h>

#include "base/hash.h"
#include "base/utf8.h"

enum { KEEP = 64, HALF = KEEP / 2, SHAPE_LENGTH = 10, VECTOR_SEED = 100 };

typedef struct form_chars {
    uint32_t folded[KEEP]; /* lower case, plain */
    uint32_t shape[KEEP];
    size_t n;
} form_chars;

static uint32_t plain_of(uint32_t c) {
    switch (c) {
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x00B4:
    case '`':
        return '\'';
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x00AB:
    case 0x00BB:
        return '"';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2212:
        return '-';
    default:
        return c;
    }
}

static uint32_t shape_of(uint32_t c) {
    switch (uni_class_of(c)) {
    case UNI_UPPER:
        return 'X';
    case UNI_LOWER:
        return 'x';
    case UNI_LETTER:
    case UNI_MARK:
        return 'c';
    case UNI_DIGIT:
        return 'd';
    default:
        return c;
    }
}

/* Past KEEP characters, the later half of the window slides: first and last ones stay. */
static void add_char(form_chars *f, uint32_t c) {
    if (f->n == KEEP) {
        memmove(f->folded + HALF, f->folded + HALF + 1, (HALF - 1) * sizeof *f->folded);
        memmove(f->shape + HALF, f->shape + HALF + 1, (HALF - 1) * sizeof *f->shape);
        f->n--;
    }
    uint32_t plain = plain_of(c);
    f->folded[f->n] = uni_lower(plain);
    f->shape[f->n++] = shape_of(plain);
}

static void read_form(const char *form, size_t n, form_chars *f) {
    f->n = 0;
    for (size_t i = 0, step; i < n; i += step) {
        uint32_t c = utf8_decode(form + i, n - i, &step);
        add_char(f, c == UTF8_BAD ? 0xFFFD : c);
    }
}

static uint64_t key_of(const uint32_t *c, size_t n, unsigned slot) {
    return hash_bytes(c, n * sizeof *c, slot + 1);
}

/* Runs of more than two are cut to two, the whole to SHAPE_LENGTH. */
static uint64_t shape_key(const form_chars *f) {
    uint32_t out[SHAPE_LENGTH];
    size_t n = 0;
    for (size_t i = 0; i < f->n && n < SHAPE_LENGTH; i++) {
        uint32_t s = f->shape[i];
        bool long_run = n >= 2 && out[n - 1] == s && out[n - 2] == s;
        if (!long_run) out[n++] = s;
    }
    return key_of(out, n, LANG_N_SLOT - 1);
}

static uint64_t vector_key(const form_chars *f) {
    static const uint32_t not_clitic[] = {'n', '\'', 't'}, not_word[] = {'n', 'o', 't'};
    const uint32_t *c = f->folded;
    if (f->n == 3 && memcmp(c, not_clitic, sizeof not_clitic) == 0) c = not_word;
    return hash_bytes(c, f->n * sizeof *c, VECTOR_SEED);
}

void lang_form_keys_of(const char *form, size_t n, lang_form_keys *out) {
    form_chars f;
    read_form(form, n, &f);
    out->slot[0] = key_of(f.folded, f.n, 0);
    for (unsigned k = 1; k <= 3; k++) out->slot[k] = f.n >= k ? key_of(f.folded, k, k) : 0;
    for (unsigned k = 1; k <= 4; k++)
        out->slot[3 + k] = f.n >= k ? key_of(f.folded + f.n - k, k, 3 + k) : 0;
    out->slot[LANG_N_SLOT - 1] = shape_key(&f);
    out->vector = vector_key(&f);
}

uint64_t lang_vector_key(const char *word, size_t n) {
    form_chars f;
    read_form(word, n, &f);
    return hash_bytes(f.folded, f.n * sizeof *f.folded, VECTOR_SEED);
}
