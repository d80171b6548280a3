/* The tables of spellings, sorted by code and searched by halves. */
#include "record/spellings.h"

#include <stdlib.h>
#include <string.h>

#include "event/plover.h"

static const country_spelling countries[] = {
#define COUNTRY(iso, icews, short_name, fips, cow, cameo)                                      \
    {#iso, icews, short_name, fips, cow, cameo},
#include "record/spellings.def"
};

static const nonstate_spelling nonstates[] = {
#define NONSTATE(code, icews, sectors, country, group, type)                                   \
    {#code, icews, sectors, country, group, type},
#include "record/spellings.def"
};

static const sector_spelling sectors[] = {
#define SECTOR(code, cameo, agent, icews) {#code, cameo, agent, icews},
#include "record/spellings.def"
};

/* Every entry begins with its code. */
static int by_code(const void *key, const void *entry) {
    return strcmp(key, *(const char *const *)entry);
}

#define FIND(table, code)                                                                      \
    bsearch(code, table, sizeof(table) / sizeof *(table), sizeof *(table), by_code)

const country_spelling *spell_country(const char *iso) {
    return FIND(countries, iso);
}

const nonstate_spelling *spell_nonstate(const char *code) {
    return FIND(nonstates, code);
}

const sector_spelling *spell_sector(const char *code) {
    return FIND(sectors, code);
}

const char *spell_cameo(const char *code) {
    const plover_cameo *row = plover_cameo_of(code);
    return row ? row->meaning : "";
}
