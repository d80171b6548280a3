/* Pieces are laid into the text in order of their places. Pieces overlap, since a participant
 * stands within its sentence: then only what lies past the text's end so far is added. A piece
 * whose place is not known, or that contradicts what lies there, goes behind all others. */
#include "store/draft.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/utf8.h"

/* A piece, and where to write down its place in bytes. */
typedef struct laid {
    draft_piece piece;
    uint32_t *start, *end;
} laid;

typedef struct laying {
    store_draft *draft;
    ARRAY(laid) all;
    buffer text;
    uint64_t offset; /* characters before the text */
    uint64_t end;    /* characters in it */
    uint64_t from;   /* where the last piece begins, in characters and bytes */
    size_t from_byte;
} laying;

/* ---- collecting ------------------------------------------------------------------------- */

dg_status store_draft_begin(store_draft *d, const char *id, dg_error *error) {
    arena_reset(&d->arena);
    d->event.n = d->sentence.n = d->name.n = d->places = 0;
    d->first_sentence = 0;
    hash_map_clear(&d->numbers);
    d->date = d->title = d->source = d->url = d->lang = "";
    d->part = 0;
    d->id = store_draft_keep(d, id);
    RETURN_IF(!d->id, error, DG_NO_MEMORY, "out of memory");
    return DG_OK;
}

const char *store_draft_keep(store_draft *d, const char *text) {
    return arena_strndup(&d->arena, text, strlen(text));
}

/* What a sentence, or an event of it, is remembered by. */
static uint64_t key_of(uint32_t sentence, uint32_t event) {
    return ((uint64_t)sentence + 1) << 32 | event;
}

#define THE_SENTENCE UINT32_MAX

dg_status store_draft_add_sentence(store_draft *d, const draft_sentence *s, dg_error *error) {
    uint64_t key = key_of(s->number, THE_SENTENCE);
    uint32_t there = hash_find(d->numbers.slot, d->numbers.mask, key);
    if (there != HASH_NONE) {
        RETURN_IF(strcmp(d->sentence.data[there].piece.text, s->piece.text) != 0, error,
                  DG_BAD_INPUT, "another text of sentence %u than before", s->number);
        return DG_OK;
    }
    RETURN_IF(s->number >= DRAFT_MAX_SENTENCE + d->first_sentence, error, DG_OVER_LIMIT,
              "sentence %u is too far into its story", s->number);
    RETURN_IF(!hash_map_set(&d->numbers, key, (uint32_t)d->sentence.n) ||
                  !array_push(&d->sentence, *s),
              error, DG_NO_MEMORY, "out of memory");
    return DG_OK;
}

/* Numbers that are left out are places in the story all the same, and so count. */
dg_status store_draft_add_event(store_draft *d, const draft_event *event, dg_error *error) {
    uint64_t key = key_of(event->sentence, event->number);
    RETURN_IF(d->places + event->number >= DRAFT_MAX_EVENTS || d->arena.used > DRAFT_MAX_BYTES,
              error, DG_OVER_LIMIT,
              "a story of too many events, or with too high numbers in their ids");
    RETURN_IF(hash_find(d->numbers.slot, d->numbers.mask, key) != HASH_NONE, error,
              DG_BAD_INPUT, "a second event %u of sentence %u", event->number, event->sentence);
    RETURN_IF(!hash_map_set(&d->numbers, key, 0) || !array_push(&d->event, *event), error,
              DG_NO_MEMORY, "out of memory");
    d->places += event->number + 1;
    return DG_OK;
}

void store_draft_free(store_draft *d) {
    array_free(&d->event);
    array_free(&d->sentence);
    array_free(&d->name);
    hash_map_free(&d->numbers);
    arena_free(&d->arena);
}

/* ---- laying the text -------------------------------------------------------------------- */

static int by_place(const void *a, const void *b) {
    const laid *x = a, *y = b;
    if (x->piece.start != y->piece.start) return x->piece.start < y->piece.start ? -1 : 1;
    size_t m = strlen(x->piece.text), n = strlen(y->piece.text);
    return m > n ? -1 : m < n; /* the longer first: a sentence before its first word */
}

static bool put_at_end(laying *l, const laid *p) {
    size_t n = strlen(p->piece.text);
    bool ok = buffer_add_char(&l->text, ' ');
    *p->start = (uint32_t)l->text.n;
    *p->end = (uint32_t)(l->text.n + n);
    return ok && buffer_add(&l->text, p->piece.text, n);
}

/* Go on to the character where a piece begins, which is not before the last one's beginning. */
static bool go_to(laying *l, uint64_t start) {
    for (; l->end < start; l->end++)
        if (!buffer_add_char(&l->text, ' ')) return false;
    for (; l->from < start; l->from++) {
        size_t len;
        utf8_decode(l->text.data + l->from_byte, l->text.n - l->from_byte, &len);
        l->from_byte += len;
    }
    return true;
}

