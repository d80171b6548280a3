/* record/event_read and record/event_grouped: records as they were written, and what is wrong
 * with those that were not. */
#include "unit.h"

#include <math.h>

#include "base/buffer.h"
#include "record/event_read.h"

static bool keep(void *user, const char *bytes, size_t n) {
    return buffer_add(user, bytes, n);
}

static bool refuse(void *user, const char *bytes, size_t n) {
    (void)user, (void)bytes, (void)n;
    return false;
}

/* ---- what was written -----------------------------------------------------------------------
 */

static void same_participant(const dg_story *s, const dg_participant *p,
                             const record_participant *r) {
    assert_int_equal(strlen(r->piece.text), p->end - p->start);
    assert_memory_equal(r->piece.text, s->text + p->start, p->end - p->start);
    assert_string_equal(r->actor.country, p->actor.country);
    assert_string_equal(r->actor.entity, p->actor.entity);
    assert_string_equal(r->actor.name, p->actor.name);
    assert_string_equal(r->actor.role, p->actor.role);
    for (size_t i = 0; i < DG_SECTORS; i++)
        assert_string_equal(r->actor.sector[i], p->actor.sector[i]);
}

static void same_event(const dg_story *s, const dg_event *e, const event_record *r) {
    assert_string_equal(r->story, s->id);
    assert_int_equal(r->sentence, e->sentence);
    assert_string_equal(r->type, e->type);
    assert_string_equal(r->mode, e->mode);
    assert_string_equal(r->status, e->status);
    assert_string_equal(r->cameo, e->cameo);
    assert_string_equal(r->frame, e->frame);
    assert_string_equal(r->first, e->when.first);
    assert_string_equal(r->last, e->when.last);
    assert_int_equal(r->quad, e->quad);
    assert_true(r->goldstein == e->goldstein && r->score == e->score);
    assert_true(fabs(r->confidence - (double)e->confidence) < 0.001);
    assert_memory_equal(&r->size, &e->size, sizeof r->size);
    for (size_t i = 0; i < DG_CONTEXTS; i++) assert_string_equal(r->context[i], e->context[i]);
    assert_int_equal(r->n_actor, e->n_actor);
    assert_int_equal(r->n_recipient, e->n_recipient);
    for (size_t i = 0; i < r->n_actor; i++)
        same_participant(s, &s->participant[e->actor + i], &r->actor[i]);
    for (size_t i = 0; i < r->n_recipient; i++)
        same_participant(s, &s->participant[e->recipient + i], &r->recipient[i]);
    assert_int_equal(!r->said_by, e->said_by == DG_NONE);
    if (r->said_by) same_participant(s, &s->participant[e->said_by], r->said_by);
    assert_int_equal(!*r->place_text, e->place == DG_NONE);
    if (e->place == DG_NONE) return;
    assert_string_equal(r->place.name, s->place[e->place].name);
    assert_string_equal(r->place.country, s->place[e->place].country);
    assert_string_equal(r->place.id, s->place[e->place].id);
    assert_true(fabs(r->place.lat - s->place[e->place].lat) < 0.001);
}

static void records_come_back(void **state) {
    static const char text[] =
        "Obama met Putin in Antalya on Sunday. Rebels killed 14 Syrian soldiers near Aleppo, "
        "officials said. Erdo\u011fan did not condemn Iran.";
    dg_engine *engine;
    dg_context *context;
    const dg_story *story;
    dg_document document = {
        .id = "a:\"b\"", .date = "2015-11-16", .text = text, .n_text = sizeof text - 1};
    buffer b = {0};
    arena a = {0};
    event_record record;
    (void)state;
    assert_int_equal(dg_engine_open(NULL, &engine, NULL), DG_OK);
    assert_int_equal(dg_context_new(engine, &context, NULL), DG_OK);
    assert_int_equal(dg_code(context, &document, &story, NULL), DG_OK);
    assert_int_equal(dg_write_events_json(story, keep, &b, NULL), DG_OK);
    assert_true(story->n_event >= 2);
    const char *line = b.data;
    for (size_t i = 0; i < story->n_event; i++) {
        size_t n = (size_t)((char *)memchr(line, '\n', b.n) - line);
        assert_int_equal(event_read(line, n, &a, &record, NULL), DG_OK);
        same_event(story, &story->event[i], &record);
        line += n + 1;
    }
    arena_free(&a);
    buffer_free(&b);
    dg_context_free(context);
    dg_engine_close(engine);
}

/* ---- what is wrong ------------------------------------------------------------------------
 */

static void wrong(const char *json, dg_status code, const char *message) {
    arena a = {0};
    event_record record;
    dg_error error;
    assert_int_equal(event_read(json, strlen(json), &a, &record, &error), code);
    assert_non_null(strstr(error.message, message));
    arena_free(&a);
}

#define GOOD "\"id\":\"s:0:0\",\"story\":\"s\",\"type\":\"AID\",\"status\":\"actual\""

