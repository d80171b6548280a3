/* Files, folders and pipes of any kind to events as JSON Lines, past what cannot be read.
 *
 *   read_files PATH...     "-" is standard input */
#include <stdio.h>

#include "dragoman.h"

static void print_error(const dg_error *error) {
    char text[512];
    dg_error_format(error, text, sizeof text);
    fprintf(stderr, "%s\n", text);
}

static void see_warning(void *user, const dg_error *warning) {
    (void)user;
    print_error(warning);
}

static bool write_out(void *user, const char *bytes, size_t n) {
    return fwrite(bytes, 1, n, user) == n;
}

/* All stories of the reader. Returns how many could not be read or written. */
static unsigned long code_all(dg_reader *reader, dg_context *context) {
    dg_document document;
    dg_error error;
    unsigned long failed = 0;
    for (dg_status status; (status = dg_reader_next(reader, &document, &error)) != DG_END;) {
        const dg_story *story;
        if (status == DG_OK) status = dg_code(context, &document, &story, &error);
        if (status == DG_OK) status = dg_write_events_json(story, write_out, stdout, &error);
        if (status == DG_OK) continue;
        print_error(&error);
        failed++;
        if (status == DG_NO_MEMORY || ferror(stdout)) break; /* the next would fail as well */
    }
    return failed;
}

int main(int argc, char **argv) {
    dg_engine *engine = NULL;
    dg_context *context = NULL;
    dg_reader *reader = NULL;
    dg_error error;
    dg_reader_options options = {.warn = see_warning};
    unsigned long failed = 1;
    if (dg_engine_open(NULL, &engine, &error) != DG_OK ||
        dg_context_new(engine, &context, &error) != DG_OK ||
        dg_reader_open((const char *const *)argv + 1, (size_t)argc - 1, &options, &reader,
                       &error) != DG_OK)
        print_error(&error);
    else
        failed = code_all(reader, context);
    if (fflush(stdout) != 0) failed++;
    dg_reader_close(reader);
    dg_context_free(context);
    dg_engine_close(engine);
    return failed ? 1 : 0;
}
