/* Standard input line by line, in bounded memory. */
#include <errno.h>
#include <string.h>

#include "cli.h"

static const char name[] = "standard input";

static dg_status refuse(const cli_lines *l, dg_status code, const char *what, dg_error *error) {
    *error = (dg_error){.code = code, .line = l->line, .byte = DG_NO_BYTE};
    snprintf(error->message, sizeof error->message, "%s", what);
    memcpy(error->file, name, sizeof name);
    return code;
}

/* Read to the line's end, keeping what there is room for. False when memory is out. */
static bool read_line(cli_lines *l, bool *long_one, bool *end) {
    int c;
    bool ok = true;
    l->text.n = 0;
    *long_one = false;
    while (ok && (c = getc_unlocked(stdin)) != EOF && c != '\n') {
        char byte = (char)c;
        *long_one = *long_one || l->text.n == CLI_MAX_LINE;
        if (!*long_one) ok = cli_text_write(&l->text, &byte, 1);
    }
    *end = ok && c == EOF;
    return ok;
}

dg_status cli_lines_next(cli_stories *run, dg_document *out, dg_error *error) {
    cli_lines *l = run->user;
    bool long_one, end = false;
    memset(out, 0, sizeof *out);
    do {
        l->line++;
        if (end && ferror(stdin) && !l->failed) {
            l->failed = true;
            return refuse(l, DG_IO, strerror(errno), error);
        }
        if (end) return DG_END;
        if (!read_line(l, &long_one, &end))
            return refuse(l, DG_NO_MEMORY, "out of memory", error);
    } while (l->text.n == 0);
    if (long_one)
        return refuse(l, DG_OVER_LIMIT, "a line of more than 2 MiB, passed over", error);
    out->text = l->text.data;
    out->n_text = l->text.n;
    out->file = name;
    out->line = l->line;
    return DG_OK;
}
