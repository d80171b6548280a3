/* Join sections into a model file, and check that it loads.
 *
 * usage: pack language|judge OUT.model NAME=FILE…    the section NAME is FILE's content
 *
 * language: src/language/model.h; judge: src/event/judge.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mapped.h"
#include "base/sections.h"
#include "event/judge.h"
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

static void check_loads(bool judge, const char *path) {
    dg_error error;
    lang_model model;
    event_judge of_events;
    dg_status status =
        judge ? judge_open(path, &of_events, &error) : model_open(path, &model, &error);
    if (status != DG_OK) die(&error);
    if (judge) judge_close(&of_events);
    else model_close(&model);
}

int main(int argc, char **argv) {
    static section_part part[SECTION_MAX];
    static mapped_file file[SECTION_MAX];
    bool judge = argc > 1 && !strcmp(argv[1], "judge");
    if (argc < 4 || argc - 3 > SECTION_MAX || (!judge && strcmp(argv[1], "language"))) {
        fputs("usage: pack language|judge OUT.model NAME=FILE...\n", stderr);
        return 2;
    }
    uint32_t n = (uint32_t)argc - 3;
    size_t size;
    for (uint32_t i = 0; i < n; i++) part[i] = read_part(argv[i + 3], &file[i]);
    unsigned char *out = sections_join(judge ? JUDGE_MAGIC : MODEL_MAGIC,
                                       judge ? JUDGE_VERSION : MODEL_VERSION, part, n, &size);
    check(out, "out of memory");
    for (uint32_t i = 0; i < n; i++) mapped_close(&file[i]);
    FILE *f = fopen(argv[2], "wb");
    check(f && fwrite(out, 1, size, f) == size && fclose(f) == 0, argv[2]);
    free(out);
    check_loads(judge, argv[2]);
    printf("pack: %s, %.1f MB\n", argv[2], (double)size / 1e6);
    return 0;
}
