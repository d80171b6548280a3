/* Every format over one story made by hand, so that what is tested is the writing alone: its
 * columns against the lists in tests/columns, each field that matters by name, awkward
 * characters, pairs, and failing writes. */
#include "unit.h"

#include "base/buffer.h"
#include "record/layout.h"
#include "record/spellings.h"

/* ---- the story --------------------------------------------------------------------------- */

static const char text[] = "Turkish police and \"Rebels\"\tclashed\nnear A, B.\n\n"
                           "The UN fears Turkey will attack Syria.";

#define ACTOR(country_, sector_, entity_, name_, role_)                                        \
    {                                                                                          \
        .country = country_, .sector = {sector_, "", "", ""}, .entity = entity_,               \
        .name = name_, .role = role_, .why = ""                                                \
    }

static dg_block block[] = {{0, 46, DG_BODY, true}, {48, 86, DG_BODY, true}};
static dg_sentence sentence[] = {{.start = 0, .end = 46, .block = 0},
                                 {.start = 48, .end = 86, .block = 1}};
static dg_mention mention[] = {
    {.start = 0,
     .end = 14,
     .chain = 0,
     .kind = DG_NOMINAL,
     .sort = DG_PERSON,
     .actor = ACTOR("TUR", "COP", "", "", "")},
    {.start = 41,
     .end = 45,
     .chain = 1,
     .kind = DG_NAME,
     .sort = DG_PLACE,
     .actor = ACTOR("SYR", "", "", "A, B", "")},
    {.start = 48,
     .end = 54,
     .chain = 2,
     .kind = DG_NAME,
     .sort = DG_ORGANISATION,
     .actor = ACTOR("UNO", "", "united-nations", "United Nations", "")},
};
static dg_participant participant[] = {
    {.mention = 0, .start = 0, .end = 14, .actor = ACTOR("TUR", "COP", "", "", "")},
    {.mention = DG_NONE, .start = 19, .end = 35, .actor = ACTOR("", "", "", "", "")},
    {.mention = 2,
     .start = 48,
     .end = 54,
     .actor = ACTOR("UNO", "", "united-nations", "United Nations", "")},
    {.mention = DG_NONE,
     .start = 61,
     .end = 67,
     .actor = ACTOR("TUR", "GOV", "turkey", "Turkey", "")},
    {.mention = DG_NONE,
     .start = 80,
     .end = 85,
     .actor = ACTOR("SYR", "GOV", "syria", "Syria", "")},
};
#define SIZE_NOT_TOLD                                                                          \
    { DG_NONE, DG_NONE, DG_NONE, DG_NONE }
#define NO_CONTEXT                                                                             \
    { "", "", "" }

static dg_place place[] = {{.start = 41,
                            .end = 45,
                            .mention = 1,
                            .name = "A, B",
                            .country = "SYR",
                            .admin1 = "Aleppo",
                            .lat = 36.2,
                            .lon = 37.125,
                            .id = "geonames:123",
                            .why = ""}};
static dg_event event[] = {
    {.sentence = 0,
     .type = "ASSAULT",
     .mode = "firearms",
     .status = "actual",
     .cameo = "193",
     .goldstein = -10,
     .score = -9,
     .quad = 4,
     .trigger_start = 28,
     .trigger_end = 35,
     .actor = 0,
     .n_actor = 2,
     .said_by = DG_NONE,
     .when = {"2015-11-13", "2015-11-14", 0, 0},
     .place = 0,
     .size = {.dead = 3, .injured = 12, .arrested = DG_NONE, .participants = 0},
     .context = {"military", "terrorism", ""},
     .same_as = DG_NONE,
     .confidence = 0.875F,
     .frame = "ASSAULT/clash",
     .why = ""},
    {.sentence = 1,
     .type = "SANCTION",
     .mode = "",
     .status = "actual",
     .cameo = "160",
     .goldstein = -4,
     .score = -6,
     .quad = 4,
     .trigger_start = 55,
     .trigger_end = 60,
     .actor = 2,
     .n_actor = 1,
     .recipient = 3,
     .n_recipient = 2,
     .said_by = DG_NONE,
     .place = DG_NONE,
     .size = SIZE_NOT_TOLD,
     .context = NO_CONTEXT,
     .same_as = DG_NONE,
     .confidence = 0.5F,
     .frame = "SANCTION/fear",
     .why = ""},
    {.sentence = 1,
     .type = "ASSAULT",
     .mode = "",
     .status = "negated",
     .cameo = "190",
     .goldstein = -10,
     .score = -9,
     .quad = 4,
     .trigger_start = 73,
     .trigger_end = 79,
     .actor = 3,
     .n_actor = 1,
     .recipient = 4,
     .n_recipient = 1,
     .said_by = 2,
     .place = DG_NONE,
     .size = SIZE_NOT_TOLD,
     .context = NO_CONTEXT,
     .same_as = 0,
     .confidence = 0.5F,
     .frame = "ASSAULT/attack",
     .why = ""},
};

