/* The arithmetic of the net, once for each kind of processor.
 *
 * All variants give the same bits: sums of products are whole numbers, and everything else
 * is done element by element or in sums of a fixed order, without fused multiply-adds. So a
 * parse does not depend on the machine it was made on.
 *
 * Rows lie one behind the other; widths are multiples of 16 unless said otherwise; pointers
 * need no alignment. */
#ifndef LANGUAGE_KERNELS_H
#define LANGUAGE_KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "language/model.h"

typedef struct lang_kernels {
    const char *name;

    /* How a quantized 0 is stored: what the pads between rows are filled with. */
    int8_t zero;

    /* q[i] = x[i] * unit rounded to nearest, held within 127 either way, and
     * stored as product() wants it: plus `zero`; i < n. */
    void (*quantize)(const float *x, size_t n, float unit, int8_t *q);

    /* y[r] = m applied to the m->in4 values at q + r * q_stride, for r < rows; each y row
     * has m->out16 values. Rows of q may overlap: that is how a convolution is read. */
    void (*product)(const model_matrix *m, const int8_t *q, size_t q_stride, size_t rows,
                    float *y);

    /* GELU by its tanh form (Hendrycks and Gimpel 2016), in place. */
    void (*gelu)(float *x, size_t n);

    /* x[r] += layer norm of y[r] (or x[r] = it, for `set`). */
    void (*norm)(const model_norm *norm, size_t rows, size_t width, bool set, const float *y,
                 float *x);

    /* The minimal gated recurrence over one segment, both ways: y[r] holds gates, then
     * candidates, of 2 * half each; h[r] gets half values forth and half back. */
    void (*recur)(size_t rows, size_t half, const float *y, float *h);

    /* sum[i] += scale * row[i]. */
    void (*add_row)(float *sum, const int8_t *row, float scale, size_t n);

    /* out[j] = sum_k a[k] b[k][j], for j < n; b is [depth][stride]. */
    void (*combine)(const float *a, const float *b, size_t depth, size_t stride, size_t n,
                    float *out);
} lang_kernels;

/* The kernels called `name`, or the best of this processor for NULL. NULL when there are no
 * such, or this processor lacks what they need. */
const lang_kernels *lang_kernels_named(const char *name);

#endif
