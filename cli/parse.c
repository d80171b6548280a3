/* dragoman parse: stories to CoNLL-U, or to trees on a terminal. */
#include <string.h>
#include <unistd.h>

#include "cli.h"

static const char help[] =
    "usage: dragoman parse [OPTION]... [FILE]...\n"
    "\n"
    "Read stories and print their sentences: tokens, words, parts of speech, features,\n"
    "lemmas and a Universal Dependencies parse.\n"
    "\n"
    "FILE is plain text or JSON Lines, told apart by content; a folder stands for all\n"
    "files below it, - or nothing for standard input. gzip and zstd are unpacked.\n"
    "\n"
    "options:\n"
    "  --to FORMAT    conllu (the default), or tree: a drawing to read\n"
    "  --ranges       in CoNLL-U, give each token's place: TokenRange=START:END,\n"
    "                 in characters of the story's text\n"
    "  --from KIND    text, jsonl, html, csv, petrarch, feed, warc, lexis or factiva: do not\n"
    "                 look at the content\n"
    "  -o FILE        write to FILE, which appears once it is whole\n"
    "  --data FOLDER  where the model is; else $DRAGOMAN_DATA, else beside the program\n"
    "  --cpu NAME     avx512, avx2, generic or neon: the same output, another speed\n" CLI_RUN_HELP
    "  --help         this text\n"
    "\n" CLI_STATUS_HELP;

typedef struct parse_options {
    dg_conllu_options conllu;
    bool tree;
} parse_options;

static dg_status write_story(cli_job *job, const dg_story *story) {
    const parse_options *o = job->run->user;
    bool colour = !job->run->out.path && isatty(STDOUT_FILENO);
    if (o->tree)
        return cli_draw_story(story, colour, job->out) ? DG_OK : cli_no_memory(&job->error);
    return dg_write_conllu(job->run->engine, story, &o->conllu, cli_text_write, job->out,
                           &job->error);
}

enum { TO = CLI_OWN, RANGES };

static int take_option(cli_stories *run, int option) {
    parse_options *o = run->user;
    if (option == RANGES) {
        o->conllu.ranges = true;
        return CLI_OK;
    }
    o->tree = !strcmp(optarg, "tree");
    if (o->tree || !strcmp(optarg, "conllu")) return CLI_OK;
    return cli_usage("parse", "--to takes conllu or tree, not \"%s\"", optarg);
}

int cli_parse(int argc, char **argv) {
    static const struct option options[] = {CLI_COMMON_OPTIONS,
                                            CLI_RUN_OPTIONS,
                                            {"to", required_argument, NULL, TO},
                                            {"ranges", no_argument, NULL, RANGES},
                                            {NULL, 0, NULL, 0}};
    parse_options own = {0};
    cli_stories run = {
        .command = "parse", .read = dg_parse, .write = write_story, .user = &own};
    int status = cli_stories_options(&run, argc, argv, options, help, take_option);
    if (status != CLI_OK) return status;
    return cli_stories_run(&run, argv + optind, argc - optind);
}
