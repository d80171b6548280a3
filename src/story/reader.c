/* The reader: paths in, stories out. It walks the paths, sees of what kind each file is by
 * its content, and lets that kind read it. What goes wrong with one file or record is told
 * once, and the next call goes on behind it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "story/day.h"
#include "story/kind.h"
#include "story/repair.h"
#include "story/walk.h"

/* Asked in this order; the last takes anything. */
static const story_kind *const kinds[] = {
    &story_kind_jsonl, &story_kind_warc,    &story_kind_petrarch,
    &story_kind_feed,  &story_kind_html,    &story_kind_csv,
    &story_kind_lexis, &story_kind_factiva, &story_kind_text,
};
enum { N_KIND = sizeof kinds / sizeof *kinds };

struct dg_reader {
    char **paths;
    size_t n_paths;
    const story_kind *from; /* NULL: told from the content */
    story_warner warner;
    story_walk walk;
    bool sized;
    uint64_t total, done; /* done: of the files before this one */
    story_input *in;      /* NULL: between files */
    const story_kind *kind;
    void *state;
    story_file file;
    buffer path, stem;
    char date[STORY_DAY]; /* of stories without one; "" */
};

/* ---- opening ------------------------------------------------------------------------------
 */

static dg_status take_from(dg_reader *r, const char *from, dg_error *error) {
    if (!from) return DG_OK;
    for (size_t i = 0; i < N_KIND; i++)
        if (strcmp(from, kinds[i]->name) == 0) r->from = kinds[i];
    RETURN_IF(!r->from, error, DG_BAD_ARGUMENT, "no kind of input is called \"%s\"", from);
    return DG_OK;
}

static dg_status take_paths(dg_reader *r, const char *const *paths, size_t n, dg_error *error) {
    r->paths = calloc(n ? n : 1, sizeof *r->paths);
    RETURN_IF(!r->paths, error, DG_NO_MEMORY, "out of memory");
    for (; r->n_paths < n; r->n_paths++) {
        RETURN_IF(!paths[r->n_paths], error, DG_BAD_ARGUMENT, "a path is NULL");
        r->paths[r->n_paths] = strdup(paths[r->n_paths]);
        RETURN_IF(!r->paths[r->n_paths], error, DG_NO_MEMORY, "out of memory");
    }
    r->walk.roots = (const char *const *)r->paths;
    r->walk.n_roots = n;
    return DG_OK;
}

static dg_status take_date(dg_reader *r, const char *date, dg_error *error) {
    if (!date) return DG_OK;
    RETURN_IF(!story_is_day(date), error, DG_BAD_ARGUMENT,
              "\"%s\" is no day such as 2015-11-16", date);
    strcpy(r->date, date);
    return DG_OK;
}

static dg_status set_up(dg_reader *r, const char *const *paths, size_t n,
                        const dg_reader_options *options, dg_error *error) {
    if (options) {
        r->warner = r->walk.warner = (story_warner){options->warn, options->user};
        FORWARD(take_date(r, options->date, error));
        FORWARD(take_from(r, options->from, error));
    }
    return take_paths(r, paths, n, error);
}

dg_status dg_reader_open(const char *const *paths, size_t n, const dg_reader_options *options,
                         dg_reader **out, dg_error *error) {
    RETURN_IF(!paths && n, error, DG_BAD_ARGUMENT, "no paths");
    dg_reader *r = calloc(1, sizeof *r);
    RETURN_IF(!r, error, DG_NO_MEMORY, "out of memory");
    dg_status status = set_up(r, paths, n, options, error);
    if (status != DG_OK) {
        dg_reader_close(r);
        return status;
    }
    *out = r;
    return DG_OK;
}

/* ---- files --------------------------------------------------------------------------------
 */

static void close_file(dg_reader *r) {
    if (r->state) r->kind->close(r->state);
    r->state = NULL;
    if (r->in) r->done += story_input_done(r->in);
    story_input_close(r->in);
    r->in = NULL;
}

/* Length of name without the last suffix when that is ".gz" or ".zst". */
static size_t without_packing(const char *name, size_t n) {
    if (n > 3 && memcmp(name + n - 3, ".gz", 3) == 0) return n - 3;
    if (n > 4 && memcmp(name + n - 4, ".zst", 4) == 0) return n - 4;
    return n;
}

/* Length of name without its extension: a full stop, a letter and up to 7 letters or digits,
 * so that "U.S. envoy" and "story.12" keep their ends. */
static size_t without_extension(const char *name, size_t n) {
    enum { LONGEST_EXTENSION = 8 };
    size_t dot = n;
    while (dot > 0 && name[dot - 1] != '.') {
        unsigned char c = (unsigned char)(name[dot - 1] | 0x20);
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9' && name[dot - 1] == c)) return n;
        dot--;
    }
    bool extension = dot > 1 && dot < n && n - dot <= LONGEST_EXTENSION && name[dot] >= 'A';
    return extension ? dot - 1 : n;
}

