/* The compiled actor base: compiling, looking names up, refusing forged files. */
#include "unit.h"

#include "actor/names.h"
#include "base/sections.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

static const char small_base[] = "kind state\n"
                                 "freedonia: Freedonia\n"
                                 "  = Republic of Freedonia; FRD\n"
                                 "  adj Freedonian\n"
                                 "  people Freedonian; Freedonians\n"
                                 "  capital Fredville\n"
                                 "  FRA -\n"
                                 "kind person\n"
                                 "rufus-firefly: Rufus T. Firefly\n"
                                 "  1999..2003 FRA GOV president\n"
                                 "  2004.. FRA OPP\n"
                                 "kind armed\n"
                                 "army-of-the-valley: Army of the Valley\n"
                                 "  1990.. FRA REB\n"
                                 "kind role\n"
                                 "gunman: UAF person\n"
                                 "army: MIL body\n"
                                 "foreign minister: GOV person\n";

static unsigned char *compile(const char *text, const actor_layer *under, size_t *size) {
    actor_source s = {0};
    dg_error error;
    unsigned char *out;
    assert_int_equal(actor_source_text(&s, "f", text, strlen(text), &error), DG_OK);
    assert_int_equal(s.n_error, 0);
    assert_int_equal(actor_compile(&s, under, &out, size, &error), DG_OK);
    actor_source_free(&s);
    return out;
}

static actor_layer layer_of(const char *text, const actor_layer *under) {
    actor_layer l;
    dg_error error;
    size_t size;
    unsigned char *data = compile(text, under, &size);
    assert_int_equal(actor_layer_take(data, size, "memory", &l, &error), DG_OK);
    return l;
}

static void compiling_is_the_same_each_time(void **state) {
    (void)state;
    size_t n, m;
    unsigned char *a = compile(small_base, NULL, &n), *b = compile(small_base, NULL, &m);
    assert_int_equal(n, m);
    assert_memory_equal(a, b, n);
    free(a);
    free(b);
}

static void entities_are_found_by_id(void **state) {
    (void)state;
    actor_layer l = layer_of(small_base, NULL);
    uint32_t e = actor_entity_of_id(&l, "rufus-firefly");
    assert_true(e != HASH_NONE);
    assert_string_equal(l.strings + l.entity[e].name, "Rufus T. Firefly");
    assert_int_equal(l.entity[e].n_role, 2);
    assert_int_equal(actor_entity_of_id(&l, "groucho"), HASH_NONE);
    actor_layer_close(&l);
}

/* A sentence as words without a parse: each a proper noun whose lemma is given by a slash. */
typedef struct words {
    dg_word word[32];
    char text[32][32], lemma[32][32];
    dg_sentence sentence;
    dg_story story;
} words;

static void set_words(words *w, const char *text) {
    size_t n = 0;
    memset(w, 0, sizeof *w);
    for (const char *at = text; *at; n++) {
        size_t length = strcspn(at, " ");
        snprintf(w->text[n], sizeof w->text[n], "%.*s", (int)length, at);
        char *slash = strchr(w->text[n], '/');
        snprintf(w->lemma[n], sizeof w->lemma[n], "%s", slash ? slash + 1 : w->text[n]);
        if (slash) *slash = '\0';
        w->word[n].norm = w->text[n];
        w->word[n].lemma = w->lemma[n];
        w->word[n].upos = slash ? 7 : 11; /* NOUN, PROPN */
        at += length + (at[length] == ' ');
    }
    w->sentence.n_word = (uint32_t)n;
    w->story.sentence = &w->sentence;
    w->story.n_sentence = 1;
    w->story.word = w->word;
    w->story.n_word = n;
}

/* "first+n" for each name found, parted by blanks. */
static const char *names_in(const actor_base *base, const char *text, char *out) {
    static words w;
    arena a = {0};
    actor_names names;
    dg_error error;
    set_words(&w, text);
    assert_int_equal(actor_find_names(base, &w.story, &a, &names, &error), DG_OK);
    *out = '\0';
    for (size_t i = 0; i < names.n_hit; i++)
        sprintf(out + strlen(out), "%s%u+%u", i ? " " : "", names.hit[i].first, names.hit[i].n);
    arena_free(&a);
    return out;
}

