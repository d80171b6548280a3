/* Filling a dg_error, and the two macros that carry one up. */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include "dragoman.h"

/* Fill *error (may be NULL) with code and message, clearing file and position.
 * Returns code, so that a caller can `return error_set(...)`. */
dg_status error_set(dg_error *error, dg_status code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The same with errno's text after the message: "cannot open: No such file". */
dg_status error_system(dg_error *error, dg_status code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Say where. file may be NULL (leave it), line 0 and byte DG_NO_BYTE: not known. */
void error_at(dg_error *error, const char *file, uint64_t line, uint64_t byte);

#define RETURN_IF(condition, error, code, ...)                                                 \
    do {                                                                                       \
        if (condition) return error_set((error), (code), __VA_ARGS__);                         \
    } while (0)

#define FORWARD(call)                                                                          \
    do {                                                                                       \
        dg_status forward_status = (call);                                                     \
        if (forward_status != DG_OK) return forward_status;                                    \
    } while (0)

#endif
