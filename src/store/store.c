/* A store's handle: opening, runs, transactions.
 *
 * A store is in write-ahead mode: readers go on while one writes, and a process killed at any
 * moment leaves what was committed and nothing else. A transaction takes some seconds of
 * stories, so that neither its cost nor what a crash costs is much; between two of them another
 * writer, who asks every few milliseconds, gets his turn while the next story is being coded.
 */
#include "store/store.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/error.h"
#include "store/schema.h"

enum { WAIT_MS = 60000, ASK_EVERY_MS = 2, BATCH_EVENTS = 50000 };

#define BATCH_SECONDS 4.0
#define CACHE_KIB "32768"
#define NOW "strftime('%Y-%m-%dT%H:%M:%SZ', 'now')"

static const char *const statement_text[N_STORE_SQL] = {
    [STORE_BEGIN] = "BEGIN IMMEDIATE",
    [STORE_COMMIT] = "COMMIT",
    [STORE_ROLLBACK] = "ROLLBACK",
    [STORE_ADD_ENGINE] = "INSERT OR IGNORE INTO engine"
                         " (version, model, judge, actors, frames, places, contexts,"
                         " own_actors, own_frames) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [STORE_FIND_ENGINE] = "SELECT id FROM engine WHERE version = ? AND model = ? AND judge = ?"
                          " AND actors = ? AND frames = ? AND places = ? AND contexts = ?"
                          " AND own_actors = ? AND own_frames = ?",
    [STORE_ADD_RUN] = "INSERT INTO run (engine, began) VALUES (?, " NOW ")",
    [STORE_END_RUN] = "UPDATE run SET ended = " NOW " WHERE id = ?",
    [STORE_CODED] = "SELECT n_sentence, date FROM story JOIN run ON run.id = story.run"
                    " WHERE name = ? AND part = ? AND hash = ? AND engine = ? AND run.id < ?",
    [STORE_FIND_STORY] = "SELECT run, part FROM story WHERE name = ? AND part >= ?"
                         " ORDER BY part LIMIT 1",
    [STORE_DROP_STORY] = "DELETE FROM story WHERE name = ? AND part >= ?",
    [STORE_ADD_STORY] = "INSERT INTO story"
                        " (run, name, part, date, title, source, url, lang, hash, n_sentence,"
                        " people, organisations, places)"
                        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [STORE_ADD_SENTENCE] = "INSERT INTO sentence (story, number, start, text, lead)"
                           " VALUES (?, ?, ?, ?, ?)",
    [STORE_INDEX_SENTENCES] = "INSERT INTO sentence_text (rowid, text)"
                              " SELECT id, text FROM sentence WHERE id >= ?",
    [STORE_ADD_EVENT] =
        "INSERT INTO event (sentence, number, action, status, day, first, last,"
        " date_start, date_text, place, place_start, place_text, context_set, trigger_start,"
        " trigger_text, confidence, same_as, dead, injured, arrested, participants)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [STORE_ADD_PARTICIPANT] = "INSERT INTO participant"
                              " (event, part, position, actor, start, text)"
                              " VALUES (?, ?, ?, ?, ?, ?)",
    [STORE_ADD_ACTOR] = "INSERT INTO actor (country, sectors, entity, name, role)"
                        " VALUES (?, ?, ?, ?, ?)",
    [STORE_FIND_ACTOR] = "SELECT id FROM actor WHERE country = ? AND sectors = ?"
                         " AND entity = ? AND name = ? AND role = ?",
    [STORE_ADD_PLACE] = "INSERT INTO place (country, name, admin1, gazetteer, lat, lon)"
                        " VALUES (?, ?, ?, ?, ?, ?)",
    [STORE_FIND_PLACE] = "SELECT id FROM place WHERE country = ? AND name = ? AND admin1 = ?"
                         " AND gazetteer = ? AND lat IS ? AND lon IS ?",
    [STORE_ADD_CONTEXTS] = "INSERT INTO context_set (contexts) VALUES (?)",
    [STORE_FIND_CONTEXTS] = "SELECT id FROM context_set WHERE contexts = ?",
    [STORE_ADD_ACTION] = "INSERT INTO action (type, mode, cameo, frame, goldstein, score, quad)"
                         " VALUES (?, ?, ?, ?, ?, ?, ?)",
    [STORE_FIND_ACTION] = "SELECT id FROM action WHERE type = ? AND mode = ? AND cameo = ?"
                          " AND frame = ? AND goldstein = ? AND score = ? AND quad = ?",
};

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* ---- statements ------------------------------------------------------------------------- */

