/* dragoman actor: who somebody is on a date. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "records.h"

static const char help[] =
    "usage: dragoman actor [OPTION]... TEXT...\n"
    "       dragoman actor [OPTION]... < FILE.jsonl\n"
    "\n"
    "Say who each TEXT is: country, sector, entity, name and role on the date, and why.\n"
    "\n"
    "  dragoman actor --date 2013-05-01 Lavrov \"Syrian rebels\" \"the Kremlin\"\n"
    "\n"
    "Without a TEXT, read JSON Lines from standard input: {\"id\", \"text\", \"context\",\n"
    "\"date\", \"start\"}. Only text is required. context is a sentence or story that holds\n"
    "the text, start where in it the text begins, in characters (else its first place).\n"
    "On a terminal the answer is a table, in a pipe JSON Lines.\n"
    "\n"
    "options:\n"
    "  --date DATE    the day that is meant, as 2013-05-01\n"
    "  --context FILE a story in which the texts stand\n"
    "  --to FORMAT    table or jsonl\n"
    "  --actors FILE  actors of your own, laid over the project's; may be repeated\n"
    "  -o FILE        write to FILE, which appears once it is whole\n"
    "  --data FOLDER  where the model and the actor base are\n"
    "  --cpu NAME     avx512, avx2, generic or neon: the same output, another speed\n"
    "  --help         this text\n"
    "\n"
    "Exit status: 0; 1 when something could not be read or written (the rest is); 2 for\n"
    "a wrong call.\n";

typedef struct actor_options {
    const char *date;
    char *context; /* the text of --context, or NULL */
    bool table, jsonl;
} actor_options;

typedef struct question {
    const char *id, *text, *context, *date;
    json_int_t start; /* in characters; -1: not told */
} question;

/* ---- finding the text in its context -------------------------------------------------- */

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* The first place where the text stands as words of their own; else anywhere. */
static const char *find_text(const char *context, const char *text) {
    size_t n = strlen(text);
    for (const char *at = context; n && (at = strstr(at, text)); at++)
        if ((at == context || !is_letter(at[-1])) && !is_letter(at[n])) return at;
    return strstr(context, text);
}

/* Where the text stands in its context; NULL when it does not. */
static const char *place_of(const question *q, const char *context) {
    size_t n = strlen(q->text);
    if (q->start < 0) return find_text(context, q->text);
    const char *at = context + cli_bytes_of(context, (uint64_t)q->start);
    return strncmp(at, q->text, n) == 0 ? at : NULL;
}

/* ---- answering ------------------------------------------------------------------------- */

static bool write_row(cli_stories *run, const char *text, const dg_actor *a) {
    char line[1024], sectors[32] = "";
    for (size_t i = 0; i < DG_SECTORS && *a->sector[i]; i++) {
        if (i) strcat(sectors, " ");
        strcat(sectors, a->sector[i]);
    }
    int n = snprintf(line, sizeof line, "%s\n  %s %s%s%s%s%s\n  because %s\n", text,
                     *a->country ? a->country : "---", *sectors ? sectors : "---",
                     *a->name ? ", " : "", a->name, *a->role ? ", " : "", a->role,
                     *a->why ? a->why : "nothing is known");
    size_t length = n < 0 ? 0 : (size_t)n < sizeof line ? (size_t)n : sizeof line - 1;
    return cli_output_write(&run->out, line, length);
}

static bool write_answer(cli_stories *run, const question *q, const dg_story *story,
                         uint32_t mention) {
    static const dg_actor nobody = {"", {"", "", "", ""}, "", "", "", "no noun there"};
    const actor_options *o = run->user;
    dg_error error;
    if (o->table)
        return write_row(run, q->text,
                         mention == DG_NONE ? &nobody : &story->mention[mention].actor);
    if (dg_write_mention_json(story, mention, q->id, cli_output_write, &run->out, &error) ==
        DG_OK)
        return true;
    if (error.code != DG_IO) cli_stories_report(run, &error);
    return false;
}

static void complain(cli_stories *run, const question *q, uint64_t line, const char *what) {
    fprintf(stderr, "dragoman: ");
    if (line) fprintf(stderr, "standard input:%llu: ", (unsigned long long)line);
    fprintf(stderr, "%s: \"%s\"\n", what, q->text);
    run->failed++;
}

