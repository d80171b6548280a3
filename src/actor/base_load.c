/* Opening a compiled actor base: every number in it is checked once, here, so that the rest
 * may follow them blindly. */
#include "actor/base.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/sections.h"

enum { ID_SEED = 78, EDGE_SEED = 79 };

uint64_t actor_edge_key(uint32_t node, uint64_t word) {
    uint64_t both[2] = {node, word};
    return hash_bytes(both, sizeof both, EDGE_SEED);
}

uint64_t actor_id_key(const char *id) {
    return hash_bytes(id, strlen(id), ID_SEED);
}

uint32_t actor_entity_of_id(const actor_layer *layer, const char *id) {
    uint32_t e = hash_find(layer->id, layer->id_mask, actor_id_key(id));
    if (e == HASH_NONE || strcmp(layer->strings + layer->entity[e].id, id) != 0)
        return HASH_NONE;
    return e;
}

static bool in_range(uint64_t first, uint64_t n, uint64_t all) {
    return first <= all && n <= all - first;
}

static bool is_sane_entity(const actor_layer *l, const actor_entity *e) {
    return e->id < l->n_strings && e->name < l->n_strings &&
           in_range(e->role, e->n_role, l->n_role) && in_range(e->word, e->n_word, l->n_word) &&
           e->kind < N_KIND && e->gender <= GENDER_SHE && e->denotes <= DENOTES_THING;
}

static bool is_sane_role(const actor_layer *l, const actor_role *r) {
    bool sane = r->title < l->n_strings;
    for (size_t i = 0; i < ROLE_COUNTRIES; i++) sane = sane && r->country[i] < N_COUNTRY;
    for (size_t i = 0; i < ROLE_SECTORS; i++) sane = sane && r->sector[i] < N_SECTOR;
    return sane;
}

static dg_status check(const section_file *f, const actor_layer *l) {
    if (!l->n_strings || l->strings[l->n_strings - 1] != '\0')
        return section_bad(f, "strings", "does not end with a NUL");
    if (!l->n_node) return section_bad(f, "nodes", "is empty");
    for (size_t i = 0; i < l->n_entity; i++)
        if (!is_sane_entity(l, &l->entity[i]))
            return section_bad(f, "entities", "points outside");
    for (size_t i = 0; i < l->n_role; i++)
        if (!is_sane_role(l, &l->role[i])) return section_bad(f, "roles", "points outside");
    for (size_t i = 0; i < l->n_node; i++)
        if (!in_range(l->node[i].use, l->node[i].n_use, l->n_use))
            return section_bad(f, "nodes", "points outside");
    for (size_t i = 0; i < l->n_use; i++)
        if (l->use[i].entity >= l->n_entity || l->use[i].use >= N_USE)
            return section_bad(f, "uses", "points outside");
    return DG_OK;
}

static dg_status load(const section_file *f, actor_layer *l) {
    const void *data;
    uint64_t size;
    FORWARD(section_find(f, "strings", 0, &data, &size));
    l->strings = data;
    l->n_strings = size;
    FORWARD(section_records(f, "entities", sizeof *l->entity, &data, &l->n_entity));
    l->entity = data;
    FORWARD(section_records(f, "roles", sizeof *l->role, &data, &l->n_role));
    l->role = data;
    FORWARD(section_records(f, "words", sizeof *l->word, &data, &l->n_word));
    l->word = data;
    FORWARD(section_records(f, "nodes", sizeof *l->node, &data, &l->n_node));
    l->node = data;
    FORWARD(section_records(f, "uses", sizeof *l->use, &data, &l->n_use));
    l->use = data;
    FORWARD(section_table(f, "edges", (uint32_t)l->n_node, &l->edge, &l->edge_mask));
    FORWARD(section_table(f, "ids", (uint32_t)l->n_entity, &l->id, &l->id_mask));
    return check(f, l);
}

static dg_status open_bytes(actor_layer *l, const unsigned char *data, size_t size,
                            const char *path, dg_error *error) {
    section_file f;
    dg_status status =
        sections_open(data, size, ACTOR_MAGIC, ACTOR_VERSION, "actor base", path, &f, error);
    if (status == DG_OK) status = load(&f, l);
    if (status != DG_OK) actor_layer_close(l);
    return status;
}

dg_status actor_layer_open(const char *path, actor_layer *out, dg_error *error) {
    memset(out, 0, sizeof *out);
    FORWARD(mapped_open(path, &out->file, error));
    return open_bytes(out, out->file.data, out->file.size, path, error);
}

dg_status actor_layer_take(unsigned char *memory, size_t size, const char *name,
                           actor_layer *out, dg_error *error) {
    memset(out, 0, sizeof *out);
    out->memory = memory;
    return open_bytes(out, memory, size, name, error);
}

void actor_layer_close(actor_layer *layer) {
    if (!layer) return;
    free(layer->memory);
    mapped_close(&layer->file);
    memset(layer, 0, sizeof *layer);
}
