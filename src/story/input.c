/* Reading and unpacking, 64 KiB at a time.
 *
 * The stream is a chain of two windows: raw bytes as the system gives them, and unpacked
 * ones that the caller looks at. A step function takes from the first and adds to the
 * second; plain, gzip and zstd differ in that function alone. `open` says that a member or
 * frame has begun and not ended, so that an end of file is an end or a cut. */
#include "story/input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include "base/error.h"

/* So much may come out of however little. */
#define FREELY_UNPACKED ((uint64_t)64 << 20)

typedef dg_status step_fn(story_input *in, dg_error *error);

struct story_input {
    char *name;
    int fd; /* -1: memory */
    const char *memory;
    size_t n_memory, step_size;
    uint64_t done, unpacked; /* raw bytes read; bytes that came out of them */
    size_t raw_at, raw_n;
    size_t at, n;  /* what of `window` is not yet taken: [at, n) */
    step_fn *step; /* NULL until the first bytes are seen */
    bool raw_end, open, end;
    bool has_gzip;
    z_stream gzip;
    ZSTD_DCtx *zstd;
    dg_error failure; /* what ended the input early; DG_OK: nothing */
    unsigned char raw[STORY_INPUT_CHUNK];
    char window[STORY_INPUT_CHUNK];
};

/* ---- opening --------------------------------------------------------------------------- */

static story_input *new_input(const char *name) {
    story_input *in = malloc(sizeof *in);
    if (!in) return NULL;
    memset(in, 0, offsetof(story_input, raw));
    in->fd = -1;
    in->name = strdup(name);
    if (in->name) return in;
    free(in);
    return NULL;
}

dg_status story_input_open(const char *path, story_input **out, dg_error *error) {
    bool standard = strcmp(path, "-") == 0;
    story_input *in = new_input(standard ? "stdin" : path);
    RETURN_IF(!in, error, DG_NO_MEMORY, "out of memory");
    in->fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (in->fd < 0) {
        error_system(error, DG_IO, "cannot open");
        error_at(error, path, 0, DG_NO_BYTE);
        story_input_close(in);
        return DG_IO;
    }
    *out = in;
    return DG_OK;
}

dg_status story_input_memory(const char *name, const void *bytes, size_t n, size_t step,
                             story_input **out, dg_error *error) {
    story_input *in = new_input(name);
    RETURN_IF(!in, error, DG_NO_MEMORY, "out of memory");
    in->memory = bytes;
    in->n_memory = n;
    in->step_size = step ? step : n;
    *out = in;
    return DG_OK;
}

void story_input_close(story_input *in) {
    if (!in) return;
    if (in->fd > STDIN_FILENO) close(in->fd);
    if (in->has_gzip) inflateEnd(&in->gzip);
    ZSTD_freeDCtx(in->zstd);
    free(in->name);
    free(in);
}

/* ---- raw bytes --------------------------------------------------------------------------- */

static ssize_t read_memory(story_input *in, void *out, size_t room) {
    size_t n = in->n_memory < in->step_size ? in->n_memory : in->step_size;
    if (n > room) n = room;
    if (n == 0) return 0;
    memcpy(out, in->memory, n);
    in->memory += n;
    in->n_memory -= n;
    return (ssize_t)n;
}

static ssize_t read_file(int fd, void *out, size_t room) {
    ssize_t n;
    do n = read(fd, out, room);
    while (n < 0 && errno == EINTR);
    return n;
}

/* One read behind what is there. */
static dg_status add_raw(story_input *in, dg_error *error) {
    unsigned char *to = in->raw + in->raw_n;
    size_t room = sizeof in->raw - in->raw_n;
    ssize_t n = in->fd < 0 ? read_memory(in, to, room) : read_file(in->fd, to, room);
    if (n < 0) {
        error_system(error, DG_IO, "cannot read");
        error_at(error, in->name, 0, in->done);
        return DG_IO;
    }
    in->raw_n += (size_t)n;
    in->done += (uint64_t)n;
    in->raw_end = n == 0;
    return DG_OK;
}

/* Raw bytes are there, or the end is known. */
static dg_status need_raw(story_input *in, dg_error *error) {
    if (in->raw_at < in->raw_n || in->raw_end) return DG_OK;
    in->raw_at = in->raw_n = 0;
    return add_raw(in, error);
}

/* An error at the raw byte that comes next. */
static dg_status damaged(story_input *in, const char *packer, const char *why,
                         dg_error *error) {
    error_set(error, DG_BAD_INPUT, "%s data %s", packer, why);
    error_at(error, in->name, 0, in->done - (in->raw_n - in->raw_at));
    return DG_BAD_INPUT;
}

/* ---- the three steps ----------------------------------------------------------------------
 */

static dg_status step_plain(story_input *in, dg_error *error) {
    (void)error;
    size_t n = in->raw_n - in->raw_at, room = sizeof in->window - in->n;
    if (n > room) n = room;
    memcpy(in->window + in->n, in->raw + in->raw_at, n);
    in->raw_at += n;
    in->n += n;
    in->open = false;
    return DG_OK;
}

