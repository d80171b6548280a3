/* The ontology's tables, and looking things up in them. */
#include "event/plover.h"

#include <stddef.h>
#include <string.h>

#include "dragoman.h"

const plover_type plover_types[N_TYPE] = {
    {"", 0, 0, "", ""},
#define TYPE(id, quad, score, cameo, meaning) {#id, quad, score, cameo, meaning},
#include "event/plover.def"
};

const plover_mode plover_modes[N_MODE] = {
    {"", 0, 0, "", ""},
#define MODE(type, id, name, score, cameo, meaning) {name, TYPE_##type, score, cameo, meaning},
#include "event/plover.def"
};

const plover_context plover_contexts[N_CONTEXT] = {
    {"", ""},
#define CONTEXT(id, name, meaning) {name, meaning},
#include "event/plover.def"
};

static const plover_cameo cameos[] = {
#define CAMEO(code, goldstein, type, mode, context1, context2, meaning)                        \
    {code, goldstein, TYPE_##type, mode, {context1, context2}, meaning},
#include "event/plover.def"
};

enum { N_CAMEO = sizeof cameos / sizeof *cameos };

static const struct {
    uint8_t type, inner, mode;
    const char *cameo;
} abouts[] = {
#define ABOUT(type, inner, mode, cameo) {TYPE_##type, TYPE_##inner, mode, cameo},
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

uint8_t plover_context_of(const char *name, unsigned n) {
    for (uint8_t i = 1; i < N_CONTEXT; i++)
        if (is(name, n, plover_contexts[i].name)) return i;
    return 0;
}

/* ---- CAMEO -------------------------------------------------------------------------- */

const plover_cameo *plover_cameo_at(unsigned i) {
    return i < N_CAMEO ? &cameos[i] : NULL;
}

const plover_cameo *plover_cameo_of(const char *code) {
    size_t from = 0, to = N_CAMEO;
    while (from < to) {
        size_t middle = (from + to) / 2;
        int order = strcmp(cameos[middle].code, code);
        if (order == 0) return &cameos[middle];
        if (order < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return NULL;
}

const char *plover_default_cameo(uint8_t type, uint8_t mode) {
    return mode ? plover_modes[mode].cameo : plover_types[type].cameo;
}

/* A row of the inner mode before one of any mode. */
const char *plover_composed_cameo(uint8_t type, uint8_t mode, uint8_t inner,
                                  uint8_t inner_mode) {
    const char *best = plover_default_cameo(type, mode);
    for (size_t i = 0; i < sizeof abouts / sizeof *abouts; i++) {
        if (abouts[i].type != type || abouts[i].inner != inner) continue;
        if (abouts[i].mode && abouts[i].mode == inner_mode) return abouts[i].cameo;
        if (!abouts[i].mode) best = abouts[i].cameo;
    }
    return best;
}

/* ---- for users ---------------------------------------------------------------------- */

static dg_ontology_row row_of_type(const plover_type *t) {
    return (dg_ontology_row){.kind = DG_CODE_TYPE,
                             .code = t->name,
                             .type = t->name,
                             .mode = "",
                             .cameo = t->cameo,
                             .context = {"", ""},
                             .quad = t->quad,
                             .score = t->score,
                             .goldstein = plover_cameo_of(t->cameo)->goldstein,
                             .meaning = t->meaning};
}

static dg_ontology_row row_of_mode(const plover_mode *m) {
    dg_ontology_row row = row_of_type(&plover_types[m->type]);
    row.kind = DG_CODE_MODE;
    row.code = row.mode = m->name;
    row.cameo = m->cameo;
    row.score = m->score;
    row.goldstein = plover_cameo_of(m->cameo)->goldstein;
    row.meaning = m->meaning;
    return row;
}

static dg_ontology_row row_of_context(const plover_context *c) {
    return (dg_ontology_row){.kind = DG_CODE_CONTEXT,
                             .code = c->name,
                             .type = "",
                             .mode = "",
                             .cameo = "",
                             .context = {"", ""},
                             .meaning = c->meaning};
}

static dg_ontology_row row_of_cameo(const plover_cameo *c) {
    dg_ontology_row row =
        c->mode ? row_of_mode(&plover_modes[c->mode]) : row_of_type(&plover_types[c->type]);
    row.kind = DG_CODE_CAMEO;
    row.code = row.cameo = c->code;
    row.context[0] = plover_contexts[c->context[0]].name;
    row.context[1] = plover_contexts[c->context[1]].name;
    row.goldstein = c->goldstein;
    row.meaning = c->meaning;
    return row;
}

bool dg_ontology(size_t i, dg_ontology_row *out) {
    enum { TYPES = N_TYPE - 1, MODES = N_MODE - 1, CONTEXTS = N_CONTEXT - 1 };
    if (i >= TYPES + MODES + CONTEXTS + N_CAMEO) return false;
    if (i < TYPES)
        *out = row_of_type(&plover_types[i + 1]);
    else if (i < TYPES + MODES)
        *out = row_of_mode(&plover_modes[i - TYPES + 1]);
    else if (i < TYPES + MODES + CONTEXTS)
        *out = row_of_context(&plover_contexts[i - TYPES - MODES + 1]);
    else
        *out = row_of_cameo(&cameos[i - TYPES - MODES - CONTEXTS]);
    return true;
}
