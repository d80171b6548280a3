/* What the frames say of a word: the event that it may tell, composed with what stands above
 * it, and who would take part. The judge (event/judge.h) weighs it. */
#ifndef EVENT_PROPOSE_H
#define EVENT_PROPOSE_H

#include "event/compose.h"
#include "event/match.h"
#include "event/parties.h"

typedef struct event_proposal {
    uint32_t word;
    bool tried;   /* there are frames of this word */
    bool matched; /* and one fits; what follows is set then only */
    event_match match;
    event_composed composed;
    event_parties actor, recipient;
    const char *objection; /* why the rules would not code it; NULL */
    uint32_t told_by;      /* the word whose event has this one in it; DG_NONE */
} event_proposal;

/* Propose for every verb, noun and adjective of a sentence. `out` has room for DG_MAX_SENTENCE;
 * they come in the order of their words. Returns how many. */
uint32_t propose_events(const event_frame_set *frames, const clause_tree *t, uint32_t sentence,
                        event_proposal *out);

/* Whether both sides of an event are its actors. */
bool proposal_is_mutual(const event_proposal *p);

#endif
