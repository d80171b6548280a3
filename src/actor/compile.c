/* Compiling actors: from what was read to the sections that base.h describes. The names are
 * cut into words by the tokenizer that will cut the text, so that both agree. */
#include <stdlib.h>
#include <string.h>

#include "actor/base.h"
#include "base/arena.h"
#include "base/error.h"
#include "base/sections.h"
#include "language/tokenize.h"

typedef struct pending_use {
    uint32_t node;
    actor_use use;
} pending_use;

typedef struct compiler {
    actor_source *source;
    const actor_layer *under;
    arena arena;
    lang_token_list tokens;
    ARRAY(char) strings;
    hash_map string_of; /* pool id + 1 -> offset */
    ARRAY(actor_entity) entity;
    ARRAY(actor_role) role;
    ARRAY(uint32_t) word;
    ARRAY(actor_node) node;
    ARRAY(pending_use) pending;
    ARRAY(actor_use) use;
    hash_map edge, id;
    bool ok; /* false once memory is out */
} compiler;

/* ---- strings ---------------------------------------------------------------------- */

static uint32_t put_string(compiler *c, uint32_t pool_id) {
    uint32_t at = hash_find(c->string_of.slot, c->string_of.mask, pool_id + 1ull);
    if (at != HASH_NONE) return at;
    const char *s = intern_text(&c->source->pool, pool_id);
    size_t n = strlen(s) + 1;
    at = (uint32_t)c->strings.n;
    if (!array_reserve(&c->strings, c->strings.n + n) ||
        !hash_map_set(&c->string_of, pool_id + 1ull, at)) {
        c->ok = false;
        return 0;
    }
    memcpy(c->strings.data + at, s, n);
    c->strings.n += n;
    return at;
}

/* ---- names -------------------------------------------------------------------------- */

typedef struct name_words {
    uint64_t key[ACTOR_MAX_NAME];
    size_t n;
    bool upper; /* one word of capitals: met in capitals only */
} name_words;

static bool is_the(const dg_word *w) {
    return strcmp(w->norm, "the") == 0 || strcmp(w->norm, "The") == 0;
}

/* The keys of a name's words, those of "al-Qaeda" apart if asked. False, and reported, when it
 * cannot be compiled. */
static bool cut_name(compiler *c, const source_entity *e, const source_name *name, bool apart,
                     name_words *out) {
    const char *text = intern_text(&c->source->pool, name->text);
    dg_block block = {.start = 0, .end = (uint32_t)strlen(text), .kind = DG_BODY};
    source_line at = {.file = intern_text(&c->source->pool, e->file), .number = name->line};
    out->n = 0;
    out->upper = false;
    c->tokens.token.n = c->tokens.word.n = 0;
    arena_reset(&c->arena);
    if (lang_tokenize(text, &block, &c->arena, &c->tokens, NULL) != DG_OK) return c->ok = false;
    for (size_t i = 0; i < c->tokens.word.n; i++) {
        const dg_word *w = &c->tokens.word.data[i];
        actor_key key = actor_key_of(w->norm, strlen(w->norm));
        if (!key.hash || (i == 0 && c->tokens.word.n > 1 && is_the(w))) continue;
        if (apart && strchr(w->norm, '-')) {
            out->n += actor_key_parts(w->norm, out->key + out->n, ACTOR_MAX_NAME - out->n);
            continue;
        }
        if (out->n == ACTOR_MAX_NAME) break;
        out->upper = key.shape == CASE_UPPER;
        out->key[out->n++] = key.hash;
    }
    out->upper = out->upper && out->n == 1 && e->kind != KIND_ROLE;
    if (out->n && out->n < ACTOR_MAX_NAME) return true;
    source_wrong(c->source, &at,
                 out->n ? "a name of too many words: \"%s\"" : "a name without a word: \"%s\"",
                 text);
    return false;
}

static uint32_t step(compiler *c, uint32_t node, uint64_t word) {
    uint64_t key = actor_edge_key(node, word);
    uint32_t next = hash_find(c->edge.slot, c->edge.mask, key);
    if (next != HASH_NONE) return next;
    next = (uint32_t)c->node.n;
    if (!array_push(&c->node, (actor_node){0}) || !hash_map_set(&c->edge, key, next))
        c->ok = false;
    return c->ok ? next : 0;
}

