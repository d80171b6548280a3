/* Golden parses: relations that must hold, from tests/golden/parse.txt, and what is known to
 * fail, which is counted. */
#include "unit.h"

#include "language/labels.h"

typedef struct parser {
    dg_engine *engine;
    dg_context *context;
} parser;

static const dg_story *parse(const parser *p, const char *text) {
    dg_error error;
    const dg_story *story;
    dg_document document = {.text = text, .n_text = strlen(text)};
    assert_int_equal(dg_parse(p->context, &document, &story, &error), DG_OK);
    return story;
}

static bool is_form(const dg_word *w, const char *form) {
    return strcmp(w->norm, form) == 0;
}

static bool holds_relation(const dg_story *s, const char *relation, const char *head,
                           const char *dependent) {
    for (size_t i = 0; i < s->n_sentence; i++) {
        const dg_word *word = s->word + s->sentence[i].word;
        for (uint32_t k = 0; k < s->sentence[i].n_word; k++) {
            const dg_word *w = &word[k];
            if (strcmp(dg_deprel_name(w->deprel), relation) != 0) continue;
            if (!is_form(w, dependent)) continue;
            if (w->head == 0 ? !*head : is_form(&word[w->head - 1], head)) return true;
        }
    }
    return false;
}

static bool holds_tag(const dg_story *s, const char *tag, const char *form) {
    for (size_t i = 0; i < s->n_word; i++)
        if (is_form(&s->word[i], form) && (!strcmp(dg_upos_name(s->word[i].upos), tag) ||
                                           !strcmp(dg_xpos_name(s->word[i].xpos), tag)))
            return true;
    return false;
}

/* One line of an expectation: "rel(head, dependent)", "root(word)" or "TAG=form". */
static bool holds(const dg_story *s, const char *line) {
    char a[64], b[64], c[64];
    if (sscanf(line, "%63[^(=](%63[^,)], %63[^)])", a, b, c) == 3)
        return holds_relation(s, a, b, c);
    if (sscanf(line, "%63[^(=](%63[^)])", a, b) == 2) return holds_relation(s, a, "", b);
    if (sscanf(line, "%63[^(=]=%63s", a, b) == 2) return holds_tag(s, a, b);
    fail_msg("cannot read the expectation: %s", line);
    return false;
}

/* Run all cases of a file. Returns how many fail; *n how many there are. */
static size_t run_file(const parser *p, const char *path, bool loud, size_t *n) {
    FILE *f = fopen(path, "r");
    char line[1024], text[1024] = "";
    const dg_story *story = NULL;
    size_t failed = 0;
    bool wrong = false;
    assert_non_null(f);
    *n = 0;
    while (true) {
        bool more = fgets(line, sizeof line, f) != NULL;
        line[strcspn(line, "\n")] = '\0';
        if (!more || !*line) {
            failed += story && wrong;
            story = NULL;
            *text = '\0';
            wrong = false;
            if (!more) break;
        } else if (!strcmp(line, "---")) {
            story = parse(p, text);
            ++*n;
        } else if (!story) {
            if (*line != '#') strcpy(text, line);
        } else if (!holds(story, line)) {
            if (loud) print_error("%s\n    does not hold %s\n", text, line);
            wrong = true;
        }
    }
    fclose(f);
    return failed;
}

static void golden_parses_hold(void **state) {
    size_t n, failed = run_file(*state, DG_SOURCE_DIR "/tests/golden/parse.txt", true, &n);
    assert_true(n >= 10);
    assert_int_equal(failed, 0);
}

static void known_failures_still_fail(void **state) {
    size_t n, failed = run_file(*state, DG_SOURCE_DIR "/tests/golden/parse-known-failures.txt",
                                false, &n);
    print_message("known failures: %zu\n", failed);
    assert_int_equal(failed, n);
}

static size_t count_words(const dg_story *s) {
    size_t n = 0;
    for (size_t i = 0; i < s->n_sentence; i++) n += s->sentence[i].n_word;
    return n;
}

