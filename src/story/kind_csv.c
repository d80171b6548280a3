/* CSV (RFC 4180) and tables parted by tabs or semicolons: the first line names the columns, and
 * a row is a story.
 *
 * A quotation mark that is never closed makes one record of all the rest. When a record passes
 * the limit or the file ends within quotes, it is given up, and reading goes on behind its
 * first line: a few times only, since each costs reading up to the limit again. */
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "story/record.h"
#include "story/source.h"

enum { MAX_COLUMNS = 512, MAX_RESCANS = 16, TEXT = N_RECORD_FIELD, IGNORED };

typedef struct csv_field {
    size_t start, end; /* bytes of the record's front, unquoted in place */
} csv_field;

typedef struct csv_state {
    const story_file *file;
    story_source source;
    char delimiter; /* '\0': the header is not read yet */
    uint64_t line;  /* of the record at hand, from 1 on */
    uint64_t next_line;
    unsigned rescans;
    size_t n_column;
    int meaning[MAX_COLUMNS]; /* a record_field, TEXT or IGNORED */
    ARRAY(csv_field) field;
    story_record record;
} csv_state;

/* ---- the header ---------------------------------------------------------------------------
 */

typedef struct column_name {
    const char *name;
    int meaning;
} column_name;

/* The first of a meaning that a header has is taken. */
static const column_name column_names[] = {
    {"text", TEXT},
    {"body", TEXT},
    {"content", TEXT},
    {"fulltext", TEXT},
    {"full_text", TEXT},
    {"article_text", TEXT},
    {"story_text", TEXT},
    {"article", TEXT},
    {"id", RECORD_ID},
    {"story_id", RECORD_ID},
    {"article_id", RECORD_ID},
    {"doc_id", RECORD_ID},
    {"date", RECORD_DATE},
    {"published", RECORD_DATE},
    {"pubdate", RECORD_DATE},
    {"publication_date", RECORD_DATE},
    {"publish_date", RECORD_DATE},
    {"title", RECORD_TITLE},
    {"headline", RECORD_TITLE},
    {"source", RECORD_SOURCE},
    {"publisher", RECORD_SOURCE},
    {"publication", RECORD_SOURCE},
    {"newspaper", RECORD_SOURCE},
    {"outlet", RECORD_SOURCE},
    {"url", RECORD_URL},
    {"link", RECORD_URL},
    {"lang", RECORD_LANG},
    {"language", RECORD_LANG},
};

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '"';
}

/* The place of a name in the table; its length there for none. */
static size_t column_of(const char *s, size_t n) {
    size_t i = 0;
    while (n && is_blank(*s)) s++, n--;
    while (n && is_blank(s[n - 1])) n--;
    for (; i < sizeof column_names / sizeof *column_names; i++)
        if (strlen(column_names[i].name) == n && !strncasecmp(column_names[i].name, s, n))
            break;
    return i;
}

static bool is_text_column(const char *s, size_t n) {
    size_t i = column_of(s, n);
    return i < sizeof column_names / sizeof *column_names && column_names[i].meaning == TEXT;
}

/* The delimiter by which a header has several columns, one of them of texts; '\0': none. */
static char find_delimiter(const char *s, size_t n) {
    static const char delimiters[] = "\t,;|";
    for (const char *d = delimiters; *d; d++) {
        bool text = false, several = false;
        for (size_t i = 0, end; i <= n; i = end + 1) {
            const char *found = i < n ? memchr(s + i, *d, n - i) : NULL;
            end = found ? (size_t)(found - s) : n;
            text = text || is_text_column(s + i, end - i);
            several = several || found;
        }
        if (text && several) return *d;
    }
    return '\0';
}

static story_answer probe(const char *bytes, size_t n) {
    size_t start = 0;
    while (start < n && strchr(" \r\n", bytes[start])) start++;
    const char *end = memchr(bytes + start, '\n', n - start);
    size_t length = end ? (size_t)(end - bytes) - start : n - start;
    return find_delimiter(bytes + start, length) ? STORY_YES : STORY_NO;
}

/* ---- records ------------------------------------------------------------------------------
 */

/* Where in a field a byte stands. */
typedef enum place { AT_START, PLAIN, QUOTED, BEHIND_QUOTE } place;