static void mistakes_are_named(void **state) {
    (void)state;
    wrong("", DG_BAD_INPUT, "no JSON");
    wrong("{\"id\"", DG_BAD_INPUT, "no JSON");
    wrong("[]", DG_BAD_INPUT, "not a JSON object");
    wrong("{}", DG_BAD_INPUT, "\"id\" is missing");
    wrong("{\"id\":\"\"}", DG_BAD_INPUT, "\"id\" is missing or empty");
    wrong("{\"id\":3}", DG_BAD_INPUT, "\"id\" is neither a string nor null");
    wrong("{\"id\":\"s:0:0\",\"story\":\"s\",\"type\":\"JOKE\",\"status\":\"actual\"}",
          DG_BAD_INPUT, "\"type\" is none of the codebook's");
    wrong("{\"id\":\"s:0:0\",\"story\":\"s\",\"type\":\"AID\",\"status\":\"maybe\"}",
          DG_BAD_INPUT, "\"status\" is none of the codebook's");
    wrong("{" GOOD ",\"mode\":[\"a\",\"b\"]}", DG_BAD_INPUT, "\"mode\" has too many");
    wrong("{" GOOD ",\"mode\":\"a\"}", DG_BAD_INPUT, "\"mode\" is no list");
    wrong("{" GOOD ",\"mode\":[3]}", DG_BAD_INPUT, "\"mode\" holds what is no string");
    wrong("{" GOOD ",\"actor\":[3]}", DG_BAD_INPUT, "\"actor\" holds what is no actor");
    wrong("{" GOOD ",\"actor\":{}}", DG_BAD_INPUT, "\"actor\" is no list");
    wrong("{" GOOD ",\"recipient\":[{\"start\":5,\"end\":3}]}", DG_BAD_INPUT,
          "\"recipient\" ends before its start");
    wrong("{" GOOD ",\"said_by\":[]}", DG_BAD_INPUT, "\"said_by\" is neither an object");
    wrong("{" GOOD ",\"date\":{\"start\":\"2015\",\"end\":\"2015\"}}", DG_BAD_INPUT, "no day");
    wrong("{" GOOD ",\"size\":{\"dead\":-1}}", DG_BAD_INPUT, "\"dead\" is no whole number");
    wrong("{" GOOD ",\"size\":{\"dead\":4294967295}}", DG_BAD_INPUT, "\"dead\" is no whole");
    wrong("{" GOOD ",\"score\":\"high\"}", DG_BAD_INPUT, "\"score\" is neither a number");
    wrong("{" GOOD ",\"place\":{\"lat\":\"north\"}}", DG_BAD_INPUT, "\"lat\" is neither");
    wrong("{" GOOD ",\"text\":\"\xff\"}", DG_BAD_INPUT, "no JSON");
}

static void too_long_is_too_long(void **state) {
    (void)state;
    arena a = {0};
    event_record record;
    char *json = calloc(1, EVENT_MAX_RECORD + 1);
    assert_non_null(json);
    memset(json, ' ', EVENT_MAX_RECORD + 1);
    memcpy(json, "{" GOOD "}", sizeof "{" GOOD "}" - 1);
    assert_int_equal(event_read(json, EVENT_MAX_RECORD, &a, &record, NULL), DG_OK);
    assert_int_equal(event_read(json, EVENT_MAX_RECORD + 1, &a, &record, NULL), DG_OVER_LIMIT);
    arena_free(&a);
    free(json);
}

static void what_is_left_out_is_empty(void **state) {
    (void)state;
    arena a = {0};
    event_record r;
    static const char json[] = "{" GOOD ",\"more\":[1,2],\"date\":null,\"actor\":null}";
    assert_int_equal(event_read(json, sizeof json - 1, &a, &r, NULL), DG_OK);
    assert_string_equal(r.mode, "");
    assert_string_equal(r.first, "");
    assert_string_equal(r.place.country, "");
    assert_string_equal(r.context[0], "");
    assert_string_equal(r.text, "");
    assert_int_equal(r.n_actor, 0);
    assert_int_equal(r.size.dead, DG_NONE);
    assert_null(r.said_by);
    assert_true(isnan(r.score) && isnan(r.place.lat));
    arena_free(&a);
}

/* ---- with a group ---------------------------------------------------------------------------
 */

static void grouped(const char *json, const char *expected) {
    const dg_group group = {.id = "a\"b:0:0", .first = true, .sources = 3};
    buffer b = {0};
    assert_int_equal(dg_write_grouped(json, strlen(json), &group, keep, &b, NULL), DG_OK);
    assert_true(buffer_end(&b));
    assert_string_equal(b.data, expected);
    buffer_free(&b);
}

#define FIELDS "\"group\":\"a\\\"b:0:0\",\"first\":true,\"sources\":3}\n"

static void a_group_is_added(void **state) {
    (void)state;
    grouped("{\"x\":36.10}", "{\"x\":36.10," FIELDS);
    grouped("{ \"x\" : [1] } \r", "{ \"x\" : [1]," FIELDS);
    grouped("{}", "{" FIELDS);
    grouped("{\"x\":\"a \\\"group\\\" of\"}", "{\"x\":\"a \\\"group\\\" of\"," FIELDS);
    grouped("{\"group\":\"z\",\"x\":36.9,\"sources\":9,\"first\":false}",
            "{\"x\":36.9," FIELDS); /* those it had are replaced */
}

static void no_object_takes_no_group(void **state) {
    static const char *const bad[] = {"", "}", "[\"group\"]", "{\"group\":", "x"};
    const dg_group group = {.id = "a:0:0"};
    buffer b = {0};
    dg_error error;
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(dg_write_grouped(bad[i], strlen(bad[i]), &group, keep, &b, &error),
                         DG_BAD_INPUT);
    assert_int_equal(b.n, 0);
    assert_int_equal(dg_write_grouped("{}", 2, &group, refuse, NULL, &error), DG_IO);
    buffer_free(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_come_back),    cmocka_unit_test(mistakes_are_named),
        cmocka_unit_test(too_long_is_too_long), cmocka_unit_test(what_is_left_out_is_empty),
        cmocka_unit_test(a_group_is_added),     cmocka_unit_test(no_object_takes_no_group),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
