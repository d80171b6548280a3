/* What the store's files know of a handle. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <pthread.h>

#include "base/array.h"
#include "base/buffer.h"
#include "base/hash.h"
#include "store/draft.h"
#include "store/sql.h"

/* The statements that a handle keeps prepared once they were needed (store.c has their text).
 */
typedef enum store_sql {
    STORE_BEGIN,
    STORE_COMMIT,
    STORE_ROLLBACK,
    STORE_ADD_ENGINE,
    STORE_FIND_ENGINE,
    STORE_ADD_RUN,
    STORE_END_RUN,
    STORE_CODED,
    STORE_FIND_STORY,
    STORE_DROP_STORY,
    STORE_ADD_STORY,
    STORE_ADD_SENTENCE,
    STORE_INDEX_SENTENCES,
    STORE_ADD_EVENT,
    STORE_ADD_PARTICIPANT,
    STORE_ADD_ACTOR,
    STORE_FIND_ACTOR,
    STORE_ADD_PLACE,
    STORE_FIND_PLACE,
    STORE_ADD_CONTEXTS,
    STORE_FIND_CONTEXTS,
    STORE_ADD_ACTION,
    STORE_FIND_ACTION,
    N_STORE_SQL
} store_sql;

struct dg_store {
    sqlite3 *db;
    char *path;
    unsigned wait_ms;
    sqlite3_stmt *statement[N_STORE_SQL]; /* NULL: not yet needed */
    int64_t engine, run;                  /* rows; run 0: none begun, engine 0: an import */
    bool writing;                         /* within a transaction, */
    double began;                         /* which began then, in seconds */
    int64_t first_sentence;               /* row of the first that is not indexed; 0: all are */
    dg_store_counts committed, put;
    hash_map known;       /* actors, places and so on by the hash of their columns: their row */
    pthread_mutex_t lock; /* one claims while another puts */
    ARRAY(uint64_t)
    claimed; /* hashes of the ids of stories under way: few, and looked through */
    ARRAY(int64_t) sentence_row;
    ARRAY(int64_t) event_row; /* of the story that is being put; 0: none */
    buffer names;             /* whom that names, as JSON */
    arena record;             /* that is being imported */
    store_draft draft;        /* the story that is being imported */
};

/* The statement, reset and ready to be bound. */
dg_status store_statement(dg_store *s, store_sql which, sqlite3_stmt **out, dg_error *error);

/* Run a bound statement that gives no rows. */
dg_status store_step(dg_store *s, sqlite3_stmt *statement, dg_error *error);

/* Begin to write, unless it has begun; and give up what was written since. */
dg_status store_write(dg_store *s, dg_error *error);
void store_give_up(dg_store *s);

/* Index the words of the sentences that were put. */
dg_status store_index(dg_store *s, dg_error *error);

/* Commit if some seconds have passed, or if `all`. */
dg_status store_commit(dg_store *s, bool all, dg_error *error);

/* dg_store_put(), where nobody else has the handle. */
dg_status store_put(dg_store *s, const dg_story *story, dg_error *error);

/* Put what is being imported there, if there is something (import.c). */
dg_status store_put_draft(dg_store *s, dg_error *error);

/* The row of an actor and so on: found or made (known.c). */
dg_status store_actor(dg_store *s, const dg_actor *actor, int64_t *row, dg_error *error);
dg_status store_place(dg_store *s, const dg_place *place, int64_t *row, dg_error *error);
/* *row is 0 where there are no contexts. */
dg_status store_contexts(dg_store *s, const dg_event *event, int64_t *row, dg_error *error);
dg_status store_action(dg_store *s, const dg_event *event, int64_t *row, dg_error *error);

#endif