static void put_use(compiler *c, uint32_t entity, const name_words *name, uint8_t use) {
    uint32_t node = 0;
    for (size_t i = 0; i < name->n && c->ok; i++) node = step(c, node, name->key[i]);
    pending_use p = {.node = node, .use = {.entity = entity, .use = use, .upper = name->upper}};
    if (!array_push(&c->pending, p)) c->ok = false;
}

/* A word of the entity's names; each once. */
static void put_word(compiler *c, actor_entity *e, uint64_t key) {
    uint32_t low = (uint32_t)key;
    for (size_t i = e->word; i < c->word.n; i++)
        if (c->word.data[i] == low) return;
    if (!array_push(&c->word, low)) c->ok = false;
}

/* "Georgia" is the entity's name and yet stands under "~": then that holds. */
static bool is_short_too(const source_entity *e, uint32_t text) {
    for (size_t i = 0; i < e->names.n; i++)
        if (e->names.data[i].use == USE_SHORT && e->names.data[i].text == text) return true;
    return false;
}

static bool has_short(const source_entity *e) {
    for (size_t i = 0; i < e->names.n; i++)
        if (e->names.data[i].use == USE_SHORT) return true;
    return false;
}

/* The last word of a person's name, under which the news knows them. */
static void put_surname(compiler *c, uint32_t entity, const name_words *name) {
    if (name->n < 2) return;
    name_words last = {.n = 1, .key = {name->key[name->n - 1]}};
    put_use(c, entity, &last, USE_SHORT);
}

static void put_names(compiler *c, const source_entity *s, actor_entity *e, uint32_t index) {
    bool surname = s->kind == KIND_PERSON && !has_short(s);
    e->word = (uint32_t)c->word.n;
    for (size_t i = 0; i < s->names.n && c->ok; i++) {
        name_words name;
        const source_name *n = &s->names.data[i];
        if (n->use == USE_NAME && is_short_too(s, n->text)) continue;
        if (!cut_name(c, s, n, false, &name)) continue;
        put_use(c, index, &name, n->use);
        if (strchr(intern_text(&c->source->pool, n->text), '-')) {
            name_words parts;
            if (cut_name(c, s, n, true, &parts)) put_use(c, index, &parts, n->use);
        }
        for (size_t k = 0; k < name.n; k++) put_word(c, e, name.key[k]);
        if (surname && n->text == s->name) put_surname(c, index, &name);
    }
    size_t n_word = c->word.n - e->word;
    e->n_word = (uint16_t)(n_word < UINT16_MAX ? n_word : UINT16_MAX);
}

/* ---- entities -------------------------------------------------------------------------- */

static int by_first_day(const void *a, const void *b) {
    const actor_role *x = a, *y = b;
    if (x->from != y->from) return x->from < y->from ? -1 : 1;
    return x->to < y->to ? -1 : x->to > y->to;
}

static void put_roles(compiler *c, source_entity *s, actor_entity *e) {
    e->role = (uint32_t)c->role.n;
    e->n_role = (uint16_t)(s->roles.n < UINT16_MAX ? s->roles.n : UINT16_MAX);
    if (s->roles.n) qsort(s->roles.data, s->roles.n, sizeof *s->roles.data, by_first_day);
    for (size_t i = 0; i < e->n_role && c->ok; i++) {
        actor_role r = s->roles.data[i];
        r.title = put_string(c, r.title);
        if (!array_push(&c->role, r)) c->ok = false;
    }
}

/* What the base below knows of the same entity, where the source says nothing of it. */
static void inherit(compiler *c, const source_entity *s, actor_entity *e) {
    uint32_t below = c->under
                         ? actor_entity_of_id(c->under, intern_text(&c->source->pool, s->id))
                         : HASH_NONE;
    if (below == HASH_NONE) return;
    const actor_entity *old = &c->under->entity[below];
    if (!e->gender) e->gender = old->gender;
    if (!e->denotes) e->denotes = old->denotes;
    for (size_t i = 0; i < old->n_word && c->ok; i++)
        put_word(c, e, c->under->word[old->word + i]);
    e->n_word = (uint16_t)(c->word.n - e->word);
    for (size_t i = 0; !s->roles.n && i < old->n_role && c->ok; i++) {
        actor_role r = c->under->role[old->role + i];
        const char *title = c->under->strings + r.title;
        r.title = put_string(c, intern_add(&c->source->pool, title, strlen(title)));
        if (!array_push(&c->role, r)) c->ok = false;
        e->n_role++;
    }
}

