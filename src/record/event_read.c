/* Reading event records. The first thing wrong with one is kept and reported; reading goes on
 * with empty values, so that no step has to look whether the one before it failed. */
#include "record/event_read.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "event/plover.h"
#include "story/day.h"
#include "story/json_text.h"

/* A record that is being read. */
typedef struct reading {
    const json_t *json;
    arena *arena;
    dg_status status;
    dg_error *error;
} reading;

static void wrong(reading *r, const char *key, const char *what) {
    if (r->status == DG_OK)
        r->status = error_set(r->error, DG_BAD_INPUT, "\"%s\" %s", key, what);
}

static void out_of_memory(reading *r) {
    if (r->status == DG_OK) r->status = error_set(r->error, DG_NO_MEMORY, "out of memory");
}

/* ---- values ----------------------------------------------------------------------------- */

/* The member that is neither left out nor null; NULL. */
static const json_t *member(const json_t *object, const char *key) {
    const json_t *value = json_object_get(object, key);
    return value && !json_is_null(value) ? value : NULL;
}

static const char *keep(reading *r, const json_t *string) {
    const char *kept =
        arena_strndup(r->arena, json_string_value(string), json_string_length(string));
    if (!kept) out_of_memory(r);
    return kept ? kept : "";
}

static const char *string(reading *r, const json_t *object, const char *key) {
    const json_t *value = member(object, key);
    if (!value) return "";
    if (json_is_string(value)) return keep(r, value);
    wrong(r, key, "is neither a string nor null");
    return "";
}

static const char *needed_string(reading *r, const char *key) {
    const char *s = string(r, r->json, key);
    if (!*s) wrong(r, key, "is missing or empty");
    return s;
}

static double real(reading *r, const json_t *object, const char *key) {
    const json_t *value = member(object, key);
    if (!value) return NAN;
    if (!json_is_number(value)) wrong(r, key, "is neither a number nor null");
    return json_number_value(value);
}

/* A whole number of 0 to `most`; `none` when it is left out. */
static uint64_t whole(reading *r, const json_t *object, const char *key, uint64_t most,
                      uint64_t none) {
    const json_t *value = member(object, key);
    if (!value) return none;
    if (json_is_integer(value) && json_integer_value(value) >= 0 &&
        (uint64_t)json_integer_value(value) <= most)
        return (uint64_t)json_integer_value(value);
    wrong(r, key, "is no whole number in its range");
    return none;
}

/* A list's length; 0 when it is left out. */
static size_t list_length(reading *r, const json_t *object, const char *key) {
    const json_t *list = member(object, key);
    if (list && !json_is_array(list)) wrong(r, key, "is no list");
    return json_array_size(list);
}

/* Strings of a list into out[most], "" behind the last. */
static void read_strings(reading *r, const json_t *object, const char *key, const char **out,
                         size_t most) {
    size_t n = list_length(r, object, key);
    for (size_t i = 0; i < most; i++) out[i] = "";
    if (n > most) wrong(r, key, "has too many items");
    for (size_t i = 0; i < n && i < most; i++) {
        const json_t *item = json_array_get(member(object, key), i);
        if (json_is_string(item))
            out[i] = keep(r, item);
        else
            wrong(r, key, "holds what is no string");
    }
}

/* An object; NULL when it is left out. */
static const json_t *object_or_null(reading *r, const char *key) {
    const json_t *value = member(r->json, key);
    if (value && !json_is_object(value)) wrong(r, key, "is neither an object nor null");
    return value;
}

/* ---- codes ------------------------------------------------------------------------------ */

static void read_codes(reading *r, event_record *e) {
    e->type = needed_string(r, "type");
    if (!plover_type_of(e->type, (unsigned)strlen(e->type)))
        wrong(r, "type", "is none of the codebook's");
    e->status = needed_string(r, "status");
    if (!plover_status_of(e->status, (unsigned)strlen(e->status)))
        wrong(r, "status", "is none of the codebook's");
    read_strings(r, r->json, "mode", &e->mode, 1);
    read_strings(r, r->json, "context", e->context, DG_CONTEXTS);
    e->cameo = string(r, r->json, "cameo");
    e->goldstein = real(r, r->json, "goldstein");
    e->score = real(r, r->json, "score");
    e->quad = (int)whole(r, r->json, "quad", 4, 0);
}

/* ---- who -------------------------------------------------------------------------------- */

