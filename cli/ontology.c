/* dragoman ontology: what the codes in an event mean. */
#include <string.h>
#include <unistd.h>

#include "cli.h"

static const char help[] =
    "usage: dragoman ontology [OPTION]... [CODE]...\n"
    "\n"
    "Tell what the codes in an event mean: PLOVER's types, modes and contexts, and CAMEO's "
    "codes\n"
    "with their Goldstein values and what they convert to. With CODEs (SANCTION, visit, "
    "military,\n"
    "042), those alone. On a terminal a table, in a pipe JSON Lines.\n"
    "\n"
    "options:\n"
    "  --to FORMAT  table, jsonl or tsv\n"
    "  -o FILE      write to FILE, which appears once it is whole\n"
    "  --help       this text\n"
    "\n"
    "Exit status: 0; 1 when a CODE is none or the output could not be written; 2 for a wrong\n"
    "call.\n";

static const char *const kinds[] = {"type", "mode", "context", "cameo"};

typedef bool (*print_fn)(FILE *f, const dg_ontology_row *row);

/* ---- formats ------------------------------------------------------------------------ */

/* Each kind's rows below a heading of its own. */
static bool print_table(FILE *f, const dg_ontology_row *r) {
    char mode[64];
    switch (r->kind) {
    case DG_CODE_TYPE:
        return fprintf(f, "%-12s quad %d  score %5.1f  cameo %-4s  %s\n", r->code, r->quad,
                       r->score, r->cameo, r->meaning) > 0;
    case DG_CODE_MODE:
        snprintf(mode, sizeof mode, "%s %s", r->type, r->mode);
        return fprintf(f, "%-24s score %5.1f  cameo %-4s  %s\n", mode, r->score, r->cameo,
                       r->meaning) > 0;
    case DG_CODE_CONTEXT:
        return fprintf(f, "%-22s %s\n", r->code, r->meaning) > 0;
    case DG_CODE_CAMEO:
        break;
    }
    snprintf(mode, sizeof mode, "%s %s", r->type, r->mode);
    return fprintf(f, "%-4s  goldstein %5.1f  %-23s %s%s%s%s%s%s\n", r->code, r->goldstein,
                   mode, r->meaning, *r->context[0] ? " [" : "", r->context[0],
                   *r->context[1] ? ", " : "", r->context[1], *r->context[0] ? "]" : "") > 0;
}

/* The builder of the ontology sees to it that its strings need no escaping. */
static bool print_or_null(FILE *f, const char *name, const char *s) {
    return (*s ? fprintf(f, ",\"%s\":\"%s\"", name, s) : fprintf(f, ",\"%s\":null", name)) > 0;
}

static bool print_number(FILE *f, const char *name, double value, bool known) {
    return (known ? fprintf(f, ",\"%s\":%g", name, value) : fprintf(f, ",\"%s\":null", name)) >
           0;
}

static bool print_json(FILE *f, const dg_ontology_row *r) {
    bool event = r->kind != DG_CODE_CONTEXT;
    return fprintf(f, "{\"kind\":\"%s\",\"code\":\"%s\"", kinds[r->kind], r->code) > 0 &&
           print_or_null(f, "type", r->type) && print_or_null(f, "mode", r->mode) &&
           print_number(f, "quad", r->quad, event) &&
           print_number(f, "score", r->score, event) && print_or_null(f, "cameo", r->cameo) &&
           print_number(f, "goldstein", r->goldstein, event) &&
           fprintf(f, ",\"context\":[%s%s%s%s%s]", *r->context[0] ? "\"" : "", r->context[0],
                   *r->context[1] ? "\",\"" : "", r->context[1],
                   *r->context[0] ? "\"" : "") > 0 &&
           print_or_null(f, "meaning", r->meaning) && fputs("}\n", f) >= 0;
}

static bool print_tsv(FILE *f, const dg_ontology_row *r) {
    if (r->kind == DG_CODE_CONTEXT)
        return fprintf(f, "context\t%s\t\t\t\t\t\t\t\t%s\n", r->code, r->meaning) > 0;
    return fprintf(f, "%s\t%s\t%s\t%s\t%d\t%g\t%s\t%g\t%s%s%s\t%s\n", kinds[r->kind], r->code,
                   r->type, r->mode, r->quad, r->score, r->cameo, r->goldstein, r->context[0],
                   *r->context[1] ? "," : "", r->context[1], r->meaning) > 0;
}

static const struct {
    const char *name;
    print_fn print;
    const char *head;
} formats[] = {
    {"table", print_table, ""},
    {"jsonl", print_json, ""},
    {"tsv", print_tsv,
     "kind\tcode\ttype\tmode\tquad\tscore\tcameo\tgoldstein\tcontext\tmeaning\n"},
};

enum { N_FORMAT = sizeof formats / sizeof *formats };

/* ---- the command -------------------------------------------------------------------- */

static const char *const headings[] = {"types", "\nmodes", "\ncontexts", "\nCAMEO codes"};

/* All rows, or those of one code; how many there were, or -1 when they could not be written. */
static int print_rows(FILE *f, unsigned format, const char *code) {
    int n = 0;
    dg_ontology_row row;
    int last = -1;
    for (size_t i = 0; dg_ontology(i, &row); i++) {
        if (code && strcmp(code, row.code)) continue;
        bool heading = !code && formats[format].print == print_table && (int)row.kind != last;
        last = (int)row.kind;
        if (heading && fprintf(f, "%s\n", headings[row.kind]) < 0) return -1;
        if (!formats[format].print(f, &row)) return -1;
        n++;
    }
    return n;
}

static int print_all(cli_output *out, unsigned format, char **code, int n) {
    int status = CLI_OK;
    fputs(formats[format].head, out->file);
    if (!n && print_rows(out->file, format, NULL) < 0) status = CLI_SOME_FAILED;
    for (int i = 0; i < n; i++) {
        int rows = print_rows(out->file, format, code[i]);
        if (rows == 0) fprintf(stderr, "dragoman: no code \"%s\"\n", code[i]);
        if (rows <= 0) status = CLI_SOME_FAILED;
    }
    return status;
}

typedef struct ontology_options {
    const char *output;
    unsigned format;
} ontology_options;

static int take_option(void *user, int option) {
    ontology_options *o = user;
    if (option == 'o') {
        o->output = optarg;
        return CLI_OK;
    }
    for (o->format = 0; o->format < N_FORMAT; o->format++)
        if (!strcmp(formats[o->format].name, optarg)) return CLI_OK;
    return cli_usage("ontology", "--to takes table, jsonl or tsv, not \"%s\"", optarg);
}

int cli_ontology(int argc, char **argv) {
    static const struct option options[] = {{"to", required_argument, NULL, 't'},
                                            {"output", required_argument, NULL, 'o'},
                                            {"help", no_argument, NULL, 'h'},
                                            {NULL, 0, NULL, 0}};
    ontology_options o = {.format = isatty(STDOUT_FILENO) ? 0 : 1};
    int status = cli_options("ontology", ":o:h", argc, argv, options, help, take_option, &o);
    if (status != CLI_OK) return status;
    cli_output out;
    if (!cli_output_open(&out, o.output)) return CLI_SOME_FAILED;
    status = print_all(&out, o.format, argv + optind, argc - optind);
    return cli_output_close(&out, CLI_KEEP_WHOLE) ? status : CLI_SOME_FAILED;
}
