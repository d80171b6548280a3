/* Records of JSON, as record/event_json.c writes them, back into a store. The records of a
 * story are collected until another story begins, since it is put whole, in one transaction. */
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/utf8.h"
#include "store/store.h"

/* A longer record is passed over: jansson takes up to 300 bytes for one value of two. */
enum { MAX_RECORD = 1 << 20 };

/* A record that is being read. The first thing wrong with it is kept. */
typedef struct record {
    json_t *json;
    store_draft *draft;
    dg_status status;
    dg_error *error;
} record;

static void wrong(record *r, dg_status code, const char *key, const char *what) {
    if (r->status == DG_OK) r->status = error_set(r->error, code, "\"%s\" %s", key, what);
}

/* ---- values ----------------------------------------------------------------------------- */

static const char *keep(record *r, const char *text) {
    const char *kept = store_draft_keep(r->draft, text);
    if (!kept && r->status == DG_OK)
        r->status = error_set(r->error, DG_NO_MEMORY, "out of memory");
    return kept ? kept : "";
}

/* A string, or "" for null and what is left out. */
static const char *string_or_null(record *r, const json_t *object, const char *key) {
    const json_t *value = json_object_get(object, key);
    if (!value || json_is_null(value)) return "";
    if (json_is_string(value)) return keep(r, json_string_value(value));
    wrong(r, DG_BAD_INPUT, key, "is neither a string nor null");
    return "";
}

static const char *string(record *r, const char *key) {
    const json_t *value = json_object_get(r->json, key);
    if (json_is_string(value) && json_string_length(value))
        return keep(r, json_string_value(value));
    wrong(r, DG_BAD_INPUT, key, value ? "is no string" : "is missing");
    return "";
}

static double real(record *r, const char *key) {
    const json_t *value = json_object_get(r->json, key);
    if (!json_is_number(value))
        wrong(r, DG_BAD_INPUT, key, value ? "is no number" : "is missing");
    return json_number_value(value);
}

static int64_t integer(record *r, const json_t *object, const char *key, int64_t most) {
    const json_t *value = json_object_get(object, key);
    if (!json_is_integer(value)) {
        wrong(r, DG_BAD_INPUT, key, value ? "is no whole number" : "is missing");
        return 0;
    }
    int64_t n = json_integer_value(value);
    if (n >= 0 && n <= most) return n;
    wrong(r, DG_BAD_INPUT, key, "is out of range");
    return 0;
}

/* One of a list of names, as the codebook has them. */
static const char *one_of(record *r, const char *key, const char *value,
                          const char *(*name)(unsigned), unsigned n) {
    for (unsigned i = 0; i < n; i++)
        if (!strcmp(value, name(i))) return value;
    wrong(r, DG_BAD_INPUT, key, "is none of the codebook's");
    return value;
}

static const char *status_name(unsigned i) {
    static const char *const names[] = {"actual", "future", "hypothetical", "negated",
                                        "historical"};
    return names[i];
}

/* ---- parts of a record ------------------------------------------------------------------ */

/* "text", "start" and "end"; all null for what is not named. */
static draft_piece piece(record *r, const json_t *object, const char *key) {
    draft_piece p = {string_or_null(r, object, "text"), DRAFT_ANYWHERE};
    if (!*p.text) return p;
    p.start = (uint64_t)integer(r, object, "start", INT64_MAX);
    uint64_t end = (uint64_t)integer(r, object, "end", INT64_MAX);
    if (end - p.start != utf8_count(p.text, strlen(p.text)))
        wrong(r, DG_BAD_INPUT, key, "is not as long as its start and end say");
    return p;
}

