/* What the store's files share of SQLite: running a statement, and its failures as dg_errors.
 */
#ifndef STORE_SQL_H
#define STORE_SQL_H

#include <sqlite3.h>
#include <stdint.h>

#include "dragoman.h"

/* Say what SQLite's last failure on db means. path is the database's. Returns the code:
 * DG_BAD_STORE (damaged, or no database), DG_NO_MEMORY, or DG_IO (locked, full, read-only...).
 */
dg_status sql_error(sqlite3 *db, const char *path, dg_error *error);

/* Run statements that give no rows. */
dg_status sql_run(sqlite3 *db, const char *path, const char *sql, dg_error *error);

/* A statement to be finalized; NULL on errors. */
dg_status sql_prepare(sqlite3 *db, const char *path, const char *sql, sqlite3_stmt **out,
                      dg_error *error);

/* The number in the first row. */
dg_status sql_number(sqlite3 *db, const char *path, const char *sql, int64_t *out,
                     dg_error *error);

/* Bind text that lives until the statement is reset: "" as it stands, or as NULL. */
void sql_bind_text(sqlite3_stmt *s, int at, const char *text);
void sql_bind_known(sqlite3_stmt *s, int at, const char *text);

/* A column's text, "" for NULL. It lives until the statement's next step. */
const char *sql_text(sqlite3_stmt *s, int column);

#endif
