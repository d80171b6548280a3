/* GDELT 2.0 events: 61 columns without a header, places by FIPS 10-4 countries. Its quad class
 * is of CAMEO's roots, with statements and appeals among verbal cooperation. */
#include <string.h>

#include "record/layout.h"
#include "record/spellings.h"

static const char *const columns[] = {
    "GLOBALEVENTID",
    "SQLDATE",
    "MonthYear",
    "Year",
    "FractionDate",
    "Actor1Code",
    "Actor1Name",
    "Actor1CountryCode",
    "Actor1KnownGroupCode",
    "Actor1EthnicCode",
    "Actor1Religion1Code",
    "Actor1Religion2Code",
    "Actor1Type1Code",
    "Actor1Type2Code",
    "Actor1Type3Code",
    "Actor2Code",
    "Actor2Name",
    "Actor2CountryCode",
    "Actor2KnownGroupCode",
    "Actor2EthnicCode",
    "Actor2Religion1Code",
    "Actor2Religion2Code",
    "Actor2Type1Code",
    "Actor2Type2Code",
    "Actor2Type3Code",
    "IsRootEvent",
    "EventCode",
    "EventBaseCode",
    "EventRootCode",
    "QuadClass",
    "GoldsteinScale",
    "NumMentions",
    "NumSources",
    "NumArticles",
    "AvgTone",
    "Actor1Geo_Type",
    "Actor1Geo_FullName",
    "Actor1Geo_CountryCode",
    "Actor1Geo_ADM1Code",
    "Actor1Geo_ADM2Code",
    "Actor1Geo_Lat",
    "Actor1Geo_Long",
    "Actor1Geo_FeatureID",
    "Actor2Geo_Type",
    "Actor2Geo_FullName",
    "Actor2Geo_CountryCode",
    "Actor2Geo_ADM1Code",
    "Actor2Geo_ADM2Code",
    "Actor2Geo_Lat",
    "Actor2Geo_Long",
    "Actor2Geo_FeatureID",
    "ActionGeo_Type",
    "ActionGeo_FullName",
    "ActionGeo_CountryCode",
    "ActionGeo_ADM1Code",
    "ActionGeo_ADM2Code",
    "ActionGeo_Lat",
    "ActionGeo_Long",
    "ActionGeo_FeatureID",
    "DATEADDED",
    "SOURCEURL",
};

enum { SEED = 3, TYPES = 3 };

/* What a place is to GDELT. */
enum {
    GEO_NONE = 0,
    GEO_COUNTRY = 1,
    GEO_US_STATE = 2,
    GEO_US_CITY = 3,
    GEO_WORLD_CITY = 4,
    GEO_WORLD_STATE = 5
};

static int number_at(const char *s, int n) {
    int value = 0;
    for (int i = 0; i < n; i++) value = value * 10 + (s[i] - '0');
    return value;
}

static void add_date(row *r, const char *date) {
    if (!*date) {
        row_missing(r, 4);
        return;
    }
    int year = number_at(date, 4), month = number_at(date + 5, 2), day = number_at(date + 8, 2);
    double part = ((month - 1) * 30 + day) / 365.0; /* as GDELT has it */
    row_compact_day(r, date);
    row_number(r, (uint64_t)(year * 100 + month));
    row_number(r, (uint64_t)year);
    row_real(r, year + (part < 0.9999 ? part : 0.9999), 4);
}

/* GDELT's names are in capitals; those of ASCII are made so, all others left. */
static void part_in_capitals(row *r, const char *s, size_t n) {
    size_t from = r->out.n;
    row_part(r, "", s, n);
    for (size_t i = from; i < r->out.n; i++) {
        char *c = &r->out.data[i];
        if (*c >= 'a' && *c <= 'z') *c = (char)(*c - 'a' + 'A');
    }
}

static void add_name(row *r, const event_view *v, const dg_participant *p) {
    const country_spelling *country = spell_country(p->actor.country);
    const nonstate_spelling *kind = spell_nonstate(p->actor.country);
    row_open(r);
    if (*p->actor.name)
        part_in_capitals(r, p->actor.name, strlen(p->actor.name));
    else if (country)
        part_in_capitals(r, country->short_name, strlen(country->short_name));
    else if (kind)
        part_in_capitals(r, kind->icews, strlen(kind->icews));
    else
        part_in_capitals(r, v->story->text + p->start, p->end - p->start);
    row_close(r);
}

