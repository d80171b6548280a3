/* The schema is a list of steps. Step N brings a store from version N - 1 to N, and a new store
 * takes them all: so the way from an old store is the way that every store has come. A step
 * that has been released is never changed; what is to be otherwise is a step of its own.
 *
 * docs/store.md describes the tables. Text that is not known is '' in tables whose rows are
 * found by all their columns (NULLs would never be equal), else NULL. */
#include "store/schema.h"

#include <stdio.h>

#include "base/error.h"
#include "store/sql.h"

/* Which program with which data coded a story: by these a row can be made again. */
#define ENGINES                                                                                \
    "CREATE TABLE engine("                                                                     \
    " id INTEGER PRIMARY KEY,"                                                                 \
    " version TEXT NOT NULL," /* the data files' checksums, in hexadecimal; '' for none */     \
    " model TEXT NOT NULL, judge TEXT NOT NULL, actors TEXT NOT NULL, frames TEXT NOT NULL,"   \
    " places TEXT NOT NULL, contexts TEXT NOT NULL,"                                           \
    " own_actors TEXT NOT NULL, own_frames TEXT NOT NULL,"                                     \
    " UNIQUE(version, model, judge, actors, frames, places, contexts, own_actors, "            \
    "own_frames));"                                                                            \
    "CREATE TABLE run("                                                                        \
    " id INTEGER PRIMARY KEY,"                                                                 \
    " engine INTEGER REFERENCES engine," /* NULL: imported */                                  \
    " began TEXT NOT NULL, ended TEXT);" /* UTC; ended NULL: still on, or cut short */

/* A part of a long text is a row of its own, with the same name. */
#define STORIES                                                                                \
    "CREATE TABLE story("                                                                      \
    " id INTEGER PRIMARY KEY,"                                                                 \
    " run INTEGER NOT NULL REFERENCES run,"                                                    \
    " name TEXT NOT NULL, part INTEGER NOT NULL,"                                              \
    " date TEXT, title TEXT, source TEXT, url TEXT, lang TEXT,"                                \
    " people TEXT, organisations TEXT, places TEXT," /* JSON: whom it names, 50 at most */     \
    " hash INTEGER NOT NULL," /* of the text, and of what came with it */                      \
    " n_sentence INTEGER NOT NULL,"                                                            \
    " UNIQUE(name, part));"                                                                    \
    "CREATE INDEX story_hash ON story(hash);"                                                  \
    "CREATE TABLE sentence("                                                                   \
    " id INTEGER PRIMARY KEY,"                                                                 \
    " story INTEGER NOT NULL REFERENCES story ON DELETE CASCADE,"                              \
    " number INTEGER NOT NULL, start INTEGER NOT NULL, text TEXT NOT NULL,"                    \
    " lead INTEGER NOT NULL," /* 1: in the headline or the first paragraph */                  \
    " UNIQUE(story, number));"

/* Each row once, however many events point to it. */
#define WHO_WHERE_WHAT                                                                         \
    "CREATE TABLE actor("                                                                      \
    " id INTEGER PRIMARY KEY,"                                                                 \
    " country TEXT NOT NULL, sectors TEXT NOT NULL," /* sectors: 'GOV LEG', best first */      \
    " entity TEXT NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL,"                           \
    " sector TEXT GENERATED ALWAYS AS (substr(sectors, 1, 3)) VIRTUAL,"                        \
    " UNIQUE(country, sectors, entity, name, role));"                                          \
    "CREATE INDEX actor_entity ON actor(entity);"                                              \
    "CREATE TABLE place("                                                                      \
    " id INTEGER PRIMARY KEY,"                                                                 \
    " country TEXT NOT NULL, name TEXT NOT NULL, admin1 TEXT NOT NULL,"                        \
    " gazetteer TEXT NOT NULL," /* 'geonames:170063' */                                        \
    " lat REAL, lon REAL,"                                                                     \
    " UNIQUE(country, name, admin1, gazetteer, lat, lon));"                                    \
    "CREATE TABLE context_set("                                                                \
    " id INTEGER PRIMARY KEY,"                                                                 \
    " contexts TEXT NOT NULL UNIQUE);" /* 'military diplomatic', the surest first */           \
    "CREATE TABLE action("                                                                     \
    " id INTEGER PRIMARY KEY,"                                                                 \
    " type TEXT NOT NULL, mode TEXT NOT NULL, cameo TEXT NOT NULL, frame TEXT NOT NULL,"       \
    " goldstein REAL NOT NULL, score REAL NOT NULL, quad INTEGER NOT NULL,"                    \
    " UNIQUE(type, mode, cameo, frame, goldstein, score, quad));"