static const dg_story story = {
    .id = "s",
    .date = "2015-11-16T10:00:00Z",
    .title = "T",
    .source = "Daily \"X\"",
    .url = "http://example.org/",
    .lang = "en",
    .text = text,
    .n_text = sizeof text - 1,
    .block = block,
    .n_block = 2,
    .sentence = sentence,
    .n_sentence = 2,
    .mention = mention,
    .n_mention = 3,
    .event = event,
    .n_event = 3,
    .participant = participant,
    .n_participant = 5,
    .place = place,
    .n_place = 1,
};

/* ---- writing and reading back ------------------------------------------------------------ */

static bool keep(void *user, const char *bytes, size_t n) {
    return buffer_add(user, bytes, n);
}

static buffer write_all(dg_format format) {
    buffer b = {0};
    dg_error error;
    assert_int_equal(dg_write_header(format, keep, &b, &error), DG_OK);
    assert_int_equal(dg_write_events(&story, format, keep, &b, &error), DG_OK);
    assert_true(buffer_end(&b));
    return b;
}

enum { MOST_ROWS = 8, MOST_FIELDS = 64 };

typedef struct table {
    size_t n_row, n_field[MOST_ROWS];
    char field[MOST_ROWS][MOST_FIELDS][200];
} table;

/* Read one field of RFC 4180 (or as it stands when nothing is quoted). */
static const char *read_field(const char *s, char delimiter, bool quoted, char *out) {
    bool within = quoted && *s == '"';
    if (within) s++;
    while (*s && (within || (*s != delimiter && *s != '\n'))) {
        if (within && *s == '"') {
            if (s[1] != '"') {
                s++;
                break;
            }
            s++;
        }
        *out++ = *s++;
    }
    *out = '\0';
    return s;
}

static table read_table(const char *s, char delimiter, bool quoted) {
    table t = {0};
    while (*s) {
        assert_in_range(t.n_row, 0, MOST_ROWS - 1);
        size_t *n = &t.n_field[t.n_row];
        do {
            assert_in_range(*n, 0, MOST_FIELDS - 1);
            s = read_field(s, delimiter, quoted, t.field[t.n_row][(*n)++]);
        } while (*s == delimiter && s++);
        assert_int_equal(*s, '\n');
        s++;
        t.n_row++;
    }
    return t;
}

static table table_of(dg_format format) {
    bool quoted = format == DG_FORMAT_CSV || format == DG_FORMAT_TSV;
    buffer b = write_all(format);
    table t = read_table(b.data, format == DG_FORMAT_CSV ? ',' : '\t', quoted);
    for (size_t i = 0; i < t.n_row; i++) assert_int_equal(t.n_field[i], t.n_field[0]);
    buffer_free(&b);
    return t;
}

/* The field of a row (1: the first behind the header) in the column called so. */
static const char *get(const table *t, size_t line, const char *column) {
    assert_in_range(line, 1, t->n_row - 1);
    for (size_t i = 0; i < t->n_field[0]; i++)
        if (!strcmp(t->field[0][i], column)) return t->field[line][i];
    fail_msg("no column %s", column);
    return "";
}

