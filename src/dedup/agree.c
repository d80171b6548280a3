/* Each field of two records agrees, leaves it open, or contradicts. One contradiction is enough
 * to part them, but for the same sentence in two versions of a text: there it is the coder who
 * differs, and the contradiction only counts against. */
#include "dedup/agree.h"

#include <math.h>

/* ---- who -------------------------------------------------------------------------------- */

typedef enum accord { CONTRADICTS, OPEN, AGREES } accord;

static uint32_t code(const char letter[4]) {
    return (uint32_t)letter[0] << 16 | (uint32_t)letter[1] << 8 | (uint32_t)letter[2];
}

/* An organ of the state, for which tellings take each other. */
static bool is_state(uint32_t sector) {
    static const char organ[][4] = {"GOV", "MIL", "COP", "JUD", "LEG", "SPY"};
    for (size_t i = 0; i < sizeof organ / sizeof *organ; i++)
        if (sector == code(organ[i])) return true;
    return false;
}

static bool shares_sector(const happening_party *a, const happening_party *b) {
    for (size_t i = 0; i < DG_SECTORS && a->sector[i]; i++)
        for (size_t k = 0; k < DG_SECTORS && b->sector[k]; k++)
            if (a->sector[i] == b->sector[k]) return true;
    return false;
}

static accord sectors_agree(const happening_party *a, const happening_party *b) {
    if (shares_sector(a, b) || (!a->sector[0] && !b->sector[0])) return AGREES;
    if (!a->sector[0] || !b->sector[0]) return OPEN;
    return is_state(a->sector[0]) && is_state(b->sector[0]) ? OPEN : CONTRADICTS;
}

/* Two whose names differ: a president may stand for his state, but not for a minister. */
static accord names_differ(const happening_party *a, const happening_party *b) {
    if (a->has_role && b->has_role) return CONTRADICTS;
    return a->has_role || b->has_role ? AGREES : OPEN;
}

static accord parties_agree(const happening_party *a, const happening_party *b) {
    if (a->entity && a->entity == b->entity) return AGREES;
    if (a->country && b->country && a->country != b->country) return CONTRADICTS;
    accord sector = sectors_agree(a, b);
    accord name = a->entity && b->entity ? names_differ(a, b) : AGREES;
    accord country = a->country && b->country ? AGREES : OPEN;
    accord least = sector < name ? sector : name;
    return least < country ? least : country;
}

/* AGREES: each of the fewer is one of the more. OPEN: `least` of them are or may be. */
static accord sides_agree(const happening_party *a, size_t n_a, const happening_party *b,
                          size_t n_b, size_t least) {
    if (n_a > n_b) return sides_agree(b, n_b, a, n_a, least);
    size_t agreeing = 0, open = 0;
    if (!n_a) return n_b ? OPEN : AGREES;
    for (size_t i = 0; i < n_a; i++) {
        accord best = CONTRADICTS;
        for (size_t k = 0; k < n_b && best != AGREES; k++) {
            accord one = parties_agree(&a[i], &b[k]);
            if (one > best) best = one;
        }
        agreeing += best == AGREES;
        open += best == OPEN;
    }
    if (agreeing == n_a) return AGREES;
    return agreeing + open >= (least < n_a ? least : n_a) ? OPEN : CONTRADICTS;
}

static bool is_mutual(const happening *h) {
    return h->n_actor > 1 && h->n_recipient == 0;
}

/* Points for who takes part; negative: somebody else does. What all do together in one telling
 * may be what one does to the other in the next; then two must be the same. */
