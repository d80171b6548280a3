/* The formats events are written in: one table, from which names, help, headers and writers
 * come. */
#include "record/formats.h"

#include <assert.h>
#include <string.h>

#include "base/error.h"
#include "record/layout.h"

typedef struct record_format {
    const char *name, *about;
    bool header;                 /* written by default: the layout's own files have one */
    const record_layout *layout; /* NULL: `write` writes it */
    dg_status (*write)(const dg_story *story, dg_write_fn write, void *user, dg_error *error);
} record_format;

static const record_format formats[DG_FORMATS] = {
    [DG_FORMAT_JSONL] = {"jsonl", "the whole record, one JSON object a line", false, NULL,
                         dg_write_events_json},
    [DG_FORMAT_PLOVER] = {"plover", "PLOVER's JSON fields (manual 0.8), one object a line",
                          false, NULL, event_write_plover},
    [DG_FORMAT_CSV] = {"csv", "a row for each pair of actor and recipient", true, &layout_csv,
                       NULL},
    [DG_FORMAT_TSV] = {"tsv", "the same, parted by tabs", true, &layout_tsv, NULL},
    [DG_FORMAT_PHOENIX] = {"phoenix", "Phoenix, 26 columns", false, &layout_phoenix, NULL},
    [DG_FORMAT_ICEWS] = {"icews", "ICEWS, 20 columns", true, &layout_icews, NULL},
    [DG_FORMAT_POLECAT] = {"polecat", "POLECAT, 40 columns", true, &layout_polecat, NULL},
    [DG_FORMAT_GDELT] = {"gdelt", "GDELT 2.0 events, 61 columns", false, &layout_gdelt, NULL},
};

static const record_format *known(dg_format format) {
    return (unsigned)format < DG_FORMATS ? &formats[format] : NULL;
}

dg_format dg_format_named(const char *name) {
    int format = 0;
    while (format < DG_FORMATS && strcmp(formats[format].name, name)) format++;
    return (dg_format)format;
}

const char *dg_format_name(dg_format format) {
    return known(format) ? formats[format].name : NULL;
}

const char *dg_format_about(dg_format format) {
    return known(format) ? formats[format].about : NULL;
}

bool dg_format_has_header(dg_format format) {
    return known(format) && formats[format].header;
}

const char *const *dg_format_columns(dg_format format, size_t *n) {
    const record_layout *layout = known(format) ? formats[format].layout : NULL;
    *n = layout ? layout->n_column : 0;
    return layout ? layout->column : NULL;
}

/* ---- rows -------------------------------------------------------------------------------- */

typedef struct row_writer {
    const record_layout *layout;
    row row;
    dg_write_fn write;
    void *user;
} row_writer;

static row_writer begin(const record_layout *layout, dg_write_fn write, void *user) {
    row r = {
        .delimiter = layout->delimiter, .quoting = layout->quoting, .missing = layout->missing};
    return (row_writer){layout, r, write, user};
}

/* Write the row that was filled. */
static dg_status put(row_writer *w, dg_error *error) {
    assert(w->row.n == w->layout->n_column);
    RETURN_IF(!row_end(&w->row), error, DG_NO_MEMORY, "out of memory");
    RETURN_IF(!w->write(w->user, w->row.out.data, w->row.out.n), error, DG_IO, "cannot write");
    w->row.out.n = 0;
    return DG_OK;
}

static dg_status put_event(row_writer *w, const event_view *v, dg_error *error) {
    event_dyad dyad = {0};
    bool begun = false;
    if (!w->layout->pairs) {
        w->layout->add(&w->row, v, NULL);
        return put(w, error);
    }
    while (event_next_dyad(v, &dyad, &begun)) {
        w->layout->add(&w->row, v, &dyad);
        FORWARD(put(w, error));
    }
    return DG_OK;
}

static dg_status write_rows(const record_layout *layout, const dg_story *story,
                            dg_write_fn write, void *user, dg_error *error) {
    row_writer w = begin(layout, write, user);
    event_view v = {0};
    dg_status status = DG_OK;
    for (uint32_t i = 0; i < story->n_event && status == DG_OK; i++) {
        const dg_event *e = &story->event[i];
        if (e->left_out || (!layout->every_status && strcmp(e->status, "actual"))) continue;
        if (event_view_set(&v, story, i))
            status = put_event(&w, &v, error);
        else
            status = error_set(error, DG_NO_MEMORY, "out of memory");
    }
    buffer_free(&w.row.out);
    event_view_free(&v);
    return status;
}

dg_status dg_write_events(const dg_story *story, dg_format format, dg_write_fn write,
                          void *user, dg_error *error) {
    const record_format *f = known(format);
    RETURN_IF(!f, error, DG_BAD_ARGUMENT, "no format has the number %d", (int)format);
    if (f->layout) return write_rows(f->layout, story, write, user, error);
    return f->write(story, write, user, error);
}

dg_status dg_write_header(dg_format format, dg_write_fn write, void *user, dg_error *error) {
    const record_format *f = known(format);
    RETURN_IF(!f, error, DG_BAD_ARGUMENT, "no format has the number %d", (int)format);
    if (!f->layout) return DG_OK;
    row_writer w = begin(f->layout, write, user);
    for (size_t i = 0; i < f->layout->n_column; i++) row_text(&w.row, f->layout->column[i]);
    dg_status status = put(&w, error);
    buffer_free(&w.row.out);
    return status;
}
