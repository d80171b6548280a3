/* Coreference within a story, by rules in order of their precision as in the multi-pass sieve
 * (Lee et al., Computational Linguistics 39(4), 2013): names that are the same, restatements,
 * short names and acronyms, then, from left to right, definite descriptions and pronouns, each
 * to the best candidate of a bounded window. So the work is linear in the story. */
#include <string.h>

#include "actor/identify.h"
#include "base/error.h"

enum {
    NOMINAL_WINDOW = 400,  /* mentions looked back at */
    STORY_WINDOW = 2000,   /* for whom the story is about */
    PRONOUN_SENTENCES = 3, /* and sentences, for a pronoun */
};

/* What is known of a chain, at its first mention's index. */
typedef struct chain_facts {
    actor_ref entity;
    dg_sort sort;
    actor_number number;
    uint8_t gender;
    uint32_t last; /* its latest mention so far */
    uint32_t n;
    uint32_t name; /* its fullest name so far, or DG_NONE */
} chain_facts;

typedef struct linker {
    actor_story *a;
    chain_facts *facts;                               /* [n_mention] */
    hash_map by_entity, by_name, by_word, by_acronym; /* key -> mention */
    uint32_t *speaker; /* [n_sentence]: the mention whose words it quotes, or DG_NONE */
    bool ok;
} linker;

static actor_mention *mention(const linker *l, uint32_t i) {
    return &l->a->mention.data[i];
}

static uint32_t root_of(const linker *l, uint32_t i) {
    while (mention(l, i)->chain != i) {
        actor_mention *m = mention(l, i);
        m->chain = mention(l, m->chain)->chain; /* halve the path for the next time */
        i = m->chain;
    }
    return i;
}

static chain_facts *facts_of(const linker *l, uint32_t i) {
    return &l->facts[root_of(l, i)];
}

static bool agree(unsigned a, unsigned b) {
    return !a || !b || a == b;
}

static void join(linker *l, uint32_t x, uint32_t y) {
    uint32_t a = root_of(l, x), b = root_of(l, y);
    if (a == b) return;
    uint32_t low = a < b ? a : b, high = a < b ? b : a;
    chain_facts *f = &l->facts[low], *g = &l->facts[high];
    mention(l, high)->chain = low;
    if (!actor_is_somebody(f->entity)) f->entity = g->entity;
    if (f->sort == DG_UNKNOWN || (f->sort == DG_THING && g->sort)) f->sort = g->sort;
    if (!f->gender) f->gender = g->gender;
    if (!f->number) f->number = g->number;
    if (g->last > f->last) f->last = g->last;
    if (f->name == DG_NONE) f->name = g->name;
    f->n += g->n;
}

static void start_chains(linker *l) {
    for (uint32_t i = 0; i < l->a->mention.n; i++) {
        actor_mention *m = mention(l, i);
        l->facts[i] = (chain_facts){
            m->entity, m->sort, m->number, m->gender, i, 1, m->kind == DG_NAME ? i : DG_NONE};
        m->chain = i;
    }
}

/* ---- names ------------------------------------------------------------------------- */

static uint64_t mix(uint64_t a, uint64_t b) {
    uint64_t both[2] = {a, b};
    return hash_bytes(both, sizeof both, 5);
}

static void join_by(linker *l, hash_map *map, uint64_t key, uint32_t i, bool link) {
    uint32_t other = hash_find(map->slot, map->mask, key);
    if (other != HASH_NONE && link) join(l, other, i);
    if (other == HASH_NONE && !hash_map_set(map, key, i)) l->ok = false;
}

static uint64_t name_key(const linker *l, const actor_mention *m) {
    uint64_t key = 1;
    for (uint32_t w = m->name_first; w <= m->name_last; w++)
        if (l->a->names.key[w].hash) key = mix(key, l->a->names.key[w].hash);
    return key;
}

static bool is_person_name(const linker *l, uint32_t i) {
    const chain_facts *f = facts_of(l, i);
    return f->sort == DG_PERSON && f->number != NUMBER_PLURAL;
}

