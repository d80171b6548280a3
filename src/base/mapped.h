/* A file mapped into memory, read-only. */
#ifndef BASE_MAPPED_H
#define BASE_MAPPED_H

#include "dragoman.h"

typedef struct mapped_file {
    const unsigned char *data; /* NULL for an empty file */
    size_t size;
} mapped_file;

/* Map all of path, its pages read ahead. Errors: DG_IO, with the path. */
dg_status mapped_open(const char *path, mapped_file *out, dg_error *error);
void mapped_close(mapped_file *file);

/* Give the pages back to the system until they are touched again: for a large file of which
 * little is used. */
void mapped_rest(const mapped_file *file);

#endif