/* Whatever the text: sentences in order and without a gap, trees single-rooted. */
static void check_story(const dg_story *s) {
    assert_int_equal(count_words(s), s->n_word);
    for (size_t i = 0; i < s->n_sentence; i++) {
        const dg_sentence *x = &s->sentence[i];
        size_t roots = 0;
        assert_true(x->n_word > 0 && x->n_word <= DG_MAX_SENTENCE);
        for (uint32_t k = 0; k < x->n_word; k++) {
            const dg_word *w = &s->word[x->word + k];
            assert_true(w->head <= x->n_word && w->head != k + 1);
            assert_int_equal(w->head == 0, w->deprel == DEPREL_ROOT);
            assert_non_null(w->lemma);
            roots += w->head == 0;
        }
        assert_int_equal(roots, 1);
    }
}

static void long_and_odd_texts_parse(void **state) {
    enum { N = 30000 };
    static const char *const pieces[] = {
        "word ", "the army said that ", "a", "( ", "\" ", "\n", "1 ", ". ", "\xC2\xA0"};
    char *text = malloc(N + 1);
    assert_non_null(text);
    for (size_t p = 0; p < sizeof pieces / sizeof *pieces; p++) {
        size_t n = 0, length = strlen(pieces[p]);
        for (; n + length <= N; n += length) memcpy(text + n, pieces[p], length);
        text[n] = '\0';
        const dg_story *s = parse(*state, text);
        check_story(s);
        if (p == 1) assert_true(s->cut_sentences > 0);
    }
    free(text);
}

static void wrong_documents_are_refused(void **state) {
    const parser *p = *state;
    const dg_story *story;
    dg_error error;
    dg_document bad = {.text = "abc \xFF", .n_text = 5, .file = "f", .line = 2};
    assert_int_equal(dg_parse(p->context, &bad, &story, &error), DG_BAD_INPUT);
    assert_int_equal(error.byte, 4);
    assert_string_equal(error.file, "f");
    bad.n_text = DG_MAX_TEXT + 1;
    assert_int_equal(dg_parse(p->context, &bad, &story, &error), DG_OVER_LIMIT);
    assert_int_equal(parse(p, "")->n_sentence, 0);
    assert_int_equal(parse(p, " \n\t\n")->n_sentence, 0);
}

static void kernels_give_the_same_parse(void **state) {
    (void)state;
    static const char *const cpu[] = {"generic", "neon", "avx2", "avx512"};
    const char *text = "The army shelled Homs, and Iran's envoy didn't condemn the attack.";
    dg_word first[32];
    size_t n = 0;
    for (size_t i = 0; i < sizeof cpu / sizeof *cpu; i++) {
        dg_engine_options options = {.cpu = cpu[i]};
        parser p;
        dg_error error;
        if (dg_engine_open(&options, &p.engine, &error) != DG_OK) continue;
        assert_int_equal(dg_context_new(p.engine, &p.context, &error), DG_OK);
        const dg_story *s = parse(&p, text);
        if (!n) memcpy(first, s->word, (n = s->n_word) * sizeof *first);
        assert_int_equal(s->n_word, n);
        for (size_t k = 0; k < n; k++) {
            assert_int_equal(s->word[k].head, first[k].head);
            assert_int_equal(s->word[k].deprel, first[k].deprel);
            assert_int_equal(s->word[k].feats, first[k].feats);
        }
        dg_context_free(p.context);
        dg_engine_close(p.engine);
    }
    assert_true(n > 0);
}

static int open_parser(void **state) {
    static parser p;
    dg_error error;
    if (dg_engine_open(NULL, &p.engine, &error) != DG_OK) return -1;
    if (dg_context_new(p.engine, &p.context, &error) != DG_OK) return -1;
    *state = &p;
    return 0;
}

static int close_parser(void **state) {
    parser *p = *state;
    dg_context_free(p->context);
    dg_engine_close(p->engine);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(golden_parses_hold),
        cmocka_unit_test(known_failures_still_fail),
        cmocka_unit_test(long_and_odd_texts_parse),
        cmocka_unit_test(wrong_documents_are_refused),
        cmocka_unit_test(kernels_give_the_same_parse),
    };
    return cmocka_run_group_tests(tests, open_parser, close_parser);
}
