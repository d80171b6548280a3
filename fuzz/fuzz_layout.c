/* Layout over any bytes: blocks in order, not overlapping, none empty or with white space at
 * its edges, and together holding all that is not white space. */
#include <stdlib.h>

#include "base/utf8.h"
#include "story/layout.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds) {
    if (!holds) abort();
}

static bool is_space(const char *text, size_t n, size_t *length) {
    uint32_t c = utf8_decode(text, n, length);
    return c != UTF8_BAD && uni_class_of(c) == UNI_SPACE;
}

/* text[start, end) holds white space alone. */
static void check_gap(const char *text, size_t start, size_t end, size_t n) {
    for (size_t at = start, length; at < end; at += length)
        check(is_space(text + at, n - at, &length));
}

static void check_layout(const char *text, size_t n, bool first_part) {
    arena a = {0};
    dg_block *block;
    size_t n_block, at = 0, length;
    if (story_layout(text, n, first_part, &a, &block, &n_block, NULL) == DG_OK) {
        for (size_t i = 0; i < n_block; i++) {
            check(block[i].start >= at && block[i].end > block[i].start && block[i].end <= n);
            check_gap(text, at, block[i].start, n);
            check(!is_space(text + block[i].start, n - block[i].start, &length));
            check(first_part || block[i].kind != DG_HEADLINE);
            at = block[i].end;
        }
        check_gap(text, at, n, n);
    }
    arena_free(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    check_layout((const char *)data, size, true);
    check_layout((const char *)data, size, false);
    return 0;
}
