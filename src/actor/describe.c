/* Who each mention is, in the codebook's terms, and why. What the phrase itself says comes
 * first, then what its chain says elsewhere in the story, then, for a country that nobody
 * names, the place where the story is. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "actor/identify.h"
#include "base/error.h"

enum { MOST_DEPTH = 6, WHY_SIZE = 256 };

/* What is known of a mention; 0 for what is not. */
typedef struct answer {
    uint16_t country;
    uint8_t sector[DG_SECTORS];
    bool soft;      /* the sector is the noun's default */
    bool in_office; /* the text gives the title, so they hold it, whatever the date */
    actor_ref entity;
    const char *name, *role;
    char why[WHY_SIZE];
} answer;

typedef struct describer {
    actor_story *a;
    answer *best;      /* [n_mention]: of a chain, at its first mention */
    uint32_t *from;    /* [n_mention]: which mention of the chain said so */
    uint8_t *state;    /* [n_mention]: 0 not begun, 1 under way, 2 done */
    uint16_t *setting; /* [n_sentence]: the country where it happens */
    uint16_t most;     /* the country that the story names most */
} describer;

static const answer nothing = {.entity = {0, HASH_NONE}, .name = "", .role = ""};

static const actor_mention *mention(const describer *d, uint32_t i) {
    return &d->a->mention.data[i];
}

__attribute__((format(printf, 2, 3))) static void because(answer *x, const char *format, ...) {
    size_t n = strlen(x->why);
    va_list arguments;
    if (n && n + 2 < WHY_SIZE) {
        memcpy(x->why + n, "; ", 3);
        n += 2;
    }
    va_start(arguments, format);
    vsnprintf(x->why + n, WHY_SIZE - n, format, arguments);
    va_end(arguments);
}

static int text_length(const describer *d, const actor_mention *m) {
    const dg_word *first = actor_word(d->a, m->first), *last = actor_word(d->a, m->last);
    uint32_t n = last->end - first->start;
    return n < 60 ? (int)n : 60;
}

static const char *text_of(const describer *d, const actor_mention *m) {
    return d->a->story->text + actor_word(d->a, m->first)->start;
}

/* ---- entities --------------------------------------------------------------------- */

static bool belongs_to_none(uint16_t country) {
    return country == COUNTRY_IGO || country == COUNTRY_UNO || country == COUNTRY_EUR ||
           country == COUNTRY_NGO;
}

static void set_sector(answer *x, uint8_t sector) {
    memset(x->sector, 0, sizeof x->sector);
    x->sector[0] = sector;
    x->soft = false;
}

/* A bare state, capital or seat acts as its government; its people are civilians. */
static void set_default_sector(answer *x, const actor_entity *e, unsigned use) {
    bool state = e->kind == KIND_STATE || e->kind == KIND_REGION || e->kind == KIND_WORLD;
    if (x->sector[0] == SECTOR_PRE && use != USE_PEOPLE) return;
    if (use == USE_PEOPLE && state)
        set_sector(x, SECTOR_CVL);
    else if (state && !x->sector[0])
        set_sector(x, SECTOR_GOV);
    x->soft = x->soft || state;
}

static void take_role(answer *x, const actor_base *base, actor_ref ref, uint32_t role) {
    const actor_layer *l = &base->layer[ref.layer];
    const actor_role *r = &l->role[role];
    x->country = r->country[0];
    for (size_t i = 0; i < DG_SECTORS; i++) x->sector[i] = r->sector[i];
    x->role = l->strings + r->title;
}

/* Of the countries of a people or firm, the one that the story is about. */
static uint16_t country_in_story(const describer *d, actor_ref ref, uint32_t role,
                                 uint16_t setting) {
    const actor_role *r = &d->a->base->layer[ref.layer].role[role];
    uint16_t best = r->country[0];
    unsigned most = 0;
    for (size_t i = 0; i < ROLE_COUNTRIES && r->country[i]; i++) {
        unsigned n = d->a->countries[r->country[i]] + (r->country[i] == setting ? 1000u : 0u);
        if (n > most) {
            most = n;
            best = r->country[i];
        }
    }
    return best;
}

