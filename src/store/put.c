/* A story's rows: what stood under its id goes, and sentences, events and who took part come.
 * A part of a long text is a row of its own; a new part k takes the place of the old parts from
 * k on, since those that follow count on from it. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "record/cursor.h"
#include "record/event_view.h"
#include "record/json.h"
#include "store/store.h"

/* What a story's rows share while they are written. */
typedef struct putting {
    dg_store *store;
    const dg_story *story;
    cursor at;
    int64_t row; /* the story's */
    bool lead;   /* no sentence behind the story's beginning yet */
    dg_error *error;
} putting;

/* ---- documents that were coded before --------------------------------------------------- */

/* All that the coding rests on, and what is stored with it. */
static uint64_t document_hash(const char *const field[5], const char *text, size_t n) {
    uint64_t h = 0;
    for (int i = 0; i < 5; i++) {
        const char *f = field[i] ? field[i] : "";
        h = hash_bytes(f, strlen(f), h);
    }
    return hash_bytes(text, n, h);
}

static uint64_t hash_of_id(const char *id) {
    return hash_bytes(id, strlen(id), 0);
}

/* The place of a story's id among those under way, or their number. */
static size_t find_claim(const dg_store *s, uint64_t id) {
    size_t i = 0;
    while (i < s->claimed.n && s->claimed.data[i] != id) i++;
    return i;
}

static void end_claim(dg_store *s, const char *id) {
    size_t i = find_claim(s, hash_of_id(id));
    if (i < s->claimed.n) s->claimed.data[i] = s->claimed.data[--s->claimed.n];
}

static dg_status find_coded(dg_store *store, const dg_document *d, dg_coded *out,
                            dg_error *error) {
    const char *const field[] = {d->date_is_settled ? "" : d->date, d->title, d->source, d->url,
                                 d->lang};
    sqlite3_stmt *q;
    FORWARD(store_statement(store, STORE_CODED, &q, error));
    sql_bind_text(q, 1, d->id ? d->id : "");
    sqlite3_bind_int64(q, 2, d->part);
    sqlite3_bind_int64(q, 3, (int64_t)document_hash(field, d->text, d->n_text));
    sqlite3_bind_int64(q, 4, store->engine);
    sqlite3_bind_int64(q, 5, store->run);
    int result = sqlite3_step(q);
    out->before = result == SQLITE_ROW;
    if (out->before) {
        out->n_sentence = (uint64_t)sqlite3_column_int64(q, 0);
        snprintf(out->date, sizeof out->date, "%s", sql_text(q, 1));
    }
    dg_status status = result == SQLITE_ROW || result == SQLITE_DONE
                           ? DG_OK
                           : sql_error(store->db, store->path, error);
    sqlite3_reset(q);
    return status;
}

/* A story that could not be coded is never put, and so stays under way: that too is the same
 * however many are coded at a time. */
static dg_status claim(dg_store *store, const dg_document *d, dg_coded *out, dg_error *error) {
    uint64_t id = hash_of_id(d->id ? d->id : "");
    *out = (dg_coded){0};
    if (find_claim(store, id) == store->claimed.n) FORWARD(find_coded(store, d, out, error));
    RETURN_IF(!out->before && !array_push(&store->claimed, id), error, DG_NO_MEMORY,
              "out of memory");
    return DG_OK;
}

dg_status dg_store_claim(dg_store *store, const dg_document *document, dg_coded *out,
                         dg_error *error) {
    pthread_mutex_lock(&store->lock);
    dg_status status = claim(store, document, out, error);
    pthread_mutex_unlock(&store->lock);
    return status;
}

/* ---- the story and its sentences -------------------------------------------------------- */

static dg_status drop_old(putting *p) {
    const dg_story *s = p->story;
    sqlite3_stmt *find;
    FORWARD(store_statement(p->store, STORE_FIND_STORY, &find, p->error));
    sql_bind_text(find, 1, s->id);
    sqlite3_bind_int64(find, 2, s->part);
    int result = sqlite3_step(find);
    bool again = result == SQLITE_ROW && sqlite3_column_int64(find, 0) == p->store->run &&
                 sqlite3_column_int64(find, 1) == s->part;
    sqlite3_reset(find);
    if (result == SQLITE_DONE) return DG_OK;
    if (result != SQLITE_ROW) return sql_error(p->store->db, p->store->path, p->error);
    p->store->put.again += again;
    FORWARD(store_index(p->store, p->error)); /* only what is in the index can be taken out */
    sqlite3_stmt *drop;
    FORWARD(store_statement(p->store, STORE_DROP_STORY, &drop, p->error));
    sql_bind_text(drop, 1, s->id);
    sqlite3_bind_int64(drop, 2, s->part);
    return store_step(p->store, drop, p->error);
}

/* The names of one sort that the story has, as a JSON list behind what is in the buffer. */
static bool add_names(buffer *b, const dg_story *s, dg_sort sort) {
    story_name name = {0};
    bool ok = true;
    size_t begin = b->n;
    while (ok && story_next_name(s, sort, &name))
        ok = buffer_add_char(b, b->n == begin ? '[' : ',') &&
             json_add_text(b, name.text, name.n);
    if (b->n > begin) ok = ok && buffer_add_char(b, ']');
    return ok;
}