/* Name the file: its path, and what its stories are called. */
static dg_status name_file(dg_reader *r, const char *path, dg_error *error) {
    bool standard = strcmp(path, "-") == 0;
    const char *name = standard ? "stdin" : path;
    const char *slash = strrchr(name, '/');
    const char *base = slash && slash[1] ? slash + 1 : name;
    size_t n = without_extension(base, without_packing(base, strlen(base)));
    story_repair repair = {.encoding = STORY_UTF8}; /* names may be any bytes */
    r->path.n = r->stem.n = 0;
    bool ok = buffer_add_string(&r->path, name) && buffer_end(&r->path) &&
              story_repair_add(&repair, base, n, true, &r->stem) != STORY_REPAIR_FAILED &&
              buffer_end(&r->stem);
    RETURN_IF(!ok, error, DG_NO_MEMORY, "out of memory");
    r->file = (story_file){r->path.data, r->stem.data, r->warner};
    return DG_OK;
}

static bool has_line(const char *bytes, size_t n) {
    size_t i = 0;
    while (i < n && bytes[i] && strchr(" \t\r\n", bytes[i])) i++;
    return i < n && memchr(bytes + i, '\n', n - i);
}

/* Ask each kind about the file's first bytes. NULL when one of them needs more of them. */
static const story_kind *ask_kinds(const char *bytes, size_t n, bool all) {
    for (size_t i = 0; i + 1 < N_KIND; i++) {
        story_answer answer = kinds[i]->probe(bytes, n);
        if (answer == STORY_YES) return kinds[i];
        if (answer == STORY_MORE && !all) return NULL;
    }
    return kinds[N_KIND - 1];
}

/* Make the first bytes valid UTF-8 and ask. */
static dg_status tell_kind(dg_reader *r, const char *bytes, size_t n, bool all,
                           dg_error *error) {
    story_repair repair = {0};
    buffer sample = {0};
    size_t most = n < STORY_PROBE ? n : STORY_PROBE;
    bool ok = story_repair_add(&repair, bytes, most, all, &sample) != STORY_REPAIR_FAILED;
    r->kind = NULL;
    if (ok && sample.n)
        r->kind = ask_kinds(sample.data, sample.n, all);
    else if (all)
        r->kind = kinds[N_KIND - 1];
    buffer_free(&sample);
    return ok ? DG_OK : error_set(error, DG_NO_MEMORY, "out of memory");
}

/* See of what kind the file is: NULL for an empty file. It waits for the first line and no
 * longer than a kind needs, since standard input may be a person or a feed. */
static dg_status see_kind(dg_reader *r, dg_error *error) {
    const char *bytes;
    size_t n = 0, want;
    r->kind = NULL;
    do {
        want = n + 1;
        FORWARD(story_input_peek(r->in, want, &bytes, &n, error));
        if (n == 0) return DG_OK;
        bool all = n < want || n >= STORY_PROBE;
        if (r->from)
            r->kind = r->from;
        else if (all || has_line(bytes, n))
            FORWARD(tell_kind(r, bytes, n, all, error));
    } while (!r->kind);
    return DG_OK;
}

/* Open the next file that is not empty. DG_END after the last. */
static dg_status open_file(dg_reader *r, dg_error *error) {
    const char *path;
    uint64_t size;
    for (;; close_file(r)) {
        FORWARD(story_walk_next(&r->walk, &path, &size, error));
        FORWARD(name_file(r, path, error));
        FORWARD(story_input_open(path, &r->in, error));
        FORWARD(see_kind(r, error));
        if (r->kind) return r->kind->open(r->in, &r->file, &r->state, error);
        story_warn(&r->file, 0, DG_NO_BYTE, "an empty file");
    }
}

/* Add up the sizes of all files, by a walk of its own. */
static void find_total(dg_reader *r) {
    story_walk w = {.roots = r->walk.roots, .n_roots = r->walk.n_roots};
    const char *path;
    uint64_t size;
    dg_status status;
    bool known = true;
    while ((status = story_walk_next(&w, &path, &size, NULL)) == DG_OK || status == DG_IO) {
        if (status == DG_IO) continue;
        known = known && size != STORY_UNKNOWN_SIZE;
        r->total += size;
    }
    if (!known || status != DG_END) r->total = 0;
    r->sized = true;
    story_walk_free(&w);
}

/* ---- reading ------------------------------------------------------------------------------
 */

dg_status dg_reader_next(dg_reader *reader, dg_document *out, dg_error *error) {
    dg_reader *r = reader;
    dg_status status = DG_END;
    if (!r->sized) find_total(r);
    memset(out, 0, sizeof *out);
    while (status == DG_END) {
        if (!r->state) {
            close_file(r); /* one that could not be begun */
            status = open_file(r, error);
            if (status != DG_OK) return status;
        }
        status = r->kind->next(r->state, out, error);
        if (status == DG_END || status == DG_NO_MEMORY) close_file(r);
    }
    if (status != DG_OK)
        memset(out, 0, sizeof *out);
    else if (*r->date && (!out->date || !*out->date))
        out->date = r->date;
    return status;
}

void dg_reader_progress(const dg_reader *reader, uint64_t *done, uint64_t *total) {
    *done = reader->done + (reader->in ? story_input_done(reader->in) : 0);
    *total = reader->total;
}

void dg_reader_close(dg_reader *reader) {
    if (!reader) return;
    close_file(reader);
    story_walk_free(&reader->walk);
    for (size_t i = 0; i < reader->n_paths; i++) free(reader->paths[i]);
    free(reader->paths);
    buffer_free(&reader->path);
    buffer_free(&reader->stem);
    free(reader);
}
