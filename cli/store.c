/* dragoman code --to sqlite:PATH: stories into a store. */
#include "cli.h"

static bool open_store(cli_stories *run) {
    cli_store *s = run->user;
    dg_error error;
    dg_status status = dg_store_open(s->path, NULL, &s->store, &error);
    if (status == DG_OK) status = dg_store_begin(s->store, run->engine, &error);
    if (status == DG_OK) return true;
    cli_report(&error);
    dg_store_close(s->store);
    s->store = NULL;
    return false;
}

/* The store cannot be written: what was committed stays, and the run is over. */
static bool give_up(cli_stories *run, const dg_error *error) {
    cli_store *s = run->user;
    cli_progress_clear(&run->progress);
    cli_report(error);
    s->failed = true;
    return false;
}

static bool put_story(cli_stories *run, const dg_story *story) {
    cli_store *s = run->user;
    dg_error error;
    dg_status status = dg_store_put(s->store, story, &error);
    if (status == DG_OK) return true;
    if (status != DG_BAD_ARGUMENT) return give_up(run, &error);
    cli_stories_report(run, &error);
    return true;
}

static bool skip_story(cli_stories *run, const dg_document *document) {
    cli_store *s = run->user;
    dg_error error;
    bool has;
    uint64_t n_sentence;
    if (s->again || s->failed) return s->failed;
    if (dg_store_has(s->store, document, &has, &n_sentence, &error) != DG_OK)
        return !give_up(run, &error);
    if (!has) return false;
    s->skipped += document->part == 0;
    dg_skip(run->context, document, n_sentence);
    return true;
}

static const char *stories(uint64_t n) {
    return n == 1 ? "story" : "stories";
}

static void report_counts(const cli_store *s) {
    dg_store_counts done = dg_store_done(s->store);
    unsigned long long put = done.stories, skipped = s->skipped, again = done.again;
    if (skipped)
        fprintf(stderr,
                "dragoman: %s: %llu %s there already, passed over (--again codes them)\n",
                s->path, skipped, stories(skipped));
    if (again)
        fprintf(stderr,
                "dragoman: warning: %s: %llu %s came twice under one id: the later is kept\n",
                s->path, again, stories(again));
    if (s->failed)
        fprintf(stderr,
                "dragoman: %s: %llu %s committed before that; the same command goes on there\n",
                s->path, put, stories(put));
}

static bool close_store(cli_stories *run) {
    cli_store *s = run->user;
    dg_error error;
    cli_progress_clear(&run->progress);
    if (!s->failed && dg_store_commit(s->store, &error) != DG_OK) give_up(run, &error);
    report_counts(s);
    dg_store_close(s->store);
    return !s->failed;
}

void cli_store_hook(cli_stories *run) {
    run->open = open_store;
    run->close = close_store;
    run->skip = skip_story;
    run->write = put_story;
}
