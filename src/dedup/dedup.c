/* The public side of duplicates: stories, groups and the rule of one a day, side by side. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "dedup/groups.h"
#include "dedup/one_a_day.h"
#include "record/event_view.h"

enum { MOST_DAYS = 31, LEAST_BITS = 4, MOST_BITS = 24 };

struct dg_dedup {
    texts texts;
    groups groups;
    recent dyads;
    arena record; /* what is being read */
    buffer id, same_as;
};

dg_status dg_dedup_new(const dg_dedup_options *options, dg_dedup **out, dg_error *error) {
    static const dg_dedup_options defaults = DG_DEDUP_DEFAULTS;
    const dg_dedup_options *o = options ? options : &defaults;
    const uint32_t most = (uint32_t)1 << MOST_BITS;
    RETURN_IF(o->days > MOST_DAYS, error, DG_BAD_ARGUMENT, "at most %d days", MOST_DAYS);
    RETURN_IF(!o->stories || o->stories > most || !o->events || o->events > most, error,
              DG_BAD_ARGUMENT, "1 to %u stories and events can be remembered", most);
    dg_dedup *d = calloc(1, sizeof *d);
    RETURN_IF(!d, error, DG_NO_MEMORY, "out of memory");
    if (!texts_init(&d->texts, recent_bits(o->stories, LEAST_BITS)) ||
        !groups_init(&d->groups, recent_bits(o->events, LEAST_BITS), o->days) ||
        !recent_init(&d->dyads, recent_bits(o->events, LEAST_BITS) + 1)) {
        dg_dedup_free(d);
        return error_set(error, DG_NO_MEMORY, "out of memory");
    }
    *out = d;
    return DG_OK;
}

void dg_dedup_free(dg_dedup *dedup) {
    if (!dedup) return;
    texts_free(&dedup->texts);
    groups_free(&dedup->groups);
    recent_free(&dedup->dyads);
    arena_free(&dedup->record);
    buffer_free(&dedup->id);
    buffer_free(&dedup->same_as);
    free(dedup);
}

/* ---- stories ---------------------------------------------------------------------------- */

dg_status dg_dedup_story(dg_dedup *dedup, const dg_document *document, dg_likeness *out,
                         dg_error *error) {
    const text_story *story;
    likeness alike;
    FORWARD(texts_add(&dedup->texts, document, &story, &alike, error));
    if (!out) return DG_OK;
    *out = (dg_likeness){.resemblance = alike.resemblance, .containment = alike.containment};
    if (alike.resemblance > 0) out->duplicate_of = story->first;
    return DG_OK;
}

bool dg_dedup_has(const dg_dedup *dedup, const char *story) {
    return texts_find(&dedup->texts, texts_hash(story)) != NULL;
}

/* ---- events ----------------------------------------------------------------------------- */

static dg_status add(dg_dedup *d, const happening *h, const char *id, dg_group *out,
                     dg_error *error) {
    bool first;
    const group *g = groups_add(&d->groups, h, id, &first);
    RETURN_IF(!g, error, DG_NO_MEMORY, "out of memory");
    *out = (dg_group){.id = g->id,
                      .number = g->number,
                      .first = first,
                      .repeats_day = !first || one_a_day_repeats(&d->dyads, h),
                      .sources = g->sources};
    return DG_OK;
}

static bool write_id(buffer *b, const dg_story *story, uint32_t event) {
    b->n = 0;
    return (event == DG_NONE || event_add_id(b, story, event)) && buffer_end(b);
}

dg_status dg_dedup_event(dg_dedup *dedup, const dg_story *story, uint32_t event, dg_group *out,
                         dg_error *error) {
    dg_dedup *d = dedup;
    happening h;
    RETURN_IF(event >= story->n_event, error, DG_BAD_ARGUMENT, "no event %u", event);
    RETURN_IF(!*story->id, error, DG_BAD_ARGUMENT, "a story without an id");
    RETURN_IF(!write_id(&d->id, story, event) ||
                  !write_id(&d->same_as, story, story->event[event].same_as),
              error, DG_NO_MEMORY, "out of memory");
    happening_of_event(story, &story->event[event], d->id.data, d->same_as.data,
                       texts_find(&d->texts, texts_hash(story->id)), &h);
    return add(d, &h, d->id.data, out, error);
}

dg_status dg_dedup_record(dg_dedup *dedup, const char *json, size_t n,
                          void (*missing)(void *user, const char *story), void *user,
                          dg_group *out, dg_error *error) {
    dg_dedup *d = dedup;
    event_record record;
    happening h;
    arena_reset(&d->record);
    FORWARD(event_read(json, n, &d->record, &record, error));
    uint64_t id = texts_hash(record.story);
    if (missing && !texts_find(&d->texts, id)) missing(user, record.story);
    happening_of_record(&record, texts_find(&d->texts, id), &h);
    return add(d, &h, record.id, out, error);
}
