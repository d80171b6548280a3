/* What the learned judge sees: of a word, whether and which event it tells; of a word and a
 * mention, which part the mention has in that event. The trainer (train/) calls this very code,
 * so that a model never sees other features than it learned from.
 *
 * A feature is the hash of what kind it is and what was found; besides them there are dense
 * inputs, the encoder's states of a few words. */
#ifndef EVENT_FEATURES_H
#define EVENT_FEATURES_H

#include "event/propose.h"

enum {
    FEATURES_MOST = 96,
    /* Words whose states the scorer of types reads: the word itself, its governor, patient and
     * agent; of roles: the event's word, the mention's head, its governor and its preposition.
     */
    FEATURES_TYPE_STATES = 4,
    FEATURES_ROLE_STATES = 4
};

typedef struct event_features {
    uint64_t feature[FEATURES_MOST];
    uint32_t n;
    uint32_t state[FEATURES_TYPE_STATES]; /* words; DG_NONE for none */
} event_features;

/* A sentence's proposals with what the features ask of them. */
typedef struct feature_scene {
    const clause_tree *tree;
    const event_proposal *proposal; /* [n], in the order of their words */
    uint32_t n;
    uint32_t sentence;
} feature_scene;

/* Whether proposal i tells an event, and of which type. */
void features_of_type(const feature_scene *s, uint32_t i, event_features *out);

/* The mentions that may have a part in the sentence's events: its own, but for groups, whose
 * parts stand for themselves, then those of the sentences shortly before that it does not name
 * again, latest first. Returns how many. */
enum { FEATURES_MOST_MENTIONS = 64, FEATURES_BACK = 2 /* sentences */ };
uint32_t features_mentions(const feature_scene *s, uint32_t mention[FEATURES_MOST_MENTIONS]);

/* Which part `mention` has in an event of `type` that proposal i tells. The mention is of the
 * same sentence or an earlier one; DG_NONE asks how likely a part is nobody's. */
void features_of_role(const feature_scene *s, uint32_t i, uint8_t type, uint32_t mention,
                      event_features *out);

#endif
