/* Golden cases of events, from tests/golden/events.txt, and what is known to fail, which is
 * counted; and what must hold of any text. */
#include "unit.h"

typedef struct reader {
    dg_engine *engine;
    dg_context *context;
    const dg_story *story;
    char text[4096], date[16];
    size_t expected; /* events told so far, of this case */
    bool wrong, loud;
    size_t cases, failed;
} reader;

static const dg_story *code(reader *r, const char *text, const char *date) {
    dg_error error;
    const dg_story *story;
    dg_document document = {.text = text, .n_text = strlen(text), .date = date};
    assert_int_equal(dg_code(r->context, &document, &story, &error), DG_OK);
    return story;
}

/* "USA GOV+FRA" for participants; "---" for a country not known, "-" for none. */
static void list(const dg_story *s, uint32_t first, uint32_t n, char *out) {
    *out = '\0';
    if (!n) strcpy(out, "-");
    for (uint32_t i = 0; i < n; i++) {
        const dg_actor *a = &s->participant[first + i].actor;
        sprintf(out + strlen(out), "%s%s", i ? "+" : "", *a->country ? a->country : "---");
        if (*a->sector[0]) sprintf(out + strlen(out), "/%s", a->sector[0]);
    }
}

/* "ASSAULT drone actual USA/MIL > YEM/REB by YEM/GOV on 2011-05-01". */
static void describe(const dg_story *s, const dg_event *e, char *out) {
    char actors[256], recipients[256], speaker[64];
    list(s, e->actor, e->n_actor, actors);
    list(s, e->recipient, e->n_recipient, recipients);
    sprintf(out, "%s %s %s %s > %s", e->type, *e->mode ? e->mode : "-", e->status, actors,
            recipients);
    if (e->said_by != DG_NONE) {
        list(s, e->said_by, 1, speaker);
        sprintf(out + strlen(out), " by %s", speaker);
    }
    if (*e->when.first) sprintf(out + strlen(out), " on %s", e->when.first);
}

static void check(reader *r, const char *line) {
    char text[1024];
    r->expected += strcmp(line, "nothing") != 0;
    if (!strcmp(line, "nothing") && r->story->n_event == 0) return;
    for (size_t i = 0; i < r->story->n_event; i++) {
        describe(r->story, &r->story->event[i], text);
        if (!strcmp(text, line)) return;
    }
    r->wrong = true;
    if (!r->loud) return;
    print_error("%s\n    not coded: %s\n", r->text, line);
    for (size_t i = 0; i < r->story->n_event; i++) {
        describe(r->story, &r->story->event[i], text);
        print_error("    coded:     %s\n", text);
    }
}

static void end(reader *r) {
    if (r->story && r->story->n_event != r->expected) {
        if (r->loud && !r->wrong)
            print_error("%s\n    %zu events, not %zu\n", r->text, r->story->n_event, r->expected);
        r->wrong = true;
    }
    r->failed += r->story && r->wrong;
    r->story = NULL;
    *r->text = *r->date = '\0';
}

static void run_file(reader *r, const char *path) {
    FILE *f = fopen(path, "r");
    char line[4096];
    assert_non_null(f);
    r->cases = r->failed = 0;
    end(r);
    while (fgets(line, sizeof line, f)) {
        line[strcspn(line, "\n")] = '\0';
        if (!*line) end(r);
        else if (*line == '#') continue;
        else if (!strcmp(line, "---")) {
            r->story = code(r, r->text, r->date);
            r->wrong = false;
            r->expected = 0;
            r->cases++;
        } else if (r->story) check(r, line);
        else if (*line == '@') snprintf(r->date, sizeof r->date, "%.10s", line + 2);
        else snprintf(r->text, sizeof r->text, "%s", line);
    }
    end(r);
    fclose(f);
}

static void golden_cases_hold(void **state) {
    reader *r = *state;
    r->loud = true;
    run_file(r, DG_SOURCE_DIR "/tests/golden/events.txt");
    assert_true(r->cases >= 30);
    assert_int_equal(r->failed, 0);
}

