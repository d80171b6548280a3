/* A line on standard error that says how far we are, when somebody is there to read it. */
#include <inttypes.h>
#include <math.h>
#include <time.h>
#include <unistd.h>

#include "cli.h"

#define EVERY 0.2  /* seconds between two drawings */
enum { BAR = 24 }; /* characters */

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

void cli_progress_start(cli_progress *p) {
    *p = (cli_progress){.shown = isatty(STDERR_FILENO) && !isatty(STDOUT_FILENO)};
    p->began = p->drawn = now();
}

/* Seconds as people read them: "12 s", "3 min 05 s", "2 h 14 min". */
static void describe_time(double seconds, char *out, size_t size) {
    double s = floor(seconds + 0.5), minutes = floor(s / 60), hours = floor(s / 3600);
    if (s < 60)
        snprintf(out, size, "%.0f s", s);
    else if (s < 3600)
        snprintf(out, size, "%.0f min %02.0f s", minutes, s - 60 * minutes);
    else
        snprintf(out, size, "%.0f h %02.0f min", hours, minutes - 60 * hours);
}

/* "[=======>            ]  37 %  ", if the end is known. */
static void draw_bar(double part) {
    char bar[BAR + 1];
    int n = (int)(part * BAR);
    for (int i = 0; i < BAR; i++) bar[i] = i < n ? '=' : i == n ? '>' : ' ';
    bar[BAR] = '\0';
    fprintf(stderr, "[%s] %3.0f %%  ", bar, 100 * part);
}

static void draw(const cli_progress *p, uint64_t done, uint64_t total, double seconds) {
    char left[32];
    double part = total ? fmin((double)done / (double)total, 1) : 0;
    fputs("\r\033[K", stderr);
    if (total) draw_bar(part);
    fprintf(stderr, "%" PRIu64 " sentences, %.0f a second", p->sentences,
            (double)p->sentences / seconds);
    if (part > 0) {
        describe_time(seconds * (1 - part) / part, left, sizeof left);
        fprintf(stderr, ", %s left", left);
    }
    fflush(stderr);
}

void cli_progress_step(cli_progress *p, uint64_t sentences, uint64_t words, uint64_t done,
                       uint64_t total) {
    p->sentences += sentences;
    p->words += words;
    if (!p->shown || now() - p->drawn < EVERY) return;
    p->drawn = now();
    draw(p, done, total, p->drawn - p->began);
}

void cli_progress_clear(const cli_progress *p) {
    if (p->shown && p->drawn > p->began) fputs("\r\033[K", stderr);
}

void cli_progress_end(const cli_progress *p) {
    char took[32];
    cli_progress_clear(p);
    if (!p->shown || p->drawn <= p->began) return;
    double seconds = now() - p->began;
    describe_time(seconds, took, sizeof took);
    fprintf(stderr, "%" PRIu64 " sentences, %" PRIu64 " words in %s: %.0f sentences a second\n",
            p->sentences, p->words, took, (double)p->sentences / seconds);
}