/* One word, but for particles: "al-Obaidi", "de Mistura". */
static bool is_short_name(const linker *l, const actor_mention *m) {
    static const char *const particles[] = {"al",  "el",  "bin", "ibn", "de",  "da", "di",
                                            "van", "von", "der", "ul",  "abu", "-",  NULL};
    for (uint32_t w = m->name_first; w < m->name_last; w++) {
        const char *const *p = particles;
        while (*p && strcasecmp(*p, actor_word(l->a, w)->norm)) p++;
        if (!*p) return false;
    }
    return true;
}

/* "Ushakov" after "Yuri Ushakov"; a listed namesake must give way to who is in the story. */
static bool join_short_name(linker *l, uint32_t i) {
    actor_mention *m = mention(l, i);
    bool sure = actor_is_somebody(m->entity) && m->use != USE_SHORT;
    if (!is_short_name(l, m) || sure) return false;
    uint32_t other =
        hash_find(l->by_word.slot, l->by_word.mask, l->a->names.key[m->name_last].hash);
    if (other == HASH_NONE || !is_person_name(l, other)) return false;
    if (m->locates && m->sort == DG_PLACE) return false;
    m->entity = facts_of(l, other)->entity;
    m->sort = DG_PERSON;
    l->facts[i].entity = m->entity;
    l->facts[i].sort = DG_PERSON;
    join(l, other, i);
    return true;
}

/* The family name: the last word, but for "II", "III", "Jr.". */
static uint32_t family_name(const linker *l, const actor_mention *m) {
    static const char *const after[] = {"I",  "II",  "III", "IV",  "V",
                                        "VI", "Jr.", "Jr",  "Sr.", NULL};
    uint32_t w = m->name_last;
    for (const char *const *s = after; *s && w > m->name_first; s++)
        if (!strcmp(actor_word(l->a, w)->norm, *s)) return w - 1;
    return w;
}

/* "Joshua Abraham Norton" and "Joshua Norton" are one: the same first and last name. */
static void join_first_and_last(linker *l, uint32_t i) {
    const actor_mention *m = mention(l, i);
    uint32_t last = family_name(l, m);
    if (last == m->name_first) return;
    uint64_t key = mix(mix(l->a->names.key[m->name_first].hash, 7), l->a->names.key[last].hash);
    join_by(l, &l->by_name, key, i, true);
}

static void register_words(linker *l, uint32_t i) {
    const actor_mention *m = mention(l, i);
    if (m->name_last == m->name_first || m->sort != DG_PERSON || m->number == NUMBER_PLURAL)
        return;
    join_first_and_last(l, i);
    uint64_t key = l->a->names.key[family_name(l, m)].hash;
    if (key && !hash_map_set(&l->by_word, key, i)) l->ok = false;
    /* "Xi" for Xi Jinping, "Gloria" for Gloria Thomas: unless somebody else bears it */
    key = l->a->names.key[m->name_first].hash;
    if (!key || hash_find(l->by_word.slot, l->by_word.mask, key) != HASH_NONE) return;
    if (!hash_map_set(&l->by_word, key, i)) l->ok = false;
}

/* A lone capitalised word that the tagger took for a noun may be a name met before. */
static void see_name(const linker *l, actor_mention *m) {
    if (m->kind != DG_NOMINAL || m->role_hit != DG_NONE || m->first != m->last) return;
    const actor_key *key = &l->a->names.key[m->noun];
    if (key->shape == CASE_LOWER ||
        hash_find(l->by_word.slot, l->by_word.mask, key->hash) == HASH_NONE)
        return;
    m->kind = DG_NAME;
    m->name_first = m->name_last = m->noun;
    m->sort = DG_PERSON;
}

/* Letters that the story has explained mean what it says, whoever else bears them. */
static bool join_acronym(linker *l, uint32_t i) {
    actor_mention *m = mention(l, i);
    const actor_key *key = &l->a->names.key[m->name_first];
    if (m->name_first != m->name_last || key->shape != CASE_UPPER) return false;
    uint32_t full = hash_find(l->by_acronym.slot, l->by_acronym.mask, key->hash);
    if (full == HASH_NONE || full == i) return false;
    m->entity = l->facts[i].entity = mention(l, full)->entity;
    m->use = mention(l, full)->use;
    l->facts[i].sort = m->sort = mention(l, full)->sort;
    join(l, full, i);
    return true;
}

