/* The hash functions are h_i(x) = (a_i x + b_i) mod 2^32, with a_i odd, so that each is a
 * permutation, and both drawn by splitmix64 from a fixed seed; x is XXH3 of a shingle. */
#include "dedup/sketch.h"

#include <string.h>

#include "base/hash.h"

enum { SHINGLE = 3 };

typedef struct hash_family {
    uint32_t a[SKETCH_MINIMA], b[SKETCH_MINIMA];
} hash_family;

static uint64_t splitmix64(uint64_t *state) {
    uint64_t z = *state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static void draw_family(hash_family *f) {
    uint64_t state = 1;
    for (size_t i = 0; i < SKETCH_MINIMA; i++) {
        uint64_t drawn = splitmix64(&state);
        f->a[i] = (uint32_t)drawn | 1;
        f->b[i] = (uint32_t)(drawn >> 32);
    }
}

static void take_shingle(const hash_family *f, uint32_t x, uint32_t minimum[SKETCH_MINIMA]) {
    for (size_t i = 0; i < SKETCH_MINIMA; i++) {
        uint32_t h = f->a[i] * x + f->b[i];
        if (h < minimum[i]) minimum[i] = h;
    }
}

void sketch_of(const uint64_t *word, size_t n, sketch *out, uint64_t band[SKETCH_BANDS]) {
    hash_family family;
    uint32_t minimum[SKETCH_MINIMA];
    size_t length = n < SHINGLE ? n : SHINGLE;
    draw_family(&family);
    memset(minimum, 0xFF, sizeof minimum);
    size_t n_shingle = n ? n - length + 1 : 0;
    for (size_t i = 0; i < n_shingle; i++)
        take_shingle(&family, (uint32_t)hash_bytes(word + i, length * sizeof *word, 0),
                     minimum);
    for (size_t i = 0; i < SKETCH_MINIMA; i++) out->minimum[i] = (uint16_t)minimum[i];
    for (size_t i = 0; i < SKETCH_BANDS; i++)
        band[i] = hash_bytes(minimum + i * SKETCH_ROWS, SKETCH_ROWS * sizeof *minimum, i);
    out->n_shingle = (uint32_t)n_shingle;
}

likeness sketch_likeness(const sketch *a, const sketch *b) {
    unsigned same = 0;
    if (!a->n_shingle || !b->n_shingle) return (likeness){0, 0};
    for (size_t i = 0; i < SKETCH_MINIMA; i++) same += a->minimum[i] == b->minimum[i];
    double j = same / (double)SKETCH_MINIMA;
    double smaller = a->n_shingle < b->n_shingle ? a->n_shingle : b->n_shingle;
    double both = (double)a->n_shingle + (double)b->n_shingle;
    double shared = j / (1 + j) * both; /* |A n B|, as |A u B| is both - |A n B| */
    double part = shared / smaller;
    return (likeness){j, part < 1 ? part : 1};
}
