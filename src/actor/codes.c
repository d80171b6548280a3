/* Names and numbers of the codebook's codes, from the one table. */
#include "actor/codes.h"

#include <string.h>

static const char *const sectors[] = {
    "",
#define SECTOR(code, words) #code,
#include "actor/codes.def"
};

static const char *const sector_words[] = {
    "",
#define SECTOR(code, words) words,
#include "actor/codes.def"
};

static const char *const countries[] = {
    "",
#define COUNTRY(code) #code,
#include "actor/codes.def"
};

static const char *const kinds[] = {
#define KIND(id, name) name,
#include "actor/kinds.def"
};

const char *actor_country_code(unsigned country) {
    return country < N_COUNTRY ? countries[country] : "";
}

const char *actor_sector_code(unsigned sector) {
    return sector < N_SECTOR ? sectors[sector] : "";
}

const char *actor_sector_words(unsigned sector) {
    return sector < N_SECTOR ? sector_words[sector] : "";
}

const char *actor_kind_name(unsigned kind) {
    return kind < N_KIND ? kinds[kind] : "";
}

static unsigned find(const char *const *names, unsigned n_names, const char *s, unsigned n) {
    for (unsigned i = 1; i < n_names; i++)
        if (strlen(names[i]) == n && memcmp(names[i], s, n) == 0) return i;
    return 0;
}

uint8_t actor_sector_of(const char *code, unsigned n) {
    return (uint8_t)find(sectors, N_SECTOR, code, n);
}

uint16_t actor_country_of(const char *code, unsigned n) {
    return (uint16_t)find(countries, N_COUNTRY, code, n);
}

int actor_kind_of(const char *name, unsigned n) {
    for (int i = 0; i < N_KIND; i++)
        if (strlen(kinds[i]) == n && memcmp(kinds[i], name, n) == 0) return i;
    return -1;
}
