/* Events as JSON Lines: the record that docs/coding.md describes, all fields, null for what is
 * not known. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "record/cursor.h"
#include "record/event_view.h"
#include "record/json.h"

static bool add_span(buffer *b, cursor *c, uint32_t start, uint32_t end) {
    if (start == end)
        return buffer_add_string(b, "\"text\":null,\"start\":null,\"end\":null");
    return buffer_add_string(b, "\"text\":") &&
           json_add_text(b, c->story->text + start, end - start) &&
           buffer_add_string(b, ",\"start\":") && buffer_add_number(b, characters_at(c, start)) &&
           buffer_add_string(b, ",\"end\":") && buffer_add_number(b, characters_at(c, end));
}

static bool add_participant(buffer *b, cursor *c, const dg_participant *p) {
    return buffer_add_char(b, '{') && add_span(b, c, p->start, p->end) &&
           buffer_add_char(b, ',') && json_add_actor(b, &p->actor) && buffer_add_char(b, '}');
}

static bool add_list(buffer *b, cursor *c, const char *name, uint32_t first, uint32_t n) {
    bool ok = buffer_add_string(b, ",\"") && buffer_add_string(b, name) &&
              buffer_add_string(b, "\":[");
    for (uint32_t i = 0; i < n && ok; i++)
        ok = (i == 0 || buffer_add_char(b, ',')) &&
             add_participant(b, c, &c->story->participant[first + i]);
    return ok && buffer_add_char(b, ']');
}

static bool add_real(buffer *b, const char *name, double value) {
    return buffer_add_string(b, ",\"") && buffer_add_string(b, name) &&
           buffer_add_string(b, "\":") && json_add_real(b, value, 4);
}

static bool add_id(buffer *b, const dg_story *s, uint32_t event) {
    buffer whole = {0};
    bool ok = event_add_id(&whole, s, event) && json_add_text(b, whole.data, whole.n);
    buffer_free(&whole);
    return ok;
}

static bool add_codes(buffer *b, const dg_event *e) {
    bool ok = buffer_add_string(b, ",\"type\":") && json_add_or_null(b, e->type) &&
              buffer_add_string(b, ",\"mode\":[");
    if (ok && *e->mode) ok = json_add_or_null(b, e->mode);
    return ok && buffer_add_string(b, "],\"status\":") && json_add_or_null(b, e->status);
}

static bool add_scores(buffer *b, const dg_event *e) {
    return buffer_add_string(b, ",\"cameo\":") && json_add_or_null(b, e->cameo) &&
           add_real(b, "goldstein", e->goldstein) && add_real(b, "score", e->score) &&
           buffer_add_string(b, ",\"quad\":") &&
           buffer_add_number(b, (unsigned long long)e->quad);
}

static bool add_contexts(buffer *b, const dg_event *e) {
    bool ok = buffer_add_string(b, ",\"context\":[");
    for (unsigned i = 0; i < DG_CONTEXTS && *e->context[i] && ok; i++)
        ok = (i == 0 || buffer_add_char(b, ',')) && json_add_or_null(b, e->context[i]);
    return ok && buffer_add_char(b, ']');
}

static bool add_count(buffer *b, const char *name, uint32_t n) {
    return buffer_add_string(b, name) &&
           (n == DG_NONE ? buffer_add_string(b, "null") : buffer_add_number(b, n));
}

static bool add_size(buffer *b, const dg_size *s) {
    return add_count(b, ",\"size\":{\"dead\":", s->dead) &&
           add_count(b, ",\"injured\":", s->injured) &&
           add_count(b, ",\"arrested\":", s->arrested) &&
           add_count(b, ",\"participants\":", s->participants) && buffer_add_char(b, '}');
}

static bool add_when(buffer *b, cursor *c, const dg_when *w) {
    if (!*w->first) return buffer_add_string(b, ",\"date\":null");
    return buffer_add_string(b, ",\"date\":{\"start\":") && json_add_or_null(b, w->first) &&
           buffer_add_string(b, ",\"end\":") && json_add_or_null(b, w->last) &&
           buffer_add_string(b, ",\"text\":") &&
           json_add_text(b, c->story->text + w->start, w->end - w->start) &&
           buffer_add_char(b, '}');
}

static bool add_degrees(buffer *b, const char *name, double value) {
    char text[48];
    if (isnan(value)) snprintf(text, sizeof text, ",\"%s\":null", name);
    else snprintf(text, sizeof text, ",\"%s\":%.7g", name, value);
    return buffer_add_string(b, text);
}

static bool add_place(buffer *b, const dg_story *s, uint32_t place) {
    if (place == DG_NONE) return buffer_add_string(b, ",\"place\":null");
    const dg_place *p = &s->place[place];
    return buffer_add_string(b, ",\"place\":{\"text\":") &&
           json_add_text(b, s->text + p->start, p->end - p->start) &&
           buffer_add_string(b, ",\"name\":") && json_add_or_null(b, p->name) &&
           buffer_add_string(b, ",\"country\":") && json_add_or_null(b, p->country) &&
           buffer_add_string(b, ",\"admin1\":") && json_add_or_null(b, p->admin1) &&
           add_degrees(b, "lat", p->lat) && add_degrees(b, "lon", p->lon) &&
           buffer_add_string(b, ",\"id\":") && json_add_or_null(b, p->id) &&
           buffer_add_char(b, '}');
}

static bool add_source(buffer *b, cursor *c, const dg_event *e) {
    if (e->said_by == DG_NONE) return buffer_add_string(b, ",\"said_by\":null");
    return buffer_add_string(b, ",\"said_by\":") &&
           add_participant(b, c, &c->story->participant[e->said_by]);
}

static bool add_rest(buffer *b, cursor *c, const dg_event *e) {
    const dg_sentence *s = &c->story->sentence[e->sentence];
    bool ok = add_size(b, &e->size) && buffer_add_string(b, ",\"trigger\":{") &&
              add_span(b, c, e->trigger_start, e->trigger_end) &&
              buffer_add_string(b, "},\"frame\":") && json_add_or_null(b, e->frame) &&
              add_real(b, "confidence", (double)e->confidence) &&
              buffer_add_string(b, ",\"same_as\":");
    if (!ok) return false;
    ok = e->same_as == DG_NONE ? buffer_add_string(b, "null") : add_id(b, c->story, e->same_as);
    return ok && buffer_add_string(b, ",\"text\":") &&
           json_add_text(b, c->story->text + s->start, s->end - s->start) &&
           buffer_add_string(b, "}\n");
}

static bool add_event(buffer *b, cursor *c, uint32_t i) {
    const dg_story *s = c->story;
    const dg_event *e = &s->event[i];
    return buffer_add_string(b, "{\"id\":") && add_id(b, s, i) &&
           buffer_add_string(b, ",\"story\":") && json_add_or_null(b, s->id) &&
           buffer_add_string(b, ",\"sentence\":") &&
           buffer_add_number(b, s->sentence_offset + e->sentence) && add_codes(b, e) &&
           add_list(b, c, "actor", e->actor, e->n_actor) &&
           add_list(b, c, "recipient", e->recipient, e->n_recipient) && add_scores(b, e) &&
           add_contexts(b, e) && add_when(b, c, &e->when) && add_place(b, s, e->place) &&
           add_source(b, c, e) &&
           add_rest(b, c, e);
}

dg_status dg_write_events_json(const dg_story *story, dg_write_fn write, void *user,
                               dg_error *error) {
    cursor c = {.story = story};
    buffer b = {0};
    dg_status status = DG_OK;
    for (uint32_t i = 0; i < story->n_event && status == DG_OK; i++) {
        b.n = 0;
        if (story->event[i].left_out) continue;
        if (!add_event(&b, &c, i)) status = error_set(error, DG_NO_MEMORY, "out of memory");
        else if (!write(user, b.data, b.n)) status = error_set(error, DG_IO, "cannot write");
    }
    buffer_free(&b);
    return status;
}
