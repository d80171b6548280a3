/* Golden cases of places, from tests/golden/places.txt, and what must hold of any text. */
#include "unit.h"

#include <math.h>

typedef struct reader {
    dg_engine *engine;
    dg_context *context;
    const dg_story *story;
    char text[4096];
    size_t cases, failed;
} reader;

static const dg_story *code(reader *r, const char *text) {
    dg_error error;
    const dg_story *story;
    dg_document document = {.text = text, .n_text = strlen(text)};
    assert_int_equal(dg_code(r->context, &document, &story, &error), DG_OK);
    return story;
}

static const char *or_dash(const char *s) {
    return *s ? s : "-";
}

/* "bombed | Dohuk | Dihok, Duhok, IRQ". */
static void describe(const dg_story *s, const dg_event *e, char *out, size_t size) {
    int trigger = (int)(e->trigger_end - e->trigger_start);
    int n = snprintf(out, size, "%.*s | ", trigger, s->text + e->trigger_start);
    if (e->place == DG_NONE) {
        snprintf(out + n, size - (size_t)n, "-");
        return;
    }
    const dg_place *p = &s->place[e->place];
    snprintf(out + n, size - (size_t)n, "%.*s | %s, %s, %s", (int)(p->end - p->start),
             s->text + p->start, or_dash(p->name), or_dash(p->admin1), or_dash(p->country));
}

static void check(reader *r, const char *line) {
    char text[1024];
    for (size_t i = 0; i < r->story->n_event; i++) {
        describe(r->story, &r->story->event[i], text, sizeof text);
        if (!strcmp(text, line)) return;
    }
    r->failed++;
    print_error("%s\n    not there: %s\n", r->text, line);
    for (size_t i = 0; i < r->story->n_event; i++) {
        describe(r->story, &r->story->event[i], text, sizeof text);
        print_error("    there:     %s\n", text);
    }
}

static void golden_cases_hold(void **state) {
    reader *r = *state;
    FILE *f = fopen(DG_SOURCE_DIR "/tests/golden/places.txt", "r");
    char line[4096];
    assert_non_null(f);
    while (fgets(line, sizeof line, f)) {
        line[strcspn(line, "\n")] = '\0';
        if (!*line)
            r->story = NULL;
        else if (*line == '#')
            continue;
        else if (!strcmp(line, "---")) {
            r->story = code(r, r->text);
            r->cases++;
        } else if (r->story)
            check(r, line);
        else
            snprintf(r->text, sizeof r->text, "%s", line);
    }
    fclose(f);
    assert_true(r->cases >= 20);
    assert_int_equal(r->failed, 0);
}

static void check_places(const dg_story *s) {
    for (size_t i = 0; i < s->n_event; i++)
        assert_true(s->event[i].place == DG_NONE || s->event[i].place < s->n_place);
    for (size_t i = 0; i < s->n_place; i++) {
        const dg_place *p = &s->place[i];
        assert_true(p->start < p->end && p->end <= s->n_text);
        assert_true(p->mention == DG_NONE || p->mention < s->n_mention);
        assert_true(strlen(p->country) == 3 || !*p->country);
        assert_true(isnan(p->lat) == !*p->id && isnan(p->lon) == !*p->id);
        assert_true(!*p->id ||
                    (p->lat >= -90 && p->lat <= 90 && p->lon >= -180 && p->lon <= 180));
        assert_true(*p->why);
    }
}

static void odd_texts_have_sane_places(void **state) {
    static const char *const pieces[] = {"killed a man in Paris ",
                                         "in London, Ontario, Texas, ",
                                         "San Juan ",
                                         "attacked the city of the city of ",
                                         "Mexico's embassy in Quito's embassy in ",
                                         "US UN IN AT ",
                                         "Kiev and Lviv and bombed "};
    enum { N = 15000 };
    reader *r = *state;
    char *text = malloc(N + 1);
    assert_non_null(text);
    for (size_t p = 0; p < sizeof pieces / sizeof *pieces; p++) {
        size_t n = 0, length = strlen(pieces[p]);
        for (; n + length <= N; n += length) memcpy(text + n, pieces[p], length);
        text[n] = '\0';
        check_places(code(r, text));
    }
    free(text);
}

/* The same sentence in another town of the same land is the same event there. */
static void towns_may_be_exchanged(void **state) {
    static const char *const towns[][2] = {{"Lille", "FRA"},
                                           {"Kumasi", "GHA"},
                                           {"Osaka", "JPN"},
                                           {"Mosul", "IRQ"},
                                           {"Cali", "COL"}};
    reader *r = *state;
    for (size_t i = 0; i < sizeof towns / sizeof *towns; i++) {
        char text[256];
        snprintf(text, sizeof text, "Soldiers killed three protesters in %s on Sunday.",
                 towns[i][0]);
        const dg_story *s = code(r, text);
        check_places(s);
        assert_true(s->n_event > 0 && s->event[0].place != DG_NONE);
        assert_string_equal(s->place[s->event[0].place].country, towns[i][1]);
        assert_memory_equal(s->place[s->event[0].place].id, "geonames:", 9);
    }
}

static int open_reader(void **state) {
    static reader r;
    dg_error error;
    if (dg_engine_open(NULL, &r.engine, &error) != DG_OK) return -1;
    if (dg_context_new(r.engine, &r.context, &error) != DG_OK) return -1;
    *state = &r;
    return 0;
}

static int close_reader(void **state) {
    reader *r = *state;
    dg_context_free(r->context);
    dg_engine_close(r->engine);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(golden_cases_hold),
        cmocka_unit_test(odd_texts_have_sane_places),
        cmocka_unit_test(towns_may_be_exchanged),
    };
    return cmocka_run_group_tests(tests, open_reader, close_reader);
}