static void names_are_found_longest_first(void **state) {
    (void)state;
    actor_base base = {.n = 1};
    char out[256];
    base.layer[0] = layer_of(small_base, NULL);
    assert_string_equal(names_in(&base, "the Republic of Freedonia acts", out), "1+3");
    assert_string_equal(names_in(&base, "the Army of the Valley", out), "1+4");
    assert_string_equal(names_in(&base, "the army of the North", out), "1+1");
    assert_string_equal(names_in(&base, "Freedonian gunmen/gunman fled", out), "0+1 1+1");
    assert_string_equal(names_in(&base, "Rufus T. Firefly", out), "0+3");
    assert_string_equal(names_in(&base, "Firefly and freedonia", out), "0+1");
    assert_string_equal(names_in(&base, "FRD frd Frd", out), "0+1");
    assert_string_equal(names_in(&base, "Foreign ministers/minister , foreign Minister", out),
                        "0+2 3+2");
    assert_string_equal(names_in(&base, "Army , of the Valley", out), "0+1");
    assert_string_equal(names_in(&base, "", out), "");
    actor_layer_close(&base.layer[0]);
}

static void a_layer_above_wins_and_inherits(void **state) {
    (void)state;
    static const char own[] = "kind person\nrufus-firefly: Rufus T. Firefly\n  = The Boss\n"
                              "kind state\nfreedonia: Freedonia\n  USA -\n";
    actor_base base = {.n = 2};
    char out[256];
    base.layer[1] = layer_of(small_base, NULL);
    base.layer[0] = layer_of(own, &base.layer[1]);
    uint32_t e = actor_entity_of_id(&base.layer[0], "rufus-firefly");
    assert_int_equal(base.layer[0].entity[e].n_role, 2);
    e = actor_entity_of_id(&base.layer[0], "freedonia");
    assert_int_equal(base.layer[0].entity[e].n_role, 1);
    assert_int_equal(base.layer[0].role[base.layer[0].entity[e].role].country[0], COUNTRY_USA);
    assert_string_equal(names_in(&base, "Boss met Freedonian", out), "0+1 2+1");
    actor_layer_close(&base.layer[0]);
    actor_layer_close(&base.layer[1]);
}

/* ---- forged files ------------------------------------------------------------------ */

static dg_status take(const unsigned char *data, size_t n, bool resign, dg_error *error) {
    unsigned char *copy = aligned_alloc(64, (n + 127) / 64 * 64);
    actor_layer l;
    assert_non_null(copy);
    memcpy(copy, data, n);
    if (resign) {
        uint64_t sum = XXH3_64bits(copy + 64, n - 64);
        memcpy(copy + 24, &sum, sizeof sum);
    }
    dg_status status = actor_layer_take(copy, n, "forged", &l, error);
    if (status == DG_OK) actor_layer_close(&l);
    return status;
}

static void cut_files_are_refused(void **state) {
    (void)state;
    size_t size;
    dg_error error;
    unsigned char *data = compile(small_base, NULL, &size);
    assert_int_equal(take(data, size, false, &error), DG_OK);
    for (size_t n = 0; n < size; n += n < 700 ? 1 : 97)
        assert_int_equal(take(data, n, false, &error), DG_BAD_MODEL);
    assert_string_equal(error.file, "forged");
    free(data);
}

/* Each 4 bytes in turn made huge, with a right checksum: loaded or refused, and when loaded,
 * every name that it has can be followed without a step outside. */
static void lies_are_found(void **state) {
    (void)state;
    size_t size, refused = 0;
    dg_error error;
    unsigned char *data = compile(small_base, NULL, &size);
    for (size_t at = 64; at + 4 <= size; at += 4) {
        unsigned char kept[4];
        memcpy(kept, data + at, 4);
        memset(data + at, 0xEE, 4);
        refused += take(data, size, true, &error) == DG_BAD_MODEL;
        memcpy(data + at, kept, 4);
    }
    assert_true(refused > 100);
    free(data);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(compiling_is_the_same_each_time),
        cmocka_unit_test(entities_are_found_by_id),
        cmocka_unit_test(names_are_found_longest_first),
        cmocka_unit_test(a_layer_above_wins_and_inherits),
        cmocka_unit_test(cut_files_are_refused),
        cmocka_unit_test(lies_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
