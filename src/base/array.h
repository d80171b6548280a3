/* A growable array of any type, as macros over one function.
 *
 *     ARRAY(int) xs = {0};
 *     if (!array_push(&xs, 3)) out of memory;
 *     xs.data[0], xs.n; array_free(&xs);
 */
#ifndef BASE_ARRAY_H
#define BASE_ARRAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

#define ARRAY(type)                                                                            \
    struct {                                                                                   \
        type *data;                                                                            \
        size_t n, cap;                                                                         \
    }

/* Room for `need` items of `size` bytes, growing by half. data is the address of the data
 * pointer. False, with nothing changed, when memory is out or the size overflows. */
bool array_grow(void *data, size_t *cap, size_t need, size_t size);

#define array_reserve(a, need)                                                                 \
    ((need) <= (a)->cap || array_grow(&(a)->data, &(a)->cap, (need), sizeof *(a)->data))

#define array_push(a, item)                                                                    \
    (array_reserve((a), (a)->n + 1) ? ((a)->data[(a)->n++] = (item), true) : false)

#define array_free(a) (free((a)->data), (a)->data = NULL, (a)->n = (a)->cap = 0)

#endif