typedef struct csv_scan {
    size_t at, line_end; /* line_end: behind the record's first line; 0: not seen */
    place place;
    uint64_t lines;
} csv_scan;

static place go_on(place from, char b, char delimiter) {
    if (from == QUOTED) return b == '"' ? BEHIND_QUOTE : QUOTED;
    if (b == delimiter) return AT_START;
    return b == '"' && from != PLAIN ? QUOTED : PLAIN;
}

/* Go on to the record's end, behind its line end. False: it is not there yet. */
static bool scan(const csv_state *c, csv_scan *s, const char *text, size_t n) {
    while (s->at < n) {
        char b = text[s->at++];
        if (b == '\n') {
            s->lines++;
            if (!s->line_end) s->line_end = s->at;
            if (s->place != QUOTED) return true;
        }
        s->place = go_on(s->place, b, c->delimiter);
    }
    return false;
}

static dg_status fail(const csv_state *c, dg_error *error, dg_status code,
                      const char *message) {
    error_set(error, code, "%s", message);
    error_at(error, c->file->path, c->line, DG_NO_BYTE);
    return code;
}

/* The record has no end within the limit or the file: go on behind its first line. */
static dg_status give_up(csv_state *c, const csv_scan *s, size_t n, dg_error *error) {
    bool all = ++c->rescans > MAX_RESCANS || !s->line_end;
    c->next_line = c->line + (all ? s->lines : 1);
    story_source_take(&c->source, all ? n : s->line_end);
    if (n > STORY_MAX_RECORD)
        return fail(c, error, DG_OVER_LIMIT, "a record of more than 16 MiB, passed over");
    return fail(c, error, DG_BAD_INPUT, "a quotation mark that is not closed");
}

/* The next record with its line end, if it has one. Errors: DG_END, DG_BAD_INPUT,
 * DG_OVER_LIMIT, DG_NO_MEMORY. */
static dg_status next_record(csv_state *c, char **text, size_t *n, dg_error *error) {
    csv_scan s = {0};
    size_t there;
    bool whole;
    c->line = c->next_line;
    while (*text = story_source_text(&c->source, &there),
           !(whole = scan(c, &s, *text, there)) && !c->source.end && there <= STORY_MAX_RECORD)
        FORWARD(story_source_more(&c->source, error));
    if (!whole && c->source.end && (there == 0 || c->source.failure.code != DG_OK)) {
        story_source_take(&c->source, there);
        return DG_END;
    }
    if (!whole && (s.place == QUOTED || !c->source.end)) return give_up(c, &s, there, error);
    if (s.at > STORY_MAX_RECORD) return give_up(c, &s, s.at, error);
    c->next_line += s.lines;
    *n = s.at;
    story_source_take(&c->source, *n);
    return DG_OK;
}

/* Unquote a field that begins at *at in place. Its end is found as `scan` does. */
static csv_field take_field(const csv_state *c, char *s, size_t n, size_t *at) {
    csv_field f = {.start = *at, .end = *at};
    bool quoted = *at < n && s[*at] == '"';
    if (quoted) ++*at;
    for (; *at < n; ++*at) {
        if (s[*at] == '"' && quoted) {
            bool doubled = *at + 1 < n && s[*at + 1] == '"';
            if (doubled) ++*at;
            quoted = doubled;
            if (!doubled) continue;
        } else if (s[*at] == c->delimiter && !quoted) {
            break;
        }
        s[f.end++] = s[*at];
    }
    return f;
}

static dg_status split(csv_state *c, char *s, size_t n, dg_error *error) {
    while (n && (s[n - 1] == '\n' || s[n - 1] == '\r')) n--;
    c->field.n = 0;
    for (size_t at = 0;; at++) {
        csv_field f = take_field(c, s, n, &at);
        RETURN_IF(!array_push(&c->field, f), error, DG_NO_MEMORY, "out of memory");
        if (at >= n) return DG_OK;
    }
}

/* ---- reading ------------------------------------------------------------------------------
 */