dg_status store_statement(dg_store *s, store_sql which, sqlite3_stmt **out, dg_error *error) {
    sqlite3_stmt **statement = &s->statement[which];
    dg_status status = DG_OK;
    if (*statement)
        sqlite3_reset(*statement);
    else if (sqlite3_prepare_v3(s->db, statement_text[which], -1, SQLITE_PREPARE_PERSISTENT,
                                statement, NULL) != SQLITE_OK)
        status = sql_error(s->db, s->path, error);
    *out = *statement;
    return status;
}

dg_status store_step(dg_store *s, sqlite3_stmt *statement, dg_error *error) {
    dg_status status = DG_OK;
    if (sqlite3_step(statement) != SQLITE_DONE) status = sql_error(s->db, s->path, error);
    sqlite3_reset(statement);
    return status;
}

static dg_status run_statement(dg_store *s, store_sql which, dg_error *error) {
    sqlite3_stmt *statement;
    FORWARD(store_statement(s, which, &statement, error));
    return store_step(s, statement, error);
}

/* ---- transactions ----------------------------------------------------------------------- */

dg_status store_write(dg_store *s, dg_error *error) {
    if (s->writing) return DG_OK;
    FORWARD(run_statement(s, STORE_BEGIN, error));
    s->writing = true;
    s->began = now();
    return DG_OK;
}

void store_give_up(dg_store *s) {
    for (int i = 0; i < N_STORE_SQL; i++) sqlite3_reset(s->statement[i]);
    if (!sqlite3_get_autocommit(s->db)) run_statement(s, STORE_ROLLBACK, NULL);
    s->writing = false;
    s->first_sentence = 0;
    s->put = s->committed;
    hash_map_clear(&s->known); /* some of those rows are gone */
}

dg_status store_index(dg_store *s, dg_error *error) {
    sqlite3_stmt *index;
    if (!s->first_sentence) return DG_OK;
    FORWARD(store_statement(s, STORE_INDEX_SENTENCES, &index, error));
    sqlite3_bind_int64(index, 1, s->first_sentence);
    s->first_sentence = 0;
    return store_step(s, index, error);
}

dg_status store_commit(dg_store *s, bool all, dg_error *error) {
    bool due = all || now() - s->began >= BATCH_SECONDS ||
               s->put.events - s->committed.events >= BATCH_EVENTS;
    if (!s->writing || !due) return DG_OK;
    dg_status status = store_index(s, error);
    if (status == DG_OK) status = run_statement(s, STORE_COMMIT, error);
    if (status != DG_OK) {
        store_give_up(s);
        return status;
    }
    s->writing = false;
    s->committed = s->put;
    return DG_OK;
}

/* ---- runs ------------------------------------------------------------------------------- */

/* Bind the engine's version and its data's checksums, in hexadecimal; "" for none. */
static void bind_engine(sqlite3_stmt *statement, const dg_data *data) {
    const uint64_t sum[] = {data->model,  data->judge,    data->actors,     data->frames,
                            data->places, data->contexts, data->own_actors, data->own_frames};
    sql_bind_text(statement, 1, dg_version());
    for (int i = 0; i < (int)(sizeof sum / sizeof *sum); i++) {
        char hex[17] = "";
        if (sum[i]) snprintf(hex, sizeof hex, "%016llx", (unsigned long long)sum[i]);
        sqlite3_bind_text(statement, i + 2, hex, -1, SQLITE_TRANSIENT);
    }
}

static dg_status begin_engine(dg_store *s, const dg_engine *engine, dg_error *error) {
    dg_data data = dg_engine_data(engine);
    sqlite3_stmt *add, *find;
    FORWARD(store_statement(s, STORE_ADD_ENGINE, &add, error));
    FORWARD(store_statement(s, STORE_FIND_ENGINE, &find, error));
    bind_engine(add, &data);
    FORWARD(store_step(s, add, error));
    bind_engine(find, &data);
    if (sqlite3_step(find) != SQLITE_ROW) return sql_error(s->db, s->path, error);
    s->engine = sqlite3_column_int64(find, 0);
    sqlite3_reset(find);
    return DG_OK;
}