/* False when the output is lost. */
static bool answer(cli_stories *run, const question *q, uint64_t line) {
    const actor_options *o = run->user;
    const char *context = q->context ? q->context : o->context ? o->context : q->text;
    const char *at = place_of(q, context);
    const dg_story *story;
    dg_error error;
    if (!at || !*q->text) {
        complain(run, q, line, *q->text ? "the context does not hold the text" : "no text");
        return true;
    }
    dg_document document = {.id = q->id,
                            .date = q->date ? q->date : o->date,
                            .text = context,
                            .n_text = strlen(context),
                            .line = line};
    if (dg_identify(run->context, &document, &story, &error) != DG_OK) {
        cli_stories_report(run, &error);
        return true;
    }
    uint32_t start = (uint32_t)(at - context);
    return write_answer(run, q, story,
                        dg_mention_at(story, start, start + (uint32_t)strlen(q->text)));
}

/* ---- questions --------------------------------------------------------------------------- */

static const char *string_of(const json_t *object, const char *key) {
    return json_string_value(json_object_get(object, key));
}

static bool answer_line(cli_stories *run, const char *line, size_t n, uint64_t number) {
    json_error_t wrong;
    json_t *object = json_loadb(line, n, 0, &wrong);
    if (!object || !string_of(object, "text")) {
        fprintf(stderr, "dragoman: standard input:%llu: %s\n", (unsigned long long)number,
                object ? "no \"text\"" : wrong.text);
        json_decref(object);
        run->failed++;
        return true;
    }
    json_t *start = json_object_get(object, "start");
    question q = {.id = string_of(object, "id"),
                  .text = string_of(object, "text"),
                  .context = string_of(object, "context"),
                  .date = string_of(object, "date"),
                  .start = json_is_integer(start) ? json_integer_value(start) : -1};
    bool ok = answer(run, &q, number);
    json_decref(object);
    return ok;
}

static void answer_input(cli_stories *run) {
    cli_records lines = {0};
    const char *line;
    size_t n;
    bool ok = true;
    while (ok && cli_records_next(&lines, &line, &n))
        ok = answer_line(run, line, n, lines.number);
    run->failed += lines.failed;
    cli_records_free(&lines);
}

static int run_actor(cli_stories *run, char **text, int n) {
    dg_error error;
    if (cli_stories_open_engine(run, &error) != DG_OK)
        cli_stories_report(run, &error);
    else if (!cli_output_open(&run->out, run->output))
        run->failed++;
    else {
        bool ok = true;
        for (int i = 0; i < n && ok; i++) {
            question q = {.text = text[i], .start = -1};
            ok = answer(run, &q, 0);
        }
        if (n == 0) answer_input(run);
        if (!cli_output_close(&run->out, CLI_KEEP_WHOLE)) run->failed++;
    }
    cli_stories_close(run);
    return run->failed ? CLI_SOME_FAILED : CLI_OK;
}

/* ---- options ------------------------------------------------------------------------------
 */

enum { DATE = CLI_OWN, CONTEXT, TO };

static char *read_file(const char *path) {
    FILE *f = fopen(path, "rb");
    char *text = f ? calloc(1, DG_MAX_TEXT + 1) : NULL;
    if (text) text[fread(text, 1, DG_MAX_TEXT, f)] = '\0';
    if (!text) perror(path);
    if (f) fclose(f);
    return text;
}

static int take_option(cli_stories *run, int option) {
    actor_options *o = run->user;
    int year, month, day;
    switch (option) {
    case DATE:
        o->date = optarg;
        if (sscanf(optarg, "%4d-%2d-%2d", &year, &month, &day) == 3) return CLI_OK;
        return cli_usage("actor", "--date takes a day as 2013-05-01, not \"%s\"", optarg);
    case CONTEXT:
        free(o->context);
        o->context = read_file(optarg);
        return o->context ? CLI_OK : CLI_SOME_FAILED;
    default:
        o->table = !strcmp(optarg, "table");
        o->jsonl = !strcmp(optarg, "jsonl");
        if (o->table || o->jsonl) return CLI_OK;
        return cli_usage("actor", "--to takes table or jsonl, not \"%s\"", optarg);
    }
}

int cli_actor(int argc, char **argv) {
    static const struct option options[] = {CLI_COMMON_OPTIONS,
                                            CLI_ACTORS_OPTION,
                                            {"date", required_argument, NULL, DATE},
                                            {"context", required_argument, NULL, CONTEXT},
                                            {"to", required_argument, NULL, TO},
                                            {NULL, 0, NULL, 0}};
    actor_options own = {0};
    cli_stories run = {.command = "actor", .user = &own};
    int status = cli_stories_options(&run, argc, argv, options, help, take_option);
    if (status == CLI_OK && optind == argc && isatty(STDIN_FILENO))
        status = cli_usage("actor", "no TEXT, and nothing on standard input");
    if (!own.jsonl && !run.output && isatty(STDOUT_FILENO)) own.table = true;
    if (status == CLI_OK) status = run_actor(&run, argv + optind, argc - optind);
    free(own.context);
    return status;
}