static void known_failures_still_fail(void **state) {
    reader *r = *state;
    r->loud = false;
    run_file(r, DG_SOURCE_DIR "/tests/golden/events-known-failures.txt");
    print_message("known failures: %zu\n", r->failed);
    assert_int_equal(r->failed, r->cases);
}

static size_t fingerprint(const dg_story *s, char *out) {
    *out = '\0';
    for (size_t i = 0; i < s->n_event; i++) {
        describe(s, &s->event[i], out + strlen(out));
        strcat(out, ";");
    }
    return s->n_event;
}

/* Another country in the same sentence is the same event up to the name. */
static void countries_may_be_exchanged(void **state) {
    reader *r = *state;
    static const char *const text[] = {"%s condemned the attack on Ghana.",
                                       "%s threatened to expel Ghana's ambassador.",
                                       "The foreign ministers of %s and Ghana met on Monday."};
    static const char *const names[][2] = {{"France", "FRA"}, {"Peru", "PER"}, {"Japan", "JPN"}};
    for (size_t t = 0; t < 3; t++) {
        char first[1024] = "";
        for (size_t n = 0; n < 3; n++) {
            char sentence[256], print[1024], *at;
            snprintf(sentence, sizeof sentence, text[t], names[n][0]);
            assert_true(fingerprint(code(r, sentence, ""), print) > 0);
            while ((at = strstr(print, names[n][1]))) memcpy(at, "XXX", 3);
            if (n == 0) strcpy(first, print);
            assert_string_equal(print, first);
        }
    }
}

/* An idle sentence behind changes nothing before it. */
static void idle_sentences_change_nothing(void **state) {
    reader *r = *state;
    char one[1024], two[1024];
    const char *text = "Turkish jets bombed Kurdish rebels in northern Iraq on Sunday.";
    char more[256];
    fingerprint(code(r, text, "2010-05-05"), one);
    snprintf(more, sizeof more, "%s The weather was mild.", text);
    fingerprint(code(r, more, "2010-05-05"), two);
    assert_string_equal(one, two);
}

static void active_and_passive_are_one(void **state) {
    reader *r = *state;
    char one[1024], two[1024];
    fingerprint(code(r, "Israeli troops killed two Palestinian militants.", ""), one);
    fingerprint(code(r, "Two Palestinian militants were killed by Israeli troops.", ""), two);
    assert_string_equal(one, two);
}

static void odd_texts_are_coded(void **state) {
    static const char *const pieces[] = {"attacked ", "to agree to refuse to ", "said that ",
                                         "X killed Y and ", "the attack of the attack of ",
                                         "will not ", "\" ", "on Sunday "};
    enum { N = 15000 };
    reader *r = *state;
    char *text = malloc(N + 1);
    assert_non_null(text);
    for (size_t p = 0; p < sizeof pieces / sizeof *pieces; p++) {
        size_t n = 0, length = strlen(pieces[p]);
        for (; n + length <= N; n += length) memcpy(text + n, pieces[p], length);
        text[n] = '\0';
        const dg_story *s = code(r, text, "2020-02-30");
        for (size_t i = 0; i < s->n_event; i++) {
            const dg_event *e = &s->event[i];
            assert_true(e->trigger_start < e->trigger_end && e->trigger_end <= s->n_text);
            assert_true(e->actor + e->n_actor <= s->n_participant);
            assert_true(e->recipient + e->n_recipient <= s->n_participant);
            assert_true(e->same_as == DG_NONE || e->same_as < i);
        }
    }
    free(text);
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
        cmocka_unit_test(known_failures_still_fail),
        cmocka_unit_test(countries_may_be_exchanged),
        cmocka_unit_test(idle_sentences_change_nothing),
        cmocka_unit_test(active_and_passive_are_one),
        cmocka_unit_test(odd_texts_are_coded),
    };
    return cmocka_run_group_tests(tests, open_reader, close_reader);
}
