/* Places of a story's events, sentence by sentence. */
#include "where/where.h"

#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "where/scene.h"

typedef struct finder {
    arena *arena;
    dg_story *story;
    clause_tree tree;
    story_countries countries;
    scene scene;
    ARRAY(dg_place) place;
    uint32_t of_spot[SCENE_SPOTS]; /* places made for the scene's spots; DG_NONE */
    dg_place last;
    bool any;
} finder;

static void count_country(story_countries *c, const char *code) {
    unsigned i = 0;
    while (i < c->n && strcmp(c->code[i], code)) i++;
    if (i == STORY_COUNTRIES) return;
    if (i == c->n) {
        c->code[c->n++] = code;
        c->count[i] = 0;
    }
    c->count[i]++;
    c->total++;
}

static void count_countries(finder *x) {
    for (size_t i = 0; i < x->story->n_mention; i++)
        if (scene_is_country(x->story->mention[i].actor.country))
            count_country(&x->countries, x->story->mention[i].actor.country);
}

/* The word of the trigger that governs the others. */
static uint32_t trigger_word(const finder *x, const dg_event *e) {
    const dg_sentence *s = &x->story->sentence[e->sentence];
    uint32_t first = DG_NONE;
    for (uint32_t w = s->word; w < s->word + s->n_word; w++) {
        const dg_word *word = &x->story->word[w];
        if (word->end <= e->trigger_start || word->start >= e->trigger_end) continue;
        if (word->upos == UPOS_PUNCT) continue;
        uint32_t g = clause_governor(&x->tree, w);
        bool inside = g != DG_NONE && x->story->word[g].start >= e->trigger_start &&
                      x->story->word[g].end <= e->trigger_end;
        if (!inside) return w;
        if (first == DG_NONE) first = w;
    }
    return first;
}

static void set_span(const finder *x, const scene_spot *spot, dg_place *p) {
    if (spot->mention != DG_NONE) {
        p->start = x->story->mention[spot->mention].start;
        p->end = x->story->mention[spot->mention].end;
    } else {
        const scene_name *n = &x->scene.name[spot->name];
        p->start = x->story->word[n->first].start;
        p->end = x->story->word[n->first + n->n - 1].end;
    }
}

static dg_status put_place(finder *x, const scene_spot *spot, uint32_t *out, dg_error *error) {
    uint32_t *known = &x->of_spot[spot - x->scene.spot];
    dg_place p;
    if (*known == DG_NONE) {
        bool made = scene_resolve(&x->scene, spot, &x->countries, x->any ? &x->last : NULL,
                                  x->arena, &p);
        if (made) set_span(x, spot, &p);
        RETURN_IF(!made || !array_push(&x->place, p), error, DG_NO_MEMORY, "out of memory");
        *known = (uint32_t)x->place.n - 1;
        if (*p.country) {
            x->last = p;
            x->any = true;
        }
    }
    *out = *known;
    return DG_OK;
}

static dg_status place_event(finder *x, dg_event *e, dg_error *error) {
    uint32_t w = trigger_word(x, e);
    e->place = DG_NONE;
    if (w == DG_NONE) return DG_OK;
    const scene_spot *spot = scene_choose(&x->scene, e, w);
    return spot ? put_place(x, spot, &e->place, error) : DG_OK;
}

static dg_status place_events(finder *x, dg_event *event, dg_error *error) {
    uint32_t sentence = DG_NONE;
    for (size_t i = 0; i < x->story->n_event; i++) {
        if (event[i].sentence != sentence) {
            sentence = event[i].sentence;
            scene_read(x->scene.places, &x->tree, sentence, &x->scene);
            memset(x->of_spot, 0xFF, sizeof x->of_spot);
        }
        FORWARD(place_event(x, &event[i], error));
    }
    return DG_OK;
}

static dg_status hand_over(finder *x, dg_event *event, dg_error *error) {
    dg_place *place = ARENA_NEW(x->arena, dg_place, x->place.n);
    RETURN_IF(!place, error, DG_NO_MEMORY, "out of memory");
    if (x->place.n) memcpy(place, x->place.data, x->place.n * sizeof *place);
    x->story->place = place;
    x->story->n_place = x->place.n;
    x->story->event = event;
    return DG_OK;
}

static dg_status run(finder *x, dg_error *error) {
    size_t n = x->story->n_event;
    dg_event *event = ARENA_NEW(x->arena, dg_event, n);
    RETURN_IF(!event, error, DG_NO_MEMORY, "out of memory");
    if (n) memcpy(event, x->story->event, n * sizeof *event);
    FORWARD(clause_tree_make(x->story, x->arena, &x->tree, error));
    count_countries(x);
    FORWARD(place_events(x, event, error));
    return hand_over(x, event, error);
}

dg_status where_find(const gazetteer *places, arena *a, dg_story *story, dg_error *error) {
    finder x = {.arena = a, .story = story, .scene.places = places};
    if (!story->n_event) return DG_OK;
    dg_status status = run(&x, error);
    array_free(&x.place);
    return status;
}