#define CHECK(line, column, value) assert_string_equal(get(&t, line, column), value)

/* ---- tests ------------------------------------------------------------------------------- */

static void check_columns(dg_format format, size_t expected) {
    char path[300], line[100];
    size_t n, i = 0;
    const char *const *columns = dg_format_columns(format, &n);
    assert_int_equal(n, expected);
    snprintf(path, sizeof path, DG_SOURCE_DIR "/tests/columns/%s.txt", dg_format_name(format));
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    while (fgets(line, sizeof line, f)) {
        line[strcspn(line, "\n")] = '\0';
        assert_in_range(i, 0, n - 1);
        assert_string_equal(columns[i++], line);
    }
    assert_int_equal(i, n);
    fclose(f);
}

static void columns_are_the_layouts(void **state) {
    (void)state;
    check_columns(DG_FORMAT_PHOENIX, 26);
    check_columns(DG_FORMAT_ICEWS, 20);
    check_columns(DG_FORMAT_POLECAT, 40);
    check_columns(DG_FORMAT_GDELT, 61);
}

static void formats_have_names(void **state) {
    (void)state;
    size_t n;
    for (int f = 0; f < DG_FORMATS; f++) {
        assert_int_equal(dg_format_named(dg_format_name((dg_format)f)), f);
        assert_true(*dg_format_about((dg_format)f));
    }
    assert_int_equal(dg_format_named("morse"), DG_FORMATS);
    assert_null(dg_format_name(DG_FORMATS));
    assert_null(dg_format_columns(DG_FORMAT_JSONL, &n));
    assert_false(dg_format_has_header(DG_FORMAT_GDELT));
    assert_true(dg_format_has_header(DG_FORMAT_ICEWS));
    dg_error error;
    assert_int_equal(dg_write_events(&story, DG_FORMATS, keep, NULL, &error), DG_BAD_ARGUMENT);
    assert_int_equal(dg_write_header(DG_FORMATS, keep, NULL, &error), DG_BAD_ARGUMENT);
}

static void own_table_holds_all(void **state) {
    (void)state;
    table t = table_of(DG_FORMAT_CSV);
    assert_int_equal(t.n_row, 1 + 2 + 2 + 1);
    CHECK(1, "id", "s:0:0");
    CHECK(1, "dyad", "0");
    CHECK(2, "dyad", "1");
    CHECK(1, "mutual", "1");
    CHECK(3, "mutual", "0");
    CHECK(2, "actor_text", "\"Rebels\"\tclashed");
    CHECK(1, "actor_text", "Turkish police");
    CHECK(1, "recipient_text", "\"Rebels\"\tclashed");
    CHECK(1, "text", "Turkish police and \"Rebels\"\tclashed\nnear A, B.");
    CHECK(1, "place_name", "A, B");
    CHECK(1, "place_text", "A, B");
    CHECK(1, "place_country", "SYR");
    CHECK(1, "place_admin1", "Aleppo");
    CHECK(1, "place_lat", "36.20000");
    CHECK(1, "place_lon", "37.12500");
    CHECK(1, "place_geonames", "123");
    CHECK(1, "context", "military;terrorism");
    CHECK(1, "dead", "3");
    CHECK(1, "injured", "12");
    CHECK(1, "arrested", "");
    CHECK(1, "participants", "0");
    CHECK(3, "place_lat", "");
    CHECK(3, "context", "");
    CHECK(1, "date", "2015-11-13");
    CHECK(1, "last_date", "2015-11-14");
    CHECK(1, "confidence", "0.88");
    CHECK(5, "id", "s:1:1");
    CHECK(5, "status", "negated");
    CHECK(5, "same_as", "s:0:0");
    CHECK(5, "said_by_country", "UNO");
    CHECK(5, "source", "Daily \"X\"");
    CHECK(5, "dead", "");
}

