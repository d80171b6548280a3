/* A line on standard error that says how far we are, when somebody is there to read it. */
#include <time.h>
#include <unistd.h>

#include "cli.h"

#define EVERY 0.2 /* seconds between two drawings */

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

void cli_progress_start(cli_progress *p) {
    *p = (cli_progress){.shown = isatty(STDERR_FILENO) && !isatty(STDOUT_FILENO)};
    p->began = p->drawn = now();
}

static void draw(const cli_progress *p, uint64_t done, uint64_t total, double seconds) {
    char left[32] = "";
    if (total && done) {
        double rest = seconds * (double)(total > done ? total - done : 0) / (double)done;
        snprintf(left, sizeof left, ", %.0f s left", rest);
    }
    fprintf(stderr, "\r\033[K%3.0f %%  %llu sentences, %.0f words/s%s",
            total ? 100.0 * (double)done / (double)total : 0.0,
            (unsigned long long)p->sentences, (double)p->words / seconds, left);
    fflush(stderr);
}

void cli_progress_step(cli_progress *p, const dg_reader *reader, const dg_story *story) {
    p->sentences += story->n_sentence;
    p->words += story->n_word;
    if (!p->shown || now() - p->drawn < EVERY) return;
    uint64_t done, total;
    dg_reader_progress(reader, &done, &total);
    p->drawn = now();
    draw(p, done, total, p->drawn - p->began);
}

void cli_progress_clear(const cli_progress *p) {
    if (p->shown && p->drawn > p->began) fputs("\r\033[K", stderr);
}

void cli_progress_end(const cli_progress *p) {
    cli_progress_clear(p);
    if (!p->shown || p->drawn <= p->began) return;
    double seconds = now() - p->began;
    fprintf(stderr, "%llu sentences, %llu words in %.1f s\n", (unsigned long long)p->sentences,
            (unsigned long long)p->words, seconds);
}
