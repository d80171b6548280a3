/* Filling happenings. */
#include "dedup/happening.h"

#include <math.h>
#include <string.h>

#include "event/plover.h"

static uint64_t hash_or_none(const char *s) {
    return *s ? texts_hash(s) : 0;
}

/* The first four letters. */
static uint32_t code_of(const char *s) {
    uint32_t code = 0;
    for (size_t i = 0; i < 4 && s[i]; i++) code = code << 8 | (unsigned char)s[i];
    return code;
}

static happening_party party_of(const dg_actor *a) {
    happening_party p = {.entity = hash_or_none(a->entity),
                         .country = code_of(a->country),
                         .has_role = *a->role != '\0'};
    for (size_t i = 0; i < DG_SECTORS && *a->sector[i]; i++)
        p.sector[i] = code_of(a->sector[i]);
    return p;
}

static void add_party(happening *h, const dg_actor *a, uint8_t *n) {
    size_t at = (size_t)h->n_actor + h->n_recipient;
    if (at == HAPPENING_PARTIES) return;
    h->party[at] = party_of(a);
    (*n)++;
}

static void set_codes(happening *h, const char *type, const char *status, const char *mode) {
    h->type = plover_type_of(type, (unsigned)strlen(type));
    h->status = plover_status_of(status, (unsigned)strlen(status));
    h->mode = hash_or_none(mode);
}

static void set_place(happening *h, const dg_place *p) {
    h->place = (happening_place){.id = hash_or_none(p->id),
                                 .country = code_of(p->country),
                                 .within = *p->admin1 != '\0',
                                 .lat = (float)p->lat,
                                 .lon = (float)p->lon};
}

static void set_days(happening *h, const char *first, const char *last, int32_t story_day) {
    h->first = texts_day(first);
    h->last = texts_day(last);
    h->dated = h->first != TEXTS_NO_DAY;
    if (!h->dated) h->first = story_day;
    if (h->last == TEXTS_NO_DAY || h->last < h->first) h->last = h->first;
}

static void set_story(happening *h, const char *id, const text_story *story) {
    h->story = texts_hash(id);
    h->source = story ? story->source : h->story;
    h->text = story ? story->text : HAPPENING_NO_TEXT;
}

void happening_of_record(const event_record *e, const text_story *story, happening *out) {
    *out = (happening){.id = texts_hash(e->id), .same_as = hash_or_none(e->same_as)};
    set_story(out, e->story, story);
    set_codes(out, e->type, e->status, e->mode);
    set_days(out, e->first, e->last, story ? story->day : TEXTS_NO_DAY);
    set_place(out, &e->place);
    for (size_t i = 0; i < e->n_actor; i++) add_party(out, &e->actor[i].actor, &out->n_actor);
    for (size_t i = 0; i < e->n_recipient; i++)
        add_party(out, &e->recipient[i].actor, &out->n_recipient);
    out->n_bag = (uint8_t)dedup_bag_of_words(e->text, strlen(e->text), out->bag);
}

void happening_of_event(const dg_story *s, const dg_event *e, const char *id,
                        const char *same_as, const text_story *story, happening *out) {
    const dg_sentence *sentence = &s->sentence[e->sentence];
    *out = (happening){.id = texts_hash(id), .same_as = hash_or_none(same_as)};
    set_story(out, s->id, story);
    if (*s->source) out->source = texts_hash(s->source);
    set_codes(out, e->type, e->status, e->mode);
    set_days(out, e->when.first, e->when.last, texts_day(s->date));
    out->place = (happening_place){.lat = NAN, .lon = NAN};
    if (e->place != DG_NONE) set_place(out, &s->place[e->place]);
    for (uint32_t i = 0; i < e->n_actor; i++)
        add_party(out, &s->participant[e->actor + i].actor, &out->n_actor);
    for (uint32_t i = 0; i < e->n_recipient; i++)
        add_party(out, &s->participant[e->recipient + i].actor, &out->n_recipient);
    out->n_bag = (uint8_t)dedup_bag_of_words(s->text + sentence->start,
                                             sentence->end - sentence->start, out->bag);
}