static dg_status step_gzip(story_input *in, dg_error *error) {
    z_stream *z = &in->gzip;
    z->next_in = in->raw + in->raw_at;
    z->avail_in = (uInt)(in->raw_n - in->raw_at);
    z->next_out = (Bytef *)(in->window + in->n);
    z->avail_out = (uInt)(sizeof in->window - in->n);
    int code = inflate(z, Z_NO_FLUSH);
    in->raw_at = in->raw_n - z->avail_in;
    in->n = sizeof in->window - z->avail_out;
    switch (code) {
    case Z_STREAM_END:
        in->open = false;
        inflateReset(z);
        return DG_OK;
    case Z_OK:
    case Z_BUF_ERROR: /* nothing to do without more input */
        return DG_OK;
    case Z_MEM_ERROR:
        return error_set(error, DG_NO_MEMORY, "out of memory");
    default:
        return damaged(in, "gzip", z->msg ? z->msg : "is damaged", error);
    }
}

static dg_status step_zstd(story_input *in, dg_error *error) {
    ZSTD_inBuffer from = {in->raw, in->raw_n, in->raw_at};
    ZSTD_outBuffer to = {in->window, sizeof in->window, in->n};
    size_t code = ZSTD_decompressStream(in->zstd, &to, &from);
    in->raw_at = from.pos;
    in->n = to.pos;
    if (code == 0) in->open = false;
    if (!ZSTD_isError(code)) return DG_OK;
    RETURN_IF(ZSTD_getErrorCode(code) == ZSTD_error_memory_allocation, error, DG_NO_MEMORY,
              "out of memory");
    return damaged(in, "zstd", ZSTD_getErrorName(code), error);
}

/* ---- choosing the step ---------------------------------------------------------------------
 */

enum { MAGIC = 4 };

static bool is_gzip(const unsigned char *b, size_t n) {
    return n >= 3 && b[0] == 0x1F && b[1] == 0x8B && b[2] == 8;
}

/* A frame, or a skippable one, with which packers of several threads begin. */
static bool is_zstd(const unsigned char *b, size_t n) {
    if (n < MAGIC) return false;
    if (b[0] == 0x28 && b[1] == 0xB5 && b[2] == 0x2F && b[3] == 0xFD) return true;
    return (b[0] & 0xF0) == 0x50 && b[1] == 0x2A && b[2] == 0x4D && b[3] == 0x18;
}

static dg_status start_gzip(story_input *in, dg_error *error) {
    enum { LARGEST_WINDOW = 15, GZIP_ONLY = 16 };
    RETURN_IF(inflateInit2(&in->gzip, LARGEST_WINDOW + GZIP_ONLY) != Z_OK, error, DG_NO_MEMORY,
              "out of memory");
    in->has_gzip = true;
    in->step = step_gzip;
    return DG_OK;
}

static dg_status start_zstd(story_input *in, dg_error *error) {
    in->zstd = ZSTD_createDCtx();
    RETURN_IF(!in->zstd, error, DG_NO_MEMORY, "out of memory");
    in->step = step_zstd;
    return DG_OK;
}

static dg_status choose_step(story_input *in, dg_error *error) {
    while (in->raw_n < MAGIC && !in->raw_end) FORWARD(add_raw(in, error));
    if (is_gzip(in->raw, in->raw_n)) return start_gzip(in, error);
    if (is_zstd(in->raw, in->raw_n)) return start_zstd(in, error);
    in->step = step_plain;
    return DG_OK;
}

/* ---- the window ----------------------------------------------------------------------------
 */

static void make_room(story_input *in) {
    if (in->at == 0) return;
    memmove(in->window, in->window + in->at, in->n - in->at);
    in->n -= in->at;
    in->at = 0;
}

/* At least one more unpacked byte, or the end. */
static dg_status unpack(story_input *in, dg_error *error) {
    if (!in->step) FORWARD(choose_step(in, error));
    make_room(in);
    for (size_t before = in->n;;) {
        FORWARD(need_raw(in, error));
        bool dry = in->raw_at == in->raw_n;
        if (dry && !in->open) {
            in->end = true;
            return DG_OK;
        }
        in->open = true;
        FORWARD(in->step(in, error));
        in->unpacked += in->n - before;
        if (in->unpacked > FREELY_UNPACKED && in->unpacked / STORY_MAX_RATIO > in->done)
            return damaged(in, in->zstd ? "zstd" : "gzip", "unpacks to too much", error);
        if (in->n > before) return DG_OK;
        if (dry && in->open)
            return damaged(in, in->zstd ? "zstd" : "gzip", "is cut short", error);
    }
}

dg_status story_input_peek(story_input *in, size_t want, const char **bytes, size_t *n,
                           dg_error *error) {
    while (in->n - in->at < want && !in->end)
        if (unpack(in, &in->failure) != DG_OK) in->end = true;
    *bytes = in->window + in->at;
    *n = in->n - in->at;
    if (*n > 0 || in->failure.code == DG_OK) return DG_OK;
    if (error) *error = in->failure;
    return in->failure.code;
}

void story_input_take(story_input *in, size_t n) {
    in->at += n;
}

uint64_t story_input_done(const story_input *in) {
    return in->done;
}
