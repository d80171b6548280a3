/* Records of JSON, as record/event_json.c writes them, read back. */
#ifndef RECORD_EVENT_READ_H
#define RECORD_EVENT_READ_H

#include "base/arena.h"
#include "dragoman.h"

/* A longer record is not read: a value of two bytes may take 300 while it is. */
#define EVENT_MAX_RECORD ((size_t)1 << 20)

/* Words of the story, with their place in characters; text "" where nothing is named. */
typedef struct record_piece {
    const char *text;
    uint64_t start, end;
} record_piece;

typedef struct record_participant {
    record_piece piece;
    dg_actor actor;
} record_participant;

/* An event's record. Strings are never NULL: "" for what is null or left out. */
typedef struct event_record {
    const char *id, *story;    /* never "" */
    uint64_t sentence;         /* of the story, from 0 */
    const char *type, *status; /* of the codebook */
    const char *mode;
    const record_participant *actor, *recipient; /* [n_actor], [n_recipient] */
    size_t n_actor, n_recipient;
    const record_participant *said_by; /* NULL: nobody */
    const char *cameo;
    double goldstein, score; /* NAN when not there */
    int quad;                /* 0 when not there */
    const char *context[DG_CONTEXTS];
    const char *first, *last; /* days: "2015-11-13" */
    const char *date_text;
    record_piece trigger;
    dg_place
        place; /* name "", country "" and so on where not known; mention, start, end unset */
    const char *place_text; /* "" where there is no place */
    dg_size size;
    const char *frame;
    double confidence; /* NAN when not there */
    const char *same_as;
    const char *text; /* the sentence */
} event_record;

/* Read n bytes of JSON. What *out points to is the arena's. Fields that are not known are
 * passed over. Errors, with the field's name: DG_BAD_INPUT, DG_OVER_LIMIT (EVENT_MAX_RECORD),
 * DG_NO_MEMORY. */
dg_status event_read(const char *json, size_t n, arena *a, event_record *out, dg_error *error);

#endif
