/* Composition: what a promise, refusal, demand or denial makes of the event below it, and what
 * tense, modality, negation and conditions make of its status. */
#ifndef EVENT_COMPOSE_H
#define EVENT_COMPOSE_H

#include "event/clause.h"
#include "event/plover.h"

typedef struct event_composed {
    uint8_t type, mode, status;
    uint32_t operator_word; /* whose promise, refusal or demand it is; DG_NONE for none */
    uint32_t actor;         /* the operator's subject; DG_NONE */
    uint32_t addressee;     /* of a demand: who is asked; DG_NONE */
    bool replaced;          /* actor and addressee replace the inner ones */
    uint32_t speaker;       /* who says so: a subject of a verb of saying; DG_NONE */
    const char *by;         /* "promise", for explanations; "" */
} event_composed;

/* Compose an event of a type and mode told by word w. */
void event_compose(const clause_tree *t, uint32_t w, uint8_t type, uint8_t mode,
                   event_composed *out);

/* The type that an operator class makes of an inner type, as the codebook tells types apart;
 * exposed for tests. */
uint8_t event_mode_of_request(uint8_t inner);

#endif
