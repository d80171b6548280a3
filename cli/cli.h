/* What the subcommands share. */
#ifndef CLI_H
#define CLI_H

#include <getopt.h>
#include <signal.h>
#include <stdio.h>

#include "dragoman.h"

/* Exit statuses, as in sysexits but few. The last two are what a shell gives for SIGINT and
 * SIGPIPE. */
enum {
    CLI_OK = 0,
    CLI_SOME_FAILED = 1,
    CLI_USAGE = 2,
    CLI_INTERRUPTED = 130,
    CLI_NO_READER = 141
};

/* Print "dragoman: FILE:LINE: what" on standard error. */
void cli_report(const dg_error *error);

/* Fill *error for a text that cannot grow; returns DG_NO_MEMORY. */
dg_status cli_no_memory(dg_error *error);

/* Print "dragoman COMMAND: message" and how to get help; returns CLI_USAGE. */
int cli_usage(const char *command, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Read the options; `letters` is getopt's, with a colon in front. Each goes to `take`, which answers
 * CLI_OK or what to exit with. Prints the help and exits when asked for it ('h'). CLI_OK: go on
 * from optind. */
int cli_options(const char *command, const char *letters, int argc, char **argv,
                const struct option *options, const char *help,
                int (*take)(void *user, int option), void *user);

/* How many bytes so many characters of UTF-8 take, or all of the string. */
size_t cli_bytes_of(const char *s, uint64_t characters);

/* ---- text that grows ---- */

/* What a worker writes, until it is its turn. A zeroed one is empty. */
typedef struct cli_text {
    char *data;
    size_t n, room;
} cli_text;

bool cli_text_write(void *text, const char *bytes,
                    size_t n); /* a dg_write_fn; false: no memory */
bool cli_text_put(cli_text *text, const char *string);
void cli_text_free(cli_text *text);

/* ---- output ---- */

/* Where a command writes: standard output, or a file that appears under its name only once
 * it is whole. */
typedef struct cli_output {
    FILE *file;
    const char *path; /* NULL: standard output */
    char *temporary;
    bool failed;
    bool no_reader; /* who read the pipe went away: no error to tell of */
} cli_output;

/* What becomes of a file: it takes its name, takes its name with ".partial" behind it, or is
 * taken away. */
typedef enum cli_keep { CLI_KEEP_WHOLE, CLI_KEEP_PARTIAL, CLI_KEEP_NOTHING } cli_keep;

bool cli_output_open(cli_output *out, const char *path);
bool cli_output_write(void *out, const char *bytes, size_t n); /* a dg_write_fn */
bool cli_output_flush(cli_output *out);
/* Close it. False, with the reason reported, when bytes were lost. */
bool cli_output_close(cli_output *out, cli_keep keep);

/* ---- stopping ---- */

/* From now on SIGINT and SIGTERM only ask to stop, the first time; where they were ignored
 * they stay so. Standard input then ends, so that nothing waits for it. */
void cli_stop_catch(void);
bool cli_stop_asked(void); /* any thread */
/* Let the calling thread, and those that it makes, take none of these signals; *before is what
 * to give back to pthread_sigmask. */
void cli_stop_leave_to_others(sigset_t *before);

/* ---- progress ---- */

typedef struct cli_progress {
    bool shown; /* standard error is a terminal and standard output is not */
    double began, drawn;
    uint64_t sentences, words;
} cli_progress;

void cli_progress_start(cli_progress *p);
/* So many sentences and words more, and `done` of `total` bytes (0: not known) read. */
void cli_progress_step(cli_progress *p, uint64_t sentences, uint64_t words, uint64_t done,
                       uint64_t total);
void cli_progress_clear(const cli_progress *p); /* before another line goes there */
void cli_progress_end(const cli_progress *p);

/* ---- commands over stories ---- */

typedef struct cli_stories cli_stories;

/* A record at work. */
typedef struct cli_job {
    const cli_stories *run;
    dg_context *context;
    const dg_document *document;
    cli_text *out;
    char *id; /* JSON of the record's id, for errors, where it is not the document's; malloc */
    void *left; /* for the run's `take`; NULL */
    dg_error error;
} cli_job;

/* How many records were gone through, and how many passed over for each reason. */
typedef struct cli_tally {
    uint64_t records, passed[DG_OVER_LIMIT + 1];
} cli_tally;

/* A command sets either `read` and `write`, for stories, or `next` and `answer`, for records of
 * another kind. read, write and answer are called by several threads at once, each with its own
 * context and text; next by one. */
struct cli_stories {
    const char *command;
    /* What is done to a document (dg_parse, dg_identify), and with the story. */
    dg_status (*read)(dg_context *context, const dg_document *document, const dg_story **out,
                      dg_error *error);
    dg_status (*write)(cli_job *job, const dg_story *story);
    /* As dg_reader_next(): the next record, as a document's text. */
    dg_status (*next)(cli_stories *run, dg_document *out, dg_error *error);
    dg_status (*answer)(cli_job *job);
    bool (*begin)(cli_stories *run); /* before the first story, to `out`; may be NULL */
    /* For output that is no text, such as a database's; both are needed if a job leaves
     * something. `take` gets and owns what the jobs left, in the order of the input, each once
     * the text before it is written, and is called by one thread; false ends the run. `drop`
     * frees what is not taken. */
    bool (*take)(cli_stories *run, void *left);
    void (*drop)(void *left);
    /* Is a document, which may be a part of a text, to be passed over? Then *coded is what the
     * next part must know of it. Called by the reading thread, while another may be in `take`;
     * NULL: none is. */
    bool (*skip_document)(cli_stories *run, const dg_document *document, dg_coded *coded);
    bool (*finish)(cli_stories *run); /* behind all, also after a `begin` that failed; may be
                                         NULL; false, with the reason reported, on failure */
    void *user; /* the command's own options, and what `next` needs */

    dg_engine_options engine_options;
    dg_reader_options reader_options;
    const char *output;
    const char **actors; /* [n_actors] */
    size_t n_actors;
    const char **frames; /* [n_frames] */
    size_t n_frames;
    unsigned workers; /* 0: one for each processor */
    uint64_t skip;    /* records at the beginning that are passed over */
    bool fail_fast, line_buffered, errors_inline;

    dg_engine *engine;
    dg_context *context; /* the first worker's */
    dg_reader *reader;
    cli_output out;
    cli_progress progress;
    cli_tally tally;   /* of what is written */
    uint64_t failed;   /* mistakes, beside the records passed over */
    bool interrupted;  /* by a signal */
    bool ended_early;  /* by one, or by --fail-fast: the output is not all there could be */
    uint64_t n_record; /* records that came from the reader */
    dg_coded passed;   /* of the text that is read, its parts passed over so far, */
    uint64_t passed_characters; /* and their characters */
    cli_text warned;   /* what the reader warned of before its next record */
};

/* Long options that all these commands take, beside -o and -h. */
enum {
    CLI_FROM = 1000,
    CLI_DATA,
    CLI_CPU,
    CLI_ACTORS,
    CLI_FRAMES,
    CLI_DATE,
    CLI_SKIP,
    CLI_FAIL_FAST,
    CLI_LINE_BUFFERED,
    CLI_ERRORS,
    CLI_OWN /* a command's own from here */
};
#define CLI_COMMON_OPTIONS                                                                     \
    {"from", required_argument, NULL, CLI_FROM}, {"data", required_argument, NULL, CLI_DATA},  \
        {"cpu", required_argument, NULL, CLI_CPU}, {"help", no_argument, NULL, 'h'}, {         \
        "output", required_argument, NULL, 'o'                                                 \
    }
#define CLI_ACTORS_OPTION                                                                      \
    { "actors", required_argument, NULL, CLI_ACTORS }
#define CLI_FRAMES_OPTION                                                                      \
    { "frames", required_argument, NULL, CLI_FRAMES }
#define CLI_DATE_OPTION                                                                        \
    { "date", required_argument, NULL, CLI_DATE }

/* Of those that cli_stories_run() runs, beside -j. */
#define CLI_RUN_OPTIONS                                                                        \
    {"jobs", required_argument, NULL, 'j'}, {"skip", required_argument, NULL, CLI_SKIP},       \
        {"fail-fast", no_argument, NULL, CLI_FAIL_FAST}, {                                     \
        "line-buffered", no_argument, NULL, CLI_LINE_BUFFERED                                  \
    }
#define CLI_ERRORS_OPTION                                                                      \
    { "errors", required_argument, NULL, CLI_ERRORS }

#define CLI_RUN_HELP                                                                           \
    "  -j N           work on N records at a time; else on as many as there are processors.\n" \
    "                 The output is the same\n"                                                \
    "  --skip N       pass over the first N records, as an interrupted run says\n"             \
    "  --fail-fast    stop at the first record that cannot be read, instead of going on\n"     \
    "  --line-buffered\n"                                                                      \
    "                 write what a record gives before the next one is waited for\n"
#define CLI_ERRORS_HELP                                                                        \
    "  --errors WHERE stderr, or inline: as records {\"error\", \"id\", \"file\", \"line\"} in\n"                                                                                     \
    "                 the output\n"
#define CLI_STATUS_HELP                                                                        \
    "Exit status: 0; 1 when something could not be read or written (the rest is); 2 for\n"     \
    "a wrong call; 130 when SIGINT or SIGTERM ended it; 141 when nobody read the output.\n"

/* cli_options(), where those that are not common go to `take`. */
int cli_stories_options(cli_stories *run, int argc, char **argv, const struct option *options,
                        const char *help, int (*take)(cli_stories *run, int option));

/* Read all stories of the paths, or of standard input; with `next`, what that gives. Frees what
 * the run holds. Returns the exit status. */
int cli_stories_run(cli_stories *run, char **path, int n);

/* Free what the options hold, where a call turns out wrong after them. */
void cli_stories_drop_options(cli_stories *run);

/* For commands that read otherwise: their engine and context, and what is wrong. */
dg_status cli_stories_open_engine(cli_stories *run, dg_error *error);
void cli_stories_close(cli_stories *run);
void cli_stories_report(cli_stories *run, const dg_error *error);

/* ---- stores ---- */

/* Stories into a store: the hooks of a cli_stories whose output this is. */
typedef struct cli_store {
    const char *path; /* NULL: no store */
    bool again;       /* code what is there already, too */
    dg_store *store;
    uint64_t skipped; /* stories */
    bool unknown;     /* what is there cannot be read */
    bool failed;      /* it cannot be written */
} cli_store;

void cli_store_hook(cli_stories *run); /* run->user begins with a cli_store */

/* ---- commands ---- */

int cli_relate(int argc, char **argv);
int cli_parse(int argc, char **argv);
int cli_ontology(int argc, char **argv);
int cli_actor(int argc, char **argv);
int cli_code(int argc, char **argv);
int cli_explain(int argc, char **argv);
int cli_dedup(int argc, char **argv);
int cli_import(int argc, char **argv);
int cli_export(int argc, char **argv);
int cli_relations(int argc, char **argv);

/* Draw the sentences of a story as trees (dragoman parse --to tree). */
bool cli_draw_story(const dg_story *story, bool colour, cli_text *out);

#endif
