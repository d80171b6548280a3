/* Types, modes and statuses of events as numbers, from plover.def. 0 means none. */
#ifndef EVENT_PLOVER_H
#define EVENT_PLOVER_H

#include <stdint.h>

enum {
    TYPE_NONE,
#define TYPE(id, quad, score, cameo, goldstein) TYPE_##id,
#include "event/plover.def"
    N_TYPE
};

enum {
    MODE_NONE,
#define MODE(type, id, name, score) MODE_##type##_##id,
#include "event/plover.def"
    N_MODE
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
    const char *cameo;
    double goldstein;
} plover_type;

typedef struct plover_mode {
    const char *name;
    uint8_t type;
    double score;
} plover_mode;

extern const plover_type plover_types[N_TYPE];
extern const plover_mode plover_modes[N_MODE];
extern const char *const plover_statuses[N_STATUS];

/* Numbers of names of n bytes; 0 when there is none such. Names of older manuals (DEMAND,
 * DISAPPROVE, YIELD, FIGHT, COOP) are taken for their successors. */
uint8_t plover_type_of(const char *name, unsigned n);
uint8_t plover_mode_of(uint8_t type, const char *name, unsigned n);
uint8_t plover_status_of(const char *name, unsigned n);

#endif
