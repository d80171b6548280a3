/* dragoman code --to sqlite:PATH: stories into a store. Workers copy what is stored; the writer
 * puts it, in the order of the input; what was coded before is passed over before it is read.
 */
#include "cli.h"

static bool open_store(cli_stories *run) {
    cli_store *s = run->user;
    dg_error error;
    dg_status status = dg_store_open(s->path, NULL, &s->store, &error);
    if (status == DG_OK) status = dg_store_begin(s->store, run->engine, &error);
    if (status == DG_OK) return true;
    cli_stories_report(run, &error);
    dg_store_close(s->store);
    s->store = NULL;
    return false;
}

static dg_status copy_story(cli_job *job, const dg_story *story) {
    dg_story *copy;
    if (!*story->id) {
        job->error.code = DG_BAD_INPUT;
        snprintf(job->error.message, sizeof job->error.message, "a story without an id");
        return DG_BAD_INPUT;
    }
    dg_status status = dg_story_copy(story, &copy, &job->error);
    if (status == DG_OK) job->left = copy;
    return status;
}

static void drop_story(void *left) {
    dg_story_free(left);
}

/* The store cannot be written: what was committed stays, and the run is over. */
static bool give_up(cli_stories *run, const dg_error *error) {
    cli_store *s = run->user;
    cli_progress_clear(&run->progress);
    cli_report(error);
    s->failed = true;
    return false;
}

static bool put_story(cli_stories *run, void *left) {
    cli_store *s = run->user;
    dg_error error;
    dg_status status = dg_store_put(s->store, left, &error);
    dg_story_free(left);
    if (status == DG_OK && run->line_buffered) status = dg_store_commit(s->store, &error);
    return status == DG_OK || give_up(run, &error);
}

/* Once it cannot be told what is there, all is coded: who writes will find what is wrong. */
static bool was_coded(cli_stories *run, const dg_document *document, dg_coded *coded) {
    cli_store *s = run->user;
    dg_error error;
    if (s->unknown) return false;
    if (dg_store_claim(s->store, document, coded, &error) != DG_OK) {
        cli_report(&error);
        s->unknown = true;
        return false;
    }
    s->skipped += coded->before && document->part == 0;
    return coded->before;
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
    if (!s->store) return false;
    cli_progress_clear(&run->progress);
    if (!s->failed && dg_store_commit(s->store, &error) != DG_OK) give_up(run, &error);
    report_counts(s);
    dg_store_close(s->store);
    return !s->failed && !s->unknown;
}

void cli_store_hook(cli_stories *run) {
    const cli_store *s = run->user;
    run->begin = open_store;
    run->write = copy_story;
    run->take = put_story;
    run->drop = drop_story;
    run->skip_document = s->again ? NULL : was_coded;
    run->finish = close_store;
}
