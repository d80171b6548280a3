/* The records in files of JSON Lines, one after the other. */
#ifndef CLI_RECORDS_H
#define CLI_RECORDS_H

#include "cli.h"

/* Set path and n_path (0: standard input), zero the rest. */
typedef struct cli_records {
    char **path; /* [n_path]; "-" is standard input */
    int n_path;
    int next; /* the path to open next */
    FILE *file;
    const char *name; /* of the file that is read, for messages */
    uint64_t number;  /* of the line, from 1 */
    char *line;
    uint64_t failed; /* files that could not be read, which was reported */
} cli_records;

/* A longer line is cut: it is longer than any record may be. */
enum { CLI_MAX_RECORD = (1 << 20) + 2 };

/* The next line that is not blank, without its end; false behind the last, or when memory is
 * out, which is reported. */
bool cli_records_next(cli_records *l, const char **line, size_t *n);
void cli_records_free(cli_records *l);

/* A cli_stories.next whose run's `user` is a cli_records: the next line as a document's text, which
 * lives until the next call. Errors: DG_END, DG_OVER_LIMIT. */
dg_status cli_records_document(cli_stories *run, dg_document *out, dg_error *error);

/* Report an error of the line that was read. */
void cli_records_report(cli_records *l, dg_error *error);

#endif
