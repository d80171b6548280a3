/* Opening compiled contexts: every number is checked once, here. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/sections.h"
#include "base/utf8.h"
#include "event/contexts.h"

enum { UNIT_SEED = 93, EDGE_SEED = 94, LONGEST_UNIT = 64 /* bytes */ };

static bool is_between(char c) {
    return c == ' ' || c == '-';
}

/* s[0, n) in lower case; 0 when it does not fit, as no cue is so long. */
static size_t to_lower(const char *s, size_t n, char out[LONGEST_UNIT]) {
    size_t length, written = 0;
    for (size_t i = 0; i < n; i += length) {
        uint32_t c = utf8_decode(s + i, n - i, &length);
        if (c == UTF8_BAD || written + 4 > LONGEST_UNIT) return 0;
        written += utf8_encode(uni_lower(c), out + written);
    }
    return written;
}

/* Where a unit that begins at s ends: at a space, a hyphen, or a possessive "'s". */
static size_t end_of_unit(const char *s, size_t n) {
    size_t end = 0;
    while (end < n && !is_between(s[end])) end++;
    bool possessive = end > 2 && s[end - 2] == '\'' && s[end - 1] == 's';
    return possessive ? end - 2 : end;
}

uint64_t contexts_next_unit(const char *s, size_t n, size_t *at) {
    char lower[LONGEST_UNIT];
    while (*at < n && is_between(s[*at])) ++*at;
    if (*at == n) return 0;
    size_t from = *at;
    *at += end_of_unit(s + from, n - from);
    return hash_bytes(lower, to_lower(s + from, *at - from, lower), UNIT_SEED);
}

uint64_t contexts_edge_key(uint32_t node, uint64_t unit) {
    uint64_t both[2] = {node, unit};
    return hash_bytes(both, sizeof both, EDGE_SEED);
}

uint32_t contexts_below(const event_contexts *c, uint32_t node, uint64_t unit) {
    return hash_find(c->edge, c->edge_mask, contexts_edge_key(node, unit));
}

static dg_status check(const section_file *s, const event_contexts *c) {
    if (!c->n_node) return section_bad(s, "nodes", "has no root");
    for (size_t i = 0; i < c->n_node; i++) {
        const context_node *x = &c->node[i];
        if (x->cue > c->n_cue || x->n_cue > c->n_cue - x->cue)
            return section_bad(s, "nodes", "points outside");
    }
    for (size_t i = 0; i < c->n_cue; i++)
        if (!c->cue[i].tag || c->cue[i].tag >= N_CONTEXT || c->cue[i].strong > 1)
            return section_bad(s, "cues", "names no tag");
    return DG_OK;
}

static dg_status load(const section_file *s, event_contexts *c) {
    const void *data;
    FORWARD(section_records(s, "nodes", sizeof *c->node, &data, &c->n_node));
    c->node = data;
    FORWARD(section_records(s, "cues", sizeof *c->cue, &data, &c->n_cue));
    c->cue = data;
    FORWARD(section_table(s, "edges", (uint32_t)c->n_node, &c->edge, &c->edge_mask));
    return check(s, c);
}

static dg_status open_bytes(event_contexts *c, const unsigned char *data, size_t size,
                            const char *path, dg_error *error) {
    section_file s;
    dg_status status = sections_open(data, size, CONTEXTS_MAGIC, CONTEXTS_VERSION, "contexts",
                                     path, &s, error);
    if (status == DG_OK) status = load(&s, c);
    if (status != DG_OK) contexts_close(c);
    return status;
}

dg_status contexts_open(const char *path, event_contexts *out, dg_error *error) {
    memset(out, 0, sizeof *out);
    FORWARD(mapped_open(path, &out->file, error));
    return open_bytes(out, out->file.data, out->file.size, path, error);
}

dg_status contexts_take(unsigned char *memory, size_t size, const char *name,
                        event_contexts *out, dg_error *error) {
    memset(out, 0, sizeof *out);
    out->memory = memory;
    return open_bytes(out, memory, size, name, error);
}

void contexts_close(event_contexts *contexts) {
    if (!contexts) return;
    free(contexts->memory);
    mapped_close(&contexts->file);
    memset(contexts, 0, sizeof *contexts);
}
