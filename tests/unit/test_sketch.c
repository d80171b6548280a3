/* dedup/sketch and dedup/words: estimates that are near the truth, and what words are compared
 * by. */
#include "unit.h"

#include <math.h>

#include "base/hash.h"
#include "dedup/sketch.h"

enum { WORDS = 640 };

/* Words first .. first + n - 1 of an endless text that says nothing twice. */
static sketch sketch_from(unsigned first, unsigned n) {
    uint64_t word[WORDS], band[SKETCH_BANDS];
    sketch s;
    assert_true(n <= WORDS);
    for (unsigned i = 0; i < n; i++)
        word[i] = hash_bytes(&(unsigned){first + i}, sizeof first, 1);
    sketch_of(word, n, &s, band);
    return s;
}

static void estimates_are_near(void **state) {
    static const struct {
        unsigned first, n; /* of the other text; one is 0 .. 301, 300 shingles */
        double resemblance, containment;
    } other[] = {
        {0, 302, 1, 1},   {0, 152, 0.5, 1},         {150, 302, 1 / 3.0, 0.5},
        {0, 602, 0.5, 1}, {200, 302, 0.2, 1 / 3.0}, {302, 302, 0, 0},
    };
    (void)state;
    sketch one = sketch_from(0, 302);
    assert_int_equal(one.n_shingle, 300);
    for (size_t i = 0; i < sizeof other / sizeof *other; i++) {
        sketch two = sketch_from(other[i].first, other[i].n);
        likeness l = sketch_likeness(&one, &two), m = sketch_likeness(&two, &one);
        assert_true(fabs(l.resemblance - other[i].resemblance) < 0.1);
        assert_true(fabs(l.containment - other[i].containment) < 0.15);
        assert_true(l.resemblance == m.resemblance && l.containment == m.containment);
    }
}

/* Texts that share half fall together in some band, those that share nothing in none. */
static void bands_bring_together(void **state) {
    uint64_t word[3][302], band[3][SKETCH_BANDS];
    unsigned half = 0, nothing = 0;
    sketch s;
    (void)state;
    for (unsigned t = 0; t < 3; t++) {
        for (unsigned i = 0; i < 302; i++)
            word[t][i] = hash_bytes(&(unsigned){i + (t == 2 ? 1000 : 100 * t)}, sizeof i, 1);
        sketch_of(word[t], 302, &s, band[t]);
    }
    for (size_t i = 0; i < SKETCH_BANDS; i++) {
        half += band[0][i] == band[1][i];
        nothing += band[0][i] == band[2][i];
    }
    assert_true(half > 4);
    assert_int_equal(nothing, 0);
}

static void few_words(void **state) {
    (void)state;
    sketch none = sketch_from(0, 0), one = sketch_from(0, 1), two = sketch_from(0, 2);
    assert_int_equal(none.n_shingle, 0);
    assert_true(sketch_likeness(&none, &none).resemblance == 0);
    assert_true(sketch_likeness(&one, &one).resemblance == 1);
    assert_true(sketch_likeness(&one, &two).resemblance == 0);
}

/* ---- words ----------------------------------------------------------------------------------
 */

static size_t shared(const char *a, const char *b) {
    uint32_t x[DEDUP_BAG], y[DEDUP_BAG];
    size_t n = dedup_bag_of_words(a, strlen(a), x), m = dedup_bag_of_words(b, strlen(b), y);
    return dedup_bag_shared(x, n, y, m);
}

static void bags_hold_what_is_said(void **state) {
    uint32_t bag[DEDUP_BAG];
    char many[4000] = "";
    (void)state;
    assert_int_equal(dedup_bag_of_words("", 0, bag), 0);
    assert_int_equal(shared("They of the UN", "they of the UN"), 1); /* "they" alone */
    assert_int_equal(shared("attacked, attackers", "Attacks!"), 1);
    assert_int_equal(shared("14 were killed", "killed 14"), 2 /* and no "were" */);
    assert_int_equal(shared("Erdo\u011fan won", "ERDOGAN lost"), 1);
    for (unsigned i = 0; i < 100; i++)
        snprintf(many + strlen(many), sizeof many - strlen(many), "%04uword ", i);
    assert_int_equal(dedup_bag_of_words(many, strlen(many), bag), DEDUP_BAG);
    for (size_t i = 1; i < DEDUP_BAG; i++) assert_true(bag[i - 1] < bag[i]);
}

static void prose_without_marks(void **state) {
    static const char text[] = "GENEVA, Nov. 15 (Reuters) - Talks went on through the night.";
    arena scratch = {0};
    dedup_words words = {0}, bare = {0};
    (void)state;
    assert_int_equal(dedup_prose_words(text, sizeof text - 1, &scratch, &words, NULL), DG_OK);
    assert_true(dedup_add_words(text + 28, sizeof text - 29, &bare));
    assert_int_equal(words.n, 6);
    assert_int_equal(bare.n, 6);
    assert_memory_equal(words.data, bare.data, 6 * sizeof *bare.data);
    assert_int_equal(dedup_prose_words("", 0, &scratch, &words, NULL), DG_OK);
    assert_int_equal(words.n, 0);
    array_free(&words);
    array_free(&bare);
    arena_free(&scratch);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(estimates_are_near),  cmocka_unit_test(bands_bring_together),
        cmocka_unit_test(few_words),           cmocka_unit_test(bags_hold_what_is_said),
        cmocka_unit_test(prose_without_marks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
