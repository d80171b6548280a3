/* Which entity a name means. Every entity that bears the name is weighed by how it bears it
 * (full, short, adjective), whether it holds a role on the story's date, the title before it
 * and the countries that the story is about. A name whose other words belong to nobody of the
 * base ("Michael Jordan") is not one of its. */
#include <string.h>

#include "actor/identify.h"

enum {
    GRACE = 2,              /* days, for the news of somebody's leaving */
    REMEMBERED = 15 * 10000 /* years of dates as YYYYMMDD: who left is still named so */
};

/* ---- roles by date ------------------------------------------------------------------- */

/* Of the roles that hold, the one begun last. */
static uint32_t held_on(const actor_layer *l, const actor_entity *e, int32_t date) {
    uint32_t best = DG_NONE;
    for (uint32_t i = e->role; i < e->role + e->n_role; i++) {
        const actor_role *r = &l->role[i];
        if (r->from > date || r->to + GRACE < date) continue;
        if (best == DG_NONE || r->from >= l->role[best].from) best = i;
    }
    return best;
}

/* Of the roles that are over, the longest: who led the UN for ten years and mediated for a
 * month is the former head of the UN. */
static uint32_t longest_before(const actor_layer *l, const actor_entity *e, int32_t date) {
    uint32_t best = DG_NONE;
    for (uint32_t i = e->role; i < e->role + e->n_role; i++) {
        const actor_role *r = &l->role[i];
        if (r->to >= date || r->from == DATE_MIN) continue;
        if (best == DG_NONE || r->to - r->from > l->role[best].to - l->role[best].from)
            best = i;
    }
    for (uint32_t i = e->role; best == DG_NONE && i < e->role + e->n_role; i++)
        if (l->role[i].to < date) best = i;
    return best;
}

/* Without a date: the last role that was more than having had one. */
static uint32_t last_office(const actor_layer *l, const actor_entity *e) {
    for (uint32_t i = e->role + e->n_role; i-- > e->role;)
        if (l->role[i].sector[0] != SECTOR_ELI) return i;
    return e->role + e->n_role - 1;
}

uint32_t actor_role_on(const actor_base *base, actor_ref ref, int32_t date, bool *ended) {
    const actor_layer *l = &base->layer[ref.layer];
    const actor_entity *e = &l->entity[ref.entity];
    *ended = false;
    if (!e->n_role) return DG_NONE;
    if (!date) return last_office(l, e);
    uint32_t now = held_on(l, e, date);
    if (now != DG_NONE) return now;
    uint32_t past = longest_before(l, e, date);
    *ended = past != DG_NONE;
    return past;
}

/* ---- what the story is about ------------------------------------------------------------ */

static uint16_t country_of(const actor_base *base, actor_ref ref, int32_t date) {
    bool ended;
    const actor_layer *l = &base->layer[ref.layer];
    uint32_t role = actor_role_on(base, ref, date, &ended);
    if (role == DG_NONE && l->entity[ref.entity].n_role) role = l->entity[ref.entity].role;
    return role == DG_NONE ? 0 : l->role[role].country[0];
}

static bool is_in_dateline(const actor_story *a, uint32_t w) {
    uint32_t at = actor_word(a, w)->start;
    for (size_t i = 0; i < a->story->n_block && a->story->block[i].start <= at; i++)
        if (at < a->story->block[i].end) return a->story->block[i].kind == DG_DATELINE;
    return false;
}

/* A name that can mean one country only speaks for it: in the text more than in the dateline, where
 * the agency says nothing of what the story is about. */
static void count_countries(actor_story *a) {
    for (size_t i = 0; i < a->names.n_hit; i++) {
        const actor_hit *hit = &a->names.hit[i];
        if (actor_is_compound_part(a, hit->first + hit->n - 1)) continue;
        uint16_t only = 0;
        bool one = true, dateline = is_in_dateline(a, hit->first);
        size_t n;
        const actor_use *use = actor_hit_uses(a->base, hit, &n);
        for (size_t k = 0; k < n && one; k++) {
            actor_ref ref = {hit->layer, use[k].entity};
            if (!actor_use_fits(a->base, &a->names, hit, &use[k])) continue;
            uint16_t country = country_of(a->base, ref, a->date);
            unsigned kind = actor_entity_at(a->base, ref)->kind;
            if (kind == KIND_ROLE || (kind == KIND_MEDIA && dateline)) continue;
            if (use[k].use == USE_SHORT || (only && country != only)) one = false;
            only = country;
        }
        unsigned weight = dateline ? 1 : 2;
        if (one && only && a->countries[only] < UINT16_MAX - 2)
            a->countries[only] = (uint16_t)(a->countries[only] + weight);
    }
}

