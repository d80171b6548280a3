/* The lines of files, one after the other, for commands over JSON Lines. */
#ifndef CLI_LINES_H
#define CLI_LINES_H

#include "cli.h"

/* Set path and n_path (0: standard input), zero the rest. */
typedef struct cli_lines {
    char **path; /* [n_path]; "-" is standard input */
    int n_path;
    int next; /* the path to open next */
    FILE *file;
    const char *name; /* of the file that is read, for messages */
    uint64_t number;  /* of the line, from 1 */
    char *line;
    uint64_t failed; /* files that could not be read, which was reported */
} cli_lines;

/* A longer line is cut: it is longer than any record may be. */
enum { CLI_MAX_LINE = (1 << 20) + 2 };

/* The next line that is not blank, without its end; false behind the last, or when memory is
 * out, which is reported. */
bool cli_lines_next(cli_lines *l, const char **line, size_t *n);
void cli_lines_free(cli_lines *l);

/* Report an error of the line that was read. */
void cli_lines_report(cli_lines *l, dg_error *error);

#endif
