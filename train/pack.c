/* Join sections into a model file (src/language/model.h), and check that it loads.
 *
 * usage: pack OUT.model NAME=FILE…    the section NAME is FILE's content */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mapped.h"
#include "base/sections.h"
#include "language/model.h"

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

static section_part read_part(char *argument, mapped_file *file) {
    dg_error error;
    char *path = strchr(argument, '=');
    check(path && path - argument < SECTION_NAME, argument);
    *path++ = '\0';
    if (mapped_open(path, file, &error) != DG_OK) die(&error);
    return (section_part){.name = argument, .data = file->data, .size = file->size};
}

int main(int argc, char **argv) {
    static section_part part[SECTION_MAX];
    static mapped_file file[SECTION_MAX];
    if (argc < 3 || argc - 2 > SECTION_MAX) {
        fputs("usage: pack OUT.model NAME=FILE...\n", stderr);
        return 2;
    }
    uint32_t n = (uint32_t)argc - 2;
    size_t size;
    for (uint32_t i = 0; i < n; i++) part[i] = read_part(argv[i + 2], &file[i]);
    unsigned char *out = sections_join(MODEL_MAGIC, MODEL_VERSION, part, n, &size);
    check(out, "out of memory");
    for (uint32_t i = 0; i < n; i++) mapped_close(&file[i]);
    FILE *f = fopen(argv[1], "wb");
    check(f && fwrite(out, 1, size, f) == size && fclose(f) == 0, argv[1]);
    free(out);
    lang_model model;
    dg_error error;
    if (model_open(argv[1], &model, &error) != DG_OK) die(&error);
    model_close(&model);
    printf("pack: %s, %.1f MB\n", argv[1], (double)size / 1e6);
    return 0;
}