static dg_status begin_run(dg_store *s, const dg_engine *engine, dg_error *error) {
    s->engine = 0;
    if (engine) FORWARD(begin_engine(s, engine, error));
    sqlite3_stmt *add;
    FORWARD(store_statement(s, STORE_ADD_RUN, &add, error));
    if (engine)
        sqlite3_bind_int64(add, 1, s->engine);
    else
        sqlite3_bind_null(add, 1);
    FORWARD(store_step(s, add, error));
    s->run = sqlite3_last_insert_rowid(s->db);
    return store_commit(s, true, error);
}

dg_status dg_store_begin(dg_store *store, const dg_engine *engine, dg_error *error) {
    FORWARD(dg_store_commit(store, error));
    FORWARD(store_write(store, error));
    store->claimed.n = 0;
    dg_status status = begin_run(store, engine, error);
    if (status != DG_OK) store_give_up(store);
    if (status != DG_OK) store->run = 0;
    store->put = store->committed = (dg_store_counts){0};
    return status;
}

static dg_status end_run(dg_store *s, dg_error *error) {
    sqlite3_stmt *end;
    FORWARD(store_statement(s, STORE_END_RUN, &end, error));
    sqlite3_bind_int64(end, 1, s->run);
    return store_step(s, end, error);
}

static dg_status commit_run(dg_store *store, dg_error *error) {
    if (!store->run) return DG_OK;
    dg_status status = store_put_draft(store, error);
    if (status == DG_OK) status = store_write(store, error);
    if (status == DG_OK) status = end_run(store, error);
    if (status == DG_OK) return store_commit(store, true, error);
    store_give_up(store);
    return status;
}

dg_status dg_store_commit(dg_store *store, dg_error *error) {
    pthread_mutex_lock(&store->lock);
    dg_status status = commit_run(store, error);
    pthread_mutex_unlock(&store->lock);
    return status;
}

dg_store_counts dg_store_done(const dg_store *store) {
    return store->committed;
}

/* ---- opening ---------------------------------------------------------------------------- */

/* Another has the store locked: ask again soon, for as long as there is patience. */
static int ask_again(void *user, int asked) {
    const dg_store *s = user;
    if ((unsigned)asked * ASK_EVERY_MS >= s->wait_ms) return 0;
    usleep(ASK_EVERY_MS * 1000);
    return 1;
}

static dg_status open_database(dg_store *s, const char *name, int flags, dg_error *error) {
    int result = sqlite3_open_v2(name, &s->db, flags | SQLITE_OPEN_NOMUTEX, NULL);
    RETURN_IF(!s->db, error, DG_NO_MEMORY, "out of memory");
    if (result != SQLITE_OK) return sql_error(s->db, s->path, error);
    sqlite3_busy_handler(s->db, ask_again, s);
    return DG_OK;
}

static void close_database(dg_store *s) {
    for (int i = 0; i < N_STORE_SQL; i++) {
        sqlite3_finalize(s->statement[i]);
        s->statement[i] = NULL;
    }
    sqlite3_close(s->db);
    s->db = NULL;
}

/* Another may be making the store at this moment: what is asked is asked of one state of it. */
static dg_status check_version(dg_store *s, int *version, dg_error *error) {
    FORWARD(sql_run(s->db, s->path, "BEGIN", error));
    FORWARD(store_schema_check(s->db, s->path, version, error));
    return sql_run(s->db, s->path, "COMMIT; PRAGMA cache_size = -" CACHE_KIB, error);
}

/* Who changes the mode must be alone for a moment, and SQLite does not wait for that. */
static dg_status set_write_ahead(dg_store *s, dg_error *error) {
    static const char sql[] = "PRAGMA journal_mode = WAL";
    int asked = 0;
    while (sqlite3_exec(s->db, sql, NULL, NULL, NULL) != SQLITE_OK)
        if (sqlite3_errcode(s->db) != SQLITE_BUSY || !ask_again(s, asked++))
            return sql_error(s->db, s->path, error);
    return DG_OK;
}

