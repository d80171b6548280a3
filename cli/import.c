/* dragoman import: event records into a store. */
#include <unistd.h>

#include "records.h"

static const char help[] =
    "usage: dragoman import STORE [FILE.jsonl]...\n"
    "\n"
    "Put event records, JSON Lines as \"dragoman code --to jsonl\" writes them, into a store, which\n"
    "is made where there is none. The records of a story stand together in a file, and take the\n"
    "place of what the store holds under the story's id. A record that cannot be read is told by\n"
    "its line, and the rest goes on. Without FILE, or for -, standard input is read.\n"
    "\n"
    "options:\n"
    "  --help         this text\n"
    "\n"
    "Exit status: 0; 1 when something could not be read or written (the rest is); 2 for\n"
    "a wrong call.\n";

typedef struct importing {
    dg_store *store;
    cli_records records;
    uint64_t failed;
    bool lost; /* the store cannot be written */
} importing;

static void complain(importing *in, dg_error *error) {
    cli_records_report(&in->records, error);
    in->failed++;
}

static void import_all(importing *in) {
    dg_error error;
    const char *line;
    size_t n;
    while (!in->lost && cli_records_next(&in->records, &line, &n)) {
        dg_status status = dg_store_import(in->store, line, n, &error);
        if (status != DG_OK) complain(in, &error);
        in->lost = status != DG_OK && status != DG_BAD_INPUT && status != DG_OVER_LIMIT;
    }
    if (in->lost || dg_store_commit(in->store, &error) == DG_OK) return;
    cli_report(&error);
    in->failed++;
    in->lost = true;
}

static int run_import(const char *store, char **path, int n) {
    importing in = {.records = {.path = path, .n_path = n}};
    dg_error error;
    dg_status status = dg_store_open(store, NULL, &in.store, &error);
    if (status == DG_OK) status = dg_store_begin(in.store, NULL, &error);
    if (status != DG_OK) {
        cli_report(&error);
        dg_store_close(in.store);
        return CLI_SOME_FAILED;
    }
    import_all(&in);
    if (in.lost)
        fprintf(stderr, "dragoman: %s: %llu stories committed before that\n", store,
                (unsigned long long)dg_store_done(in.store).stories);
    dg_store_close(in.store);
    cli_records_free(&in.records);
    return in.failed || in.records.failed ? CLI_SOME_FAILED : CLI_OK;
}

int cli_import(int argc, char **argv) {
    static const struct option options[] = {{"help", no_argument, NULL, 'h'},
                                            {NULL, 0, NULL, 0}};
    int status = cli_options("import", ":h", argc, argv, options, help, NULL, NULL);
    if (status != CLI_OK) return status;
    if (optind == argc) return cli_usage("import", "no STORE");
    if (optind + 1 == argc && isatty(STDIN_FILENO))
        return cli_usage("import", "no FILE to read");
    return run_import(argv[optind], argv + optind + 1, argc - optind - 1);
}
