/* Ranking the types of relation. Each word of the sentences that hold the marks speaks for the
 * types that the judge finds in it, the more the likelier the marked ones act and suffer in
 * that event: here both are known to be the right ones, so that what is too unsure to be coded
 * counts, too. */
#include "relate/relate.h"

#include <string.h>

/* What a word says whose event has likely neither of the two in it. */
static const float unlinked = 0.03f;

/* A type's best word. */
typedef struct speaker {
    double weight;
    uint32_t word;
    uint8_t mode;
} speaker;

typedef struct ranking {
    event_coder *coder;
    const dg_story *story;
    uint32_t source, target; /* mentions; DG_NONE */
    const dg_span *source_span, *target_span;
    double silent[N_TYPE]; /* the chance that no word tells of the type */
    speaker best[N_TYPE];
} ranking;

static float part_of(ranking *r, const feature_scene *s, uint32_t i, uint8_t type,
                     uint32_t mention, float p[JUDGE_PARTS]) {
    memset(p, 0, JUDGE_PARTS * sizeof *p);
    if (mention == DG_NONE || r->story->mention[mention].sentence > s->sentence) return 0;
    judge_part part;
    judge_role(event_coder_judge(r->coder), s, i, type, mention, &part);
    memcpy(p, part.p, sizeof part.p);
    return p[JUDGE_ACTOR];
}

/* How likely the source does it to the target, or both do it together. */
static float link_of(ranking *r, const feature_scene *s, uint32_t i, uint8_t type) {
    float from[JUDGE_PARTS], to[JUDGE_PARTS];
    float acts = part_of(r, s, i, type, r->source, from);
    if (r->target == DG_NONE) return unlinked + (1 - unlinked) * acts;
    part_of(r, s, i, type, r->target, to);
    float suffers =
        to[JUDGE_RECIPIENT] > to[JUDGE_ACTOR] ? to[JUDGE_RECIPIENT] : to[JUDGE_ACTOR];
    float both = acts * suffers, either = 0.5f * (acts + suffers);
    return unlinked + (1 - unlinked) * (0.7f * both + 0.3f * either);
}

static void hear_word(ranking *r, const feature_scene *s, uint32_t i) {
    static const float least = 0.01f;
    judge_verdict v;
    judge_type(event_coder_judge(r->coder), s, i, &v);
    for (uint8_t type = 1; type < N_TYPE; type++) {
        if (v.p[type] < least) continue;
        double weight = (double)(v.p[type] * link_of(r, s, i, type));
        r->silent[type] *= 1 - weight;
        if (weight > r->best[type].weight)
            r->best[type] = (speaker){weight, s->proposal[i].word, v.type == type ? v.mode : 0};
    }
}

static bool holds(const dg_sentence *s, const dg_span *span) {
    return span->start < span->end && span->start < s->end && s->start < span->end;
}

static void hear_sentences(ranking *r) {
    for (uint32_t n = 0; n < r->story->n_sentence; n++) {
        const dg_sentence *y = &r->story->sentence[n];
        if (!holds(y, r->source_span) && !holds(y, r->target_span)) continue;
        feature_scene s = event_coder_scene(r->coder, n);
        for (uint32_t i = 0; i < s.n; i++) hear_word(r, &s, i);
    }
}

/* The reason of the event that the word tells, if it was coded. */
static const char *reason(const ranking *r, uint32_t word, uint8_t type) {
    const dg_word *w = &r->story->word[word];
    for (size_t i = 0; i < r->story->n_event; i++) {
        const dg_event *e = &r->story->event[i];
        bool told = e->trigger_start <= w->start && w->end <= e->trigger_end;
        if (told && !strcmp(e->type, plover_types[type].name)) return e->why;
    }
    return "no frame says so; by what was learned";
}

static void sort_types(dg_relation *out) {
    for (int i = 0; i < DG_TYPES; i++) {
        int k = i;
        for (; k > 0 && out->weight[out->ranked[k - 1]] < out->weight[i]; k--)
            out->ranked[k] = out->ranked[k - 1];
        out->ranked[k] = (uint8_t)i;
    }
}

static void conclude(const ranking *r, dg_relation *out) {
    double sum = 0;
    for (int i = 0; i < DG_TYPES; i++) sum += out->weight[i] = 1 - r->silent[i + 1];
    for (int i = 0; i < DG_TYPES && sum > 0; i++) out->weight[i] /= sum;
    sort_types(out);
    uint8_t type = (uint8_t)(out->ranked[0] + 1);
    const speaker *best = &r->best[type];
    if (best->weight <= 0) {
        out->weight[TYPE_CONSULT - 1] = 0.1;
        sort_types(out);
        return;
    }
    out->type = plover_types[type].name;
    out->mode = plover_modes[best->mode].name;
    out->score = best->mode ? plover_modes[best->mode].score : plover_types[type].score;
    out->why = reason(r, best->word, type);
}

void relate_rank(event_coder *coder, const dg_story *story, const dg_span *source,
                 const dg_span *target, dg_relation *out) {
    ranking r = {.coder = coder, .story = story, .source_span = source, .target_span = target};
    r.source = dg_mention_at(story, source->start, source->end);
    r.target = target->start < target->end ? dg_mention_at(story, target->start, target->end)
                                           : DG_NONE;
    for (int i = 0; i < N_TYPE; i++) r.silent[i] = 1;
    *out = (dg_relation){.type = "CONSULT",
                         .mode = "",
                         .why = "nothing tells; the commonest",
                         .score = plover_types[TYPE_CONSULT].score};
    hear_sentences(&r);
    conclude(&r, out);
}

const char *dg_type_name(unsigned type) {
    return type < DG_TYPES ? plover_types[type + 1].name : "";
}
