/* Stories read back: first which events are wanted, by story; then each story's events, all of
 * them, since their numbers and what they tell again rest on the others. */
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "store/query.h"

typedef struct reading {
    dg_store *store;
    store_draft draft;
    sqlite3_stmt *wanted, *story, *event, *participant;
    ARRAY(int64_t) chosen; /* rows of the story's wanted events, ascending */
    ARRAY(draft_participant) who;
    dg_error *error;
} reading;

static const char story_sql[] =
    "SELECT name, part, date, title, source, url, lang, people, organisations, places"
    " FROM story WHERE id = ?";

static const char event_sql[] =
    "SELECT event.id, sentence.number, sentence.start, sentence.text, event.number,"
    " action.type, action.mode, event.status, action.cameo, action.frame,"
    " action.goldstein, action.score, action.quad, event.confidence,"
    " event.first, event.last, event.date_start, event.date_text, place.country, place.name,"
    " place.admin1, place.gazetteer, place.lat, place.lon, event.place_start, event.place_text,"
    " event.trigger_start, event.trigger_text, told_in.number, told.number, sentence.lead,"
    " contexts, event.dead, event.injured, event.arrested, event.participants"
    " FROM sentence JOIN event ON event.sentence = sentence.id"
    " JOIN action ON action.id = event.action LEFT JOIN place ON place.id = event.place"
    " LEFT JOIN context_set ON context_set.id = event.context_set"
    " LEFT JOIN event told ON told.id = event.same_as"
    " LEFT JOIN sentence told_in ON told_in.id = told.sentence"
    " WHERE sentence.story = ? ORDER BY sentence.number, event.number";

static const char participant_sql[] =
    "SELECT part, start, text, country, sectors, entity, name, role"
    " FROM participant JOIN actor ON actor.id = participant.actor"
    " WHERE event = ? ORDER BY part, position";

/* ---- the selection ---------------------------------------------------------------------- */

static bool is_day(const char *s) {
    static const char pattern[] = "0000-00-00";
    size_t n = strlen(s);
    if (n != 4 && n != 7 && n != 10) return false;
    for (size_t i = 0; i < n; i++)
        if (pattern[i] == '-' ? s[i] != '-' : s[i] < '0' || s[i] > '9') return false;
    return true;
}

static dg_status check_day(const char *day, dg_error *error) {
    RETURN_IF(day && !is_day(day), error, DG_BAD_ARGUMENT,
              "\"%s\" is no day: write 2015-11-13, 2015-11 or 2015", day);
    return DG_OK;
}

static void add_text(store_query *q, const char *condition, const char *value) {
    if (!value) return;
    query_add(q, condition);
    query_bind(q, value, strlen(value));
}

static void add_party(store_query *q, const char *parts, const char *who) {
    if (!who) return;
    query_add(q, " AND event.id IN (SELECT event FROM participant WHERE ");
    query_add(q, parts);
    query_add(q, " AND actor IN (");
    query_add_actor(q, who);
    query_add(q, "))");
}

static void add_selection(store_query *q, const dg_selection *s) {
    query_add(q, "SELECT sentence.story, event.id FROM event"
                 " JOIN sentence ON sentence.id = event.sentence WHERE true");
    add_text(q, " AND event.day >= ?", s->since);
    add_text(q, " AND event.day <= ? || '~'", s->until); /* "2015" is all of 2015 */
    add_text(q, " AND event.action IN (SELECT id FROM action WHERE type = ?)", s->type);
    add_text(q, " AND event.action IN (SELECT id FROM action WHERE mode = ?)", s->mode);
    add_text(q, " AND event.status = ?", s->status);
    add_party(q, "part = 0", s->actor);
    add_party(q, "part = 1", s->recipient);
    add_party(q, "part < 2", s->party);
    add_text(q, " AND event.place IN (SELECT id FROM place WHERE country = ?)", s->place);
    add_text(q,
             " AND event.context_set IN (SELECT id FROM context_set"
             "  WHERE instr(' ' || contexts || ' ', ' ' || ? || ' '))",
             s->context);
    add_text(q, " AND sentence.story IN (SELECT id FROM story WHERE name = ?)", s->story);
    query_add(q, " ORDER BY 1, 2");
}

/* ---- rows to a draft -------------------------------------------------------------------- */

