/* The tables of a store, and how a store made by an earlier version is brought up to date. */
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

#include <sqlite3.h>
#include <stdbool.h>

#include "dragoman.h"

/* PRAGMA application_id of every store: "DGMN". PRAGMA user_version counts the steps taken. */
#define STORE_APPLICATION 0x44474D4E

/* How many steps there are: the version of a store that is up to date. */
int store_schema_version(void);

/* What kind of database this is: *version is 0 for an empty one. Errors: DG_BAD_STORE for one
 * that is no store, or one of a later version. */
dg_status store_schema_check(sqlite3 *db, const char *path, int *version, dg_error *error);

/* Take the steps that are missing, all or none. Errors: as store_schema_check(), DG_IO. */
dg_status store_schema_upgrade(sqlite3 *db, const char *path, dg_error *error);

#endif
