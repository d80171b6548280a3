/* The gazetteer: reading rows, compiling, looking names up, refusing forged files. */
#include "unit.h"

#include "base/array.h"
#include "where/gazetteer.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

static const char rows[] =
    "# name\tkind\tcountry\tadmin1\tlat\tlon\tpeople\tid\tother names\n"
    "Freedonia\tcountry\tFRA\t\t10\t20\t900000\tFRA\tRepublic of Freedonia\n"
    "Upper Valley\tdivision\tFRA\tFR.1\t11\t21\t50000\tFR.1\tValley\n"
    "Port-aux-Prunes\tcity\tFRA\tFR.1\t11.12345\t-21.5\t4000\t17\tPlumport|Zwetschgenhafen\n"
    "Plumport\tcity\tUSA\tUS.XX\t-33.5\t150\t20\t18\t\n"
    "Plumport\tcapital\tGBR\t\t50\t0\t70000\t19\tPlum City\n"
    "Sea of Plums\tregion\t\t\t0\t0\t0\tsea-of-plums\t\n";

static unsigned char *compile(const char *text, size_t *size) {
    gazetteer_source s = {0};
    dg_error error;
    unsigned char *out;
    assert_int_equal(gazetteer_read_text(&s, "rows", text, strlen(text), &error), DG_OK);
    assert_int_equal(gazetteer_compile(&s, &out, size, &error), DG_OK);
    gazetteer_source_free(&s);
    return out;
}

static gazetteer open_rows(const char *text) {
    gazetteer g;
    dg_error error;
    size_t size;
    unsigned char *data = compile(text, &size);
    assert_int_equal(gazetteer_take(data, size, "memory", &g, &error), DG_OK);
    return g;
}

/* "17 19 18": ids of the towns of a name, in order. */
static const char *towns(const gazetteer *g, const char *name, char *out) {
    size_t n;
    const gazetteer_name *hit = gazetteer_find(g, gazetteer_key(name, strlen(name)), &n);
    *out = '\0';
    for (size_t i = 0; i < n; i++)
        sprintf(out + strlen(out), "%s%u", i ? " " : "", gazetteer_at(g, &hit[i])->id);
    return out;
}

static void names_are_found_the_best_first(void **state) {
    (void)state;
    char out[64];
    gazetteer g = open_rows(rows);
    assert_int_equal(g.n_place, 6);
    assert_int_equal(g.n_name, 11);
    assert_string_equal(towns(&g, "Plumport", out), "19 18 17");
    assert_string_equal(towns(&g, "PLUM-PORT", out), "19 18 17");
    assert_string_equal(towns(&g, "Port aux Prunes", out), "17");
    assert_string_equal(towns(&g, "portauxprunes", out), "17");
    assert_string_equal(towns(&g, "Prunes", out), "");
    assert_string_equal(towns(&g, "", out), "");
    assert_string_equal(towns(&g, "--", out), "");
    gazetteer_close(&g);
}

static void places_are_as_the_rows_say(void **state) {
    (void)state;
    gazetteer g = open_rows(rows);
    size_t n;
    const gazetteer_name *hit = gazetteer_find(&g, gazetteer_key("Zwetschgenhafen", 15), &n);
    assert_non_null(hit);
    assert_true(hit->place & GAZETTEER_OTHER);
    const gazetteer_place *p = gazetteer_at(&g, hit);
    assert_string_equal(g.strings + p->name, "Port-aux-Prunes");
    assert_string_equal(p->country, "FRA");
    assert_int_equal(p->lat, 1112345);
    assert_int_equal(p->lon, -2150000);
    assert_int_equal(p->people, 4000);
    assert_string_equal(g.strings + g.place[p->division].name, "Upper Valley");
    hit = gazetteer_find(&g, gazetteer_key("Sea of Plums", 12), &n);
    assert_int_equal(n, 1);
    p = gazetteer_at(&g, hit);
    assert_string_equal(p->country, "");
    assert_string_equal(g.strings + p->id, "sea-of-plums");
    assert_int_equal(p->division, GAZETTEER_NONE);
    gazetteer_close(&g);
}

static void no_rows_make_an_empty_gazetteer(void **state) {
    (void)state;
    char out[64];
    gazetteer g = open_rows("# nothing\n\n");
    assert_string_equal(towns(&g, "Paris", out), "");
    gazetteer_close(&g);
}

