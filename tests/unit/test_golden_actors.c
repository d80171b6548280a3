/* Golden cases of who is who, from tests/golden/actors.txt, and what is known to fail, which is
 * counted. */
#include "unit.h"

typedef struct reader {
    dg_engine *engine;
    dg_context *context;
    const dg_story *story;
    char text[4096], date[16];
    bool wrong;
    size_t cases, failed;
    bool loud;
} reader;

static void begin(reader *r) {
    dg_error error;
    dg_document document = {.text = r->text, .n_text = strlen(r->text), .date = r->date};
    r->wrong = false;
    r->cases++;
    assert_int_equal(dg_identify(r->context, &document, &r->story, &error), DG_OK);
}

static void end(reader *r) {
    r->failed += r->story && r->wrong;
    r->story = NULL;
    *r->text = *r->date = '\0';
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* The mention of "text" or "text#2", its second place as words of their own. */
static uint32_t mention_of(const reader *r, const char *quoted) {
    char text[256];
    unsigned which = 1;
    snprintf(text, sizeof text, "%s", quoted);
    char *hash = strchr(text, '#');
    if (hash) {
        which = (unsigned)atoi(hash + 1);
        *hash = '\0';
    }
    size_t n = strlen(text);
    for (const char *at = r->story->text; (at = strstr(at, text)); at++) {
        if ((at > r->story->text && is_letter(at[-1])) || is_letter(at[n])) continue;
        if (--which) continue;
        uint32_t start = (uint32_t)(at - r->story->text);
        return dg_mention_at(r->story, start, start + (uint32_t)n);
    }
    fail_msg("\"%s\" does not stand in: %s", quoted, r->text);
    return DG_NONE;
}

/* "USA GOV president" holds when each word is the country, the first sector, the entity, or
 * part of the role; "-" that there is no country. */
static bool is_actor(const dg_mention *m, const char *wanted) {
    char words[256];
    snprintf(words, sizeof words, "%s", wanted);
    for (char *w = strtok(words, " "); w; w = strtok(NULL, " ")) {
        const dg_actor *a = &m->actor;
        bool fits = !strcmp(w, a->country) || !strcmp(w, a->sector[0]) ||
                    !strcmp(w, a->entity) || (!strcmp(w, "-") && !*a->country) ||
                    (*a->role && strstr(a->role, w)) || (!strcmp(w, "where") && m->locates);
        if (!fits) return false;
    }
    return true;
}

static bool has_parts(const reader *r, uint32_t i, const char *wanted) {
    char words[256];
    uint32_t n = 0;
    const dg_mention *m = &r->story->mention[i];
    snprintf(words, sizeof words, "%s", wanted);
    for (char *w = strtok(words, " "); w; w = strtok(NULL, " "), n++) {
        if (n >= m->n_part) return false;
        const dg_mention *part = &r->story->mention[r->story->mention_part[m->part + n]];
        if (strcmp(w, part->actor.country) != 0 && strcmp(w, part->actor.entity) != 0)
            return false;
    }
    return n == m->n_part;
}

/* One line: "TEXT = WORDS", "TEXT == TEXT" (one chain), "TEXT != TEXT", "TEXT : PARTS". */
static bool holds(const reader *r, const char *line) {
    char left[256], right[256], sign[8];
    const char *at = NULL;
    static const char *const signs[] = {" == ", " != ", " = ", " : "};
    size_t k = 0;
    while (k < 4 && !(at = strstr(line, signs[k]))) k++;
    if (!at) fail_msg("cannot read the expectation: %s", line);
    snprintf(left, sizeof left, "%.*s", (int)(at - line), line);
    snprintf(right, sizeof right, "%s", at + strlen(signs[k]));
    snprintf(sign, sizeof sign, "%s", signs[k]);
    uint32_t i = mention_of(r, left);
    if (i == DG_NONE) return false;
    const dg_mention *m = &r->story->mention[i];
    if (k == 2) return is_actor(m, right);
    if (k == 3) return has_parts(r, i, right);
    uint32_t other = mention_of(r, right);
    if (other == DG_NONE) return false;
    bool same = m->chain == r->story->mention[other].chain;
    return same == (k == 0);
}

static void check(reader *r, const char *line) {
    if (holds(r, line)) return;
    r->wrong = true;
    if (r->loud) print_error("%s\n    does not hold: %s\n", r->text, line);
}

static void run_file(reader *r, const char *path) {
    FILE *f = fopen(path, "r");
    char line[4096];
    assert_non_null(f);
    r->cases = r->failed = 0;
    end(r);
    while (fgets(line, sizeof line, f)) {
        line[strcspn(line, "\n")] = '\0';
        if (!*line)
            end(r);
        else if (*line == '#')
            continue;
        else if (!strcmp(line, "---"))
            begin(r);
        else if (r->story)
            check(r, line);
        else if (*line == '@')
            snprintf(r->date, sizeof r->date, "%.10s", line + 2);
        else {
            if (*r->text) strcat(r->text, "\n\n");
            assert_true(strlen(r->text) + strlen(line) + 3 < sizeof r->text);
            strcat(r->text, line);
        }
    }
    end(r);
    fclose(f);
}

static void golden_cases_hold(void **state) {
    reader *r = *state;
    r->loud = true;
    run_file(r, DG_SOURCE_DIR "/tests/golden/actors.txt");
    assert_true(r->cases >= 50);
    assert_int_equal(r->failed, 0);
}

static void known_failures_still_fail(void **state) {
    reader *r = *state;
    r->loud = false;
    run_file(r, DG_SOURCE_DIR "/tests/golden/actors-known-failures.txt");
    print_message("known failures: %zu\n", r->failed);
    assert_int_equal(r->failed, r->cases);
}

/* Whatever the text: every index in range, every string there, chains led by their first. */
static void check_mentions(const dg_story *s) {
    for (uint32_t i = 0; i < s->n_mention; i++) {
        const dg_mention *m = &s->mention[i];
        assert_true(m->start < m->end && m->end <= s->n_text);
        assert_true(m->head < s->n_word && m->sentence < s->n_sentence);
        assert_true(m->chain <= i && s->mention[m->chain].chain == m->chain);
        assert_true(m->n_part == 0 || m->part + m->n_part <= s->n_mention_part);
        for (uint32_t k = 0; k < m->n_part; k++)
            assert_true(s->mention_part[m->part + k] < s->n_mention);
        assert_non_null(m->actor.country);
        assert_non_null(m->actor.why);
    }
}

static void odd_texts_are_identified(void **state) {
    static const char *const pieces[] = {"he ",
                                         "the two leaders and ",
                                         "Putin, Obama, ",
                                         "\"I \" ",
                                         "President President ",
                                         "US-US-",
                                         "of the of the army of ",
                                         "Syrian and Iraqi ",
                                         "(AU) "};
    enum { N = 20000 };
    reader *r = *state;
    char *text = malloc(N + 1);
    assert_non_null(text);
    for (size_t p = 0; p < sizeof pieces / sizeof *pieces; p++) {
        size_t n = 0, length = strlen(pieces[p]);
        for (; n + length <= N; n += length) memcpy(text + n, pieces[p], length);
        dg_document document = {.text = text, .n_text = n, .date = "not a date"};
        const dg_story *story;
        dg_error error;
        assert_int_equal(dg_identify(r->context, &document, &story, &error), DG_OK);
        check_mentions(story);
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
        cmocka_unit_test(odd_texts_are_identified),
    };
    return cmocka_run_group_tests(tests, open_reader, close_reader);
}
