/* The layouts: event tables as this project and others have them. Each is one file,
 * layout_NAME.c, with one table of columns and one function that fills a row; formats.c has
 * them all. */
#ifndef RECORD_LAYOUT_H
#define RECORD_LAYOUT_H

#include "record/row.h"

typedef struct record_layout {
    const char *const *column; /* [n_column] */
    size_t n_column;
    char delimiter;
    row_quoting quoting;
    const char *missing;
    bool pairs;        /* one row a pair, else one row an event */
    bool every_status; /* else what did not happen, or long ago, is left out: the layout has no
                          column that would tell it from what did */
    /* Add the row's fields, as many as there are columns. dyad is NULL without pairs. */
    void (*add)(row *r, const event_view *v, const event_dyad *dyad);
} record_layout;

extern const record_layout layout_csv, layout_tsv, layout_phoenix, layout_icews, layout_polecat,
    layout_gdelt;

/* ---- fields that several of them have ---- */

void row_pair_id(row *r, const event_view *v,
                 const event_dyad *dyad); /* the record's id:number */
void row_contexts(row *r, const event_view *v, const char *separator);
void row_coordinates(row *r, const event_place *place); /* two fields */
void row_place_name(row *r, const event_view *v);       /* its name, else the phrase */
void row_sentence_id(row *r, const event_view *v);      /* story_sentence, sentences from 1 */
void row_compact_day(row *r, const char *date);         /* 20151113 */

/* ---- CAMEO, which three of them share ---- */

/* The root of a CAMEO code: its first two digits. */
unsigned cameo_root(const char *cameo);

/* An actor in CAMEO's codes, three letters each: country or kind, then agents. */
typedef struct cameo_actor {
    const char *country; /* "USA"; "" for none */
    const char *group;   /* "UNO"; "" for none */
    const char *type[DG_SECTORS + 1];
    unsigned n_type;
} cameo_actor;

/* actor may be NULL: nobody. */
cameo_actor cameo_actor_of(const dg_participant *p);

/* Add all codes, one behind the other: "USAGOV", "IGOUNO". */
void cameo_add_codes(row *r, const cameo_actor *a);

/* A number for what others number, from its text: the same in every run, below 2^53 so that it
 * goes through floating-point numbers unharmed. */
uint64_t stable_number(const char *text, size_t n, uint64_t seed);

#endif
