/* One mention as a line of JSON: the record's actor object with its id and its reason. */
#include <string.h>

#include "base/error.h"
#include "record/cursor.h"
#include "record/json.h"

static bool add_place(buffer *b, cursor *c, const dg_mention *m) {
    size_t start = characters_at(c, m->start), end = characters_at(c, m->end);
    return buffer_add_string(b, ",\"start\":") && buffer_add_number(b, start) &&
           buffer_add_string(b, ",\"end\":") && buffer_add_number(b, end);
}

/* What it is in the story: its kind, its sort, its chain and the word that governs it. */
static bool add_kind(buffer *b, cursor *c, const dg_mention *m) {
    static const char *const kinds[] = {"name", "nominal", "pronoun", "modifier", "group"};
    static const char *const sorts[] = {"", "person", "organisation", "place", "thing"};
    size_t head = characters_at(c, c->story->word[m->head].start);
    return buffer_add_string(b, ",\"mention\":\"") && buffer_add_string(b, kinds[m->kind]) &&
           buffer_add_string(b, "\",\"sort\":") && json_add_or_null(b, sorts[m->sort]) &&
           buffer_add_string(b, ",\"chain\":") && buffer_add_number(b, m->chain) &&
           buffer_add_string(b, ",\"head\":") && buffer_add_number(b, head);
}

static bool add_line(buffer *b, cursor *c, const dg_mention *m, const char *id) {
    return buffer_add_string(b, "{\"id\":") && json_add_or_null(b, id) &&
           buffer_add_string(b, ",\"text\":") &&
           json_add_text(b, c->story->text + m->start, m->end - m->start) &&
           add_place(b, c, m) && buffer_add_char(b, ',') && json_add_actor(b, &m->actor) &&
           (m->chain == DG_NONE || add_kind(b, c, m)) && buffer_add_string(b, ",\"why\":") &&
           json_add_or_null(b, m->actor.why) && buffer_add_string(b, "}\n");
}

static dg_status write_line(cursor *c, const dg_mention *m, const char *id, buffer *b,
                            dg_write_fn write, void *user, dg_error *error) {
    b->n = 0;
    RETURN_IF(!add_line(b, c, m, id ? id : ""), error, DG_NO_MEMORY, "out of memory");
    RETURN_IF(!write(user, b->data, b->n), error, DG_IO, "cannot write");
    return DG_OK;
}

dg_status dg_write_mention_json(const dg_story *story, uint32_t mention, const char *id,
                                dg_write_fn write, void *user, dg_error *error) {
    static const dg_actor unknown = {"", {"", "", "", ""}, "", "", "", "no noun there"};
    dg_mention nobody = {.actor = unknown, .chain = DG_NONE};
    const dg_mention *m = mention < story->n_mention ? &story->mention[mention] : &nobody;
    cursor c = {.story = story};
    buffer b = {0};
    dg_status status = write_line(&c, m, id, &b, write, user, error);
    buffer_free(&b);
    return status;
}

dg_status dg_write_mentions_json(const dg_story *story, const char *id, dg_write_fn write,
                                 void *user, dg_error *error) {
    cursor c = {.story = story};
    buffer b = {0};
    dg_status status = DG_OK;
    for (size_t i = 0; i < story->n_mention && status == DG_OK; i++)
        status = write_line(&c, &story->mention[i], id, &b, write, user, error);
    buffer_free(&b);
    return status;
}
