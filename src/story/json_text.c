/* jansson goes on when it has no memory to keep the next character of a string, so that not
 * even a value that came out whole is to be trusted: errno tells. */
#include "story/json_text.h"

#include <errno.h>

json_t *json_text_parse(const char *json, size_t n, size_t flags, json_error_t *error,
                        bool *memory_out) {
    errno = 0;
    json_t *value = json_loadb(json, n, flags, error);
    *memory_out =
        errno == ENOMEM || (!value && json_error_code(error) == json_error_out_of_memory);
    if (!*memory_out) return value;
    json_decref(value);
    return NULL;
}
