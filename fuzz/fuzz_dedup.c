/* Any lines as records, and as stories: what is read has a group, its line with the group is
 * read and grouped again the same, and a text is a duplicate of itself or empty. */
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "dragoman.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void check(bool holds) {
    if (!holds) abort();
}

static bool keep(void *user, const char *bytes, size_t n) {
    return buffer_add(user, bytes, n);
}

static void write(const char *json, size_t n, const dg_group *group, buffer *out) {
    out->n = 0;
    check(dg_write_grouped(json, n, group, keep, out, NULL) == DG_OK);
    check(out->n && out->data[out->n - 1] == '\n');
}

static void check_record(dg_dedup *d, const char *line, size_t n) {
    dg_group group, again;
    buffer once = {0}, twice = {0};
    if (dg_dedup_record(d, line, n, NULL, NULL, &group, NULL) != DG_OK) return;
    check(group.sources >= 1 && (!group.first || group.sources == 1));
    check(group.first || group.repeats_day);
    write(line, n, &group, &once);
    write(once.data, once.n, &group, &twice);
    write(twice.data, twice.n, &group, &once);
    check(once.n == twice.n && !memcmp(once.data, twice.data, once.n));
    check(dg_dedup_record(d, once.data, once.n, NULL, NULL, &again, NULL) == DG_OK);
    check(again.number <= group.number + 1);
    buffer_free(&once);
    buffer_free(&twice);
}

static void check_text(dg_dedup *d, const char *line, size_t n) {
    dg_likeness first, again;
    const dg_document document = {.id = "a", .text = line, .n_text = n};
    if (dg_dedup_story(d, &document, &first, NULL) != DG_OK) return;
    check(dg_dedup_story(d, &document, &again, NULL) == DG_OK);
    check(again.resemblance == (again.duplicate_of ? 1 : 0));
    check(!first.duplicate_of || again.duplicate_of);
    check(dg_dedup_has(d, "a"));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    const dg_dedup_options options = {.days = 2, .stories = 1, .events = 1};
    const char *line = (const char *)data, *end = line + n;
    dg_dedup *d;
    check(dg_dedup_new(&options, &d, NULL) == DG_OK);
    while (line < end) {
        const char *stop = memchr(line, '\n', (size_t)(end - line));
        size_t length = (size_t)((stop ? stop : end) - line);
        check_text(d, line, length);
        check_record(d, line, length);
        line += length + 1;
    }
    dg_dedup_free(d);
    return 0;
}
