/* Any bytes as cues of contexts: mistakes are told, what is left compiles and loads; and as a
 * compiled file. */
#include <stdlib.h>
#include <string.h>

#include "event/contexts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void count(void *user, const dg_error *error) {
    char text[512];
    dg_error_format(error, text, sizeof text);
    ++*(size_t *)user;
}

static void take_as_compiled(const uint8_t *data, size_t n) {
    unsigned char *copy = aligned_alloc(64, (n + 64) / 64 * 64);
    event_contexts contexts;
    dg_error error;
    if (!copy) abort();
    memcpy(copy, data, n);
    if (contexts_take(copy, n, "fuzz", &contexts, &error) == DG_OK) contexts_close(&contexts);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    size_t told = 0, mistakes, size;
    unsigned char *out;
    dg_error error;
    event_contexts contexts;
    if (contexts_compile((const char *)data, n, "fuzz", count, &told, &out, &size, &mistakes,
                         &error) != DG_OK)
        abort();
    if (told != mistakes) abort();
    if (contexts_take(out, size, "fuzz", &contexts, &error) != DG_OK) abort();
    contexts_close(&contexts);
    take_as_compiled(data, n);
    return 0;
}
