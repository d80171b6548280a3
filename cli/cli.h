/* What the subcommands share. */
#ifndef CLI_H
#define CLI_H

#include <stdio.h>

#include "dragoman.h"

/* Exit statuses, as in sysexits but few. */
enum { CLI_OK = 0, CLI_SOME_FAILED = 1, CLI_USAGE = 2 };

/* Print "dragoman: FILE:LINE: what" on standard error. */
void cli_report(const dg_error *error);

/* Print "dragoman COMMAND: message" and how to get help; returns CLI_USAGE. */
int cli_usage(const char *command, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* ---- output ---- */

/* Where a command writes: standard output, or a file that appears under its name only once
 * it is whole. */
typedef struct cli_output {
    FILE *file;
    const char *path; /* NULL: standard output */
    char *temporary;
    bool failed;
} cli_output;

bool cli_output_open(cli_output *out, const char *path);
bool cli_output_write(void *out, const char *bytes, size_t n); /* a dg_write_fn */
/* Close it, under its name if keep. False, with the reason reported, when bytes were lost. */
bool cli_output_close(cli_output *out, bool keep);

/* ---- progress ---- */

typedef struct cli_progress {
    bool shown; /* standard error is a terminal and standard output is not */
    double began, drawn;
    uint64_t sentences, words;
} cli_progress;

void cli_progress_start(cli_progress *p);
void cli_progress_step(cli_progress *p, const dg_reader *reader, const dg_story *story);
void cli_progress_clear(const cli_progress *p); /* before another line goes there */
void cli_progress_end(const cli_progress *p);

/* ---- commands ---- */

int cli_parse(int argc, char **argv);

/* Draw the sentences of a story as trees (dragoman parse --to tree). */
bool cli_draw_story(const dg_story *story, bool colour, cli_output *out);

#endif
