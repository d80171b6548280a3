/* Bytes in, valid UTF-8 without NUL out. */
#ifndef STORY_REPAIR_H
#define STORY_REPAIR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

typedef enum story_encoding {
    STORY_ENCODING_UNSEEN, /* no byte has come yet */
    STORY_UTF8,
    STORY_UTF16_LE,
    STORY_UTF16_BE,
} story_encoding;

/* One a file. A zeroed one is at the file's beginning. */
typedef struct story_repair {
    story_encoding encoding;
    uint64_t offset;           /* of the byte that comes next */
    uint64_t n_bad, first_bad; /* bytes (of UTF-16: characters) that were broken */
    uint64_t n_nul, first_nul; /* NULs made spaces */
} story_repair;

#define STORY_REPAIR_FAILED SIZE_MAX

/* Add n bytes to out, repaired: a byte order mark at the file's beginning is dropped, UTF-16
 * with one is converted, a byte that is not UTF-8 is read as Windows-1252 (as U+FFFD where
 * that has none), NUL becomes a space. Valid characters are never changed. Returns how many
 * bytes were used up: at most 3 at the end are left to be given again with more behind them
 * when a character may go on there and `last` is false. STORY_REPAIR_FAILED when memory is
 * out. out grows by at most 3 bytes for one. */
size_t story_repair_add(story_repair *r, const char *bytes, size_t n, bool last, buffer *out);

/* Write what a byte of 0x80 to 0x9F stands for in Windows-1252 as UTF-8; its length. */
size_t story_windows_1252(unsigned char byte, char out[4]);

#endif
