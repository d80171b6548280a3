/* One reader, several workers, one writer, over a ring of batches.
 *
 *     filled   taken    written
 *     reader -> worker -> writer      each counts batches; written <= taken <= filled
 *
 * The reader waits where the ring is full, so memory does not grow with the input; the writer
 * takes batches in the order in which they were read. The calling thread reads: signals are for
 * it alone, since it is the one that may be waiting for input. A worker begins when a batch
 * finds none idle, so that a short input pays for no more of them than it needs. One lock for
 * all: a batch is milliseconds of work, and is handed over three times. */
#include "crew.h"

#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>

#include "batch.h"

/* The reader also waits while batches hold so much, save for one: records may be large. */
enum { MOST_BYTES = 8 << 20 };

typedef struct crew_worker {
    struct crew *crew;
    dg_context *context; /* the first one's is the run's */
    pthread_t thread;
} crew_worker;

typedef struct crew_link {
    bool known[BATCH_LINKS];
    batch_text text[BATCH_LINKS];
} crew_link;

typedef struct crew {
    cli_stories *run;
    pthread_mutex_t lock;
    pthread_cond_t room, work, done, linked;
    batch **ring;    /* [n_ring] */
    bool *ready;     /* [n_ring]: worked on, to be written */
    crew_link *link; /* [n_ring + 1]: what each batch leaves, until the next has it */
    size_t n_ring, bytes;
    uint64_t filled, taken, written;
    bool end;            /* nothing more will be filled */
    bool over;           /* nothing more will be written */
    crew_worker *worker; /* [most] */
    unsigned n_worker, most, idle;
    pthread_t writer;
} crew;

/* ---- along the batches ------------------------------------------------------------
 */

static void take_link(void *user, const batch *b, batch_link link, batch_text *text) {
    crew *c = user;
    if (b->sequence == 0) return;
    pthread_mutex_lock(&c->lock);
    const crew_link *before = &c->link[(b->sequence - 1) % (c->n_ring + 1)];
    while (!before->known[link]) pthread_cond_wait(&c->linked, &c->lock);
    *text = before->text[link];
    pthread_mutex_unlock(&c->lock);
}

static void leave_link(void *user, const batch *b, batch_link link, const batch_text *text) {
    crew *c = user;
    pthread_mutex_lock(&c->lock);
    crew_link *l = &c->link[b->sequence % (c->n_ring + 1)];
    l->text[link] = *text;
    l->known[link] = true;
    pthread_cond_broadcast(&c->linked);
    pthread_mutex_unlock(&c->lock);
}

/* ---- workers ------------------------------------------------------------------------------
 */

/* The next batch to work on; NULL when there will be none. The lock is held. */
static batch *take_batch(crew *c) {
    c->idle++;
    while (c->taken == c->filled && !c->end && !c->over) pthread_cond_wait(&c->work, &c->lock);
    c->idle--;
    if (c->taken == c->filled || c->over) return NULL;
    return c->ring[c->taken++ % c->n_ring];
}

static void *work(void *user) {
    crew_worker *w = user;
    crew *c = w->crew;
    const batch_chain chain = {take_link, leave_link, c};
    batch *b;
    pthread_mutex_lock(&c->lock);
    while ((b = take_batch(c))) {
        pthread_mutex_unlock(&c->lock);
        batch_work(b, c->run, w->context, &chain);
        pthread_mutex_lock(&c->lock);
        c->ready[b->sequence % c->n_ring] = true;
        pthread_cond_signal(&c->done);
    }
    pthread_mutex_unlock(&c->lock);
    return NULL;
}

/* A thread to which signals do not come. */
static bool make_thread(pthread_t *thread, void *(*run)(void *), void *user) {
    sigset_t before;
    cli_stop_leave_to_others(&before);
    bool ok = pthread_create(thread, NULL, run, user) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return ok;
}

/* One worker more. False when the system gives none. */
static bool add_worker(crew *c) {
    crew_worker *w = &c->worker[c->n_worker];
    w->crew = c;
    if (c->n_worker == 0)
        w->context = c->run->context;
    else if (dg_context_new(c->run->engine, &w->context, NULL) != DG_OK)
        return false;
    if (make_thread(&w->thread, work, w)) {
        c->n_worker++;
        return true;
    }
    if (c->n_worker > 0) dg_context_free(w->context);
    return false;
}

/* ---- writer -------------------------------------------------------------------------------
 */

/* Wait for the batch that is written next; NULL behind the last. The lock is held. */
static batch *await_batch(crew *c) {
    const bool *ready = &c->ready[c->written % c->n_ring];
    while (!*ready && !(c->end && c->written == c->filled))
        pthread_cond_wait(&c->done, &c->lock);
    return *ready ? c->ring[c->written % c->n_ring] : NULL;
}

static void give_back(crew *c, batch *b) {
    c->bytes -= b->bytes;
    c->ready[c->written % c->n_ring] = false;
    c->written++;
    pthread_cond_signal(&c->room);
}

