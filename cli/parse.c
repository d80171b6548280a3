/* dragoman parse: stories to CoNLL-U, or to trees on a terminal. */
#include <getopt.h>
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
    "  --from KIND    text or jsonl: do not look at the content\n"
    "  -o FILE        write to FILE, which appears once it is whole\n"
    "  --data FOLDER  where the model is; else $DRAGOMAN_DATA, else beside the program\n"
    "  --cpu NAME     avx512, avx2, generic or neon: the same output, another speed\n"
    "  --help         this text\n"
    "\n"
    "Exit status: 0; 1 when something could not be read, parsed or written (the rest\n"
    "is); 2 for a wrong call.\n";

typedef struct parse_options {
    dg_engine_options engine;
    dg_reader_options reader;
    dg_conllu_options conllu;
    const char *output;
    bool tree;
} parse_options;

typedef struct parse_run {
    const parse_options *options;
    dg_engine *engine;
    dg_context *context;
    dg_reader *reader;
    cli_output out;
    cli_progress progress;
    uint64_t failed;
} parse_run;

static void warn(void *user, const dg_error *warning) {
    char text[512];
    parse_run *run = user;
    dg_error_format(warning, text, sizeof text);
    cli_progress_clear(&run->progress);
    fprintf(stderr, "dragoman: warning: %s\n", text);
}

static void report(parse_run *run, const dg_error *error) {
    cli_progress_clear(&run->progress);
    cli_report(error);
    run->failed++;
}

static void warn_of_cuts(parse_run *run, const dg_document *document, const dg_story *story) {
    if (!story->cut_sentences && !story->cut_tokens) return;
    cli_progress_clear(&run->progress);
    fprintf(stderr,
            "dragoman: warning: %s: %u sentence%s of more than %d words and %u token%s of more "
            "than %d bytes were cut\n",
            document->file ? document->file : document->id, story->cut_sentences,
            story->cut_sentences == 1 ? "" : "s", DG_MAX_SENTENCE, story->cut_tokens,
            story->cut_tokens == 1 ? "" : "s", DG_MAX_TOKEN);
}

/* False when the output is lost, and going on would be in vain. */
static bool write_story(parse_run *run, const dg_story *story) {
    dg_error error;
    if (run->options->tree) {
        bool colour = !run->out.path && isatty(STDOUT_FILENO);
        return cli_draw_story(story, colour, &run->out);
    }
    if (dg_write_conllu(run->engine, story, &run->options->conllu, cli_output_write, &run->out,
                        &error) == DG_OK)
        return true;
    if (error.code != DG_IO) report(run, &error);
    return error.code != DG_IO;
}

static void parse_all(parse_run *run) {
    for (;;) {
        dg_document document;
        const dg_story *story;
        dg_error error;
        dg_status status = dg_reader_next(run->reader, &document, &error);
        if (status == DG_END) return;
        if (status == DG_OK) status = dg_parse(run->context, &document, &story, &error);
        if (status != DG_OK) {
            report(run, &error);
            if (status == DG_NO_MEMORY) return;
            continue;
        }
        warn_of_cuts(run, &document, story);
        if (!write_story(run, story)) return;
        cli_progress_step(&run->progress, run->reader, story);
    }
}

static dg_status open_all(parse_run *run, char **path, int n, dg_error *error) {
    static const char *const standard_input[] = {"-"};
    const char *const *paths = n ? (const char *const *)path : standard_input;
    dg_reader_options reader = run->options->reader;
    reader.warn = warn;
    reader.user = run;
    dg_status status = dg_engine_open(&run->options->engine, &run->engine, error);
    if (status == DG_OK) status = dg_context_new(run->engine, &run->context, error);
    if (status == DG_OK)
        status = dg_reader_open(paths, n ? (size_t)n : 1, &reader, &run->reader, error);
    return status;
}

static int run_parse(const parse_options *options, char **path, int n) {
    parse_run run = {.options = options};
    dg_error error;
    cli_progress_start(&run.progress);
    if (open_all(&run, path, n, &error) != DG_OK)
        report(&run, &error);
    else if (!cli_output_open(&run.out, options->output))
        run.failed++;
    else {
        parse_all(&run);
        if (!cli_output_close(&run.out, true)) run.failed++;
        cli_progress_end(&run.progress);
    }
    dg_reader_close(run.reader);
    dg_context_free(run.context);
    dg_engine_close(run.engine);
    return run.failed ? CLI_SOME_FAILED : CLI_OK;
}

enum { TO = 256, RANGES, FROM, DATA, CPU, HELP };

static const struct option long_options[] = {
    {"to", required_argument, NULL, TO},      {"ranges", no_argument, NULL, RANGES},
    {"from", required_argument, NULL, FROM},  {"data", required_argument, NULL, DATA},
    {"cpu", required_argument, NULL, CPU},    {"help", no_argument, NULL, HELP},
    {"output", required_argument, NULL, 'o'}, {NULL, 0, NULL, 0},
};

/* One option; CLI_OK when it was taken, -1 when help was asked for. */
static int take_option(parse_options *o, int option) {
    switch (option) {
    case TO:
        o->tree = !strcmp(optarg, "tree");
        if (o->tree || !strcmp(optarg, "conllu")) return CLI_OK;
        return cli_usage("parse", "--to takes conllu or tree, not \"%s\"", optarg);
    case RANGES:
        o->conllu.ranges = true;
        return CLI_OK;
    case FROM:
        o->reader.from = optarg;
        return CLI_OK;
    case DATA:
        o->engine.data = optarg;
        return CLI_OK;
    case CPU:
        o->engine.cpu = optarg;
        return CLI_OK;
    case 'o':
        o->output = optarg;
        return CLI_OK;
    default:
        return -1;
    }
}

int cli_parse(int argc, char **argv) {
    parse_options o = {0};
    opterr = 0;
    for (int option; (option = getopt_long(argc, argv, ":o:h", long_options, NULL)) != -1;) {
        if (option == ':') return cli_usage("parse", "%s needs a value", argv[optind - 1]);
        if (option == '?') return cli_usage("parse", "unknown option %s", argv[optind - 1]);
        int taken = take_option(&o, option == 'h' ? HELP : option);
        if (taken == -1) return fputs(help, stdout) < 0 ? CLI_SOME_FAILED : CLI_OK;
        if (taken != CLI_OK) return taken;
    }
    if (optind == argc && isatty(STDIN_FILENO)) return cli_usage("parse", "no FILE to read");
    return run_parse(&o, argv + optind, argc - optind);
}
