/* Writing JSON into a buffer: strings escaped, numbers, and null for what is not known. */
#ifndef RECORD_JSON_H
#define RECORD_JSON_H

#include "base/buffer.h"
#include "dragoman.h"

/* All return false when memory is out. */
bool json_add_text(buffer *b, const char *s, size_t n); /* with quotation marks */
bool json_add_or_null(buffer *b, const char *s);        /* null for "" */
bool json_add_real(buffer *b, double value, int digits); /* a point in every locale */

/* "country":…,"sector":[…],"entity":…,"name":…,"role":… without the braces. */
bool json_add_actor(buffer *b, const dg_actor *actor);

#endif
