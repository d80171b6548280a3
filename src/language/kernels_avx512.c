/* The product for AVX-512 with VNNI: one instruction multiplies and adds 64 pairs.
 *
 * vpdpbusd wants its first factor unsigned, so weights are taken as weight + 128 and 128
 * times the row's sum is taken off again; the sum comes from the same instruction. */
#ifdef __x86_64__
#include <immintrin.h>

#include "language/kernels_body.h"
#include "language/kernels_variants.h"

enum { ROWS = 8 };

static inline __m512i weights_of(const int8_t *tile) {
    return _mm512_xor_si512(_mm512_loadu_si512(tile), _mm512_set1_epi8((char)0x80));
}

static inline __m512i inputs_of(const int8_t *q) {
    int32_t four;
    memcpy(&four, q, sizeof four);
    return _mm512_set1_epi32(four);
}

/* `rows` by `tiles` sums of one depth; both are constants after inlining. */
static inline __attribute__((always_inline)) void
block(const model_matrix *m, const int8_t *q, size_t stride, int rows, size_t o, int tiles,
      float *y) {
    size_t tile = (size_t)m->in4 * 16;
    const int8_t *w = m->weight + o * m->in4;
    const __m512i all_128 = _mm512_set1_epi8((char)0x80);
    __m512i sum[ROWS][2], input_sum[ROWS];
    for (int r = 0; r < rows; r++) {
        input_sum[r] = _mm512_setzero_si512();
        for (int t = 0; t < tiles; t++) sum[r][t] = _mm512_setzero_si512();
    }
    for (size_t k = 0; k < m->in4; k += 4, w += 64) {
        __m512i wt[2];
        for (int t = 0; t < tiles; t++) wt[t] = weights_of(w + (size_t)t * tile);
        for (int r = 0; r < rows; r++) {
            __m512i in = inputs_of(q + (size_t)r * stride + k);
            input_sum[r] = _mm512_dpbusd_epi32(input_sum[r], all_128, in);
            for (int t = 0; t < tiles; t++)
                sum[r][t] = _mm512_dpbusd_epi32(sum[r][t], wt[t], in);
        }
    }
    for (int r = 0; r < rows; r++)
        for (int t = 0; t < tiles; t++)
            finish(m, o + (size_t)t * 16, (i16x)_mm512_sub_epi32(sum[r][t], input_sum[r]),
                   y + (size_t)r * m->out16);
}

static inline __attribute__((always_inline)) void
rows_block(const model_matrix *m, const int8_t *q, size_t stride, int rows, float *y) {
    size_t o = 0;
    for (; o + 32 <= m->out16; o += 32) block(m, q, stride, rows, o, 2, y);
    if (o < m->out16) block(m, q, stride, rows, o, 1, y);
}

static void product(const model_matrix *m, const int8_t *q, size_t q_stride, size_t rows,
                    float *y) {
    size_t r = 0;
    for (; r + ROWS <= rows; r += ROWS)
        rows_block(m, q + r * q_stride, q_stride, ROWS, y + r * m->out16);
    for (; r < rows; r++) rows_block(m, q + r * q_stride, q_stride, 1, y + r * m->out16);
}

KERNELS(lang_kernels_avx512, "avx512");
#endif
