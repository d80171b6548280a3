/* Cues of contexts: the language, its mistakes, the compiled file, and that any text is
 * weighed. */
#include "unit.h"

#include "base/sections.h"
#include "event/contexts.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

static char told[1024];

static void collect(void *user, const dg_error *error) {
    (void)user;
    dg_error_format(error, told, sizeof told);
}

static unsigned char *compile(const char *text, size_t *size, size_t *mistakes) {
    unsigned char *out;
    dg_error error;
    *told = '\0';
    assert_int_equal(contexts_compile(text, strlen(text), "memory", collect, NULL, &out, size,
                                      mistakes, &error),
                     DG_OK);
    return out;
}

static const char sample[] = "# a comment\n"
                             "tag health: medicine\n"
                             "strong Ebola; world health organization; covid-19\n"
                             "weak doctor;nurse's\n"
                             "tag crime: gangs\n"
                             "strong ebola\n";

/* The node that a phrase leads to; HASH_NONE. */
static uint32_t follow(const event_contexts *c, const char *phrase) {
    uint32_t node = 0;
    size_t at = 0, n = strlen(phrase);
    for (uint64_t unit; node != HASH_NONE && (unit = contexts_next_unit(phrase, n, &at));)
        node = contexts_below(c, node, unit);
    return node;
}

static void cues_are_read(void **state) {
    (void)state;
    size_t size, mistakes;
    event_contexts c;
    dg_error error;
    unsigned char *data = compile(sample, &size, &mistakes);
    assert_int_equal(mistakes, 0);
    assert_int_equal(contexts_take(data, size, "memory", &c, &error), DG_OK);
    const context_node *node = &c.node[follow(&c, "ebola")];
    assert_int_equal(node->n_cue, 2);
    assert_true(c.cue[node->cue].strong);
    node = &c.node[follow(&c, "World Health Organization")];
    assert_int_equal(node->n_cue, 1);
    assert_int_equal(c.cue[node->cue].tag, CONTEXT_HEALTH);
    assert_int_equal(c.node[follow(&c, "world health")].n_cue, 0);
    assert_int_equal(c.node[follow(&c, "COVID 19")].n_cue, 1);
    assert_false(c.cue[c.node[follow(&c, "doctor")].cue].strong);
    assert_int_equal(c.node[follow(&c, "nurse 's")].n_cue, 1);
    assert_int_equal(follow(&c, "health"), HASH_NONE);
    contexts_close(&c);
}

static void mistakes_are_told_by_line(void **state) {
    (void)state;
    static const struct {
        const char *text, *error;
    } cases[] = {
        {"strong a\n", ":1: \"tag NAME: MEANING\" must come first"},
        {"tag gossip: news\n", ":1: no tag \"gossip\""},
        {"tag health\n", ":1: no tag \"health\""},
        {"tag health: x\nstrong a; ; b\n", ":2: an empty cue"},
        {"tag health: x\nweak a b c d e f g h i\n", ":2: a cue of more than 8 words"},
        {"tag health: x\n\nmedium a\n", ":3: a line begins with tag, strong or weak"},
        {"tag health: x\nweak \xFF\n", ":2: not UTF-8"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t size, mistakes;
        free(compile(cases[i].text, &size, &mistakes));
        if (!strstr(told, cases[i].error))
            fail_msg("case %zu: wanted \"%s\", got \"%s\"", i, cases[i].error, told);
        assert_int_equal(mistakes, 1);
    }
}

static dg_status take(const unsigned char *data, size_t n, bool resign) {
    unsigned char *copy = aligned_alloc(64, (n + 127) / 64 * 64);
    event_contexts c;
    dg_error error;
    assert_non_null(copy);
    memcpy(copy, data, n);
    if (resign) {
        uint64_t sum = XXH3_64bits(copy + 64, n - 64);
        memcpy(copy + 24, &sum, sizeof sum);
    }
    dg_status status = contexts_take(copy, n, "forged", &c, &error);
    if (status == DG_OK) contexts_close(&c);
    return status;
}

static void forged_files_are_refused(void **state) {
    (void)state;
    size_t size, mistakes, refused = 0;
    unsigned char *data = compile(sample, &size, &mistakes);
    for (size_t n = 0; n < size; n += 17) assert_int_equal(take(data, n, false), DG_BAD_MODEL);
    for (size_t at = 64; at + 4 <= size; at += 4) {
        unsigned char kept[4];
        memcpy(kept, data + at, 4);
        memset(data + at, 0xEE, 4);
        refused += take(data, size, true) == DG_BAD_MODEL;
        memcpy(data + at, kept, 4);
    }
    assert_true(refused > 20);
    free(data);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cues_are_read),
        cmocka_unit_test(mistakes_are_told_by_line),
        cmocka_unit_test(forged_files_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