/* Lay a piece at its place; *fits is false when other text lies there. */
static bool lay(laying *l, const laid *p, bool *fits) {
    *fits = p->piece.start - l->offset <= DRAFT_MAX_PLACE;
    if (!*fits) return true;
    if (!go_to(l, p->piece.start - l->offset)) return false;
    const char *text = p->piece.text;
    size_t n = strlen(text), lies = l->text.n - l->from_byte;
    if (lies > n) lies = n;
    *fits = lies == 0 || memcmp(l->text.data + l->from_byte, text, lies) == 0;
    if (!*fits) return true;
    *p->start = (uint32_t)l->from_byte;
    *p->end = (uint32_t)(l->from_byte + n);
    l->end += utf8_count(text + lies, n - lies);
    return buffer_add(&l->text, text + lies, n - lies);
}

static bool lay_all(laying *l) {
    size_t n = l->all.n, last = 0;
    if (n) qsort(l->all.data, n, sizeof *l->all.data, by_place);
    l->offset =
        n && l->all.data[0].piece.start != DRAFT_ANYWHERE ? l->all.data[0].piece.start : 0;
    for (size_t i = 0; i < n; i++) {
        laid *p = &l->all.data[i];
        bool fits = false;
        if (p->piece.start != DRAFT_ANYWHERE && !lay(l, p, &fits)) return false;
        if (!fits) l->all.data[last++] = *p;
    }
    for (size_t i = 0; i < last; i++)
        if (!put_at_end(l, &l->all.data[i])) return false;
    return buffer_end(&l->text);
}

/* Note a piece to be laid, if there is one. */
static bool note(laying *l, draft_piece piece, uint32_t *start, uint32_t *end) {
    laid p = {piece, start, end};
    return !*piece.text || array_push(&l->all, p);
}

/* ---- the story's arrays ----------------------------------------------------------------- */

static int by_number(const void *a, const void *b) {
    const draft_event *x = a, *y = b;
    if (x->sentence != y->sentence) return x->sentence < y->sentence ? -1 : 1;
    return x->number < y->number ? -1 : x->number > y->number;
}

static int by_sentence(const void *a, const void *b) {
    const draft_sentence *x = a, *y = b;
    return x->number < y->number ? -1 : x->number > y->number;
}

/* Of a story's blocks only this is known: whether a sentence is in its lead. */
static const dg_block lead_and_rest[] = {{.kind = DG_BODY, .new_paragraph = true},
                                         {.kind = DG_BODY, .new_paragraph = true}};

/* Sentences that no event stands in have no text; they are there for the others' numbers. */
static bool make_sentences(laying *l) {
    store_draft *d = l->draft;
    size_t n = d->sentence.n;
    if (n == 0) return true;
    qsort(d->sentence.data, n, sizeof *d->sentence.data, by_sentence);
    uint32_t first = d->sentence.data[0].number;
    uint32_t count = d->sentence.data[n - 1].number - first + 1;
    dg_sentence *made = ARENA_NEW(&d->arena, dg_sentence, count);
    bool ok = made;
    for (size_t i = 0; i < n && ok; i++) {
        const draft_sentence *from = &d->sentence.data[i];
        dg_sentence *to = &made[from->number - first];
        to->block = !from->lead;
        ok = note(l, from->piece, &to->start, &to->end);
    }
    d->story.block = lead_and_rest;
    d->story.n_block = 2;
    d->story.sentence = made;
    d->story.n_sentence = count;
    d->story.sentence_offset = first;
    return ok;
}

static bool make_participants(laying *l, const draft_event *from, dg_participant *to) {
    bool ok = true;
    for (uint32_t i = 0; i < from->n_actor + from->n_recipient + from->n_said_by && ok; i++) {
        to[i] = (dg_participant){.mention = DG_NONE, .actor = from->participant[i].actor};
        ok = note(l, from->participant[i].piece, &to[i].start, &to[i].end);
    }
    return ok;
}

/* The event with a sentence and number among those made so far, of which none is a gap. */
static uint32_t find_event(const store_draft *d, const dg_event *made, uint32_t n,
                           const draft_event *e) {
    uint32_t low = 0, high = n,
             sentence = e->same_sentence - (uint32_t)d->story.sentence_offset;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (made[middle].sentence < sentence)
            low = middle + 1;
        else
            high = middle;
    }
    uint32_t i = low + e->same_number;
    bool found = i >= low && i < n && made[i].sentence == sentence && *made[i].type;
    return found ? i : DG_NONE;
}

static dg_event event_of(const store_draft *d, const draft_event *e) {
    dg_event made = {.sentence = e->sentence - (uint32_t)d->story.sentence_offset,
                     .type = e->type,
                     .mode = e->mode,
                     .status = e->status,
                     .cameo = e->cameo,
                     .goldstein = e->goldstein,
                     .score = e->score,
                     .quad = e->quad,
                     .n_actor = e->n_actor,
                     .n_recipient = e->n_recipient,
                     .said_by = DG_NONE,
                     .place = DG_NONE,
                     .same_as = DG_NONE,
                     .size = e->size,
                     .confidence = (float)e->confidence,
                     .frame = e->frame,
                     .why = "",
                     .left_out = e->left_out};
    memcpy(made.when.first, e->first, sizeof e->first);
    memcpy(made.when.last, e->last, sizeof e->last);
    memcpy(made.context, e->context, sizeof e->context);
    return made;
}

