/* The byte buffer: an array of char with the few things that output is made of. Numbers
 * are written by hand, as printf knows locales and takes ten times as long. */
#include "base/buffer.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"

static bool make_room(buffer *b, size_t n) {
    return n <= b->cap - b->n || (n <= SIZE_MAX - b->n && array_reserve(b, b->n + n));
}

bool buffer_add(buffer *b, const char *bytes, size_t n) {
    if (!make_room(b, n)) return false;
    if (n > 0) memcpy(b->data + b->n, bytes, n);
    b->n += n;
    return true;
}

bool buffer_add_char(buffer *b, char c) {
    return buffer_add(b, &c, 1);
}

bool buffer_add_string(buffer *b, const char *s) {
    return buffer_add(b, s, strlen(s));
}

bool buffer_add_number(buffer *b, unsigned long long value) {
    char digits[3 * sizeof value]; /* a byte makes less than three digits */
    char *end = digits + sizeof digits, *p = end;
    do *--p = (char)('0' + value % 10);
    while ((value /= 10) != 0);
    return buffer_add(b, p, (size_t)(end - p));
}

bool buffer_end(buffer *b) {
    if (!make_room(b, 1)) return false;
    b->data[b->n] = '\0';
    return true;
}

void buffer_free(buffer *b) {
    array_free(b);
}
