/* A story's copy is one block of memory: it is gone through twice, first to measure it. */
#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "dragoman.h"

typedef struct copying {
    char *block; /* NULL: being measured */
    size_t used;
} copying;

/* ---- pieces ----------------------------------------------------------------------------- */

/* Room for an array; NULL while it is measured. */
static void *room(copying *c, size_t n, size_t size) {
    const size_t align = alignof(max_align_t);
    c->used = (c->used + align - 1) / align * align;
    size_t at = c->used;
    c->used += n * size;
    return c->block ? c->block + at : NULL;
}

static const char *keep_bytes(copying *c, const char *s, size_t n) {
    char *to = c->block ? c->block + c->used : NULL;
    c->used += n + 1;
    if (!to) return "";
    if (n) memcpy(to, s, n);
    to[n] = '\0';
    return to;
}

static const char *keep(copying *c, const char *s) {
    return *s ? keep_bytes(c, s, strlen(s)) : "";
}

static dg_actor keep_actor(copying *c, const dg_actor *from) {
    dg_actor a = {.country = keep(c, from->country),
                  .entity = keep(c, from->entity),
                  .name = keep(c, from->name),
                  .role = keep(c, from->role),
                  .why = ""};
    for (int i = 0; i < DG_SECTORS; i++) a.sector[i] = keep(c, from->sector[i]);
    return a;
}

/* ---- arrays ----------------------------------------------------------------------------- */

static void keep_blocks(copying *c, dg_story *s) {
    dg_block *to = room(c, s->n_block, sizeof *to);
    if (to && s->n_block) memcpy(to, s->block, s->n_block * sizeof *to);
    s->block = to;
}

static void keep_sentences(copying *c, dg_story *s) {
    dg_sentence *to = room(c, s->n_sentence, sizeof *to);
    for (size_t i = 0; to && i < s->n_sentence; i++) {
        const dg_sentence *from = &s->sentence[i];
        to[i] = (dg_sentence){.start = from->start, .end = from->end, .block = from->block};
    }
    s->sentence = to;
}

static bool is_name(const dg_story *s, size_t mention) {
    const dg_mention *m = &s->mention[mention];
    return m->kind == DG_NAME && m->chain == mention &&
           (m->sort == DG_PERSON || m->sort == DG_ORGANISATION || m->sort == DG_PLACE);
}

static void keep_names(copying *c, dg_story *s) {
    uint32_t n = 0;
    for (size_t i = 0; i < s->n_mention; i++) n += is_name(s, i);
    dg_mention *to = room(c, n, sizeof *to);
    n = 0;
    for (size_t i = 0; i < s->n_mention; i++) {
        const dg_mention *from = &s->mention[i];
        if (!is_name(s, i)) continue;
        dg_mention m = {.start = from->start,
                        .end = from->end,
                        .sentence = from->sentence,
                        .chain = n,
                        .kind = from->kind,
                        .sort = from->sort,
                        .actor = keep_actor(c, &from->actor)};
        if (to) to[n] = m;
        n++;
    }
    s->mention = to;
    s->n_mention = n;
}

static void keep_participants(copying *c, dg_story *s) {
    dg_participant *to = room(c, s->n_participant, sizeof *to);
    for (size_t i = 0; i < s->n_participant; i++) {
        dg_participant p = s->participant[i];
        p.mention = DG_NONE;
        p.actor = keep_actor(c, &p.actor);
        if (to) to[i] = p;
    }
    s->participant = to;
}

static void keep_places(copying *c, dg_story *s) {
    dg_place *to = room(c, s->n_place, sizeof *to);
    for (size_t i = 0; i < s->n_place; i++) {
        dg_place p = s->place[i];
        p.mention = DG_NONE;
        p.name = keep(c, p.name);
        p.country = keep(c, p.country);
        p.admin1 = keep(c, p.admin1);
        p.id = keep(c, p.id);
        p.why = "";
        if (to) to[i] = p;
    }
    s->place = to;
}

static void keep_events(copying *c, dg_story *s) {
    dg_event *to = room(c, s->n_event, sizeof *to);
    for (size_t i = 0; i < s->n_event; i++) {
        dg_event e = s->event[i];
        e.type = keep(c, e.type);
        e.mode = keep(c, e.mode);
        e.status = keep(c, e.status);
        e.cameo = keep(c, e.cameo);
        e.frame = keep(c, e.frame);
        for (int k = 0; k < DG_CONTEXTS; k++) e.context[k] = keep(c, e.context[k]);
        e.why = "";
        if (to) to[i] = e;
    }
    s->event = to;
}

/* ---- the story -------------------------------------------------------------------------- */

static void keep_story(copying *c, const dg_story *from) {
    dg_story *to = room(c, 1, sizeof *to), s = *from;
    s.token = NULL;
    s.word = NULL;
    s.mention_part = NULL;
    s.rejection = NULL;
    s.n_token = s.n_word = s.n_mention_part = s.n_rejection = 0;
    keep_blocks(c, &s);
    keep_sentences(c, &s);
    keep_names(c, &s);
    keep_participants(c, &s);
    keep_places(c, &s);
    keep_events(c, &s);
    const char **field[] = {&s.id, &s.date, &s.title, &s.source, &s.url, &s.lang};
    for (size_t i = 0; i < sizeof field / sizeof *field; i++) *field[i] = keep(c, *field[i]);
    s.text = keep_bytes(c, s.text, s.n_text);
    if (to) *to = s;
}

dg_status dg_story_copy(const dg_story *story, dg_story **out, dg_error *error) {
    copying c = {0};
    keep_story(&c, story);
    c.block = malloc(c.used);
    RETURN_IF(!c.block, error, DG_NO_MEMORY, "out of memory");
    c.used = 0;
    keep_story(&c, story);
    *out = (dg_story *)c.block;
    return DG_OK;
}

void dg_story_free(dg_story *copy) {
    free(copy);
}
