/* Factiva as text, in both forms: with field codes ("HD", "PD", "LP", "TD") at the beginnings
 * of lines, and without, where the order tells what is what. A line "Document" with its number
 * ends a document. Byline, codes and index terms are left out. */
#include <string.h>

#include "base/error.h"
#include "story/day.h"
#include "story/export.h"

/* The number in "Document LBA0000020151116ebbg0001a", with "AN" before it or not. */
static export_line number_of(export_line line) {
    if (export_begins(line, "AN ")) {
        line.s += 2, line.n -= 2;
        while (line.n && (*line.s == ' ' || *line.s == '\t')) line.s++, line.n--;
    }
    if (!export_begins(line, "Document ")) return (export_line){line.s, 0};
    export_line number = {line.s + 9, line.n - 9};
    for (size_t i = 0; i < number.n; i++) {
        char c = number.s[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && !(c >= '0' && c <= '9')) return (export_line){line.s, 0};
    }
    return number;
}

static export_mark mark_of(export_line line) {
    enum { SHORTEST = 12 };
    return number_of(line).n >= SHORTEST ? MARK_END : MARK_NONE;
}

static bool set_number(story_record *r, export_line line) {
    export_line number = number_of(line);
    return number.n == 0 || story_record_set(r, RECORD_ID, number.s, number.n);
}

/* ---- with codes ----------------------------------------------------------------------------
 */

enum { CODE_NONE = -1, CODE_OTHER = N_RECORD_FIELD, CODE_TEXT };

static const struct {
    const char *code;
    int meaning;
} codes[] = {
    {"HD", RECORD_TITLE}, {"PD", RECORD_DATE}, {"SN", RECORD_SOURCE}, {"LA", RECORD_LANG},
    {"LP", CODE_TEXT},    {"TD", CODE_TEXT},   {"AN", CODE_OTHER},    {"SE", CODE_OTHER},
    {"BY", CODE_OTHER},   {"CR", CODE_OTHER},  {"WC", CODE_OTHER},    {"ET", CODE_OTHER},
    {"SC", CODE_OTHER},   {"ED", CODE_OTHER},  {"PG", CODE_OTHER},    {"CY", CODE_OTHER},
    {"VOL", CODE_OTHER},  {"ART", CODE_OTHER}, {"CLM", CODE_OTHER},   {"CO", CODE_OTHER},
    {"IN", CODE_OTHER},   {"NS", CODE_OTHER},  {"RE", CODE_OTHER},    {"CT", CODE_OTHER},
    {"RF", CODE_OTHER},   {"PUB", CODE_OTHER}, {"IPC", CODE_OTHER},   {"IPD", CODE_OTHER},
};

/* The meaning of a code at a line's beginning, in capitals and followed by two blanks, a tab or
 * nothing. *value is what stands behind it. */
static int code_of(export_line line, export_line *value) {
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        size_t n = strlen(codes[i].code), skip = n;
        if (line.n < n || memcmp(line.s, codes[i].code, n)) continue;
        while (skip < line.n && (line.s[skip] == ' ' || line.s[skip] == '\t')) skip++;
        bool parted = skip == line.n || skip - n > 1 || (skip > n && line.s[n] == '\t');
        if (!parted) continue;
        *value = (export_line){line.s + skip, line.n - skip};
        return codes[i].meaning;
    }
    return CODE_NONE;
}

typedef struct factiva_document {
    story_record *r;
    int code;
    bool blank; /* a blank line stood before this one */
    bool ok;
    buffer title;
} factiva_document;

static bool take_coded(factiva_document *d, export_line value, bool first) {
    story_record *r = d->r;
    if (value.n == 0) return true;
    if (d->code == CODE_TEXT) return export_add_line(&r->text, value, first || d->blank);
    if (d->code == RECORD_TITLE) return export_add_line(&d->title, value, false);
    if (!first) return true;
    if (d->code == RECORD_DATE) return story_record_set_date(r, value.s, value.n);
    if (d->code == RECORD_LANG) return export_set_language(r, value);
    if (d->code == RECORD_SOURCE) return story_record_set(r, RECORD_SOURCE, value.s, value.n);
    return true;
}

