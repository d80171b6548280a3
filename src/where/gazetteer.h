/* The compiled gazetteer: towns, divisions of states, states, and regions, by all their names.
 *
 * A file of sections (base/sections.h), mapped and read in place:
 *
 *   strings   text, each string ended with a NUL
 *   places    gazetteer_place[]
 *   buckets   u32[]: where in `names` each bucket begins, and the end; a power of two and one
 *   names     gazetteer_name[]: bucket by bucket, the best place of a name first
 *
 * The high bits of a name's key choose its bucket, the low 32 tell it from the few others
 * there. Against a table of slots this halves the file, and a look-up touches two pages. Names
 * are compared as the actor base compares words (actor/key.h), and spaces make no difference.
 */
#ifndef WHERE_GAZETTEER_H
#define WHERE_GAZETTEER_H

#include "base/array.h"
#include "base/hash.h"
#include "base/intern.h"
#include "base/mapped.h"
#include "dragoman.h"

#define GAZETTEER_MAGIC "DG-PLACE"
enum { GAZETTEER_VERSION = 1 };

typedef enum gazetteer_kind {
    PLACE_CITY,
    PLACE_CAPITAL, /* of a state */
    PLACE_DIVISION,
    PLACE_COUNTRY,
    PLACE_REGION, /* a sea, a desert, what crosses borders, a site */
    N_PLACE_KIND
} gazetteer_kind;

typedef struct gazetteer_place {
    uint32_t name;     /* into strings */
    uint32_t id;       /* GeoNames' number of a town; else into strings */
    uint32_t division; /* the place that it lies in; GAZETTEER_NONE */
    int32_t lat, lon;  /* 1/100,000 of a degree, north and east */
    uint32_t people;   /* who live there; 0 when not known */
    char country[4];   /* ISO 3166-1 alpha-3 with the codebook's own; "" for none or several */
    uint8_t kind, zero[3];
} gazetteer_place;

#define GAZETTEER_NONE UINT32_MAX

/* One name of one place. */
typedef struct gazetteer_name {
    uint32_t key;   /* its low half */
    uint32_t place; /* with GAZETTEER_OTHER when it is not the place's own name */
} gazetteer_name;

#define GAZETTEER_OTHER 0x80000000u

typedef struct gazetteer {
    mapped_file file;      /* when it was mapped */
    unsigned char *memory; /* when it was made here; freed on close */
    const char *strings;
    const gazetteer_place *place;
    const uint32_t *bucket; /* [n_bucket + 1] */
    const gazetteer_name *name;
    size_t n_strings, n_place, n_bucket, n_name;
} gazetteer;

/* Map a compiled file and check it. Errors: DG_IO, DG_BAD_MODEL. */
dg_status gazetteer_open(const char *path, gazetteer *out, dg_error *error);

/* Take a file in memory (aligned to 64, from malloc), which the gazetteer then owns, even when
 * this fails. Errors: DG_BAD_MODEL. */
dg_status gazetteer_take(unsigned char *memory, size_t size, const char *name, gazetteer *out,
                         dg_error *error);
void gazetteer_close(gazetteer *g);

/* The key of a name, or of words written together; 0 for nothing to compare. */
uint64_t gazetteer_key(const char *name, size_t n);

/* The places of a name: own names before others, then those with more people. They stand in a
 * row, *n of them; NULL for none. */
const gazetteer_name *gazetteer_find(const gazetteer *g, uint64_t key, size_t *n);

static inline const gazetteer_place *gazetteer_at(const gazetteer *g,
                                                  const gazetteer_name *name) {
    return &g->place[name->place & ~GAZETTEER_OTHER];
}

/* ---- building -------------------------------------------------------------------------- */

/* Rows of data/places, as data/places/README.md describes them. A zeroed one is empty. */
typedef struct gazetteer_row_name {
    uint64_t key;
    uint32_t place;
} gazetteer_row_name;

typedef struct gazetteer_source {
    intern_pool pool; /* strings of the places, as yet by their numbers here */
    ARRAY(gazetteer_place) place;
    ARRAY(uint32_t) division; /* [place.n]: id of the division that a row names, in the pool */
    ARRAY(gazetteer_row_name) name;
    size_t unknown_divisions; /* rows whose division has no row; counted by compiling */
} gazetteer_source;

/* Read a file of places, plain or packed, or n bytes of text, and add them to the source.
 * Errors: DG_IO, DG_BAD_INPUT (with the line), DG_NO_MEMORY. */
dg_status gazetteer_read(gazetteer_source *source, const char *path, dg_error *error);
dg_status gazetteer_read_text(gazetteer_source *source, const char *name, const char *text,
                              size_t n, dg_error *error);
void gazetteer_source_free(gazetteer_source *source);

/* Compile what was read, which this uses up; *out is to be freed. Errors: DG_NO_MEMORY. */
dg_status gazetteer_compile(gazetteer_source *source, unsigned char **out, size_t *size,
                            dg_error *error);

#endif
