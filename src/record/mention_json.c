/* One mention as a line of JSON: the record's actor object with its id and its reason. */
#include <string.h>

#include "base/error.h"
#include "base/utf8.h"
#include "record/json.h"

static bool add_place(buffer *b, const dg_story *story, const dg_mention *m) {
    size_t start = utf8_count(story->text, m->start);
    size_t end = start + utf8_count(story->text + m->start, m->end - m->start);
    return buffer_add_string(b, ",\"start\":") &&
           buffer_add_number(b, story->char_offset + start) &&
           buffer_add_string(b, ",\"end\":") && buffer_add_number(b, story->char_offset + end);
}

/* What it is in the story: its kind, its sort, its chain and the word that governs it. */
static bool add_kind(buffer *b, const dg_story *story, const dg_mention *m) {
    static const char *const kinds[] = {"name", "nominal", "pronoun", "modifier", "group"};
    static const char *const sorts[] = {"", "person", "organisation", "place", "thing"};
    const dg_word *head = &story->word[m->head];
    size_t start = utf8_count(story->text, head->start);
    return buffer_add_string(b, ",\"mention\":\"") && buffer_add_string(b, kinds[m->kind]) &&
           buffer_add_string(b, "\",\"sort\":") && json_add_or_null(b, sorts[m->sort]) &&
           buffer_add_string(b, ",\"chain\":") && buffer_add_number(b, m->chain) &&
           buffer_add_string(b, ",\"head\":") &&
           buffer_add_number(b, story->char_offset + start);
}

static bool add_line(buffer *b, const dg_story *story, const dg_mention *m, const char *id) {
    return buffer_add_string(b, "{\"id\":") && json_add_or_null(b, id) &&
           buffer_add_string(b, ",\"text\":") &&
           json_add_text(b, story->text + m->start, m->end - m->start) &&
           add_place(b, story, m) && buffer_add_char(b, ',') && json_add_actor(b, &m->actor) &&
           (m->chain == DG_NONE || add_kind(b, story, m)) && buffer_add_string(b, ",\"why\":") && json_add_or_null(b, m->actor.why) &&
           buffer_add_string(b, "}\n");
}

dg_status dg_write_mention_json(const dg_story *story, uint32_t mention, const char *id,
                                dg_write_fn write, void *user, dg_error *error) {
    static const dg_actor unknown = {"", {"", "", "", ""}, "", "", "", "no noun there"};
    dg_mention nobody = {.actor = unknown, .chain = DG_NONE};
    const dg_mention *m = mention < story->n_mention ? &story->mention[mention] : &nobody;
    buffer b = {0};
    bool built = add_line(&b, story, m, id ? id : "");
    bool written = built && write(user, b.data, b.n);
    buffer_free(&b);
    RETURN_IF(!built, error, DG_NO_MEMORY, "out of memory");
    RETURN_IF(!written, error, DG_IO, "cannot write");
    return DG_OK;
}
