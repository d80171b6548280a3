/* dragoman code: stories to events. */
#include <string.h>
#include <unistd.h>

#include "cli.h"

static const char help[] =
    "usage: dragoman code [OPTION]... [FILE]...\n"
    "\n"
    "Read stories and write down who did what to whom, where, when, and who says so: events in\n"
    "the types of PLOVER, with CAMEO codes. On a terminal a table, in a pipe JSON Lines.\n"
    "\n"
    "options:\n"
    "  --to FORMAT    table, jsonl, plover, csv, tsv, phoenix, icews, polecat or gdelt; or\n"
    "                 sqlite:STORE, a database, in which a story takes the place of the one with\n"
    "                 its id. What was coded into it with the same version and data is passed\n"
    "                 over, so that a run that was cut short goes on where it stopped\n"
    "  --again        code what is in the store already, too\n"
    "  --header, --no-header\n"
    "                 begin with the names of the columns, or do not: by default as files of\n"
    "                 the format do\n"
    "  --date DAY     2015-11-16: the date of stories that come without one\n"
    "  --actors FILE  actors of your own, laid over the project's; may be repeated\n"
    "  --frames FILE  event frames of your own, tried before the project's; may be repeated\n"
    "  --from KIND    text, jsonl, html, csv, petrarch, feed, warc, lexis or factiva: do not\n"
    "                 look at the content\n"
    "  -o FILE        write to FILE, which appears once it is whole\n"
    "  --data FOLDER  where the model and the compiled data are\n"
    "  --cpu NAME     avx512, avx2, generic or neon: the same output, another speed\n" CLI_RUN_HELP
        CLI_ERRORS_HELP "  --help         this text\n"
    "\n" CLI_STATUS_HELP;

typedef struct code_options {
    cli_store store; /* first: cli_store_hook() */
    bool table;
    bool given; /* a format was asked for */
    dg_format format;
    int header; /* 1, 0; -1: as the format has it */
} code_options;

static bool put(cli_text *out, const char *s) {
    return cli_text_put(out, s);
}

static bool put_text(cli_text *out, const dg_story *story, uint32_t start, uint32_t end) {
    return cli_text_write(out, story->text + start, end - start);
}

/* "USA GOV (the White House) and RUS GOV (Putin)". */
static bool put_participants(cli_text *out, const dg_story *s, uint32_t first, uint32_t n) {
    bool ok = true;
    for (uint32_t i = 0; i < n && ok; i++) {
        const dg_participant *p = &s->participant[first + i];
        ok = (i == 0 || put(out, " and ")) &&
             put(out, *p->actor.country ? p->actor.country : "---");
        if (ok && *p->actor.sector[0]) ok = put(out, " ") && put(out, p->actor.sector[0]);
        if (ok && p->start < p->end)
            ok = put(out, " (") && put_text(out, s, p->start, p->end) && put(out, ")");
    }
    return ok;
}

/* "; at Tikrit (IRQ, Salah ad Din)". */
static bool put_place(cli_text *out, const dg_story *s, const dg_place *p) {
    bool ok = put(out, "; at ") && put_text(out, s, p->start, p->end);
    if (ok && *p->country)
        ok = put(out, " (") && put(out, p->country) && put(out, *p->admin1 ? ", " : "") &&
             put(out, p->admin1) && put(out, ")");
    return ok;
}

/* "; 12 dead, 30 injured". */
static bool put_size(cli_text *out, const dg_size *size) {
    const char *const name[] = {"dead", "injured", "arrested", "participants"};
    const uint32_t n[] = {size->dead, size->injured, size->arrested, size->participants};
    char text[32];
    bool ok = true, any = false;
    for (unsigned i = 0; i < 4 && ok; i++) {
        if (n[i] == DG_NONE) continue;
        snprintf(text, sizeof text, "%s%u %s", any ? ", " : "; ", n[i], name[i]);
        ok = put(out, text);
        any = true;
    }
    return ok;
}

static bool put_contexts(cli_text *out, const dg_event *e) {
    bool ok = true;
    for (unsigned i = 0; i < DG_CONTEXTS && *e->context[i] && ok; i++)
        ok = put(out, i ? ", " : "\n      about ") && put(out, e->context[i]);
    return ok;
}

static bool put_event(cli_text *out, const dg_story *s, const dg_event *e) {
    bool ok = put(out, "  ") && put(out, e->type);
    if (ok && *e->mode) ok = put(out, " ") && put(out, e->mode);
    if (ok && strcmp(e->status, "actual"))
        ok = put(out, " [") && put(out, e->status) && put(out, "]");
    ok = ok && put(out, "  \"") && put_text(out, s, e->trigger_start, e->trigger_end) &&
         put(out, "\"\n      ") && put_participants(out, s, e->actor, e->n_actor);
    if (ok && e->n_recipient)
        ok = put(out, " -> ") && put_participants(out, s, e->recipient, e->n_recipient);
    if (ok && *e->when.first) {
        ok = put(out, "; ") && put(out, e->when.first);
        if (ok && strcmp(e->when.first, e->when.last))
            ok = put(out, " to ") && put(out, e->when.last);
    }
    if (ok && e->place != DG_NONE) ok = put_place(out, s, &s->place[e->place]);
    if (ok && e->said_by != DG_NONE)
        ok = put(out, "; says ") && put_participants(out, s, e->said_by, 1);
    ok = ok && put_size(out, &e->size) && put_contexts(out, e);
    return ok && put(out, "\n      because ") && put(out, e->why) && put(out, "\n");
}

