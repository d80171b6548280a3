/* Options: reading them, and those that all commands over stories take. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

enum { MOST_WORKERS = 1024 };

static bool add_path(const char ***list, size_t *n, const char *path) {
    const char **more = realloc(*list, (*n + 1) * sizeof *more);
    if (!more) {
        fputs("dragoman: out of memory\n", stderr);
        return false;
    }
    more[(*n)++] = path;
    *list = more;
    return true;
}

/* A whole number of at least `least`; false, with the reason told, for anything else. */
static bool take_number(const cli_stories *run, const char *name, uint64_t least, uint64_t most,
                        uint64_t *out) {
    char *end;
    errno = 0;
    unsigned long long n = strtoull(optarg, &end, 10);
    if (*optarg >= '0' && *optarg <= '9' && !*end && !errno && n >= least && n <= most) {
        *out = n;
        return true;
    }
    cli_usage(run->command, "%s takes a whole number from %" PRIu64 ", not \"%s\"", name, least,
              optarg);
    return false;
}

static int take_workers(cli_stories *run) {
    uint64_t n;
    if (!take_number(run, "-j", 1, MOST_WORKERS, &n)) return CLI_USAGE;
    run->workers = (unsigned)n;
    return CLI_OK;
}

static int take_errors(cli_stories *run) {
    run->errors_inline = !strcmp(optarg, "inline");
    if (run->errors_inline || !strcmp(optarg, "stderr")) return CLI_OK;
    return cli_usage(run->command, "--errors takes stderr or inline, not \"%s\"", optarg);
}

/* Those of CLI_RUN_OPTIONS; -1 for others. */
static int take_run_option(cli_stories *run, int option) {
    switch (option) {
    case 'j':
        return take_workers(run);
    case CLI_SKIP:
        return take_number(run, "--skip", 0, UINT64_MAX, &run->skip) ? CLI_OK : CLI_USAGE;
    case CLI_FAIL_FAST:
        run->fail_fast = true;
        return CLI_OK;
    case CLI_LINE_BUFFERED:
        run->line_buffered = true;
        return CLI_OK;
    case CLI_ERRORS:
        return take_errors(run);
    default:
        return -1;
    }
}

static int take_common(cli_stories *run, int option) {
    switch (option) {
    case CLI_FROM:
        run->reader_options.from = optarg;
        return CLI_OK;
    case CLI_DATE:
        run->reader_options.date = optarg;
        return CLI_OK;
    case CLI_DATA:
        run->engine_options.data = optarg;
        return CLI_OK;
    case CLI_CPU:
        run->engine_options.cpu = optarg;
        return CLI_OK;
    case CLI_FRAMES:
        return add_path(&run->frames, &run->n_frames, optarg) ? CLI_OK : CLI_SOME_FAILED;
    case CLI_ACTORS:
        return add_path(&run->actors, &run->n_actors, optarg) ? CLI_OK : CLI_SOME_FAILED;
    case 'o':
        run->output = optarg;
        return CLI_OK;
    default:
        return take_run_option(run, option);
    }
}

int cli_options(const char *command, const char *letters, int argc, char **argv,
                const struct option *options, const char *help,
                int (*take)(void *user, int option), void *user) {
    opterr = 0;
    for (int option; (option = getopt_long(argc, argv, letters, options, NULL)) != -1;) {
        const char *word = argv[optind - 1];
        if (option == 'h') exit(fputs(help, stdout) < 0 ? CLI_SOME_FAILED : CLI_OK);
        int taken = option == ':'   ? cli_usage(command, "%s needs a value", word)
                    : option == '?' ? cli_usage(command, "unknown option %s", word)
                                    : take(user, option);
        if (taken != CLI_OK) return taken;
    }
    return CLI_OK;
}

/* A command over stories and what it does with its own options. */
typedef struct story_options {
    cli_stories *run;
    int (*take)(cli_stories *run, int option);
} story_options;

static int take_story_option(void *user, int option) {
    const story_options *o = user;
    int taken = take_common(o->run, option);
    return taken == -1 ? o->take(o->run, option) : taken;
}

int cli_stories_options(cli_stories *run, int argc, char **argv, const struct option *options,
                        const char *help, int (*take)(cli_stories *run, int option)) {
    story_options own = {run, take};
    const char *letters = run->read || run->next ? ":o:hj:" : ":o:h";
    int status =
        cli_options(run->command, letters, argc, argv, options, help, take_story_option, &own);
    if (status != CLI_OK) cli_stories_drop_options(run);
    return status;
}
