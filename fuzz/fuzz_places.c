/* Any bytes as rows of places: a mistake is told with its line, and what was read before it
 * compiles and loads. */
#include <stdlib.h>

#include "where/gazetteer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    gazetteer_source source = {0};
    gazetteer g;
    dg_error error;
    unsigned char *out;
    size_t size;
    dg_status status = gazetteer_read_text(&source, "fuzz", (const char *)data, n, &error);
    if (status != DG_OK && status != DG_BAD_INPUT) abort();
    if (status == DG_BAD_INPUT && !error.line) abort();
    if (gazetteer_compile(&source, &out, &size, &error) != DG_OK) abort();
    if (gazetteer_take(out, size, "fuzz", &g, &error) != DG_OK) abort();
    gazetteer_close(&g);
    gazetteer_source_free(&source);
    return 0;
}
