/* LexisNexis as text, in both forms that its users have saved: of Nexis before 2018, where a
 * line "3 of 50 DOCUMENTS" begins each document and labels are in capitals; and of Nexis Uni,
 * where "End of Document" ends it. Byline, section, dateline and index terms are left out. */
#include <string.h>

#include "base/error.h"
#include "story/day.h"
#include "story/export.h"

/* "3 of 50 DOCUMENTS" */
static bool is_count(export_line line) {
    size_t i = 0;
    while (i < line.n && line.s[i] >= '0' && line.s[i] <= '9') i++;
    export_line rest = {line.s + i, line.n - i};
    if (i == 0 || !export_begins(rest, " of ")) return false;
    for (i = 4; i < rest.n && rest.s[i] >= '0' && rest.s[i] <= '9'; i++) {
    }
    rest = (export_line){rest.s + i, rest.n - i};
    return i > 4 && (export_is(rest, " DOCUMENTS") || export_is(rest, " DOCUMENT"));
}

static export_mark mark_of(export_line line) {
    if (is_count(line)) return MARK_BEGIN;
    return export_is(line, "End of Document") ? MARK_END : MARK_NONE;
}

/* ---- labels -------------------------------------------------------------------------------
 */

typedef enum lexis_part {
    PART_NONE,
    PART_IGNORED, /* of the head or behind the body */
    PART_TITLE,
    PART_LENGTH, /* behind it, or behind the labels that follow, comes the body */
    PART_BODY,
    PART_LANGUAGE,
    PART_URL,
    PART_END, /* ends the body */
} lexis_part;

static const struct {
    const char *label;
    lexis_part part;
    bool ends; /* the body, too */
} labels[] = {
    {"HEADLINE", PART_TITLE, false},
    {"BYLINE", PART_IGNORED, false},
    {"SECTION", PART_IGNORED, false},
    {"DATELINE", PART_IGNORED, false},
    {"HIGHLIGHT", PART_IGNORED, false},
    {"SERIES", PART_IGNORED, false},
    {"DISTRIBUTION", PART_IGNORED, false},
    {"LENGTH", PART_LENGTH, false},
    {"BODY", PART_BODY, false},
    {"URL", PART_URL, true},
    {"LANGUAGE", PART_LANGUAGE, true},
    {"LOAD-DATE", PART_END, true},
    {"PUBLICATION-TYPE", PART_END, true},
    {"GRAPHIC", PART_END, true},
    {"SUBJECT", PART_END, true},
    {"CORRECTION", PART_END, true},
    {"CORRECTION-DATE", PART_END, true},
    {"DOCUMENT-TYPE", PART_END, true},
    {"JOURNAL-CODE", PART_END, true},
    {"ORGANIZATION", PART_END, true},
    {"COMPANY", PART_END, true},
    {"GEOGRAPHIC", PART_END, true},
    {"PERSON", PART_END, true},
    {"CLASSIFICATION", PART_END, true},
};

/* The part that a line's label begins; *value is what stands behind it. */
static lexis_part label_of(export_line line, bool ends_only, export_line *value) {
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        size_t n = strlen(labels[i].label);
        if ((ends_only && !labels[i].ends) || !export_begins(line, labels[i].label)) continue;
        bool bare = line.n == n && (labels[i].part == PART_BODY || labels[i].part == PART_END);
        if (!bare && (line.n <= n || line.s[n] != ':')) continue;
        size_t skip = bare ? n : n + 1;
        while (skip < line.n && line.s[skip] == ' ') skip++;
        *value = (export_line){line.s + skip, line.n - skip};
        return labels[i].part;
    }
    return PART_NONE;
}

/* ---- documents ----------------------------------------------------------------------------
 */

typedef struct lexis_document {
    story_record *r;
    lexis_part part;            /* whose lines come */
    bool in_body, done;         /* the body may come; it has ended */
    bool title_first;           /* of Nexis Uni: title, then source */
    bool blank;                 /* a blank line stood before this one */
    unsigned paragraphs, dated; /* of the head, without a label; which of them has the date */
    buffer title;
    bool ok;
} lexis_document;

/* "Copyright 2015", "Copyright (c) 2015": not "Copyright holders". */
static bool is_copyright(export_line line) {
    static const char word[] = "Copyright ";
    if (export_is(line, "All Rights Reserved")) return true;
    if (!export_begins(line, word) || line.n == sizeof word - 1) return false;
    char next = line.s[sizeof word - 1];
    return next == '(' || next == '\xC2' || (next >= '0' && next <= '9');
}

