/* One engine for all threads, since it never changes; a context for each, since that does.
 *
 *   many_threads TEXT...     codes each text in a thread of its own; prints how many events */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dragoman.h"

typedef struct job {
    pthread_t thread;
    const dg_engine *engine;
    const char *text;
    dg_status status;
    dg_error error;
    size_t n_event;
} job;

static void *work(void *user) {
    job *j = user;
    dg_context *context = NULL;
    const dg_story *story;
    dg_document document = {.text = j->text, .n_text = strlen(j->text)};
    j->status = dg_context_new(j->engine, &context, &j->error);
    if (j->status == DG_OK) j->status = dg_code(context, &document, &story, &j->error);
    if (j->status == DG_OK) j->n_event = story->n_event;
    dg_context_free(context);
    return NULL;
}

/* Start a thread for each text, and wait for them. Returns how many were started. */
static int run(job *jobs, int n) {
    int started = 0;
    while (started < n && !pthread_create(&jobs[started].thread, NULL, work, &jobs[started]))
        started++;
    for (int i = 0; i < started; i++) pthread_join(jobs[i].thread, NULL);
    return started;
}

static int print(const job *jobs, int n) {
    int failed = 0;
    for (int i = 0; i < n; i++) {
        if (jobs[i].status == DG_OK)
            printf("%zu\t%s\n", jobs[i].n_event, jobs[i].text);
        else
            fprintf(stderr, "%s\n", jobs[i].error.message);
        failed += jobs[i].status != DG_OK;
    }
    return failed;
}

int main(int argc, char **argv) {
    int n = argc - 1;
    dg_engine *engine;
    dg_error error;
    job *jobs = calloc((size_t)n + 1, sizeof *jobs);
    if (!jobs) return 1;
    if (dg_engine_open(NULL, &engine, &error) != DG_OK) {
        fprintf(stderr, "%s\n", error.message);
        free(jobs);
        return 1;
    }
    for (int i = 0; i < n; i++) jobs[i] = (job){.engine = engine, .text = argv[i + 1]};
    int started = run(jobs, n), failed = print(jobs, started);
    dg_engine_close(engine);
    free(jobs);
    return failed || started < n;
}