static bool leaves_office(const answer *x) {
    uint8_t s = x->sector[0];
    return s == SECTOR_GOV || s == SECTOR_LEG || s == SECTOR_MIL || s == SECTOR_JUD ||
           s == SECTOR_SPY || s == SECTOR_COP || s == 0;
}

static const actor_role *role_noun(const describer *d, const actor_mention *m,
                                   const actor_hit **hit) {
    if (m->role_hit == DG_NONE) return NULL;
    *hit = &d->a->names.hit[m->role_hit];
    const actor_use *use = actor_hit_kind(d->a->base, &d->a->names, *hit, KIND_ROLE);
    if (!use) return NULL;
    const actor_layer *l = &d->a->base->layer[(*hit)->layer];
    const actor_entity *e = &l->entity[use->entity];
    return e->n_role ? &l->role[e->role] : NULL;
}

/* The last role until the story's date whose title the text gives ("Premier Zhu Rongji"). */
static uint32_t role_of_title(const describer *d, actor_ref ref, const actor_mention *m) {
    const actor_layer *l = &d->a->base->layer[ref.layer];
    const actor_entity *e = &l->entity[ref.entity];
    if (!m || m->role_hit == DG_NONE || m->former || e->kind != KIND_PERSON) return DG_NONE;
    const actor_hit *title;
    const actor_role *office = role_noun(d, m, &title);
    if (!office || office->soft || office->sector[0] == SECTOR_CVL) return DG_NONE;
    const actor_hit *hit = &d->a->names.hit[m->role_hit];
    const char *noun = actor_word(d->a, hit->first + hit->n - 1)->lemma;
    if (!strcasecmp(noun, "premier")) noun = "prime minister";
    if (!strcasecmp(noun, "leader") || !strcasecmp(noun, "chief") ||
        !strcasecmp(noun, "head") || !strcasecmp(noun, "official") ||
        !strcasecmp(noun, "member"))
        return DG_NONE; /* too many are that */
    for (uint32_t i = e->role + e->n_role; i-- > e->role;)
        if ((!d->a->date || l->role[i].from <= d->a->date) &&
            l->role[i].sector[0] != SECTOR_ELI &&
            strcasestr(l->strings + l->role[i].title, noun))
            return i;
    return DG_NONE;
}

/* "General Jones" is of the armed forces, whatever the base has him as. */
static void take_title_sector(const describer *d, answer *x, const actor_mention *m) {
    const actor_hit *hit;
    const actor_role *r = m && !m->former && !x->in_office ? role_noun(d, m, &hit) : NULL;
    bool head = !strncmp(x->role, "president", 9) || !strncmp(x->role, "prime minister", 14);
    if (!r || r->soft || m->kind != DG_NAME || head) return; /* "President General Musharraf" */
    if (r->sector[0] != SECTOR_MIL && r->sector[0] != SECTOR_JUD && r->sector[0] != SECTOR_COP)
        return;
    set_sector(x, r->sector[0]);
    because(x, "%s by the title in the text", actor_sector_words(r->sector[0]));
}

