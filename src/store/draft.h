/* A story made again from its events: each comes with its texts and their places in characters,
 * be it from the store's rows or from a record of JSON, and together they make a dg_story that
 * all who write stories take. Its text has each piece at its place, and spaces between. */
#ifndef STORE_DRAFT_H
#define STORE_DRAFT_H

#include "base/arena.h"
#include "base/array.h"
#include "base/buffer.h"
#include "base/hash.h"
#include "dragoman.h"

/* What no record may pass, so that a foreign one cannot take all memory. */
enum {
    DRAFT_MAX_SENTENCE = 1 << 20, /* number of a sentence */
    DRAFT_MAX_EVENTS = 1 << 17,   /* of a story, the gaps in their numbers with them */
    DRAFT_MAX_BYTES = 1 << 28,
    DRAFT_MAX_PLACE = 1 << 26, /* characters behind the story's first piece */
};

/* A stretch of the story's text. text is "" for none. */
typedef struct draft_piece {
    const char *text;
    uint64_t start; /* in characters; DRAFT_ANYWHERE where that is not known */
} draft_piece;

#define DRAFT_ANYWHERE UINT64_MAX

typedef struct draft_participant {
    draft_piece piece;
    dg_actor actor;
} draft_participant;

typedef struct draft_event {
    uint32_t sentence, number;
    const char *type, *mode, *status, *cameo, *frame;
    double goldstein, score, confidence;
    int quad;
    draft_piece trigger, place, date;
    char first[11], last[11];
    dg_place where; /* but for its phrase; no place where that is not known either */
    dg_size size;
    const char *context[DG_CONTEXTS];
    bool has_same_as, left_out;
    uint32_t same_sentence, same_number;  /* of the event that this one tells again */
    const draft_participant *participant; /* actors, recipients, then who says so */
    uint32_t n_actor, n_recipient, n_said_by;
} draft_event;

typedef struct draft_sentence {
    draft_piece piece;
    uint32_t number;
    bool lead;
} draft_sentence;

typedef struct draft_name {
    dg_sort sort;
    const char *text;
} draft_name;

/* A zeroed one is empty. */
typedef struct store_draft {
    arena arena;
    const char *id, *date, *title, *source, *url, *lang; /* "" for none; NULL id: no story */
    uint32_t part, first_sentence;                       /* the part's first sentence, or 0 */
    ARRAY(draft_event) event;
    ARRAY(draft_sentence) sentence;
    ARRAY(draft_name) name; /* whom the story names */
    hash_map numbers;       /* the sentences and events that are there */
    size_t places;          /* for events, with the gaps between their numbers */
    dg_story story;
} store_draft;

/* Begin another story; its id is copied. Errors here and below: DG_NO_MEMORY. */
dg_status store_draft_begin(store_draft *d, const char *id, dg_error *error);

/* A copy of a string that lives as long as the story; NULL when memory is out. */
const char *store_draft_keep(store_draft *d, const char *text);

/* Add a sentence, or an event of a sentence that was added; their strings are not copied. A
 * sentence may be added again. Errors also: DG_BAD_INPUT (an event twice, another text of a
 * sentence), DG_OVER_LIMIT. */
dg_status store_draft_add_sentence(store_draft *d, const draft_sentence *sentence,
                                   dg_error *error);
dg_status store_draft_add_event(store_draft *d, const draft_event *event, dg_error *error);

/* The story of all that was added. It lives until the draft's next story. */
dg_status store_draft_finish(store_draft *d, const dg_story **out, dg_error *error);

void store_draft_free(store_draft *d);

#endif