static void link_name(linker *l, uint32_t i) {
    actor_mention *m = mention(l, i);
    see_name(l, m);
    bool adjective = m->use == USE_ADJ || m->use == USE_PEOPLE;
    if (m->name_first == DG_NONE || (m->kind == DG_MODIFIER && m->same != DG_NONE)) return;
    if (join_acronym(l, i) || join_short_name(l, i)) return;
    if (actor_is_somebody(m->entity)) {
        uint64_t use = adjective || m->use == USE_CAPITAL || m->use == USE_SEAT ? m->use : 0;
        uint64_t key = mix(mix(m->entity.layer, m->entity.entity + 1ull), use + 1);
        if (m->use != USE_ADJ) join_by(l, &l->by_entity, key, i, true);
    } else if (m->kind == DG_NAME)
        join_by(l, &l->by_name, name_key(l, m), i, true);
    register_words(l, i);
}

/* "the Transition Monitoring Group (TMG)": from there on the letters stand for it. */
static void find_acronym(linker *l, uint32_t i) {
    const actor_mention *m = mention(l, i);
    const actor_story *a = l->a;
    uint32_t end =
        a->story->sentence[m->sentence].word + a->story->sentence[m->sentence].n_word;
    uint32_t open = DG_NONE;
    if (m->kind != DG_NAME && m->kind != DG_NOMINAL) return;
    for (uint32_t w = m->noun; w <= m->last + 1 && w < end; w++)
        if (!strcmp(actor_word(a, w)->norm, "(")) open = w;
    if (open == DG_NONE || open + 2 >= end || strcmp(actor_word(a, open + 2)->norm, ")") != 0)
        return;
    const actor_key *key = &a->names.key[open + 1];
    if (key->shape != CASE_UPPER || key->letters < 2) return;
    if (hash_find(l->by_acronym.slot, l->by_acronym.mask, key->hash) != HASH_NONE) return;
    if (!hash_map_set(&l->by_acronym, key->hash, i)) l->ok = false;
}

static void link_names(linker *l) {
    for (uint32_t i = 0; i < l->a->mention.n && l->ok; i++) find_acronym(l, i);
    for (uint32_t i = 0; i < l->a->mention.n && l->ok; i++) link_name(l, i);
}

/* ---- restatements -------------------------------------------------------------------- */

static bool are_compatible(const linker *l, uint32_t x, uint32_t y) {
    const chain_facts *f = facts_of(l, x), *g = facts_of(l, y);
    if (actor_is_somebody(f->entity) && actor_is_somebody(g->entity) &&
        !actor_same(f->entity, g->entity))
        return false;
    bool acting =
        (f->sort == DG_PLACE && g->sort == DG_ORGANISATION) ||
        (f->sort == DG_ORGANISATION && g->sort == DG_PLACE); /* "Iran", "the country" */
    bool sorts =
        agree(f->sort, g->sort) || f->sort == DG_THING || g->sort == DG_THING || acting;
    return sorts && agree(f->gender, g->gender);
}

static void link_restatements(linker *l) {
    for (uint32_t i = 0; i < l->a->mention.n; i++) {
        const actor_mention *m = mention(l, i);
        if (m->same == DG_NONE) continue;
        if (m->kind == DG_MODIFIER) { /* a title taken into its name */
            join(l, i, m->same);
            continue;
        }
        bool definite =
            m->definite || m->kind == DG_NAME || mention(l, m->same)->kind == DG_NAME;
        if (definite && are_compatible(l, i, m->same)) join(l, i, m->same);
    }
}

/* ---- who is speaking ------------------------------------------------------------------- */

static bool is_speech_verb(const actor_story *a, uint32_t w) {
    static const char *const verbs[] = {"say",    "tell",  "add",      "write",   "explain",
                                        "argue",  "claim", "state",    "declare", "warn",
                                        "insist", "note",  "reply",    "ask",     "comment",
                                        "stress", "tweet", "announce", NULL};
    for (const char *const *v = verbs; *v; v++)
        if (actor_is_word(a, w, *v)) return true;
    return false;
}

static void find_speakers(linker *l) {
    for (uint32_t s = 0; s < l->a->story->n_sentence; s++) l->speaker[s] = DG_NONE;
    for (uint32_t i = 0; i < l->a->mention.n; i++) {
        const actor_mention *m = mention(l, i);
        uint32_t g = actor_governor(l->a, m->head, m->sentence);
        if (g == DG_NONE || m->quoted || m->kind == DG_MODIFIER || m->kind == DG_GROUP)
            continue;
        if (actor_word(l->a, m->head)->deprel == DEPREL_NSUBJ && is_speech_verb(l->a, g))
            l->speaker[m->sentence] = i;
    }
}