static void tabs_are_the_same_table(void **state) {
    (void)state;
    table csv = table_of(DG_FORMAT_CSV), tsv = table_of(DG_FORMAT_TSV);
    assert_memory_equal(&csv, &tsv, sizeof csv);
}

static void phoenix_rows(void **state) {
    (void)state;
    table t = table_of(DG_FORMAT_PHOENIX);
    assert_int_equal(t.n_row, 1 + 2 + 2); /* the negated one is left out */
    CHECK(1, "EventID", "s:0:0:0");
    CHECK(1, "Date", "20151113");
    CHECK(1, "Month", "11");
    CHECK(1, "Day", "13");
    CHECK(1, "SourceActorFull", "TURCOP");
    CHECK(1, "SourceActorEntity", "TUR");
    CHECK(1, "SourceActorRole", "COP");
    CHECK(1, "TargetActorFull", "");
    CHECK(1, "EventRootCode", "19");
    CHECK(1, "PentaClass", "4");
    CHECK(3, "PentaClass", "3");  /* root 16: verbal there, material in PLOVER and GDELT */
    CHECK(3, "Date", "20151116"); /* the story's */
    CHECK(3, "SourceActorFull", "IGOUNO");
    CHECK(3, "SourceActorEntity", "IGO");
    CHECK(3, "SourceActorRole", "");
    CHECK(3, "SourceActorAttribute", "UNO");
    CHECK(1, "LocationName", "A, B");
    CHECK(1, "StateName", "Aleppo");
    CHECK(1, "CountryCode", "SYR");
    CHECK(1, "Lat", "36.20000");
    CHECK(1, "Issues", "military,1;terrorism,1");
    CHECK(3, "Issues", "");
    CHECK(3, "Lon", "");
    CHECK(3, "SentenceID", "s_2");
    CHECK(1, "NewsSources", "Daily 'X'");
}

static void icews_rows(void **state) {
    (void)state;
    table t = table_of(DG_FORMAT_ICEWS);
    assert_int_equal(t.n_row, 1 + 2 + 2);
    CHECK(1, "Source Name", "Police (Turkey)");
    CHECK(1, "Source Sectors", "Police,Government");
    CHECK(1, "Source Country", "Turkey");
    CHECK(1, "Target Name", "'Rebels' clashed");
    CHECK(1, "Target Country", "");
    CHECK(1, "CAMEO Code", "193");
    CHECK(1, "Intensity", "-10.0");
    CHECK(3, "Source Name", "United Nations");
    CHECK(3, "Source Country", "");
    CHECK(3, "Source Sectors", "International Government Organization,Global");
    CHECK(3, "Target Name", "Turkey");
    CHECK(4, "Target Name", "Syria");
    CHECK(1, "City", "A, B");
    CHECK(1, "Province", "Aleppo");
    CHECK(1, "Longitude", "37.12500");
    CHECK(3, "City", "");
    CHECK(1, "Country", "Syria");
    CHECK(3, "Sentence Number", "2");
    CHECK(1, "Event Text", spell_cameo("193"));
    assert_string_not_equal(get(&t, 3, "Event ID"), get(&t, 4, "Event ID"));
    CHECK(4, "Story ID", get(&t, 1, "Story ID"));
    assert_true(strtod(get(&t, 1, "Event ID"), NULL) < 9007199254740992.0);
}

