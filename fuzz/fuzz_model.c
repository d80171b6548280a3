/* Any bytes as a model file: refused or loaded, never more. The checksum is made right, or
 * the fuzzer would never get behind it. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/sections.h"
#include "language/model.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void sign(unsigned char *copy, size_t n) {
    section_header header;
    if (n < sizeof header) return;
    memcpy(&header, copy, sizeof header);
    memcpy(header.magic, MODEL_MAGIC, sizeof header.magic);
    header.version = MODEL_VERSION;
    header.file_size = n;
    header.checksum = XXH3_64bits(copy + sizeof header, n - sizeof header);
    memcpy(copy, &header, sizeof header);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    char path[] = "/tmp/fuzz-model-XXXXXX";
    int fd = mkstemp(path);
    unsigned char *copy = malloc(n + 1);
    if (fd < 0 || !copy) abort();
    if (n) memcpy(copy, data, n);
    if (n && data[0] % 8) sign(copy, n);
    if (write(fd, copy, n) != (ssize_t)n) abort();
    close(fd);
    lang_model model;
    dg_error error;
    if (model_open(path, &model, &error) == DG_OK) model_close(&model);
    unlink(path);
    free(copy);
    return 0;
}
