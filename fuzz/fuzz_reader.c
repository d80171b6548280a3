/* Both text kinds over any bytes, packed or not: every text handed out is valid UTF-8
 * without NUL and no longer than it may be, parts follow each other, and reading ends. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "story/kind.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds) {
    if (!holds) abort();
}

static void check_string(const char *s) {
    size_t n = strlen(s);
    check(utf8_first_bad(s, n) == n);
}

static void check_document(const dg_document *d, uint64_t *end) {
    const char *strings[] = {d->id, d->date, d->title, d->source, d->url, d->lang};
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) check_string(strings[i]);
    check(d->n_text <= DG_MAX_TEXT);
    check(strlen(d->text) == d->n_text);
    check_string(d->text);
    check(d->part == 0 ? d->text_offset == 0 : d->text_offset == *end);
    *end = d->text_offset + d->n_text;
}

static void warn(void *user, const dg_error *warning) {
    char line[500];
    (void)user;
    check(dg_error_format(warning, line, sizeof line) < sizeof line);
}

static void read_all(const story_kind *kind, const uint8_t *data, size_t size, size_t step) {
    const story_file file = {.path = "fuzz.gz", .stem = "fuzz", .warner = {warn, NULL}};
    story_input *in;
    void *state;
    dg_document d;
    dg_error error;
    dg_status status;
    uint64_t end = 0;
    size_t calls = 0;
    if (story_input_memory(file.path, data, size, step, &in, &error) != DG_OK) return;
    if (kind->open(in, &file, &state, &error) == DG_OK) {
        while ((status = kind->next(state, &d, &error)) != DG_END) {
            if (status == DG_OK)
                check_document(&d, &end);
            else
                check(error.code == status && *error.message);
            check(calls++ < 1u << 24);
        }
        kind->close(state);
    }
    story_input_close(in);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    size_t step = size ? data[size - 1] % 16 : 0; /* few bytes at a time, or all */
    if (size) story_kind_jsonl.probe((const char *)data, size);
    read_all(&story_kind_text, data, size, step);
    read_all(&story_kind_jsonl, data, size, step);
    return 0;
}