static void polecat_rows(void **state) {
    (void)state;
    table t = table_of(DG_FORMAT_POLECAT);
    assert_int_equal(t.n_row, 1 + 1 + 1); /* one an event */
    CHECK(1, "Event ID", "s:0:0");
    CHECK(1, "Actor Name", "Turkish police; 'Rebels' clashed");
    CHECK(1, "Actor Country", "TUR; None");
    CHECK(1, "Actor COW", "640; None");
    CHECK(1, "Primary Actor Sector", "COP; None");
    CHECK(1, "Recipient Name", "None");
    CHECK(1, "Quad Code", "MATERIAL CONFLICT");
    CHECK(1, "Intensity", "-9.0");
    CHECK(2, "Recipient COW", "640; 652");
    CHECK(2, "Recipient Sectors", "GOV; GOV");
    CHECK(1, "Contexts", "military; terrorism");
    CHECK(1, "Placename", "A, B");
    CHECK(1, "City", "A, B");
    CHECK(1, "Province", "Aleppo");
    CHECK(1, "GeoNames ID", "123");
    CHECK(1, "Raw Placename", "A, B");
    CHECK(2, "Contexts", "None");
    CHECK(2, "Placename", "None");
    CHECK(1, "Story People", "None");
    CHECK(1, "Story Organizations", "United Nations");
    CHECK(1, "Story Locations", "A, B");
    CHECK(1, "Publication Date", "2015-11-16");
    CHECK(1, "Language", "en");
}

static void gdelt_rows(void **state) {
    (void)state;
    table t = table_of(DG_FORMAT_GDELT);
    assert_int_equal(t.n_row, 1 + 2 + 2);
    CHECK(1, "SQLDATE", "20151113");
    CHECK(1, "MonthYear", "201511");
    CHECK(1, "FractionDate", "2015.8575");
    CHECK(1, "Actor1Code", "TURCOP");
    CHECK(1, "Actor1Name", "TURKEY");
    CHECK(2, "Actor1Name", "'REBELS' CLASHED");
    CHECK(2, "Actor1Code", "");
    CHECK(3, "Actor1KnownGroupCode", "UNO");
    CHECK(3, "Actor1Type1Code", "IGO");
    CHECK(3, "Actor2Type1Code", "GOV");
    CHECK(3, "QuadClass", "4");
    CHECK(3, "EventBaseCode", "160");
    CHECK(3, "EventRootCode", "16");
    CHECK(1, "IsRootEvent", "1");
    CHECK(3, "IsRootEvent", "0");
    CHECK(1, "ActionGeo_Type", "4");
    CHECK(1, "ActionGeo_FullName", "A, B, Aleppo, Syria");
    CHECK(1, "ActionGeo_Lat", "36.20000");
    CHECK(1, "ActionGeo_CountryCode", "SY");
    CHECK(3, "ActionGeo_Type", "0");
    CHECK(1, "DATEADDED", "20151116000000");
    CHECK(1, "SOURCEURL", "http://example.org/");
}

static void plover_records(void **state) {
    (void)state;
    buffer b = write_all(DG_FORMAT_PLOVER);
    assert_non_null(strstr(b.data, "\"date\":\"2015-11-13\",\"enddate\":\"2015-11-14\""));
    assert_non_null(strstr(b.data, "\"code\":\"TUR\",\"sector\":\"COP\""));
    assert_non_null(strstr(b.data, "\"event\":[\"ASSAULT\"],\"mode\":[\"firearms\"]"));
    assert_non_null(strstr(b.data, "\"context\":[\"negation\"]"));
    assert_non_null(strstr(b.data, "\"context\":[\"military\",\"terrorism\"]"));
    assert_non_null(strstr(b.data, "\"admin1 code\":\"Aleppo\""));
    assert_non_null(strstr(b.data, "\"geonameid\":123"));
    assert_non_null(strstr(b.data, "\"dead\":3,\"injured\":12,\"arrested\":null"));
    assert_non_null(strstr(b.data, "\"sequence\":2,\"start\":48,\"end\":86"));
    buffer_free(&b);
}

/* A country or a division of one is no city, though both have coordinates. */
static void countries_are_no_cities(void **state) {
    (void)state;
    static const struct {
        const char *id, *name, *admin1, *type, *full;
    } of[] = {{"iso3166:SYR", "Syria", "", "1", "Syria"},
              {"geonames-admin1:SY.09", "Aleppo", "Aleppo", "5", "Aleppo, Syria"}};
    const dg_place before = place[0];
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        place[0].id = of[i].id;
        place[0].name = of[i].name;
        place[0].admin1 = of[i].admin1;
        table t = table_of(DG_FORMAT_GDELT);
        CHECK(1, "ActionGeo_Type", of[i].type);
        CHECK(1, "ActionGeo_FullName", of[i].full);
        t = table_of(DG_FORMAT_ICEWS);
        CHECK(1, "City", "");
        CHECK(1, "Country", "Syria");
        t = table_of(DG_FORMAT_POLECAT);
        CHECK(1, "City", "None");
        CHECK(1, "GeoNames ID", "None");
    }
    place[0] = before;
}

