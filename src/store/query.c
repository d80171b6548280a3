/* Queries made of conditions; only fixed text becomes SQL, what users give is bound. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "store/query.h"

void query_add(store_query *q, const char *sql) {
    if (!buffer_add_string(&q->sql, sql)) q->failed = true;
}

void query_bind(store_query *q, const char *text, size_t n) {
    char *copy = q->n_bound < QUERY_MAX_BOUND ? strndup(text, n) : NULL;
    if (copy)
        q->bound[q->n_bound++] = copy;
    else
        q->failed = true;
}

static bool is_code(const char *s) {
    for (int i = 0; i < 3; i++)
        if (s[i] < 'A' || s[i] > 'Z') return false;
    return true;
}

void query_add_actor(store_query *q, const char *who) {
    bool country = is_code(who) && (!who[3] || (who[3] == ':' && is_code(who + 4) && !who[7]));
    if (!country) {
        query_add(q, "SELECT id FROM actor WHERE entity = ?");
        query_bind(q, who, strlen(who));
        return;
    }
    query_add(q, "SELECT id FROM actor WHERE country = ?");
    query_bind(q, who, 3);
    if (!who[3]) return;
    query_add(q, " AND instr(sectors, ?)");
    query_bind(q, who + 4, 3);
}

static dg_status prepare(store_query *q, dg_store *s, sqlite3_stmt **out, dg_error *error) {
    RETURN_IF(q->failed || !buffer_end(&q->sql), error, DG_NO_MEMORY, "out of memory");
    FORWARD(sql_prepare(s->db, s->path, q->sql.data, out, error));
    for (int i = 0; i < q->n_bound; i++)
        sqlite3_bind_text(*out, i + 1, q->bound[i], -1, SQLITE_TRANSIENT);
    return DG_OK;
}

dg_status query_prepare(store_query *q, dg_store *s, sqlite3_stmt **out, dg_error *error) {
    *out = NULL;
    dg_status status = prepare(q, s, out, error);
    for (int i = 0; i < q->n_bound; i++) free(q->bound[i]);
    buffer_free(&q->sql);
    return status;
}
