/* Any bytes as a file of actors, in both formats: mistakes are told, what is left compiles, and
 * the compiled base loads and finds its names. */
#include <stdlib.h>
#include <string.h>

#include "actor/names.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void count(void *user, const dg_error *error) {
    char text[512];
    dg_error_format(error, text, sizeof text);
    ++*(size_t *)user;
}

static void read_and_compile(const char *text, size_t n, bool petrarch) {
    size_t told = 0, size;
    actor_source s = {.report = count, .user = &told};
    dg_error error;
    unsigned char *out;
    dg_status status = petrarch ? source_read_petrarch(&s, "fuzz", text, n, &error)
                                : source_read_own(&s, "fuzz", text, n, &error);
    if (status != DG_OK || told != s.n_error) abort();
    if (actor_compile(&s, NULL, &out, &size, &error) != DG_OK) abort();
    actor_layer layer;
    if (actor_layer_take(out, size, "fuzz", &layer, &error) != DG_OK) abort();
    for (size_t i = 0; i < layer.n_entity; i++)
        if (actor_entity_of_id(&layer, layer.strings + layer.entity[i].id) != i) abort();
    actor_layer_close(&layer);
    actor_source_free(&s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    char *text = malloc(n + 1);
    if (!text) abort();
    if (n) memcpy(text, data, n);
    read_and_compile(text, n, false);
    read_and_compile(text, n, true);
    free(text);
    return 0;
}
