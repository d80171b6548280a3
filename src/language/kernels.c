/* Choosing the kernels by what the processor says it has. */
#include "language/kernels.h"

#include <string.h>

#include "language/kernels_variants.h"

#ifdef __x86_64__
static bool has_avx512(void) {
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512vnni");
}

static bool has_avx2(void) {
    return __builtin_cpu_supports("avx2");
}
#endif

static bool has_all(void) {
    return true;
}

static const struct {
    const lang_kernels *kernels;
    bool (*supported)(void);
} variants[] = {
/* best first */
#ifdef __x86_64__
    {&lang_kernels_avx512, has_avx512},
    {&lang_kernels_avx2, has_avx2},
#endif
    {&lang_kernels_generic, has_all},
};

const lang_kernels *lang_kernels_named(const char *name) {
    for (size_t i = 0; i < sizeof variants / sizeof *variants; i++) {
        if (name && strcmp(name, variants[i].kernels->name) != 0) continue;
        if (variants[i].supported()) return variants[i].kernels;
    }
    return NULL;
}
