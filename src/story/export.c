/* Documents of text exports, cut and handed out one by one. */
#include "story/export.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"

struct export_state {
    const export_kind *kind;
    const story_file *file;
    story_lines lines;
    buffer text;   /* of the document at hand */
    uint64_t line; /* where it begins; 0: not begun */
    bool large;    /* it is past the limit: the rest is not kept */
    story_record record;
};

dg_status export_open(const export_kind *kind, story_input *in, const story_file *file,
                      void **state, dg_error *error) {
    export_state *e = calloc(1, sizeof *e);
    RETURN_IF(!e, error, DG_NO_MEMORY, "out of memory");
    e->kind = kind;
    e->file = file;
    e->lines = (story_lines){.source.in = in,
                             .file = file,
                             .most = STORY_MAX_RECORD,
                             .over = "a line of more than 16 MiB, passed over"};
    *state = e;
    return DG_OK;
}

void export_close(void *state) {
    export_state *e = state;
    story_source_free(&e->lines.source);
    buffer_free(&e->text);
    story_record_free(&e->record);
    free(e);
}

/* ---- lines --------------------------------------------------------------------------------
 */

static bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static export_line trim(const char *s, size_t n) {
    while (n && is_space(*s)) s++, n--;
    while (n && is_space(s[n - 1])) n--;
    return (export_line){s, n};
}

bool export_take_line(const char *text, size_t n, size_t *at, export_line *line) {
    if (*at >= n) return false;
    const char *end = memchr(text + *at, '\n', n - *at);
    size_t length = end ? (size_t)(end - text) - *at : n - *at;
    *line = trim(text + *at, length);
    *at += length + 1;
    return true;
}

bool export_begins(export_line line, const char *word) {
    size_t n = strlen(word);
    return line.n >= n && !strncasecmp(line.s, word, n);
}

bool export_is(export_line line, const char *word) {
    return line.n == strlen(word) && export_begins(line, word);
}

bool export_is_length(export_line line) {
    size_t i = 0;
    while (i < line.n && ((line.s[i] >= '0' && line.s[i] <= '9') || line.s[i] == ',')) i++;
    export_line rest = trim(line.s + i, line.n - i);
    return i > 0 && (export_is(rest, "words") || export_is(rest, "word"));
}

bool export_add_line(buffer *text, export_line line, bool new_paragraph) {
    bool first = text->n == 0;
    return (first || buffer_add_string(text, new_paragraph ? "\n\n" : "\n")) &&
           buffer_add(text, line.s, line.n);
}

bool export_set_language(story_record *r, export_line name) {
    if (export_is(name, "English")) return story_record_set(r, RECORD_LANG, "en", 2);
    return story_record_set(r, RECORD_LANG, name.s, name.n);
}

/* ---- documents ----------------------------------------------------------------------------
 */

static bool add_line(export_state *e, const char *s, size_t n) {
    if (e->line == 0 && trim(s, n).n == 0) return true;
    if (e->line == 0) e->line = e->lines.line;
    e->large = e->large || e->text.n + n > STORY_MAX_RECORD;
    return e->large || (buffer_add(&e->text, s, n) && buffer_add_char(&e->text, '\n'));
}

/* Read on to the document's end. DG_END: there is none more. */
static dg_status next_document(export_state *e, dg_error *error) {
    for (;;) {
        char *s;
        size_t n;
        dg_status status = story_lines_next(&e->lines, &s, &n, error);
        if (status == DG_END && e->line) return DG_OK;
        FORWARD(status);
        export_mark mark = e->kind->mark(trim(s, n));
        if (mark == MARK_BEGIN && e->line) return DG_OK;
        if (mark == MARK_BEGIN) continue;
        RETURN_IF(!add_line(e, s, n), error, DG_NO_MEMORY, "out of memory");
        if (mark == MARK_END && e->line) return DG_OK;
    }
}

static dg_status read_document(export_state *e, dg_error *error) {
    dg_status status;
    story_record_begin(&e->record, e->file, e->line);
    if (e->large)
        status = error_set(error, DG_OVER_LIMIT, "a document of more than 16 MiB, passed over");
    else
        status = e->kind->read(e->text.data, e->text.n, &e->record, error);
    if (status != DG_OK) error_at(error, e->file->path, e->line, DG_NO_BYTE);
    e->text.n = 0;
    e->line = 0;
    e->large = false;
    return status;
}

dg_status export_next(void *state, dg_document *out, dg_error *error) {
    export_state *e = state;
    if (!e->record.open) {
        dg_status status = next_document(e, error);
        if (status == DG_END) return story_source_finish(&e->lines.source, e->file, error);
        FORWARD(status);
        FORWARD(read_document(e, error));
    }
    return story_record_next(&e->record, out, error);
}