/* What the story's events are made in. */
typedef struct event_arrays {
    dg_event *event;
    dg_place *place;
    dg_participant *participant;
    uint32_t n_event, n_place, n_participant;
} event_arrays;

static bool make_place(laying *l, event_arrays *a, const draft_event *e) {
    if (!*e->place.text) return true;
    dg_place *p = &a->place[a->n_place];
    *p = e->where;
    p->mention = DG_NONE;
    p->why = "";
    a->event[a->n_event].place = a->n_place++;
    return note(l, e->place, &p->start, &p->end);
}

static bool make_event(laying *l, event_arrays *a, const draft_event *e) {
    dg_event *to = &a->event[a->n_event];
    *to = event_of(l->draft, e);
    to->actor = a->n_participant;
    to->recipient = to->actor + e->n_actor;
    if (e->n_said_by) to->said_by = to->recipient + e->n_recipient;
    bool ok = make_participants(l, e, a->participant + a->n_participant) &&
              note(l, e->trigger, &to->trigger_start, &to->trigger_end) &&
              note(l, e->date, &to->when.start, &to->when.end) && make_place(l, a, e);
    if (e->has_same_as) to->same_as = find_event(l->draft, a->event, a->n_event, e);
    a->n_participant += e->n_actor + e->n_recipient + e->n_said_by;
    a->n_event++;
    return ok;
}

/* Where a number is missing, an event that is left out keeps those behind it at their own. */
static void make_gap(const laying *l, event_arrays *a, uint32_t sentence) {
    const draft_event gap = {.sentence = sentence,
                             .type = "",
                             .mode = "",
                             .status = "",
                             .cameo = "",
                             .frame = "",
                             .context = {"", "", "", "", "", ""},
                             .left_out = true};
    a->event[a->n_event++] = event_of(l->draft, &gap);
}

static bool make_events(laying *l, event_arrays *a) {
    store_draft *d = l->draft;
    uint32_t next = 0; /* number in the sentence */
    bool ok = true;
    for (size_t i = 0; i < d->event.n && ok; i++) {
        const draft_event *e = &d->event.data[i];
        if (i == 0 || e->sentence != e[-1].sentence) next = 0;
        for (; next < e->number; next++) make_gap(l, a, e->sentence);
        ok = make_event(l, a, e);
        next++;
    }
    return ok;
}

static bool new_arrays(store_draft *d, event_arrays *a) {
    size_t n_participant = 0;
    for (size_t i = 0; i < d->event.n; i++) {
        const draft_event *e = &d->event.data[i];
        n_participant += e->n_actor + e->n_recipient + e->n_said_by;
    }
    a->event = ARENA_NEW(&d->arena, dg_event, d->places);
    a->place = ARENA_NEW(&d->arena, dg_place, d->event.n);
    a->participant = ARENA_NEW(&d->arena, dg_participant, n_participant);
    return a->event && a->place && a->participant;
}

static bool make_names(store_draft *d) {
    dg_mention *made = ARENA_NEW(&d->arena, dg_mention, d->name.n);
    for (uint32_t i = 0; made && i < d->name.n; i++)
        made[i] = (dg_mention){.kind = DG_NAME,
                               .sort = d->name.data[i].sort,
                               .chain = i,
                               .actor.name = d->name.data[i].text};
    d->story.mention = made;
    d->story.n_mention = d->name.n;
    return made;
}

static bool make_story(laying *l) {
    store_draft *d = l->draft;
    event_arrays a = {0};
    if (d->event.n) qsort(d->event.data, d->event.n, sizeof *d->event.data, by_number);
    if (!make_sentences(l) || !new_arrays(d, &a) || !make_events(l, &a) || !lay_all(l) ||
        !make_names(d))
        return false;
    d->story.event = a.event;
    d->story.n_event = a.n_event;
    d->story.place = a.place;
    d->story.n_place = a.n_place;
    d->story.participant = a.participant;
    d->story.n_participant = a.n_participant;
    d->story.text = arena_strndup(&d->arena, l->text.data, l->text.n);
    d->story.n_text = l->text.n;
    d->story.char_offset = l->offset;
    return d->story.text;
}

dg_status store_draft_finish(store_draft *d, const dg_story **out, dg_error *error) {
    laying l = {.draft = d};
    d->story = (dg_story){.id = d->id,
                          .date = d->date,
                          .title = d->title,
                          .source = d->source,
                          .url = d->url,
                          .lang = d->lang,
                          .part = d->part};
    bool ok = make_story(&l);
    array_free(&l.all);
    buffer_free(&l.text);
    RETURN_IF(!ok, error, DG_NO_MEMORY, "out of memory");
    *out = &d->story;
    return DG_OK;
}