static uint32_t speaker_of(const linker *l, uint32_t sentence) {
    const uint32_t *speaker = l->speaker;
    if (speaker[sentence] != DG_NONE) return speaker[sentence];
    if (sentence > 0 && speaker[sentence - 1] != DG_NONE) return speaker[sentence - 1];
    if (sentence + 1 < l->a->story->n_sentence) return speaker[sentence + 1];
    return DG_NONE;
}

/* ---- definite descriptions ----------------------------------------------------------------
 */

static bool same_lemma(const linker *l, const actor_mention *x, const actor_mention *y) {
    return strcmp(actor_word(l->a, x->noun)->lemma, actor_word(l->a, y->noun)->lemma) == 0;
}

/* "the Syrian rebels" are not "the Libyan rebels"; what only one of both has is new to a
 * description that comes later. */
static bool modifiers_allow(const linker *l, const actor_mention *m, const actor_mention *old) {
    for (uint32_t i = 0; i < m->n_mod; i++) {
        bool found = false;
        const actor_mention *mod = mention(l, m->mod[i]);
        for (uint32_t k = 0; k < old->n_mod && !found; k++)
            found = actor_same(mention(l, old->mod[k])->entity, mod->entity);
        if (!found) return false;
    }
    return true;
}

static bool owners_allow(const linker *l, const actor_mention *m, const actor_mention *old) {
    if (m->owner == DG_NONE) return true;
    return old->owner != DG_NONE && root_of(l, m->owner) == root_of(l, old->owner);
}

/* Plain adjectives must have been there, too: "the second attack" is another one. */
static bool adjectives_allow(const linker *l, const actor_mention *m,
                             const actor_mention *old) {
    const actor_story *a = l->a;
    for (uint32_t c = a->child[m->noun]; c; c = a->sibling[c - 1]) {
        const dg_word *x = actor_word(a, c - 1);
        if (x->deprel != DEPREL_AMOD && x->deprel != DEPREL_COMPOUND) continue;
        bool found = actor_hit_of(a, c - 1) != NULL;
        for (uint32_t d = a->child[old->noun]; d && !found; d = a->sibling[d - 1])
            found = strcmp(actor_word(a, d - 1)->lemma, x->lemma) == 0;
        if (!found) return false;
    }
    return true;
}

