/* dragoman dedup: which records tell of one happening, and which stories are one text.
 *
 * How many sources tell of a happening is known only at the end, so records are grouped as they
 * come and put by in a temporary file, from which they are written. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "records.h"

static const char help[] =
    "usage: dragoman dedup [OPTION]... [FILE.jsonl]...\n"
    "       dragoman dedup --texts [OPTION]... [FILE]...\n"
    "\n"
    "Group event records (JSON Lines as \"dragoman code --to jsonl\" writes them) that tell of\n"
    "one happening. Each is written with \"group\", the id of the first record of its group,\n"
    "\"first\", whether this is that record, and \"sources\", how many different ones tell it.\n"
    "\n"
    "options:\n"
    "  --stories FILE  the stories that were coded, in the same order, of any kind that code\n"
    "                  reads: their dates, their sources, and which have nearly the same text;\n"
    "                  may be repeated\n"
    "  --firsts        write the first record of each group only\n"
    "  --one-a-day     of these, one of a type and status for a directed dyad on a day\n"
    "  --running       write each record at once, with the sources up to then\n"
    "  --days N        how far the dates of one happening may be apart (2)\n"
    "  --texts         read stories and write which is nearly the same as an earlier one\n"
    "  --from KIND     the kind of the stories' files: do not look at the content\n"
    "  -o FILE         write to FILE, which appears once it is whole\n"
    "  --help          this text\n"
    "\n"
    "Exit status: 0; 1 when something could not be read or written (the rest is); 2 for\n"
    "a wrong call.\n";

typedef struct dedup_run {
    dg_dedup_options options;
    dg_reader_options reader_options;
    const char *output;
    const char **stories; /* [n_stories] */
    size_t n_stories;
    bool firsts, one_a_day, running, texts;

    dg_dedup *dedup;
    dg_reader *reader; /* of the stories; NULL: none are left */
    cli_records records;
    cli_output out;
    FILE *spool;
    uint32_t *sources; /* [n_group]: of each group in the end */
    size_t n_group, room;
    uint64_t missing; /* records whose story was not found */
    uint64_t failed;
} dedup_run;

/* Report what concerns one record or story. */
static void report(dedup_run *run, const dg_error *error) {
    cli_report(error);
    run->failed++;
}

/* Report what the system said. False. */
static bool lost(dedup_run *run, const char *what) {
    fprintf(stderr, "dragoman: %s: %s\n", what, strerror(errno));
    run->failed++;
    return false;
}

/* ---- stories ---------------------------------------------------------------------------- */

static void warn(void *user, const dg_error *warning) {
    char text[512];
    (void)user;
    dg_error_format(warning, text, sizeof text);
    fprintf(stderr, "dragoman: warning: %s\n", text);
}

static bool open_stories(dedup_run *run, const char *const *path, size_t n) {
    dg_error error;
    run->reader_options.warn = warn;
    if (dg_reader_open(path, n, &run->reader_options, &run->reader, &error) == DG_OK)
        return true;
    report(run, &error);
    return false;
}

/* Read the next story and add it; false behind the last. */
static bool add_story(dedup_run *run, dg_document *document, dg_likeness *likeness,
                      dg_status *status) {
    dg_error error;
    *status = dg_reader_next(run->reader, document, &error);
    if (*status == DG_END) return false;
    if (*status == DG_OK) *status = dg_dedup_story(run->dedup, document, likeness, &error);
    if (*status != DG_OK) report(run, &error);
    return *status != DG_NO_MEMORY;
}

/* Stories are read as records need them, so that only the latest must be remembered. */
static void read_up_to(void *user, const char *story) {
    dedup_run *run = user;
    dg_document document;
    dg_status status;
    while (run->reader && !dg_dedup_has(run->dedup, story))
        if (!add_story(run, &document, NULL, &status)) {
            dg_reader_close(run->reader);
            run->reader = NULL;
        }
    run->missing += !dg_dedup_has(run->dedup, story);
}

/* ---- records that are put by ------------------------------------------------------------- */

/* What stands in the temporary file before the group's id and the record. */
typedef struct spooled {
    uint32_t number, n_id, n_record;
    bool first;
} spooled;

