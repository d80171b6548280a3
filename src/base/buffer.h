/* A growable run of bytes: what is read into, and what output is built in. */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

typedef struct buffer {
    char *data;
    size_t n, cap;
} buffer;

/* All return false when memory is out, with what stood before left as it was. */
bool buffer_add(buffer *b, const char *bytes, size_t n);
bool buffer_add_char(buffer *b, char c);
bool buffer_add_string(buffer *b, const char *s);
bool buffer_add_number(buffer *b, unsigned long long value);
bool buffer_end(buffer *b); /* a NUL behind the bytes, not counted in n */
void buffer_free(buffer *b);

#endif