static bool write_table(const dg_story *s, cli_text *out) {
    bool ok =
        !*s->id || (put(out, "== ") && put(out, s->id) && put(out, *s->date ? "  " : "") &&
                    put(out, s->date) && put(out, "\n"));
    uint32_t last = UINT32_MAX;
    for (uint32_t i = 0; i < s->n_event && ok; i++) {
        const dg_event *e = &s->event[i];
        const dg_sentence *x = &s->sentence[e->sentence];
        if (e->sentence != last)
            ok = put(out, "\n") && put_text(out, s, x->start, x->end) && put(out, "\n");
        last = e->sentence;
        ok = ok && put_event(out, s, e);
    }
    return ok && put(out, "\n");
}

static bool write_header(cli_stories *run) {
    const code_options *o = run->user;
    dg_error error;
    bool wanted = o->header < 0 ? dg_format_has_header(o->format) : o->header;
    if (!wanted || o->table) return true;
    if (dg_write_header(o->format, cli_output_write, &run->out, &error) == DG_OK) return true;
    if (error.code != DG_IO) cli_stories_report(run, &error);
    return false;
}

static dg_status write_story(cli_job *job, const dg_story *story) {
    const code_options *o = job->run->user;
    if (!o->table)
        return dg_write_events(story, o->format, cli_text_write, job->out, &job->error);
    return write_table(story, job->out) ? DG_OK : cli_no_memory(&job->error);
}

enum { TO = CLI_OWN, AGAIN, HEADER, NO_HEADER };

static int take_format(code_options *o) {
    static const char sqlite[] = "sqlite:";
    const char *path = optarg + sizeof sqlite - 1;
    bool store = !strncmp(optarg, sqlite, sizeof sqlite - 1) && *path;
    o->store.path = store ? path : NULL;
    o->table = !strcmp(optarg, "table");
    o->format = o->table || store ? DG_FORMAT_JSONL : dg_format_named(optarg);
    o->given = true;
    if (o->format != DG_FORMATS) return CLI_OK;
    return cli_usage("code", "--to knows no format \"%s\"", optarg);
}

static int take_option(cli_stories *run, int option) {
    code_options *o = run->user;
    if (option == TO) return take_format(o);
    if (option == AGAIN)
        o->store.again = true;
    else
        o->header = option == HEADER;
    return CLI_OK;
}

/* What excludes each other; NULL for a call that is right. */
static const char *wrong_call(const code_options *o, const cli_stories *run) {
    bool json = o->format == DG_FORMAT_JSONL || o->format == DG_FORMAT_PLOVER;
    bool store = o->store.path;
    if (store && run->output) return "-o and --to sqlite: exclude each other";
    if (store && o->header >= 0) return "a store has no header";
    if (o->store.again && !store) return "--again goes with --to sqlite:";
    if (run->errors_inline && (o->table || store || !json))
        return "--errors inline is for --to jsonl or plover";
    return NULL;
}

int cli_code(int argc, char **argv) {
    static const struct option options[] = {CLI_COMMON_OPTIONS,
                                            CLI_DATE_OPTION,
                                            CLI_ACTORS_OPTION,
                                            CLI_FRAMES_OPTION,
                                            CLI_RUN_OPTIONS,
                                            CLI_ERRORS_OPTION,
                                            {"to", required_argument, NULL, TO},
                                            {"again", no_argument, NULL, AGAIN},
                                            {"header", no_argument, NULL, HEADER},
                                            {"no-header", no_argument, NULL, NO_HEADER},
                                            {NULL, 0, NULL, 0}};
    code_options own = {.header = -1};
    cli_stories run = {.command = "code",
                       .read = dg_code,
                       .begin = write_header,
                       .write = write_story,
                       .user = &own};
    int status = cli_stories_options(&run, argc, argv, options, help, take_option);
    if (status != CLI_OK) return status;
    if (!own.given && !run.output && !run.errors_inline && isatty(STDOUT_FILENO))
        own.table = true;
    const char *wrong = wrong_call(&own, &run);
    if (wrong) {
        cli_stories_drop_options(&run);
        return cli_usage("code", "%s", wrong);
    }
    if (own.store.path) cli_store_hook(&run);
    return cli_stories_run(&run, argv + optind, argc - optind);
}
