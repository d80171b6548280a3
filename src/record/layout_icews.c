/* ICEWS: the 20 columns of the ICEWS Coded Event Data, 1995 to 2023. Actors, countries and
 * sectors are in its spelling; somebody not named is called after his sector and country, as
 * there: "Police (India)". Its intensity is the Goldstein value of the CAMEO code. */
#include <string.h>

#include "record/layout.h"
#include "record/spellings.h"

static const char *const columns[] = {
    "Event ID",       "Event Date", "Source Name",     "Source Sectors", "Source Country",
    "Event Text",     "CAMEO Code", "Intensity",       "Target Name",    "Target Sectors",
    "Target Country", "Story ID",   "Sentence Number", "Publisher",      "City",
    "District",       "Province",   "Country",         "Latitude",       "Longitude",
};

enum { EVENT_SEED = 1, STORY_SEED };

static const char *country_name(const char *code) {
    const country_spelling *country = spell_country(code);
    return country ? country->icews : "";
}

static void part(row *r, const char *s) {
    row_part(r, "", s, strlen(s));
}

/* "Police (India)"; the country alone, or the sector alone, where nothing else is known. */
static void add_agent(row *r, const dg_actor *actor) {
    const sector_spelling *sector = spell_sector(actor->sector[0]);
    const country_spelling *country = spell_country(actor->country);
    const nonstate_spelling *kind = spell_nonstate(actor->country);
    if (kind)
        part(r, kind->icews);
    else if (sector)
        part(r, sector->agent);
    if (!country) return;
    part(r, sector ? " (" : "");
    part(r, sector ? country->short_name : country->icews);
    part(r, sector ? ")" : "");
}

static void add_name(row *r, const event_view *v, const dg_participant *p) {
    bool coded = *p->actor.country || *p->actor.sector[0];
    row_open(r);
    if (*p->actor.name)
        part(r, p->actor.name);
    else if (coded)
        add_agent(r, &p->actor);
    else
        row_part(r, "", v->story->text + p->start, p->end - p->start);
    row_close(r);
}

/* Add the sectors of a list "Police,Government" that the open field has not yet. */
static void add_new_sectors(row *r, const char *list) {
    while (*list) {
        size_t n = strcspn(list, ","), has = r->out.n - r->field;
        const char *found = has ? memmem(r->out.data + r->field, has, list, n) : NULL;
        if (!found) row_part(r, ",", list, n);
        list += n + (list[n] == ',');
    }
}

static void add_sectors(row *r, const dg_actor *actor) {
    const nonstate_spelling *kind = spell_nonstate(actor->country);
    row_open(r);
    if (kind) add_new_sectors(r, kind->sectors);
    for (unsigned i = 0; i < DG_SECTORS && *actor->sector[i]; i++) {
        const sector_spelling *sector = spell_sector(actor->sector[i]);
        if (sector) add_new_sectors(r, sector->icews);
    }
    row_close(r);
}

static void add_actor(row *r, const event_view *v, const dg_participant *p) {
    if (!p) {
        row_missing(r, 3);
        return;
    }
    add_name(r, v, p);
    add_sectors(r, &p->actor);
    row_text(r, country_name(p->actor.country));
}

/* A country, or a division of one, is no city. */
static void add_place(row *r, const event_view *v) {
    const event_place *p = &v->place;
    if (p->kind == PLACE_IS_SPOT)
        row_place_name(r, v);
    else
        row_missing(r, 1);
    row_missing(r, 1);
    row_text(r, p->admin1);
    row_text(r, country_name(p->country));
    row_coordinates(r, p);
}

static void add_row(row *r, const event_view *v, const event_dyad *dyad) {
    const dg_event *e = v->event;
    const dg_story *s = v->story;
    row_number(r,
               stable_number(v->id.data, v->id.n, EVENT_SEED + ((uint64_t)dyad->number << 8)));
    row_text(r, v->date);
    add_actor(r, v, dyad->actor);
    row_text(r, spell_cameo(e->cameo));
    row_text(r, e->cameo);
    row_real(r, e->goldstein, 1);
    add_actor(r, v, dyad->recipient);
    row_number(r, stable_number(s->id, strlen(s->id), STORY_SEED));
    row_number(r, s->sentence_offset + e->sentence + 1);
    row_text(r, s->source);
    add_place(r, v);
}

const record_layout layout_icews = {
    columns, sizeof columns / sizeof *columns, '\t', QUOTE_NOTHING, "", true, false, add_row};