static record_piece read_piece(reading *r, const json_t *object, const char *key) {
    record_piece p = {.text = string(r, object, "text"),
                      .start = whole(r, object, "start", INT64_MAX, 0),
                      .end = whole(r, object, "end", INT64_MAX, 0)};
    if (p.end < p.start) wrong(r, key, "ends before its start");
    return p;
}

static record_participant read_participant(reading *r, const json_t *object, const char *key) {
    record_participant p = {.piece = read_piece(r, object, key),
                            .actor = {.country = string(r, object, "country"),
                                      .entity = string(r, object, "entity"),
                                      .name = string(r, object, "name"),
                                      .role = string(r, object, "role"),
                                      .why = ""}};
    if (!json_is_object(object)) wrong(r, key, "holds what is no actor");
    read_strings(r, object, "sector", p.actor.sector, DG_SECTORS);
    return p;
}

static const record_participant *read_participants(reading *r, const char *key, size_t *n) {
    *n = list_length(r, r->json, key);
    record_participant *p = ARENA_NEW(r->arena, record_participant, *n);
    if (!p) out_of_memory(r);
    if (!p) *n = 0;
    for (size_t i = 0; i < *n; i++)
        p[i] = read_participant(r, json_array_get(member(r->json, key), i), key);
    return p;
}

static const record_participant *read_source(reading *r) {
    const json_t *object = object_or_null(r, "said_by");
    record_participant *p = object ? ARENA_NEW(r->arena, record_participant, 1) : NULL;
    if (object && !p) out_of_memory(r);
    if (p) *p = read_participant(r, object, "said_by");
    return p;
}

/* ---- when, where, how many -------------------------------------------------------------- */

static void read_date(reading *r, event_record *e) {
    const json_t *date = object_or_null(r, "date");
    e->first = string(r, date, "start");
    e->last = string(r, date, "end");
    e->date_text = string(r, date, "text");
    if (date && (!story_is_day(e->first) || !story_is_day(e->last)))
        wrong(r, "date", "has a start or end that is no day");
}

static void read_place(reading *r, event_record *e) {
    const json_t *place = object_or_null(r, "place");
    e->place_text = string(r, place, "text");
    e->place = (dg_place){.name = string(r, place, "name"),
                          .country = string(r, place, "country"),
                          .admin1 = string(r, place, "admin1"),
                          .lat = real(r, place, "lat"),
                          .lon = real(r, place, "lon"),
                          .id = string(r, place, "id"),
                          .mention = DG_NONE,
                          .why = ""};
}

static void read_size(reading *r, event_record *e) {
    const json_t *size = object_or_null(r, "size");
    const char *const key[] = {"dead", "injured", "arrested", "participants"};
    uint32_t *const to[] = {&e->size.dead, &e->size.injured, &e->size.arrested,
                            &e->size.participants};
    for (size_t i = 0; i < sizeof key / sizeof *key; i++)
        *to[i] = (uint32_t)whole(r, size, key[i], DG_NONE - 1, DG_NONE);
}

/* ---- a record --------------------------------------------------------------------------- */

static void read_event(reading *r, event_record *e) {
    e->id = needed_string(r, "id");
    e->story = needed_string(r, "story");
    e->sentence = whole(r, r->json, "sentence", INT64_MAX, 0);
    read_codes(r, e);
    e->actor = read_participants(r, "actor", &e->n_actor);
    e->recipient = read_participants(r, "recipient", &e->n_recipient);
    e->said_by = read_source(r);
    read_date(r, e);
    read_place(r, e);
    read_size(r, e);
    e->trigger = read_piece(r, object_or_null(r, "trigger"), "trigger");
    e->frame = string(r, r->json, "frame");
    e->confidence = real(r, r->json, "confidence");
    e->same_as = string(r, r->json, "same_as");
    e->text = string(r, r->json, "text");
}

dg_status event_read(const char *json, size_t n, arena *a, event_record *out, dg_error *error) {
    json_error_t e;
    bool memory_out;
    RETURN_IF(n > EVENT_MAX_RECORD, error, DG_OVER_LIMIT,
              "a record of more than 1 MiB, passed over");
    json_t *root = json_text_parse(json, n, 0, &e, &memory_out);
    RETURN_IF(memory_out, error, DG_NO_MEMORY, "out of memory");
    RETURN_IF(!root, error, DG_BAD_INPUT, "no JSON: %s", e.text);
    reading r = {.json = root, .arena = a, .error = error};
    if (json_is_object(root))
        read_event(&r, out);
    else
        r.status = error_set(error, DG_BAD_INPUT, "not a JSON object but a list");
    json_decref(root);
    return r.status;
}
