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

/* How many sums are under way at a time: of several rows, or of one; enough either way that
 * none waits for itself. */
enum { TILE = 16, ROWS = 8, TILES = 2, TILES_OF_ONE = 6, MOST_TILES = TILES_OF_ONE };

static inline __m512i inputs_of(const int8_t *q) {
    int32_t four;
    memcpy(&four, q, sizeof four);
    return _mm512_set1_epi32(four);
}

/* The sums of the weights of 16 outputs. */
static __m512i weight_sum(const model_matrix *m, size_t o) {
    if (m->weight_sum) return _mm512_loadu_si512(m->weight_sum + o);
    const int8_t *w = m->weight + o / TILE * m->tile;
    const __m512i ones = _mm512_set1_epi8(1);
    __m512i sum = _mm512_setzero_si512();
    for (size_t k = 0; k < m->in4; k += 4, w += 64)
        sum = _mm512_dpbusd_epi32(sum, ones, _mm512_loadu_si512(w));
    return sum;
}

/* -128 times the sums of some tiles' weights. */
static inline __attribute__((always_inline)) void find_offsets(const model_matrix *m, size_t o,
                                                               int tiles, __m512i *offset) {
    for (int t = 0; t < tiles; t++)
        offset[t] = _mm512_sub_epi32(_mm512_setzero_si512(),
                                     _mm512_slli_epi32(weight_sum(m, o + (size_t)t * TILE), 7));
}

/* `rows` by `tiles` sums of one depth; both are constants after inlining. */
static inline __attribute__((always_inline)) void block(const model_matrix *m, const int8_t *q,
                                                        size_t stride, int rows, size_t o,
                                                        int tiles, const __m512i *offset,
                                                        float *y) {
    const int8_t *w = m->weight + o / TILE * m->tile;
    __m512i sum[ROWS][MOST_TILES];
    for (int r = 0; r < rows; r++)
        for (int t = 0; t < tiles; t++) sum[r][t] = offset[t];
    for (size_t k = 0; k < m->in4; k += 4, w += 64) {
        __m512i weight[MOST_TILES];
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

/* `tiles` outputs of rows `first` to `end`, `at_once` of them at a time, which divides them. */
static inline __attribute__((always_inline)) void
outputs(const model_matrix *m, const int8_t *q, size_t stride, size_t first, size_t end,
        size_t at_once, size_t o, int tiles, float *y) {
    __m512i offset[MOST_TILES];
    find_offsets(m, o, tiles, offset);
    for (; first < end; first += at_once)
        block(m, q + first * stride, stride, (int)at_once, o, tiles, offset,
              y + first * m->out16);
}

static void product(const model_matrix *m, const int8_t *q, size_t q_stride, size_t rows,
                    float *y) {
    size_t many = rows / ROWS * ROWS, o = 0;
    for (; o + TILES * TILE <= m->out16 && many; o += TILES * TILE)
        outputs(m, q, q_stride, 0, many, ROWS, o, TILES, y);
    for (; o < m->out16 && many; o += TILE) outputs(m, q, q_stride, 0, many, ROWS, o, 1, y);
    if (many == rows) return;
    for (o = 0; o + TILES_OF_ONE * TILE <= m->out16; o += TILES_OF_ONE * TILE)
        outputs(m, q, q_stride, many, rows, 1, o, TILES_OF_ONE, y);
    for (; o < m->out16; o += TILE) outputs(m, q, q_stride, many, rows, 1, o, 1, y);
}

KERNELS(lang_kernels_avx512, "avx512");
#endif
