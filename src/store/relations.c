/* What passed between two actors over time: the view "dyad" says who does it to whom. */
#include <string.h>

#include "base/error.h"
#include "store/query.h"

static const char *const period_of[] = {
    [DG_BY_YEAR] = "substr(coalesce(event.day, ''), 1, 4)",
    [DG_BY_MONTH] = "substr(coalesce(event.day, ''), 1, 7)",
    [DG_BY_DAY] = "coalesce(event.day, '')",
};

static void add_dyads(store_query *q, const char *source, const char *target) {
    query_add(q, "SELECT event FROM dyad WHERE ");
    if (source) {
        query_add(q, "source IN (");
        query_add_actor(q, source);
        query_add(q, target ? ") AND " : ")");
    }
    if (!target) return;
    query_add(q, "target IN (");
    query_add_actor(q, target);
    query_add(q, ")");
}

static void add_relations(store_query *q, const char *a, const char *b, bool directed,
                          dg_period by) {
    query_add(q, "SELECT ");
    query_add(q, period_of[by]);
    query_add(q, ", sum(quad = 1), sum(quad = 2), sum(quad = 3), sum(quad = 4), avg(score)"
                 " FROM event JOIN action ON action.id = event.action"
                 " WHERE event.status = 'actual' AND event.same_as IS NULL AND event.id IN (");
    add_dyads(q, a, b);
    if (!directed) {
        query_add(q, " UNION ");
        add_dyads(q, b, a);
    }
    query_add(q, ") GROUP BY 1 ORDER BY 1");
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
