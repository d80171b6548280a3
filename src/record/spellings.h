/* Other data sets' words for our codes; spellings.def is the table. */
#ifndef RECORD_SPELLINGS_H
#define RECORD_SPELLINGS_H

#include <stddef.h>

typedef struct country_spelling {
    const char *iso, *icews, *short_name, *fips;
    unsigned cow;
    const char *cameo;
} country_spelling;

typedef struct nonstate_spelling {
    const char *code, *icews, *sectors, *country, *group, *type;
} nonstate_spelling;

typedef struct sector_spelling {
    const char *code, *cameo, *agent, *icews;
} sector_spelling;

/* NULL for a code that the table has not. */
const country_spelling *spell_country(const char *iso);
const nonstate_spelling *spell_nonstate(const char *code);
const sector_spelling *spell_sector(const char *code);

/* What a CAMEO code means, in the words of data/ontology/cameo.txt; "" when it is not there. */
const char *spell_cameo(const char *code);

#endif
