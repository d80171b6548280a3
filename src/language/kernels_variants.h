/* The variants that this build holds; kernels.c chooses among them. */
#ifndef LANGUAGE_KERNELS_VARIANTS_H
#define LANGUAGE_KERNELS_VARIANTS_H

#include "language/kernels.h"

extern const lang_kernels lang_kernels_generic;
#ifdef __x86_64__
extern const lang_kernels lang_kernels_avx2, lang_kernels_avx512;
#endif

#endif
