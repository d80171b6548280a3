/* What passed between two actors over time. */
#include <string.h>

#include "base/error.h"
#include "store/query.h"

static const char *const period_of[] = {
    [DG_BY_YEAR] = "substr(coalesce(event.day, ''), 1, 4)",
    [DG_BY_MONTH] = "substr(coalesce(event.day, ''), 1, 7)",
    [DG_BY_DAY] = "coalesce(event.day, '')",
};

/* The events of a with anybody: those it did, and unless directed those done to it. */
static void add_events_of(store_query *q, const char *a, bool directed) {
    query_add(q, "SELECT DISTINCT event FROM participant WHERE actor IN (");
    query_add_actor(q, a);
    query_add(q, directed ? ") AND part = 0" : ") AND part < 2");
}

/* The events that one of two did to the other, and those that both did and nobody suffered. As
 * the view "dyad" has it; but there SQLite would look at all events. */
static void add_events_between(store_query *q, const char *a, const char *b, bool directed) {
    query_add(q, "SELECT DISTINCT x.event FROM participant x CROSS JOIN participant y"
                 " ON y.event = x.event AND (y.part, y.position) <> (x.part, x.position)"
                 " WHERE x.actor IN (");
    query_add_actor(q, a);
    query_add(q, directed ? ") AND x.part = 0" : ") AND x.part < 2");
    query_add(q, " AND y.part < 2 AND y.actor IN (");
    query_add_actor(q, b);
    query_add(q, ") AND (x.part <> y.part OR (x.part = 0 AND NOT EXISTS"
                 " (SELECT 1 FROM participant r WHERE r.event = x.event AND r.part = 1)))");
}

static void add_relations(store_query *q, const char *a, const char *b, bool directed,
                          dg_period by) {
    query_add(q, "SELECT ");
    query_add(q, period_of[by]);
    query_add(
        q, ", sum(quad = 1), sum(quad = 2), sum(quad = 3), sum(quad = 4), avg(score) FROM (");
    if (b)
        add_events_between(q, a, b, directed);
    else
        add_events_of(q, a, directed);
    query_add(q, ") AS found CROSS JOIN event ON event.id = found.event"
                 " JOIN action ON action.id = event.action"
                 " WHERE event.status = 'actual' AND event.same_as IS NULL"
                 " GROUP BY 1 ORDER BY 1");
}

static dg_relation_row row_of(sqlite3_stmt *statement) {
    dg_relation_row row = {.period = sql_text(statement, 0),
                           .score = sqlite3_column_double(statement, 5)};
    for (int i = 0; i < 4; i++) row.quad[i] = (uint64_t)sqlite3_column_int64(statement, i + 1);
    return row;
}

dg_status dg_store_relations(dg_store *store, const char *a, const char *b, bool directed,
                             dg_period by, bool (*take)(void *user, const dg_relation_row *row),
                             void *user, dg_error *error) {
    RETURN_IF(!a || !*a || (b && !*b), error, DG_BAD_ARGUMENT, "an actor without a name");
    RETURN_IF((unsigned)by > DG_BY_DAY, error, DG_BAD_ARGUMENT, "no such period");
    store_query q = {0};
    add_relations(&q, a, b, directed, by);
    sqlite3_stmt *statement;
    FORWARD(query_prepare(&q, store, &statement, error));
    int result;
    bool more = true;
    while (more && (result = sqlite3_step(statement)) == SQLITE_ROW) {
        dg_relation_row row = row_of(statement);
        more = take(user, &row);
    }
    dg_status status = !more                   ? DG_END
                       : result == SQLITE_DONE ? DG_OK
                                               : sql_error(store->db, store->path, error);
    sqlite3_finalize(statement);
    return status;
}
