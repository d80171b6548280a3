/* Countries, sectors and kinds as numbers, from codes.def and kinds.def. 0 means none. */
#ifndef ACTOR_CODES_H
#define ACTOR_CODES_H

#include <stdint.h>

enum {
    SECTOR_NONE,
#define SECTOR(code, words) SECTOR_##code,
#include "actor/codes.def"
    N_SECTOR
};

enum {
    COUNTRY_NONE,
#define COUNTRY(code) COUNTRY_##code,
#include "actor/codes.def"
    N_COUNTRY
};

enum {
#define KIND(id, name) KIND_##id,
#include "actor/kinds.def"
    N_KIND
};

/* What a name says of its entity. */
enum {
    USE_NAME,    /* "=" and the name itself */
    USE_SHORT,   /* "~": needs support */
    USE_ADJ,     /* "adj" */
    USE_PEOPLE,  /* "people" */
    USE_CAPITAL, /* "capital" */
    USE_SEAT,    /* "seat" */
    N_USE
};

/* What a role noun denotes, and what an entity is in the text. */
enum {
    DENOTES_UNKNOWN,
    DENOTES_PERSON,
    DENOTES_PEOPLE,
    DENOTES_BODY,
    DENOTES_PLACE,
    DENOTES_THING
};

enum { GENDER_UNKNOWN, GENDER_HE, GENDER_SHE };

/* The code's text ("RUS", "GOV"; "" for none) and the word for a sector ("courts"). */
const char *actor_country_code(unsigned country);
const char *actor_sector_code(unsigned sector);
const char *actor_sector_words(unsigned sector);
const char *actor_kind_name(unsigned kind);

/* The number of a code of n bytes; 0 when there is none such. */
uint8_t actor_sector_of(const char *code, unsigned n);
uint16_t actor_country_of(const char *code, unsigned n);

/* The number of a kind's name, or -1. */
int actor_kind_of(const char *name, unsigned n);

#endif
