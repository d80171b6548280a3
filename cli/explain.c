/* dragoman explain: a story's sentences with their mentions, who they are, and why. */
#include <string.h>
#include <unistd.h>

#include "cli.h"

static const char help[] =
    "usage: dragoman explain [OPTION]... [FILE]...\n"
    "\n"
    "Read stories and show, sentence by sentence, the phrases that mention somebody or\n"
    "something: which mean the same (the number in brackets), who that is, and why; then\n"
    "the events (*) with the frame that told them, and what is no event (-), and why not.\n"
    "\n"
    "options:\n"
    "  --parse        draw each sentence's parse, too\n"
    "  --to FORMAT    text (the default), or jsonl: one mention a line\n"
    "  --date DAY     2015-11-16: the date of stories that come without one\n"
    "  --actors FILE  actors of your own, laid over the project's; may be repeated\n"
    "  --from KIND    text, jsonl, html, csv, petrarch, feed, warc, lexis or factiva: do not\n"
    "                 look at the content\n"
    "  -o FILE        write to FILE, which appears once it is whole\n"
    "  --data FOLDER  where the model and the actor base are\n"
    "  --cpu NAME     avx512, avx2, generic or neon: the same output, another speed\n" CLI_RUN_HELP
        CLI_ERRORS_HELP "  --help         this text\n"
    "\n" CLI_STATUS_HELP;

typedef struct explain_options {
    bool parse, jsonl;
} explain_options;

static bool put(cli_text *out, const char *s) {
    return cli_text_put(out, s);
}

static bool put_text(cli_text *out, const dg_story *story, uint32_t start, uint32_t end) {
    return cli_text_write(out, story->text + start, end - start);
}

static bool put_actor(cli_text *out, const dg_mention *m) {
    const dg_actor *a = &m->actor;
    bool ok = put(out, "  ") && put(out, *a->country ? a->country : "---");
    for (size_t i = 0; i < DG_SECTORS && *a->sector[i] && ok; i++)
        ok = put(out, " ") && put(out, a->sector[i]);
    if (ok && *a->name) ok = put(out, "  ") && put(out, a->name);
    if (ok && *a->role) ok = put(out, ", ") && put(out, a->role);
    if (ok && m->locates) ok = put(out, "  (only says where)");
    if (ok && *a->why) ok = put(out, "\n        because ") && put(out, a->why);
    return ok && put(out, "\n");
}

/* A title taken into its name ("Putin's adviser Yuri Ushakov") is shown with it. */
static bool is_within_name(const dg_story *story, const dg_mention *m) {
    uint32_t i = (uint32_t)(m - story->mention);
    if (m->kind != DG_MODIFIER || i + 1 >= story->n_mention) return false;
    for (uint32_t k = i + 1; k < story->n_mention && k < i + 4; k++) {
        const dg_mention *o = &story->mention[k];
        if (o->chain == m->chain && o->start <= m->start && o->end >= m->end) return true;
    }
    return false;
}

/* The members of a group, by their numbers. */
static bool put_parts(cli_text *out, const dg_story *story, const dg_mention *m) {
    char text[32];
    bool ok = put(out, "  =");
    for (uint32_t k = 0; k < m->n_part && ok; k++) {
        const dg_mention *part = &story->mention[story->mention_part[m->part + k]];
        snprintf(text, sizeof text, " [%u]", part->chain);
        ok = put(out, text);
    }
    return ok && put(out, "\n");
}

static bool put_mention(cli_text *out, const dg_story *story, const dg_mention *m) {
    static const char *const sorts[] = {"?", "person", "organisation", "place", "thing"};
    char number[48];
    bool known = *m->actor.country || *m->actor.sector[0];
    if (is_within_name(story, m)) return true;
    snprintf(number, sizeof number, "  [%u] ", m->chain);
    if (!put(out, number) || !put_text(out, story, m->start, m->end)) return false;
    if (m->n_part) return put_parts(out, story, m);
    if (known) return put_actor(out, m);
    return put(out, "  ") && put(out, sorts[m->sort]) && put(out, "\n");
}

/* "at Tikrit: Tikrit, IRQ, geonames:90150; the only place of that name". */
static bool put_place(cli_text *out, const dg_story *s, const dg_place *p) {
    const char *const parts[] = {p->name, p->country, p->id};
    bool ok =
        put(out, "\n        at \"") && put_text(out, s, p->start, p->end) && put(out, "\"");
    for (size_t i = 0; i < sizeof parts / sizeof *parts && ok; i++)
        if (*parts[i]) ok = put(out, ", ") && put(out, parts[i]);
    return ok && put(out, *p->why ? ": " : "") && put(out, p->why);
}