/* A column's text, kept with the story; "" when memory is out, which `failed` then says. */
static const char *keep(reading *r, sqlite3_stmt *q, int column, bool *failed) {
    const char *kept = store_draft_keep(&r->draft, sql_text(q, column));
    if (!kept) *failed = true;
    return kept ? kept : "";
}

static draft_piece keep_piece(reading *r, sqlite3_stmt *q, int start, int text, bool *failed) {
    draft_piece piece = {keep(r, q, text, failed), DRAFT_ANYWHERE};
    if (sqlite3_column_type(q, start) == SQLITE_INTEGER && sqlite3_column_int64(q, start) >= 0)
        piece.start = (uint64_t)sqlite3_column_int64(q, start);
    return piece;
}

/* "GOV LEG" as a list of n; "" behind the last. */
static void split(reading *r, const char *codes, const char **list, int n, bool *failed) {
    for (int i = 0; i < n; i++) {
        size_t length = strcspn(codes, " ");
        list[i] = length ? arena_strndup(&r->draft.arena, codes, length) : "";
        if (!list[i]) {
            list[i] = "";
            *failed = true;
        }
        codes += length + (codes[length] == ' ');
    }
}

static draft_participant read_participant(reading *r, bool *failed) {
    sqlite3_stmt *q = r->participant;
    draft_participant p = {.piece = keep_piece(r, q, 1, 2, failed),
                           .actor = {.country = keep(r, q, 3, failed),
                                     .entity = keep(r, q, 5, failed),
                                     .name = keep(r, q, 6, failed),
                                     .role = keep(r, q, 7, failed),
                                     .why = ""}};
    split(r, sql_text(q, 4), p.actor.sector, DG_SECTORS, failed);
    return p;
}

static dg_status no_memory(reading *r) {
    return error_set(r->error, DG_NO_MEMORY, "out of memory");
}

static dg_status damaged(reading *r, const char *what) {
    error_set(r->error, DG_BAD_STORE, "the store is damaged: %s", what);
    error_at(r->error, r->store->path, 0, DG_NO_BYTE);
    return DG_BAD_STORE;
}

static bool is_code(const char *s) {
    return !*s || strlen(s) == 3;
}

static bool has_codes(const dg_actor *a) {
    bool ok = is_code(a->country);
    for (int i = 0; i < DG_SECTORS; i++) ok = ok && is_code(a->sector[i]);
    return ok;
}

static dg_status read_participants(reading *r, int64_t event, draft_event *e) {
    uint32_t *const count[] = {&e->n_actor, &e->n_recipient, &e->n_said_by};
    bool failed = false;
    int result;
    r->who.n = 0;
    sqlite3_reset(r->participant);
    sqlite3_bind_int64(r->participant, 1, event);
    while ((result = sqlite3_step(r->participant)) == SQLITE_ROW) {
        int part = sqlite3_column_int(r->participant, 0);
        if (part < 0 || part > 2) return damaged(r, "a participant with no part in its event");
        (*count[part])++;
        if (!array_push(&r->who, read_participant(r, &failed)) || failed) return no_memory(r);
        if (!has_codes(&r->who.data[r->who.n - 1].actor))
            return damaged(r, "an actor's code is none");
    }
    if (result != SQLITE_DONE) return sql_error(r->store->db, r->store->path, r->error);
    draft_participant *kept = ARENA_NEW(&r->draft.arena, draft_participant, r->who.n);
    if (!kept) return no_memory(r);
    if (r->who.n) memcpy(kept, r->who.data, r->who.n * sizeof *kept);
    e->participant = kept;
    return DG_OK;
}

