/* dragoman export: event records out of a store. */
#include <string.h>

#include "cli.h"

static const char help[] =
    "usage: dragoman export [OPTION]... STORE\n"
    "\n"
    "Write the events of a store as \"dragoman code --to FORMAT\" writes them, byte for byte.\n"
    "\n"
    "options:\n"
    "  --to FORMAT      jsonl, plover, csv, tsv, phoenix, icews, polecat or gdelt\n"
    "  --header, --no-header\n"
    "                   begin with the names of the columns, or do not: by default as files of\n"
    "                   the format do\n"
    "  --since DAY      from this day on: 2015-11-13; 2015-11 and 2015 too\n"
    "  --until DAY      up to this day, month or year and with it\n"
    "  --type TYPE      CONSULT, ASSAULT and so on\n"
    "  --mode MODE      visit, aerial and so on\n"
    "  --status STATUS  actual, future, hypothetical, negated or historical\n"
    "  --actor WHO      who does it: a country (RUS), a sector of one (RUS:GOV), or an id of the\n"
    "                   actor base (vladimir-putin)\n"
    "  --recipient WHO  to whom\n"
    "  --party WHO      either of the two\n"
    "  --place CCC      in which country\n"
    "  --context TAG    military, diplomatic and so on\n"
    "  --story ID       of one story\n"
    "  -o FILE          write to FILE, which appears once it is whole\n"
    "  --help           this text\n"
    "\n"
    "An event's day is the day it began; where the text tells none, its story's date. same_as may\n"
    "name an event that the selection leaves out.\n"
    "\n"
    "Exit status: 0; 1 when something could not be read or written; 2 for a wrong call.\n";

typedef struct exporting {
    dg_format format;
    int header; /* 1, 0; -1: as the format has it */
    const char *output;
    dg_selection selection;
    cli_output out;
    dg_error error; /* of writing */
} exporting;

static bool take_story(void *user, const dg_story *story) {
    exporting *e = user;
    return dg_write_events(story, e->format, cli_output_write, &e->out, &e->error) == DG_OK;
}

static dg_status write_all(exporting *e, dg_store *store, dg_error *error) {
    bool header = e->header < 0 ? dg_format_has_header(e->format) : e->header;
    dg_status status = DG_OK;
    if (header) status = dg_write_header(e->format, cli_output_write, &e->out, error);
    if (status == DG_OK) status = dg_store_select(store, &e->selection, take_story, e, error);
    if (status == DG_END) *error = e->error;
    return status;
}

static bool export_store(exporting *e, const char *path) {
    static const dg_store_options read_only = {.read_only = true};
    dg_store *store = NULL;
    dg_error error;
    dg_status status = dg_store_open(path, &read_only, &store, &error);
    if (status == DG_OK && !cli_output_open(&e->out, e->output))
        return dg_store_close(store), false;
    if (status == DG_OK) {
        status = write_all(e, store, &error);
        cli_keep keep = status == DG_OK ? CLI_KEEP_WHOLE : CLI_KEEP_NOTHING;
        if (!cli_output_close(&e->out, keep)) status = DG_END;
    }
    if (status != DG_OK && !e->out.failed) cli_report(&error);
    dg_store_close(store);
    return status == DG_OK;
}

enum {
    TO = CLI_OWN,
    HEADER,
    NO_HEADER,
    SINCE,
    UNTIL,
    TYPE,
    MODE,
    STATUS,
    ACTOR,
    RECIPIENT,
    PARTY,
    PLACE,
    CONTEXT,
    STORY
};

static int take_format(exporting *e) {
    e->format = dg_format_named(optarg);
    if (e->format != DG_FORMATS) return CLI_OK;
    return cli_usage("export", "no format \"%s\"", optarg);
}

static int take_option(void *user, int option) {
    exporting *e = user;
    dg_selection *s = &e->selection;
    const char **const field[] = {
        [SINCE - TO] = &s->since,         [UNTIL - TO] = &s->until,   [TYPE - TO] = &s->type,
        [MODE - TO] = &s->mode,           [STATUS - TO] = &s->status, [ACTOR - TO] = &s->actor,
        [RECIPIENT - TO] = &s->recipient, [PARTY - TO] = &s->party,   [PLACE - TO] = &s->place,
        [CONTEXT - TO] = &s->context,     [STORY - TO] = &s->story,
    };
    if (option == TO) return take_format(e);
    if (option == 'o')
        e->output = optarg;
    else if (option == HEADER || option == NO_HEADER)
        e->header = option == HEADER;
    else
        *field[option - TO] = optarg;
    return CLI_OK;
}

int cli_export(int argc, char **argv) {
    static const struct option options[] = {{"to", required_argument, NULL, TO},
                                            {"header", no_argument, NULL, HEADER},
                                            {"no-header", no_argument, NULL, NO_HEADER},
                                            {"since", required_argument, NULL, SINCE},
                                            {"until", required_argument, NULL, UNTIL},
                                            {"type", required_argument, NULL, TYPE},
                                            {"mode", required_argument, NULL, MODE},
                                            {"status", required_argument, NULL, STATUS},
                                            {"actor", required_argument, NULL, ACTOR},
                                            {"recipient", required_argument, NULL, RECIPIENT},
                                            {"party", required_argument, NULL, PARTY},
                                            {"place", required_argument, NULL, PLACE},
                                            {"context", required_argument, NULL, CONTEXT},
                                            {"story", required_argument, NULL, STORY},
                                            {"output", required_argument, NULL, 'o'},
                                            {"help", no_argument, NULL, 'h'},
                                            {NULL, 0, NULL, 0}};
    exporting e = {.format = DG_FORMAT_JSONL, .header = -1};
    int status = cli_options("export", ":o:h", argc, argv, options, help, take_option, &e);
    if (status != CLI_OK) return status;
    if (optind + 1 != argc)
        return cli_usage("export", optind == argc ? "no STORE" : "more than one STORE");
    return export_store(&e, argv[optind]) ? CLI_OK : CLI_SOME_FAILED;
}