/* m, the mention that bears the name, may be NULL. */
static void describe_entity(const describer *d, answer *x, actor_ref ref, unsigned use,
                            uint16_t setting, const actor_mention *m) {
    const actor_entity *e = actor_entity_at(d->a->base, ref);
    bool ended;
    uint32_t role = actor_role_on(d->a->base, ref, d->a->date, &ended);
    uint32_t titled = role_of_title(d, ref, m);
    if (titled != DG_NONE) {
        role = titled;
        ended = false;
        x->in_office = true;
    }
    bool early = role == DG_NONE && e->n_role;
    if (early) role = e->role; /* before its first role: the country is right all the same */
    x->entity = ref;
    x->name = actor_string(d->a->base, ref.layer, e->name);
    because(x, "%s in the actor base (%s)", actor_string(d->a->base, ref.layer, e->id),
            actor_kind_name(e->kind));
    if (role == DG_NONE) return;
    take_role(x, d->a->base, ref, role);
    if (e->kind == KIND_ETHNIC || e->kind == KIND_REGION || e->kind == KIND_RELIGIOUS)
        x->country = country_in_story(d, ref, role, setting);
    if (ended && e->kind == KIND_PERSON && leaves_office(x)) {
        set_sector(x, SECTOR_ELI);
        because(x, "out of office by then: %s", x->role);
    } else if (*x->role)
        because(x, "%s%s", x->role,
                x->in_office ? ", as the text says"
                : d->a->date ? " on that date"
                             : "");
    take_title_sector(d, x, m);
    if (early && e->kind == KIND_PERSON) {
        x->role = "";
        because(x, "not yet in office then");
    }
    set_default_sector(x, e, use);
}

/* ---- role nouns ---------------------------------------------------------------------- */

static const char *noun_text(const describer *d, const actor_hit *hit, char *out, size_t size) {
    const dg_word *first = actor_word(d->a, hit->first);
    const dg_word *last = actor_word(d->a, hit->first + hit->n - 1);
    snprintf(out, size, "%.*s", (int)(last->end - first->start),
             d->a->story->text + first->start);
    return out;
}

static void describe_role(const describer *d, answer *x, const actor_mention *m) {
    const actor_hit *hit;
    char noun[80];
    const actor_role *r = role_noun(d, m, &hit);
    if (!r) return;
    if (r->country[0] && !x->country) x->country = r->country[0];
    if (!r->sector[0]) return;
    bool keep = x->sector[0] && (r->soft || !x->soft);
    if (keep) return;
    for (size_t i = 0; i < DG_SECTORS; i++) x->sector[i] = r->sector[i];
    x->soft = r->soft;
    because(x, "\"%s\" is %s", noun_text(d, hit, noun, sizeof noun),
            actor_sector_words(r->sector[0]));
}

/* A role noun among the words before the noun, as "rebel" in "rebel commander". */
static void describe_by_modifier_nouns(const describer *d, answer *x, const actor_mention *m) {
    for (uint32_t w = m->first; w < m->noun; w++) {
        const actor_hit *hit = actor_hit_of(d->a, w);
        if (!hit || hit->first != w) continue;
        const actor_use *use = actor_hit_kind(d->a->base, &d->a->names, hit, KIND_ROLE);
        if (!use || d->a->names.of_word[w] == d->a->names.of_word[m->noun]) continue;
        const actor_layer *l = &d->a->base->layer[hit->layer];
        const actor_entity *e = &l->entity[use->entity];
        const actor_role *r = &l->role[e->role];
        bool direct = actor_governor(d->a, hit->first + hit->n - 1, m->sentence) == m->noun;
        if (!e->n_role || !r->sector[0] || r->soft || !direct) continue;
        char noun[80];
        for (size_t i = 0; i < DG_SECTORS; i++) x->sector[i] = r->sector[i];
        x->soft = false;
        because(x, "\"%s\" is %s", noun_text(d, hit, noun, sizeof noun),
                actor_sector_words(r->sector[0]));
    }
}

/* ---- the phrase -------------------------------------------------------------------------- */

static answer answer_of(describer *d, uint32_t i, unsigned depth);

/* "dozens of", "some of", "members of", "eight of": the rest of the phrase says who. */
static bool is_partitive(const describer *d, const actor_mention *m) {
    static const char *const nouns[] = {"some",    "dozen",   "hundred", "thousand", "number",
                                        "group",   "member",  "half",    "most",     "many",
                                        "several", "one",     "all",     "rest",     "majority",
                                        "element", "remnant", "part",    NULL};
    if (m->owner == DG_NONE || m->kind != DG_NOMINAL) return false;
    if (actor_word(d->a, m->noun)->upos == UPOS_NUM) return true;
    for (const char *const *n = nouns; *n; n++)
        if (actor_is_word(d->a, m->noun, *n)) return true;
    return false;
}