/* ---- weighing ------------------------------------------------------------------------------
 */

static bool has_name_word(const actor_layer *l, const actor_entity *e, uint64_t key) {
    for (uint32_t i = 0; i < e->n_word; i++)
        if (l->word[e->word + i] == (uint32_t)key) return true;
    return false;
}

/* Whether all words of the name in the text are the entity's own, or initials. */
static bool owns_all_words(const actor_story *a, const actor_mention *m, actor_ref ref) {
    const actor_layer *l = &a->base->layer[ref.layer];
    for (uint32_t w = m->name_first; w <= m->name_last; w++) {
        const actor_key *key = &a->names.key[w];
        bool initial = strlen(actor_word(a, w)->norm) <= 2;
        if (key->hash && !initial && !has_name_word(l, &l->entity[ref.entity], key->hash))
            return false;
    }
    return true;
}

static bool is_case_in(const actor_story *a, const actor_mention *m) {
    uint32_t c = actor_dependent(a, m->head, DEPREL_CASE);
    return c != DG_NONE && (actor_is_word(a, c, "in") || actor_is_word(a, c, "near"));
}

/* Whether the title in the text ("president") is the entity's on that date, or ever. */
static bool title_fits(const actor_story *a, const actor_mention *m, actor_ref ref) {
    const actor_layer *l = &a->base->layer[ref.layer];
    const actor_entity *e = &l->entity[ref.entity];
    if (m->role_hit == DG_NONE) return false;
    const actor_hit *hit = &a->names.hit[m->role_hit];
    const char *word = actor_word(a, hit->first + hit->n - 1)->lemma;
    for (uint32_t i = 0; i < e->n_role; i++)
        if (strcasestr(l->strings + l->role[e->role + i].title, word)) return true;
    return false;
}

static bool is_place_kind(unsigned kind) {
    return kind == KIND_STATE || kind == KIND_REGION || kind == KIND_WORLD;
}

static int weigh_use(const actor_use *use) {
    switch (use->use) {
    case USE_NAME:
        return 10;
    case USE_SHORT:
        return 4;
    default:
        return 9;
    }
}

/* The modifiers of the phrase name a country: "Georgian President Saakashvili". */
static int weigh_modifiers(const actor_story *a, const actor_mention *m, uint16_t country) {
    int score = 0;
    for (uint32_t i = 0; i < m->n_mod + 1; i++) {
        uint32_t by = i < m->n_mod ? m->mod[i] : m->owner; /* "Israel's Labour party" */
        if (by == DG_NONE || !actor_is_somebody(a->mention.data[by].entity)) continue;
        uint16_t theirs = country_of(a->base, a->mention.data[by].entity, a->date);
        if (theirs) score += theirs == country ? 6 : -4;
    }
    return score;
}

static int weigh_person(const actor_story *a, const actor_mention *m, actor_ref ref, int base) {
    bool ended;
    const dg_word *w = actor_word(a, m->name_last);
    if (w->upos != UPOS_PROPN && m->name_first == m->name_last) return -100;
    if (!owns_all_words(a, m, ref)) return -100;
    int score = base + (title_fits(a, m, ref) ? 5 : 0);
    uint32_t role = actor_role_on(a->base, ref, a->date, &ended);
    if (!a->date)
        score += 3;
    else if (role == DG_NONE)
        score -= 3;
    else if (!ended)
        score += 4;
    else if (a->base->layer[ref.layer].role[role].to + REMEMBERED > a->date)
        score += 3;
    bool alone = m->name_first == m->name_last && m->role_hit == DG_NONE;
    if (m->locates && alone && is_case_in(a, m)) score -= 8;
    if (m->name_first == m->name_last && m->definite) score -= 6; /* "the Bush" */
    return score;
}

/* "National Front" in "National Front for Renewal" is somebody else. */
static bool goes_on(const actor_story *a, const actor_hit *hit) {
    uint32_t w = hit->first + hit->n;
    if (w + 1 >= a->story->n_word) return false;
    bool of = actor_is_word(a, w, "for") || actor_is_word(a, w, "of");
    const dg_word *next = actor_word(a, w + 1);
    return of && next->upos == UPOS_PROPN && !actor_hit_of(a, w + 1);
}

