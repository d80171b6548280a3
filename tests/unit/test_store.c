/* The store: what goes in comes out, and whatever fails, what was committed stays. */
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buffer.h"
#include "store/schema.h"
#include "unit.h"

/* ---- a folder and an engine for each test ----------------------------------------------- */

static char folder[64];
static dg_engine *engine;
static dg_context *context;
static dg_error error;

static int set_up(void **state) {
    (void)state;
    strcpy(folder, "/tmp/dragoman-test-XXXXXX");
    if (dg_engine_open(NULL, &engine, &error) != DG_OK) return -1;
    if (dg_context_new(engine, &context, &error) != DG_OK) return -1;
    return mkdtemp(folder) ? chdir(folder) : -1;
}

static int tear_down(void **state) {
    char command[100];
    (void)state;
    dg_context_free(context);
    dg_engine_close(engine);
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return chdir("/") || system(command);
}

static dg_store *open_store(const char *path) {
    dg_store *store = NULL;
    if (dg_store_open(path, NULL, &store, &error) != DG_OK) fail_msg("%s", error.message);
    return store;
}

static dg_store *begin(const char *path) {
    dg_store *store = open_store(path);
    assert_int_equal(dg_store_begin(store, engine, &error), DG_OK);
    return store;
}

static dg_document document(const char *id, const char *text) {
    return (dg_document){.id = id, .date = "2015-11-16", .text = text, .n_text = strlen(text)};
}

static dg_status put(dg_store *store, const char *id, const char *text) {
    dg_document d = document(id, text);
    const dg_story *story;
    assert_int_equal(dg_code(context, &d, &story, &error), DG_OK);
    return dg_store_put(store, story, &error);
}

/* ---- reading ---------------------------------------------------------------------------- */

static bool to_buffer(void *user, const char *bytes, size_t n) {
    return buffer_add(user, bytes, n);
}

static bool to_records(void *user, const dg_story *story) {
    return dg_write_events_json(story, to_buffer, user, NULL) == DG_OK;
}

typedef struct as_format {
    int format;
    buffer *out;
} as_format;

static bool to_format(void *user, const dg_story *story) {
    const as_format *to = user;
    return dg_write_events(story, (dg_format)to->format, to_buffer, to->out, NULL) == DG_OK;
}

/* The records of a selection, to be freed. */
static char *records(dg_store *store, const dg_selection *selection) {
    buffer b = {0};
    if (dg_store_select(store, selection, to_records, &b, &error) != DG_OK)
        fail_msg("%s", error.message);
    assert_true(buffer_end(&b));
    return b.data;
}

static size_t lines(const char *s) {
    size_t n = 0;
    for (; *s; s++) n += *s == '\n';
    return n;
}

static size_t count(dg_store *store, dg_selection selection) {
    char *text = records(store, &selection);
    size_t n = lines(text);
    free(text);
    return n;
}

/* A number out of the database, asked past the library. */
static int64_t ask(const char *path, const char *sql) {
    sqlite3 *db;
    sqlite3_stmt *q;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &q, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(q), SQLITE_ROW);
    int64_t n = sqlite3_column_int64(q, 0);
    sqlite3_finalize(q);
    sqlite3_close(db);
    return n;
}

static void run_sql(const char *path, const char *sql) {
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s", sqlite3_errmsg(db));
    sqlite3_close(db);
}