static bool is_actor_kind(unsigned kind) {
    return kind == KIND_ARMED || kind == KIND_PARTY || kind == KIND_ORGAN || kind == KIND_NGO ||
           kind == KIND_RELIGIOUS || kind == KIND_MEDIA || kind == KIND_FIRM ||
           kind == KIND_ETHNIC;
}

/* What a modifier or possessor lends: its country always, its sector where the noun has none
 * of its own or a weak one ("Hamas leader"). */
static void lend(const describer *d, answer *x, const answer *from, const actor_mention *by) {
    if (from->country && !x->country) {
        x->country = from->country;
        because(x, "%s by \"%.*s\"", actor_country_code(from->country), text_length(d, by),
                text_of(d, by));
    }
    unsigned kind = actor_is_somebody(from->entity)
                        ? actor_entity_at(d->a->base, from->entity)->kind
                        : N_KIND;
    bool noun = by->kind == DG_NOMINAL && !from->soft;
    bool armed = kind == KIND_ARMED && x->sector[0] != SECTOR_JRN && x->sector[0] != SECTOR_MED;
    if (!from->sector[0] || !(is_actor_kind(kind) || kind == KIND_PERSON || noun)) return;
    if (x->sector[0] && !x->soft && !armed) return;
    for (size_t i = 0; i < DG_SECTORS; i++) x->sector[i] = from->sector[i];
    x->soft = false;
    because(x, "%s by \"%.*s\"", actor_sector_words(from->sector[0]), text_length(d, by),
            text_of(d, by));
}

/* "the kidnappers of a French journalist", "his captors": who they have says not who they are.
 */
static bool is_owned_by_victim(const describer *d, const actor_mention *m) {
    static const char *const nouns[] = {"kidnapper", "captor",   "abductor", "killer",
                                        "murderer",  "assassin", "hijacker", NULL};
    for (const char *const *n = nouns; *n; n++)
        if (actor_is_word(d->a, m->noun, *n)) return true;
    return false;
}

static void describe_by_phrase(describer *d, answer *x, const actor_mention *m,
                               unsigned depth) {
    describe_role(d, x, m);
    if (!x->sector[0] || x->soft) describe_by_modifier_nouns(d, x, m);
    for (uint32_t i = 0; i < m->n_mod; i++) {
        answer mod = answer_of(d, m->mod[i], depth + 1);
        lend(d, x, &mod, mention(d, m->mod[i]));
    }
    if (m->owner != DG_NONE && m->kind != DG_PRONOUN && !is_owned_by_victim(d, m)) {
        answer owner = answer_of(d, m->owner, depth + 1);
        if (is_partitive(d, m) && owner.sector[0] && (!x->sector[0] || x->soft)) {
            *x = owner;
            x->entity = ACTOR_NOBODY;
            x->name = x->role = "";
        } else
            lend(d, x, &owner, mention(d, m->owner));
    }
    if (m->place != DG_NONE && !x->country) {
        answer place = answer_of(d, m->place, depth + 1);
        x->country = place.country;
        if (place.country)
            because(x, "%s by \"%.*s\"", actor_country_code(place.country),
                    text_length(d, mention(d, m->place)), text_of(d, mention(d, m->place)));
    }
    if (m->former && leaves_office(x) && x->sector[0]) {
        set_sector(x, SECTOR_ELI);
        because(x, "no longer in office, as the text says");
    }
}

/* "Tens of thousands marched". */
static bool is_crowd_word(const describer *d, uint32_t w) {
    static const char *const nouns[] = {"ten",      "dozen",   "score", "hundred",
                                        "thousand", "million", NULL};
    for (const char *const *n = nouns; *n; n++)
        if (actor_is_word(d->a, w, *n)) return true;
    return false;
}

