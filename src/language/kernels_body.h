/* The kernels but for the integer product, in GCC's vector extension: sixteen floats are
 * one register of AVX-512, two of AVX2, four of SSE or NEON, with the same result. Each
 * kernels_*.c defines product(), of inputs that are stored with
 * QUANTIZED_ZERO added, behind including this. */
#include <math.h>
#include <string.h>

#include "language/kernels.h"

typedef float v16 __attribute__((vector_size(64)));
typedef int32_t i16x __attribute__((vector_size(64)));
typedef int8_t b16 __attribute__((vector_size(16)));

enum { LANES = 16 };

static inline v16 load(const float *p) {
    v16 v;
    memcpy(&v, p, sizeof v);
    return v;
}

static inline void store(float *p, v16 v) {
    memcpy(p, &v, sizeof v);
}

static inline v16 pick(i16x mask, v16 yes, v16 no) {
    return (v16)((mask & (i16x)yes) | (~mask & (i16x)no));
}

/* e^x for |x| <= 87, else that of the bound: 2^n e^r by Cephes' polynomial; within 2 ulp. */
static inline v16 exponential(v16 x) {
    const v16 bound = (v16){} + 87.0f;
    x = pick(x > bound, bound, pick(x < -bound, -bound, x));
    /* Adding 1.5 * 2^23 leaves the nearest whole number in the low bits. */
    const float magic = 12582912.0f;
    v16 shifted = x * 1.44269504f + magic, n = shifted - magic;
    v16 r = (x - n * 0.693359375f) + n * 2.12194440e-4f;
    v16 p = r * 1.9875691500e-4f + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    p = p * (r * r) + r + 1.0f;
    i16x exponent = ((i16x)shifted - 0x4B400000 + 127) << 23;
    return p * (v16)exponent;
}

static inline v16 sigmoid(v16 x) {
    return 1.0f / (1.0f + exponential(-x));
}

static inline float sum_of(v16 v) {
    float s = 0;
    for (int i = 0; i < LANES; i++) s += v[i];
    return s;
}

static void quantize(const float *x, size_t n, float unit, int8_t *q) {
    const float magic = 12582912.0f;
    for (size_t i = 0; i < n; i += LANES) {
        v16 v = load(x + i) * unit;
        const v16 most = (v16){} + 127.0f;
        v = pick(v > most, most, pick(v < -most, -most, v));
        b16 b = __builtin_convertvector((i16x)(v + magic) - 0x4B400000 + QUANTIZED_ZERO, b16);
        memcpy(q + i, &b, sizeof b);
    }
}

static void gelu(float *x, size_t n) {
    for (size_t i = 0; i < n; i += LANES) {
        v16 v = load(x + i);
        v16 twice_u = v * (1.5957691216f + 0.0713548162726f * (v * v));
        store(x + i, v * sigmoid(twice_u));
    }
}

static void norm_row(const model_norm *norm, size_t width, bool set, const float *y, float *x) {
    v16 sum = {}, square = {};
    for (size_t i = 0; i < width; i += LANES) sum += load(y + i);
    float mean = sum_of(sum) / (float)width;
    for (size_t i = 0; i < width; i += LANES) {
        v16 d = load(y + i) - mean;
        square += d * d;
    }
    float scale = 1.0f / sqrtf(sum_of(square) / (float)width + 1e-5f);
    for (size_t i = 0; i < width; i += LANES) {
        v16 v = (load(y + i) - mean) * scale * load(norm->gain + i) + load(norm->shift + i);
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
        v16 z = sigmoid(load(gate + i));
        v16 old = before ? load(before + i) : (v16){};
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
        b16 b;
        memcpy(&b, row + i, sizeof b);
        store(sum + i, load(sum + i) + __builtin_convertvector(b, v16) * scale);
    }
}

static void combine(const float *a, const float *b, size_t depth, size_t n, float *out) {
    for (size_t j = 0; j < n; j += LANES) {
        v16 sum = {};
        for (size_t k = 0; k < depth; k++) sum += a[k] * load(b + k * n + j);
        store(out + j, sum);
    }
}

/* y = acc * scale + bias for the sixteen outputs from o on. */
static inline void finish(const model_matrix *m, size_t o, i16x acc, float *y) {
    v16 v = __builtin_convertvector(acc, v16);
    store(y + o, v * load(m->scale + o) + load(m->bias + o));
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
