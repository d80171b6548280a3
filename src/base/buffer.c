/* A growable run of bytes. */
#include "base/buffer.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"

static bool reserve(buffer *b, size_t more) {
    if (more > SIZE_MAX - b->n) return false;
    return b->n + more <= b->cap || array_grow(&b->data, &b->cap, b->n + more, 1);
}

bool buffer_add(buffer *b, const char *bytes, size_t n) {
    if (!reserve(b, n)) return false;
    if (n) memcpy(b->data + b->n, bytes, n);
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
    char digits[24], *at = digits + sizeof digits;
    do *--at = (char)('0' + value % 10);
    while (value /= 10);
    return buffer_add(b, at, (size_t)(digits + sizeof digits - at));
}

bool buffer_end(buffer *b) {
    if (!reserve(b, 1)) return false;
    b->data[b->n] = '\0';
    return true;
}

void buffer_free(buffer *b) {
    free(b->data);
    memset(b, 0, sizeof *b);
}