/* Numbers and nouns for people without a role are civilians: "12 were killed". */
static void describe_loose(const describer *d, answer *x, const actor_mention *m) {
    if (x->sector[0] || (m->kind != DG_NOMINAL && m->kind != DG_NAME)) return;
    const dg_word *w = actor_word(d->a, m->noun);
    bool count = w->upos == UPOS_NUM || w->upos == UPOS_DET || w->upos == UPOS_PRON ||
                 w->upos == UPOS_ADJ || is_crowd_word(d, m->noun);
    if (m->sort != DG_PERSON && !(count && m->kind == DG_NOMINAL)) return;
    set_sector(x, SECTOR_CVL);
    x->soft = true;
    because(x, "people without a role");
}

static answer own_answer(describer *d, uint32_t i, unsigned depth) {
    const actor_mention *m = mention(d, i);
    answer x = nothing;
    if (actor_is_somebody(m->entity)) {
        describe_entity(d, &x, m->entity, m->use, d->setting[m->sentence], m);
        bool several = m->number == NUMBER_PLURAL || m->indefinite;
        if (m->use == USE_ADJ && m->kind == DG_NAME && several && x.soft) {
            set_sector(&x, SECTOR_CVL); /* "two Lebanese" */
            because(&x, "people of that country");
        }
        if (m->former)
            describe_by_phrase(d, &x, m, depth);
        else if (actor_entity_at(d->a->base, m->entity)->kind == KIND_ETHNIC && m->n_mod) {
            answer mod = answer_of(d, m->mod[0], depth + 1); /* "Syrian Kurds" */
            if (mod.country) x.country = mod.country;
        }
        return x;
    }
    if (m->kind == DG_PRONOUN && !m->n_part) {
        if (m->person == 1 && m->owner != DG_NONE) {
            x = answer_of(d, m->owner, depth + 1);
            because(&x, "\"%.*s\" spoken by \"%.*s\"", text_length(d, m), text_of(d, m),
                    text_length(d, mention(d, m->owner)), text_of(d, mention(d, m->owner)));
        }
        return x;
    }
    if (m->n_part) return answer_of(d, d->a->part.data[m->part], depth + 1); /* its first */
    describe_by_phrase(d, &x, m, depth);
    describe_loose(d, &x, m);
    return x;
}

/* ---- the chain ------------------------------------------------------------------------------
 */

static int worth(const answer *x) {
    return (x->in_office ? 16 : 0) + (actor_is_somebody(x->entity) ? 8 : 0) +
           (x->country ? 4 : 0) + (x->sector[0] ? 2 : 0) + (x->sector[0] && !x->soft ? 1 : 0);
}

static void fill_from_chain(const describer *d, answer *x, uint32_t i, uint32_t root) {
    const answer *chain = &d->best[root];
    const actor_mention *m = mention(d, d->from[root]);
    bool used = false;
    if (d->from[root] == i || worth(chain) == 0) return;
    if (chain->in_office && actor_same(chain->entity, x->entity) && !x->in_office) {
        x->role = chain->role;
        memcpy(x->sector, chain->sector, sizeof x->sector);
        used = true;
    }
    bool person = actor_is_somebody(chain->entity) && !actor_is_somebody(x->entity) &&
                  actor_entity_at(d->a->base, chain->entity)->kind == KIND_PERSON;
    if (person && chain->country) { /* "his rival, Raila Odinga" is who he is */
        x->country = chain->country;
        if (chain->sector[0]) memcpy(x->sector, chain->sector, sizeof x->sector);
        used = true;
    }
    if (!actor_is_somebody(x->entity) && actor_is_somebody(chain->entity)) {
        x->entity = chain->entity;
        x->name = chain->name;
        x->role = chain->role;
        used = true;
    }
    if (!x->country && chain->country) {
        x->country = chain->country;
        used = true;
    }
    bool listed = actor_is_somebody(x->entity) && !used;
    bool armed = actor_is_somebody(chain->entity) && x->sector[0] == SECTOR_UAF &&
                 actor_entity_at(d->a->base, chain->entity)->kind == KIND_ARMED;
    if ((!x->sector[0] || (x->soft && !listed) || armed) && chain->sector[0]) {
        memcpy(x->sector, chain->sector, sizeof x->sector);
        x->soft = chain->soft;
        used = true;
    }
    if (used)
        because(x, "the same as \"%.*s\": %.120s", text_length(d, m), text_of(d, m),
                chain->why);
}