/* Nothing is changed in the file before it is known to be a store. */
static dg_status open_to_write(dg_store *s, dg_error *error) {
    int version;
    FORWARD(open_database(s, s->path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error));
    if (sqlite3_db_readonly(s->db, "main") == 1) {
        error_set(error, DG_IO, "the store cannot be written: it is read-only");
        error_at(error, s->path, 0, DG_NO_BYTE);
        return DG_IO;
    }
    FORWARD(check_version(s, &version, error));
    if (version < store_schema_version()) FORWARD(store_schema_upgrade(s->db, s->path, error));
    FORWARD(set_write_ahead(s, error));
    return sql_run(s->db, s->path,
                   "PRAGMA synchronous = FULL;"
                   "PRAGMA foreign_keys = ON;"
                   "PRAGMA wal_autocheckpoint = 8192",
                   error);
}

/* The file's name as a URI that says that nobody will write to it. */
static bool immutable_name(buffer *name, const char *path) {
    bool ok = buffer_add_string(name, "file:");
    for (; *path && ok; path++) {
        char escaped[4];
        snprintf(escaped, sizeof escaped, "%%%02X", (unsigned char)*path);
        ok = strchr("?#%", *path) ? buffer_add_string(name, escaped)
                                  : buffer_add_char(name, *path);
    }
    return ok && buffer_add_string(name, "?immutable=1") && buffer_end(name);
}

/* Where no file may be made beside the store (on a disk that is read-only, say) readers cannot
 * tell writers of themselves, as write-ahead mode wants it. But nobody writes there. */
static bool lies_still(const dg_store *s) {
    char log[PATH_MAX];
    int n = snprintf(log, sizeof log, "%s-wal", s->path), code = sqlite3_errcode(s->db);
    return (code == SQLITE_CANTOPEN || code == SQLITE_READONLY) && access(s->path, R_OK) == 0 &&
           n > 0 && n < PATH_MAX && access(log, F_OK) != 0;
}

static dg_status open_lying_still(dg_store *s, int *version, dg_error *error) {
    buffer name = {0};
    close_database(s);
    dg_status status =
        immutable_name(&name, s->path)
            ? open_database(s, name.data, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, error)
            : error_set(error, DG_NO_MEMORY, "out of memory");
    buffer_free(&name);
    return status == DG_OK ? check_version(s, version, error) : status;
}

/* A store of an earlier version has to be written before it can be read. */
static dg_status open_to_read(dg_store *s, dg_error *error) {
    int version;
    FORWARD(open_database(s, s->path, SQLITE_OPEN_READONLY, error));
    dg_status status = check_version(s, &version, error);
    if (status != DG_OK && lies_still(s)) status = open_lying_still(s, &version, error);
    FORWARD(status);
    if (version == store_schema_version()) return DG_OK;
    if (version == 0) {
        error_set(error, DG_BAD_STORE, "an empty database, not a store of events");
        error_at(error, s->path, 0, DG_NO_BYTE);
        return DG_BAD_STORE;
    }
    close_database(s);
    return open_to_write(s, error);
}

dg_status dg_store_open(const char *path, const dg_store_options *options, dg_store **out,
                        dg_error *error) {
    static const dg_store_options none;
    const dg_store_options *o = options ? options : &none;
    dg_store *s = calloc(1, sizeof *s);
    RETURN_IF(!s, error, DG_NO_MEMORY, "out of memory");
    pthread_mutex_init(&s->lock, NULL);
    s->wait_ms = o->wait_ms ? o->wait_ms : WAIT_MS;
    s->path = strdup(path);
    dg_status status = s->path ? DG_OK : error_set(error, DG_NO_MEMORY, "out of memory");
    if (status == DG_OK)
        status = o->read_only ? open_to_read(s, error) : open_to_write(s, error);
    if (status != DG_OK) {
        dg_store_close(s);
        return status;
    }
    *out = s;
    return DG_OK;
}

void dg_store_close(dg_store *store) {
    if (!store) return;
    close_database(store);
    hash_map_free(&store->known);
    array_free(&store->claimed);
    array_free(&store->sentence_row);
    array_free(&store->event_row);
    store_draft_free(&store->draft);
    arena_free(&store->record);
    buffer_free(&store->names);
    pthread_mutex_destroy(&store->lock);
    free(store->path);
    free(store);
}
