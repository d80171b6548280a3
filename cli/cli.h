/* What the subcommands share. */
#ifndef CLI_H
#define CLI_H

#include <getopt.h>
#include <stdio.h>

#include "dragoman.h"

/* Exit statuses, as in sysexits but few. */
enum { CLI_OK = 0, CLI_SOME_FAILED = 1, CLI_USAGE = 2 };

/* Print "dragoman: FILE:LINE: what" on standard error. */
void cli_report(const dg_error *error);

/* Print "dragoman COMMAND: message" and how to get help; returns CLI_USAGE. */
int cli_usage(const char *command, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* ---- output ---- */

/* Where a command writes: standard output, or a file that appears under its name only once
 * it is whole. */
typedef struct cli_output {
    FILE *file;
    const char *path; /* NULL: standard output */
    char *temporary;
    bool failed;
} cli_output;

bool cli_output_open(cli_output *out, const char *path);
bool cli_output_write(void *out, const char *bytes, size_t n); /* a dg_write_fn */
/* Close it, under its name if keep. False, with the reason reported, when bytes were lost. */
bool cli_output_close(cli_output *out, bool keep);

/* ---- progress ---- */

typedef struct cli_progress {
    bool shown; /* standard error is a terminal and standard output is not */
    double began, drawn;
    uint64_t sentences, words;
} cli_progress;

void cli_progress_start(cli_progress *p);
void cli_progress_step(cli_progress *p, const dg_reader *reader, const dg_story *story);
void cli_progress_clear(const cli_progress *p); /* before another line goes there */
void cli_progress_end(const cli_progress *p);

/* ---- commands over stories ---- */

typedef struct cli_stories cli_stories;

struct cli_stories {
    const char *command;
    /* What is done to a document (dg_parse, dg_identify), and with the story: false when the
     * output is lost, and going on would be in vain. */
    dg_status (*read)(dg_context *context, const dg_document *document, const dg_story **out,
                      dg_error *error);
    bool (*write)(cli_stories *run, const dg_story *story);
    void *user; /* the command's own options */

    /* For output of another kind than a stream; NULL: run->out. Closing reports what is lost. */
    bool (*open)(cli_stories *run);
    bool (*close)(cli_stories *run);
    /* Is the document to be passed over? NULL: none is. */
    bool (*skip)(cli_stories *run, const dg_document *document);

    dg_engine_options engine_options;
    dg_reader_options reader_options;
    const char *output;
    const char **actors; /* [n_actors] */
    size_t n_actors;
    const char **frames; /* [n_frames] */
    size_t n_frames;

    dg_engine *engine;
    dg_context *context;
    dg_reader *reader;
    cli_output out;
    cli_progress progress;
    uint64_t failed;
};

/* Long options that all these commands take, beside -o and -h. */
enum {
    CLI_FROM = 1000,
    CLI_DATA,
    CLI_CPU,
    CLI_ACTORS,
    CLI_FRAMES,
    CLI_OWN /* a command's own from here */
};
#define CLI_COMMON_OPTIONS                                                                     \
    {"from", required_argument, NULL, CLI_FROM}, {"data", required_argument, NULL, CLI_DATA},  \
        {"cpu", required_argument, NULL, CLI_CPU}, {"help", no_argument, NULL, 'h'}, {         \
        "output", required_argument, NULL, 'o'                                                 \
    }
#define CLI_ACTORS_OPTION                                                                      \
    { "actors", required_argument, NULL, CLI_ACTORS }
#define CLI_FRAMES_OPTION {"frames", required_argument, NULL, CLI_FRAMES}

/* Read the options; those that are not common go to `take`, which answers CLI_OK or what to
 * exit with. Prints the help and exits when asked for it. CLI_OK: go on from optind. */
int cli_stories_options(cli_stories *run, int argc, char **argv, const struct option *options,
                        const char *help, int (*take)(cli_stories *run, int option));

/* Read all stories of the paths, or of standard input. Frees what the run holds. */
int cli_stories_run(cli_stories *run, char **path, int n);

/* For commands that read otherwise: their engine and context, and what is wrong. */
dg_status cli_stories_open_engine(cli_stories *run, dg_error *error);
void cli_stories_close(cli_stories *run);
void cli_stories_report(cli_stories *run, const dg_error *error);
void cli_stories_warn_of_cuts(cli_stories *run, const dg_document *document,
                              const dg_story *story);

/* ---- stores ---- */

/* Stories into a store: the hooks of a cli_stories whose output this is. */
typedef struct cli_store {
    const char *path; /* NULL: no store */
    bool again;       /* code what is there already, too */
    dg_store *store;
    uint64_t skipped; /* stories */
    bool failed;
} cli_store;

void cli_store_hook(cli_stories *run); /* run->user begins with a cli_store */

/* ---- commands ---- */

int cli_import(int argc, char **argv);
int cli_export(int argc, char **argv);
int cli_relations(int argc, char **argv);

int cli_relate(int argc, char **argv);
int cli_parse(int argc, char **argv);
int cli_actor(int argc, char **argv);
int cli_code(int argc, char **argv);
int cli_explain(int argc, char **argv);

/* Draw the sentences of a story as trees (dragoman parse --to tree). */
bool cli_draw_story(const dg_story *story, bool colour, cli_output *out);

#endif
