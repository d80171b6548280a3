/* What every fuzzer of a kind of input checks: each text handed out is valid UTF-8 without NUL
 * and no longer than it may be, parts follow each other, and reading ends. */
#ifndef FUZZ_CHECK_KIND_H
#define FUZZ_CHECK_KIND_H

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "story/kind.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void check(bool holds) {
    if (!holds) abort();
}

static inline void check_string(const char *s) {
    size_t n = strlen(s);
    check(utf8_first_bad(s, n) == n);
}

static inline void check_document(const dg_document *d, uint64_t *end) {
    const char *strings[] = {d->id, d->date, d->title, d->source, d->url, d->lang};
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) check_string(strings[i]);
    check(d->n_text <= DG_MAX_TEXT);
    check(strlen(d->text) == d->n_text);
    check_string(d->text);
    check(d->part == 0 ? d->text_offset == 0 : d->text_offset == *end);
    *end = d->text_offset + d->n_text;
}

static inline void check_warning(void *user, const dg_error *warning) {
    char line[500];
    (void)user;
    check(dg_error_format(warning, line, sizeof line) < sizeof line);
}

static inline void check_kind(const story_kind *kind, const uint8_t *data, size_t size) {
    const story_file file = {
        .path = "fuzz.gz", .stem = "fuzz", .warner = {check_warning, NULL}};
    size_t step = size ? data[size - 1] % 16 : 0; /* few bytes at a time, or all */
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

/* Kinds are probed with text that was made valid. */
static inline void check_probe(const story_kind *kind, const uint8_t *data, size_t size) {
    const char *s = (const char *)data;
    if (size && !memchr(s, '\0', size) && utf8_first_bad(s, size) == size) kind->probe(s, size);
}

#endif
