/* Event frames: the language, its mistakes, the compiled file. */
#include "unit.h"

#include <unistd.h>

#include "event/frames.h"
#include "base/sections.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

static char told[4096];

static void collect(void *user, const dg_error *error) {
    char line[512];
    (void)user;
    dg_error_format(error, line, sizeof line);
    strncat(told, line, sizeof told - strlen(told) - 2);
    strcat(told, "\n");
}

static unsigned char *compile(const char *text, size_t *size, size_t *mistakes) {
    char path[] = "/tmp/dragoman-frames-XXXXXX";
    const char *paths[] = {path};
    unsigned char *out;
    dg_error error;
    int fd = mkstemp(path);
    *told = '\0';
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    close(fd);
    assert_int_equal(frames_compile(paths, 1, collect, NULL, &out, size, mistakes, &error), DG_OK);
    unlink(path);
    return out;
}

static const char sample[] = "# a comment\n"
                             "type ASSAULT\n"
                             "class @fire fire|gunfire\n"
                             "verb attack|assault R -> cameo=190\n"
                             "verb open {@fire|barrage} on|at R! -> mode=firearms cameo=190\n"
                             "verb blow +up R -> mode=explosives\n"
                             "noun clash between|with A -> mutual of=- weak\n"
                             "type RETREAT\n"
                             "verb stop >fight|shell -> mode=ceasefire subj=A status=actual\n";

static void frames_are_read(void **state) {
    (void)state;
    size_t size, mistakes;
    event_frames f;
    dg_error error;
    unsigned char *data = compile(sample, &size, &mistakes);
    assert_int_equal(mistakes, 0);
    assert_int_equal(frames_take(data, size, "memory", &f, &error), DG_OK);
    assert_int_equal(f.n_frame, 5);
    const uint32_t *run = frames_of_head(&f, FRAME_VERB, "assault");
    assert_int_equal(run[1], UINT32_MAX);
    const event_frame *x = &f.frame[run[0]];
    assert_int_equal(x->type, TYPE_ASSAULT);
    assert_string_equal(x->cameo, "190");
    assert_string_equal(f.strings + x->id, "ASSAULT/attack");
    assert_int_equal(x->line, 4);
    x = &f.frame[frames_of_head(&f, FRAME_VERB, "open")[0]];
    assert_int_equal(x->mode, MODE_ASSAULT_FIREARMS);
    assert_int_equal(x->n_token, 2);
    const event_token *t = &f.token[x->token];
    assert_int_equal(t[0].kind, TOKEN_OBJECT);
    assert_int_equal(t[0].n_lemma, 3);
    assert_int_equal(t[1].kind, TOKEN_PREP);
    assert_int_equal(t[1].n_prep, 2);
    assert_int_equal(t[1].required, 1);
    x = &f.frame[frames_of_head(&f, FRAME_NOUN, "clash")[0]];
    assert_true(x->mutual && x->weak && x->of == ROLE_OF_NOBODY);
    assert_string_equal(x->cameo, "190");
    x = &f.frame[frames_of_head(&f, FRAME_VERB, "stop")[0]];
    assert_int_equal(f.token[x->token].kind, TOKEN_VERB);
    assert_int_equal(frames_of_head(&f, FRAME_NOUN, "attack")[0], UINT32_MAX);
    frames_close(&f);
}

static void mistakes_are_told_by_line(void **state) {
    (void)state;
    static const struct {
        const char *text, *error;
    } cases[] = {
        {"verb a R -> cameo=190\n", ":1: \"type TYPE\" must come first"},
        {"type WAR\n", ":1: no such type"},
        {"type AID\nverb\n", ":2: a frame needs a head"},
        {"type AID\nverb a {b -> \n", ":2: braces that do not close"},
        {"type AID\nverb a {@b}\n", ":2: no class \"@b\""},
        {"type AID\nverb a||b\n", ":2: an empty word in a list"},
        {"type AID\nverb a -> mode=drone\n", ":2: AID has no mode \"drone\""},
        {"type AID\nverb a -> cameo=7x\n", ":2: no CAMEO code \"7x\""},
        {"type AID\nverb a -> cameo=999\n", ":2: no CAMEO code \"999\""},
        {"type AID\nverb a -> cameo=07000\n", ":2: no CAMEO code \"07000\""},
        {"type AID\nverb a -> subj=X\n", ":2: R, A or - must stand here"},
        {"type AID\nverb a -> often\n", ":2: no such option: \"often\""},
        {"type AID\nadverb a\n", ":2: a line begins with type, class, verb or noun"},
        {"class b c\n", ":1: a class is: class @NAME word|word"},
        {"type AID\nverb a R R R R R R R R R\n", ":2: more than 8 tokens"},
        {"type AID\nverb \xFF\n", ":2: not UTF-8"},
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
    event_frames f;
    dg_error error;
    assert_non_null(copy);
    memcpy(copy, data, n);
    if (resign) {
        uint64_t sum = XXH3_64bits(copy + 64, n - 64);
        memcpy(copy + 24, &sum, sizeof sum);
    }
    dg_status status = frames_take(copy, n, "forged", &f, &error);
    if (status == DG_OK) frames_close(&f);
    return status;
}

static void forged_files_are_refused(void **state) {
    (void)state;
    size_t size, mistakes, refused = 0;
    unsigned char *data = compile(sample, &size, &mistakes);
    for (size_t n = 0; n < size; n += 31) assert_int_equal(take(data, n, false), DG_BAD_MODEL);
    for (size_t at = 64; at + 4 <= size; at += 4) {
        unsigned char kept[4];
        memcpy(kept, data + at, 4);
        memset(data + at, 0xEE, 4);
        refused += take(data, size, true) == DG_BAD_MODEL;
        memcpy(data + at, kept, 4);
    }
    assert_true(refused > 50);
    free(data);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frames_are_read),
        cmocka_unit_test(mistakes_are_told_by_line),
        cmocka_unit_test(forged_files_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
