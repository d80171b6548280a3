/* Actors as read from text files, before they are compiled: data/actors/README.md is the
 * format, PETRARCH's dictionaries another way in. */
#ifndef ACTOR_SOURCE_H
#define ACTOR_SOURCE_H

#include <stdbool.h>

#include "actor/codes.h"
#include "base/array.h"
#include "base/hash.h"
#include "base/intern.h"
#include "dragoman.h"

enum { ROLE_COUNTRIES = 4, ROLE_SECTORS = 4 };

#define DATE_MIN 0
#define DATE_MAX 99991231

/* What an entity was from one day to another, both inclusive, as YYYYMMDD. */
typedef struct actor_role {
    int32_t from, to;
    uint16_t country[ROLE_COUNTRIES]; /* best first; 0 behind the last */
    uint8_t sector[ROLE_SECTORS];
    uint32_t title; /* offset or id of a string */
    uint8_t soft;   /* the sector holds only where nothing else tells */
    uint8_t zero[3];
} actor_role;

typedef struct source_name {
    uint32_t text; /* in the pool */
    uint8_t use;
    uint32_t line;
} source_name;

typedef struct source_entity {
    uint32_t id, name; /* in the pool */
    uint8_t kind, gender, denotes;
    uint32_t file, line; /* where it was first met */
    ARRAY(source_name) names;
    ARRAY(actor_role) roles;
} source_entity;

/* Called for each thing wrong in a file; reading goes on behind it. */
typedef void (*actor_report)(void *user, const dg_error *error);

typedef struct actor_source {
    intern_pool pool;
    ARRAY(source_entity) entity;
    hash_map by_id; /* hash of pool id + 1 -> entity */
    actor_report report;
    void *user;
    size_t n_error;
} actor_source;

/* A zeroed source with report set is a valid empty one. */
void actor_source_free(actor_source *s);

/* Read a file of the project's own format, or of PETRARCH's, told apart by content. What is
 * wrong in it goes to report and counts in n_error. Errors returned: DG_IO, DG_NO_MEMORY. */
dg_status actor_source_read(actor_source *s, const char *path, dg_error *error);

/* The same of n bytes in memory; path is for messages. */
dg_status actor_source_text(actor_source *s, const char *path, const char *text, size_t n,
                            dg_error *error);

/* ---- for the readers ---- */

typedef struct source_line {
    const char *file;
    uint32_t number;
    uint32_t file_id;
    const char *s; /* without the line's end and trailing blanks */
    size_t n;
} source_line;

/* Report what is wrong in a line. */
void source_wrong(actor_source *s, const source_line *line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The entity of this id, new if need be; NULL when memory is out. */
source_entity *source_entity_of(actor_source *s, const source_line *line, const char *id,
                                size_t n_id, const char *name, size_t n_name, uint8_t kind);

bool source_add_name(actor_source *s, source_entity *e, const source_line *line,
                     const char *name, size_t n, uint8_t use);

/* Each line of a text in turn; false behind the last. `at` starts at 0. */
bool source_next_line(const char *text, size_t n, size_t *at, source_line *line);

dg_status source_read_own(actor_source *s, const char *path, const char *text, size_t n,
                          dg_error *error);
dg_status source_read_petrarch(actor_source *s, const char *path, const char *text, size_t n,
                               dg_error *error);

#endif
