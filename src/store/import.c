/* Records of JSON (record/event_read.c) back into a store. The records of a story are collected
 * until another story begins, since it is put whole, in one transaction. What is kept of a
 * record is copied: only of those that are taken does anything stay. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/utf8.h"
#include "record/event_read.h"
#include "store/store.h"

/* ---- what a store does not take --------------------------------------------------------- */

static dg_status wrong(dg_error *error, const char *key, const char *what) {
    return error_set(error, DG_BAD_INPUT, "\"%s\" %s", key, what);
}

static dg_status check_piece(const record_piece *p, const char *key, dg_error *error) {
    if (*p->text && p->end - p->start != utf8_count(p->text, strlen(p->text)))
        return wrong(error, key, "is not as long as its start and end say");
    return DG_OK;
}

static dg_status check_participants(const record_participant *list, size_t n, const char *key,
                                    dg_error *error) {
    for (size_t i = 0; i < n; i++) {
        FORWARD(check_piece(&list[i].piece, key, error));
        for (int k = 0; k < DG_SECTORS; k++) {
            size_t length = strlen(list[i].actor.sector[k]);
            if (length && length != 3) return wrong(error, "sector", "holds what is no sector");
        }
    }
    return DG_OK;
}

static bool is_context(const char *tag) {
    dg_ontology_row row;
    for (size_t i = 0; dg_ontology(i, &row); i++)
        if (row.kind == DG_CODE_CONTEXT && !strcmp(row.code, tag)) return true;
    return false;
}

static dg_status check_circumstances(const event_record *e, dg_error *error) {
    const dg_place *p = &e->place;
    for (int i = 0; i < DG_CONTEXTS && *e->context[i]; i++)
        if (!is_context(e->context[i]))
            return wrong(error, "context", "holds what is none of the codebook's");
    if (!*e->place_text && (*p->name || *p->country || *p->admin1 || *p->id))
        return wrong(error, "place", "has no text");
    if (fabs(p->lat) > 90) return wrong(error, "lat", "is no number of degrees");
    if (fabs(p->lon) > 180) return wrong(error, "lon", "is no number of degrees");
    return DG_OK;
}

