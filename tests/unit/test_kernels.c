/* Kernels: all variants of this processor give the same bits, and the right numbers. */
#include "unit.h"

#include <math.h>

#include "language/kernels.h"

static const char *const names[] = {"generic", "neon", "avx2", "avx512"};
enum { N_NAME = sizeof names / sizeof *names, ROWS = 13, DEPTH = 96, OUT = 144, WIDE = 64 };

static float noise(float most) {
    return ((float)rand() / (float)RAND_MAX * 2 - 1) * most;
}

static void fill(float *x, size_t n, float most) {
    for (size_t i = 0; i < n; i++) x[i] = noise(most);
}

typedef struct outputs {
    float product[ROWS * OUT], gelu[WIDE], norm[2 * WIDE], recur[ROWS * 2 * 32], sum[WIDE];
} outputs;

static int8_t weight[OUT * DEPTH];
static float scale[OUT], bias[OUT], x[ROWS * DEPTH], gates[ROWS * 4 * 32];

static model_matrix matrix(void) {
    return (model_matrix){OUT,   DEPTH, OUT,  DEPTH,  31.75f,
                          scale, bias,  NULL, weight, 16 * DEPTH};
}

static void run(const lang_kernels *k, outputs *o) {
    int8_t q[ROWS * DEPTH];
    model_matrix m = matrix();
    model_norm norm = {scale, bias};
    memset(o, 0, sizeof *o);
    k->quantize(x, ROWS * DEPTH, m.unit, q);
    k->product(&m, q, DEPTH, ROWS, o->product);
    memcpy(o->gelu, x, sizeof o->gelu);
    k->gelu(o->gelu, WIDE);
    k->norm(&norm, 2, 32, false, x, o->norm);
    k->recur(ROWS, 32, gates, o->recur);
    k->add_row(o->sum, weight, 0.37f, WIDE);
    float combined[16];
    k->combine(x, gates, 10, 20, 16, combined);
    for (int i = 0; i < 16; i++) o->sum[i] += combined[i];
}

static int set_up(void **state) {
    (void)state;
    srand(3);
    for (size_t i = 0; i < OUT * DEPTH; i++) weight[i] = (int8_t)(rand() % 255 - 127);
    fill(scale, OUT, 0.01f);
    fill(bias, OUT, 1);
    fill(x, ROWS * DEPTH, 5); /* past what is held within 127 */
    fill(gates, ROWS * 4 * 32, 4);
    weight[0] = weight[1] = -127;
    x[0] = x[1] = 100;
    x[2] = -100;
    return 0;
}

static void variants_agree_to_the_bit(void **state) {
    (void)state;
    outputs first, other;
    run(lang_kernels_named(names[0]) ? lang_kernels_named(names[0])
                                     : lang_kernels_named("neon"),
        &first);
    for (size_t i = 1; i < N_NAME; i++) {
        const lang_kernels *k = lang_kernels_named(names[i]);
        if (!k) continue;
        run(k, &other);
        assert_memory_equal(&other, &first, sizeof first);
    }
    assert_null(lang_kernels_named("abacus"));
    assert_non_null(lang_kernels_named(NULL));
}

static void products_are_right(void **state) {
    (void)state;
    outputs o;
    model_matrix m = matrix();
    run(lang_kernels_named(NULL), &o);
    for (size_t r = 0; r < ROWS; r++)
        for (size_t out = 0; out < OUT; out++) {
            int sum = 0;
            for (size_t k = 0; k < DEPTH; k++) {
                float v = nearbyintf(x[r * DEPTH + k] * m.unit);
                v = v > 127 ? 127 : v < -127 ? -127 : v;
                sum +=
                    (int)v * weight[out / 16 * 16 * DEPTH + k / 4 * 64 + out % 16 * 4 + k % 4];
            }
            assert_float_equal(o.product[r * OUT + out], (float)sum * scale[out] + bias[out],
                               1e-4);
        }
}

static void sum_weights(const model_matrix *m, int32_t sum[OUT]) {
    for (size_t o = 0; o < OUT; o++) {
        sum[o] = 0;
        for (size_t k = 0; k < m->in4; k++)
            sum[o] += m->weight[o / 16 * m->tile + k / 4 * 64 + o % 16 * 4 + k % 4];
    }
}

/* A part of a matrix is its product with a part of the input, and sums of weights that are
 * known change nothing. */
static void parts_add_up(void **state) {
    (void)state;
    enum { PART = 32 };
    static float whole[ROWS * OUT], part[ROWS * OUT];
    static int32_t sums[OUT];
    static const float no_bias[OUT];
    int8_t q[ROWS * DEPTH];
    for (size_t n = 0; n < N_NAME; n++) {
        const lang_kernels *k = lang_kernels_named(names[n]);
        if (!k) continue;
        model_matrix m = matrix(), p = matrix();
        m.bias = p.bias = no_bias;
        k->quantize(x, ROWS * DEPTH, m.unit, q);
        k->product(&m, q, DEPTH, ROWS, whole);
        p.n_in = p.in4 = PART;
        for (size_t from = 0; from < DEPTH; from += PART) {
            p.weight = weight + from * 16;
            sum_weights(&p, sums);
            p.weight_sum = from ? sums : NULL;
            k->product(&p, q + from, DEPTH, ROWS, part);
            for (size_t i = 0; i < ROWS * OUT; i++) whole[i] -= part[i];
        }
        for (size_t i = 0; i < ROWS * OUT; i++) assert_float_equal(whole[i], 0, 1e-2);
    }
}

static void functions_are_right(void **state) {
    (void)state;
    outputs o;
    run(lang_kernels_named(NULL), &o);
    for (size_t i = 0; i < WIDE; i++) {
        double v = x[i], u = 0.7978845608 * (v + 0.044715 * v * v * v);
        assert_float_equal(o.gelu[i], (float)(0.5 * v * (1 + tanh(u))), 1e-4);
    }
    float h = 0;
    for (size_t r = 0; r < ROWS; r++) { /* forth, first unit */
        double z = 1 / (1 + exp(-(double)gates[r * 128])), c = gates[r * 128 + 64];
        h = (float)(h + z * (c - h));
        assert_float_equal(o.recur[r * 64], h, 1e-4);
    }
    double mean = 0, square = 0;
    for (size_t i = 0; i < 32; i++) mean += x[i] / 32;
    for (size_t i = 0; i < 32; i++) square += (x[i] - mean) * (x[i] - mean) / 32;
    double normed = (x[3] - mean) / sqrt(square + 1e-5) * scale[3] + bias[3];
    assert_float_equal(o.norm[3], (float)normed, 1e-4);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(variants_agree_to_the_bit),
        cmocka_unit_test(products_are_right),
        cmocka_unit_test(parts_add_up),
        cmocka_unit_test(functions_are_right),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
