/* A kind of input: how files of one format are told from others and read. Each is one file,
 * kind_NAME.c, and one line in the table in reader.c. */
#ifndef STORY_KIND_H
#define STORY_KIND_H

#include "dragoman.h"
#include "story/input.h"

/* Where warnings go. */
typedef struct story_warner {
    void (*warn)(void *user, const dg_error *warning); /* may be NULL */
    void *user;
} story_warner;

/* What a kind is told of the file it reads; lives until the kind is closed. */
typedef struct story_file {
    const char *path; /* for messages */
    const char *stem; /* base name without folder, extension and packing; valid UTF-8 */
    story_warner warner;
} story_file;

typedef enum story_answer { STORY_NO, STORY_YES, STORY_MORE } story_answer;

typedef struct story_kind {
    const char *name; /* in dg_reader_options.from */

    /* Whether a file beginning with these n > 0 bytes, made valid UTF-8, is of this kind. They
     * reach to the end of its first line that is not blank at least, or are STORY_PROBE, or the
     * whole file; STORY_MORE asks for more of them, and is no where there are none. */
    story_answer (*probe)(const char *bytes, size_t n);

    /* Begin to read; in stays the caller's. Errors: DG_NO_MEMORY. */
    dg_status (*open)(story_input *in, const story_file *file, void **state, dg_error *error);

    /* The next story or part of one; DG_END after the last. What out points to lives until
     * the next call. Another error than DG_NO_MEMORY concerns one record, and the next call
     * goes on behind it: each call uses up input or comes nearer to DG_END. */
    dg_status (*next)(void *state, dg_document *out, dg_error *error);

    void (*close)(void *state); /* state is not NULL */
} story_kind;

#define STORY_PROBE ((size_t)16 << 10)

extern const story_kind story_kind_text, story_kind_jsonl, story_kind_html, story_kind_csv,
    story_kind_petrarch, story_kind_feed, story_kind_warc, story_kind_lexis, story_kind_factiva;

/* Warn of something about the file at a line (0: none) or byte (DG_NO_BYTE: none). */
void story_warn(const story_file *file, uint64_t line, uint64_t byte, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#endif
