/* Events as the JSON of PLOVER's manual (version 0.8), one record a line. All its fields that
 * we can know are written, null where one is not known; its context tags hold the status too,
 * as the manual has it ("future", "hypothetical", "negation", "historical"). */
#include <string.h>

#include "base/error.h"
#include "base/utf8.h"
#include "record/event_view.h"
#include "record/formats.h"
#include "record/json.h"

static bool add(buffer *b, const char *s) {
    return buffer_add_string(b, s);
}

/* ,"name":"value" or null. */
static bool add_field(buffer *b, const char *name, const char *value) {
    return add(b, ",\"") && add(b, name) && add(b, "\":") && json_add_or_null(b, value);
}

static bool add_span(buffer *b, const event_view *v, const char *name, uint32_t start,
                     uint32_t end) {
    bool ok = add(b, ",\"") && add(b, name) && add(b, "\":");
    if (start == end) return ok && add(b, "null");
    return ok && json_add_text(b, v->story->text + start, end - start);
}

/* ---- actors ------------------------------------------------------------------------------ */

/* Sectors one behind the other, three letters each. */
static bool add_sector(buffer *b, const dg_actor *actor) {
    char codes[DG_SECTORS * 3 + 1] = "";
    for (unsigned i = 0; i < DG_SECTORS; i++) strncat(codes, actor->sector[i], 3);
    return add_field(b, "sector", codes);
}

static bool add_actor(buffer *b, const event_view *v, const dg_participant *p) {
    return add(b, "{\"code\":") && json_add_or_null(b, p->actor.country) &&
           add_sector(b, &p->actor) && add_span(b, v, "actor_text", p->start, p->end) &&
           add_field(b, "identifier_id", p->actor.entity) &&
           add_field(b, "identifier_text", p->actor.name) &&
           add_field(b, "office", p->actor.role) && add(b, "}");
}

static bool add_actors(buffer *b, const event_view *v, const char *name, uint32_t first,
                       uint32_t n) {
    bool ok = add(b, ",\"") && add(b, name) && add(b, "\":[");
    for (uint32_t i = 0; i < n && ok; i++)
        ok = (i == 0 || add(b, ",")) && add_actor(b, v, &v->story->participant[first + i]);
    return ok && add(b, "]");
}

/* ---- the event --------------------------------------------------------------------------- */

static bool add_tag(buffer *b, const char *tag, bool *first) {
    bool ok = (*first || add(b, ",")) && json_add_or_null(b, tag);
    *first = false;
    return ok;
}

static bool add_contexts(buffer *b, const event_view *v) {
    const char *status = v->event->status;
    bool first = true, ok = add(b, ",\"context\":[");
    for (size_t i = 0; i < v->n_context && ok; i++) ok = add_tag(b, v->context[i], &first);
    if (ok && strcmp(status, "actual"))
        ok = add_tag(b, strcmp(status, "negated") ? status : "negation", &first);
    return ok && add(b, "]");
}

static bool add_codes(buffer *b, const event_view *v) {
    const dg_event *e = v->event;
    bool ok = add(b, ",\"event\":[") && json_add_or_null(b, e->type) && add(b, "],\"mode\":[");
    if (ok && *e->mode) ok = json_add_or_null(b, e->mode);
    return ok && add(b, "]") && add_contexts(b, v) && add(b, ",\"quad_code\":") &&
           buffer_add_number(b, (unsigned long long)e->quad) && add(b, ",\"event_scale\":") &&
           json_add_real(b, e->score, 4) && add_field(b, "cameo", e->cameo);
}

static bool add_coordinates(buffer *b, const event_place *p) {
    if (!p->located) return add(b, ",\"latitude\":null,\"longitude\":null");
    return add(b, ",\"latitude\":") && json_add_real(b, p->latitude, 8) &&
           add(b, ",\"longitude\":") && json_add_real(b, p->longitude, 8);
}

