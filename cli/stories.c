/* What every command over stories does: options, engine, reader, output, progress, and going
 * on behind a story that failed. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

static void warn(void *user, const dg_error *warning) {
    char text[512];
    cli_stories *run = user;
    dg_error_format(warning, text, sizeof text);
    cli_progress_clear(&run->progress);
    fprintf(stderr, "dragoman: warning: %s\n", text);
}

void cli_stories_report(cli_stories *run, const dg_error *error) {
    cli_progress_clear(&run->progress);
    cli_report(error);
    run->failed++;
}

/* A mistake in the user's own data: the rest of it is used, but the run has failed. */
static void report_own_data(void *user, const dg_error *error) {
    cli_stories_report(user, error);
}

void cli_stories_warn_of_cuts(cli_stories *run, const dg_document *document,
                              const dg_story *story) {
    if (!story->cut_sentences && !story->cut_tokens) return;
    cli_progress_clear(&run->progress);
    fprintf(stderr,
            "dragoman: warning: %s: %u sentence%s of more than %d words and %u token%s of more "
            "than %d bytes were cut\n",
            document->file ? document->file : document->id, story->cut_sentences,
            story->cut_sentences == 1 ? "" : "s", DG_MAX_SENTENCE, story->cut_tokens,
            story->cut_tokens == 1 ? "" : "s", DG_MAX_TOKEN);
}

dg_status cli_stories_open_engine(cli_stories *run, dg_error *error) {
    run->engine_options.warn = report_own_data;
    run->engine_options.user = run;
    run->engine_options.actors = run->actors;
    run->engine_options.n_actors = run->n_actors;
    run->engine_options.frames = run->frames;
    run->engine_options.n_frames = run->n_frames;
    dg_status status = dg_engine_open(&run->engine_options, &run->engine, error);
    if (status == DG_OK) status = dg_context_new(run->engine, &run->context, error);
    return status;
}

static void free_lists(cli_stories *run) {
    free(run->actors);
    free(run->frames);
}

void cli_stories_close(cli_stories *run) {
    dg_reader_close(run->reader);
    dg_context_free(run->context);
    dg_engine_close(run->engine);
    free_lists(run);
}

static void read_all(cli_stories *run) {
    for (;;) {
        dg_document document;
        const dg_story *story = NULL;
        dg_error error;
        dg_status status = dg_reader_next(run->reader, &document, &error);
        if (status == DG_END) return;
        if (status == DG_OK && run->skip && run->skip(run, &document)) continue;
        if (status == DG_OK) status = run->read(run->context, &document, &story, &error);
        if (status != DG_OK) {
            cli_stories_report(run, &error);
            if (status == DG_NO_MEMORY) return;
            continue;
        }
        cli_stories_warn_of_cuts(run, &document, story);
        if (!run->write(run, story)) return;
        cli_progress_step(&run->progress, run->reader, story);
    }
}

static dg_status open_all(cli_stories *run, char **path, int n, dg_error *error) {
    static const char *const standard_input[] = {"-"};
    const char *const *paths = n ? (const char *const *)path : standard_input;
    run->reader_options.warn = warn;
    run->reader_options.user = run;
    dg_status status = cli_stories_open_engine(run, error);
    if (status == DG_OK)
        status =
            dg_reader_open(paths, n ? (size_t)n : 1, &run->reader_options, &run->reader, error);
    return status;
}

int cli_stories_run(cli_stories *run, char **path, int n) {
    dg_error error;
    if (n == 0 && isatty(STDIN_FILENO)) {
        free_lists(run);
        return cli_usage(run->command, "no FILE to read");
    }
    cli_progress_start(&run->progress);
    if (open_all(run, path, n, &error) != DG_OK)
        cli_stories_report(run, &error);
    else if (!(run->open ? run->open(run) : cli_output_open(&run->out, run->output)))
        run->failed++;
    else {
        read_all(run);
        if (!(run->close ? run->close(run) : cli_output_close(&run->out, true))) run->failed++;
        cli_progress_end(&run->progress);
    }
    cli_stories_close(run);
    return run->failed ? CLI_SOME_FAILED : CLI_OK;
}

static bool add_path(const char ***list, size_t *n, const char *path) {
    const char **more = realloc(*list, (*n + 1) * sizeof *more);
    if (!more) return false;
    more[(*n)++] = path;
    *list = more;
    return true;
}

static int take_common(cli_stories *run, int option) {
    switch (option) {
    case CLI_FROM:
        run->reader_options.from = optarg;
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
        return -1;
    }
}

int cli_stories_options(cli_stories *run, int argc, char **argv, const struct option *options,
                        const char *help, int (*take)(cli_stories *run, int option)) {
    opterr = 0;
    for (int option; (option = getopt_long(argc, argv, ":o:h", options, NULL)) != -1;) {
        const char *word = argv[optind - 1];
        int taken;
        if (option == ':')
            taken = cli_usage(run->command, "%s needs a value", word);
        else if (option == '?')
            taken = cli_usage(run->command, "unknown option %s", word);
        else if (option == 'h') {
            free_lists(run);
            exit(fputs(help, stdout) < 0 ? CLI_SOME_FAILED : CLI_OK);
        } else {
            taken = take_common(run, option);
            if (taken == -1) taken = take(run, option);
        }
        if (taken == CLI_OK) continue;
        free_lists(run);
        return taken;
    }
    return CLI_OK;
}