static bool put_event(cli_text *out, const dg_story *s, const dg_event *e) {
    bool ok = put(out, "  * ") && put(out, e->type) && put(out, *e->mode ? " " : "") &&
              put(out, e->mode) && put(out, ", ") && put(out, e->status) && put(out, ": \"") &&
              put_text(out, s, e->trigger_start, e->trigger_end) && put(out, "\"");
    for (uint32_t i = 0; i < e->n_actor + e->n_recipient && ok; i++) {
        const dg_participant *p =
            &s->participant[i < e->n_actor ? e->actor + i : e->recipient + i - e->n_actor];
        ok = put(out, i == 0            ? " "
                      : i == e->n_actor ? " -> "
                                        : " and ") &&
             put(out, *p->actor.country ? p->actor.country : "---") && put(out, " ") &&
             put(out, p->actor.sector[0]);
    }
    if (ok && e->place != DG_NONE) ok = put_place(out, s, &s->place[e->place]);
    return ok && put(out, "\n        because ") && put(out, e->why) && put(out, "\n");
}

static bool put_rejection(cli_text *out, const dg_story *s, const dg_rejection *r) {
    const dg_word *w = &s->word[r->word];
    return put(out, "  - \"") && put_text(out, s, w->start, w->end) &&
           put(out, "\" is no event") && put(out, *r->frame ? " of " : "") &&
           put(out, r->frame) && put(out, ": ") && put(out, r->reason) && put(out, "\n");
}

/* The events of a sentence, and what might have been one. */
static bool put_events(cli_text *out, const dg_story *story, uint32_t sentence) {
    const dg_sentence *x = &story->sentence[sentence];
    bool ok = true;
    for (uint32_t i = 0; i < story->n_event && ok; i++)
        if (story->event[i].sentence == sentence) ok = put_event(out, story, &story->event[i]);
    for (uint32_t i = 0; i < story->n_rejection && ok; i++) {
        uint32_t w = story->rejection[i].word;
        if (w >= x->word && w < x->word + x->n_word)
            ok = put_rejection(out, story, &story->rejection[i]);
    }
    return ok;
}

static bool write_text(const dg_story *story, cli_text *out) {
    uint32_t i = 0;
    bool ok = !*story->id ||
              (put(out, "== ") && put(out, story->id) && put(out, *story->date ? "  " : "") &&
               put(out, story->date) && put(out, "\n\n"));
    for (uint32_t s = 0; s < story->n_sentence && ok; s++) {
        const dg_sentence *x = &story->sentence[s];
        ok = put_text(out, story, x->start, x->end) && put(out, "\n");
        for (; i < story->n_mention && story->mention[i].sentence == s && ok; i++)
            ok = put_mention(out, story, &story->mention[i]);
        ok = ok && put_events(out, story, s) && put(out, "\n");
    }
    return ok;
}

static dg_status write_story(cli_job *job, const dg_story *story) {
    const explain_options *o = job->run->user;
    if (o->jsonl)
        return dg_write_mentions_json(story, story->id, cli_text_write, job->out, &job->error);
    bool colour = !job->run->out.path && isatty(STDOUT_FILENO);
    bool ok =
        (!o->parse || cli_draw_story(story, colour, job->out)) && write_text(story, job->out);
    return ok ? DG_OK : cli_no_memory(&job->error);
}

enum { PARSE = CLI_OWN, TO };

static int take_option(cli_stories *run, int option) {
    explain_options *o = run->user;
    if (option == PARSE) {
        o->parse = true;
        return CLI_OK;
    }
    o->jsonl = !strcmp(optarg, "jsonl");
    if (o->jsonl || !strcmp(optarg, "text")) return CLI_OK;
    return cli_usage("explain", "--to takes text or jsonl, not \"%s\"", optarg);
}

int cli_explain(int argc, char **argv) {
    static const struct option options[] = {CLI_COMMON_OPTIONS,
                                            CLI_DATE_OPTION,
                                            CLI_ACTORS_OPTION,
                                            CLI_FRAMES_OPTION,
                                            CLI_RUN_OPTIONS,
                                            CLI_ERRORS_OPTION,
                                            {"parse", no_argument, NULL, PARSE},
                                            {"to", required_argument, NULL, TO},
                                            {NULL, 0, NULL, 0}};
    explain_options own = {0};
    cli_stories run = {
        .command = "explain", .read = dg_code, .write = write_story, .user = &own};
    int status = cli_stories_options(&run, argc, argv, options, help, take_option);
    if (status != CLI_OK) return status;
    if (run.errors_inline && !own.jsonl) {
        cli_stories_drop_options(&run);
        return cli_usage("explain", "--errors inline is for --to jsonl");
    }
    return cli_stories_run(&run, argv + optind, argc - optind);
}