static void read_sectors(record *r, const json_t *object, dg_actor *actor) {
    const json_t *list = json_object_get(object, "sector");
    size_t n = json_array_size(list);
    for (size_t i = 0; i < DG_SECTORS; i++) actor->sector[i] = "";
    if (!json_is_array(list) || n > DG_SECTORS)
        wrong(r, DG_BAD_INPUT, "sector", "is no list of sectors");
    for (size_t i = 0; i < n && i < DG_SECTORS; i++) {
        const json_t *code = json_array_get(list, i);
        if (json_string_length(code) == 3)
            actor->sector[i] = keep(r, json_string_value(code));
        else
            wrong(r, DG_BAD_INPUT, "sector", "holds what is no sector");
    }
}

static draft_participant participant(record *r, const json_t *object, const char *key) {
    draft_participant p = {.piece = piece(r, object, key),
                           .actor = {.country = string_or_null(r, object, "country"),
                                     .entity = string_or_null(r, object, "entity"),
                                     .name = string_or_null(r, object, "name"),
                                     .role = string_or_null(r, object, "role"),
                                     .why = ""}};
    if (!json_is_object(object)) wrong(r, DG_BAD_INPUT, key, "holds what is no actor");
    read_sectors(r, object, &p.actor);
    return p;
}

static void read_participants(record *r, draft_event *e) {
    const json_t *actor = json_object_get(r->json, "actor");
    const json_t *recipient = json_object_get(r->json, "recipient");
    const json_t *said_by = json_object_get(r->json, "said_by");
    if (!json_is_array(actor)) wrong(r, DG_BAD_INPUT, "actor", "is no list");
    if (!json_is_array(recipient)) wrong(r, DG_BAD_INPUT, "recipient", "is no list");
    e->n_actor = (uint32_t)json_array_size(actor);
    e->n_recipient = (uint32_t)json_array_size(recipient);
    e->n_said_by = said_by && !json_is_null(said_by);
    uint32_t first = e->n_actor + e->n_recipient;
    draft_participant *p = ARENA_NEW(&r->draft->arena, draft_participant, first + 1);
    if (!p) r->status = error_set(r->error, DG_NO_MEMORY, "out of memory");
    for (uint32_t i = 0; i < e->n_actor && r->status == DG_OK; i++)
        p[i] = participant(r, json_array_get(actor, i), "actor");
    for (uint32_t i = e->n_actor; i < first && r->status == DG_OK; i++)
        p[i] = participant(r, json_array_get(recipient, i - e->n_actor), "recipient");
    if (e->n_said_by && r->status == DG_OK) p[first] = participant(r, said_by, "said_by");
    e->participant = p;
}

static bool is_date(const char *s) {
    static const char pattern[] = "0000-00-00";
    for (size_t i = 0; i < sizeof pattern; i++)
        if (pattern[i] == '0' ? s[i] < '0' || s[i] > '9' : s[i] != pattern[i]) return false;
    return true;
}

static void read_date(record *r, draft_event *e) {
    const json_t *date = json_object_get(r->json, "date");
    e->date = (draft_piece){"", DRAFT_ANYWHERE};
    if (!date || json_is_null(date)) return;
    const char *first = string_or_null(r, date, "start"),
               *last = string_or_null(r, date, "end");
    e->date.text = string_or_null(r, date, "text");
    if (!is_date(first) || !is_date(last)) {
        wrong(r, DG_BAD_INPUT, "date", "has a start or end that is no day");
        return;
    }
    memcpy(e->first, first, sizeof e->first);
    memcpy(e->last, last, sizeof e->last);
}

/* NAN for null and what is left out. */
static double degrees(record *r, const json_t *object, const char *key, double most) {
    const json_t *value = json_object_get(object, key);
    if (!value || json_is_null(value)) return NAN;
    double n = json_number_value(value);
    if (!json_is_number(value) || fabs(n) > most)
        wrong(r, DG_BAD_INPUT, key, "is no number of degrees");
    return n;
}

