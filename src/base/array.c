/* The one function behind the array macros. */
#include "base/array.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

bool array_grow(void *data, size_t *cap, size_t need, size_t size) {
    enum { LEAST = 16 };
    size_t n = *cap <= SIZE_MAX / 2 ? *cap + *cap / 2 : SIZE_MAX;
    if (n < LEAST) n = LEAST;
    if (n < need) n = need;
    if (size && n > SIZE_MAX / size) n = need;     /* growing by half may be too much, */
    if (size && n > SIZE_MAX / size) return false; /* and so may what is needed */
    void *old, *new;
    memcpy(&old, data, sizeof old); /* data may point to any type of pointer */
    new = realloc(old, n * size);
    if (!new) return false;
    memcpy(data, &new, sizeof new);
    *cap = n;
    return true;
}
