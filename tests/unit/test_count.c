/* Numbers in words and digits, as a sentence has them. */
#include "unit.h"

#include "base/arena.h"
#include "event/count.h"

typedef struct reader {
    dg_engine *engine;
    dg_context *context;
} reader;

/* The numbers of a text, "12 100", in order. */
static void numbers_of(const reader *r, const char *text, char *out) {
    arena a = {0};
    clause_tree tree;
    count_numbers numbers;
    const dg_story *story;
    dg_error error;
    dg_document document = {.text = text, .n_text = strlen(text)};
    assert_int_equal(dg_identify(r->context, &document, &story, &error), DG_OK);
    assert_int_equal(clause_tree_make(story, &a, &tree, &error), DG_OK);
    *out = '\0';
    for (uint32_t s = 0; s < story->n_sentence; s++) {
        count_find(&tree, s, &numbers);
        for (unsigned i = 0; i < numbers.n; i++) {
            assert_true(numbers.number[i].first <= numbers.number[i].last);
            assert_true(numbers.number[i].last < story->n_word);
            sprintf(out + strlen(out), "%s%u", *out ? " " : "", numbers.number[i].value);
        }
    }
    arena_free(&a);
}

static void numbers_are_read(void **state) {
    static const struct {
        const char *text, *numbers;
    } cases[] = {
        {"12 men and three women came.", "12 3"},
        {"Twenty-five came.", "25"},
        {"The army lost two dozen tanks.", "24"},
        {"Half a dozen shops burned.", "6"},
        {"Half a million people fled.", "500000"},
        {"A hundred and twenty people fled.", "120"},
        {"Three thousand two hundred people fled.", "3200"},
        {"About 1,200 people fled.", "1200"},
        {"Some 1.5 million people fled.", "1500000"},
        {"Hundreds fled and dozens died.", "100 12"},
        {"Tens of thousands fled.", "10000"},
        {"Several hundred people fled.", "200"},
        {"A few dozen people fled.", "24"},
        {"Between 10 and 15 people fled.", "10"},
        {"Two to three hundred people fled.", "200"},
        {"10-15 people fled.", "10"},
        {"Both men fled.", "2"},
        {"The riots of 2002 began.", ""},
        {"The army sent 2,002 men.", "2002"},
        {"A man fled.", ""},
        {"A few people fled.", ""},
        {"Fewer than 40 people fled.", ""},
        {"Some 30 percent of the voters came.", ""},
        {"99999999999999999999999999 people fled.", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[256];
        numbers_of(*state, cases[i].text, out);
        if (strcmp(out, cases[i].numbers))
            fail_msg("\"%s\": wanted \"%s\", got \"%s\"", cases[i].text, cases[i].numbers, out);
    }
}

static void odd_numbers_are_read(void **state) {
    static const char *const pieces[] = {
        "two ",           "million ", "a ",      "12 to ", "- ", "and 3 of ",
        "between 1 and ", "tens of ", "half a ", "than ",  "% "};
    char text[1200], out[4096];
    for (size_t p = 0; p < sizeof pieces / sizeof *pieces; p++)
        for (size_t q = 0; q < sizeof pieces / sizeof *pieces; q++) {
            *text = '\0';
            while (strlen(text) < 1000) strcat(strcat(text, pieces[p]), pieces[q]);
            numbers_of(*state, text, out);
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
        cmocka_unit_test(numbers_are_read),
        cmocka_unit_test(odd_numbers_are_read),
    };
    return cmocka_run_group_tests(tests, open_reader, close_reader);
}
