/* Join sections into a model file (src/language/model.h), and check that it loads.
 *
 * usage: pack OUT.model NAME=FILE…    the section NAME is FILE's content */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mapped.h"
#include "language/model.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

static void check(bool ok, const char *what) {
    if (ok) return;
    fprintf(stderr, "pack: %s\n", what);
    exit(1);
}

static void die(const dg_error *error) {
    char text[512];
    dg_error_format(error, text, sizeof text);
    check(false, text);
}

static uint64_t aligned(uint64_t n) {
    return (n + MODEL_ALIGN - 1) / MODEL_ALIGN * MODEL_ALIGN;
}

/* The table, with offsets given out; returns the file's size. */
static uint64_t lay_out(char **argument, uint32_t n, model_section *table, mapped_file *file) {
    uint64_t at = aligned(sizeof(model_header) + n * sizeof *table);
    for (uint32_t i = 0; i < n; i++) {
        dg_error error;
        char *path = strchr(argument[i], '=');
        check(path && path - argument[i] < MODEL_NAME, argument[i]);
        *path++ = '\0';
        if (mapped_open(path, &file[i], &error) != DG_OK) die(&error);
        memcpy(table[i].name, argument[i], strlen(argument[i]));
        table[i].offset = at;
        table[i].size = file[i].size;
        at = aligned(at + file[i].size);
    }
    return at;
}

int main(int argc, char **argv) {
    if (argc < 3 || argc - 2 > MODEL_MAX_SECTION) {
        fputs("usage: pack OUT.model NAME=FILE...\n", stderr);
        return 2;
    }
    uint32_t n = (uint32_t)argc - 2;
    model_section *table = calloc(n, sizeof *table);
    mapped_file *file = calloc(n, sizeof *file);
    check(table && file, "out of memory");
    uint64_t size = lay_out(argv + 2, n, table, file);
    unsigned char *out = calloc(1, size);
    check(out, "out of memory");
    model_header header = {
        .magic = MODEL_MAGIC, .version = MODEL_VERSION, .n_section = n, .file_size = size};
    memcpy(out + sizeof header, table, n * sizeof *table);
    for (uint32_t i = 0; i < n; i++) {
        if (file[i].size) memcpy(out + table[i].offset, file[i].data, file[i].size);
        mapped_close(&file[i]);
    }
    header.checksum = XXH3_64bits(out + sizeof header, size - sizeof header);
    memcpy(out, &header, sizeof header);
    FILE *f = fopen(argv[1], "wb");
    check(f && fwrite(out, 1, size, f) == size && fclose(f) == 0, argv[1]);
    free(out);
    free(table);
    free(file);
    lang_model model;
    dg_error error;
    if (model_open(argv[1], &model, &error) != DG_OK) die(&error);
    model_close(&model);
    printf("pack: %s, %.1f MB\n", argv[1], (double)size / 1e6);
    return 0;
}