static answer answer_of(describer *d, uint32_t i, unsigned depth) {
    if (depth > MOST_DEPTH || d->state[i] == 1) return nothing;
    uint32_t root = mention(d, i)->chain;
    uint8_t before = d->state[i];
    d->state[i] = 1;
    answer x = own_answer(d, i, depth);
    d->state[i] = before;
    if (d->state[root] == 2) fill_from_chain(d, &x, i, root);
    return x;
}

/* The best that any mention of a chain says of itself. */
static void describe_chains(describer *d) {
    size_t n = d->a->mention.n;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t root = mention(d, i)->chain;
        answer x = answer_of(d, i, 0);
        if (d->state[root] != 2 || worth(&x) > worth(&d->best[root])) {
            d->best[root] = x;
            d->from[root] = i;
        }
        d->state[root] = 2;
    }
}

/* ---- where the story is
 * ------------------------------------------------------------------------ */

static bool is_place_of(const actor_story *a, const actor_mention *m) {
    if (m->kind != DG_NAME || !actor_is_somebody(m->entity)) return false;
    unsigned kind = actor_entity_at(a->base, m->entity)->kind;
    return kind == KIND_STATE || kind == KIND_REGION;
}

/* A sentence's setting: a place it names as such, else that of the sentences right before,
 * else the dateline's, else the country that the story names most. */
static void find_settings(describer *d) {
    const actor_story *a = d->a;
    uint16_t most = 0;
    for (uint16_t c = 1; c < N_COUNTRY; c++)
        if (c < COUNTRY_IGO && a->countries[c] > a->countries[most]) most = c;
    uint32_t i = 0;
    enum { CARRIED = 2 /* sentences */ };
    d->most = most;
    uint16_t usual = most, setting = most;
    for (uint32_t s = 0, last = 0; s < a->story->n_sentence; s++) {
        if (s > last + CARRIED) setting = usual;
        for (; i < a->mention.n && mention(d, i)->sentence == s; i++) {
            const actor_mention *m = mention(d, i);
            bool locates = m->sort == DG_PLACE && m->locates;
            bool dateline = is_place_of(a, m) && actor_in_dateline(a, s);
            if (!locates && !dateline) continue;
            answer x = nothing;
            if (actor_is_somebody(m->entity))
                describe_entity(d, &x, m->entity, m->use, 0, NULL);
            else
                x = own_answer(d, i, MOST_DEPTH - 1); /* "in the Iraqi capital" */
            if (!x.country || x.country >= COUNTRY_IGO) continue;
            setting = x.country;
            last = s;
            if (dateline) usual = setting;
        }
        d->setting[s] = setting;
    }
}

/* "foreign ministers", "firms": several of no particular place. */
static bool is_generic(const describer *d, const answer *x, const actor_mention *m) {
    bool local = actor_is_word(d->a, m->noun, "official") ||
                 actor_is_word(d->a, m->noun, "authority") ||
                 actor_is_word(d->a, m->noun, "lawmaker");
    bool bare = m->number == NUMBER_PLURAL && !m->definite && !local;
    uint8_t s = x->sector[0];
    return s == SECTOR_UNK || (bare && (s == SECTOR_GOV || s == SECTOR_BUS || s == SECTOR_PTY));
}

/* A court, a government, a single person belong to what the story is about, wherever they are
 * in this sentence; soldiers, crowds and victims to the place. */