static void read_place(record *r, draft_event *e) {
    const json_t *place = json_object_get(r->json, "place");
    e->place = (draft_piece){"", DRAFT_ANYWHERE};
    if (!place || json_is_null(place)) return;
    e->place.text = string_or_null(r, place, "text");
    e->where = (dg_place){.name = string_or_null(r, place, "name"),
                          .country = string_or_null(r, place, "country"),
                          .admin1 = string_or_null(r, place, "admin1"),
                          .lat = degrees(r, place, "lat", 90),
                          .lon = degrees(r, place, "lon", 180),
                          .id = string_or_null(r, place, "id")};
    if (!*e->place.text) wrong(r, DG_BAD_INPUT, "place", "has no text");
}

/* DG_NONE for null and what is left out. */
static uint32_t how_many(record *r, const json_t *size, const char *key) {
    const json_t *value = json_object_get(size, key);
    if (!value || json_is_null(value)) return DG_NONE;
    return (uint32_t)integer(r, size, key, DG_NONE - 1);
}

static void read_size(record *r, draft_event *e) {
    const json_t *size = json_object_get(r->json, "size");
    e->size = (dg_size){how_many(r, size, "dead"), how_many(r, size, "injured"),
                        how_many(r, size, "arrested"), how_many(r, size, "participants")};
}

static bool is_context(const char *tag) {
    dg_ontology_row row;
    for (size_t i = 0; dg_ontology(i, &row); i++)
        if (row.kind == DG_CODE_CONTEXT && !strcmp(row.code, tag)) return true;
    return false;
}

static void read_contexts(record *r, draft_event *e) {
    const json_t *list = json_object_get(r->json, "context");
    size_t n = json_array_size(list);
    for (size_t i = 0; i < DG_CONTEXTS; i++) e->context[i] = "";
    if (list && !json_is_null(list) && (!json_is_array(list) || n > DG_CONTEXTS))
        wrong(r, DG_BAD_INPUT, "context", "is no list of contexts");
    for (size_t i = 0; i < n && i < DG_CONTEXTS; i++) {
        const char *tag = json_string_value(json_array_get(list, i));
        if (tag && is_context(tag))
            e->context[i] = keep(r, tag);
        else
            wrong(r, DG_BAD_INPUT, "context", "holds what is none of the codebook's");
    }
}

static void read_mode(record *r, draft_event *e) {
    const json_t *list = json_object_get(r->json, "mode"), *mode = json_array_get(list, 0);
    e->mode = "";
    if (!json_is_array(list) || json_array_size(list) > 1 || (mode && !json_is_string(mode)))
        wrong(r, DG_BAD_INPUT, "mode", "is no list of at most one mode");
    else if (mode)
        e->mode = keep(r, json_string_value(mode));
}

/* ---- ids -------------------------------------------------------------------------------- */

/* The number at *s, of at most nine digits, up to `end`, which is passed over. */
static bool take_number(const char **s, char end, uint32_t *out) {
    const char *from = *s;
    for (*out = 0; **s >= '0' && **s <= '9' && *s - from < 9; (*s)++)
        *out = *out * 10 + (uint32_t)(**s - '0');
    bool ok = *s > from && **s == end;
    if (ok && end) (*s)++;
    return ok;
}

/* "STORY:SENTENCE:NUMBER" of this story. */
static bool split_id(const char *id, const char *story, uint32_t *sentence, uint32_t *number) {
    size_t n = strlen(story);
    if (strncmp(id, story, n) != 0 || id[n] != ':') return false;
    id += n + 1;
    return take_number(&id, ':', sentence) && take_number(&id, '\0', number);
}

static void read_ids(record *r, const char *story, draft_event *e) {
    const char *id = string(r, "id"), *same = string_or_null(r, r->json, "same_as");
    int64_t sentence = integer(r, r->json, "sentence", DRAFT_MAX_SENTENCE - 1);
    if (r->status == DG_OK &&
        (!split_id(id, story, &e->sentence, &e->number) || e->sentence != (uint64_t)sentence))
        wrong(r, DG_BAD_INPUT, "id", "is not STORY:SENTENCE:NUMBER of this record");
    e->has_same_as = split_id(same, story, &e->same_sentence, &e->same_number);
}