/* A line of the head that no label stands before. */
static void take_head(lexis_document *d, export_line line) {
    char day[STORY_DAY];
    story_record *r = d->r;
    if (is_copyright(line)) return;
    if (d->blank || d->paragraphs == 0) d->paragraphs++;
    if (!d->dated && d->paragraphs > 1 && story_day_of(line.s, line.n, day)) {
        d->dated = d->paragraphs;
        d->ok = d->ok && story_record_set_date(r, line.s, line.n);
        return;
    }
    bool title =
        d->title_first ? d->paragraphs == 1 : d->dated && d->paragraphs == d->dated + 1;
    if (title)
        d->ok = d->ok && export_add_line(&d->title, line, false);
    else if (story_record_is_empty(r, RECORD_SOURCE))
        d->ok = d->ok && story_record_set(r, RECORD_SOURCE, line.s, line.n);
}

static void take_value(lexis_document *d, export_line value) {
    if (value.n == 0) return;
    if (d->part == PART_TITLE) d->ok = d->ok && export_add_line(&d->title, value, false);
    if (d->part == PART_LANGUAGE) d->ok = d->ok && export_set_language(d->r, value);
    if (d->part == PART_URL)
        d->ok = d->ok && story_record_set(d->r, RECORD_URL, value.s, value.n);
}

static void take_label(lexis_document *d, lexis_part part, export_line value) {
    d->part = part;
    if (part == PART_TITLE) d->title.n = 0;
    if (part == PART_LENGTH || part == PART_BODY) d->in_body = true;
    if (d->r->text.n) d->done = true;
    take_value(d, value);
}

static void take_line(lexis_document *d, export_line line) {
    export_line value;
    bool text_began = d->r->text.n > 0;
    lexis_part part = label_of(line, text_began, &value);
    if (text_began && d->blank && is_copyright(line)) d->done = true;
    if (part != PART_NONE)
        take_label(d, part, value);
    else if (d->part != PART_NONE && d->part != PART_BODY && !d->blank)
        take_value(d, line);
    else if (d->in_body && !d->done && mark_of(line) == MARK_NONE)
        d->ok = d->ok && export_add_line(&d->r->text, line, d->blank);
    else if (!d->in_body)
        take_head(d, line);
}

static bool has_body_line(const char *text, size_t n) {
    export_line line;
    for (size_t at = 0; export_take_line(text, n, &at, &line);)
        if (export_is(line, "Body")) return true;
    return false;
}

static dg_status read_document(const char *text, size_t n, story_record *r, dg_error *error) {
    lexis_document d = {.r = r, .ok = true, .title_first = has_body_line(text, n)};
    export_line line;
    for (size_t at = 0; export_take_line(text, n, &at, &line) && d.ok;) {
        if (line.n) take_line(&d, line);
        d.blank = line.n == 0;
        if (d.blank && d.part != PART_BODY) d.part = PART_NONE;
    }
    d.ok =
        d.ok && (d.title.n == 0 || story_record_set(r, RECORD_TITLE, d.title.data, d.title.n));
    buffer_free(&d.title);
    RETURN_IF(!d.ok, error, DG_NO_MEMORY, "out of memory");
    RETURN_IF(r->text.n == 0, error, DG_BAD_INPUT, "a document without a LENGTH or a body");
    return DG_OK;
}

static story_answer probe(const char *bytes, size_t n) {
    export_line line;
    bool length = false;
    for (size_t at = 0; export_take_line(bytes, n, &at, &line);) {
        if (is_count(line)) return STORY_YES;
        if (length && (export_is(line, "Body") || export_begins(line, "Load-Date:")))
            return STORY_YES;
        export_line value = {line.s + 7, line.n - 7};
        while (line.n > 7 && value.n && *value.s == ' ') value.s++, value.n--;
        if (export_begins(line, "Length:") && export_is_length(value)) length = true;
    }
    return STORY_MORE;
}

static const export_kind lexis = {mark_of, read_document};

static dg_status open_lexis(story_input *in, const story_file *file, void **state,
                            dg_error *error) {
    return export_open(&lexis, in, file, state, error);
}

const story_kind story_kind_lexis = {"lexis", probe, open_lexis, export_next, export_close};
