/* JSON by jansson, which does not always tell broken text from memory that is out. */
#ifndef STORY_JSON_TEXT_H
#define STORY_JSON_TEXT_H

#include <jansson.h>

#include "dragoman.h"

/* The value that n bytes of JSON are; NULL: none, why is in *error, and *memory_out tells
 * whether that was for want of memory. The caller's to json_decref(). */
json_t *json_text_parse(const char *json, size_t n, size_t flags, json_error_t *error,
                        bool *memory_out);

#endif