/* Nouns that can stand for any entity of some kinds, as "the group" for an armed one. */
static bool noun_fits_kind(const char *noun, unsigned kind) {
    static const struct {
        const char *noun;
        unsigned kinds;
    } table[] = {
#define K(kind) (1u << KIND_##kind)
        {"country", K(STATE) | K(REGION)},
        {"nation", K(STATE)},
        {"state", K(STATE) | K(REGION)},
        {"republic", K(STATE) | K(REGION)},
        {"city", K(REGION)},
        {"town", K(REGION)},
        {"province", K(REGION)},
        {"region", K(REGION) | K(WORLD)},
        {"territory", K(REGION)},
        {"group", K(ARMED) | K(NGO) | K(RELIGIOUS) | K(IGO) | K(FIRM)},
        {"movement", K(ARMED) | K(NGO) | K(RELIGIOUS) | K(PARTY)},
        {"militia", K(ARMED)},
        {"organization", K(ARMED) | K(NGO) | K(IGO) | K(RELIGIOUS)},
        {"organisation", K(ARMED) | K(NGO) | K(IGO) | K(RELIGIOUS)},
        {"militant", K(ARMED)},
        {"rebel", K(ARMED)},
        {"insurgent", K(ARMED)},
        {"party", K(PARTY)},
        {"company", K(FIRM) | K(MEDIA)},
        {"firm", K(FIRM)},
        {"bank", K(FIRM)},
        {"agency", K(ORGAN) | K(IGO) | K(MEDIA)},
        {"body", K(ORGAN) | K(IGO) | K(NGO)},
        {"bloc", K(IGO) | K(PARTY)},
        {"union", K(IGO)},
        {"alliance", K(IGO) | K(PARTY) | K(ARMED)},
        {"council", K(ORGAN) | K(IGO)},
        {"parliament", K(ORGAN)},
        {"court", K(ORGAN) | K(IGO)},
        {"ministry", K(ORGAN)},
        {"army", K(ORGAN)},
        {"newspaper", K(MEDIA)},
        {"paper", K(MEDIA)},
        {"church", K(RELIGIOUS)},
#undef K
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (!strcmp(table[i].noun, noun)) return (table[i].kinds >> kind) & 1u;
    return false;
}

/* Whether the description's noun is a title of the person: "the president" for Obama. */
static bool title_fits_entity(const linker *l, const actor_mention *m, actor_ref ref) {
    bool ended;
    const actor_layer *layer = &l->a->base->layer[ref.layer];
    uint32_t role = actor_role_on(l->a->base, ref, l->a->date, &ended);
    const char *noun = actor_word(l->a, m->noun)->lemma;
    if (role == DG_NONE) return false;
    return strcasestr(layer->strings + layer->role[role].title, noun) != NULL;
}

/* "the man", "the leader", "the politician": any single person. */
static bool is_any_person_noun(const char *noun) {
    static const char *const nouns[] = {"man",      "woman",     "leader", "politician",
                                        "official", "statesman", "singer", "author",
                                        "suspect",  "victim",    "girl",   "boy",
                                        "actor",    "diplomat",  NULL};
    for (const char *const *n = nouns; *n; n++)
        if (!strcmp(*n, noun)) return true;
    return false;
}

static bool describes(const linker *l, const actor_mention *m, uint32_t old) {
    const actor_mention *o = mention(l, old);
    const chain_facts *f = facts_of(l, old);
    const char *noun = actor_word(l->a, m->noun)->lemma;
    if (o->kind == DG_NOMINAL)
        return same_lemma(l, m, o) && agree(m->number, f->number) && modifiers_allow(l, m, o) &&
               owners_allow(l, m, o) && adjectives_allow(l, m, o);
    bool named = o->kind == DG_NAME || (o->kind == DG_MODIFIER && o->use != USE_ADJ &&
                                        o->same == DG_NONE && f->sort == DG_ORGANISATION);
    if (!named || m->owner != DG_NONE || m->place != DG_NONE) return false;
    bool numbers = agree(m->number, o->number) || f->sort == DG_ORGANISATION;
    if (!numbers || !agree(m->gender, f->gender)) return false;
    if (o->role_hit != DG_NONE && m->n_mod == 0) {
        const actor_hit *hit = &l->a->names.hit[o->role_hit];
        if (actor_is_word(l->a, hit->first + hit->n - 1, noun)) return true;
    }
    if (actor_is_somebody(f->entity)) {
        const actor_entity *e = actor_entity_at(l->a->base, f->entity);
        if (e->kind == KIND_PERSON && m->number != NUMBER_PLURAL && m->n_mod == 0)
            return title_fits_entity(l, m, f->entity) ||
                   (is_any_person_noun(noun) && adjectives_allow(l, m, o));
        return m->n_mod == 0 && adjectives_allow(l, m, o) && noun_fits_kind(noun, e->kind);
    }
    return m->n_mod == 0 && f->sort == DG_PERSON && m->number == NUMBER_SINGULAR &&
           is_any_person_noun(noun) && adjectives_allow(l, m, o);
}

/* "Researchers … researchers": a bare plural goes on with the same bare words. */
static bool is_bare_plural(const actor_mention *m) {
    return m->number == NUMBER_PLURAL && !m->definite && !m->indefinite && m->sort != DG_THING;
}

/* "The 31-year-old Belfast-born man": whom the story is about, not who was named last. */
static bool is_redescription(const linker *l, const actor_mention *m) {
    if (m->number == NUMBER_PLURAL || m->sort != DG_PERSON || m->owner != DG_NONE) return false;
    for (uint32_t c = l->a->child[m->noun]; c; c = l->a->sibling[c - 1]) {
        const dg_word *x = actor_word(l->a, c - 1);
        bool told = !strcmp(x->lemma, "old") || !strcmp(x->norm, "born");
        if (x->deprel == DEPREL_AMOD && told) return true;
    }
    return false;
}

static bool link_to_protagonist(linker *l, uint32_t i) {
    const actor_mention *m = mention(l, i);
    uint32_t best = DG_NONE;
    if (!m->definite || m->same != DG_NONE || !is_redescription(l, m)) return false;
    for (uint32_t k = i > STORY_WINDOW ? i - STORY_WINDOW : 0; k < i; k++) {
        const actor_mention *o = mention(l, k);
        const chain_facts *f = facts_of(l, k);
        bool person = o->kind == DG_NAME && f->sort == DG_PERSON && f->number != NUMBER_PLURAL;
        if (!person || !agree(m->gender, f->gender)) continue;
        if (best == DG_NONE || f->n > facts_of(l, best)->n) best = k;
    }
    if (best != DG_NONE) join(l, best, i);
    return best != DG_NONE;
}

/* How many "the two leaders", "both sides", "the three countries" are; 0: not told. */
static unsigned told_number(const linker *l, const actor_mention *m) {
    static const char *const words[] = {"two", "three", "four", "five", "six"};
    for (uint32_t c = l->a->child[m->noun]; c; c = l->a->sibling[c - 1]) {
        const char *s = actor_word(l->a, c - 1)->lemma;
        if (!strcmp(s, "both") || !strcmp(s, "2")) return 2;
        for (unsigned k = 0; k < sizeof words / sizeof *words; k++)
            if (!strcasecmp(s, words[k])) return k + 2;
    }
    return 0;
}

/* Whether a noun for several can count this one in: leaders are persons, countries states. */
static bool counts_in(const linker *l, const actor_mention *m, uint32_t k) {
    static const char *const states[] = {"country",    "nation",    "state",
                                         "government", "power",     "ally",
                                         "neighbor",   "neighbour", NULL};
    const chain_facts *f = facts_of(l, k);
    bool state = false,
         side = actor_is_word(l->a, m->noun, "side") || actor_is_word(l->a, m->noun, "party");
    for (const char *const *s = states; *s; s++)
        state = state || actor_is_word(l->a, m->noun, *s);
    bool listed = actor_is_somebody(f->entity);
    unsigned kind = listed ? actor_entity_at(l->a->base, f->entity)->kind : N_KIND;
    if (state) return kind == KIND_STATE;
    if (kind == KIND_IGO) return false;
    if (side) return kind == KIND_STATE || f->sort == DG_ORGANISATION || kind == KIND_PERSON;
    return m->sort == DG_PERSON && f->sort == DG_PERSON && f->number != NUMBER_PLURAL;
}

/* The nearest coordination of as many, else the last ones named: its members are the parts. */
static bool link_counted(linker *l, uint32_t i) {
    enum { MOST = 6 };
    actor_mention *m = mention(l, i);
    unsigned n = told_number(l, m), found = 0;
    uint32_t part[MOST];
    if (!n || !m->definite) return false;
    for (uint32_t k = i; k-- > 0 && k + 60 > i && found < n;) {
        const actor_mention *o = mention(l, k);
        if (o->kind == DG_GROUP && o->n_part == n &&
            counts_in(l, m, l->a->part.data[o->part])) {
            m->part = o->part;
            m->n_part = n;
            return true;
        }
        bool named = o->kind == DG_NAME || o->kind == DG_MODIFIER;
        if (!named || !counts_in(l, m, k) || o->use == USE_PEOPLE) continue;
        bool known = false;
        for (unsigned p = 0; p < found; p++)
            known = known || root_of(l, part[p]) == root_of(l, k) ||
                    (actor_is_somebody(o->entity) &&
                     actor_same(mention(l, part[p])->entity, o->entity));
        if (!known) part[found++] = k;
    }
    if (found < n) return false;
    m->part = (uint32_t)l->a->part.n;
    for (unsigned p = found; p-- > 0;)
        if (!array_push(&l->a->part, part[p])) return l->ok = false;
    m->n_part = n;
    return true;
}

static void link_description(linker *l, uint32_t i) {
    const actor_mention *m = mention(l, i);
    if (m->same != DG_NONE || m->indefinite || !(m->definite || is_bare_plural(m))) return;
    uint32_t stop = i > NOMINAL_WINDOW ? i - NOMINAL_WINDOW : 0;
    for (uint32_t k = i; k-- > stop;) {
        const actor_mention *o = mention(l, k);
        bool inside = o->sentence == m->sentence && o->first >= m->first && o->last <= m->last;
        bool around = o->sentence == m->sentence && m->first >= o->first && m->last <= o->last;
        if (inside || around || o->kind == DG_PRONOUN || o->kind == DG_GROUP) continue;
        if (!m->definite && (o->kind != DG_NOMINAL || !adjectives_allow(l, o, m))) continue;
        if (!describes(l, m, k) || !are_compatible(l, i, k)) continue;
        join(l, k, i);
        return;
    }
}

/* ---- pronouns
 * --------------------------------------------------------------------------------- */

static bool is_subject(const linker *l, const actor_mention *m) {
    return actor_is_relation(actor_word(l->a, m->head)->deprel, DEPREL_NSUBJ);
}

static bool may_be_it(const chain_facts *f, const actor_mention *o) {
    return f->sort != DG_PERSON && o->number != NUMBER_PLURAL && o->kind != DG_GROUP;
}

static bool may_be_they(const chain_facts *f, const actor_mention *o) {
    if (o->number == NUMBER_PLURAL || f->number == NUMBER_PLURAL || o->kind == DG_GROUP)
        return true;
    return f->sort == DG_ORGANISATION || (f->sort == DG_PERSON && !f->number);
}

static bool may_be_person(const chain_facts *f, const actor_mention *m,
                          const actor_mention *o) {
    return f->sort == DG_PERSON && f->number != NUMBER_PLURAL && o->number != NUMBER_PLURAL &&
           agree(m->gender, f->gender) && o->kind != DG_GROUP;
}

/* The clause that a word stands in: its nearest verb or root above. */
static uint32_t clause_of(const actor_story *a, uint32_t w, uint32_t sentence) {
    for (unsigned i = 0; i < DG_MAX_SENTENCE; i++) {
        uint32_t g = actor_governor(a, w, sentence);
        if (g == DG_NONE) return w;
        w = g;
        unsigned upos = actor_word(a, w)->upos;
        if (upos == UPOS_VERB || upos == UPOS_AUX) return w;
    }
    return w;
}

/* Not "he" and "him" of one clause (principle B), and nothing that the pronoun stands in. */
static bool is_barred(const linker *l, const actor_mention *m, const actor_mention *o) {
    if (m->sentence != o->sentence) return false;
    if (m->head >= o->first && m->head <= o->last) return true;
    if (m->possessive || m->reflexive) return false;
    uint32_t mine = clause_of(l->a, m->head, m->sentence);
    uint32_t theirs = clause_of(l->a, o->head, o->sentence);
    if (mine == theirs) return true;
    /* "Hu wrote to congratulate him": the infinitive's subject is Hu, so "him" is not */
    bool controlled = actor_dependent(l->a, mine, DEPREL_NSUBJ) == DG_NONE &&
                      !is_subject(l, m) && is_subject(l, o);
    return controlled && actor_governor(l->a, mine, m->sentence) == theirs;
}

static bool is_candidate(const linker *l, const actor_mention *m, uint32_t k) {
    const actor_mention *o = mention(l, k);
    const chain_facts *f = facts_of(l, k);
    if (o->kind == DG_MODIFIER && (o->use == USE_ADJ || o->same != DG_NONE)) return false;
    if (o->kind == DG_PRONOUN && (o->person != m->person || (o->number != m->number)))
        return false;
    if (is_barred(l, m, o)) return false;
    if (m->gender || (m->person == 3 && m->sort == DG_PERSON)) return may_be_person(f, m, o);
    return m->number == NUMBER_PLURAL ? may_be_they(f, o) : may_be_it(f, o);
}

static int weigh_candidate(const linker *l, const actor_mention *m, uint32_t k) {
    const actor_mention *o = mention(l, k);
    const chain_facts *f = facts_of(l, k);
    int score = -40 * (int)(m->sentence - o->sentence);
    unsigned deprel = actor_word(l->a, o->head)->deprel;
    if (is_subject(l, o))
        score += 35;
    else if (deprel == DEPREL_OBJ || deprel == DEPREL_IOBJ)
        score += 15;
    if (o->kind == DG_PRONOUN) score += 10;
    if (o->kind == DG_NAME) score += 8;
    if (o->kind == DG_MODIFIER) score -= 20;
    if (is_subject(l, o) && is_subject(l, m)) score += 10;
    if (o->locates) score -= 10;
    if (actor_in_dateline(l->a, o->sentence)) score -= 60; /* "(KNA) -": the agency */
    score += f->n > 3 ? 12 : (int)f->n * 4;
    if (m->number == NUMBER_PLURAL && m->person == 3) {
        if (f->sort == DG_PERSON)
            score += 20;
        else if (f->sort == DG_ORGANISATION)
            score += o->number == NUMBER_PLURAL ? 10 : -5;
        else if (f->sort == DG_THING)
            score -= 10;
    }
    if (m->quoted != o->quoted) score -= 8;
    return score - (int)((m->first - o->first) / 8);
}

static void link_pronoun(linker *l, uint32_t i) {
    const actor_mention *m = mention(l, i);
    uint32_t best = DG_NONE;
    int best_score = -100000;
    for (uint32_t k = i; k-- > 0;) {
        const actor_mention *o = mention(l, k);
        if (o->sentence + PRONOUN_SENTENCES < m->sentence) break;
        if (!is_candidate(l, m, k)) continue;
        int score = weigh_candidate(l, m, k);
        if (score > best_score) {
            best_score = score;
            best = k;
        }
    }
    if (best == DG_NONE) return;
    actor_mention *p = mention(l, i);
    p->part = mention(l, best)->part; /* "they" of a group are its members */
    p->n_part = mention(l, best)->n_part;
    join(l, best, i);
}

static void link_speaker(linker *l, uint32_t i) {
    actor_mention *m = mention(l, i);
    uint32_t speaker = m->quoted ? speaker_of(l, m->sentence) : DG_NONE;
    if (speaker == DG_NONE || speaker == i) return;
    if (m->number == NUMBER_SINGULAR)
        join(l, speaker, i);
    else
        m->owner = speaker; /* "we": those the speaker speaks for */
}

/* "I", "we", "you" go with the last of the same kind. */
static void link_same_pronoun(linker *l, uint32_t i) {
    const actor_mention *m = mention(l, i);
    for (uint32_t k = i; k-- > 0 && k + NOMINAL_WINDOW > i;) {
        const actor_mention *o = mention(l, k);
        if (o->kind != DG_PRONOUN || o->person != m->person || o->number != m->number) continue;
        if (o->quoted != m->quoted || o->sentence + 6 < m->sentence) return;
        join(l, k, i);
        return;
    }
}

static void link_rest(linker *l) {
    for (uint32_t i = 0; i < l->a->mention.n; i++) {
        const actor_mention *m = mention(l, i);
        if (m->kind == DG_NOMINAL && !link_counted(l, i) && !link_to_protagonist(l, i))
            link_description(l, i);
        if (m->kind != DG_PRONOUN) continue;
        if (m->person == 3)
            link_pronoun(l, i);
        else {
            if (m->person == 1) link_speaker(l, i);
            link_same_pronoun(l, i);
        }
    }
}

/* ---- all
 * ---------------------------------------------------------------------------------------- */

static void finish(linker *l) {
    for (uint32_t i = 0; i < l->a->mention.n; i++) {
        actor_mention *m = mention(l, i);
        const chain_facts *f = facts_of(l, i);
        m->chain = root_of(l, i);
        if (m->sort == DG_UNKNOWN || m->kind == DG_PRONOUN) m->sort = f->sort;
    }
}

dg_status actor_link(actor_story *a, dg_error *error) {
    linker l = {.a = a, .ok = true};
    l.facts = ARENA_NEW(a->arena, chain_facts, a->mention.n);
    l.speaker = ARENA_NEW(a->arena, uint32_t, a->story->n_sentence);
    RETURN_IF(!l.facts || !l.speaker, error, DG_NO_MEMORY, "out of memory");
    start_chains(&l);
    link_names(&l);
    if (l.ok) {
        link_restatements(&l);
        find_speakers(&l);
        link_rest(&l);
        finish(&l);
    }
    hash_map_free(&l.by_entity);
    hash_map_free(&l.by_name);
    hash_map_free(&l.by_word);
    hash_map_free(&l.by_acronym);
    RETURN_IF(!l.ok, error, DG_NO_MEMORY, "out of memory");
    return DG_OK;
}
