/* Trying frames on a word: the best that fits, and the words that fill its roles. */
#ifndef EVENT_MATCH_H
#define EVENT_MATCH_H

#include "event/clause.h"
#include "event/frames.h"

enum { MATCH_WORDS = 6, FRAMES_LAYERS = 2 };

/* The project's frames, and a user's laid over them (then layer 0). */
typedef struct event_frame_set {
    event_frames layer[FRAMES_LAYERS];
    unsigned n;
} event_frame_set;

typedef struct event_match {
    const event_frames *frames;
    const event_frame *frame;
    uint32_t word;   /* the head */
    uint32_t object; /* a noun the frame asked for: "talks"; DG_NONE */
    uint32_t actor[MATCH_WORDS], n_actor;
    uint32_t recipient[MATCH_WORDS], n_recipient;
    int score;
    bool needs_recipient; /* its object must be somebody: nothing else tells the sense */
    bool passive;
} event_match;

/* The best frame for a word; false when none fits. *tried, which may be NULL: whether there is
 * any frame for it at all. */
bool event_match_word(const event_frame_set *set, const clause_tree *t, uint32_t w,
                      event_match *out, bool *tried);

#endif
