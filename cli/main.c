/* dragoman: the tool. One subcommand a file; this one finds it. */
#include <stdarg.h>
#include <string.h>

#include "cli.h"

static const struct {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *summary;
} commands[] = {
    {"code", cli_code, "code stories: who did what to whom, where, when, and who says so"},
    {"dedup", cli_dedup, "group the records of one happening; find nearly equal texts"},
    {"actor", cli_actor, "say who somebody is on a date, and why"},
    {"relate", cli_relate, "say what one marked actor of a sentence does to the other"},
    {"explain", cli_explain, "show a story's mentions, who they are, and why"},
    {"ontology", cli_ontology, "tell what types, modes, contexts and codes mean"},
    {"parse", cli_parse, "read stories; print tokens, tags and dependency parses"},
    {"import", cli_import, "put event records into a store"},
    {"export", cli_export, "take event records out of a store"},
    {"relations", cli_relations, "show what passed between two actors over time, from a store"},
};

enum { N_COMMAND = sizeof commands / sizeof *commands };

static void print_help(FILE *to) {
    fputs("dragoman - news text in, who did what to whom out\n\n"
          "usage: dragoman COMMAND [OPTION]... [FILE]...\n\ncommands:\n",
          to);
    for (size_t i = 0; i < N_COMMAND; i++)
        fprintf(to, "  %-10s %s\n", commands[i].name, commands[i].summary);
    fputs("\noptions:\n"
          "  --help     this text; after a COMMAND, that command's\n"
          "  --version  the version\n"
          "\nenvironment:\n"
          "  DRAGOMAN_DATA  the data folder, where --data names none\n",
          to);
}

void cli_report(const dg_error *error) {
    char text[512];
    dg_error_format(error, text, sizeof text);
    fprintf(stderr, "dragoman: %s\n", text);
}

int cli_usage(const char *command, const char *format, ...) {
    va_list arguments;
    fprintf(stderr, "dragoman%s%s: ", *command ? " " : "", command);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fprintf(stderr, "\nTry: dragoman%s%s --help\n", *command ? " " : "", command);
    return CLI_USAGE;
}

int main(int argc, char **argv) {
    if (argc < 2) {
        print_help(stderr);
        return CLI_USAGE;
    }
    if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h") || !strcmp(argv[1], "help")) {
        print_help(stdout);
        return CLI_OK;
    }
    if (!strcmp(argv[1], "--version")) {
        printf("dragoman %s\n", dg_version());
        return CLI_OK;
    }
    for (size_t i = 0; i < N_COMMAND; i++)
        if (!strcmp(argv[1], commands[i].name)) return commands[i].run(argc - 1, argv + 1);
    return cli_usage("", "no command \"%s\"", argv[1]);
}
