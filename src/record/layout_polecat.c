/* POLECAT: the 40 columns of the POLECAT data, 2018 on. One row an event: where several act,
 * their names, countries and so on stand in the same order, parted by "; ", the sectors of one
 * by "|", and what is not known is "None". */
#include <stdio.h>
#include <string.h>

#include "record/layout.h"
#include "record/spellings.h"

static const char *const columns[] = {
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
};

static const char separator[] = "; ";

static const char *const quads[] = {"", "VERBAL COOPERATION", "MATERIAL COOPERATION",
                                    "VERBAL CONFLICT", "MATERIAL CONFLICT"};

/* One field of each participant of a list. */
typedef void part_fn(row *r, const event_view *v, const dg_participant *p);

static void part(row *r, const char *s) {
    row_part(r, separator, s, strlen(s));
}

static void part_raw(row *r, const event_view *v, const dg_participant *p) {
    row_part(r, separator, v->story->text + p->start, p->end - p->start);
}

static void part_name(row *r, const event_view *v, const dg_participant *p) {
    if (*p->actor.name)
        part(r, p->actor.name);
    else
        part_raw(r, v, p);
}

static void part_country(row *r, const event_view *v, const dg_participant *p) {
    (void)v;
    part(r, p->actor.country);
}

static void part_cow(row *r, const event_view *v, const dg_participant *p) {
    const country_spelling *country = spell_country(p->actor.country);
    char number[16] = "";
    (void)v;
    if (country && country->cow) snprintf(number, sizeof number, "%u", country->cow);
    part(r, number);
}

static void part_sector(row *r, const event_view *v, const dg_participant *p) {
    (void)v;
    part(r, p->actor.sector[0]);
}

static void part_sectors(row *r, const event_view *v, const dg_participant *p) {
    part_sector(r, v, p);
    for (unsigned i = 1; i < DG_SECTORS && *p->actor.sector[i]; i++)
        row_part(r, "|", p->actor.sector[i], strlen(p->actor.sector[i]));
}

static void part_title(row *r, const event_view *v, const dg_participant *p) {
    (void)v;
    part(r, p->actor.role);
}

static void add_list(row *r, const event_view *v, uint32_t first, uint32_t n) {
    static part_fn *const fields[] = {part_name,    part_country, part_cow, part_sector,
                                      part_sectors, part_title,   part_raw};
    for (size_t f = 0; f < sizeof fields / sizeof *fields; f++) {
        row_open(r);
        for (uint32_t i = 0; i < n; i++) fields[f](r, v, &v->story->participant[first + i]);
        row_close(r);
    }
    row_missing(r, 1); /* our entities are not numbered by Wikipedia */
}

/* ---- what else the story names ----------------------------------------------------------- */

/* The list stands in every row of the story. */
static void add_story_names(row *r, const dg_story *s, dg_sort sort) {
    story_name name = {0};
    row_open(r);
    while (story_next_name(s, sort, &name)) row_part(r, separator, name.text, name.n);
    row_close(r);
}

static void add_place(row *r, const event_view *v) {
    const event_place *p = &v->place;
    row_place_name(r, v);
    row_text(r, p->located && p->kind == PLACE_IS_SPOT ? p->name : "");
    row_missing(r, 1); /* district */
    row_text(r, p->admin1);
    row_text(r, p->country);
    row_coordinates(r, p);
    if (p->geoname)
        row_number(r, p->geoname);
    else
        row_missing(r, 1);
    row_span(r, v->story, p->start, p->end);
    row_missing(r, 1); /* feature type */
}

static void add_story(row *r, const event_view *v) {
    const dg_story *s = v->story;
    row_text(r, s->source);
    row_text(r, v->story_date);
    add_story_names(r, s, DG_PERSON);
    add_story_names(r, s, DG_ORGANISATION);
    add_story_names(r, s, DG_PLACE);
    row_text(r, s->lang);
    row_text(r, dg_version());
}

static void add_row(row *r, const event_view *v, const event_dyad *dyad) {
    const dg_event *e = v->event;
    (void)dyad;
    row_bytes(r, v->id.data, v->id.n);
    row_text(r, v->date);
    row_text(r, e->type);
    row_text(r, e->mode);
    row_real(r, e->score, 1);
    row_text(r, quads[e->quad]);
    row_contexts(r, v, separator);
    add_list(r, v, e->actor, e->n_actor);
    add_list(r, v, e->recipient, e->n_recipient);
    add_place(r, v);
    add_story(r, v);
}

const record_layout layout_polecat = {
    columns, sizeof columns / sizeof *columns, '\t', QUOTE_NOTHING, "None", false, false,
    add_row};
