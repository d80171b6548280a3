/* Base forms of verbs by spelling, a list, and forms without a rule. */
#include "unit.h"

#include "language/labels.h"
#include "language/verb.h"

static void check(const char *form, unsigned xpos, const char *base) {
    char out[LEMMA_MAX] = "";
    size_t n = verb_base(form, strlen(form), xpos, out);
    if (!base) {
        assert_int_equal(n, 0);
        return;
    }
    assert_string_equal(out, base);
    assert_int_equal(n, strlen(base));
}

static void rules_of_spelling(void **state) {
    (void)state;
    check("retreating", XPOS_VBG, "retreat");
    check("smuggled", XPOS_VBD, "smuggle");
    check("freed", XPOS_VBN, "free");
    check("barred", XPOS_VBN, "bar");
    check("fining", XPOS_VBG, "fine");
    check("vilified", XPOS_VBD, "vilify");
    check("clashes", XPOS_VBZ, "clash");
    check("denies", XPOS_VBZ, "deny");
    check("seizes", XPOS_VBZ, "seize");
    check("besiege", XPOS_VB, "besiege");
}

static void forms_without_rule(void **state) {
    (void)state;
    check("flung", XPOS_VBD, "fling");
    check("withdrawn", XPOS_VBN, "withdraw");
    check("shot", XPOS_VBN, "shoot");
    check("dying", XPOS_VBG, "die");
    check("cut", XPOS_VBD, "cut");
}

static void what_is_no_verb_is_left(void **state) {
    (void)state;
    check("blorped", XPOS_VBD, NULL);
    check("thing", XPOS_VBG, NULL);
    check("ed", XPOS_VBD, NULL);
    check("", XPOS_VBD, NULL);
    check("retreating", XPOS_NN, NULL);
    check("incomprehensibilitieswithoutendandfurther", XPOS_VBZ, NULL);
}

/* They are searched by halves. */
static void lists_are_in_order(void **state) {
    (void)state;
    static const char *const verbs[] = {
#define VERB(base) #base,
#include "language/verbs.def"
#undef VERB
    };
    static const char *const forms[] = {
#define IRREGULAR(form, base) #form,
#include "language/verbs.def"
#undef IRREGULAR
    };
    for (size_t i = 1; i < sizeof verbs / sizeof *verbs; i++)
        assert_true(strcmp(verbs[i - 1], verbs[i]) < 0);
    for (size_t i = 1; i < sizeof forms / sizeof *forms; i++)
        assert_true(strcmp(forms[i - 1], forms[i]) < 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_of_spelling),
        cmocka_unit_test(forms_without_rule),
        cmocka_unit_test(what_is_no_verb_is_left),
        cmocka_unit_test(lists_are_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