static int weigh_other(const actor_story *a, const actor_mention *m, const actor_hit *hit,
                       const actor_entity *e, uint16_t country, int base) {
    int score = base;
    bool extra = m->kind != DG_MODIFIER &&
                 (m->name_first < hit->first || m->name_last >= hit->first + hit->n);
    if (extra) return -100; /* "Michael Jordan", "Georgia Meloni" */
    if (!is_place_kind(e->kind) && goes_on(a, hit)) return -100;
    if (e->kind == KIND_STATE) score += 1;
    if (!is_place_kind(e->kind) && base < 9 && country == COUNTRY_USA)
        score += 1; /* "the Senate", "Republicans" of no named country */
    bool title = m->role_hit != DG_NONE && m->role_hit != m->name_hit;
    if (is_place_kind(e->kind) && title && m->kind == DG_NAME) score -= 8;
    return score;
}

static int weigh(const actor_story *a, const actor_mention *m, const actor_hit *hit,
                 const actor_use *use) {
    actor_ref ref = {hit->layer, use->entity};
    const actor_entity *e = actor_entity_at(a->base, ref);
    uint16_t country = country_of(a->base, ref, a->date);
    int score = e->kind == KIND_PERSON ? weigh_person(a, m, ref, weigh_use(use))
                                       : weigh_other(a, m, hit, e, country, weigh_use(use));
    bool ended = false;
    if (e->kind != KIND_PERSON && a->date &&
        actor_role_on(a->base, ref, a->date, &ended) == DG_NONE)
        score -= 3;
    if (ended && e->kind != KIND_PERSON) score -= 2;
    unsigned named = country ? a->countries[country] : 0;
    if (named) score += named > 4 ? 3 : 2;
    return score + weigh_modifiers(a, m, country);
}

/* A person's short name needs one thing that speaks for it; a place's or group's may do. */
enum { ENOUGH = 7, ENOUGH_ELSE = 3 };

/* The later of two that weigh the same is in the news: without a date, and with one. */
static int32_t latest_day(const actor_base *base, actor_ref ref) {
    const actor_layer *l = &base->layer[ref.layer];
    const actor_entity *e = &l->entity[ref.entity];
    return e->n_role ? l->role[e->role + e->n_role - 1].from : 0;
}

static void choose_entity(actor_story *a, actor_mention *m) {
    const actor_hit *hit = &a->names.hit[m->name_hit];
    size_t n;
    const actor_use *use = actor_hit_uses(a->base, hit, &n);
    int best = -1000;
    for (size_t i = 0; i < n; i++) {
        actor_ref ref = {hit->layer, use[i].entity};
        if (actor_entity_at(a->base, ref)->kind >= KIND_ROLE) continue;
        if (!actor_use_fits(a->base, &a->names, hit, &use[i])) continue;
        int score = weigh(a, m, hit, &use[i]);
        bool person = actor_entity_at(a->base, ref)->kind == KIND_PERSON;
        if (score < (person ? ENOUGH : ENOUGH_ELSE)) continue;
        bool tie = score == best && actor_is_somebody(m->entity);
        if (score > best ||
            (tie && latest_day(a->base, ref) > latest_day(a->base, m->entity))) {
            best = score;
            m->entity = ref;
            m->use = use[i].use;
        }
    }
}

/* ---- sorts and sexes
 * --------------------------------------------------------------------------- */

static dg_sort sort_of_entity(const actor_entity *e, unsigned use) {
    switch (e->kind) {
    case KIND_PERSON:
    case KIND_ETHNIC:
        return DG_PERSON;
    case KIND_STATE:
    case KIND_REGION:
    case KIND_WORLD:
        return use == USE_PEOPLE ? DG_PERSON : DG_PLACE;
    default:
        return use == USE_PEOPLE ? DG_PERSON : DG_ORGANISATION;
    }
}

static dg_sort sort_of_role(const actor_entity *e) {
    switch (e->denotes) {
    case DENOTES_PERSON:
    case DENOTES_PEOPLE:
        return DG_PERSON;
    case DENOTES_BODY:
        return DG_ORGANISATION;
    case DENOTES_PLACE:
        return DG_PLACE;
    case DENOTES_THING:
        return DG_THING;
    default:
        return DG_UNKNOWN;
    }
}

static void read_role(actor_story *a, actor_mention *m) {
    const actor_hit *hit = &a->names.hit[m->role_hit];
    const actor_use *use = actor_hit_kind(a->base, &a->names, hit, KIND_ROLE);
    if (!use) return;
    const actor_entity *e = &a->base->layer[hit->layer].entity[use->entity];
    if (m->sort == DG_UNKNOWN) m->sort = sort_of_role(e);
    if (!m->gender) m->gender = e->gender;
    if (e->denotes == DENOTES_PEOPLE && m->number == NUMBER_SINGULAR)
        m->number = NUMBER_UNKNOWN; /* "police said they" */
}