static void *write_all(void *user) {
    crew *c = user;
    batch *b;
    bool going = true;
    pthread_mutex_lock(&c->lock);
    while (going && (b = await_batch(c))) {
        pthread_mutex_unlock(&c->lock);
        going = batch_write(b, c->run);
        pthread_mutex_lock(&c->lock);
        give_back(c, b);
    }
    c->over = true;
    pthread_cond_broadcast(&c->work);
    pthread_cond_broadcast(&c->room);
    pthread_mutex_unlock(&c->lock);
    return NULL;
}

/* ---- reader -------------------------------------------------------------------------------
 */

/* An empty batch; NULL when nobody wants more. */
static batch *await_room(crew *c) {
    pthread_mutex_lock(&c->lock);
    while (!c->over && c->filled > c->written &&
           (c->filled - c->written == c->n_ring || c->bytes >= MOST_BYTES))
        pthread_cond_wait(&c->room, &c->lock);
    batch *b = c->over ? NULL : c->ring[c->filled % c->n_ring];
    pthread_mutex_unlock(&c->lock);
    return b;
}

/* Hand a batch to the workers. True when another one is wanted for it. */
static bool hand_over(crew *c, batch *b) {
    pthread_mutex_lock(&c->lock);
    memset(&c->link[b->sequence % (c->n_ring + 1)], 0, sizeof *c->link);
    c->bytes += b->bytes;
    c->filled++;
    c->end = b->end;
    bool busy = c->filled - c->taken > c->idle;
    if (c->end)
        pthread_cond_broadcast(&c->work);
    else
        pthread_cond_signal(&c->work);
    pthread_mutex_unlock(&c->lock);
    return busy && c->n_worker < c->most;
}

static void read_all(crew *c) {
    batch *b;
    bool end = false;
    while (!end && (b = await_room(c))) {
        batch_clear(b, c->run);
        b->sequence = c->filled;
        batch_fill(b, c->run);
        end = b->end;
        if (hand_over(c, b) && !add_worker(c)) c->most = c->n_worker;
    }
}

/* ---- together -----------------------------------------------------------------------------
 */

static bool make(crew *c, unsigned workers) {
    c->most = workers;
    c->n_ring = 2 * (size_t)workers + 2; /* one read, one written, and one ahead for each */
    c->ring = calloc(c->n_ring, sizeof *c->ring);
    c->ready = calloc(c->n_ring, sizeof *c->ready);
    c->link = calloc(c->n_ring + 1, sizeof *c->link);
    c->worker = calloc(workers, sizeof *c->worker);
    if (!c->ring || !c->ready || !c->link || !c->worker) return false;
    for (size_t i = 0; i < c->n_ring; i++)
        if (!(c->ring[i] = calloc(1, sizeof **c->ring))) return false;
    pthread_mutex_init(&c->lock, NULL);
    pthread_cond_init(&c->room, NULL);
    pthread_cond_init(&c->work, NULL);
    pthread_cond_init(&c->done, NULL);
    pthread_cond_init(&c->linked, NULL);
    return true;
}

static void take_apart(crew *c) {
    for (size_t i = 0; c->ring && i < c->n_ring; i++) batch_free(c->ring[i], c->run);
    for (unsigned i = 1; i < c->n_worker; i++) dg_context_free(c->worker[i].context);
    free(c->ring);
    free(c->ready);
    free(c->link);
    free(c->worker);
}

/* The writer and the first worker; false when the system gives no threads. */
static bool start(crew *c) {
    if (!add_worker(c)) return false;
    if (make_thread(&c->writer, write_all, c)) return true;
    pthread_mutex_lock(&c->lock);
    c->over = true;
    pthread_cond_broadcast(&c->work);
    pthread_mutex_unlock(&c->lock);
    pthread_join(c->worker[0].thread, NULL);
    return false;
}

static bool run_threads(cli_stories *run, unsigned workers) {
    crew c = {.run = run};
    bool ok = make(&c, workers) && start(&c);
    if (ok) {
        read_all(&c);
        for (unsigned i = 0; i < c.n_worker; i++) pthread_join(c.worker[i].thread, NULL);
        pthread_join(c.writer, NULL);
    }
    take_apart(&c);
    return ok;
}

/* ---- without threads ----------------------------------------------------------------------
 */

static void keep_link(void *user, const batch *b, batch_link link, const batch_text *text) {
    (void)b;
    ((batch_text *)user)[link] = *text;
}

static void recall_link(void *user, const batch *b, batch_link link, batch_text *text) {
    (void)b;
    *text = ((const batch_text *)user)[link];
}

static void run_alone(cli_stories *run) {
    batch_text behind[BATCH_LINKS] = {0};
    const batch_chain chain = {recall_link, keep_link, behind};
    batch *b = calloc(1, sizeof *b);
    bool going = b != NULL;
    dg_error error;
    if (!b && cli_no_memory(&error)) cli_stories_report(run, &error);
    while (going && !b->end) {
        batch_clear(b, run);
        batch_fill(b, run);
        batch_work(b, run, run->context, &chain);
        going = batch_write(b, run);
    }
    batch_free(b, run);
}

void crew_run(cli_stories *run, unsigned workers) {
    if (workers < 2 || !run_threads(run, workers)) run_alone(run);
}

unsigned crew_processors(void) {
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) != 0) return 1;
    int n = CPU_COUNT(&set);
    return n > 0 ? (unsigned)n : 1;
}
