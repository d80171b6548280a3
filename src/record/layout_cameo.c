/* What the layouts of CAMEO's time share: actors as strings of codes, and numbers for ids. */
#include <string.h>

#include "base/hash.h"
#include "record/layout.h"
#include "record/spellings.h"

unsigned cameo_root(const char *cameo) {
    return cameo[0] && cameo[1] ? (unsigned)(cameo[0] - '0') * 10 + (unsigned)(cameo[1] - '0')
                                : 0;
}

/* Several of our sectors may be one of CAMEO's. */
static void add_type(cameo_actor *a, const char *type) {
    if (!*type) return;
    for (unsigned i = 0; i < a->n_type; i++)
        if (!strcmp(a->type[i], type)) return;
    a->type[a->n_type++] = type;
}

static void add_country(cameo_actor *a, const char *code) {
    const country_spelling *country = spell_country(code);
    const nonstate_spelling *kind = spell_nonstate(code);
    if (country) a->country = country->cameo;
    if (!kind) return;
    a->country = kind->country;
    a->group = kind->group;
    add_type(a, kind->type);
}

cameo_actor cameo_actor_of(const dg_participant *p) {
    cameo_actor a = {.country = "", .group = ""};
    if (!p) return a;
    add_country(&a, p->actor.country);
    for (unsigned i = 0; i < DG_SECTORS && *p->actor.sector[i]; i++) {
        const sector_spelling *sector = spell_sector(p->actor.sector[i]);
        if (sector) add_type(&a, sector->cameo);
    }
    return a;
}

void cameo_add_codes(row *r, const cameo_actor *a) {
    unsigned first = *a->group && a->n_type; /* IGO before UNO, but a country before its GOV */
    row_open(r);
    if (first) row_part(r, "", a->type[0], strlen(a->type[0]));
    row_part(r, "", a->country, strlen(a->country));
    row_part(r, "", a->group, strlen(a->group));
    for (unsigned i = first; i < a->n_type; i++)
        row_part(r, "", a->type[i], strlen(a->type[i]));
    row_close(r);
}

uint64_t stable_number(const char *text, size_t n, uint64_t seed) {
    return hash_bytes(text, n, seed) >> 11;
}