static void assert_sound(const char *path) {
    assert_int_equal(
        ask(path, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'"),
        1);
    assert_int_equal(ask(path, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
    run_sql(path,
            "INSERT INTO sentence_text(sentence_text, rank) VALUES('integrity-check', 1)");
}

static const char summit[] =
    "Obama met Putin in Antalya on Sunday. Rebels attacked the Syrian army, "
    "officials said. \xC3\x89milie praised France. Turkey condemned Russia.";

/* ---- in and out ------------------------------------------------------------------------- */

static void test_same_records(void **state) {
    (void)state;
    buffer coded = {0};
    const dg_story *story;
    dg_document d = document("a", summit);
    assert_int_equal(dg_code(context, &d, &story, &error), DG_OK);
    assert_int_equal(dg_write_events_json(story, to_buffer, &coded, &error), DG_OK);
    assert_true(buffer_end(&coded));
    dg_store *store = begin("a.db");
    assert_int_equal(dg_store_put(store, story, &error), DG_OK);
    assert_int_equal(dg_store_commit(store, &error), DG_OK);
    char *stored = records(store, NULL);
    assert_true(lines(stored) >= 3);
    assert_string_equal(stored, coded.data);
    free(stored);
    buffer_free(&coded);
    dg_store_close(store);
    assert_sound("a.db");
}

static void test_selection(void **state) {
    (void)state;
    dg_store *store = begin("a.db");
    assert_int_equal(put(store, "a", summit), DG_OK);
    assert_int_equal(dg_store_commit(store, &error), DG_OK);
    assert_int_equal(count(store, (dg_selection){.type = "CONSULT"}), 1);
    assert_int_equal(count(store, (dg_selection){.type = "ASSAULT", .recipient = "SYR:MIL"}),
                     1);
    assert_int_equal(count(store, (dg_selection){.actor = "SYR:MIL"}), 0);
    assert_int_equal(count(store, (dg_selection){.party = "vladimir-putin"}), 1);
    assert_int_equal(count(store, (dg_selection){.place = "TUR"}), 1);
    assert_int_equal(count(store, (dg_selection){.since = "2015-11-15", .until = "2015-11-15"}),
                     1);
    assert_int_equal(count(store, (dg_selection){.until = "2015-11", .type = "CONSULT"}), 1);
    assert_int_equal(count(store, (dg_selection){.since = "2016"}), 0);
    assert_int_equal(count(store, (dg_selection){.story = "b"}), 0);
    assert_int_equal(
        dg_store_select(store, &(dg_selection){.since = "soon"}, to_records, NULL, &error),
        DG_BAD_ARGUMENT);
    assert_string_equal(error.message, "\"soon\" is no day: write 2015-11-13, 2015-11 or 2015");
    dg_store_close(store);
}

/* An event keeps its id when those before it in its sentence are not selected. */
static void test_selection_keeps_ids(void **state) {
    (void)state;
    dg_store *store = begin("a.db");
    assert_int_equal(put(store, "a", "Turkey condemned Russia and expelled its ambassador."),
                     DG_OK);
    assert_int_equal(dg_store_commit(store, &error), DG_OK);
    char *all = records(store, NULL),
         *last = records(store, &(dg_selection){.type = "SANCTION"});
    assert_int_equal(lines(last), 1);
    assert_non_null(strstr(all, last));
    assert_null(strstr(last, "\"a:0:0\""));
    dg_store_close(store);
    dg_store *other = open_store("b.db");
    assert_int_equal(dg_store_begin(other, NULL, &error), DG_OK);
    assert_int_equal(dg_store_import(other, last, strlen(last), &error), DG_OK);
    assert_int_equal(dg_store_commit(other, &error), DG_OK);
    char *again = records(other, NULL);
    assert_string_equal(again, last);
    free(all);
    free(last);
    free(again);
    dg_store_close(other);
}

static dg_coded was_coded(dg_store *store, const dg_document *d) {
    dg_coded coded;
    assert_int_equal(dg_store_claim(store, d, &coded, &error), DG_OK);
    return coded;
}

static void test_again(void **state) {
    (void)state;
    dg_document d = document("a", summit);
    dg_store *store = begin("a.db");
    assert_false(was_coded(store, &d).before);
    assert_int_equal(put(store, "a", "Turkey condemned Russia."), DG_OK);
    assert_int_equal(put(store, "a", summit), DG_OK);
    assert_int_equal(dg_store_commit(store, &error), DG_OK);
    assert_int_equal(dg_store_done(store).again, 1);
    assert_false(was_coded(store, &d).before); /* not by an earlier run */
    assert_int_equal(dg_store_begin(store, engine, &error), DG_OK);
    dg_coded coded = was_coded(store, &d);
    assert_true(coded.before);
    assert_int_equal(coded.n_sentence, 4);
    assert_string_equal(coded.date, "2015-11-16");
    d.date = "2015-11-17"; /* another date is another story: its events have other dates */
    assert_false(was_coded(store, &d).before);
    dg_store_close(store);
    assert_int_equal(ask("a.db", "SELECT count(*) FROM story"), 1);
    assert_int_equal(
        ask("a.db", "SELECT count(*) FROM sentence_text WHERE sentence_text MATCH 'condemned'"),
        1);
    assert_sound("a.db");
}

/* Parts of a long text go on where the last one ended; a new first part drops the old ones. */
static void test_parts(void **state) {
    (void)state;
    dg_store *store = begin("a.db");
    dg_document first = document("a", summit), second = first;
    const dg_story *story;
    second.part = 1;
    second.text_offset = first.n_text;
    for (int part = 0; part < 2; part++) {
        assert_int_equal(dg_code(context, part ? &second : &first, &story, &error), DG_OK);
        assert_int_equal(dg_store_put(store, story, &error), DG_OK);
    }
    assert_int_equal(dg_store_commit(store, &error), DG_OK);
    char *all = records(store, NULL), *line = strstr(all, "\"a:4:0\"");
    assert_non_null(line);
    assert_int_equal(dg_store_begin(store, engine, &error), DG_OK);
    assert_true(was_coded(store, &first).before);
    assert_true(was_coded(store, &second).before);
    assert_int_equal(put(store, "a", "Turkey condemned Russia."), DG_OK);
    assert_int_equal(count(store, (dg_selection){0}), 1);
    assert_false(was_coded(store, &second).before);
    free(all);
    dg_store_close(store);
}

/* While a story is under way, others of its id are coded, too: as if one came behind another.
 */
static void test_under_way(void **state) {
    (void)state;
    dg_document d = document("a", summit), other = document("a", "Turkey condemned Russia.");
    dg_store *store = begin("a.db");
    assert_int_equal(put(store, "a", summit), DG_OK);
    assert_int_equal(dg_store_begin(store, engine, &error), DG_OK);
    assert_false(was_coded(store, &other).before);
    assert_false(was_coded(store, &d).before);
    assert_int_equal(put(store, "a", other.text), DG_OK);
    assert_int_equal(put(store, "a", summit), DG_OK);
    assert_int_equal(dg_store_begin(store, engine, &error), DG_OK);
    assert_true(was_coded(store, &d).before);
    dg_store_close(store);
}

/* A text that tells its date itself is known again, and not by another date. */
static void test_own_date(void **state) {
    (void)state;
    dg_document d =
        document("a", "ANKARA, Turkey, Nov. 16, 2015 (AP) - Turkey condemned Russia.");
    const dg_story *story;
    d.date = NULL;
    dg_store *store = begin("a.db");
    assert_int_equal(dg_code(context, &d, &story, &error), DG_OK);
    assert_true(story->date_is_own);
    assert_string_equal(story->date, "2015-11-16");
    assert_int_equal(dg_store_put(store, story, &error), DG_OK);
    assert_int_equal(dg_store_begin(store, engine, &error), DG_OK);
    dg_coded coded = was_coded(store, &d);
    assert_true(coded.before);
    assert_string_equal(coded.date, "2015-11-16");
    d.date = "2015-11-16";
    assert_false(was_coded(store, &d).before);
    dg_store_close(store);
}

/* Sizes, contexts, places with coordinates and dates come out of tables that can be asked. */
static void test_circumstances(void **state) {
    (void)state;
    dg_store *store = begin("a.db");
    assert_int_equal(
        put(store, "a",
            "A suicide bomber killed 12 soldiers and wounded 30 civilians in Aleppo on "
            "Friday, the Syrian army said."),
        DG_OK);
    assert_int_equal(dg_store_commit(store, &error), DG_OK);
    assert_true(count(store, (dg_selection){.context = "military"}) >= 1);
    assert_int_equal(count(store, (dg_selection){.context = "mil"}), 0);
    dg_store_close(store);
    assert_true(ask("a.db", "SELECT count(*) FROM event WHERE dead = 12") >= 1);
    assert_true(ask("a.db", "SELECT count(*) FROM event_context WHERE context = 'military'") >=
                1);
    assert_int_equal(ask("a.db",
                         "SELECT count(*) FROM place WHERE name = 'Aleppo' AND country = "
                         "'SYR' AND gazetteer LIKE 'geonames:%' AND abs(lat - 36.2) < 0.1"),
                     1);
    assert_true(ask("a.db", "SELECT count(*) FROM event WHERE place_text = 'Aleppo' AND "
                            "date_text = 'Friday' AND first = '2015-11-13'") >= 1);
    assert_int_equal(ask("a.db", "SELECT count(*) FROM engine WHERE length(model) = 16 AND "
                                 "length(judge) = 16 AND length(places) = 16 AND "
                                 "length(contexts) = 16 AND own_actors = ''"),
                     1);
}

/* A copy is put as its story would have been, once that is gone. */
static void test_copy(void **state) {
    (void)state;
    const dg_story *story;
    dg_story *copy;
    buffer coded[DG_FORMATS] = {0};
    dg_document d = document("a", summit), other = document("b", "Turkey condemned Russia.");
    d.title = "A title";
    d.source = "BBC";
    assert_int_equal(dg_code(context, &d, &story, &error), DG_OK);
    for (int f = 0; f < DG_FORMATS; f++)
        assert_int_equal(dg_write_events(story, (dg_format)f, to_buffer, &coded[f], &error),
                         DG_OK);
    assert_int_equal(dg_story_copy(story, &copy, &error), DG_OK);
    assert_int_equal(dg_code(context, &other, &story, &error), DG_OK);
    dg_store *store = begin("a.db");
    assert_int_equal(dg_store_put(store, copy, &error), DG_OK);
    for (int f = 0; f < DG_FORMATS; f++) {
        buffer out = {0};
        as_format format = {f, &out};
        assert_int_equal(dg_write_events(copy, (dg_format)f, to_buffer, &out, &error), DG_OK);
        assert_int_equal(dg_store_select(store, NULL, to_format, &format, &error), DG_OK);
        assert_true(coded[f].n > 0);
        assert_int_equal(out.n, 2 * coded[f].n);
        assert_memory_equal(out.data, coded[f].data, coded[f].n);
        assert_memory_equal(out.data + coded[f].n, coded[f].data, coded[f].n);
        buffer_free(&out);
        buffer_free(&coded[f]);
    }
    dg_story_free(copy);
    dg_store_close(store);
}

static void test_not_committed(void **state) {
    (void)state;
    dg_store *store = begin("a.db");
    assert_int_equal(put(store, "a", summit), DG_OK);
    assert_int_equal(dg_store_commit(store, &error), DG_OK);
    assert_int_equal(put(store, "b", summit), DG_OK);
    dg_store_close(store);
    assert_int_equal(ask("a.db", "SELECT count(*) FROM story"), 1);
    store = open_store("a.db");
    assert_int_equal(put(store, "b", summit), DG_BAD_ARGUMENT);
    assert_string_equal(error.message, "no run was begun");
    dg_store_close(store);
    store = begin("a.db");
    assert_int_equal(put(store, "", summit), DG_BAD_ARGUMENT);
    assert_string_equal(error.message, "a story without an id");
    dg_store_close(store);
}

/* ---- relations -------------------------------------------------------------------------- */

static bool add_row(void *user, const dg_relation_row *row) {
    char line[100];
    snprintf(line, sizeof line, "%s %d%d%d%d %.3g\n", row->period, (int)row->quad[0],
             (int)row->quad[1], (int)row->quad[2], (int)row->quad[3], row->score);
    return buffer_add_string(user, line);
}

static void check_relations(dg_store *store, const char *a, const char *b, bool directed,
                            dg_period by, const char *want) {
    buffer found = {0};
    assert_int_equal(dg_store_relations(store, a, b, directed, by, add_row, &found, &error),
                     DG_OK);
    assert_true(buffer_end(&found));
    assert_string_equal(found.data, want);
    buffer_free(&found);
}

static void test_relations(void **state) {
    (void)state;
    dg_store *store = begin("a.db");
    assert_int_equal(put(store, "a", summit), DG_OK);
    assert_int_equal(put(store, "b", "Turkey condemned Russia."), DG_OK);
    check_relations(store, "USA", "RUS", false, DG_BY_MONTH, "2015-11 1000 2.5\n");
    check_relations(store, "RUS", "USA", true, DG_BY_YEAR, "2015 1000 2.5\n");
    check_relations(store, "RUS", "TUR", false, DG_BY_DAY, "2015-11-16 0020 -2\n");
    check_relations(store, "RUS", "TUR", true, DG_BY_DAY, "");
    check_relations(store, "TUR:GOV", "RUS:GOV", true, DG_BY_YEAR, "2015 0020 -2\n");
    check_relations(store, "RUS", NULL, false, DG_BY_YEAR, "2015 1020 -0.5\n");
    assert_int_equal(
        dg_store_relations(store, "", NULL, false, DG_BY_DAY, add_row, NULL, &error),
        DG_BAD_ARGUMENT);
    assert_string_equal(error.message, "an actor without a name");
    dg_store_close(store);
}

/* ---- import ----------------------------------------------------------------------------- */

#define BEGINNING "{\"id\":\"a:2:0\",\"story\":\"a\",\"sentence\":2,"
#define CODES                                                                                  \
    "\"type\":\"ACCUSE\",\"mode\":[],\"status\":\"actual\",\"actor\":[],\"recipient\":[],"     \
    "\"cameo\":\"111\",\"goldstein\":-2,\"score\":-2,\"quad\":3,\"confidence\":0.9,"
#define ENDING                                                                                 \
    "\"trigger\":{\"text\":\"blamed\",\"start\":10,\"end\":16},\"text\":\"He blamed it.\"}"

static void refuse(dg_store *store, const char *record, const char *message) {
    assert_int_equal(dg_store_import(store, record, strlen(record), &error), DG_BAD_INPUT);
    assert_string_equal(error.message, message);
}

static void test_import_errors(void **state) {
    (void)state;
    dg_store *store = open_store("a.db");
    assert_int_equal(dg_store_import(store, "{}", 2, &error), DG_BAD_ARGUMENT);
    assert_int_equal(dg_store_begin(store, NULL, &error), DG_OK);
    refuse(store, "[]", "not a JSON object but a list");
    refuse(store, "{\"story\":\"a\"}", "\"id\" is missing or empty");
    refuse(store, BEGINNING "\"type\":\"HUG\"}", "\"type\" is none of the codebook's");
    refuse(store, BEGINNING "\"type\":\"ACCUSE\",\"status\":\"dreamt\"}",
           "\"status\" is none of the codebook's");
    refuse(store, "{\"id\":\"b:2:0\",\"story\":\"a\",\"sentence\":2," CODES ENDING,
           "\"id\" is not STORY:SENTENCE:NUMBER of this record");
    refuse(store, "{\"id\":\"a:2:0\",\"story\":\"a\",\"sentence\":-2," CODES ENDING,
           "\"sentence\" is no whole number in its range");
    refuse(store, BEGINNING CODES "\"trigger\":{}}", "\"text\" is missing or empty");
    refuse(store, "{\"id\":\"a:2000000:0\",\"story\":\"a\",\"sentence\":2000000," CODES ENDING,
           "\"sentence\" is out of range");
    refuse(store, BEGINNING "\"type\":\"ACCUSE\",\"status\":\"actual\"," ENDING,
           "\"goldstein\" is missing or past 10");
    refuse(store, BEGINNING CODES "\"trigger\":{\"text\":\"blamed\",\"start\":1,\"end\":2}}",
           "\"trigger\" is not as long as its start and end say");
    refuse(store, BEGINNING CODES "\"date\":{\"start\":\"soon\"}," ENDING,
           "\"date\" has a start or end that is no day");
    refuse(store, BEGINNING CODES "\"place\":{\"name\":\"Rome\"}," ENDING,
           "\"place\" has no text");
    refuse(store, BEGINNING CODES "\"place\":{\"text\":\"Rome\",\"lat\":91}," ENDING,
           "\"lat\" is no number of degrees");
    refuse(store, BEGINNING CODES "\"size\":{\"dead\":-1}," ENDING,
           "\"dead\" is no whole number in its range");
    refuse(store, BEGINNING CODES "\"context\":\"military\"," ENDING, "\"context\" is no list");
    refuse(store, BEGINNING CODES "\"context\":[\"culinary\"]," ENDING,
           "\"context\" holds what is none of the codebook's");
    refuse(store, BEGINNING CODES "\"said_by\":3," ENDING,
           "\"said_by\" is neither an object nor null");
    assert_int_equal(
        dg_store_import(store, BEGINNING CODES ENDING, strlen(BEGINNING CODES ENDING), &error),
        DG_OK);
    refuse(store, BEGINNING CODES ENDING, "a second event 0 of sentence 2");
    refuse(store,
           "{\"id\":\"a:2:1\",\"story\":\"a\",\"sentence\":2," CODES "\"text\":\"He left.\"}",
           "another text of sentence 2 than before");
    refuse(store, "{\"id\":\"b:2:0\",\"story\":\"b\",\"sentence\":3," CODES ENDING,
           "\"id\" is not STORY:SENTENCE:NUMBER of this record");
    refuse(store, BEGINNING CODES ENDING,
           "story \"a\" ended before: the records of a story must stand together");
    assert_int_equal(dg_store_commit(store, &error), DG_OK);
    assert_int_equal(dg_store_done(store).stories, 1);
    assert_int_equal(count(store, (dg_selection){0}), 1);
    dg_store_close(store);
    assert_sound("a.db");
}

/* Places that contradict each other, and far apart: every text is there all the same. */
static void test_import_contradictions(void **state) {
    (void)state;
    static const char record[] =
        "{\"id\":\"a:9:5\",\"story\":\"a\",\"sentence\":9,\"type\":\"ACCUSE\",\"mode\":[],"
        "\"status\":\"actual\",\"actor\":[{\"text\":\"Rome\",\"start\":3,\"end\":7,\"sector\":["
        "]},"
        "{\"text\":\"Oslo\",\"start\":5,\"end\":9,\"sector\":[]},"
        "{\"text\":\"Bonn\",\"start\":4000000000000,\"end\":4000000000004,\"sector\":[]}],"
        "\"recipient\":[],\"cameo\":\"111\",\"goldstein\":-2,\"score\":-2,\"quad\":3,"
        "\"confidence\":0.9,\"trigger\":{\"text\":null},\"same_as\":\"a:9:4\",\"text\":\"He "
        "blamed it.\"}";
    dg_store *store = open_store("a.db");
    assert_int_equal(dg_store_begin(store, NULL, &error), DG_OK);
    assert_int_equal(dg_store_import(store, record, strlen(record), &error), DG_OK);
    assert_int_equal(dg_store_commit(store, &error), DG_OK);
    char *out = records(store, NULL);
    assert_int_equal(lines(out), 1);
    assert_non_null(strstr(out, "{\"id\":\"a:9:5\""));
    assert_non_null(strstr(out, "{\"text\":\"Rome\",\"start\":3,\"end\":7"));
    assert_non_null(strstr(out, "{\"text\":\"Oslo\","));
    assert_non_null(strstr(out, "{\"text\":\"Bonn\","));
    assert_non_null(strstr(out, "\"same_as\":null,\"text\":\"He blamed it.\"}"));
    free(out);
    dg_store_close(store);
}

/* ---- versions, and files that are none of ours ------------------------------------------ */

static void make_version_1(const char *path) {
    char command[300];
    snprintf(command, sizeof command, "%s/tests/store-v1.sql", DG_SOURCE_DIR);
    FILE *f = fopen(command, "rb");
    buffer sql = {0};
    char piece[4096];
    assert_non_null(f);
    for (size_t n; (n = fread(piece, 1, sizeof piece, f)) > 0;)
        assert_true(buffer_add(&sql, piece, n));
    fclose(f);
    assert_true(buffer_end(&sql));
    run_sql(path, sql.data);
    buffer_free(&sql);
}

static void check_upgraded(dg_store *store) {
    assert_int_equal(count(store, (dg_selection){.type = "CONSULT", .party = "barack-obama"}),
                     1);
    dg_store_close(store);
    assert_int_equal(ask("old.db", "PRAGMA user_version"), store_schema_version());
    assert_int_equal(
        ask("old.db", "SELECT count(*) FROM sentence_text WHERE sentence_text MATCH 'rebels'"),
        1);
    assert_int_equal(
        ask("old.db", "SELECT events FROM dyad_month WHERE source = 'USA' AND target = 'RUS'"),
        1);
    assert_sound("old.db");
}

static void test_upgrade(void **state) {
    (void)state;
    static const dg_store_options read_only = {.read_only = true};
    dg_store *store;
    make_version_1("old.db");
    check_upgraded(open_store("old.db"));
    assert_int_equal(unlink("old.db"), 0);
    make_version_1("old.db");
    assert_int_equal(dg_store_open("old.db", &read_only, &store, &error), DG_OK);
    check_upgraded(store);
}

/* A step that fails leaves the store as it was. */
static void test_upgrade_fails(void **state) {
    (void)state;
    dg_store *store;
    make_version_1("old.db");
    run_sql("old.db", "CREATE TABLE dyad_month(x)");
    assert_int_equal(dg_store_open("old.db", NULL, &store, &error), DG_BAD_STORE);
    assert_string_equal(error.message,
                        "the store is not as it should be: table dyad_month already exists");
    assert_int_equal(ask("old.db", "PRAGMA user_version"), 1);
    assert_int_equal(
        ask("old.db", "SELECT count(*) FROM sqlite_schema WHERE name = 'sentence_text'"), 0);
}

static void refuse_file(const char *path, dg_status code, const char *message) {
    dg_store *store = NULL;
    const dg_store_options options[] = {{.wait_ms = 20}, {.wait_ms = 20, .read_only = true}};
    for (int i = 0; i < 2; i++) {
        dg_status status = dg_store_open(path, &options[i], &store, &error);
        assert_int_equal(status, code);
        assert_string_equal(error.message, message);
        assert_string_equal(error.file, path);
    }
}

static void test_foreign_files(void **state) {
    (void)state;
    FILE *f = fopen("text.db", "w");
    assert_non_null(f);
    fputs("This is no database, though it is long enough to hold a header of one: 100 bytes, "
          "no less.",
          f);
    fputs(" And some more.\n", f);
    fclose(f);
    refuse_file("text.db", DG_BAD_STORE, "no store: the file is not an SQLite database");
    run_sql("other.db", "CREATE TABLE bookmarks(url TEXT)");
    refuse_file("other.db", DG_BAD_STORE, "another program's database, not a store of events");
    assert_int_equal(ask("other.db", "SELECT count(*) FROM sqlite_schema"), 1);
    run_sql("other.db", "PRAGMA application_id = 7; PRAGMA user_version = 2");
    refuse_file("other.db", DG_BAD_STORE, "another program's database, not a store of events");
    dg_store_close(open_store("late.db"));
    run_sql("late.db", "PRAGMA user_version = 99");
    refuse_file("late.db", DG_BAD_STORE,
                "a store of version 99; this dragoman knows stores up to version 2");
    refuse_file(
        "nowhere/a.db", DG_IO,
        "cannot open the store: unable to open database file (No such file or directory)");
}

static void test_damaged(void **state) {
    (void)state;
    dg_store *store = begin("a.db");
    assert_int_equal(put(store, "a", summit), DG_OK);
    assert_int_equal(dg_store_commit(store, &error), DG_OK);
    dg_store_close(store);
    int64_t page = ask("a.db", "SELECT rootpage FROM sqlite_schema WHERE name = 'event'");
    int fd = open("a.db", O_WRONLY);
    char noise[4096];
    memset(noise, 0x5A, sizeof noise);
    assert_int_equal(pwrite(fd, noise, sizeof noise, (page - 1) * 4096), sizeof noise);
    close(fd);
    store = open_store("a.db");
    assert_int_equal(dg_store_select(store, NULL, to_records, NULL, &error), DG_BAD_STORE);
    assert_string_equal(error.message,
                        "the store is damaged: database disk image is malformed");
    assert_int_equal(dg_store_begin(store, engine, &error), DG_OK);
    assert_int_equal(put(store, "b", summit), DG_BAD_STORE);
    dg_store_close(store);
}

/* ---- two at once ------------------------------------------------------------------------ */

static void test_locked(void **state) {
    (void)state;
    static const dg_store_options hasty = {.wait_ms = 20};
    dg_store *one = begin("a.db"), *two;
    assert_int_equal(put(one, "a", summit), DG_OK);
    assert_int_equal(dg_store_open("a.db", &hasty, &two, &error), DG_OK);
    assert_int_equal(dg_store_begin(two, engine, &error), DG_IO);
    assert_string_equal(error.message, "another program has the store locked");
    assert_int_equal(count(two, (dg_selection){0}), 0); /* reading goes on meanwhile */
    assert_int_equal(dg_store_commit(one, &error), DG_OK);
    assert_int_equal(dg_store_begin(two, engine, &error), DG_OK);
    assert_int_equal(put(two, "b", summit), DG_OK);
    assert_int_equal(dg_store_commit(two, &error), DG_OK);
    assert_int_equal(dg_store_done(two).stories, 1);
    dg_store_close(one);
    dg_store_close(two);
    assert_int_equal(ask("a.db", "SELECT count(*) FROM story"), 2);
}

static void write_stories(const char *name) {
    dg_store *store = begin("a.db");
    for (int i = 0; i < 20; i++) {
        char id[20];
        snprintf(id, sizeof id, "%s%d", name, i);
        assert_int_equal(put(store, id, summit), DG_OK);
        assert_int_equal(dg_store_commit(store, &error), DG_OK);
    }
    dg_store_close(store);
}

static void test_two_writers(void **state) {
    (void)state;
    int result;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        write_stories("child");
        _exit(0);
    }
    write_stories("parent");
    assert_int_equal(waitpid(child, &result, 0), child);
    assert_int_equal(result, 0);
    assert_int_equal(ask("a.db", "SELECT count(*) FROM story"), 40);
    assert_int_equal(ask("a.db", "SELECT count(*) FROM engine"), 1);
    assert_sound("a.db");
}

/* ---- writing fails ---------------------------------------------------------------------- */

/* A file system of SQLite's on which the n-th write, and all after it, find the disk full. */
static sqlite3_vfs full_disk, *real_disk;
static sqlite3_io_methods
    full_methods[2]; /* of files that are locked, and of those that are not */
static int (*real_write)(sqlite3_file *, const void *, int, sqlite3_int64);
static int writes_left;

static int write_or_fail(sqlite3_file *file, const void *data, int n, sqlite3_int64 at) {
    if (writes_left == 0) return SQLITE_FULL;
    writes_left--;
    return real_write(file, data, n, at);
}

static int open_full(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags,
                     int *out) {
    (void)vfs;
    int result = real_disk->xOpen(real_disk, name, file, flags, out);
    if (result != SQLITE_OK) return result;
    sqlite3_io_methods *methods = &full_methods[!(flags & SQLITE_OPEN_MAIN_DB)];
    *methods = *file->pMethods;
    real_write = methods->xWrite;
    methods->xWrite = write_or_fail;
    file->pMethods = methods;
    return SQLITE_OK;
}

/* Put stories until it fails. Returns how many were committed; *failed is whether it did. */
static int write_until_full(bool *failed) {
    dg_store *store = NULL;
    int committed = 0;
    dg_status status = dg_store_open("full.db", NULL, &store, &error);
    if (status == DG_OK) status = dg_store_begin(store, engine, &error);
    for (int i = 0; i < 3 && status == DG_OK; i++) {
        char id[16];
        snprintf(id, sizeof id, "s%d", i);
        status = put(store, id, summit);
        if (status == DG_OK) status = dg_store_commit(store, &error);
        if (status == DG_OK) committed++;
    }
    *failed = status != DG_OK;
    if (*failed)
        assert_string_equal(error.message, "the store cannot be written: the disk is full");
    dg_store_close(store);
    return committed;
}

static void test_full_disk(void **state) {
    (void)state;
    bool failed = true;
    real_disk = sqlite3_vfs_find(NULL);
    full_disk = *real_disk;
    full_disk.zName = "full";
    full_disk.xOpen = open_full;
    int seen_committed = 0;
    for (int limit = 0; failed; limit++) {
        assert_true(limit < 2000);
        system("rm -f full.db*");
        sqlite3_vfs_register(&full_disk, 1);
        writes_left = limit;
        int committed = write_until_full(&failed);
        sqlite3_vfs_unregister(&full_disk);
        seen_committed |= 1 << committed;
        if (committed == 0) continue;
        assert_int_equal(ask("full.db", "SELECT count(*) FROM story"), committed);
        assert_int_equal(
            ask("full.db",
                "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"),
            0);
        dg_store *store = open_store("full.db");
        assert_int_equal(count(store, (dg_selection){.type = "CONSULT"}), (size_t)committed);
        dg_store_close(store);
    }
    assert_int_equal(seen_committed, 15); /* it failed before, between and behind all of them */
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_same_records),
        TEST(test_selection),
        TEST(test_selection_keeps_ids),
        TEST(test_again),
        TEST(test_parts),
        TEST(test_under_way),
        TEST(test_own_date),
        TEST(test_circumstances),
        TEST(test_copy),
        TEST(test_not_committed),
        TEST(test_relations),
        TEST(test_import_errors),
        TEST(test_import_contradictions),
        TEST(test_upgrade),
        TEST(test_upgrade_fails),
        TEST(test_foreign_files),
        TEST(test_damaged),
        TEST(test_locked),
        TEST(test_two_writers),
        TEST(test_full_disk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