static void add_actor(row *r, const event_view *v, const dg_participant *p) {
    cameo_actor a = cameo_actor_of(p);
    if (!p) {
        row_missing(r, 10);
        return;
    }
    cameo_add_codes(r, &a);
    add_name(r, v, p);
    row_text(r, a.country);
    row_text(r, a.group);
    row_missing(r, 3); /* ethnic, religions */
    for (unsigned i = 0; i < TYPES; i++) row_text(r, i < a.n_type ? a.type[i] : "");
}

static unsigned quad_class(const char *cameo) {
    static const unsigned char of_root[] = {0, 1, 1, 1, 1, 1, 2, 2, 2, 3, 3,
                                            3, 3, 3, 4, 4, 4, 4, 4, 4, 4};
    unsigned root = cameo_root(cameo);
    return root < sizeof of_root ? of_root[root] : 0;
}

static void add_event(row *r, const event_view *v) {
    const char *cameo = v->event->cameo;
    row_text(r, event_in_lead(v) ? "1" : "0");
    row_text(r, cameo);
    row_bytes(r, cameo, strnlen(cameo, 3));
    row_bytes(r, cameo, strnlen(cameo, 2));
    row_number(r, quad_class(cameo));
    row_real(r, v->event->goldstein, 1);
    for (int i = 0; i < 3; i++) row_number(r, 1); /* mentions, sources, articles */
    row_missing(r, 1);                            /* tone */
}

static int geo_type(const event_place *p) {
    if (!*p->country) return GEO_NONE;
    if (!p->located || p->kind == PLACE_IS_COUNTRY) return GEO_COUNTRY;
    bool us = !strcmp(p->country, "USA");
    if (p->kind == PLACE_IS_DIVISION) return us ? GEO_US_STATE : GEO_WORLD_STATE;
    return us ? GEO_US_CITY : GEO_WORLD_CITY;
}

/* "Antalya, Antalya, Turkey"; of a place without coordinates the country alone is sure. */
static void add_full_name(row *r, const event_place *p, const country_spelling *country) {
    row_open(r);
    if (p->located && p->kind != PLACE_IS_COUNTRY) {
        if (p->kind == PLACE_IS_SPOT) row_part(r, ", ", p->name, strlen(p->name));
        row_part(r, ", ", p->admin1, strlen(p->admin1));
    }
    row_part(r, ", ", country->short_name, strlen(country->short_name));
    row_close(r);
}

static void add_action_place(row *r, const event_place *p) {
    const country_spelling *country = spell_country(p->country);
    row_number(r, country ? (uint64_t)geo_type(p) : GEO_NONE);
    if (!country) {
        row_missing(r, 7);
        return;
    }
    add_full_name(r, p, country);
    row_text(r, country->fips);
    row_text(r, country->fips); /* of a first-order division not known, GDELT has the country */
    row_missing(r, 1);
    row_coordinates(r, p);
    row_missing(r, 1); /* features are numbered by GNS, not GeoNames */
}

static void add_actor_place(row *r) {
    row_number(r, GEO_NONE);
    row_missing(r, 7);
}

/* The story's day, at midnight: rows must be the same in every run. */
static void add_date_added(row *r, const event_view *v) {
    row_open(r);
    for (const char *c = v->story_date; *c; c++)
        if (*c != '-') row_part(r, "", c, 1);
    if (*v->story_date) row_part(r, "", "000000", 6);
    row_close(r);
}

static void add_row(row *r, const event_view *v, const event_dyad *dyad) {
    const dg_story *s = v->story;
    row_number(r, stable_number(v->id.data, v->id.n, SEED + ((uint64_t)dyad->number << 8)));
    add_date(r, v->date);
    add_actor(r, v, dyad->actor);
    add_actor(r, v, dyad->recipient);
    add_event(r, v);
    add_actor_place(r);
    add_actor_place(r);
    add_action_place(r, &v->place);
    add_date_added(r, v);
    row_text(r, *s->url ? s->url : *s->source ? s->source : s->id);
}

const record_layout layout_gdelt = {
    columns, sizeof columns / sizeof *columns, '\t', QUOTE_NOTHING, "", true, false, add_row};
