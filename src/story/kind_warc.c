/* WARC (ISO 28500), as Common Crawl's news and web archives have it: each page that was fetched
 * is a story, and so is each text that a tool took out of one (WET). All other records are
 * passed over without a word; a record that is broken is an error with its byte in the unpacked
 * file, and reading goes on at the next that begins as records do. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "story/charset.h"
#include "story/html.h"
#include "story/http.h"

#define MAX_HEADERS ((size_t)32 << 10)
#define MAX_CONTENT (HTML_MAX_PAGE + ((size_t)64 << 10)) /* a page with its HTTP header */

typedef struct warc_state {
    const story_file *file;
    story_input *in;
    uint64_t at;    /* bytes taken so far */
    uint64_t begin; /* of the record at hand */
    bool failed;    /* the input ended in an error, which was told */
    buffer headers, content;
    http_response response;
    story_record record;
} warc_state;

static story_answer probe(const char *bytes, size_t n) {
    return n >= 5 && !memcmp(bytes, "WARC/", 5) ? STORY_YES : STORY_NO;
}

static dg_status open_warc(story_input *in, const story_file *file, void **state,
                           dg_error *error) {
    warc_state *w = calloc(1, sizeof *w);
    RETURN_IF(!w, error, DG_NO_MEMORY, "out of memory");
    w->file = file;
    w->in = in;
    *state = w;
    return DG_OK;
}

static void take(warc_state *w, size_t n) {
    story_input_take(w->in, n);
    w->at += n;
}

/* Look ahead. An input that fails is an end, told once. */
static dg_status peek(warc_state *w, size_t want, const char **s, size_t *n, dg_error *error) {
    *n = 0;
    if (w->failed) return DG_OK;
    dg_status status = story_input_peek(w->in, want, s, n, error);
    w->failed = status != DG_OK;
    return status;
}

static dg_status fail(const warc_state *w, dg_error *error, dg_status code,
                      const char *message) {
    error_set(error, code, "%s", message);
    error_at(error, w->file->path, 0, w->begin);
    return code;
}

/* ---- records ------------------------------------------------------------------------------
 */

/* Take bytes up to one that begins a record. *skipped: there was more than line ends before it.
 * DG_END: there is none. */
static dg_status find_record(warc_state *w, bool *skipped, dg_error *error) {
    static const char mark[] = "WARC/";
    *skipped = false;
    for (;;) {
        const char *s;
        size_t n, i = 0;
        FORWARD(peek(w, sizeof mark, &s, &n, error));
        if (n == 0) return DG_END;
        const char *found = n < sizeof mark ? NULL : memmem(s, n, mark, sizeof mark - 1);
        size_t end = found ? (size_t)(found - s) : n < sizeof mark ? n : n - (sizeof mark - 1);
        for (; i < end; i++) *skipped = *skipped || !strchr("\r\n", s[i]) || !s[i];
        take(w, end);
        if (found) break;
    }
    w->begin = w->at;
    return DG_OK;
}

/* Read the record's header lines. */
static dg_status read_headers(warc_state *w, dg_error *error) {
    const char *s;
    size_t n;
    FORWARD(peek(w, MAX_HEADERS, &s, &n, error));
    size_t end = http_headers_end(s, n < MAX_HEADERS ? n : MAX_HEADERS);
    w->headers.n = 0;
    if (end == 0) {
        take(w, n < 5 ? n : 5); /* behind the mark */
        return fail(w, error, DG_BAD_INPUT, "a WARC record without an end of its header");
    }
    RETURN_IF(!buffer_add(&w->headers, s, end), error, DG_NO_MEMORY, "out of memory");
    take(w, end);
    return DG_OK;
}

static const char *header(const warc_state *w, const char *name, size_t *n) {
    const char *value = http_header(w->headers.data, w->headers.n, name, n);
    if (!value) *n = 0;
    return value;
}

static bool header_is(const warc_state *w, const char *name, const char *value) {
    size_t n, length = strlen(value);
    const char *s = header(w, name, &n);
    return n >= length && !strncasecmp(s, value, length);
}

static bool content_length(const warc_state *w, uint64_t *length) {
    size_t n;
    const char *s = header(w, "Content-Length", &n);
    *length = 0;
    for (size_t i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9' || i > 18) return false;
        *length = *length * 10 + (uint64_t)(s[i] - '0');
    }
    return n > 0;
}

/* Take the record's content, keeping as much of it as a page may have, or nothing. */
static dg_status read_content(warc_state *w, uint64_t length, bool wanted, dg_error *error) {
    w->content.n = 0;
    wanted = wanted && length <= MAX_CONTENT;
    while (length > 0) {
        const char *s;
        size_t n;
        FORWARD(peek(w, 1, &s, &n, error));
        if (n == 0) return fail(w, error, DG_BAD_INPUT, "the last WARC record is cut short");
        if (n > length) n = (size_t)length;
        RETURN_IF(wanted && !buffer_add(&w->content, s, n), error, DG_NO_MEMORY,
                  "out of memory");
        take(w, n);
        length -= n;
    }
    return DG_OK;
}