#define EVENTS                                                                                 \
    "CREATE TABLE event("                                                                      \
    " id INTEGER PRIMARY KEY,"                                                                 \
    " sentence INTEGER NOT NULL REFERENCES sentence ON DELETE CASCADE,"                        \
    " number INTEGER NOT NULL," /* within its sentence */                                      \
    " action INTEGER NOT NULL REFERENCES action,"                                              \
    " status TEXT NOT NULL,"                                                                   \
    " day TEXT," /* first, else the story's date */                                            \
    " first TEXT, last TEXT, date_start INTEGER, date_text TEXT,"                              \
    " place INTEGER REFERENCES place, place_start INTEGER, place_text TEXT,"                   \
    " context_set INTEGER REFERENCES context_set,"                                             \
    " trigger_start INTEGER, trigger_text TEXT,"                                               \
    " confidence REAL NOT NULL,"                                                               \
    " same_as INTEGER REFERENCES event ON DELETE SET NULL,"                                    \
    " dead INTEGER, injured INTEGER, arrested INTEGER, participants INTEGER,"                  \
    " UNIQUE(sentence, number));"                                                              \
    "CREATE INDEX event_day ON event(day);"                                                    \
    "CREATE INDEX event_place ON event(place, action) WHERE place IS NOT NULL;"                \
    "CREATE INDEX event_same_as ON event(same_as) WHERE same_as IS NOT NULL;"                  \
    "CREATE TABLE participant("                                                                \
    " event INTEGER NOT NULL REFERENCES event ON DELETE CASCADE,"                              \
    " part INTEGER NOT NULL CHECK(part IN (0, 1, 2))," /* actor, recipient, said_by */         \
    " position INTEGER NOT NULL,"                      /* within its list */                   \
    " actor INTEGER NOT NULL REFERENCES actor,"                                                \
    " start INTEGER, text TEXT,"                                                               \
    " PRIMARY KEY(event, part, position)) WITHOUT ROWID;"                                      \
    "CREATE INDEX participant_actor ON participant(actor);"

/* Who does it to whom: each actor with each recipient; those who act together, both ways; one
 * who acts alone, or is acted on by nobody named, with NULL. */
#define DYADS                                                                                  \
    "CREATE VIEW dyad(event, source, target) AS"                                               \
    " SELECT s.event, s.actor, t.actor FROM participant s"                                     \
    "  JOIN participant t ON t.event = s.event AND t.part = 1 WHERE s.part = 0"                \
    " UNION ALL"                                                                               \
    " SELECT s.event, s.actor, t.actor FROM participant s"                                     \
    "  JOIN participant t ON t.event = s.event AND t.part = 0 AND t.position <> s.position"    \
    "  WHERE s.part = 0"                                                                       \
    "  AND NOT EXISTS (SELECT 1 FROM participant r WHERE r.event = s.event AND r.part = 1)"    \
    " UNION ALL"                                                                               \
    " SELECT s.event, s.actor, NULL FROM participant s WHERE s.part = 0 AND NOT EXISTS"        \
    "  (SELECT 1 FROM participant r WHERE r.event = s.event AND r.part < 2"                    \
    "   AND (r.part, r.position) <> (s.part, s.position))"                                     \
    " UNION ALL"                                                                               \
    " SELECT t.event, NULL, t.actor FROM participant t WHERE t.part = 1 AND NOT EXISTS"        \
    "  (SELECT 1 FROM participant r WHERE r.event = t.event AND r.part = 0);"

#define EVENTS_FLAT                                                                            \
    "CREATE VIEW events_flat AS SELECT"                                                        \
    " story.name || ':' || sentence.number || ':' || event.number AS id,"                      \
    " story.name AS story, story.date AS story_date, story.source AS publisher,"               \
    " event.day, event.first, event.last, action.type, action.mode, event.status,"             \
    " action.cameo, action.quad, action.goldstein, action.score,"                              \
    " s.country AS source_country, s.sector AS source_sector, s.entity AS source_entity,"      \
    " s.name AS source_name,"                                                                  \
    " t.country AS target_country, t.sector AS target_sector, t.entity AS target_entity,"      \
    " t.name AS target_name,"                                                                  \
    " place.name AS place, place.country AS place_country, place.admin1 AS place_admin1,"      \
    " place.lat, place.lon, place.gazetteer AS place_gazetteer,"                               \
    " said.country AS said_by_country, said.sector AS said_by_sector,"                         \
    " said.name AS said_by_name, event.dead, event.injured, event.arrested,"                   \
    " event.participants, context_set.contexts,"                                               \
    " event.confidence, event.same_as IS NOT NULL AS told_before,"                             \
    " action.frame, sentence.text, event.id AS event"                                          \
    " FROM dyad JOIN event ON event.id = dyad.event"                                           \
    " JOIN action ON action.id = event.action"                                                 \
    " JOIN sentence ON sentence.id = event.sentence"                                           \
    " JOIN story ON story.id = sentence.story"                                                 \
    " LEFT JOIN actor s ON s.id = dyad.source LEFT JOIN actor t ON t.id = dyad.target"         \
    " LEFT JOIN place ON place.id = event.place"                                               \
    " LEFT JOIN context_set ON context_set.id = event.context_set"                             \
    " LEFT JOIN participant saying ON saying.event = event.id AND saying.part = 2"             \
    " LEFT JOIN actor said ON said.id = saying.actor;"

