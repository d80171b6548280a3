/* An input as valid UTF-8. Bytes are taken from the front by moving an index, and moved
 * together only when more are read, so that many short lines cost no more than few long. */
#include "story/source.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"

dg_status story_source_more(story_source *s, dg_error *error) {
    const char *bytes;
    size_t n, want = s->held + 1;
    if (s->begin) memmove(s->text.data, s->text.data + s->begin, s->text.n - s->begin);
    s->text.n -= s->begin;
    s->begin = 0;
    if (story_input_peek(s->in, want, &bytes, &n, &s->failure) != DG_OK || n == 0) {
        s->end = true;
        return DG_OK;
    }
    size_t used = story_repair_add(&s->repair, bytes, n, n < want, &s->text);
    if (used == STORY_REPAIR_FAILED) {
        s->end = true;
        return error_set(error, DG_NO_MEMORY, "out of memory");
    }
    s->held = n - used;
    story_input_take(s->in, used);
    return DG_OK;
}

char *story_source_text(const story_source *s, size_t *n) {
    *n = s->text.n - s->begin;
    return *n ? s->text.data + s->begin : NULL;
}

void story_source_take(story_source *s, size_t n) {
    s->begin += n;
}

static void warn_of_repairs(const story_repair *r, const story_file *file) {
    const char *bad = r->encoding == STORY_UTF8
                          ? "bytes that are not UTF-8, read as Windows-1252: %llu"
                          : "broken characters of UTF-16, read as U+FFFD: %llu";
    char message[100];
    snprintf(message, sizeof message, bad, (unsigned long long)r->n_bad);
    if (r->n_bad) story_warn(file, 0, r->first_bad, "%s", message);
    if (r->n_nul)
        story_warn(file, 0, r->first_nul, "NUL characters, read as spaces: %llu",
                   (unsigned long long)r->n_nul);
}

dg_status story_source_finish(story_source *s, const story_file *file, dg_error *error) {
    if (!s->warned) warn_of_repairs(&s->repair, file);
    s->warned = true;
    dg_status status = s->failure.code;
    if (status == DG_OK) return DG_END;
    if (error) *error = s->failure;
    s->failure.code = DG_OK;
    return status;
}

void story_source_free(story_source *s) {
    buffer_free(&s->text);
}

void story_warn(const story_file *file, uint64_t line, uint64_t byte, const char *format, ...) {
    char message[sizeof((dg_error *)NULL)->message];
    dg_error warning;
    va_list arguments;
    if (!file->warner.warn) return;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    error_set(&warning, DG_BAD_INPUT, "%s", message);
    error_at(&warning, file->path, line, byte);
    file->warner.warn(file->warner.user, &warning);
}
