/* The product for AVX2. vpmaddubsw wants one factor unsigned and adds pairs into 16 bits:
 * |input| * (weight with the input's sign) is at most 127 * 127, and two of them fit. */
#ifdef __x86_64__
#include <immintrin.h>

#define VECTOR_BYTES 32
#define QUANTIZED_ZERO 0
#include "language/kernels_body.h"
#include "language/kernels_variants.h"

enum { ROWS = 4 };

static inline __m256i inputs_of(const int8_t *q) {
    int32_t four;
    memcpy(&four, q, sizeof four);
    return _mm256_set1_epi32(four);
}

static inline __m256i add_products(__m256i sum, __m256i weight, __m256i input) {
    __m256i pairs =
        _mm256_maddubs_epi16(_mm256_abs_epi8(input), _mm256_sign_epi8(weight, input));
    return _mm256_add_epi32(sum, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
}

/* Sixteen outputs of `rows` rows; rows is a constant after inlining. */
static inline __attribute__((always_inline)) void
block(const model_matrix *m, const int8_t *q, size_t stride, int rows, size_t o, float *y) {
    const int8_t *w = m->weight + o / 16 * m->tile;
    __m256i sum[ROWS][2];
    for (int r = 0; r < rows; r++) sum[r][0] = sum[r][1] = _mm256_setzero_si256();
    for (size_t k = 0; k < m->in4; k += 4, w += 64) {
        __m256i low = _mm256_loadu_si256((const __m256i *)(const void *)w);
        __m256i high = _mm256_loadu_si256((const __m256i *)(const void *)(w + 32));
        for (int r = 0; r < rows; r++) {
            __m256i in = inputs_of(q + (size_t)r * stride + k);
            sum[r][0] = add_products(sum[r][0], low, in);
            sum[r][1] = add_products(sum[r][1], high, in);
        }
    }
    for (int r = 0; r < rows; r++) finish(m, o, (const ivec *)sum[r], y + (size_t)r * m->out16);
}

static void product(const model_matrix *m, const int8_t *q, size_t q_stride, size_t rows,
                    float *y) {
    for (size_t o = 0; o < m->out16; o += 16) {
        size_t r = 0;
        for (; r + ROWS <= rows; r += ROWS)
            block(m, q + r * q_stride, q_stride, ROWS, o, y + r * m->out16);
        for (; r < rows; r++) block(m, q + r * q_stride, q_stride, 1, o, y + r * m->out16);
    }
}

KERNELS(lang_kernels_avx2, "avx2");
#endif