static bool spool(dedup_run *run, const char *record, size_t n, const dg_group *group) {
    spooled head = {group->number, (uint32_t)strlen(group->id), (uint32_t)n, group->first};
    return (fwrite(&head, sizeof head, 1, run->spool) == 1 &&
            fwrite(group->id, 1, head.n_id, run->spool) == head.n_id &&
            fwrite(record, 1, n, run->spool) == n) ||
           lost(run, "temporary file");
}

static bool count_sources(dedup_run *run, const dg_group *group) {
    if (group->number >= run->room) {
        size_t room = 2 * (size_t)group->number + 64;
        uint32_t *more = realloc(run->sources, room * sizeof *more);
        if (!more) return lost(run, "group");
        run->sources = more;
        run->room = room;
    }
    run->sources[group->number] = group->sources;
    return true;
}

static bool write_record(dedup_run *run, const char *record, size_t n, const dg_group *group) {
    dg_error error;
    dg_status status = dg_write_grouped(record, n, group, cli_output_write, &run->out, &error);
    if (status != DG_OK && status != DG_IO) report(run, &error);
    return status == DG_OK;
}

static bool write_spooled(dedup_run *run, char *bytes) {
    spooled head;
    while (fread(&head, sizeof head, 1, run->spool) == 1) {
        char *record = bytes + head.n_id + 1;
        if (fread(bytes, 1, head.n_id, run->spool) != head.n_id ||
            fread(record, 1, head.n_record, run->spool) != head.n_record)
            break;
        bytes[head.n_id] = '\0';
        dg_group group = {.id = bytes,
                          .first = head.first,
                          .number = head.number,
                          .sources = run->sources[head.number]};
        if (!write_record(run, record, head.n_record, &group)) return false;
    }
    return !ferror(run->spool) || lost(run, "temporary file");
}

static void write_all(dedup_run *run) {
    char *bytes = malloc(2 * (size_t)CLI_MAX_RECORD); /* an id is a part of some record */
    if (!bytes || fseek(run->spool, 0, SEEK_SET) != 0)
        lost(run, "temporary file");
    else
        write_spooled(run, bytes);
    free(bytes);
}

/* ---- records ---------------------------------------------------------------------------- */

static bool is_wanted(const dedup_run *run, const dg_group *group) {
    if (run->one_a_day) return !group->repeats_day;
    return group->first || !run->firsts;
}

/* False when going on would be in vain. */
static bool take_record(dedup_run *run, const char *record, size_t n) {
    dg_error error;
    dg_group group;
    dg_status status = dg_dedup_record(run->dedup, record, n,
                                       run->n_stories ? read_up_to : NULL, run, &group, &error);
    if (status != DG_OK) {
        cli_records_report(&run->records, &error);
        run->failed++;
        return status != DG_NO_MEMORY;
    }
    if (!run->running && !count_sources(run, &group)) return false;
    if (!is_wanted(run, &group)) return true;
    return run->running ? write_record(run, record, n, &group) : spool(run, record, n, &group);
}

static void group_records(dedup_run *run) {
    const char *record;
    size_t n;
    bool ok = true;
    if (run->n_stories && !open_stories(run, run->stories, run->n_stories)) return;
    if (!run->running && !(run->spool = tmpfile())) ok = lost(run, "temporary file");
    while (ok && cli_records_next(&run->records, &record, &n)) ok = take_record(run, record, n);
    if (ok && run->spool) write_all(run);
    if (run->spool) fclose(run->spool);
    run->failed += run->records.failed;
    if (run->missing)
        fprintf(
            stderr,
            "dragoman: warning: %llu record%s of stories that are not in --stories, or too far back\n",
            (unsigned long long)run->missing, run->missing == 1 ? "" : "s");
}

/* ---- texts ------------------------------------------------------------------------------ */

static bool write_likeness(dedup_run *run, const char *id, const dg_likeness *likeness) {
    dg_error error;
    dg_status status = dg_write_likeness(id, likeness, cli_output_write, &run->out, &error);
    if (status != DG_OK && status != DG_IO) report(run, &error);
    return status == DG_OK;
}