static double weigh_parties(const happening *a, const happening *b) {
    static const double points[] = {[CONTRADICTS] = -1, [OPEN] = 0.5, [AGREES] = 1};
    const happening_party *p = a->party, *q = b->party;
    if (is_mutual(a) || is_mutual(b))
        return 2 * points[sides_agree(p, (size_t)a->n_actor + a->n_recipient, q,
                                      (size_t)b->n_actor + b->n_recipient, 2)];
    accord actors = sides_agree(p, a->n_actor, q, b->n_actor, 1);
    accord recipients =
        sides_agree(p + a->n_actor, a->n_recipient, q + b->n_actor, b->n_recipient, 1);
    if (actors == CONTRADICTS || recipients == CONTRADICTS) return -1;
    return points[actors] + points[recipients];
}

/* ---- when and where --------------------------------------------------------------------- */

/* How far apart their days are; -1: not known. */
static int64_t days_apart(const happening *a, const happening *b) {
    if (a->first == TEXTS_NO_DAY || b->first == TEXTS_NO_DAY) return -1;
    if (a->last < b->first) return (int64_t)b->first - a->last;
    return a->first > b->last ? (int64_t)a->first - b->last : 0;
}

/* "Last year" says little of when. */
static bool is_vague(const happening *h) {
    enum { WEEK = 7 };
    return (int64_t)h->last - h->first > WEEK;
}

/* Two days that the texts give are taken as they stand; a story's own day is only about when.
 */
static double weigh_days(const happening *a, const happening *b, unsigned days) {
    int64_t apart = days_apart(a, b);
    if (apart < 0) return 0;
    if (apart > days || (apart > 1 && a->dated && b->dated)) return -1;
    if (is_vague(a) || is_vague(b)) return 0;
    return apart == 0 ? 1 : 0.5;
}

#define RADIANS (3.14159265358979 / 180)

/* Great-circle distance (haversine). */
static double kilometres(const happening_place *a, const happening_place *b) {
    double lat_a = (double)a->lat * RADIANS, lat_b = (double)b->lat * RADIANS;
    double s = sin((lat_b - lat_a) / 2);
    double t = sin(((double)b->lon - (double)a->lon) * RADIANS / 2);
    double h = s * s + cos(lat_a) * cos(lat_b) * t * t;
    return 2 * 6371 * asin(sqrt(h < 1 ? h : 1));
}

static double weigh_places(const happening_place *a, const happening_place *b) {
    enum { NEAR = 50 }; /* km: a town and what lies around it */
    if (a->country && b->country && a->country != b->country) return -1;
    if (a->id && a->id == b->id) return a->within ? 1.5 : 0.5;
    if (!a->within || !b->within) return 0;
    double apart = kilometres(a, b);
    if (isnan(apart)) return 0;
    return apart <= NEAR ? 1 : -1;
}

/* ---- all -------------------------------------------------------------------------------- */

static double weigh_modes(const happening *a, const happening *b) {
    if (!a->mode || !b->mode) return 0;
    return a->mode == b->mode ? 0.5 : -1;
}

/* The part of the shorter sentence that is in the other. Of a short one a large part says less
 * than of a long one. */
static double shared_part(const happening *a, const happening *b) {
    enum { FEW = 4 };
    size_t shared = dedup_bag_shared(a->bag, a->n_bag, b->bag, b->n_bag);
    size_t least = a->n_bag < b->n_bag ? a->n_bag : b->n_bag;
    return (double)shared / (double)(least + FEW);
}

double happenings_agree(const happening *a, const happening *b, unsigned days) {
    static const double words = 6, text = 1.25, sentence = 0.5;
    if (a->type != b->type || a->status != b->status) return 0;
    const double part[] = {weigh_modes(a, b), weigh_parties(a, b), weigh_days(a, b, days),
                           weigh_places(&a->place, &b->place)};
    double shared = shared_part(a, b), all = words * shared;
    bool same_text = a->text != HAPPENING_NO_TEXT && a->text == b->text;
    bool same_sentence = same_text && shared >= sentence;
    if (same_text) all += text;
    for (size_t i = 0; i < sizeof part / sizeof *part; i++) {
        if (part[i] < 0 && !same_sentence) return 0;
        all += part[i];
    }
    return all;
}