static int by_row(const void *a, const void *b) {
    const int64_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

static void read_codes(reading *r, draft_event *e, bool *failed) {
    sqlite3_stmt *q = r->event;
    e->type = keep(r, q, 5, failed);
    e->mode = keep(r, q, 6, failed);
    e->status = keep(r, q, 7, failed);
    e->cameo = keep(r, q, 8, failed);
    e->frame = keep(r, q, 9, failed);
    e->goldstein = sqlite3_column_double(q, 10);
    e->score = sqlite3_column_double(q, 11);
    e->quad = sqlite3_column_int(q, 12);
    e->confidence = sqlite3_column_double(q, 13);
}

/* A number, or NAN for NULL. */
static double degrees(sqlite3_stmt *q, int column) {
    return sqlite3_column_type(q, column) == SQLITE_NULL ? NAN
                                                         : sqlite3_column_double(q, column);
}

/* What the writers rest on, whoever wrote the rows. */
static bool is_in_range(const draft_event *e) {
    bool place = (isnan(e->where.lat) || fabs(e->where.lat) <= 90) &&
                 (isnan(e->where.lon) || fabs(e->where.lon) <= 180);
    bool codes = e->quad >= 0 && e->quad <= 4 && fabs(e->goldstein) <= 10 &&
                 fabs(e->score) <= 10 && e->confidence >= 0 && e->confidence <= 1;
    bool days = (!*e->first || is_day(e->first)) && (!*e->last || is_day(e->last));
    return place && codes && days;
}

static void read_place(reading *r, draft_event *e, bool *failed) {
    sqlite3_stmt *q = r->event;
    e->where = (dg_place){.country = keep(r, q, 18, failed),
                          .name = keep(r, q, 19, failed),
                          .admin1 = keep(r, q, 20, failed),
                          .id = keep(r, q, 21, failed),
                          .lat = degrees(q, 22),
                          .lon = degrees(q, 23)};
    e->place = keep_piece(r, q, 24, 25, failed);
}

/* How many, of a column; DG_NONE for NULL and what is no such number. */
static uint32_t read_count(sqlite3_stmt *q, int column) {
    int64_t n = sqlite3_column_int64(q, column);
    bool known = sqlite3_column_type(q, column) == SQLITE_INTEGER && n >= 0 && n < DG_NONE;
    return known ? (uint32_t)n : DG_NONE;
}

static void read_circumstances(reading *r, draft_event *e, bool *failed) {
    sqlite3_stmt *q = r->event;
    snprintf(e->first, sizeof e->first, "%s", sql_text(q, 14));
    snprintf(e->last, sizeof e->last, "%s", sql_text(q, 15));
    e->date = keep_piece(r, q, 16, 17, failed);
    read_place(r, e, failed);
    e->trigger = keep_piece(r, q, 26, 27, failed);
    e->has_same_as = sqlite3_column_type(q, 28) == SQLITE_INTEGER;
    e->same_sentence = (uint32_t)sqlite3_column_int64(q, 28);
    e->same_number = (uint32_t)sqlite3_column_int64(q, 29);
    split(r, sql_text(q, 31), e->context, DG_CONTEXTS, failed);
    e->size =
        (dg_size){read_count(q, 32), read_count(q, 33), read_count(q, 34), read_count(q, 35)};
}

static dg_status read_event(reading *r) {
    sqlite3_stmt *q = r->event;
    draft_event e = {0};
    bool failed = false;
    int64_t row = sqlite3_column_int64(q, 0), sentence = sqlite3_column_int64(q, 1);
    int64_t number = sqlite3_column_int64(q, 4);
    if (sentence < 0 || sentence >= UINT32_MAX || number < 0 || number >= UINT32_MAX)
        return damaged(r, "an event's number is out of range");
    e.sentence = (uint32_t)sentence;
    e.number = (uint32_t)number;
    if (r->draft.sentence.n == 0) r->draft.first_sentence = e.sentence;
    draft_sentence in = {keep_piece(r, q, 2, 3, &failed), e.sentence,
                         sqlite3_column_int(q, 30)};
    FORWARD(store_draft_add_sentence(&r->draft, &in, r->error));
    read_codes(r, &e, &failed);
    read_circumstances(r, &e, &failed);
    if (failed) return no_memory(r);
    if (!is_in_range(&e)) return damaged(r, "an event's values are out of range");
    e.left_out = !bsearch(&row, r->chosen.data, r->chosen.n, sizeof row, by_row);
    FORWARD(read_participants(r, row, &e));
    return store_draft_add_event(&r->draft, &e, r->error);
}

/* A JSON list of names, as put.c makes it. */
static bool read_names(reading *r, int column, dg_sort sort) {
    json_t *list = json_loads(sql_text(r->story, column), 0, NULL);
    bool ok = true;
    for (size_t i = 0; i < json_array_size(list) && ok; i++) {
        const char *text = json_string_value(json_array_get(list, i));
        draft_name name = {sort, text ? store_draft_keep(&r->draft, text) : ""};
        ok = name.text && array_push(&r->draft.name, name);
    }
    json_decref(list);
    return ok;
}

static dg_status begin_story(reading *r, int64_t row) {
    sqlite3_stmt *q = r->story;
    store_draft *d = &r->draft;
    bool failed = false;
    sqlite3_reset(q);
    sqlite3_bind_int64(q, 1, row);
    int result = sqlite3_step(q);
    if (result == SQLITE_DONE) return damaged(r, "a sentence without a story");
    if (result != SQLITE_ROW) return sql_error(r->store->db, r->store->path, r->error);
    FORWARD(store_draft_begin(d, sql_text(q, 0), r->error));
    d->part = (uint32_t)sqlite3_column_int64(q, 1);
    d->date = keep(r, q, 2, &failed);
    d->title = keep(r, q, 3, &failed);
    d->source = keep(r, q, 4, &failed);
    d->url = keep(r, q, 5, &failed);
    d->lang = keep(r, q, 6, &failed);
    bool ok = !failed && read_names(r, 7, DG_PERSON) && read_names(r, 8, DG_ORGANISATION) &&
              read_names(r, 9, DG_PLACE);
    return ok ? DG_OK : no_memory(r);
}

static dg_status read_story(reading *r, int64_t row, const dg_story **out) {
    int result;
    FORWARD(begin_story(r, row));
    sqlite3_reset(r->event);
    sqlite3_bind_int64(r->event, 1, row);
    while ((result = sqlite3_step(r->event)) == SQLITE_ROW) FORWARD(read_event(r));
    if (result != SQLITE_DONE) return sql_error(r->store->db, r->store->path, r->error);
    return store_draft_finish(&r->draft, out, r->error);
}

/* ---- all stories ------------------------------------------------------------------------ */

/* The next story of which events are wanted, and those events: they stand together. `wanted` is
 * at the story's first row, and then behind its last one; *more is whether there is another. */
static dg_status choose_story(reading *r, int64_t *story, bool *more) {
    int result;
    *story = sqlite3_column_int64(r->wanted, 0);
    r->chosen.n = 0;
    do {
        if (!array_push(&r->chosen, sqlite3_column_int64(r->wanted, 1))) return no_memory(r);
        result = sqlite3_step(r->wanted);
    } while (result == SQLITE_ROW && sqlite3_column_int64(r->wanted, 0) == *story);
    *more = result == SQLITE_ROW;
    if (*more || result == SQLITE_DONE) return DG_OK;
    return sql_error(r->store->db, r->store->path, r->error);
}

static dg_status read_all(reading *r, bool (*take)(void *user, const dg_story *story),
                          void *user) {
    int result = sqlite3_step(r->wanted);
    bool more = result == SQLITE_ROW;
    if (!more && result != SQLITE_DONE)
        return sql_error(r->store->db, r->store->path, r->error);
    while (more) {
        const dg_story *story;
        int64_t row;
        FORWARD(choose_story(r, &row, &more));
        FORWARD(read_story(r, row, &story));
        if (!take(user, story)) return DG_END;
    }
    return DG_OK;
}

static dg_status open_reading(reading *r, const dg_selection *selection) {
    store_query q = {0};
    sqlite3 *db = r->store->db;
    const char *path = r->store->path;
    add_selection(&q, selection);
    FORWARD(query_prepare(&q, r->store, &r->wanted, r->error));
    FORWARD(sql_prepare(db, path, story_sql, &r->story, r->error));
    FORWARD(sql_prepare(db, path, event_sql, &r->event, r->error));
    return sql_prepare(db, path, participant_sql, &r->participant, r->error);
}

static void close_reading(reading *r) {
    sqlite3_finalize(r->wanted);
    sqlite3_finalize(r->story);
    sqlite3_finalize(r->event);
    sqlite3_finalize(r->participant);
    array_free(&r->chosen);
    array_free(&r->who);
    store_draft_free(&r->draft);
}

/* One transaction, so that all is read of one state, whoever writes meanwhile. */
dg_status dg_store_select(dg_store *store, const dg_selection *selection,
                          bool (*take)(void *user, const dg_story *story), void *user,
                          dg_error *error) {
    static const dg_selection all;
    reading r = {.store = store, .error = error};
    const dg_selection *s = selection ? selection : &all;
    FORWARD(check_day(s->since, error));
    FORWARD(check_day(s->until, error));
    if (!store->writing) FORWARD(sql_run(store->db, store->path, "BEGIN", error));
    dg_status status = open_reading(&r, s);
    if (status == DG_OK) status = read_all(&r, take, user);
    close_reading(&r);
    if (!store->writing) sql_run(store->db, store->path, "COMMIT", NULL);
    return status;
}
