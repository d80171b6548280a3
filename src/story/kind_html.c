/* HTML files: one file is one page, and one story. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "story/charset.h"
#include "story/html.h"
#include "story/xml.h"

typedef struct html_state {
    const story_file *file;
    story_input *in;
    buffer bytes;
    bool done;
    dg_error failure; /* what ended the input early; DG_OK: nothing */
    story_record record;
} html_state;

static story_answer probe(const char *bytes, size_t n) {
    static const char *const roots[] = {"html", "head", "body",    "title",   "meta",
                                        "div",  "p",    "article", "section", "table"};
    const char *name;
    size_t n_name;
    story_answer answer = xml_root(bytes, n, &name, &n_name);
    if (answer != STORY_YES) return answer;
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
        if (strlen(roots[i]) == n_name && !strncasecmp(roots[i], name, n_name))
            return STORY_YES;
    return STORY_NO;
}

static dg_status open_html(story_input *in, const story_file *file, void **state,
                           dg_error *error) {
    html_state *h = calloc(1, sizeof *h);
    RETURN_IF(!h, error, DG_NO_MEMORY, "out of memory");
    h->file = file;
    h->in = in;
    *state = h;
    return DG_OK;
}

/* Read the whole file, of which no more is kept than a page may have. */
static dg_status read_file(html_state *h, dg_error *error) {
    const char *bytes;
    size_t n;
    while (story_input_peek(h->in, 1, &bytes, &n, &h->failure) == DG_OK && n > 0) {
        size_t room = h->bytes.n > HTML_MAX_PAGE ? 0 : n;
        RETURN_IF(!buffer_add(&h->bytes, bytes, room), error, DG_NO_MEMORY, "out of memory");
        story_input_take(h->in, n);
    }
    return DG_OK;
}

static dg_status read_page(html_state *h, dg_error *error) {
    buffer utf8 = {0};
    size_t n_name;
    const char *name = story_charset_of_page(h->bytes.data, h->bytes.n, &n_name);
    dg_status status = DG_NO_MEMORY;
    story_record_begin(&h->record, h->file, 1);
    bool ok = story_record_set(&h->record, RECORD_ID, h->file->stem, strlen(h->file->stem)) &&
              story_charset_decode(name, n_name, h->bytes.data, h->bytes.n, &utf8);
    if (ok)
        status = html_read_page(utf8.data, utf8.n, &h->record, error);
    else
        error_set(error, DG_NO_MEMORY, "out of memory");
    buffer_free(&utf8);
    if (status != DG_OK) error_at(error, h->file->path, 0, DG_NO_BYTE);
    h->record.open = status == DG_OK;
    return status;
}

static dg_status finish(html_state *h, dg_error *error) {
    dg_status status = h->failure.code;
    if (status == DG_OK) return DG_END;
    if (error) *error = h->failure;
    h->failure.code = DG_OK;
    return status;
}

static dg_status next_html(void *state, dg_document *out, dg_error *error) {
    html_state *h = state;
    if (!h->done) {
        h->done = true;
        FORWARD(read_file(h, error));
        FORWARD(read_page(h, error));
    }
    return h->record.open ? story_record_next(&h->record, out, error) : finish(h, error);
}

static void close_html(void *state) {
    html_state *h = state;
    buffer_free(&h->bytes);
    story_record_free(&h->record);
    free(h);
}

const story_kind story_kind_html = {"html", probe, open_html, next_html, close_html};