static bool read_coded(factiva_document *d, const char *text, size_t n) {
    export_line line, value;
    for (size_t at = 0; export_take_line(text, n, &at, &line) && d->ok;) {
        int code = code_of(line, &value);
        if (code != CODE_NONE) d->code = code;
        d->ok = set_number(d->r, line) &&
                take_coded(d, code == CODE_NONE ? line : value, code != CODE_NONE);
        d->blank = line.n == 0 || (code == CODE_TEXT && value.n == 0);
    }
    return d->ok;
}

/* ---- without --------------------------------------------------------------------------------
 */

/* "10:15", "10:15 PM" */
static bool is_time(export_line line) {
    return line.n >= 4 && line.n <= 8 && line.s[0] >= '0' && line.s[0] <= '9' &&
           memchr(line.s, ':', 3);
}

/* A line of the head, behind the number of words. */
static bool take_head(story_record *r, export_line line) {
    char day[STORY_DAY];
    bool dated = !story_record_is_empty(r, RECORD_DATE);
    if (!dated && story_day_of(line.s, line.n, day))
        return story_record_set_date(r, line.s, line.n);
    if (export_is(line, "English")) return export_set_language(r, line);
    if (dated && !is_time(line) && story_record_is_empty(r, RECORD_SOURCE))
        return story_record_set(r, RECORD_SOURCE, line.s, line.n);
    return true;
}

/* Title, byline, number of words, day, time, source, code, language, rights; a blank line;
 * text. */
static bool read_plain(factiva_document *d, const char *text, size_t n) {
    enum { TITLE, HEAD, TEXT } part = TITLE;
    export_line line;
    bool titled = false;
    for (size_t at = 0; export_take_line(text, n, &at, &line) && d->ok;
         d->blank = line.n == 0) {
        bool dated = !story_record_is_empty(d->r, RECORD_DATE);
        if (line.n == 0) {
            if (part == HEAD && dated) part = TEXT;
            continue;
        }
        if (mark_of(line) == MARK_END)
            d->ok = set_number(d->r, line);
        else if (part == TEXT)
            d->ok = export_add_line(&d->r->text, line, d->blank);
        else if (part == HEAD)
            d->ok = take_head(d->r, line);
        else if (export_is_length(line))
            part = HEAD;
        else if (!titled)
            d->ok = titled = export_add_line(&d->title, line, false);
    }
    return d->ok;
}

static bool is_coded(const char *text, size_t n) {
    export_line line, value;
    bool title = false, date = false;
    for (size_t at = 0; export_take_line(text, n, &at, &line);) {
        int code = code_of(line, &value);
        title = title || code == RECORD_TITLE;
        date = date || code == RECORD_DATE;
    }
    return title && date;
}

static dg_status read_document(const char *text, size_t n, story_record *r, dg_error *error) {
    factiva_document d = {.r = r, .code = CODE_NONE, .ok = true};
    bool ok = is_coded(text, n) ? read_coded(&d, text, n) : read_plain(&d, text, n);
    ok = ok && (d.title.n == 0 || story_record_set(r, RECORD_TITLE, d.title.data, d.title.n));
    buffer_free(&d.title);
    RETURN_IF(!ok, error, DG_NO_MEMORY, "out of memory");
    RETURN_IF(r->text.n == 0, error, DG_BAD_INPUT, "a document without a text");
    return DG_OK;
}

static story_answer probe(const char *bytes, size_t n) {
    export_line line;
    char day[STORY_DAY];
    bool length = false;
    for (size_t at = 0; export_take_line(bytes, n, &at, &line);) {
        if (length && story_day_of(line.s, line.n, day)) return STORY_YES;
        length = export_is_length(line);
    }
    return is_coded(bytes, n) ? STORY_YES : STORY_MORE;
}

static const export_kind factiva = {mark_of, read_document};

static dg_status open_factiva(story_input *in, const story_file *file, void **state,
                              dg_error *error) {
    return export_open(&factiva, in, file, state, error);
}

const story_kind story_kind_factiva = {"factiva", probe, open_factiva, export_next,
                                       export_close};