static void mistakes_are_told_by_line(void **state) {
    (void)state;
    static const struct {
        const char *text, *message;
        uint64_t line;
    } cases[] = {
        {"A\tcity\tFRA\n", "3 fields, not 9", 1},
        {"#\n\nA\thamlet\tFRA\t\t0\t0\t0\t1\t\n", "no such kind of place: \"hamlet\"", 3},
        {"A\tcity\tXYZ\t\t0\t0\t0\t1\t\n", "no such country: \"XYZ\"", 1},
        {"A\tcity\tFRA\t\t91\t0\t0\t1\t\n", "not a latitude and a longitude: \"91\" \"0\"", 1},
        {"A\tcity\tFRA\t\t1\tnan\t0\t1\t\n", "not a latitude and a longitude: \"1\" \"nan\"",
         1},
        {"A\tcity\tFRA\t\t1\t1\t-5\t1\t\n", "not a number of people: \"-5\"", 1},
        {"A\tcity\tFRA\t\t1\t1\t5\tx1\t\n", "not an id: \"x1\"", 1},
        {"A\tregion\tFRA\t\t1\t1\t5\t\t\n", "not an id: \"\"", 1},
        {"-\tcity\tFRA\t\t1\t1\t5\t1\t\n", "a name without a letter: \"-\"", 1},
        {"A\tcity\tFRA\t\t1\t1\t5\t1\tB||C\n", "a name without a letter: \"\"", 1},
        {"A\xFF\tcity\tFRA\t\t1\t1\t5\t1\t\n", "not UTF-8", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        gazetteer_source s = {0};
        dg_error error;
        assert_int_equal(
            gazetteer_read_text(&s, "rows", cases[i].text, strlen(cases[i].text), &error),
            DG_BAD_INPUT);
        assert_string_equal(error.message, cases[i].message);
        assert_string_equal(error.file, "rows");
        assert_int_equal(error.line, cases[i].line);
        gazetteer_source_free(&s);
    }
}

static void endless_lines_are_refused(void **state) {
    (void)state;
    enum { N = 200000 };
    char *text = malloc(N);
    gazetteer_source s = {0};
    dg_error error;
    assert_non_null(text);
    memset(text, 'a', N);
    assert_int_equal(gazetteer_read_text(&s, "rows", text, N, &error), DG_BAD_INPUT);
    assert_int_equal(error.line, 1);
    gazetteer_source_free(&s);
    free(text);
}

static void compiling_is_the_same_each_time(void **state) {
    (void)state;
    size_t n, m;
    unsigned char *a = compile(rows, &n), *b = compile(rows, &m);
    assert_int_equal(n, m);
    assert_memory_equal(a, b, n);
    free(a);
    free(b);
}

/* ---- forged files ------------------------------------------------------------------ */

/* Look up every name that the file may have: nothing may lie outside. */
static void walk(const gazetteer *g) {
    uint64_t sum = 0;
    for (size_t b = 0; b < g->n_bucket; b++) {
        for (uint32_t i = g->bucket[b]; i < g->bucket[b + 1]; i++) {
            size_t n;
            gazetteer_find(g, (uint64_t)b << 32 | g->name[i].key, &n);
            const gazetteer_place *p = gazetteer_at(g, &g->name[i]);
            sum += strlen(g->strings + p->name) + strlen(p->country) + n;
            if (p->division != GAZETTEER_NONE) sum += g->place[p->division].people;
        }
    }
    assert_true(sum > 0);
}

static dg_status take(const unsigned char *data, size_t n, bool resign, dg_error *error) {
    unsigned char *copy = aligned_alloc(64, (n + 127) / 64 * 64);
    gazetteer g;
    assert_non_null(copy);
    memcpy(copy, data, n);
    if (resign) {
        uint64_t sum = XXH3_64bits(copy + 64, n - 64);
        memcpy(copy + 24, &sum, sizeof sum);
    }
    dg_status status = gazetteer_take(copy, n, "forged", &g, error);
    if (status == DG_OK) {
        walk(&g);
        gazetteer_close(&g);
    }
    return status;
}

static void cut_files_are_refused(void **state) {
    (void)state;
    size_t size;
    dg_error error;
    unsigned char *data = compile(rows, &size);
    assert_int_equal(take(data, size, false, &error), DG_OK);
    for (size_t n = 0; n < size; n++)
        assert_int_equal(take(data, n, false, &error), DG_BAD_MODEL);
    assert_string_equal(error.file, "forged");
    free(data);
}

/* Each 4 bytes in turn made huge, with a right checksum: refused, or loaded and then safe. */
static void lies_are_found(void **state) {
    (void)state;
    size_t size, refused = 0;
    dg_error error;
    unsigned char *data = compile(rows, &size);
    for (size_t at = 64; at + 4 <= size; at += 4) {
        unsigned char kept[4];
        memcpy(kept, data + at, 4);
        memset(data + at, 0xEE, 4);
        refused += take(data, size, true, &error) == DG_BAD_MODEL;
        memcpy(data + at, kept, 4);
    }
    assert_true(refused > 60);
    free(data);
}

/* ---- the project's own ---------------------------------------------------------------- */

static void the_data_knows_its_capitals(void **state) {
    (void)state;
    static const struct {
        const char *name, *country;
    } cases[] = {{"Kyiv", "UKR"},    {"Kiev", "UKR"},       {"Rangoon", "MMR"},
                 {"Mosul", "IRQ"},   {"Goma", "COD"},       {"Lima", "PER"},
                 {"Donbas", "UKR"},  {"Gaza Strip", "PSE"}, {"Darfur", "SDN"},
                 {"Ontario", "CAN"}, {"France", "FRA"},     {"Peru", "PER"}};
    const char *folder = getenv("DRAGOMAN_DATA");
    char path[4096];
    gazetteer g;
    dg_error error;
    assert_non_null(folder);
    snprintf(path, sizeof path, "%s/places.gazetteer", folder);
    assert_int_equal(gazetteer_open(path, &g, &error), DG_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t n;
        const gazetteer_name *hit =
            gazetteer_find(&g, gazetteer_key(cases[i].name, strlen(cases[i].name)), &n);
        assert_non_null(hit);
        assert_string_equal(gazetteer_at(&g, hit)->country, cases[i].country);
    }
    gazetteer_close(&g);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_found_the_best_first),
        cmocka_unit_test(places_are_as_the_rows_say),
        cmocka_unit_test(no_rows_make_an_empty_gazetteer),
        cmocka_unit_test(mistakes_are_told_by_line),
        cmocka_unit_test(endless_lines_are_refused),
        cmocka_unit_test(compiling_is_the_same_each_time),
        cmocka_unit_test(cut_files_are_refused),
        cmocka_unit_test(lies_are_found),
        cmocka_unit_test(the_data_knows_its_capitals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
