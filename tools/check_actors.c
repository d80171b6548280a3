/* Looking over the actor base: duplicate names, offices held by two at a time. */
#include "check_actors.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct held {
    const char *office; /* title */
    uint16_t country;
    int32_t from, to;
    const source_entity *by;
} held;

typedef struct named {
    uint32_t text;
    uint16_t country;
    const source_entity *entity;
    uint32_t line;
} named;

static const char *text_of(const actor_source *s, uint32_t id) {
    return intern_text(&s->pool, id);
}

/* Offices of which a country has one at a time. */
static bool is_single(const char *title) {
    static const char *const single[] = {
        "president",        "prime minister",   "chancellor",        "king",
        "foreign minister", "defence minister", "interior minister", "secretary of state"};
    for (size_t i = 0; i < sizeof single / sizeof *single; i++)
        if (!strcmp(title, single[i])) return true;
    return false;
}

static int by_office(const void *a, const void *b) {
    const held *x = a, *y = b;
    if (x->country != y->country) return x->country < y->country ? -1 : 1;
    int order = strcmp(x->office, y->office);
    if (order) return order;
    return x->from < y->from ? -1 : x->from > y->from;
}

static int by_name(const void *a, const void *b) {
    const named *x = a, *y = b;
    if (x->text != y->text) return x->text < y->text ? -1 : 1;
    return x->country < y->country ? -1 : x->country > y->country;
}

static void check_offices(const actor_source *s) {
    ARRAY(held) all = {0};
    size_t found = 0;
    for (size_t i = 0; i < s->entity.n; i++) {
        const source_entity *e = &s->entity.data[i];
        for (size_t k = 0; k < e->roles.n && e->kind == KIND_PERSON; k++) {
            const actor_role *r = &e->roles.data[k];
            held h = {text_of(s, r->title), r->country[0], r->from, r->to, e};
            if (is_single(h.office) && !array_push(&all, h)) return;
        }
    }
    if (all.n) qsort(all.data, all.n, sizeof *all.data, by_office);
    for (size_t i = 1; i < all.n; i++) {
        const held *a = &all.data[i - 1], *b = &all.data[i];
        /* a month of overlap is the rule where days are not known */
        if (a->country != b->country || strcmp(a->office, b->office) || b->from + 31 >= a->to)
            continue;
        printf("overlap: %s %s: %s %d..%d, %s %d..%d\n", actor_country_code(a->country),
               a->office, text_of(s, a->by->id), a->from, a->to, text_of(s, b->by->id), b->from,
               b->to);
        found++;
    }
    printf("offices held by two at a time: %zu of %zu\n", found, all.n);
    array_free(&all);
}

static void check_names(const actor_source *s) {
    ARRAY(named) all = {0};
    size_t found = 0;
    for (size_t i = 0; i < s->entity.n; i++) {
        const source_entity *e = &s->entity.data[i];
        for (size_t k = 0; k < e->names.n && e->kind < KIND_ROLE; k++) {
            const source_name *n = &e->names.data[k];
            uint16_t country = e->roles.n ? e->roles.data[0].country[0] : 0;
            named item = {n->text, country, e, n->line};
            if (n->use == USE_NAME && !array_push(&all, item)) return;
        }
    }
    if (all.n) qsort(all.data, all.n, sizeof *all.data, by_name);
    for (size_t i = 1; i < all.n; i++) {
        const named *a = &all.data[i - 1], *b = &all.data[i];
        if (a->text != b->text || a->country != b->country || a->entity == b->entity) continue;
        printf("same name: \"%s\": %s (%s:%u), %s (%s:%u)\n", text_of(s, a->text),
               text_of(s, a->entity->id), text_of(s, a->entity->file), a->line,
               text_of(s, b->entity->id), text_of(s, b->entity->file), b->line);
        found++;
    }
    printf("names shared within a country: %zu of %zu\n", found, all.n);
    array_free(&all);
}

static void check_roles(const actor_source *s) {
    size_t without = 0, twice = 0;
    for (size_t i = 0; i < s->entity.n; i++) {
        const source_entity *e = &s->entity.data[i];
        if (!e->roles.n && e->kind < KIND_ROLE) {
            printf("no role: %s (%s:%u)\n", text_of(s, e->id), text_of(s, e->file), e->line);
            without++;
        }
        for (size_t k = 1; k < e->roles.n; k++)
            for (size_t j = 0; j < k; j++) {
                const actor_role *a = &e->roles.data[j], *b = &e->roles.data[k];
                if (a->title != b->title || a->country[0] != b->country[0] || a->from > b->to ||
                    b->from > a->to || a->sector[0] != b->sector[0])
                    continue;
                if (a->to == b->from || b->to == a->from) continue;
                printf("told twice: %s (%s:%u) %s\n", text_of(s, e->id), text_of(s, e->file),
                       e->line, text_of(s, a->title));
                twice++;
            }
    }
    printf("entities without a role: %zu; roles told twice: %zu\n", without, twice);
}

static void count_kinds(const actor_source *s) {
    size_t count[N_KIND] = {0};
    for (size_t i = 0; i < s->entity.n; i++) count[s->entity.data[i].kind]++;
    for (unsigned k = 0; k < N_KIND; k++) printf("%-10s %6zu\n", actor_kind_name(k), count[k]);
}

void check_actors(const actor_source *source) {
    check_offices(source);
    check_names(source);
    check_roles(source);
    count_kinds(source);
}
