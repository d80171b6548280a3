/* dragoman relate: the relation between two marked actors of a sentence. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "records.h"

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
    "  --cpu NAME     avx512, avx2, generic or neon: the same output, another speed\n" CLI_RUN_HELP
        CLI_ERRORS_HELP "  --help         this text\n"
    "\n" CLI_STATUS_HELP;

/* A place before the text is its beginning. */
static uint32_t bytes_of(const char *s, json_int_t characters) {
    return (uint32_t)cli_bytes_of(s, characters < 0 ? 0 : (uint64_t)characters);
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
                     *r->mode ? r->mode : NULL, "score", r->score, "ranked", ranked, "why",
                     r->why);
}

static dg_status write_record(cli_job *job, json_t *id, const dg_relation *r) {
    json_t *record = record_of(id, r);
    char *line = record ? json_dumps(record, JSON_COMPACT | JSON_REAL_PRECISION(4)) : NULL;
    bool ok = line && cli_text_put(job->out, line) && cli_text_put(job->out, "\n");
    free(line);
    json_decref(record);
    return ok ? DG_OK : cli_no_memory(&job->error);
}

static dg_status refuse(cli_job *job, const char *what) {
    job->error = (dg_error){.code = DG_BAD_INPUT, .byte = DG_NO_BYTE};
    snprintf(job->error.message, sizeof job->error.message, "%s", what);
    return job->error.code;
}

static dg_status relate_record(cli_job *job, json_t *object) {
    const dg_document *line = job->document;
    const char *text = json_string_value(json_object_get(object, "text"));
    json_t *id = json_object_get(object, "id");
    dg_span source, target;
    dg_relation relation;
    if (id) job->id = json_dumps(id, JSON_COMPACT | JSON_ENCODE_ANY);
    if (!text) return refuse(job, "no \"text\"");
    if (!read_span(json_object_get(object, "source"), text, &source) ||
        !read_span(json_object_get(object, "target"), text, &target))
        return refuse(job, "source and target must be [start, end) or null");
    dg_document document = {.text = text,
                            .n_text = strlen(text),
                            .file = line->file,
                            .line = line->line,
                            .date = json_string_value(json_object_get(object, "date"))};
    dg_status status =
        dg_relate(job->context, &document, &source, &target, &relation, &job->error);
    return status == DG_OK ? write_record(job, id, &relation) : status;
}

static dg_status answer(cli_job *job) {
    json_error_t wrong;
    json_t *object = json_loadb(job->document->text, job->document->n_text, 0, &wrong);
    dg_status status = object ? relate_record(job, object) : refuse(job, wrong.text);
    json_decref(object);
    return status;
}

static int take_option(cli_stories *run, int option) {
    (void)run;
    (void)option;
    return CLI_USAGE;
}

int cli_relate(int argc, char **argv) {
    static const struct option options[] = {CLI_COMMON_OPTIONS, CLI_ACTORS_OPTION,
                                            CLI_FRAMES_OPTION,  CLI_RUN_OPTIONS,
                                            CLI_ERRORS_OPTION,  {NULL, 0, NULL, 0}};
    cli_records lines = {0};
    cli_stories run = {
        .command = "relate", .next = cli_records_document, .answer = answer, .user = &lines};
    int status = cli_stories_options(&run, argc, argv, options, help, take_option);
    if (status != CLI_OK) return status;
    if (optind < argc || isatty(STDIN_FILENO)) {
        cli_stories_drop_options(&run);
        return cli_usage("relate", "it reads JSON Lines from standard input");
    }
    status = cli_stories_run(&run, NULL, 0);
    cli_records_free(&lines);
    return status == CLI_OK && lines.failed ? CLI_SOME_FAILED : status;
}