static void put_entity(compiler *c, uint32_t index) {
    source_entity *s = &c->source->entity.data[index];
    const char *id = intern_text(&c->source->pool, s->id);
    actor_entity e = {.id = put_string(c, s->id),
                      .name = put_string(c, s->name),
                      .kind = s->kind,
                      .gender = s->gender,
                      .denotes = s->denotes};
    put_names(c, s, &e, index);
    put_roles(c, s, &e);
    inherit(c, s, &e);
    if (!array_push(&c->entity, e) || !hash_map_set(&c->id, actor_id_key(id), index))
        c->ok = false;
}

/* ---- the file ---------------------------------------------------------------------------- */

static int by_node(const void *a, const void *b) {
    const pending_use *x = a, *y = b;
    if (x->node != y->node) return x->node < y->node ? -1 : 1;
    if (x->use.use != y->use.use) return x->use.use < y->use.use ? -1 : 1;
    return x->use.entity < y->use.entity ? -1 : x->use.entity > y->use.entity;
}

static void put_uses(compiler *c) {
    if (c->pending.n) qsort(c->pending.data, c->pending.n, sizeof *c->pending.data, by_node);
    for (size_t i = 0; i < c->pending.n && c->ok; i++) {
        const pending_use *p = &c->pending.data[i];
        actor_node *node = &c->node.data[p->node];
        if (node->n_use && by_node(p, p - 1) == 0) continue;
        if (!node->n_use) node->use = (uint32_t)c->use.n;
        node->n_use++;
        if (!array_push(&c->use, p->use)) c->ok = false;
    }
}

static unsigned char *join(compiler *c, size_t *size) {
    static const hash_slot empty;
    const hash_slot *edge = c->edge.slot ? c->edge.slot : &empty;
    const hash_slot *id = c->id.slot ? c->id.slot : &empty;
#define PART(name, array)                                                                      \
    { name, (array).data, (array).n * sizeof *(array).data }
    const section_part part[] = {
        PART("strings", c->strings),
        PART("entities", c->entity),
        PART("roles", c->role),
        PART("words", c->word),
        PART("nodes", c->node),
        PART("uses", c->use),
        {"edges", edge, (c->edge.mask + 1) * sizeof *edge},
        {"ids", id, (c->id.mask + 1) * sizeof *id},
    };
#undef PART
    return sections_join(ACTOR_MAGIC, ACTOR_VERSION, part, sizeof part / sizeof *part, size);
}

static void free_compiler(compiler *c) {
    arena_free(&c->arena);
    array_free(&c->tokens.token);
    array_free(&c->tokens.word);
    array_free(&c->strings);
    hash_map_free(&c->string_of);
    array_free(&c->entity);
    array_free(&c->role);
    array_free(&c->word);
    array_free(&c->node);
    array_free(&c->pending);
    array_free(&c->use);
    hash_map_free(&c->edge);
    hash_map_free(&c->id);
}

dg_status actor_compile(actor_source *source, const actor_layer *under, unsigned char **out,
                        size_t *size, dg_error *error) {
    compiler c = {.source = source, .under = under, .ok = true};
    uint32_t empty = intern_add(&source->pool, "", 0);
    *out = NULL;
    if (empty == INTERN_NONE || !array_push(&c.node, (actor_node){0})) c.ok = false;
    if (c.ok) put_string(&c, empty);
    for (uint32_t i = 0; i < source->entity.n && c.ok; i++) put_entity(&c, i);
    if (c.ok) put_uses(&c);
    if (c.ok) *out = join(&c, size);
    free_compiler(&c);
    RETURN_IF(!*out, error, DG_NO_MEMORY, "out of memory");
    return DG_OK;
}
