/* Ranking the types of relation. Every event of the text speaks for its type, the more the better
 * its parties are the marked ones; so do, weakly, frames that fitted but were not coded, as here
 * the parties are known to be the right ones. */
#include "relate/relate.h"

#include <math.h>
#include <string.h>

#include "event/plover.h"

static bool overlaps(uint32_t start, uint32_t end, const dg_span *s) {
    return start < s->end && s->start < end;
}

static bool among(const dg_story *s, uint32_t first, uint32_t n, const dg_span *span) {
    for (uint32_t i = 0; i < n; i++) {
        const dg_participant *p = &s->participant[first + i];
        if (p->start < p->end && overlaps(p->start, p->end, span)) return true;
    }
    return false;
}

/* Between the two marks, where a sentence tells what the one did to the other. */
static bool is_between(uint32_t at, const dg_span *a, const dg_span *b) {
    return (at >= a->end && at < b->start) || (at >= b->end && at < a->start);
}

static double near(uint32_t at, const dg_span *s) {
    double distance = at < s->start ? s->start - at : at > s->end ? at - s->end : 0;
    return 1 / (1 + distance / 40);
}

static double weigh(const dg_story *s, const dg_event *e, const dg_span *source,
                    const dg_span *target) {
    bool acts = among(s, e->actor, e->n_actor, source);
    bool suffers = among(s, e->recipient, e->n_recipient, target);
    bool both = among(s, e->actor, e->n_actor, target);
    bool turned = among(s, e->recipient, e->n_recipient, source);
    double weight = 1 + 2.5 * acts + 2.5 * suffers + 1.5 * (acts && both) - 0.5 * turned;
    if (is_between(e->trigger_start, source, target)) weight += 1;
    return weight + near(e->trigger_start, source) + near(e->trigger_start, target);
}

static void add(dg_relation *out, const char *type, const char *mode, double weight,
                double *best, const char *why) {
    uint8_t t = plover_type_of(type, (unsigned)strlen(type));
    if (!t) return;
    out->weight[t - 1] = fmax(out->weight[t - 1], weight);
    if (weight <= *best) return;
    *best = weight;
    out->type = plover_types[t].name;
    out->mode = mode;
    out->why = why;
}

static void add_rejection(const dg_story *s, const dg_rejection *r, const dg_span *source,
                          const dg_span *target, dg_relation *out, double *best) {
    char type[16] = "";
    size_t n = strcspn(r->frame, "/");
    const dg_word *w = &s->word[r->word];
    if (!n || n >= sizeof type) return;
    memcpy(type, r->frame, n);
    double weight = 0.8 + near(w->start, source) + near(w->start, target) +
                    (is_between(w->start, source, target) ? 1 : 0);
    add(out, type, "", weight, best, r->frame);
}

static void sort_types(dg_relation *out) {
    for (int i = 0; i < DG_TYPES; i++) {
        int k = i;
        for (; k > 0 && out->weight[out->ranked[k - 1]] < out->weight[i]; k--)
            out->ranked[k] = out->ranked[k - 1];
        out->ranked[k] = (uint8_t)i;
    }
}

/* Weights as shares of one. */
static void normalise(dg_relation *out) {
    double sum = 0;
    for (int i = 0; i < DG_TYPES; i++) sum += out->weight[i] = exp(1.5 * out->weight[i]) - 1;
    for (int i = 0; i < DG_TYPES && sum > 0; i++) out->weight[i] /= sum;
}

void relate_rank(const dg_story *story, const dg_span *source, const dg_span *target,
                 dg_relation *out) {
    static const dg_span none = {UINT32_MAX, UINT32_MAX};
    double best = 0;
    const dg_span *to = target->start < target->end ? target : &none;
    *out = (dg_relation){.type = "CONSULT", .mode = "", .why = "nothing tells; the commonest"};
    for (size_t i = 0; i < story->n_event; i++) {
        const dg_event *e = &story->event[i];
        add(out, e->type, e->mode, weigh(story, e, source, to), &best, e->why);
    }
    for (size_t i = 0; i < story->n_rejection; i++)
        add_rejection(story, &story->rejection[i], source, to, out, &best);
    if (best <= 0) out->weight[TYPE_CONSULT - 1] = 0.1;
    normalise(out);
    sort_types(out);
    uint8_t t = plover_type_of(out->type, (unsigned)strlen(out->type));
    uint8_t m = plover_mode_of(t, out->mode, (unsigned)strlen(out->mode));
    out->score = m ? plover_modes[m].score : plover_types[t].score;
}

const char *dg_type_name(unsigned type) {
    return type < DG_TYPES ? plover_types[type + 1].name : "";
}