static void compare_texts(dedup_run *run, char **path, int n) {
    static const char *const standard_input[] = {"-"};
    dg_document document;
    dg_likeness likeness;
    dg_status status;
    const char *const *paths = n ? (const char *const *)path : standard_input;
    if (!open_stories(run, paths, n ? (size_t)n : 1)) return;
    while (add_story(run, &document, &likeness, &status))
        if (status == DG_OK && document.part == 0 &&
            !write_likeness(run, document.id, &likeness))
            return;
}

/* ---- the command ------------------------------------------------------------------------ */

static int run_dedup(dedup_run *run, char **path, int n) {
    dg_error error;
    run->records.path = path;
    run->records.n_path = n;
    if (dg_dedup_new(&run->options, &run->dedup, &error) != DG_OK)
        report(run, &error);
    else if (!cli_output_open(&run->out, run->output))
        run->failed++;
    else {
        if (run->texts)
            compare_texts(run, path, n);
        else
            group_records(run);
        if (!cli_output_close(&run->out, CLI_KEEP_WHOLE)) run->failed++;
    }
    cli_records_free(&run->records);
    dg_reader_close(run->reader);
    dg_dedup_free(run->dedup);
    free(run->sources);
    return run->failed ? CLI_SOME_FAILED : CLI_OK;
}

enum { STORIES = CLI_OWN, FIRSTS, ONE_A_DAY, RUNNING, DAYS, TEXTS };

static int take_days(dedup_run *run) {
    char *end;
    unsigned long days = strtoul(optarg, &end, 10);
    if (*optarg < '0' || *optarg > '9' || *end || days > 31)
        return cli_usage("dedup", "--days takes a number up to 31, not \"%s\"", optarg);
    run->options.days = (uint32_t)days;
    return CLI_OK;
}

static int add_stories(dedup_run *run) {
    const char **more = realloc(run->stories, (run->n_stories + 1) * sizeof *more);
    if (!more) return CLI_SOME_FAILED;
    more[run->n_stories++] = optarg;
    run->stories = more;
    return CLI_OK;
}

static int take_option(void *user, int option) {
    dedup_run *run = user;
    switch (option) {
    case STORIES:
        return add_stories(run);
    case FIRSTS:
        run->firsts = true;
        return CLI_OK;
    case ONE_A_DAY:
        run->one_a_day = true;
        return CLI_OK;
    case RUNNING:
        run->running = true;
        return CLI_OK;
    case TEXTS:
        run->texts = true;
        return CLI_OK;
    case DAYS:
        return take_days(run);
    case CLI_FROM:
        run->reader_options.from = optarg;
        return CLI_OK;
    default:
        run->output = optarg;
        return CLI_OK;
    }
}

static int take_options(dedup_run *run, int argc, char **argv) {
    static const struct option options[] = {{"stories", required_argument, NULL, STORIES},
                                            {"firsts", no_argument, NULL, FIRSTS},
                                            {"one-a-day", no_argument, NULL, ONE_A_DAY},
                                            {"running", no_argument, NULL, RUNNING},
                                            {"days", required_argument, NULL, DAYS},
                                            {"texts", no_argument, NULL, TEXTS},
                                            {"from", required_argument, NULL, CLI_FROM},
                                            {"output", required_argument, NULL, 'o'},
                                            {"help", no_argument, NULL, 'h'},
                                            {NULL, 0, NULL, 0}};
    int status = cli_options("dedup", ":o:h", argc, argv, options, help, take_option, run);
    if (status != CLI_OK) return status;
    if (run->texts && (run->n_stories || run->firsts || run->one_a_day || run->running))
        return cli_usage("dedup", "--texts reads stories and writes no records");
    if (optind == argc && isatty(STDIN_FILENO)) return cli_usage("dedup", "no FILE to read");
    return CLI_OK;
}

int cli_dedup(int argc, char **argv) {
    dedup_run run = {.options = DG_DEDUP_DEFAULTS};
    int status = take_options(&run, argc, argv);
    if (status == CLI_OK) status = run_dedup(&run, argv + optind, argc - optind);
    free(run.stories);
    return status;
}
