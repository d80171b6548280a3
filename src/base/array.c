/* The one function behind the growable arrays: everything that depends on the type is in
 * the macros, all that can go wrong is here. */
#include "base/array.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { SMALLEST = 8 };

bool array_grow(void *data, size_t *cap, size_t need, size_t size) {
    assert(size > 0);
    if (need <= *cap) return true;
    size_t most = (size_t)PTRDIFF_MAX / size;
    if (need > most) return false;
    size_t room = *cap + *cap / 2; /* cap <= most: no overflow */
    if (room < SMALLEST) room = SMALLEST;
    if (room > most) room = most;
    if (room < need) room = need;
    void *old; /* a copy of the pointer's bytes: its own type is the caller's */
    memcpy(&old, data, sizeof old);
    void *grown = realloc(old, room * size);
    if (grown == NULL) return false;
    memcpy(data, &grown, sizeof grown);
    *cap = room;
    return true;
}
