/* A text line by line. */
#include "story/lines.h"

#include <string.h>

#include "base/error.h"

/* Look for a line's end in what is there. *n is the line's length without it, or all there
 * is. */
static bool find_end(story_lines *l, char **line, size_t *n) {
    size_t there;
    *line = story_source_text(&l->source, &there);
    char *end =
        there > l->scanned ? memchr(*line + l->scanned, '\n', there - l->scanned) : NULL;
    *n = end ? (size_t)(end - *line) : there;
    l->scanned = *n;
    return end;
}

/* The line is too long: read up to its end without keeping it. */
static dg_status pass_over(story_lines *l, dg_error *error) {
    char *line;
    size_t n;
    bool ended;
    while (!(ended = find_end(l, &line, &n)) && !l->source.end) {
        story_source_take(&l->source, n);
        l->scanned = 0;
        FORWARD(story_source_more(&l->source, error));
    }
    story_source_take(&l->source, ended ? n + 1 : n);
    l->scanned = 0;
    error_set(error, DG_OVER_LIMIT, "%s", l->over);
    error_at(error, l->file->path, l->line, DG_NO_BYTE);
    return DG_OVER_LIMIT;
}

dg_status story_lines_next(story_lines *l, char **line, size_t *n, dg_error *error) {
    bool ended;
    while (!(ended = find_end(l, line, n)) && !l->source.end && *n <= l->most)
        FORWARD(story_source_more(&l->source, error));
    if (!ended && l->source.end && (*n == 0 || l->source.failure.code != DG_OK)) {
        story_source_take(&l->source, *n);
        l->scanned = 0;
        return DG_END;
    }
    l->line++;
    if (*n > l->most) return pass_over(l, error);
    story_source_take(&l->source, ended ? *n + 1 : *n);
    l->scanned = 0;
    return DG_OK;
}
