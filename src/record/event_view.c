/* Taking an event's fields out of its story. */
#include "record/event_view.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DAY = sizeof "2015-11-13" - 1 };

bool event_add_id(buffer *b, const dg_story *story, uint32_t index) {
    uint32_t first = index; /* numbered within its sentence */
    while (first > 0 && story->event[first - 1].sentence == story->event[index].sentence)
        first--;
    return buffer_add_string(b, story->id) && buffer_add_char(b, ':') &&
           buffer_add_number(b, story->sentence_offset + story->event[index].sentence) &&
           buffer_add_char(b, ':') && buffer_add_number(b, index - first);
}

/* The day that a date of ISO 8601 begins with. */
static void take_day(char out[DAY + 1], const char *date) {
    static const char form[] = "dddd-dd-dd";
    out[0] = '\0';
    for (size_t i = 0; i < DAY; i++) {
        bool digit = date[i] >= '0' && date[i] <= '9';
        if (form[i] == 'd' ? !digit : date[i] != form[i]) return;
    }
    memcpy(out, date, DAY);
    out[DAY] = '\0';
}

static void take_dates(event_view *v) {
    const dg_when *when = &v->event->when;
    take_day(v->story_date, v->story->date);
    strcpy(v->date, *when->first ? when->first : v->story_date);
    strcpy(v->last_date, *when->last ? when->last : v->date);
}

static bool begins(const char *id, const char *list) {
    return !strncmp(id, list, strlen(list));
}

/* The number in "geonames:170063"; 0 for an id of another list. */
static uint64_t geonames_number(const char *id) {
    static const char list[] = "geonames:";
    return begins(id, list) ? strtoull(id + sizeof list - 1, NULL, 10) : 0;
}

/* By the list that its id is of. */
static event_place_kind kind_of(const dg_place *p) {
    if (begins(p->id, "geonames-admin1:")) return PLACE_IS_DIVISION;
    if (begins(p->id, "iso3166:")) return PLACE_IS_COUNTRY;
    return PLACE_IS_SPOT;
}

static void take_place(event_view *v) {
    v->place = (event_place){.name = "", .country = "", .admin1 = ""};
    if (v->event->place == DG_NONE) return;
    const dg_place *p = &v->story->place[v->event->place];
    v->place = (event_place){.kind = kind_of(p),
                             .name = p->name,
                             .country = p->country,
                             .admin1 = p->admin1,
                             .start = p->start,
                             .end = p->end,
                             .located = !isnan(p->lat),
                             .latitude = p->lat,
                             .longitude = p->lon,
                             .geoname = geonames_number(p->id)};
}

static void take_size(event_view *v) {
    const dg_size *s = &v->event->size;
    const uint32_t n[N_SIZE] = {[SIZE_DEAD] = s->dead,
                                [SIZE_INJURED] = s->injured,
                                [SIZE_ARRESTED] = s->arrested,
                                [SIZE_PARTICIPANTS] = s->participants};
    for (int i = 0; i < N_SIZE; i++)
        v->size[i] = n[i] == DG_NONE ? SIZE_UNKNOWN : (int64_t)n[i];
}

static void take_contexts(event_view *v) {
    v->context = v->event->context;
    for (v->n_context = 0; v->n_context < DG_CONTEXTS && *v->context[v->n_context];)
        v->n_context++;
}

bool event_view_set(event_view *v, const dg_story *story, uint32_t index) {
    v->story = story;
    v->event = &story->event[index];
    v->id.n = 0;
    take_dates(v);
    take_place(v);
    take_size(v);
    take_contexts(v);
    return event_add_id(&v->id, story, index) && buffer_end(&v->id);
}

void event_view_free(event_view *v) {
    buffer_free(&v->id);
}

bool story_in_lead(const dg_story *s, uint32_t sentence) {
    uint32_t paragraphs = 0;
    if (s->part > 0) return false;
    for (uint32_t i = 0; i <= s->sentence[sentence].block && paragraphs <= 1; i++)
        paragraphs += s->block[i].kind == DG_BODY && (s->block[i].new_paragraph || !paragraphs);
    return paragraphs <= 1;
}

bool event_in_lead(const event_view *v) {
    return story_in_lead(v->story, v->event->sentence);
}

bool story_next_name(const dg_story *s, dg_sort sort, story_name *name) {
    while (name->next < s->n_mention && name->count < STORY_MOST_NAMES) {
        uint32_t i = name->next++;
        const dg_mention *m = &s->mention[i];
        if (m->sort != sort || m->kind != DG_NAME || m->chain != i) continue;
        bool known = *m->actor.name;
        name->text = known ? m->actor.name : s->text + m->start;
        name->n = known ? strlen(m->actor.name) : m->end - m->start;
        name->count++;
        return true;
    }
    return false;
}

/* ---- pairs ------------------------------------------------------------------------------- */

static const dg_participant *participant(const event_view *v, uint32_t first, uint32_t n,
                                         uint32_t i) {
    return i < n ? &v->story->participant[first + i] : NULL;
}

bool event_next_dyad(const event_view *v, event_dyad *dyad, bool *begun) {
    const dg_event *e = v->event;
    bool mutual = e->n_recipient == 0 && e->n_actor > 1;
    uint32_t rows = e->n_actor ? e->n_actor : 1;
    uint32_t columns = mutual ? e->n_actor - 1 : e->n_recipient ? e->n_recipient : 1;
    uint64_t number = *begun ? (uint64_t)dyad->number + 1 : 0;
    if (number >= (uint64_t)rows * columns) return false;
    uint32_t row = (uint32_t)(number / columns), column = (uint32_t)(number % columns);
    *begun = true;
    dyad->number = (uint32_t)number;
    dyad->mutual = mutual;
    dyad->actor = participant(v, e->actor, e->n_actor, row);
    if (mutual)
        dyad->recipient = participant(v, e->actor, e->n_actor, column + (column >= row));
    else
        dyad->recipient = participant(v, e->recipient, e->n_recipient, column);
    return true;
}