static bool is_of_story(const answer *x, const actor_mention *m) {
    uint8_t s = x->sector[0];
    if (m->number == NUMBER_PLURAL) return false;
    return s == SECTOR_JUD || s == SECTOR_GOV || s == SECTOR_LEG || m->sort == DG_PERSON;
}

/* A bomb went off, whoever's it was; a warplane is somebody's. */
static bool is_bomb(const describer *d, const actor_mention *m) {
    static const char *const nouns[] = {"bomb",      "missile", "rocket",    "mine",
                                        "explosive", "shell",   "mortar",    "grenade",
                                        "bullet",    "blast",   "explosion", NULL};
    for (const char *const *n = nouns; *n; n++)
        if (actor_is_word(d->a, m->noun, *n)) return true;
    return false;
}

/* The police, protesters, the government of no named country are those of the place. */
static void add_setting(const describer *d, answer *x, const actor_mention *m) {
    uint16_t setting = is_of_story(x, m) && d->most ? d->most : d->setting[m->sentence];
    bool entity = actor_is_somebody(x->entity);
    unsigned kind = entity ? actor_entity_at(d->a->base, x->entity)->kind : N_KIND;
    bool placed = !entity || kind == KIND_RELIGIOUS || kind == KIND_ETHNIC;
    if (x->country || !setting || !placed || !x->sector[0]) return;
    if (m->kind == DG_MODIFIER || is_bomb(d, m) || is_generic(d, x, m)) return;
    if (actor_is_word(d->a, m->noun, "administration") && d->a->countries[COUNTRY_USA])
        setting = COUNTRY_USA; /* the word is the American one for a government */
    x->country = setting;
    because(x, "%s where the story is", actor_country_code(setting));
}

/* ---- output
 * -------------------------------------------------------------------------------------- */

/* The staff of an organisation of states is of no sector, but the leaders of its members. */
static void drop_sector_of_none(answer *x, const actor_mention *m) {
    uint8_t s = x->sector[0];
    bool members = x->country == COUNTRY_EUR && m->number == NUMBER_PLURAL &&
                   m->role_hit != DG_NONE && s == SECTOR_GOV;
    if (!belongs_to_none(x->country) || members) return;
    if (s == SECTOR_GOV || s == SECTOR_LAB || s == SECTOR_CVL) set_sector(x, SECTOR_NONE);
}

static bool put(const describer *d, answer *x, dg_actor *out) {
    out->country = actor_country_code(x->country);
    for (size_t i = 0; i < DG_SECTORS; i++) out->sector[i] = actor_sector_code(x->sector[i]);
    bool somebody = actor_is_somebody(x->entity);
    const actor_entity *e = somebody ? actor_entity_at(d->a->base, x->entity) : NULL;
    out->entity = e ? actor_string(d->a->base, x->entity.layer, e->id) : "";
    out->name = x->name;
    out->role = x->role;
    out->why = arena_strndup(d->a->arena, x->why, strlen(x->why));
    return out->why != NULL;
}

dg_status actor_describe(actor_story *a, dg_actor *out, dg_error *error) {
    size_t n = a->mention.n;
    describer d = {.a = a};
    d.best = ARENA_NEW(a->arena, answer, n);
    d.from = ARENA_NEW(a->arena, uint32_t, n);
    d.state = ARENA_NEW(a->arena, uint8_t, n);
    d.setting = ARENA_NEW(a->arena, uint16_t, a->story->n_sentence);
    RETURN_IF(!d.best || !d.from || !d.state || !d.setting, error, DG_NO_MEMORY,
              "out of memory");
    find_settings(&d);
    describe_chains(&d);
    for (uint32_t i = 0; i < n; i++) {
        answer x = answer_of(&d, i, 0);
        add_setting(&d, &x, mention(&d, i));
        drop_sector_of_none(&x, mention(&d, i));
        RETURN_IF(!put(&d, &x, &out[i]), error, DG_NO_MEMORY, "out of memory");
    }
    return DG_OK;
}
