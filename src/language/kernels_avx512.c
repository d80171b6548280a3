/* The product for AVX-512 with VNNI: one instruction multiplies and adds 64 pairs.
 *
 * vpdpbusd wants one factor unsigned: inputs are stored with 128 added, and 128 times the sum
 * of an output's weights, which is the same for all rows, is where its sums begin. */
#ifdef __x86_64__
#include <immintrin.h>

#define VECTOR_BYTES 64
#define QUANTIZED_ZERO (-128) /* of a byte: 128 added, modulo 256 */
#include "language/kernels_body.h"
#include "language/kernels_variants.h"

enum { ROWS = 8, TILES = 2, TILE = 16 };

static inline __m512i inputs_of(const int8_t *q) {
    int32_t four;
    memcpy(&four, q, sizeof four);
    return _mm512_set1_epi32(four);
}

/* -128 times the sums of a tile's weights. */
static __m512i offset_of(const int8_t *w, size_t in4) {
    const __m512i all_128 = _mm512_set1_epi8((char)0x80);
    __m512i sum = _mm512_setzero_si512();
    for (size_t k = 0; k < in4; k += 4, w += 64)
        sum = _mm512_dpbusd_epi32(sum, all_128, _mm512_loadu_si512(w));
    return _mm512_sub_epi32(_mm512_setzero_si512(), sum);
}

/* `rows` by `tiles` sums of one depth; both are constants after inlining. */
static inline __attribute__((always_inline)) void block(const model_matrix *m, const int8_t *q,
                                                        size_t stride, int rows, size_t o,
                                                        int tiles, const __m512i *offset,
                                                        float *y) {
    const int8_t *w = m->weight + o / TILE * m->tile;
    __m512i sum[ROWS][TILES];
    for (int r = 0; r < rows; r++)
        for (int t = 0; t < tiles; t++) sum[r][t] = offset[t];
    for (size_t k = 0; k < m->in4; k += 4, w += 64) {
        __m512i weight[TILES];
        for (int t = 0; t < tiles; t++) weight[t] = _mm512_loadu_si512(w + (size_t)t * m->tile);
        for (int r = 0; r < rows; r++) {
            __m512i in = inputs_of(q + (size_t)r * stride + k);
            for (int t = 0; t < tiles; t++)
                sum[r][t] = _mm512_dpbusd_epi32(sum[r][t], in, weight[t]);
        }
    }
    for (int r = 0; r < rows; r++)
        for (int t = 0; t < tiles; t++)
            finish(m, o + (size_t)t * TILE, (const ivec *)&sum[r][t], y + (size_t)r * m->out16);
}

static inline __attribute__((always_inline)) void outputs(const model_matrix *m,
                                                          const int8_t *q, size_t stride,
                                                          size_t rows, size_t o, int tiles,
                                                          float *y) {
    __m512i offset[TILES];
    for (int t = 0; t < tiles; t++)
        offset[t] = offset_of(m->weight + (o / TILE + (size_t)t) * m->tile, m->in4);
    size_t r = 0;
    for (; r + ROWS <= rows; r += ROWS)
        block(m, q + r * stride, stride, ROWS, o, tiles, offset, y + r * m->out16);
    for (; r < rows; r++)
        block(m, q + r * stride, stride, 1, o, tiles, offset, y + r * m->out16);
}

static void product(const model_matrix *m, const int8_t *q, size_t q_stride, size_t rows,
                    float *y) {
    size_t o = 0;
    for (; o + 2 * TILE <= m->out16; o += 2 * TILE) outputs(m, q, q_stride, rows, o, 2, y);
    if (o < m->out16) outputs(m, q, q_stride, rows, o, 1, y);
}

KERNELS(lang_kernels_avx512, "avx512");
#endif
