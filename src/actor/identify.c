/* Running the parts of the actor stage, and handing its results to the story. */
#include "actor/identify.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"

/* "2015-11-15…" as 20151115; 0 when it is no date. */
static int32_t day_of(const char *date) {
    int year, month, day;
    char rest;
    if (strlen(date) < 10 || sscanf(date, "%4d-%2d-%2d%c", &year, &month, &day, &rest) < 3)
        return 0;
    if (year < 1000 || month < 1 || month > 12 || day < 1 || day > 31) return 0;
    return (int32_t)(year * 10000 + month * 100 + day);
}

static void publish(const actor_story *a, const actor_mention *m, dg_mention *out) {
    out->start = actor_word(a, m->first)->start;
    out->end = actor_word(a, m->last)->end;
    out->sentence = m->sentence;
    out->head = m->head;
    out->chain = m->chain;
    out->part = m->part;
    out->n_part = m->n_part;
    out->kind = m->kind;
    out->sort = m->sort;
    out->plural = m->number == NUMBER_PLURAL;
    out->locates = m->locates && m->sort == DG_PLACE;
}

static dg_status hand_over(actor_story *a, dg_error *error) {
    size_t n = a->mention.n;
    dg_mention *out = ARENA_NEW(a->arena, dg_mention, n);
    dg_actor *actor = ARENA_NEW(a->arena, dg_actor, n);
    uint32_t *part = ARENA_NEW(a->arena, uint32_t, a->part.n);
    RETURN_IF(!out || !actor || !part, error, DG_NO_MEMORY, "out of memory");
    FORWARD(actor_describe(a, actor, error));
    for (size_t i = 0; i < n; i++) {
        publish(a, &a->mention.data[i], &out[i]);
        out[i].actor = actor[i];
    }
    if (a->part.n) memcpy(part, a->part.data, a->part.n * sizeof *part);
    a->story->mention = out;
    a->story->n_mention = n;
    a->story->mention_part = part;
    a->story->n_mention_part = a->part.n;
    return DG_OK;
}

static dg_status run(actor_story *a, dg_error *error) {
    FORWARD(actor_find_names(a->base, a->story, a->arena, &a->names, error));
    FORWARD(actor_find_mentions(a, error));
    actor_resolve_names(a);
    FORWARD(actor_link(a, error));
    return hand_over(a, error);
}

dg_status actor_identify(const actor_base *base, arena *memory, dg_story *story,
                         dg_error *error) {
    actor_story a = {
        .base = base, .story = story, .arena = memory, .date = day_of(story->date)};
    a.countries = ARENA_NEW(memory, uint16_t, N_COUNTRY);
    RETURN_IF(!a.countries, error, DG_NO_MEMORY, "out of memory");
    dg_status status = run(&a, error);
    array_free(&a.mention);
    array_free(&a.part);
    return status;
}

static uint32_t overlap(const dg_mention *m, uint32_t start, uint32_t end) {
    uint32_t from = m->start > start ? m->start : start, to = m->end < end ? m->end : end;
    return from < to ? to - from : 0;
}

/* Whether a mention's head is the head of the whole span: what governs it lies outside. */
static bool heads_span(const dg_story *story, const dg_mention *m, uint32_t start,
                       uint32_t end) {
    const dg_word *head = &story->word[m->head];
    if (head->start < start || head->end > end) return false;
    if (!head->head) return true;
    const dg_word *governor = &story->word[story->sentence[m->sentence].word + head->head - 1];
    return governor->start < start || governor->end > end;
}

uint32_t dg_mention_at(const dg_story *story, uint32_t start, uint32_t end) {
    enum { HEADS = 100000 }; /* more than any length can outweigh */
    uint32_t best = DG_NONE;
    long best_score = -2 * HEADS;
    for (uint32_t i = 0; i < story->n_mention; i++) {
        const dg_mention *m = &story->mention[i];
        uint32_t both = overlap(m, start, end);
        if (!both) continue;
        long extra = (long)(m->end - m->start) - (long)both;
        long missed = (long)(end - start) - (long)both;
        long score = (heads_span(story, m, start, end) ? HEADS : 0) - extra - 2 * missed;
        if (score <= best_score) continue;
        best_score = score;
        best = i;
    }
    return best;
}
