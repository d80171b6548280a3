#include "story/json_text.h"

#include <errno.h>

json_t *json_text_parse(const char *json, size_t n, size_t flags, json_error_t *error,
                        bool *memory_out) {
    errno = 0;
    json_t *value = json_loadb(json, n, flags, error);
    *memory_out =
        !value && (errno == ENOMEM || json_error_code(error) == json_error_out_of_memory);
    return value;
}
