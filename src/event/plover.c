/* The ontology's names and numbers, from the one table. */
#include "event/plover.h"

#include <stddef.h>
#include <string.h>

const plover_type plover_types[N_TYPE] = {
    {"", 0, 0, "", 0},
#define TYPE(id, quad, score, cameo, goldstein) {#id, quad, score, cameo, goldstein},
#include "event/plover.def"
};

const plover_mode plover_modes[N_MODE] = {
    {"", 0, 0},
#define MODE(type, id, name, score) {name, TYPE_##type, score},
#include "event/plover.def"
};

const char *const plover_statuses[N_STATUS] = {
    "", "actual", "future", "hypothetical", "negated", "historical",
};

static int is(const char *name, unsigned n, const char *want) {
    return strlen(want) == n && memcmp(name, want, n) == 0;
}

uint8_t plover_type_of(const char *name, unsigned n) {
    static const struct {
        const char *older;
        uint8_t type;
    } aliases[] = {{"DEMAND", TYPE_REQUEST},  {"DISAPPROVE", TYPE_ACCUSE},
                   {"YIELD", TYPE_RETREAT},   {"FIGHT", TYPE_ASSAULT},
                   {"COOP", TYPE_COOPERATE},  {"INVESTIGATE", TYPE_ACCUSE},
                   {"ENGAGE", TYPE_COOPERATE}};
    for (uint8_t i = 1; i < N_TYPE; i++)
        if (is(name, n, plover_types[i].name)) return i;
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
        if (is(name, n, aliases[i].older)) return aliases[i].type;
    return 0;
}

uint8_t plover_mode_of(uint8_t type, const char *name, unsigned n) {
    for (uint8_t i = 1; i < N_MODE; i++)
        if (plover_modes[i].type == type && is(name, n, plover_modes[i].name)) return i;
    return 0;
}

uint8_t plover_status_of(const char *name, unsigned n) {
    for (uint8_t i = 1; i < N_STATUS; i++)
        if (is(name, n, plover_statuses[i])) return i;
    return 0;
}
