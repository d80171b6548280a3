/* SQLite's results as statuses, in the words of somebody who has a file and not a manual. */
#include "store/sql.h"

#include <string.h>

#include "base/error.h"

static dg_status at(const char *path, dg_error *error, dg_status code) {
    error_at(error, path, 0, DG_NO_BYTE);
    return code;
}

/* What the system said, where it said something. */
static dg_status io_error(sqlite3 *db, const char *what, dg_error *error) {
    int number = sqlite3_system_errno(db);
    if (number)
        return error_set(error, DG_IO, "%s: %s (%s)", what, sqlite3_errmsg(db),
                         strerror(number));
    return error_set(error, DG_IO, "%s: %s", what, sqlite3_errmsg(db));
}

static dg_status describe(sqlite3 *db, dg_error *error) {
    switch (sqlite3_errcode(db) & 0xFF) {
    case SQLITE_NOTADB:
        return error_set(error, DG_BAD_STORE, "no store: the file is not an SQLite database");
    case SQLITE_CORRUPT:
        return error_set(error, DG_BAD_STORE, "the store is damaged: %s", sqlite3_errmsg(db));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return error_set(error, DG_IO, "another program has the store locked");
    case SQLITE_READONLY:
        return error_set(error, DG_IO, "the store cannot be written: it is read-only");
    case SQLITE_FULL:
        return error_set(error, DG_IO, "the store cannot be written: the disk is full");
    case SQLITE_NOMEM:
        return error_set(error, DG_NO_MEMORY, "out of memory");
    case SQLITE_CANTOPEN:
        return io_error(db, "cannot open the store", error);
    case SQLITE_IOERR:
        return io_error(db, "cannot read or write the store", error);
    default:
        return error_set(error, DG_BAD_STORE, "the store is not as it should be: %s",
                         sqlite3_errmsg(db));
    }
}

dg_status sql_error(sqlite3 *db, const char *path, dg_error *error) {
    return at(path, error, describe(db, error));
}

dg_status sql_run(sqlite3 *db, const char *path, const char *sql, dg_error *error) {
    return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK ? DG_OK
                                                                : sql_error(db, path, error);
}

dg_status sql_prepare(sqlite3 *db, const char *path, const char *sql, sqlite3_stmt **out,
                      dg_error *error) {
    *out = NULL;
    return sqlite3_prepare_v2(db, sql, -1, out, NULL) == SQLITE_OK ? DG_OK
                                                                   : sql_error(db, path, error);
}

dg_status sql_number(sqlite3 *db, const char *path, const char *sql, int64_t *out,
                     dg_error *error) {
    sqlite3_stmt *s;
    FORWARD(sql_prepare(db, path, sql, &s, error));
    dg_status status = DG_OK;
    if (sqlite3_step(s) == SQLITE_ROW)
        *out = sqlite3_column_int64(s, 0);
    else
        status = sql_error(db, path, error);
    sqlite3_finalize(s);
    return status;
}

void sql_bind_text(sqlite3_stmt *s, int column, const char *text) {
    sqlite3_bind_text(s, column, text, -1, SQLITE_STATIC);
}

void sql_bind_known(sqlite3_stmt *s, int column, const char *text) {
    if (*text)
        sql_bind_text(s, column, text);
    else
        sqlite3_bind_null(s, column);
}

const char *sql_text(sqlite3_stmt *s, int column) {
    const char *text = (const char *)sqlite3_column_text(s, column);
    return text ? text : "";
}