/* The contexts of each event, a row each. */
#define EVENT_CONTEXT                                                                          \
    "CREATE VIEW event_context(event, position, context) AS"                                   \
    " SELECT event.id, tag.key, tag.value FROM event"                                          \
    " JOIN context_set ON context_set.id = event.context_set"                                  \
    " JOIN json_each('[\"' || replace(contexts, ' ', '\",\"') || '\"]') AS tag;"

/* The words of the sentences. The text itself stays in its table alone. Sentences are indexed
 * by the thousand, before their transaction ends (store.c): FTS5 writes out what it has at each
 * savepoint, and a trigger on each row would make it one. */
#define SEARCH                                                                                 \
    "CREATE VIRTUAL TABLE sentence_text USING fts5("                                           \
    " text, content = 'sentence', content_rowid = 'id', columnsize = 0,"                       \
    " tokenize = 'unicode61 remove_diacritics 2');"                                            \
    "INSERT INTO sentence_text(sentence_text, rank) VALUES('hashsize', 8388608);"              \
    "INSERT INTO sentence_text(sentence_text, rank) VALUES('automerge', 8);"                   \
    "INSERT INTO sentence_text(sentence_text) VALUES('rebuild');"                              \
    "CREATE TRIGGER sentence_deleted AFTER DELETE ON sentence BEGIN"                           \
    " INSERT INTO sentence_text(sentence_text, rowid, text)"                                   \
    "  VALUES('delete', old.id, old.text); END;"

/* What did happen, told once, by month. Not over "dyad", of which SQLite would make all rows
 * before it looks for a country's. */
#define DYAD_MONTH                                                                             \
    "CREATE VIEW dyad_month AS SELECT"                                                         \
    " a.country AS source, b.country AS target, substr(event.day, 1, 7) AS month,"             \
    " sum(action.quad = 1) AS verbal_cooperation, sum(action.quad = 2) AS "                    \
    "material_cooperation,"                                                                    \
    " sum(action.quad = 3) AS verbal_conflict, sum(action.quad = 4) AS material_conflict,"     \
    " count(*) AS events, avg(action.score) AS mean_score"                                     \
    " FROM actor a JOIN participant s ON s.actor = a.id AND s.part = 0"                        \
    " JOIN participant t ON t.event = s.event AND (t.part = 1 OR (t.part = 0"                  \
    "  AND t.position <> s.position AND NOT EXISTS"                                            \
    "  (SELECT 1 FROM participant r WHERE r.event = s.event AND r.part = 1)))"                 \
    " JOIN actor b ON b.id = t.actor"                                                          \
    " JOIN event ON event.id = s.event JOIN action ON action.id = event.action"                \
    " WHERE event.status = 'actual' AND event.same_as IS NULL"                                 \
    " AND a.country <> '' AND b.country <> '' GROUP BY 1, 2, 3;"

static const char *const step[] = {
    ENGINES STORIES WHO_WHERE_WHAT EVENTS DYADS EVENTS_FLAT EVENT_CONTEXT,
    SEARCH DYAD_MONTH,
};

enum { N_STEP = sizeof step / sizeof *step };

int store_schema_version(void) {
    return N_STEP;
}

static dg_status bad(const char *path, dg_error *error, const char *what) {
    error_set(error, DG_BAD_STORE, "%s", what);
    error_at(error, path, 0, DG_NO_BYTE);
    return DG_BAD_STORE;
}

dg_status store_schema_check(sqlite3 *db, const char *path, int *version, dg_error *error) {
    int64_t application, tables, found;
    FORWARD(sql_number(db, path, "PRAGMA application_id", &application, error));
    FORWARD(sql_number(db, path, "PRAGMA user_version", &found, error));
    FORWARD(sql_number(db, path, "SELECT count(*) FROM sqlite_schema", &tables, error));
    *version = (int)found;
    if (application == 0 && found == 0 && tables == 0) return DG_OK;
    if (application != STORE_APPLICATION || found < 1)
        return bad(path, error, "another program's database, not a store of events");
    if (found > N_STEP) {
        error_set(error, DG_BAD_STORE,
                  "a store of version %lld; this dragoman knows stores up to version %d",
                  (long long)found, N_STEP);
        error_at(error, path, 0, DG_NO_BYTE);
        return DG_BAD_STORE;
    }
    return DG_OK;
}

static dg_status take_steps(sqlite3 *db, const char *path, dg_error *error) {
    int version;
    char note[100];
    FORWARD(store_schema_check(db, path, &version, error)); /* another may have been first */
    for (; version < N_STEP; version++) FORWARD(sql_run(db, path, step[version], error));
    snprintf(note, sizeof note, "PRAGMA application_id = %d; PRAGMA user_version = %d",
             STORE_APPLICATION, N_STEP);
    return sql_run(db, path, note, error);
}

dg_status store_schema_upgrade(sqlite3 *db, const char *path, dg_error *error) {
    FORWARD(sql_run(db, path, "BEGIN IMMEDIATE", error));
    dg_status status = take_steps(db, path, error);
    if (status == DG_OK) status = sql_run(db, path, "COMMIT", error);
    if (status != DG_OK) sql_run(db, path, "ROLLBACK", NULL);
    return status;
}
