/* What an event is compared by, whether it comes coded or as a record: of fixed size, so that
 * it can be kept when its story is gone. */
#ifndef DEDUP_HAPPENING_H
#define DEDUP_HAPPENING_H

#include "dedup/texts.h"
#include "dedup/words.h"
#include "record/event_read.h"

enum { HAPPENING_PARTIES = 8 }; /* more are not compared */

/* Codes are their letters in a number; 0 for none. */
typedef struct happening_party {
    uint64_t entity; /* hash; 0 for none */
    uint32_t country;
    uint32_t sector[DG_SECTORS];
    bool has_role; /* a person in office, not a state or body */
} happening_party;

typedef struct happening_place {
    uint64_t id; /* hash; 0 for none */
    uint32_t country;
    bool within;    /* a division or town, not the country as a whole */
    float lat, lon; /* degrees; NAN */
} happening_place;

enum { HAPPENING_NO_TEXT = UINT32_MAX };

typedef struct happening {
    uint64_t id, same_as; /* hashes of record ids; same_as 0 for none */
    uint64_t story;       /* hash of the story's id */
    uint64_t source;      /* as text_story.source */
    uint32_t text;        /* as text_story.text; HAPPENING_NO_TEXT: not known */
    uint8_t type, status; /* event/plover.h */
    uint8_t n_actor, n_recipient, n_bag;
    bool dated;          /* the text gives the day, else it is the story's */
    int32_t first, last; /* days; TEXTS_NO_DAY where neither gives one */
    uint64_t mode;       /* hash; 0 for none */
    happening_party party[HAPPENING_PARTIES]; /* [n_actor] actors, then [n_recipient] */
    happening_place place;
    uint32_t bag[DEDUP_BAG]; /* of the sentence */
} happening;

/* story: what is known of the event's; NULL. */
void happening_of_record(const event_record *e, const text_story *story, happening *out);

/* id: the record's id. */
void happening_of_event(const dg_story *s, const dg_event *e, const char *id,
                        const char *same_as, const text_story *story, happening *out);

#endif
