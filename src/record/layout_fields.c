/* Fields that several layouts have, each written alike. */
#include <string.h>

#include "record/layout.h"

void row_pair_id(row *r, const event_view *v, const event_dyad *dyad) {
    row_open(r);
    row_part(r, "", v->id.data, v->id.n);
    r->failed = r->failed || !buffer_add_char(&r->out, ':') ||
                !buffer_add_number(&r->out, dyad->number);
    row_close(r);
}

void row_contexts(row *r, const event_view *v, const char *separator) {
    row_open(r);
    for (size_t i = 0; i < v->n_context; i++)
        row_part(r, separator, v->context[i], strlen(v->context[i]));
    row_close(r);
}

void row_coordinates(row *r, const event_place *place) {
    if (!place->located) {
        row_missing(r, 2);
        return;
    }
    row_real(r, place->latitude, 5);
    row_real(r, place->longitude, 5);
}

void row_place_name(row *r, const event_view *v) {
    const event_place *p = &v->place;
    if (*p->name)
        row_text(r, p->name);
    else
        row_span(r, v->story, p->start, p->end);
}

void row_sentence_id(row *r, const event_view *v) {
    row_open(r);
    row_part(r, "", v->story->id, strlen(v->story->id));
    r->failed = r->failed || !buffer_add_char(&r->out, '_') ||
                !buffer_add_number(&r->out, v->story->sentence_offset + v->event->sentence + 1);
    row_close(r);
}

void row_compact_day(row *r, const char *date) {
    row_open(r);
    for (const char *c = date; *c; c++)
        if (*c != '-') row_part(r, "", c, 1);
    row_close(r);
}