static bool follows_speech(const actor_story *a, const actor_mention *m) {
    static const char *const verbs[] = {"say",     "tell",    "add",   "ask",   "write",
                                        "explain", "believe", "think", "argue", NULL};
    uint32_t g = actor_governor(a, m->head, m->sentence);
    if (g == DG_NONE || !actor_is_relation(actor_word(a, m->head)->deprel, DEPREL_NSUBJ))
        return false;
    for (const char *const *v = verbs; *v; v++)
        if (actor_is_word(a, g, *v)) return true;
    return false;
}

/* "in September" is no place. */
static bool is_time(const actor_story *a, const actor_mention *m) {
    static const char *const words[] = {
        "January", "February",  "March",     "April",    "May",      "June",
        "July",    "August",    "September", "October",  "November", "December",
        "Monday",  "Tuesday",   "Wednesday", "Thursday", "Friday",   "Saturday",
        "Sunday",  "Christmas", "Easter",    "Ramadan",  NULL};
    for (const char *const *w = words; *w; w++)
        if (!strcmp(actor_word(a, m->name_first)->norm, *w)) return true;
    return false;
}

/* A lone name that acts or owns is a person's more often than not. */
static bool stands_as_person(const actor_story *a, const actor_mention *m) {
    unsigned deprel = actor_word(a, m->head)->deprel;
    return actor_is_relation(deprel, DEPREL_NSUBJ) || deprel == DEPREL_NMOD_POSS ||
           deprel == DEPREL_OBJ || deprel == DEPREL_OBL_AGENT;
}

/* A name nobody listed: a person by given name, title or speech, a place by its preposition. */
static void guess_sort(actor_story *a, actor_mention *m) {
    bool known = false;
    unsigned gender = actor_given_gender(a->base, a->names.key[m->name_first].hash, &known);
    bool many = m->name_last > m->name_first;
    if (is_time(a, m))
        m->sort = DG_THING;
    else if (m->sort == DG_PERSON || (known && !m->definite && (many || !m->locates))) {
        m->sort = DG_PERSON;
        if (!m->gender) m->gender = (uint8_t)gender;
    } else if (m->sort != DG_UNKNOWN)
        return;
    else if (follows_speech(a, m) && !m->definite)
        m->sort = DG_PERSON;
    else if (m->definite)
        m->sort = DG_ORGANISATION;
    else if (m->locates)
        m->sort = DG_PLACE;
    else if (many || stands_as_person(a, m))
        m->sort = DG_PERSON;
}

static void read_sort(actor_story *a, actor_mention *m) {
    if (m->kind == DG_PRONOUN || m->kind == DG_GROUP) return;
    if (actor_is_somebody(m->entity)) {
        const actor_entity *e = actor_entity_at(a->base, m->entity);
        m->sort = m->use == USE_ADJ && m->kind == DG_MODIFIER ? DG_UNKNOWN
                                                              : sort_of_entity(e, m->use);
        if (e->kind == KIND_PERSON)
            m->gender = e->gender == GENDER_SHE ? GENDER_SHE : GENDER_HE;
        if (m->sort == DG_PERSON && e->kind != KIND_PERSON) m->number = NUMBER_PLURAL;
    }
    if (m->role_hit != DG_NONE) read_role(a, m);
    if (m->kind == DG_NAME && !actor_is_somebody(m->entity) && m->name_first != DG_NONE)
        guess_sort(a, m);
    unsigned upos = actor_word(a, m->noun)->upos;
    if (m->kind == DG_NOMINAL && m->sort == DG_UNKNOWN) /* "killed three", "the wounded" */
        m->sort = upos == UPOS_NOUN || upos == UPOS_PROPN ? DG_THING : DG_PERSON;
}

void actor_resolve_names(actor_story *a) {
    count_countries(a);
    for (int pass = 0; pass < 2; pass++) /* modifiers first: they speak for what they modify */
        for (size_t i = 0; i < a->mention.n; i++) {
            actor_mention *m = &a->mention.data[i];
            if (m->name_hit == DG_NONE || (m->kind == DG_MODIFIER) != (pass == 0)) continue;
            choose_entity(a, m);
        }
    for (size_t i = 0; i < a->mention.n; i++) read_sort(a, &a->mention.data[i]);
}
