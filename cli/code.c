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
    "  --to FORMAT    table or jsonl; or sqlite:PATH, a store, in which a story takes the place\n"
    "                 of the one with its id; a run that was cut short goes on where it stopped:\n"
    "                 what the same program with the same data has coded is passed over\n"
    "  --again        code what is in the store already, too\n"
    "  --actors FILE  actors of your own, laid over the project's; may be repeated\n"
    "  --frames FILE  event frames of your own, tried before the project's; may be repeated\n"
    "  --from KIND    text or jsonl: do not look at the content\n"
    "  -o FILE        write to FILE, which appears once it is whole\n"
    "  --data FOLDER  where the model and the compiled data are\n"
    "  --cpu NAME     avx512, avx2, generic or neon: the same output, another speed\n"
    "  --help         this text\n"
    "\n"
    "Exit status: 0; 1 when something could not be read or written (the rest is); 2 for\n"
    "a wrong call.\n";

typedef struct code_options {
    cli_store store; /* first: cli_store_hook() */
    bool table, jsonl;
} code_options;

static bool put(cli_stories *run, const char *s) {
    return cli_output_write(&run->out, s, strlen(s));
}

static bool put_text(cli_stories *run, const dg_story *story, uint32_t start, uint32_t end) {
    return cli_output_write(&run->out, story->text + start, end - start);
}

/* "USA GOV (the White House) and RUS GOV (Putin)". */
static bool put_participants(cli_stories *run, const dg_story *s, uint32_t first, uint32_t n) {
    bool ok = true;
    for (uint32_t i = 0; i < n && ok; i++) {
        const dg_participant *p = &s->participant[first + i];
        ok = (i == 0 || put(run, " and ")) && put(run, *p->actor.country ? p->actor.country : "---");
        if (ok && *p->actor.sector[0]) ok = put(run, " ") && put(run, p->actor.sector[0]);
        if (ok && p->start < p->end)
            ok = put(run, " (") && put_text(run, s, p->start, p->end) && put(run, ")");
    }
    return ok;
}

static bool put_event(cli_stories *run, const dg_story *s, const dg_event *e) {
    bool ok = put(run, "  ") && put(run, e->type);
    if (ok && *e->mode) ok = put(run, " ") && put(run, e->mode);
    if (ok && strcmp(e->status, "actual")) ok = put(run, " [") && put(run, e->status) && put(run, "]");
    ok = ok && put(run, "  \"") && put_text(run, s, e->trigger_start, e->trigger_end) &&
         put(run, "\"\n      ") && put_participants(run, s, e->actor, e->n_actor);
    if (ok && e->n_recipient)
        ok = put(run, " -> ") && put_participants(run, s, e->recipient, e->n_recipient);
    if (ok && *e->when.first) {
        ok = put(run, "; ") && put(run, e->when.first);
        if (ok && strcmp(e->when.first, e->when.last)) ok = put(run, " to ") && put(run, e->when.last);
    }
    if (ok && e->place != DG_NONE)
        ok = put(run, "; at ") &&
             put_text(run, s, s->mention[e->place].start, s->mention[e->place].end);
    if (ok && e->said_by != DG_NONE)
        ok = put(run, "; says ") && put_participants(run, s, e->said_by, 1);
    return ok && put(run, "\n      because ") && put(run, e->why) && put(run, "\n");
}

static bool write_table(cli_stories *run, const dg_story *s) {
    bool ok = !*s->id || (put(run, "== ") && put(run, s->id) && put(run, *s->date ? "  " : "") &&
                          put(run, s->date) && put(run, "\n"));
    uint32_t last = UINT32_MAX;
    for (uint32_t i = 0; i < s->n_event && ok; i++) {
        const dg_event *e = &s->event[i];
        const dg_sentence *x = &s->sentence[e->sentence];
        if (e->sentence != last)
            ok = put(run, "\n") && put_text(run, s, x->start, x->end) && put(run, "\n");
        last = e->sentence;
        ok = ok && put_event(run, s, e);
    }
    return ok && put(run, "\n");
}

static bool write_story(cli_stories *run, const dg_story *story) {
    const code_options *o = run->user;
    dg_error error;
    if (o->table) return write_table(run, story);
    if (dg_write_events_json(story, cli_output_write, &run->out, &error) == DG_OK) return true;
    if (error.code != DG_IO) cli_stories_report(run, &error);
    return error.code != DG_IO;
}

enum { TO = CLI_OWN, AGAIN };

static int take_option(cli_stories *run, int option) {
    static const char sqlite[] = "sqlite:";
    code_options *o = run->user;
    if (option == AGAIN) {
        o->store.again = true;
        return CLI_OK;
    }
    bool store = !strncmp(optarg, sqlite, sizeof sqlite - 1) && optarg[sizeof sqlite - 1];
    o->store.path = store ? optarg + sizeof sqlite - 1 : NULL;
    o->table = !strcmp(optarg, "table");
    o->jsonl = !strcmp(optarg, "jsonl");
    if (o->table || o->jsonl || store) return CLI_OK;
    return cli_usage("code", "--to takes table, jsonl or sqlite:PATH, not \"%s\"", optarg);
}

int cli_code(int argc, char **argv) {
    static const struct option options[] = {CLI_COMMON_OPTIONS,
                                            CLI_ACTORS_OPTION,
                                            CLI_FRAMES_OPTION,
                                            {"to", required_argument, NULL, TO},
                                            {"again", no_argument, NULL, AGAIN},
                                            {NULL, 0, NULL, 0}};
    code_options own = {0};
    cli_stories run = {.command = "code", .read = dg_code, .write = write_story, .user = &own};
    int status = cli_stories_options(&run, argc, argv, options, help, take_option);
    if (status != CLI_OK) return status;
    if (own.store.path && run.output) return cli_usage("code", "-o and sqlite: exclude each other");
    if (own.store.again && !own.store.path) return cli_usage("code", "--again goes with sqlite:");
    if (own.store.path)
        cli_store_hook(&run);
    else if (!own.jsonl && !run.output && isatty(STDOUT_FILENO)) own.table = true;
    return cli_stories_run(&run, argv + optind, argc - optind);
}
