/* The product for any processor, with what every x86-64 (SSE2) and arm64 (NEON) has: eight
 * products at a time, added in pairs into 32 bits. */
#define VECTOR_BYTES 16
#define QUANTIZED_ZERO 0
#include "language/kernels_body.h"
#include "language/kernels_variants.h"

#if defined(__SSE2__)
#include <emmintrin.h>
typedef __m128i pair_sums; /* of two outputs: products 0 + 1, 2 + 3 of each */
typedef __m128i inputs;    /* four inputs, twice, of 16 bits */

static inline pair_sums no_sums(void) {
    return _mm_setzero_si128();
}

static inline inputs inputs_of(const int8_t *q) {
    return _mm_set_epi16(q[3], q[2], q[1], q[0], q[3], q[2], q[1], q[0]);
}

static inline pair_sums add_products(pair_sums sum, const int8_t *weight, inputs in) {
    __m128i w = _mm_loadl_epi64((const __m128i *)(const void *)weight);
    __m128i wide = _mm_srai_epi16(_mm_unpacklo_epi8(w, w), 8);
    return _mm_add_epi32(sum, _mm_madd_epi16(wide, in));
}

static inline void split_sums(pair_sums sum, int32_t out[4]) {
    memcpy(out, &sum, 16);
}

#elif defined(__ARM_NEON)
#include <arm_neon.h>
typedef int32x4_t pair_sums;
typedef int8x8_t inputs;

static inline pair_sums no_sums(void) {
    return vdupq_n_s32(0);
}

static inline inputs inputs_of(const int8_t *q) {
    int32_t four;
    memcpy(&four, q, sizeof four);
    return vreinterpret_s8_s32(vdup_n_s32(four));
}

static inline pair_sums add_products(pair_sums sum, const int8_t *weight, inputs in) {
    return vpadalq_s16(sum, vmull_s8(vld1_s8(weight), in));
}

static inline void split_sums(pair_sums sum, int32_t out[4]) {
    vst1q_s32(out, sum);
}

#else
typedef struct pair_sums {
    int32_t v[4];
} pair_sums;
typedef const int8_t *inputs;

static inline pair_sums no_sums(void) {
    return (pair_sums){{0}};
}
static inline inputs inputs_of(const int8_t *q) {
    return q;
}

static inline pair_sums add_products(pair_sums sum, const int8_t *weight, inputs in) {
    for (int i = 0; i < 8; i++) sum.v[i / 2] += weight[i] * in[i % 4];
    return sum;
}

static inline void split_sums(pair_sums sum, int32_t out[4]) {
    memcpy(out, sum.v, 16);
}
#endif

static void block(const model_matrix *m, const int8_t *q, size_t o, float *y) {
    const int8_t *w = m->weight + o / 16 * m->tile;
    pair_sums sum[8];
    for (int i = 0; i < 8; i++) sum[i] = no_sums();
    for (size_t k = 0; k < m->in4; k += 4, w += 64) {
        inputs in = inputs_of(q + k);
        for (int i = 0; i < 8; i++) sum[i] = add_products(sum[i], w + 8 * i, in);
    }
    int32_t acc[16];
    ivec parts[PARTS];
    for (int i = 0; i < 8; i++) {
        int32_t part[4];
        split_sums(sum[i], part);
        acc[2 * i] = part[0] + part[1];
        acc[2 * i + 1] = part[2] + part[3];
    }
    memcpy(parts, acc, sizeof parts);
    finish(m, o, parts, y);
}

static void product(const model_matrix *m, const int8_t *q, size_t q_stride, size_t rows,
                    float *y) {
    for (size_t o = 0; o < m->out16; o += 16)
        for (size_t r = 0; r < rows; r++) block(m, q + r * q_stride, o, y + r * m->out16);
}

#if defined(__ARM_NEON)
KERNELS(lang_kernels_generic, "neon");
#else
KERNELS(lang_kernels_generic, "generic");
#endif