/* ---- a record --------------------------------------------------------------------------- */

static void read_event(record *r, const char *story, draft_event *e) {
    read_ids(r, story, e);
    e->type = one_of(r, "type", string(r, "type"), dg_type_name, DG_TYPES);
    e->status = one_of(r, "status", string(r, "status"), status_name, 5);
    e->cameo = string_or_null(r, r->json, "cameo");
    e->frame = string_or_null(r, r->json, "frame");
    e->goldstein = real(r, "goldstein");
    e->score = real(r, "score");
    e->confidence = real(r, "confidence");
    e->quad = (int)integer(r, r->json, "quad", 4);
    e->trigger = piece(r, json_object_get(r->json, "trigger"), "trigger");
    read_mode(r, e);
    read_participants(r, e);
    read_contexts(r, e);
    read_date(r, e);
    read_place(r, e);
    read_size(r, e);
}

/* A record does not say where its sentence stands in the text, and its words may be there
 * twice: guessing would push aside what has its place. */
static dg_status add_record(record *r, const char *story) {
    draft_event e = {0};
    read_event(r, story, &e);
    draft_sentence in = {{string(r, "text"), DRAFT_ANYWHERE}, e.sentence, false};
    FORWARD(r->status);
    FORWARD(store_draft_add_sentence(r->draft, &in, r->error));
    return store_draft_add_event(r->draft, &e, r->error);
}

/* ---- stories ---------------------------------------------------------------------------- */

dg_status store_put_draft(dg_store *s, dg_error *error) {
    store_draft *d = &s->draft;
    const dg_story *story;
    if (!d->id || d->event.n == 0) return DG_OK;
    FORWARD(store_draft_finish(d, &story, error));
    d->id = NULL;
    return dg_store_put(s, story, error);
}

static dg_status begin_story(dg_store *s, const char *story, dg_error *error) {
    sqlite3_stmt *find;
    FORWARD(store_put_draft(s, error));
    s->draft.id = NULL;
    FORWARD(store_statement(s, STORE_FIND_STORY, &find, error));
    sql_bind_text(find, 1, story);
    sqlite3_bind_int64(find, 2, 0);
    int result = sqlite3_step(find);
    bool ended = result == SQLITE_ROW && sqlite3_column_int64(find, 0) == s->run;
    sqlite3_reset(find);
    if (result != SQLITE_ROW && result != SQLITE_DONE) return sql_error(s->db, s->path, error);
    RETURN_IF(ended, error, DG_BAD_INPUT,
              "story \"%s\" ended before: the records of a story must stand together", story);
    return store_draft_begin(&s->draft, story, error);
}

static dg_status import_json(dg_store *s, json_t *json, dg_error *error) {
    record r = {.json = json, .draft = &s->draft, .error = error};
    const json_t *story = json_object_get(json, "story");
    const char *id = json_string_value(story);
    RETURN_IF(!json_is_object(json), error, DG_BAD_INPUT, "no JSON object");
    RETURN_IF(!id || !*id, error, DG_BAD_INPUT, "\"story\" %s",
              story ? "is no string" : "is missing");
    if (!s->draft.id || strcmp(s->draft.id, id) != 0) FORWARD(begin_story(s, id, error));
    return add_record(&r, id);
}

dg_status dg_store_import(dg_store *store, const char *text, size_t n, dg_error *error) {
    json_error_t e;
    RETURN_IF(!store->run, error, DG_BAD_ARGUMENT, "no run was begun");
    RETURN_IF(n > MAX_RECORD, error, DG_OVER_LIMIT, "a record of more than 1 MiB, passed over");
    json_t *json = json_loadb(text, n, 0, &e);
    if (!json && json_error_code(&e) == json_error_out_of_memory)
        return error_set(error, DG_NO_MEMORY, "out of memory");
    RETURN_IF(!json, error, DG_BAD_INPUT, "no JSON: %s", e.text);
    dg_status status = import_json(store, json, error);
    json_decref(json);
    return status;
}
