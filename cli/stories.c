/* What every command over stories does: engine, reader, output, progress, and what the whole
 * run comes to. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "crew.h"

/* The reader's warnings wait for the record that follows, to be told in its turn. */
static void warn(void *user, const dg_error *warning) {
    char text[512];
    cli_stories *run = user;
    dg_error_format(warning, text, sizeof text);
    cli_text_put(&run->warned, "dragoman: warning: ");
    cli_text_put(&run->warned, text);
    cli_text_put(&run->warned, "\n");
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

void cli_stories_drop_options(cli_stories *run) {
    free(run->actors);
    free(run->frames);
}

void cli_stories_close(cli_stories *run) {
    dg_reader_close(run->reader);
    dg_context_free(run->context);
    dg_engine_close(run->engine);
    cli_text_free(&run->warned);
    cli_stories_drop_options(run);
}

static dg_status open_all(cli_stories *run, char **path, int n, dg_error *error) {
    static const char *const standard_input[] = {"-"};
    const char *const *paths = n ? (const char *const *)path : standard_input;
    run->reader_options.warn = warn;
    run->reader_options.user = run;
    dg_status status = cli_stories_open_engine(run, error);
    if (status == DG_OK && !run->next)
        status =
            dg_reader_open(paths, n ? (size_t)n : 1, &run->reader_options, &run->reader, error);
    return status;
}

static uint64_t passed_over(const cli_tally *tally) {
    uint64_t all = 0;
    for (size_t i = 0; i < sizeof tally->passed / sizeof *tally->passed; i++)
        all += tally->passed[i];
    return all;
}

/* "dragoman: 3 of 120 records were passed over: 2 bad input, 1 over a limit". */
static void say_what_was_passed(const cli_tally *tally) {
    static const char *const why[] = {
        [DG_BAD_ARGUMENT] = "wrong call",     [DG_NO_MEMORY] = "out of memory",
        [DG_IO] = "cannot be opened or read", [DG_BAD_INPUT] = "bad input",
        [DG_BAD_MODEL] = "bad model",         [DG_OVER_LIMIT] = "over a limit"};
    uint64_t all = passed_over(tally);
    const char *between = ": ";
    if (all == 0) return;
    fprintf(stderr, "dragoman: %" PRIu64 " of %" PRIu64 " record%s passed over", all,
            tally->records, tally->records == 1 ? "" : "s");
    for (size_t i = 0; i < sizeof why / sizeof *why; i++) {
        if (!tally->passed[i]) continue;
        fprintf(stderr, "%s%" PRIu64 " %s", between, tally->passed[i], why[i]);
        between = ", ";
    }
    fputs("\n", stderr);
}

static bool was_all_read(const cli_stories *run) {
    return passed_over(&run->tally) == 0 || (run->errors_inline && !run->ended_early);
}

static int status_of(const cli_stories *run) {
    if (run->out.no_reader) return CLI_NO_READER;
    if (run->interrupted) return CLI_INTERRUPTED;
    return run->failed || !was_all_read(run) ? CLI_SOME_FAILED : CLI_OK;
}

static void run_to_output(cli_stories *run) {
    unsigned workers = run->workers ? run->workers : crew_processors();
    cli_stop_catch();
    if (!run->begin || run->begin(run)) crew_run(run, workers);
    if (run->finish && !run->finish(run)) run->failed++;
    if (!cli_output_close(&run->out, run->ended_early ? CLI_KEEP_PARTIAL : CLI_KEEP_WHOLE))
        run->failed++;
    cli_progress_end(&run->progress);
    say_what_was_passed(&run->tally);
}

int cli_stories_run(cli_stories *run, char **path, int n) {
    dg_error error;
    if (n == 0 && isatty(STDIN_FILENO)) {
        cli_stories_drop_options(run);
        return cli_usage(run->command, "no FILE to read");
    }
    cli_progress_start(&run->progress);
    if (open_all(run, path, n, &error) != DG_OK)
        cli_stories_report(run, &error);
    else if (!cli_output_open(&run->out, run->output))
        run->failed++;
    else
        run_to_output(run);
    int status = status_of(run);
    cli_stories_close(run);
    return status;
}
