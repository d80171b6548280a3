/* Phoenix: the 26 columns of the Open Event Data Alliance's pipeline of 2014 to 2018. Its
 * PentaClass is of CAMEO's roots, with 0 for statements and appeals, and with "reduce
 * relations" (16) among verbal conflict: neither PLOVER's quad class nor GDELT's. */
#include <string.h>

#include "record/layout.h"

static const char *const columns[] = {
    "EventID",
    "Date",
    "Year",
    "Month",
    "Day",
    "SourceActorFull",
    "SourceActorEntity",
    "SourceActorRole",
    "SourceActorAttribute",
    "TargetActorFull",
    "TargetActorEntity",
    "TargetActorRole",
    "TargetActorAttribute",
    "EventCode",
    "EventRootCode",
    "PentaClass",
    "GoldsteinScore",
    "Issues",
    "Lat",
    "Lon",
    "LocationName",
    "StateName",
    "CountryCode",
    "SentenceID",
    "URLs",
    "NewsSources",
};

/* Agents that may stand in the column of roles; all others are attributes. */
static bool is_role(const char *type) {
    static const char roles[] = "GOV MIL REB OPP PTY COP JUD SPY MED EDU BUS CRM CVL";
    return strstr(roles, type) != NULL;
}

static bool is_entity(const char *type) {
    static const char entities[] = "IGO NGO IMG MNC";
    return strstr(entities, type) != NULL;
}

static void add_actor(row *r, const dg_participant *p) {
    cameo_actor a = cameo_actor_of(p);
    unsigned next = 0;
    cameo_add_codes(r, &a);
    bool kind = a.n_type && is_entity(a.type[0]);
    row_text(r, kind ? a.type[next++] : a.country);
    row_text(r, next < a.n_type && is_role(a.type[next]) ? a.type[next++] : "");
    row_open(r);
    row_part(r, ";", a.group, strlen(a.group));
    for (; next < a.n_type; next++) row_part(r, ";", a.type[next], strlen(a.type[next]));
    row_close(r);
}

static unsigned penta_class(const char *cameo) {
    static const unsigned char of_root[] = {0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3,
                                            3, 3, 3, 4, 4, 3, 4, 4, 4, 4};
    unsigned root = cameo_root(cameo);
    return root < sizeof of_root ? of_root[root] : 0;
}

static void add_date(row *r, const char *date) {
    bool known = *date;
    row_compact_day(r, date);
    row_bytes(r, date, known ? 4 : 0);
    row_bytes(r, date + (known ? 5 : 0), known ? 2 : 0);
    row_bytes(r, date + (known ? 8 : 0), known ? 2 : 0);
}

static void add_issues(row *r, const event_view *v) {
    row_open(r);
    for (size_t i = 0; i < v->n_context; i++) {
        row_part(r, ";", v->context[i], strlen(v->context[i]));
        row_part(r, ",", "1", 1);
    }
    row_close(r);
}

static void add_row(row *r, const event_view *v, const event_dyad *dyad) {
    const dg_event *e = v->event;
    row_pair_id(r, v, dyad);
    add_date(r, v->date);
    add_actor(r, dyad->actor);
    add_actor(r, dyad->recipient);
    row_text(r, e->cameo);
    row_bytes(r, e->cameo, strnlen(e->cameo, 2));
    row_number(r, penta_class(e->cameo));
    row_real(r, e->goldstein, 1);
    add_issues(r, v);
    row_coordinates(r, &v->place);
    row_place_name(r, v);
    row_text(r, v->place.admin1);
    row_text(r, v->place.country);
    row_sentence_id(r, v);
    row_text(r, v->story->url);
    row_text(r, v->story->source);
}

const record_layout layout_phoenix = {
    columns, sizeof columns / sizeof *columns, '\t', QUOTE_NOTHING, "", true, false, add_row};
