/* The ontology as numbers and tables: types, modes, statuses and contexts of events, and
 * CAMEO's codes. The build makes event/plover.def from data/ontology (tools/build_ontology.c).
 * 0 means none. */
#ifndef EVENT_PLOVER_H
#define EVENT_PLOVER_H

#include <stdint.h>

enum {
    TYPE_NONE,
#define TYPE(id, quad, score, cameo, meaning) TYPE_##id,
#include "event/plover.def"
    N_TYPE
};

enum {
    MODE_NONE,
#define MODE(type, id, name, score, cameo, meaning) MODE_##type##_##id,
#include "event/plover.def"
    N_MODE
};

enum {
    CONTEXT_NONE,
#define CONTEXT(id, name, meaning) CONTEXT_##id,
#include "event/plover.def"
    N_CONTEXT
};

enum {
    STATUS_NONE,
    STATUS_ACTUAL,
    STATUS_FUTURE,
    STATUS_HYPOTHETICAL,
    STATUS_NEGATED,
    STATUS_HISTORICAL,
    N_STATUS
};

typedef struct plover_type {
    const char *name;
    int quad;
    double score;
    const char *cameo; /* of an event that is nothing more special */
    const char *meaning;
} plover_type;

typedef struct plover_mode {
    const char *name;
    uint8_t type;
    double score;
    const char *cameo;
    const char *meaning;
} plover_mode;

typedef struct plover_context {
    const char *name, *meaning;
} plover_context;

/* A code of CAMEO (Gerner et al. 2002), its Goldstein value, and what it converts to. */
typedef struct plover_cameo {
    const char *code;
    double goldstein;
    uint8_t type, mode;
    uint8_t context[2];
    const char *meaning;
} plover_cameo;

extern const plover_type plover_types[N_TYPE];
extern const plover_mode plover_modes[N_MODE];
extern const plover_context plover_contexts[N_CONTEXT];
extern const char *const plover_statuses[N_STATUS];

/* Numbers of names of n bytes; 0 when there is none such. Names of older manuals (DEMAND,
 * DISAPPROVE, YIELD, FIGHT, COOP) are taken for their successors. */
uint8_t plover_type_of(const char *name, unsigned n);
uint8_t plover_mode_of(uint8_t type, const char *name, unsigned n);
uint8_t plover_status_of(const char *name, unsigned n);
uint8_t plover_context_of(const char *name, unsigned n);

/* The row of a CAMEO code; NULL when there is none such. */
const plover_cameo *plover_cameo_of(const char *code);

/* The i-th code in ascending order; NULL behind the last. */
const plover_cameo *plover_cameo_at(unsigned i);

/* The CAMEO code of an event of a type and mode that is nothing more special. */
const char *plover_default_cameo(uint8_t type, uint8_t mode);

/* The same for what a promise, demand, refusal or threat makes of an inner event. */
const char *plover_composed_cameo(uint8_t type, uint8_t mode, uint8_t inner,
                                  uint8_t inner_mode);

#endif