static bool add_place(buffer *b, const event_view *v) {
    const event_place *p = &v->place;
    if (p->start == p->end) return add(b, ",\"event_loc\":null");
    bool ok = add(b, ",\"event_loc\":{\"name\":");
    if (*p->name)
        ok = ok && json_add_or_null(b, p->name);
    else
        ok = ok && json_add_text(b, v->story->text + p->start, p->end - p->start);
    ok = ok && add_field(b, "cc3", p->country) && add_field(b, "admin1 code", p->admin1) &&
         add_coordinates(b, p) && add(b, ",\"geonameid\":");
    if (!ok) return false;
    ok = p->geoname ? buffer_add_number(b, p->geoname) : add(b, "null");
    return ok && add(b, "}");
}

static bool add_sizes(buffer *b, const event_view *v) {
    static const char *const names[N_SIZE] = {"dead", "injured", "arrested", "participants"};
    bool ok = add(b, ",\"size\":{");
    for (int i = 0; i < N_SIZE && ok; i++) {
        ok = add(b, i ? ",\"" : "\"") && add(b, names[i]) && add(b, "\":");
        if (!ok) break;
        if (v->size[i] == SIZE_UNKNOWN)
            ok = add(b, "null");
        else
            ok = buffer_add_number(b, (unsigned long long)v->size[i]);
    }
    return ok && add(b, "}");
}

/* ---- the text ---------------------------------------------------------------------------- */

static bool add_text_info(buffer *b, const event_view *v) {
    const dg_story *s = v->story;
    const dg_sentence *sentence = &s->sentence[v->event->sentence];
    uint64_t start = s->char_offset + utf8_count(s->text, sentence->start);
    uint64_t n = utf8_count(s->text + sentence->start, sentence->end - sentence->start);
    return add(b, ",\"text_info\":{\"sequence\":") &&
           buffer_add_number(b, s->sentence_offset + v->event->sentence + 1) &&
           add(b, ",\"start\":") && buffer_add_number(b, start) && add(b, ",\"end\":") &&
           buffer_add_number(b, start + n) && add(b, "}");
}

static bool add_citation(buffer *b, const dg_story *s) {
    return add(b, ",\"cite_info\":{\"citation\":") && json_add_or_null(b, s->id) &&
           add_field(b, "url", s->url) && add_field(b, "title", s->title) &&
           add_field(b, "language", s->lang) && add_field(b, "publication", s->source) &&
           add_field(b, "coder", "dragoman") && add_field(b, "version", dg_version()) &&
           add_field(b, "codebook", "plover-0.8") && add(b, "}");
}

static bool add_record(buffer *b, const event_view *v) {
    const dg_event *e = v->event;
    const dg_sentence *s = &v->story->sentence[e->sentence];
    return add(b, "{\"id\":") && json_add_text(b, v->id.data, v->id.n) &&
           add(b, ",\"has_event\":true") && add_field(b, "date", v->date) &&
           add_field(b, "enddate", v->last_date) &&
           add_actors(b, v, "source", e->actor, e->n_actor) &&
           add_actors(b, v, "recipient", e->recipient, e->n_recipient) && add_codes(b, v) &&
           add_place(b, v) && add(b, ",\"event_text\":[") &&
           json_add_text(b, v->story->text + e->trigger_start,
                         e->trigger_end - e->trigger_start) &&
           add(b, "]") && add_sizes(b, v) && add_span(b, v, "text", s->start, s->end) &&
           add_text_info(b, v) && add_citation(b, v->story) && add(b, "}\n");
}

dg_status event_write_plover(const dg_story *story, dg_write_fn write, void *user,
                             dg_error *error) {
    event_view v = {0};
    buffer b = {0};
    dg_status status = DG_OK;
    for (uint32_t i = 0; i < story->n_event && status == DG_OK; i++) {
        b.n = 0;
        if (story->event[i].left_out) continue;
        if (!event_view_set(&v, story, i) || !add_record(&b, &v))
            status = error_set(error, DG_NO_MEMORY, "out of memory");
        else if (!write(user, b.data, b.n))
            status = error_set(error, DG_IO, "cannot write");
    }
    buffer_free(&b);
    event_view_free(&v);
    return status;
}
