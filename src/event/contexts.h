/* Words that show what a passage is about: data/ontology/contexts.txt, compiled.
 *
 * A cue is a path in a trie whose edges are units: words in lower case, parted at hyphens. The
 * file is one of sections (base/sections.h), mapped and read in place:
 *
 *   nodes  context_node[]: node 0 is the root
 *   cues   context_cue[]: what a path says, in runs by node
 *   edges  hash table: hash of (node, unit) -> the node below
 *
 * A text is matched by one walk from each of its words, no deeper than CONTEXTS_DEPTH, so in
 * time linear in it. */
#ifndef EVENT_CONTEXTS_H
#define EVENT_CONTEXTS_H

#include <stdbool.h>

#include "base/hash.h"
#include "base/mapped.h"
#include "dragoman.h"
#include "event/plover.h"

#define CONTEXTS_MAGIC "DG-CNTXT"
enum { CONTEXTS_VERSION = 1, CONTEXTS_DEPTH = 8 /* units */ };

typedef struct context_cue {
    uint8_t tag, strong; /* CONTEXT_…; 0 or 1 */
} context_cue;

typedef struct context_node {
    uint32_t cue, n_cue;
} context_node;

typedef struct event_contexts {
    mapped_file file;
    unsigned char *memory;
    const context_node *node; /* [n_node] */
    const context_cue *cue;   /* [n_cue] */
    const hash_slot *edge;
    size_t edge_mask, n_node, n_cue;
} event_contexts;

/* The next unit of s[0, n) from *at on, which is moved behind it; 0 when there is none. */
uint64_t contexts_next_unit(const char *s, size_t n, size_t *at);

uint64_t contexts_edge_key(uint32_t node, uint64_t unit);

/* The node below, or HASH_NONE. */
uint32_t contexts_below(const event_contexts *c, uint32_t node, uint64_t unit);

/* Called for each mistake; reading goes on behind it. */
typedef void (*contexts_report)(void *user, const dg_error *error);

/* Compile a text, which came from path. *out is to be freed. Mistakes go to report and are
 * counted in *mistakes. Errors: DG_NO_MEMORY. */
dg_status contexts_compile(const char *text, size_t n, const char *path, contexts_report report,
                           void *user, unsigned char **out, size_t *size, size_t *mistakes,
                           dg_error *error);

/* Open a compiled file, or take one in memory (aligned to 64, from malloc, then owned). Errors:
 * DG_IO, DG_BAD_MODEL. */
dg_status contexts_open(const char *path, event_contexts *out, dg_error *error);
dg_status contexts_take(unsigned char *memory, size_t size, const char *name,
                        event_contexts *out, dg_error *error);
void contexts_close(event_contexts *contexts);

#endif