static dg_status bind_names(putting *p, sqlite3_stmt *q) {
    static const dg_sort sort[] = {DG_PERSON, DG_ORGANISATION, DG_PLACE};
    buffer *b = &p->store->names;
    size_t end[3];
    b->n = 0;
    for (int i = 0; i < 3; i++) {
        RETURN_IF(!add_names(b, p->story, sort[i]), p->error, DG_NO_MEMORY, "out of memory");
        end[i] = b->n;
    }
    for (int i = 0; i < 3; i++) {
        size_t begin = i ? end[i - 1] : 0;
        sqlite3_bind_text(q, 11 + i, begin < end[i] ? b->data + begin : NULL,
                          (int)(end[i] - begin), SQLITE_STATIC);
    }
    return DG_OK;
}

static dg_status add_story(putting *p) {
    const dg_story *s = p->story;
    const char *const field[] = {s->date, s->title, s->source, s->url, s->lang};
    const char *const given[] = {s->date_is_own ? "" : s->date, s->title, s->source, s->url,
                                 s->lang};
    sqlite3_stmt *add;
    FORWARD(store_statement(p->store, STORE_ADD_STORY, &add, p->error));
    sqlite3_bind_int64(add, 1, p->store->run);
    sql_bind_text(add, 2, s->id);
    sqlite3_bind_int64(add, 3, s->part);
    for (int i = 0; i < 5; i++) sql_bind_known(add, 4 + i, field[i]);
    sqlite3_bind_int64(add, 9, (int64_t)document_hash(given, s->text, s->n_text));
    sqlite3_bind_int64(add, 10, (int64_t)s->n_sentence);
    FORWARD(bind_names(p, add));
    FORWARD(store_step(p->store, add, p->error));
    p->row = sqlite3_last_insert_rowid(p->store->db);
    return DG_OK;
}

/* Text between two bytes, and where it begins in characters; NULLs for none. */
static void bind_span(putting *p, sqlite3_stmt *q, int at, uint32_t start, uint32_t end) {
    if (start >= end) {
        sqlite3_bind_null(q, at);
        sqlite3_bind_null(q, at + 1);
        return;
    }
    sqlite3_bind_int64(q, at, (int64_t)characters_at(&p->at, start));
    sqlite3_bind_text(q, at + 1, p->story->text + start, (int)(end - start), SQLITE_STATIC);
}

/* Sentences without text only keep the count of a story that was imported. */
static dg_status add_sentence(putting *p, size_t i) {
    const dg_sentence *x = &p->story->sentence[i];
    p->store->sentence_row.data[i] = 0;
    if (x->start == x->end) return DG_OK;
    sqlite3_stmt *add;
    FORWARD(store_statement(p->store, STORE_ADD_SENTENCE, &add, p->error));
    sqlite3_bind_int64(add, 1, p->row);
    sqlite3_bind_int64(add, 2, (int64_t)(p->story->sentence_offset + i));
    bind_span(p, add, 3, x->start, x->end);
    p->lead = p->lead && story_in_lead(p->story, (uint32_t)i);
    sqlite3_bind_int(add, 5, p->lead);
    FORWARD(store_step(p->store, add, p->error));
    p->store->sentence_row.data[i] = sqlite3_last_insert_rowid(p->store->db);
    if (!p->store->first_sentence) p->store->first_sentence = p->store->sentence_row.data[i];
    return DG_OK;
}

/* ---- events ----------------------------------------------------------------------------- */

static dg_status add_participant(putting *p, int64_t event, int part, uint32_t position,
                                 const dg_participant *who) {
    int64_t actor;
    FORWARD(store_actor(p->store, &who->actor, &actor, p->error));
    sqlite3_stmt *add;
    FORWARD(store_statement(p->store, STORE_ADD_PARTICIPANT, &add, p->error));
    sqlite3_bind_int64(add, 1, event);
    sqlite3_bind_int(add, 2, part);
    sqlite3_bind_int64(add, 3, position);
    sqlite3_bind_int64(add, 4, actor);
    bind_span(p, add, 5, who->start, who->end);
    return store_step(p->store, add, p->error);
}

static dg_status add_participants(putting *p, const dg_event *e, int64_t row) {
    const dg_participant *all = p->story->participant;
    for (uint32_t i = 0; i < e->n_actor; i++)
        FORWARD(add_participant(p, row, 0, i, &all[e->actor + i]));
    for (uint32_t i = 0; i < e->n_recipient; i++)
        FORWARD(add_participant(p, row, 1, i, &all[e->recipient + i]));
    return e->said_by == DG_NONE ? DG_OK : add_participant(p, row, 2, 0, &all[e->said_by]);
}

