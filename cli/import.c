/* dragoman import: event records into a store. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

static const char help[] =
    "usage: dragoman import STORE [FILE.jsonl]...\n"
    "\n"
    "Put event records, JSON Lines as \"dragoman code --to jsonl\" writes them, into a store, "
    "which\n"
    "is made where there is none. The records of a story stand together in a file, and take "
    "the\n"
    "place of what the store holds under the story's id. A record that cannot be read is told "
    "by\n"
    "its line, and the rest goes on. Without FILE, or for -, standard input is read.\n"
    "\n"
    "options:\n"
    "  --help         this text\n"
    "\n"
    "Exit status: 0; 1 when something could not be read or written (the rest is); 2 for\n"
    "a wrong call.\n";

/* A record longer than any that is taken is read in pieces of this size, to be passed over. */
enum { MAX_LINE = (1 << 20) + 2 };

typedef struct importing {
    dg_store *store;
    char *line; /* [MAX_LINE] */
    const char *path;
    uint64_t number; /* of the line */
    uint64_t failed;
    bool lost; /* the store cannot be written */
} importing;

static void complain(importing *in, dg_error *error) {
    if (!*error->file) {
        snprintf(error->file, sizeof error->file, "%s", in->path);
        error->line = in->number;
    }
    cli_report(error);
    in->failed++;
}

static bool is_blank(const char *s, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (!strchr(" \t\r\n", s[i]) || !s[i]) return false;
    return true;
}

static void take_line(importing *in, const char *line, size_t n) {
    dg_error error;
    if (is_blank(line, n)) return;
    dg_status status = dg_store_import(in->store, line, n, &error);
    if (status == DG_OK) return;
    complain(in, &error);
    in->lost = status != DG_BAD_INPUT && status != DG_OVER_LIMIT;
}

/* The next line, without its end; false at the file's end. One that is too long is cut, which
 * the store then says, and its rest is passed over. */
static bool next_line(importing *in, FILE *file, size_t *n) {
    int c = 0;
    for (*n = 0; (c = getc_unlocked(file)) != EOF && c != '\n';)
        if (*n < MAX_LINE) in->line[(*n)++] = (char)c;
    return c != EOF || *n > 0;
}

static void report_file(importing *in, const char *what) {
    fprintf(stderr, "dragoman: %s: %s: %s\n", in->path, what, strerror(errno));
    in->failed++;
}

static void import_file(importing *in, const char *path) {
    bool standard = !strcmp(path, "-");
    in->path = standard ? "standard input" : path;
    FILE *file = standard ? stdin : fopen(path, "rb");
    size_t n;
    if (!file) {
        report_file(in, "cannot open");
        return;
    }
    errno = 0;
    for (in->number = 1; !in->lost && next_line(in, file, &n); in->number++)
        take_line(in, in->line, n);
    if (ferror(file)) report_file(in, "cannot read");
    if (!standard) fclose(file);
}

static void import_all(importing *in, char **path, int n) {
    dg_error error;
    for (int i = 0; i < n && !in->lost; i++) import_file(in, path[i]);
    if (n == 0) import_file(in, "-");
    if (in->lost || dg_store_commit(in->store, &error) == DG_OK) return;
    cli_report(&error);
    in->failed++;
    in->lost = true;
}

static int run_import(const char *store, char **path, int n) {
    importing in = {.line = malloc(MAX_LINE)};
    dg_error error = {.code = DG_NO_MEMORY, .message = "out of memory", .byte = DG_NO_BYTE};
    dg_status status = in.line ? dg_store_open(store, NULL, &in.store, &error) : DG_NO_MEMORY;
    if (status == DG_OK) status = dg_store_begin(in.store, NULL, &error);
    if (status == DG_OK)
        import_all(&in, path, n);
    else
        complain(&in, &error);
    if (in.lost)
        fprintf(stderr, "dragoman: %s: %llu stories committed before that\n", store,
                (unsigned long long)dg_store_done(in.store).stories);
    dg_store_close(in.store);
    free(in.line);
    return in.failed ? CLI_SOME_FAILED : CLI_OK;
}

int cli_import(int argc, char **argv) {
    static const struct option options[] = {{"help", no_argument, NULL, 'h'},
                                            {NULL, 0, NULL, 0}};
    opterr = 0;
    int option = getopt_long(argc, argv, "h", options, NULL);
    if (option == 'h') return fputs(help, stdout) < 0 ? CLI_SOME_FAILED : CLI_OK;
    if (option != -1) return cli_usage("import", "unknown option %s", argv[optind - 1]);
    if (optind == argc) return cli_usage("import", "no STORE");
    if (optind + 1 == argc && isatty(STDIN_FILENO))
        return cli_usage("import", "no FILE to read");
    return run_import(argv[optind], argv + optind + 1, argc - optind - 1);
}