static dg_status take_header(csv_state *c, const char *s, dg_error *error) {
    size_t best[IGNORED];
    memset(best, -1, sizeof best);
    c->n_column = c->field.n;
    if (c->n_column > MAX_COLUMNS)
        return fail(c, error, DG_OVER_LIMIT, "a table of more than 512 columns");
    for (size_t i = 0; i < c->n_column; i++) {
        size_t k = column_of(s + c->field.data[i].start,
                             c->field.data[i].end - c->field.data[i].start);
        bool known = k < sizeof column_names / sizeof *column_names;
        int meaning = known ? column_names[k].meaning : IGNORED;
        c->meaning[i] = IGNORED;
        if (!known || k >= best[meaning]) continue;
        for (size_t j = 0; j < i; j++)
            if (c->meaning[j] == meaning) c->meaning[j] = IGNORED;
        c->meaning[i] = meaning;
        best[meaning] = k;
    }
    if (best[TEXT] == SIZE_MAX)
        return fail(c, error, DG_BAD_INPUT,
                    "no column is called \"text\", nor anything like it");
    return DG_OK;
}

static bool is_empty_line(const char *s, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (!strchr(" \t\r\n", s[i])) return false;
    return true;
}

/* The header, before the first row. A table without one is given up. */
static dg_status read_header(csv_state *c, dg_error *error) {
    char *s;
    size_t n;
    c->delimiter = ',';
    do FORWARD(next_record(c, &s, &n, error));
    while (is_empty_line(s, n));
    const char *end = memchr(s, '\n', n);
    char found = find_delimiter(s, end ? (size_t)(end - s) : n);
    if (found) c->delimiter = found;
    FORWARD(split(c, s, n, error));
    dg_status status = take_header(c, s, error);
    if (status != DG_BAD_INPUT && status != DG_OVER_LIMIT) return status;
    c->n_column = 0;
    return status;
}

static bool set_fields(csv_state *c, const char *s) {
    bool ok = true;
    story_record_begin(&c->record, c->file, c->line);
    for (size_t i = 0; i < c->n_column && ok; i++) {
        const char *value = s + c->field.data[i].start;
        size_t n = c->field.data[i].end - c->field.data[i].start;
        int meaning = c->meaning[i];
        if (meaning == TEXT)
            ok = buffer_add(&c->record.text, value, n);
        else if (meaning == RECORD_DATE)
            ok = story_record_set_date(&c->record, value, n);
        else if (meaning != IGNORED)
            ok = story_record_set(&c->record, (record_field)meaning, value, n);
    }
    return ok;
}

static dg_status read_row(csv_state *c, dg_error *error) {
    char *s;
    size_t n;
    do FORWARD(next_record(c, &s, &n, error));
    while (is_empty_line(s, n));
    FORWARD(split(c, s, n, error));
    if (c->field.n != c->n_column) {
        error_set(error, DG_BAD_INPUT, "a row of %zu fields, not %zu", c->field.n, c->n_column);
        error_at(error, c->file->path, c->line, DG_NO_BYTE);
        return DG_BAD_INPUT;
    }
    RETURN_IF(!set_fields(c, s), error, DG_NO_MEMORY, "out of memory");
    return DG_OK;
}

/* What is left of a table whose header cannot be read. */
static dg_status pass_over(csv_state *c, dg_error *error) {
    size_t n;
    while (story_source_text(&c->source, &n), n || !c->source.end) {
        story_source_take(&c->source, n);
        FORWARD(story_source_more(&c->source, error));
    }
    return DG_END;
}

static dg_status next_csv(void *state, dg_document *out, dg_error *error) {
    csv_state *c = state;
    if (c->record.open) return story_record_next(&c->record, out, error);
    dg_status status = DG_OK;
    if (!c->delimiter) status = read_header(c, error);
    if (status == DG_OK) status = c->n_column ? read_row(c, error) : pass_over(c, error);
    if (status == DG_END) return story_source_finish(&c->source, c->file, error);
    return status == DG_OK ? story_record_next(&c->record, out, error) : status;
}

static dg_status open_csv(story_input *in, const story_file *file, void **state,
                          dg_error *error) {
    csv_state *c = calloc(1, sizeof *c);
    RETURN_IF(!c, error, DG_NO_MEMORY, "out of memory");
    c->file = file;
    c->source.in = in;
    c->next_line = 1;
    *state = c;
    return DG_OK;
}

static void close_csv(void *state) {
    csv_state *c = state;
    story_source_free(&c->source);
    story_record_free(&c->record);
    array_free(&c->field);
    free(c);
}

const story_kind story_kind_csv = {"csv", probe, open_csv, next_csv, close_csv};