/* An event with a side that nobody is on still has its row, and one of nothing has one, too. */
static void sides_may_be_missing(void **state) {
    (void)state;
    dg_story s = story;
    dg_event e = event[1];
    e.n_actor = 0;
    s.event = &e;
    s.n_event = 1;
    for (int f = 0; f < DG_FORMATS; f++) {
        for (e.n_recipient = 0; e.n_recipient < 2; e.n_recipient++) {
            buffer b = {0};
            dg_error error;
            assert_int_equal(dg_write_events(&s, (dg_format)f, keep, &b, &error), DG_OK);
            assert_true(buffer_end(&b));
            assert_non_null(strchr(b.data, '\n'));
            assert_ptr_equal(strchr(b.data, '\n'), b.data + b.n - 1);
            buffer_free(&b);
        }
    }
}

static bool fail_later(void *user, const char *bytes, size_t n) {
    (void)bytes;
    (void)n;
    return (*(int *)user)-- > 0;
}

static void failing_writes_are_told(void **state) {
    (void)state;
    for (int f = 0; f < DG_FORMATS; f++) {
        for (int writes = 0; writes < 2; writes++) {
            int left = writes;
            dg_error error;
            assert_int_equal(dg_write_events(&story, (dg_format)f, fail_later, &left, &error),
                             DG_IO);
        }
    }
    int none = 0;
    dg_error error;
    assert_int_equal(dg_write_header(DG_FORMAT_CSV, fail_later, &none, &error), DG_IO);
}

/* ---- tables of spellings ----------------------------------------------------------------- */

static void spellings_are_found(void **state) {
    (void)state;
    static const char *const countries[] = {
#define COUNTRY(iso, icews, short_name, fips, cow, cameo) #iso,
#include "record/spellings.def"
    };
    static const char *const sectors[] = {
#define SECTOR(code, words) #code,
#include "actor/codes.def"
    };
    for (size_t i = 0; i < sizeof countries / sizeof *countries; i++)
        assert_string_equal(spell_country(countries[i])->iso, countries[i]);
    for (size_t i = 0; i < sizeof sectors / sizeof *sectors; i++)
        assert_string_equal(spell_sector(sectors[i])->code, sectors[i]);
    assert_null(spell_country("XXX"));
    assert_null(spell_sector(""));
    assert_string_equal(spell_country("RUS")->icews, "Russian Federation");
    assert_string_equal(spell_country("RUS")->fips, "RS");
    assert_string_equal(spell_cameo("9999"), "");
    assert_true(*spell_cameo("042"));
}

/* Every code of the codebook has a spelling: nothing is lost without notice. */
static void every_country_is_spelt(void **state) {
    (void)state;
    static const char *const codes[] = {
#define COUNTRY(code) #code,
#include "actor/codes.def"
    };
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (!spell_country(codes[i]) && !spell_nonstate(codes[i])) fail_msg("%s", codes[i]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_the_layouts),
        cmocka_unit_test(formats_have_names),
        cmocka_unit_test(own_table_holds_all),
        cmocka_unit_test(tabs_are_the_same_table),
        cmocka_unit_test(phoenix_rows),
        cmocka_unit_test(icews_rows),
        cmocka_unit_test(polecat_rows),
        cmocka_unit_test(gdelt_rows),
        cmocka_unit_test(plover_records),
        cmocka_unit_test(countries_are_no_cities),
        cmocka_unit_test(sides_may_be_missing),
        cmocka_unit_test(failing_writes_are_told),
        cmocka_unit_test(spellings_are_found),
        cmocka_unit_test(every_country_is_spelt),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
