/* dragoman relations: what passed between two actors over time. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

static const char help[] =
    "usage: dragoman relations [OPTION]... A [B]\n"
    "\n"
    "Count the events of A with B, or with anybody, by time and quad class, with their mean score\n"
    "from -10 (conflict) to 10 (cooperation): those that did happen, told for the first time, that\n"
    "one did to the other or both did together. A and B are countries (RUS), sectors of one\n"
    "(RUS:GOV), or ids of the actor base (vladimir-putin). On a terminal a table with a line of\n"
    "bars for each column, in a pipe CSV.\n"
    "\n"
    "options:\n"
    "  --db STORE     the store; events.db\n"
    "  --by PERIOD    year, month (if none is given) or day\n"
    "  --directed     only what A did to B\n"
    "  --to FORMAT    table or csv\n"
    "  -o FILE        write to FILE, which appears once it is whole\n"
    "  --help         this text\n"
    "\n"
    "Exit status: 0; 1 when something could not be read or written; 2 for a wrong call.\n";

enum { PERIOD = 11, N_SERIES = 6 }; /* bytes of a period; four quad classes, all, the score */

typedef struct row {
    char period[PERIOD];
    double series[N_SERIES];
} row;

typedef struct relations {
    const char *path, *output;
    dg_period by;
    bool directed, table, csv;
    row *rows; /* [n] */
    size_t n, cap;
    cli_output out;
} relations;

static const char *const series_name[N_SERIES] = {"verbal_cooperation",
                                                  "material_cooperation",
                                                  "verbal_conflict",
                                                  "material_conflict",
                                                  "events",
                                                  "mean_score"};

/* ---- reading ---------------------------------------------------------------------------- */

static bool take_row(void *user, const dg_relation_row *from) {
    relations *r = user;
    if (r->n == r->cap) {
        size_t cap = r->cap ? 2 * r->cap : 64;
        row *more = realloc(r->rows, cap * sizeof *more);
        if (!more) return false;
        r->rows = more;
        r->cap = cap;
    }
    row *to = &r->rows[r->n++];
    *to = (row){.series[5] = from->score};
    snprintf(to->period, sizeof to->period, "%s", from->period);
    for (int i = 0; i < 4; i++) to->series[i] = (double)from->quad[i];
    for (int i = 0; i < 4; i++) to->series[4] += to->series[i];
    return true;
}

/* ---- writing ---------------------------------------------------------------------------- */

static void put(relations *r, const char *text) {
    cli_output_write(&r->out, text, strlen(text));
}

static void write_csv(relations *r) {
    char line[200];
    put(r, "period");
    for (int i = 0; i < N_SERIES; i++) {
        put(r, ",");
        put(r, series_name[i]);
    }
    put(r, "\n");
    for (size_t i = 0; i < r->n; i++) {
        const double *s = r->rows[i].series;
        snprintf(line, sizeof line, "%s,%.0f,%.0f,%.0f,%.0f,%.0f,%.4g\n", r->rows[i].period,
                 s[0], s[1], s[2], s[3], s[4], s[5]);
        put(r, line);
    }
}

/* A bar for each period, the highest value a full one; of scores, -10 is none and 10 a full. */
static void write_bars(relations *r, int series) {
    static const char *const bar[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    double low = series == 5 ? -10 : 0, high = series == 5 ? 10 : 1;
    char label[40];
    for (size_t i = 0; i < r->n; i++) high = fmax(high, r->rows[i].series[series]);
    snprintf(label, sizeof label, "%-20s  ", series_name[series]);
    put(r, label);
    for (size_t i = 0; i < r->n; i++) {
        double part = (r->rows[i].series[series] - low) / (high - low);
        put(r, bar[(int)ceil(fmin(fmax(part, 0), 1) * 8)]);
    }
    put(r, "\n");
}

static void write_table(relations *r) {
    char line[200];
    put(r,
        "period      verbal coop  material coop  verbal conf  material conf  events   score\n");
    for (size_t i = 0; i < r->n; i++) {
        const double *s = r->rows[i].series;
        snprintf(line, sizeof line, "%-10s %12.0f %14.0f %12.0f %14.0f %7.0f  %+6.2f\n",
                 *r->rows[i].period ? r->rows[i].period : "no date", s[0], s[1], s[2], s[3],
                 s[4], s[5]);
        put(r, line);
    }
    put(r, "\n");
    for (int i = 0; i < N_SERIES; i++) write_bars(r, i);
}

static bool show(relations *r, const char *a, const char *b) {
    static const dg_store_options read_only = {.read_only = true};
    dg_store *store = NULL;
    dg_error error = {.code = DG_NO_MEMORY, .message = "out of memory", .byte = DG_NO_BYTE};
    dg_status status = dg_store_open(r->path, &read_only, &store, &error);
    if (status == DG_OK)
        status = dg_store_relations(store, a, b, r->directed, r->by, take_row, r, &error);
    dg_store_close(store);
    if (status != DG_OK) {
        cli_report(&error);
        return false;
    }
    if (!cli_output_open(&r->out, r->output)) return false;
    if (r->table)
        write_table(r);
    else
        write_csv(r);
    return cli_output_close(&r->out, CLI_KEEP_WHOLE);
}

/* ---- options ---------------------------------------------------------------------------- */

enum { DB = CLI_OWN, BY, DIRECTED, TO };

static int take_period(relations *r) {
    static const char *const names[] = {"year", "month", "day"};
    for (int i = 0; i < 3; i++)
        if (!strcmp(optarg, names[i])) {
            r->by = (dg_period)i;
            return CLI_OK;
        }
    return cli_usage("relations", "--by takes year, month or day, not \"%s\"", optarg);
}

static int take_option(void *user, int option) {
    relations *r = user;
    switch (option) {
    case DB:
        r->path = optarg;
        return CLI_OK;
    case DIRECTED:
        r->directed = true;
        return CLI_OK;
    case 'o':
        r->output = optarg;
        return CLI_OK;
    case BY:
        return take_period(r);
    default:
        r->table = !strcmp(optarg, "table");
        r->csv = !strcmp(optarg, "csv");
        if (r->table || r->csv) return CLI_OK;
        return cli_usage("relations", "--to takes table or csv, not \"%s\"", optarg);
    }
}

int cli_relations(int argc, char **argv) {
    static const struct option options[] = {{"db", required_argument, NULL, DB},
                                            {"by", required_argument, NULL, BY},
                                            {"directed", no_argument, NULL, DIRECTED},
                                            {"to", required_argument, NULL, TO},
                                            {"output", required_argument, NULL, 'o'},
                                            {"help", no_argument, NULL, 'h'},
                                            {NULL, 0, NULL, 0}};
    relations r = {.path = "events.db", .by = DG_BY_MONTH};
    int status = cli_options("relations", ":o:h", argc, argv, options, help, take_option, &r);
    if (status != CLI_OK) return status;
    if (optind == argc || argc - optind > 2)
        return cli_usage("relations", "it takes one actor, or two");
    if (!r.csv && !r.output && isatty(STDOUT_FILENO)) r.table = true;
    bool ok = show(&r, argv[optind], optind + 1 < argc ? argv[optind + 1] : NULL);
    free(r.rows);
    return ok ? CLI_OK : CLI_SOME_FAILED;
}
