/* Actors, places, actions and sets of contexts: each distinct one is a row, found by all its
 * columns. The rows of those met lately are remembered, so that most events cost no look-up. */
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "store/store.h"

/* So many are remembered before all are forgotten: what a run takes does not grow. */
enum { REMEMBERED = 1 << 16 };

enum { MAX_COLUMNS = 8 };

/* A row of a table: its text columns first, then its numbers. */
typedef struct known_row {
    store_sql find, add;
    const char *text[MAX_COLUMNS]; /* [n_text] */
    double number[MAX_COLUMNS];    /* [n_number] */
    int n_text, n_number;
} known_row;

static uint64_t key_of(const known_row *r) {
    uint64_t key = (uint64_t)r->find;
    for (int i = 0; i < r->n_text; i++) key = hash_bytes(r->text[i], strlen(r->text[i]), key);
    return hash_bytes(r->number, (size_t)r->n_number * sizeof *r->number, key);
}

static void bind(sqlite3_stmt *statement, const known_row *r) {
    for (int i = 0; i < r->n_text; i++) sql_bind_text(statement, i + 1, r->text[i]);
    for (int i = 0; i < r->n_number; i++)
        sqlite3_bind_double(statement, r->n_text + i + 1, r->number[i]);
}

static dg_status find(dg_store *s, const known_row *r, int64_t *row, dg_error *error) {
    sqlite3_stmt *statement;
    FORWARD(store_statement(s, r->find, &statement, error));
    bind(statement, r);
    int result = sqlite3_step(statement);
    if (result == SQLITE_ROW) *row = sqlite3_column_int64(statement, 0);
    dg_status status = result == SQLITE_ROW    ? DG_OK
                       : result == SQLITE_DONE ? DG_END
                                               : sql_error(s->db, s->path, error);
    sqlite3_reset(statement);
    return status;
}

static dg_status add(dg_store *s, const known_row *r, int64_t *row, dg_error *error) {
    sqlite3_stmt *statement;
    FORWARD(store_statement(s, r->add, &statement, error));
    bind(statement, r);
    FORWARD(store_step(s, statement, error));
    *row = sqlite3_last_insert_rowid(s->db);
    return DG_OK;
}

static dg_status find_or_add(dg_store *s, const known_row *r, int64_t *row, dg_error *error) {
    uint64_t key = key_of(r);
    uint32_t known = hash_find(s->known.slot, s->known.mask, key);
    *row = known;
    if (known != HASH_NONE) return DG_OK;
    dg_status status = find(s, r, row, error);
    if (status == DG_END) status = add(s, r, row, error);
    FORWARD(status);
    if (*row >= HASH_NONE) return DG_OK; /* a row past 32 bits is looked up each time */
    if (s->known.n >= REMEMBERED) hash_map_clear(&s->known);
    RETURN_IF(!hash_map_set(&s->known, key, (uint32_t)*row), error, DG_NO_MEMORY,
              "out of memory");
    return DG_OK;
}

/* Codes with spaces between, up to the first that is empty, in `out`. */
static void join_codes(const char *const *code, int n, char *out, size_t size) {
    size_t used = 0;
    *out = '\0';
    for (int i = 0; i < n && *code[i] && used < size; i++)
        used += (size_t)snprintf(out + used, size - used, "%s%s", i ? " " : "", code[i]);
}

dg_status store_actor(dg_store *s, const dg_actor *a, int64_t *row, dg_error *error) {
    char sectors[64];
    join_codes(a->sector, DG_SECTORS, sectors, sizeof sectors);
    known_row r = {STORE_FIND_ACTOR, STORE_ADD_ACTOR,
                   .text = {a->country, sectors, a->entity, a->name, a->role}, .n_text = 5};
    return find_or_add(s, &r, row, error);
}

/* SQLite takes a number that is none for NULL. */
dg_status store_place(dg_store *s, const dg_place *p, int64_t *row, dg_error *error) {
    known_row r = {STORE_FIND_PLACE,
                   STORE_ADD_PLACE,
                   .text = {p->country, p->name, p->admin1, p->id},
                   .number = {p->lat, p->lon},
                   .n_text = 4,
                   .n_number = 2};
    return find_or_add(s, &r, row, error);
}

dg_status store_contexts(dg_store *s, const dg_event *e, int64_t *row, dg_error *error) {
    char contexts[256];
    join_codes(e->context, DG_CONTEXTS, contexts, sizeof contexts);
    *row = 0;
    if (!*contexts) return DG_OK;
    known_row r = {STORE_FIND_CONTEXTS, STORE_ADD_CONTEXTS, .text = {contexts}, .n_text = 1};
    return find_or_add(s, &r, row, error);
}

dg_status store_action(dg_store *s, const dg_event *e, int64_t *row, dg_error *error) {
    known_row r = {STORE_FIND_ACTION,
                   STORE_ADD_ACTION,
                   .text = {e->type, e->mode, e->cameo, e->frame},
                   .number = {e->goldstein, e->score, e->quad},
                   .n_text = 4,
                   .n_number = 3};
    return find_or_add(s, &r, row, error);
}
