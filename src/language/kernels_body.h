/* The kernels but for the integer product, in GCC's vector extension. Each kernels_*.c says
 * how wide the processor's registers are (VECTOR_BYTES) and how quantized inputs are stored
 * (QUANTIZED_ZERO), includes this, and defines product(). Sums over a row are taken in sixteen
 * lanes whatever the width, so that all variants add in the same order. */
#include <math.h>
#include <string.h>

#include "language/kernels.h"

enum { LANES = VECTOR_BYTES / 4, SUM_LANES = 16, PARTS = SUM_LANES / LANES };

typedef float vec __attribute__((vector_size(VECTOR_BYTES)));
typedef int32_t ivec __attribute__((vector_size(VECTOR_BYTES)));
typedef int8_t bvec __attribute__((vector_size(VECTOR_BYTES / 4)));

static inline vec load(const float *p) {
    vec v;
    memcpy(&v, p, sizeof v);
    return v;
}

static inline void store(float *p, vec v) {
    memcpy(p, &v, sizeof v);
}

/* By way of whole numbers, for which processors have one instruction; GCC converts bytes
 * straight to floats one by one. */
static inline vec floats_of(bvec b) {
    return __builtin_convertvector(__builtin_convertvector(b, ivec), vec);
}

static inline vec pick(ivec mask, vec yes, vec no) {
    return (vec)((mask & (ivec)yes) | (~mask & (ivec)no));
}

/* e^x for |x| <= 87, else that of the bound: 2^n e^r by Cephes' polynomial; within 2 ulp. */
static inline vec exponential(vec x) {
    const vec bound = (vec){} + 87.0f;
    x = pick(x > bound, bound, pick(x < -bound, -bound, x));
    /* Adding 1.5 * 2^23 leaves the nearest whole number in the low bits. */
    const float magic = 12582912.0f;
    vec shifted = x * 1.44269504f + magic, n = shifted - magic;
    vec r = (x - n * 0.693359375f) + n * 2.12194440e-4f;
    vec p = r * 1.9875691500e-4f + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    p = p * (r * r) + r + 1.0f;
    ivec exponent = ((ivec)shifted - 0x4B400000 + 127) << 23;
    return p * (vec)exponent;
}

static inline vec sigmoid(vec x) {
    return 1.0f / (1.0f + exponential(-x));
}

static inline float sum_of(const vec part[PARTS]) {
    float lane[SUM_LANES], sum = 0;
    memcpy(lane, part, sizeof lane);
    for (int i = 0; i < SUM_LANES; i++) sum += lane[i];
    return sum;
}

static void quantize(const float *x, size_t n, float unit, int8_t *q) {
    const float magic = 12582912.0f;
    for (size_t i = 0; i < n; i += LANES) {
        vec v = load(x + i) * unit;
        const vec most = (vec){} + 127.0f;
        v = pick(v > most, most, pick(v < -most, -most, v));
        bvec b = __builtin_convertvector((ivec)(v + magic) - 0x4B400000 + QUANTIZED_ZERO, bvec);
        memcpy(q + i, &b, sizeof b);
    }
}

static void gelu(float *x, size_t n) {
    for (size_t i = 0; i < n; i += LANES) {
        vec v = load(x + i);
        vec twice_u = v * (1.5957691216f + 0.0713548162726f * (v * v));
        store(x + i, v * sigmoid(twice_u));
    }
}

static void norm_row(const model_norm *norm, size_t width, bool set, const float *y, float *x) {
    vec sum[PARTS] = {0}, square[PARTS] = {0};
    for (size_t i = 0; i < width; i += SUM_LANES)
        for (int p = 0; p < PARTS; p++) sum[p] += load(y + i + p * LANES);
    float mean = sum_of(sum) / (float)width;
    for (size_t i = 0; i < width; i += SUM_LANES)
        for (int p = 0; p < PARTS; p++) {
            vec d = load(y + i + p * LANES) - mean;
            square[p] += d * d;
        }
    float scale = 1.0f / sqrtf(sum_of(square) / (float)width + 1e-5f);
    for (size_t i = 0; i < width; i += LANES) {
        vec v = (load(y + i) - mean) * scale * load(norm->gain + i) + load(norm->shift + i);
        store(x + i, set ? v : load(x + i) + v);
    }
}

static void norm(const model_norm *n, size_t rows, size_t width, bool set, const float *y,
                 float *x) {
    for (size_t r = 0; r < rows; r++) norm_row(n, width, set, y + r * width, x + r * width);
}

static inline void recur_step(const float *gate, const float *candidate, const float *before,
                              size_t half, float *h) {
    for (size_t i = 0; i < half; i += LANES) {
        vec z = sigmoid(load(gate + i));
        vec old = before ? load(before + i) : (vec){};
        store(h + i, old + z * (load(candidate + i) - old));
    }
}

static void recur(size_t rows, size_t half, const float *y, float *h) {
    size_t width = 2 * half;
    for (size_t r = 0; r < rows; r++) {
        const float *in = y + r * 2 * width;
        recur_step(in, in + width, r ? h + (r - 1) * width : NULL, half, h + r * width);
    }
    for (size_t r = rows; r-- > 0;) {
        const float *in = y + r * 2 * width + half;
        recur_step(in, in + width, r + 1 < rows ? h + (r + 1) * width + half : NULL, half,
                   h + r * width + half);
    }
}

static void add_row(float *sum, const int8_t *row, float scale, size_t n) {
    for (size_t i = 0; i < n; i += LANES) {
        bvec b;
        memcpy(&b, row + i, sizeof b);
        store(sum + i, load(sum + i) + floats_of(b) * scale);
    }
}

static void combine(const float *a, const float *b, size_t depth, size_t stride, size_t n,
                    float *out) {
    for (size_t j = 0; j < n; j += LANES) {
        vec sum = {0};
        for (size_t k = 0; k < depth; k++) sum += a[k] * load(b + k * stride + j);
        store(out + j, sum);
    }
}

/* y = acc * scale + bias for the sixteen outputs from o on. */
static inline void finish(const model_matrix *m, size_t o, const ivec acc[PARTS], float *y) {
    for (size_t p = 0; p < PARTS; p++, o += LANES) {
        vec v = __builtin_convertvector(acc[p], vec);
        store(y + o, v * load(m->scale + o) + load(m->bias + o));
    }
}

#define KERNELS(variable, title)                                                               \
    const lang_kernels variable = {.name = (title),                                            \
                                   .zero = (int8_t)QUANTIZED_ZERO,                             \
                                   .quantize = quantize,                                       \
                                   .product = product,                                         \
                                   .gelu = gelu,                                               \
                                   .norm = norm,                                               \
                                   .recur = recur,                                             \
                                   .add_row = add_row,                                         \
                                   .combine = combine}
