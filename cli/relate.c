/* dragoman relate: the relation between two marked actors of a sentence. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

static const char help[] =
    "usage: dragoman relate [OPTION]... < FILE.jsonl\n"
    "\n"
    "Read JSON Lines {\"id\", \"text\", \"source\": [start, end), \"target\": [start, end) or null,\n"
    "\"date\"}, places in characters, and say what the source does to the target: JSON Lines\n"
    "{\"id\", \"type\", \"mode\", \"score\", \"ranked\": [[TYPE, WEIGHT], ...], \"why\"}. There is\n"
    "always an answer; the ranking tells how sure it is.\n"
    "\n"
    "options:\n"
    "  --actors FILE  actors of your own, laid over the project's; may be repeated\n"
    "  --frames FILE  event frames of your own, tried before the project's\n"
    "  -o FILE        write to FILE, which appears once it is whole\n"
    "  --data FOLDER  where the model and the compiled data are\n"
    "  --cpu NAME     avx512, avx2, generic or neon: the same output, another speed\n"
    "  --help         this text\n"
    "\n"
    "Exit status: 0; 1 when something could not be read or written (the rest is); 2 for\n"
    "a wrong call.\n";

static uint32_t bytes_of(const char *s, json_int_t characters) {
    size_t i = 0;
    for (; s[i] && characters > 0; characters--)
        do i++;
        while (((unsigned char)s[i] & 0xC0) == 0x80);
    return (uint32_t)i;
}

/* [start, end) in characters as bytes; empty for null; false when it is neither. */
static bool read_span(const json_t *value, const char *text, dg_span *out) {
    *out = (dg_span){0, 0};
    if (!value || json_is_null(value)) return true;
    json_t *start = json_array_get(value, 0), *end = json_array_get(value, 1);
    if (!json_is_integer(start) || !json_is_integer(end)) return false;
    out->start = bytes_of(text, json_integer_value(start));
    out->end = bytes_of(text, json_integer_value(end));
    return out->start <= out->end;
}

static json_t *record_of(json_t *id, const dg_relation *r) {
    json_t *ranked = json_array();
    for (int i = 0; i < DG_TYPES; i++) {
        double weight = r->weight[r->ranked[i]];
        if (weight < 0.001) break;
        json_array_append_new(ranked, json_pack("[s, f]", dg_type_name(r->ranked[i]), weight));
    }
    return json_pack("{s:O?, s:s, s:s*, s:f, s:o, s:s}", "id", id, "type", r->type, "mode",
                     *r->mode ? r->mode : NULL, "score", r->score, "ranked", ranked, "why", r->why);
}

static bool write_record(cli_stories *run, json_t *id, const dg_relation *r) {
    json_t *record = record_of(id, r);
    char *line = record ? json_dumps(record, JSON_COMPACT | JSON_REAL_PRECISION(4)) : NULL;
    bool ok = line && cli_output_write(&run->out, line, strlen(line)) &&
              cli_output_write(&run->out, "\n", 1);
    free(line);
    json_decref(record);
    return ok;
}

static void complain(cli_stories *run, uint64_t line, const char *what) {
    fprintf(stderr, "dragoman: standard input:%llu: %s\n", (unsigned long long)line, what);
    run->failed++;
}

/* False when the output is lost. */
static bool relate_record(cli_stories *run, json_t *object, uint64_t line) {
    const char *text = json_string_value(json_object_get(object, "text"));
    dg_span source, target;
    dg_relation relation;
    dg_error error;
    if (!text) complain(run, line, "no \"text\"");
    else if (!read_span(json_object_get(object, "source"), text, &source) ||
             !read_span(json_object_get(object, "target"), text, &target))
        complain(run, line, "source and target must be [start, end) or null");
    else {
        dg_document document = {.text = text, .n_text = strlen(text), .line = line,
                                .date = json_string_value(json_object_get(object, "date"))};
        if (dg_relate(run->context, &document, &source, &target, &relation, &error) == DG_OK)
            return write_record(run, json_object_get(object, "id"), &relation);
        cli_stories_report(run, &error);
    }
    return true;
}

static void relate_input(cli_stories *run) {
    char *line = NULL;
    size_t size = 0;
    ssize_t n;
    bool ok = true;
    for (uint64_t number = 1; ok && (n = getline(&line, &size, stdin)) >= 0; number++) {
        json_error_t wrong;
        if (n <= 1) continue;
        json_t *object = json_loadb(line, (size_t)n, 0, &wrong);
        if (!object) complain(run, number, wrong.text);
        else ok = relate_record(run, object, number);
        json_decref(object);
    }
    free(line);
}

static int take_option(cli_stories *run, int option) {
    (void)run;
    (void)option;
    return CLI_USAGE;
}

int cli_relate(int argc, char **argv) {
    static const struct option options[] = {
        CLI_COMMON_OPTIONS, CLI_ACTORS_OPTION, CLI_FRAMES_OPTION, {NULL, 0, NULL, 0}};
    cli_stories run = {.command = "relate"};
    dg_error error;
    int status = cli_stories_options(&run, argc, argv, options, help, take_option);
    if (status != CLI_OK) return status;
    if (optind < argc || isatty(STDIN_FILENO))
        return cli_usage("relate", "it reads JSON Lines from standard input");
    if (cli_stories_open_engine(&run, &error) != DG_OK)
        cli_stories_report(&run, &error);
    else if (!cli_output_open(&run.out, run.output))
        run.failed++;
    else {
        relate_input(&run);
        if (!cli_output_close(&run.out, true)) run.failed++;
    }
    cli_stories_close(&run);
    return run.failed ? CLI_SOME_FAILED : CLI_OK;
}
