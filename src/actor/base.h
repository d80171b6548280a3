/* The compiled actor base: entities, their roles, and all their names in one trie.
 *
 * A file of sections (base/sections.h), mapped and read in place:
 *
 *   strings   text, each string ended with a NUL
 *   entities  actor_entity[]
 *   roles     actor_role[], an entity's in order of their first day
 *   words     u32[]: low halves of the keys of all words in an entity's names
 *   nodes     actor_node[]: the trie; node 0 is the root
 *   uses      actor_use[]: which entities a node's name may mean
 *   edges     hash table: (node, word key) -> node
 *   ids       hash table: hash of an id -> entity
 *
 * Following the trie costs one look-up a word, however many names there are. */
#ifndef ACTOR_BASE_H
#define ACTOR_BASE_H

#include "actor/key.h"
#include "actor/source.h"
#include "base/hash.h"
#include "base/mapped.h"
#include "dragoman.h"

#define ACTOR_MAGIC "DG-ACTOR"
enum { ACTOR_VERSION = 1, ACTOR_MAX_NAME = 32 /* words; longer names are refused */ };

typedef struct actor_entity {
    uint32_t id, name; /* into strings */
    uint32_t role, word;
    uint16_t n_role, n_word;
    uint8_t kind, gender, denotes, zero;
} actor_entity;

typedef struct actor_node {
    uint32_t use;
    uint32_t n_use;
} actor_node;

typedef struct actor_use {
    uint32_t entity;
    uint8_t use;
    uint8_t upper; /* in capitals only: "AU" */
    uint16_t zero;
} actor_use;

/* One compiled file. */
typedef struct actor_layer {
    mapped_file file;      /* when it was mapped */
    unsigned char *memory; /* when it was made here; freed on close */
    const char *strings;
    const actor_entity *entity; /* [n_entity] */
    const actor_role *role;
    const uint32_t *word;
    const actor_node *node;
    const actor_use *use;
    const hash_slot *edge, *id;
    size_t edge_mask, id_mask;
    size_t n_strings, n_entity, n_role, n_word, n_node, n_use;
} actor_layer;

/* Map a compiled file and check it. Errors: DG_IO, DG_BAD_MODEL. */
dg_status actor_layer_open(const char *path, actor_layer *out, dg_error *error);

/* Take a file in memory (aligned to 64, from malloc), which the layer then owns, even when
 * this fails. Errors: DG_BAD_MODEL. */
dg_status actor_layer_take(unsigned char *memory, size_t size, const char *name,
                           actor_layer *out, dg_error *error);
void actor_layer_close(actor_layer *layer);

/* Compile what was read. With `under`, entities that it has too take over its roles where the
 * source gives none. *out is to be freed. Names that cannot be compiled go to the source's
 * report. Errors: DG_NO_MEMORY. */
dg_status actor_compile(actor_source *source, const actor_layer *under, unsigned char **out,
                        size_t *size, dg_error *error);

/* The key of the edge from a node along a word, and of an id. */
uint64_t actor_edge_key(uint32_t node, uint64_t word);
uint64_t actor_id_key(const char *id);

/* The entity of an id, or HASH_NONE. */
uint32_t actor_entity_of_id(const actor_layer *layer, const char *id);

#endif
