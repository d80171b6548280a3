/* Stories in a ring; the bands of their sketches lead to those that may be alike, and their
 * sketches decide. */
#include "dedup/texts.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "when/when.h"

/* A near-duplicate has half of the smaller text in common, and the smaller is no snippet of
 * the other: docs/dedup.md tells how these were chosen. */
#define LEAST_CONTAINMENT 0.5
#define LEAST_RESEMBLANCE 0.15

enum { STEPS = 8 }; /* stories looked at in each band */

uint64_t texts_hash(const char *s) {
    return hash_bytes(s, strlen(s), 0);
}

int32_t texts_day(const char *date) {
    long days;
    return date && when_days(date, &days) ? (int32_t)days : TEXTS_NO_DAY;
}

bool texts_init(texts *t, unsigned bits) {
    memset(t, 0, sizeof *t);
    t->story = calloc((size_t)1 << bits, sizeof *t->story);
    t->mask = ((uint32_t)1 << bits) - 1;
    if (t->story && recent_init(&t->id, bits) &&
        recent_init(&t->band, bits + recent_bits(SKETCH_BANDS, 0)))
        return true;
    texts_free(t);
    return false;
}

void texts_free(texts *t) {
    for (size_t i = 0; t->story && i <= t->mask; i++) free(t->story[i].first);
    free(t->story);
    recent_free(&t->id);
    recent_free(&t->band);
    arena_free(&t->scratch);
    array_free(&t->words);
    memset(t, 0, sizeof *t);
}

/* ---- near-duplicates -------------------------------------------------------------------- */

static bool is_near_duplicate(likeness l) {
    return l.containment >= LEAST_CONTAINMENT && l.resemblance >= LEAST_RESEMBLANCE;
}

/* The earlier story that is most like this one; NULL: none is alike. */
static const text_story *most_alike(const texts *t, const sketch *s,
                                    const uint64_t band[SKETCH_BANDS], likeness *alike) {
    const text_story *best = NULL;
    uint32_t place, last = UINT32_MAX;
    *alike = (likeness){0, 0};
    for (size_t i = 0; i < SKETCH_BANDS && alike->resemblance < 1; i++) {
        recent_walk walk = recent_find(&t->band, band[i], STEPS);
        while (recent_next(&walk, &place)) {
            if (place == last) continue; /* its neighbour's latest was this one, too */
            last = place;
            likeness l = sketch_likeness(s, &t->story[place].sketch);
            if (!is_near_duplicate(l) || l.resemblance <= alike->resemblance) continue;
            best = &t->story[place];
            *alike = l;
        }
    }
    return best;
}

/* ---- adding ----------------------------------------------------------------------------- */

static const char *or_empty(const char *s) {
    return s ? s : "";
}

static dg_status check(const dg_document *d, dg_error *error) {
    RETURN_IF(!d->text && d->n_text, error, DG_BAD_ARGUMENT, "a document without a text");
    RETURN_IF(!d->id || !*d->id, error, DG_BAD_ARGUMENT, "a document without an id");
    size_t bad = d->n_text ? utf8_first_bad(d->text, d->n_text) : 0;
    if (bad == d->n_text) return DG_OK;
    error_set(error, DG_BAD_INPUT, "the text is not UTF-8");
    error_at(error, d->file, d->line, bad);
    return DG_BAD_INPUT;
}

static dg_status sketch_text(texts *t, const dg_document *d, sketch *out,
                             uint64_t band[SKETCH_BANDS], dg_error *error) {
    FORWARD(dedup_prose_words(or_empty(d->text), d->n_text, &t->scratch, &t->words, error));
    sketch_of(t->words.data, t->words.n, out, band);
    return DG_OK;
}

/* Put a story in the place of the oldest. */
static const text_story *put(texts *t, const text_story *story,
                             const uint64_t band[SKETCH_BANDS]) {
    uint32_t place = t->count++ & t->mask;
    free(t->story[place].first);
    t->story[place] = *story;
    recent_add(&t->id, story->id, place);
    for (size_t i = 0; i < SKETCH_BANDS && story->sketch.n_shingle; i++)
        recent_add(&t->band, band[i], place);
    return &t->story[place];
}

dg_status texts_add(texts *t, const dg_document *document, const text_story **out,
                    likeness *alike, dg_error *error) {
    const dg_document *d = document;
    uint64_t band[SKETCH_BANDS];
    FORWARD(check(d, error));
    text_story story = {.id = texts_hash(d->id), .text = t->count, .day = texts_day(d->date)};
    story.source = d->source && *d->source ? texts_hash(d->source) : story.id;
    *alike = (likeness){0, 0};
    if (d->part > 0 && (*out = texts_find(t, story.id))) return DG_OK;
    FORWARD(sketch_text(t, d, &story.sketch, band, error));
    const text_story *earlier = most_alike(t, &story.sketch, band, alike);
    if (earlier) story.text = earlier->text;
    story.first = strdup(earlier ? earlier->first : d->id);
    RETURN_IF(!story.first, error, DG_NO_MEMORY, "out of memory");
    *out = put(t, &story, band);
    return DG_OK;
}

const text_story *texts_find(const texts *t, uint64_t id) {
    enum { OTHERS = 64 };
    uint32_t place;
    recent_walk walk = recent_find(&t->id, id, OTHERS);
    while (recent_next(&walk, &place))
        if (t->story[place].id == id) return &t->story[place];
    return NULL;
}
