/* Records of files. */
#include "records.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static void report_file(cli_records *l, const char *what) {
    fprintf(stderr, "dragoman: %s: %s: %s\n", l->name, what, strerror(errno));
    l->failed++;
}

static void close_file(cli_records *l) {
    if (ferror(l->file)) report_file(l, "cannot read");
    if (l->file != stdin) fclose(l->file);
    l->file = NULL;
}

/* The next file that can be opened; false behind the last. */
static bool open_next(cli_records *l) {
    static char standard[] = "-";
    char *standard_input[] = {standard};
    int n = l->n_path ? l->n_path : 1;
    while (!l->file && l->next < n) {
        const char *path = (l->n_path ? l->path : standard_input)[l->next++];
        bool is_standard = !strcmp(path, "-");
        l->name = is_standard ? "standard input" : path;
        l->file = is_standard ? stdin : fopen(path, "rb");
        l->number = 0;
        if (!l->file) report_file(l, "cannot open");
    }
    return l->file;
}

/* A line without its end; false at the file's end. */
static bool read_line(cli_records *l, size_t *n) {
    int c = 0;
    errno = 0;
    for (*n = 0; (c = getc_unlocked(l->file)) != EOF && c != '\n';)
        if (*n < CLI_MAX_RECORD) l->line[(*n)++] = (char)c;
    l->number++;
    return c != EOF || *n > 0;
}

static bool is_blank(const char *s, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (!strchr(" \t\r", s[i]) || !s[i]) return false;
    return true;
}

bool cli_records_next(cli_records *l, const char **line, size_t *n) {
    if (!l->line && !(l->line = malloc(CLI_MAX_RECORD))) {
        fputs("dragoman: out of memory\n", stderr);
        l->failed++;
        return false;
    }
    while (open_next(l)) {
        if (!read_line(l, n)) {
            close_file(l);
            continue;
        }
        if (is_blank(l->line, *n)) continue;
        *line = l->line;
        return true;
    }
    return false;
}

void cli_records_free(cli_records *l) {
    if (l->file) close_file(l);
    free(l->line);
    l->line = NULL;
}

dg_status cli_records_document(cli_stories *run, dg_document *out, dg_error *error) {
    cli_records *l = run->user;
    *out = (dg_document){0};
    if (!cli_records_next(l, &out->text, &out->n_text)) return DG_END;
    out->file = l->name;
    out->line = l->number;
    if (out->n_text < CLI_MAX_RECORD) return DG_OK;
    *error = (dg_error){.code = DG_OVER_LIMIT, .line = l->number, .byte = DG_NO_BYTE};
    snprintf(error->file, sizeof error->file, "%s", l->name);
    snprintf(error->message, sizeof error->message, "a line of more than 1 MiB, passed over");
    return error->code;
}

void cli_records_report(cli_records *l, dg_error *error) {
    if (!*error->file) {
        snprintf(error->file, sizeof error->file, "%s", l->name);
        error->line = l->number;
    }
    cli_report(error);
}
