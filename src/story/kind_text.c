/* Plain text: one file is one story, named after the file. It is read as it is handed out, a
 * part at a time, so that a file of any size takes the memory of one part. */
#include <stdlib.h>

#include "base/error.h"
#include "story/kind.h"
#include "story/parts.h"
#include "story/source.h"

typedef struct text_state {
    const story_file *file;
    story_source source;
    story_parts parts;
} text_state;

/* Anything is a text when it is nothing else. */
static story_answer probe(const char *bytes, size_t n) {
    (void)bytes;
    (void)n;
    return STORY_YES;
}

static dg_status open_text(story_input *in, const story_file *file, void **state,
                           dg_error *error) {
    text_state *t = calloc(1, sizeof *t);
    RETURN_IF(!t, error, DG_NO_MEMORY, "out of memory");
    t->file = file;
    t->source.in = in;
    *state = t;
    return DG_OK;
}

static void name_document(const text_state *t, dg_document *out) {
    *out = (dg_document){.id = t->file->stem,
                         .date = "",
                         .title = "",
                         .source = "",
                         .url = "",
                         .lang = "",
                         .file = t->file->path};
}

static dg_status next_text(void *state, dg_document *out, dg_error *error) {
    text_state *t = state;
    size_t n, taken;
    const char *text = story_source_text(&t->source, &n);
    while (n <= DG_MAX_TEXT && !t->source.end) {
        FORWARD(story_source_more(&t->source, error));
        text = story_source_text(&t->source, &n);
    }
    bool empty_story = t->parts.part == 0 && t->source.failure.code == DG_OK;
    if (n == 0 && !empty_story) return story_source_finish(&t->source, t->file, error);
    name_document(t, out);
    FORWARD(story_parts_next(&t->parts, text, n, out, &taken, error));
    story_source_take(&t->source, taken);
    return DG_OK;
}

static void close_text(void *state) {
    text_state *t = state;
    story_source_free(&t->source);
    buffer_free(&t->parts.copy);
    free(t);
}

const story_kind story_kind_text = {"text", probe, open_text, next_text, close_text};
