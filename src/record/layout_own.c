/* Our own table, as CSV and TSV: one row a pair, all that the record holds. The event's id
 * stands in every row of its pairs, with the pair's number. */
#include "record/layout.h"

static const char *const columns[] = {
    "id",
    "dyad",
    "mutual",
    "story",
    "sentence",
    "type",
    "mode",
    "status",
    "cameo",
    "goldstein",
    "score",
    "quad",
    "context",
    "date",
    "last_date",
    "date_text",
    "actor_text",
    "actor_country",
    "actor_sector",
    "actor_entity",
    "actor_name",
    "actor_role",
    "recipient_text",
    "recipient_country",
    "recipient_sector",
    "recipient_entity",
    "recipient_name",
    "recipient_role",
    "place_text",
    "place_name",
    "place_country",
    "place_admin1",
    "place_lat",
    "place_lon",
    "place_geonames",
    "said_by_text",
    "said_by_country",
    "said_by_sector",
    "said_by_entity",
    "said_by_name",
    "said_by_role",
    "dead",
    "injured",
    "arrested",
    "participants",
    "trigger",
    "frame",
    "confidence",
    "same_as",
    "story_date",
    "source",
    "url",
    "text",
};

static void add_sectors(row *r, const dg_actor *actor) {
    row_open(r);
    for (unsigned i = 0; i < DG_SECTORS && *actor->sector[i]; i++)
        row_part(r, ";", actor->sector[i], 3);
    row_close(r);
}

static void add_participant(row *r, const event_view *v, const dg_participant *p) {
    if (!p) {
        row_missing(r, 6);
        return;
    }
    row_span(r, v->story, p->start, p->end);
    row_text(r, p->actor.country);
    add_sectors(r, &p->actor);
    row_text(r, p->actor.entity);
    row_text(r, p->actor.name);
    row_text(r, p->actor.role);
}

static void add_codes(row *r, const event_view *v) {
    const dg_event *e = v->event;
    row_text(r, e->type);
    row_text(r, e->mode);
    row_text(r, e->status);
    row_text(r, e->cameo);
    row_real(r, e->goldstein, 1);
    row_real(r, e->score, 1);
    row_number(r, (uint64_t)e->quad);
    row_contexts(r, v, ";");
}

static void add_when(row *r, const event_view *v) {
    const dg_when *w = &v->event->when;
    row_text(r, w->first);
    row_text(r, w->last);
    row_span(r, v->story, w->start, w->end);
}

static void add_place(row *r, const event_view *v) {
    const event_place *p = &v->place;
    row_span(r, v->story, p->start, p->end);
    row_text(r, p->name);
    row_text(r, p->country);
    row_text(r, p->admin1);
    row_coordinates(r, p);
    if (p->geoname)
        row_number(r, p->geoname);
    else
        row_missing(r, 1);
}

static void add_sizes(row *r, const event_view *v) {
    for (int i = 0; i < N_SIZE; i++)
        if (v->size[i] == SIZE_UNKNOWN)
            row_missing(r, 1);
        else
            row_number(r, (uint64_t)v->size[i]);
}

static void add_same_as(row *r, const event_view *v) {
    row_open(r);
    if (v->event->same_as != DG_NONE)
        r->failed = r->failed || !event_add_id(&r->out, v->story, v->event->same_as);
    row_close(r);
}

static void add_row(row *r, const event_view *v, const event_dyad *dyad) {
    const dg_event *e = v->event;
    const dg_story *s = v->story;
    const dg_sentence *sentence = &s->sentence[e->sentence];
    row_bytes(r, v->id.data, v->id.n);
    row_number(r, dyad->number);
    row_text(r, dyad->mutual ? "1" : "0");
    row_text(r, s->id);
    row_number(r, s->sentence_offset + e->sentence);
    add_codes(r, v);
    add_when(r, v);
    add_participant(r, v, dyad->actor);
    add_participant(r, v, dyad->recipient);
    add_place(r, v);
    add_participant(r, v, e->said_by == DG_NONE ? NULL : &s->participant[e->said_by]);
    add_sizes(r, v);
    row_span(r, s, e->trigger_start, e->trigger_end);
    row_text(r, e->frame);
    row_real(r, (double)e->confidence, 2);
    add_same_as(r, v);
    row_text(r, s->date);
    row_text(r, s->source);
    row_text(r, s->url);
    row_span(r, s, sentence->start, sentence->end);
}

#define OWN(delimiter)                                                                         \
    {                                                                                          \
        columns, sizeof columns / sizeof *columns, delimiter, QUOTE_FIELDS, "", true, true,    \
            add_row                                                                            \
    }

const record_layout layout_csv = OWN(',');
const record_layout layout_tsv = OWN('\t');
