/* Queries made of conditions: SQL that grows, with what is bound to each part of it. */
#ifndef STORE_QUERY_H
#define STORE_QUERY_H

#include "store/store.h"

enum { QUERY_MAX_BOUND = 16 };

/* A zeroed one is empty. */
typedef struct store_query {
    buffer sql;
    char *bound[QUERY_MAX_BOUND]; /* its own copies */
    int n_bound;
    bool failed; /* memory was out */
} store_query;

void query_add(store_query *q, const char *sql);
void query_bind(store_query *q, const char *text, size_t n);

/* "SELECT id FROM actor WHERE …" for "RUS", "RUS:GOV" or an entity's id. */
void query_add_actor(store_query *q, const char *who);

/* Prepare it with all bound, and free the query; *out, NULL on errors, is to be finalized. */
dg_status query_prepare(store_query *q, dg_store *s, sqlite3_stmt **out, dg_error *error);

#endif