/* Whether a record can hold a story. */
static bool is_wanted(const warc_state *w) {
    if (header_is(w, "WARC-Type", "response"))
        return header_is(w, "Content-Type", "application/http");
    bool page =
        header_is(w, "WARC-Type", "resource") || header_is(w, "WARC-Type", "conversion");
    return page && (header_is(w, "Content-Type", "text/html") ||
                    header_is(w, "Content-Type", "text/plain"));
}

/* The next record that can hold a story, read whole. */
static dg_status next_record(warc_state *w, dg_error *error) {
    for (;;) {
        bool skipped;
        uint64_t length;
        FORWARD(find_record(w, &skipped, error));
        if (skipped)
            story_warn(w->file, 0, w->begin, "bytes between WARC records, passed over");
        FORWARD(read_headers(w, error));
        if (!content_length(w, &length))
            return fail(w, error, DG_BAD_INPUT, "a WARC record without a Content-Length");
        bool wanted = is_wanted(w);
        FORWARD(read_content(w, length, wanted, error));
        if (wanted && length > MAX_CONTENT)
            return fail(w, error, DG_OVER_LIMIT, "a page of more than 4 MiB, passed over");
        if (wanted) return DG_OK;
    }
}

/* ---- stories ------------------------------------------------------------------------------
 */

/* "<urn:uuid:1-2>" is called "1-2"; a record without a name after the file and its byte. */
static bool set_id(warc_state *w) {
    size_t n;
    const char *s = header(w, "WARC-Record-ID", &n);
    buffer *id = &w->record.field[RECORD_ID];
    if (n == 0)
        return buffer_add_string(id, w->file->stem) && buffer_add_char(id, ':') &&
               buffer_add_number(id, w->begin);
    if (n && s[0] == '<') s++, n--;
    if (n && s[n - 1] == '>') n--;
    if (n > 9 && !memcmp(s, "urn:uuid:", 9)) s += 9, n -= 9;
    return story_record_set(&w->record, RECORD_ID, s, n);
}

/* The record's own address and day, where the page tells none. */
static bool set_fields(warc_state *w) {
    size_t n_url, n_date;
    story_record *r = &w->record;
    const char *url = header(w, "WARC-Target-URI", &n_url);
    const char *date = header(w, "WARC-Date", &n_date);
    return set_id(w) &&
           (!story_record_is_empty(r, RECORD_URL) ||
            story_record_set(r, RECORD_URL, url, n_url)) &&
           (!story_record_is_empty(r, RECORD_DATE) || story_record_set_date(r, date, n_date));
}

static bool is_type(const char *type, size_t n_type, const char *name) {
    size_t n = strlen(name);
    return n_type >= n && !strncasecmp(type, name, n);
}

/* Make a story of a page or text in some character set. No text: none is made. */
static dg_status read_story(warc_state *w, const char *type, size_t n_type, const buffer *body,
                            dg_error *error) {
    buffer utf8 = {0};
    size_t n_name;
    bool html =
        is_type(type, n_type, "text/html") || is_type(type, n_type, "application/xhtml");
    if (!html && !is_type(type, n_type, "text/plain")) return DG_OK;
    const char *name = story_charset_of_type(type, n_type, &n_name);
    if (!name && html) name = story_charset_of_page(body->data, body->n, &n_name);
    bool ok = story_charset_decode(name, n_name, body->data, body->n, &utf8);
    dg_status status = DG_OK;
    if (ok && html)
        status = html_read_page(utf8.data, utf8.n, &w->record, error);
    else if (ok)
        ok = buffer_add(&w->record.text, utf8.data, utf8.n);
    buffer_free(&utf8);
    FORWARD(status);
    RETURN_IF(!ok, error, DG_NO_MEMORY, "out of memory");
    w->record.open = w->record.text.n > 0;
    return DG_OK;
}

static dg_status read_response(warc_state *w, dg_error *error) {
    http_response *r = &w->response;
    if (!header_is(w, "WARC-Type", "response")) {
        size_t n;
        const char *type = header(w, "Content-Type", &n);
        return read_story(w, type, n, &w->content, error);
    }
    FORWARD(http_read(w->content.data, w->content.n, HTML_MAX_PAGE, r, error));
    return r->status == 200 ? read_story(w, r->type, r->n_type, &r->body, error) : DG_OK;
}

static dg_status next_story(warc_state *w, dg_error *error) {
    do {
        FORWARD(next_record(w, error));
        story_record_begin(&w->record, w->file, 0);
        dg_status status = read_response(w, error);
        if (status != DG_OK) {
            error_at(error, w->file->path, 0, w->begin);
            return status;
        }
    } while (!w->record.open);
    RETURN_IF(!set_fields(w), error, DG_NO_MEMORY, "out of memory");
    return DG_OK;
}

static dg_status next_warc(void *state, dg_document *out, dg_error *error) {
    warc_state *w = state;
    if (!w->record.open) FORWARD(next_story(w, error));
    return story_record_next(&w->record, out, error);
}

static void close_warc(void *state) {
    warc_state *w = state;
    buffer_free(&w->headers);
    buffer_free(&w->content);
    buffer_free(&w->response.body);
    story_record_free(&w->record);
    free(w);
}

const story_kind story_kind_warc = {"warc", probe, open_warc, next_warc, close_warc};
