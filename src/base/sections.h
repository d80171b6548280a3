/* A file of named sections, as every compiled data file of the project is: mapped read-only,
 * checked once, then read in place.
 *
 *   header   64 bytes: magic (8), u32 version, u32 sections, u64 file size,
 *            u64 XXH3 of all that follows the header, zeros
 *   table    per section 32 bytes: name (16, padded with NULs), u64 offset, u64 size
 *   sections each at a multiple of 64 bytes, little-endian */
#ifndef BASE_SECTIONS_H
#define BASE_SECTIONS_H

#include <stdint.h>

#include "base/hash.h"
#include "dragoman.h"

enum { SECTION_ALIGN = 64, SECTION_NAME = 16, SECTION_MAX = 256 };

typedef struct section_header {
    char magic[8]; /* no NUL behind */
    uint32_t version, n_section;
    uint64_t file_size, checksum;
    char zeros[32];
} section_header;

typedef struct section_entry {
    char name[SECTION_NAME];
    uint64_t offset, size;
} section_entry;

/* The bytes of such a file, whoever holds them, once checked. */
typedef struct section_file {
    const unsigned char *data;
    size_t size;
    const section_entry *table; /* [n_section] */
    uint32_t n_section;
    const char *path; /* for messages; the caller's */
    dg_error *error;  /* where the functions below report; may be NULL */
} section_file;

/* Check header, checksum and table of size bytes at data, which are aligned to 64. `what` names
 * the kind of file in messages ("model"). The section_file borrows data, path and error.
 * Errors: DG_BAD_MODEL, with the byte. */
dg_status sections_open(const unsigned char *data, size_t size, const char magic[8],
                        uint32_t version, const char *what, const char *path, section_file *out,
                        dg_error *error);

/* The checksum in the header of a file that was checked. */
uint64_t sections_checksum(const unsigned char *data);

/* Report that a section "is missing", "has the wrong size"... Returns DG_BAD_MODEL. */
dg_status section_bad(const section_file *f, const char *name, const char *what);

/* The section's bytes, of which there must be `want` (or any number, for 0). size may be
 * NULL. Errors: DG_BAD_MODEL. */
dg_status section_find(const section_file *f, const char *name, uint64_t want,
                       const void **data, uint64_t *size);

/* A section of records of `each` bytes. */
dg_status section_records(const section_file *f, const char *name, size_t each,
                          const void **data, size_t *n);

/* A section that is a hash table with all values below n_value. */
dg_status section_table(const section_file *f, const char *name, uint32_t n_value,
                        const hash_slot **slot, size_t *mask);

/* What is to become a section. */
typedef struct section_part {
    const char *name; /* shorter than SECTION_NAME */
    const void *data;
    size_t size;
} section_part;

/* The whole file in memory, aligned to 64, to be freed with free(); NULL when memory is out. */
unsigned char *sections_join(const char magic[8], uint32_t version, const section_part *part,
                             uint32_t n, size_t *size);

#endif