static dg_status check_record(const event_record *e, dg_error *error) {
    if (e->sentence >= DRAFT_MAX_SENTENCE) return wrong(error, "sentence", "is out of range");
    if (!(fabs(e->goldstein) <= 10)) return wrong(error, "goldstein", "is missing or past 10");
    if (!(fabs(e->score) <= 10)) return wrong(error, "score", "is missing or past 10");
    if (!(e->confidence >= 0 && e->confidence <= 1))
        return wrong(error, "confidence", "is missing or no share");
    FORWARD(check_piece(&e->trigger, "trigger", error));
    FORWARD(check_participants(e->actor, e->n_actor, "actor", error));
    FORWARD(check_participants(e->recipient, e->n_recipient, "recipient", error));
    FORWARD(check_participants(e->said_by, e->said_by != NULL, "said_by", error));
    if (!*e->text) return wrong(error, "text", "is missing or empty");
    return check_circumstances(e, error);
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

static dg_status read_ids(const event_record *r, draft_event *e, dg_error *error) {
    if (!split_id(r->id, r->story, &e->sentence, &e->number) || e->sentence != r->sentence)
        return wrong(error, "id", "is not STORY:SENTENCE:NUMBER of this record");
    e->has_same_as = split_id(r->same_as, r->story, &e->same_sentence, &e->same_number);
    return DG_OK;
}

/* ---- a record to a draft ---------------------------------------------------------------- */

/* A draft that strings are kept in; the first failure is remembered. */
typedef struct keeping {
    store_draft *draft;
    bool failed;
} keeping;

static const char *keep(keeping *k, const char *text) {
    const char *kept = *text ? store_draft_keep(k->draft, text) : "";
    if (!kept) k->failed = true;
    return kept ? kept : "";
}

static draft_piece keep_piece(keeping *k, const record_piece *p) {
    return (draft_piece){keep(k, p->text), *p->text ? p->start : DRAFT_ANYWHERE};
}

/* Where a phrase stands is not in the record. */
static draft_piece keep_phrase(keeping *k, const char *text) {
    return (draft_piece){keep(k, text), DRAFT_ANYWHERE};
}

static draft_participant keep_participant(keeping *k, const record_participant *from) {
    draft_participant p = {.piece = keep_piece(k, &from->piece),
                           .actor = {.country = keep(k, from->actor.country),
                                     .entity = keep(k, from->actor.entity),
                                     .name = keep(k, from->actor.name),
                                     .role = keep(k, from->actor.role),
                                     .why = ""}};
    for (int i = 0; i < DG_SECTORS; i++) p.actor.sector[i] = keep(k, from->actor.sector[i]);
    return p;
}

static void keep_participants(keeping *k, const event_record *from, draft_event *to) {
    to->n_actor = (uint32_t)from->n_actor;
    to->n_recipient = (uint32_t)from->n_recipient;
    to->n_said_by = from->said_by != NULL;
    size_t n = from->n_actor + from->n_recipient;
    draft_participant *p = ARENA_NEW(&k->draft->arena, draft_participant, n + 1);
    if (!p) {
        k->failed = true;
        return;
    }
    for (size_t i = 0; i < n; i++)
        p[i] = keep_participant(k, i < from->n_actor ? &from->actor[i]
                                                     : &from->recipient[i - from->n_actor]);
    if (from->said_by) p[n] = keep_participant(k, from->said_by);
    to->participant = p;
}

static void keep_codes(keeping *k, const event_record *from, draft_event *to) {
    to->type = keep(k, from->type);
    to->mode = keep(k, from->mode);
    to->status = keep(k, from->status);
    to->cameo = keep(k, from->cameo);
    to->frame = keep(k, from->frame);
    to->goldstein = from->goldstein;
    to->score = from->score;
    to->confidence = from->confidence;
    to->quad = from->quad;
    for (int i = 0; i < DG_CONTEXTS; i++) to->context[i] = keep(k, from->context[i]);
}

static void keep_circumstances(keeping *k, const event_record *from, draft_event *to) {
    to->trigger = keep_piece(k, &from->trigger);
    to->date = keep_phrase(k, from->date_text);
    snprintf(to->first, sizeof to->first, "%s", from->first);
    snprintf(to->last, sizeof to->last, "%s", from->last);
    to->place = keep_phrase(k, from->place_text);
    to->where = (dg_place){.name = keep(k, from->place.name),
                           .country = keep(k, from->place.country),
                           .admin1 = keep(k, from->place.admin1),
                           .lat = from->place.lat,
                           .lon = from->place.lon,
                           .id = keep(k, from->place.id)};
    to->size = from->size;
}

/* A record does not say where its sentence stands in the text, and its words may be there
 * twice: guessing would push aside what has its place. */
static dg_status add_record(store_draft *d, const event_record *from, dg_error *error) {
    keeping k = {.draft = d};
    draft_event e = {0};
    FORWARD(read_ids(from, &e, error));
    keep_codes(&k, from, &e);
    keep_participants(&k, from, &e);
    keep_circumstances(&k, from, &e);
    draft_sentence in = {keep_phrase(&k, from->text), e.sentence, false};
    RETURN_IF(k.failed, error, DG_NO_MEMORY, "out of memory");
    FORWARD(store_draft_add_sentence(d, &in, error));
    return store_draft_add_event(d, &e, error);
}

/* ---- stories ---------------------------------------------------------------------------- */

dg_status store_put_draft(dg_store *s, dg_error *error) {
    store_draft *d = &s->draft;
    const dg_story *story;
    if (!d->id || d->event.n == 0) return DG_OK;
    FORWARD(store_draft_finish(d, &story, error));
    d->id = NULL;
    return store_put(s, story, error);
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

static dg_status import_record(dg_store *s, const event_record *r, dg_error *error) {
    FORWARD(check_record(r, error));
    if (!s->draft.id || strcmp(s->draft.id, r->story) != 0)
        FORWARD(begin_story(s, r->story, error));
    return add_record(&s->draft, r, error);
}

dg_status dg_store_import(dg_store *store, const char *text, size_t n, dg_error *error) {
    event_record r;
    RETURN_IF(!store->run, error, DG_BAD_ARGUMENT, "no run was begun");
    arena_reset(&store->record);
    FORWARD(event_read(text, n, &store->record, &r, error));
    return import_record(store, &r, error);
}
