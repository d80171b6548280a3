/* What writers of tables see of an event: one place where its fields are taken out of the
 * story, so that a field that is new there is filled in here once, for every layout. */
#ifndef RECORD_EVENT_VIEW_H
#define RECORD_EVENT_VIEW_H

#include "base/buffer.h"
#include "dragoman.h"

/* How large a place is: layouts have a column for each. */
typedef enum event_place_kind {
    PLACE_IS_SPOT,
    PLACE_IS_DIVISION,
    PLACE_IS_COUNTRY
} event_place_kind;

/* Where it happened. "" for what is not known. */
typedef struct event_place {
    event_place_kind kind;
    const char *name, *country, *admin1;
    uint32_t start, end; /* bytes of the phrase; both 0 for none */
    bool located;        /* latitude and longitude are known */
    double latitude, longitude;
    uint64_t geoname; /* its number with GeoNames; 0: not known */
} event_place;

/* How many were killed, and so on. */
typedef enum event_size {
    SIZE_DEAD,
    SIZE_INJURED,
    SIZE_ARRESTED,
    SIZE_PARTICIPANTS,
    N_SIZE
} event_size;
#define SIZE_UNKNOWN (-1)

/* A zeroed one is ready for event_view_set. */
typedef struct event_view {
    const dg_story *story;
    const dg_event *event;
    buffer id;           /* "STORY:SENTENCE:N", the record's id */
    char date[11];       /* the event's, else the story's; "" when neither is known */
    char last_date[11];  /* of an event over several days; else as date */
    char story_date[11]; /* its day, "" when the story's date begins with none */
    event_place place;
    int64_t size[N_SIZE];
    const char *const *context; /* tags: [n_context] */
    size_t n_context;
} event_view;

/* Look at story->event[index]. What the view points to is the story's, but for the id, which
 * lives until the next call. False when memory is out. */
bool event_view_set(event_view *v, const dg_story *story, uint32_t index);
void event_view_free(event_view *v);

/* Add "STORY:SENTENCE:N" of an event, without a NUL. */
bool event_add_id(buffer *b, const dg_story *story, uint32_t index);

/* Whether a sentence, or the event's, is in the headline or the first paragraph. */
bool story_in_lead(const dg_story *story, uint32_t sentence);
bool event_in_lead(const event_view *v);

/* Names of one sort, each once, in the story's order; so many, and more are left out. A zeroed
 * one is before the first. */
enum { STORY_MOST_NAMES = 50 };
typedef struct story_name {
    const char *text; /* the actor base's, else the story's own words */
    size_t n;
    uint32_t next, count;
} story_name;

bool story_next_name(const dg_story *story, dg_sort sort, story_name *name);

/* A pair of one who acts and one to whom it is done. */
typedef struct event_dyad {
    const dg_participant *actor, *recipient; /* NULL: none is known */
    uint32_t number;                         /* within the event, from 0 */
    bool mutual;                             /* both act: the pair comes in both orders */
} event_dyad;

/* The event's pairs, one a call, from a zeroed dyad on with *begun false: each actor with each
 * recipient; of a mutual event, which has two actors or more and no recipient, each actor with
 * each other; one pair with nobody where a side is missing. False behind the last. */
bool event_next_dyad(const event_view *v, event_dyad *dyad, bool *begun);

#endif
