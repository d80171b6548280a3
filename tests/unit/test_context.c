/* A context's earlier stories leave no trace in the next one, but for a text's own parts. */
#include "unit.h"

static dg_engine *engine;

static int open_engine(void **state) {
    (void)state;
    return dg_engine_open(NULL, &engine, NULL) == DG_OK ? 0 : -1;
}

static int close_engine(void **state) {
    (void)state;
    dg_engine_close(engine);
    return 0;
}

static dg_context *new_context(void) {
    dg_context *context = NULL;
    assert_int_equal(dg_context_new(engine, &context, NULL), DG_OK);
    return context;
}

static const dg_story *read(dg_context *context, const dg_document *given, const char *text) {
    dg_document document = *given;
    const dg_story *story = NULL;
    document.text = text;
    document.n_text = strlen(text);
    assert_int_equal(dg_parse(context, &document, &story, NULL), DG_OK);
    return story;
}

/* In a hash seeded with the white space before a word, "Rih" after it is "Rio" without it. */
static void test_forms_that_hash_alike(void **state) {
    static const char rio[] = "Critics called it the most gripping siege since \"Rio Bravo\".";
    static const dg_document plain;
    (void)state;
    dg_context *fresh = new_context(), *used = new_context();
    read(used, &plain, "Rih");
    const dg_story *a = read(fresh, &plain, rio), *b = read(used, &plain, rio);
    assert_int_equal(a->n_word, b->n_word);
    for (size_t i = 0; i < a->n_word; i++) {
        assert_int_equal(a->word[i].head, b->word[i].head);
        assert_int_equal(a->word[i].deprel, b->word[i].deprel);
    }
    dg_context_free(fresh);
    dg_context_free(used);
}

static const char dateline[] = "BAGHDAD, June 4, 2014 (Reuters) - Rebels attacked the army.";
static const dg_document later = {.part = 1};

static void test_first_part_dates_the_others(void **state) {
    static const dg_document first;
    (void)state;
    dg_context *context = new_context();
    assert_string_equal(read(context, &first, dateline)->date, "2014-06-04");
    assert_string_equal(read(context, &later, "Troops left.")->date, "2014-06-04");
    assert_string_equal(read(context, &first, "Troops left.")->date, "");
    assert_string_equal(read(context, &later, dateline)->date, "");
    dg_context_free(context);
}

static void test_date_that_is_settled(void **state) {
    static const dg_document none = {.date_is_settled = true},
                             given = {.part = 3, .date = "2001-02-03", .date_is_settled = true};
    dg_document other = later;
    (void)state;
    other.date_is_settled = true;
    dg_context *context = new_context();
    assert_string_equal(read(context, &none, dateline)->date, "");
    assert_string_equal(read(context, &given, "Troops left.")->date, "2001-02-03");
    assert_string_equal(read(context, &other, "Troops left.")->date, "");
    dg_context_free(context);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms_that_hash_alike),
        cmocka_unit_test(test_first_part_dates_the_others),
        cmocka_unit_test(test_date_that_is_settled),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