/* The day that counts: the event's, else the story's. A story's date may have a time behind. */
static void bind_when(putting *p, sqlite3_stmt *q, const dg_when *w) {
    const char *date = p->story->date;
    if (*w->first)
        sql_bind_text(q, 5, w->first);
    else
        sqlite3_bind_text(q, 5, *date ? date : NULL, (int)strnlen(date, 10), SQLITE_STATIC);
    sql_bind_known(q, 6, w->first);
    sql_bind_known(q, 7, w->last);
    bind_span(p, q, 8, w->start, *w->first ? w->end : w->start);
}

/* A row that another points to; 0: none. */
static void bind_row(sqlite3_stmt *q, int at, int64_t row) {
    if (row)
        sqlite3_bind_int64(q, at, row);
    else
        sqlite3_bind_null(q, at);
}

static dg_status bind_place(putting *p, sqlite3_stmt *q, const dg_event *e) {
    int64_t row = 0;
    const dg_place *place = e->place == DG_NONE ? NULL : &p->story->place[e->place];
    if (place) FORWARD(store_place(p->store, place, &row, p->error));
    bind_row(q, 10, row);
    bind_span(p, q, 11, place ? place->start : 0, place ? place->end : 0);
    return DG_OK;
}

static void bind_size(sqlite3_stmt *q, const dg_size *size) {
    const uint32_t n[] = {size->dead, size->injured, size->arrested, size->participants};
    for (int i = 0; i < 4; i++)
        if (n[i] == DG_NONE)
            sqlite3_bind_null(q, 18 + i);
        else
            sqlite3_bind_int64(q, 18 + i, n[i]);
}

/* The same float by fewer digits: 0.8, which as a double would be 0.800000011920929. */
static double shortened(float value) {
    for (double unit = 1e2; unit < 1e13; unit *= 10) {
        double few = round((double)value * unit) / unit;
        if ((float)few == value) return few;
    }
    return (double)value;
}

static dg_status bind_event(putting *p, sqlite3_stmt *q, const dg_event *e, uint32_t number) {
    dg_store *s = p->store;
    int64_t contexts;
    FORWARD(store_contexts(s, e, &contexts, p->error));
    sqlite3_bind_int64(q, 1, s->sentence_row.data[e->sentence]);
    sqlite3_bind_int64(q, 2, number);
    sql_bind_text(q, 4, e->status);
    bind_when(p, q, &e->when);
    FORWARD(bind_place(p, q, e));
    bind_row(q, 13, contexts);
    bind_span(p, q, 14, e->trigger_start, e->trigger_end);
    sqlite3_bind_double(q, 16, shortened(e->confidence));
    bind_row(q, 17, e->same_as == DG_NONE ? 0 : s->event_row.data[e->same_as]);
    bind_size(q, &e->size);
    return DG_OK;
}

static dg_status add_event(putting *p, uint32_t i, uint32_t number) {
    dg_store *s = p->store;
    const dg_event *e = &p->story->event[i];
    int64_t action;
    FORWARD(store_action(s, e, &action, p->error));
    sqlite3_stmt *add;
    FORWARD(store_statement(s, STORE_ADD_EVENT, &add, p->error));
    sqlite3_bind_int64(add, 3, action);
    FORWARD(bind_event(p, add, e, number));
    FORWARD(store_step(s, add, p->error));
    s->event_row.data[i] = sqlite3_last_insert_rowid(s->db);
    s->put.events++;
    return add_participants(p, e, s->event_row.data[i]);
}

/* Events are numbered within their sentence, in which they stand together. */
static dg_status add_events(putting *p) {
    const dg_story *s = p->story;
    uint32_t number = 0;
    for (uint32_t i = 0; i < s->n_event; i++) {
        number = i && s->event[i - 1].sentence == s->event[i].sentence ? number + 1 : 0;
        p->store->event_row.data[i] = 0;
        if (!s->event[i].left_out) FORWARD(add_event(p, i, number));
    }
    return DG_OK;
}

static dg_status put_rows(putting *p) {
    FORWARD(store_write(p->store, p->error));
    FORWARD(drop_old(p));
    FORWARD(add_story(p));
    for (size_t i = 0; i < p->story->n_sentence; i++) FORWARD(add_sentence(p, i));
    FORWARD(add_events(p));
    p->store->put.stories += p->story->part == 0;
    return store_commit(p->store, false, p->error);
}

dg_status store_put(dg_store *store, const dg_story *story, dg_error *error) {
    putting p = {
        .store = store, .story = story, .at = {.story = story}, .lead = true, .error = error};
    RETURN_IF(!store->run, error, DG_BAD_ARGUMENT, "no run was begun");
    RETURN_IF(!*story->id, error, DG_BAD_ARGUMENT, "a story without an id");
    RETURN_IF(!array_reserve(&store->sentence_row, story->n_sentence) ||
                  !array_reserve(&store->event_row, story->n_event),
              error, DG_NO_MEMORY, "out of memory");
    dg_status status = put_rows(&p);
    if (status != DG_OK) store_give_up(store);
    return status;
}

dg_status dg_store_put(dg_store *store, const dg_story *story, dg_error *error) {
    pthread_mutex_lock(&store->lock);
    dg_status status = store_put(store, story, error);
    end_claim(store, story->id);
    pthread_mutex_unlock(&store->lock);
    return status;
}
