/* Reading data/ontology/contexts.txt into a trie of cues; the file's head tells its language.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/sections.h"
#include "base/utf8.h"
#include "event/contexts.h"

/* A cue on its way: where it hangs in the trie. */
typedef struct cue_use {
    uint32_t node;
    context_cue cue;
} cue_use;

typedef struct compiler {
    contexts_report report;
    void *user;
    const char *path;
    size_t mistakes;
    uint32_t line;
    uint8_t tag;
    bool ok;
    ARRAY(context_node) node;
    ARRAY(context_cue) cue;
    ARRAY(cue_use) use;
    hash_map edge;
} compiler;

__attribute__((format(printf, 2, 3))) static void wrong(compiler *c, const char *format, ...) {
    char text[160];
    dg_error error;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    error_set(&error, DG_BAD_INPUT, "%s", text);
    error_at(&error, c->path, c->line, DG_NO_BYTE);
    c->mistakes++;
    if (c->report) c->report(c->user, &error);
}

/* ---- cues --------------------------------------------------------------------------- */

static uint32_t node_below(compiler *c, uint32_t node, uint64_t unit) {
    uint64_t key = contexts_edge_key(node, unit);
    uint32_t below = c->edge.slot ? hash_find(c->edge.slot, c->edge.mask, key) : HASH_NONE;
    if (below != HASH_NONE) return below;
    below = (uint32_t)c->node.n;
    if (!array_push(&c->node, ((context_node){0})) || !hash_map_set(&c->edge, key, below))
        c->ok = false;
    return below;
}

static void put_cue(compiler *c, const char *s, size_t n, bool strong) {
    uint32_t node = 0;
    unsigned depth = 0;
    size_t at = 0;
    for (uint64_t unit; (unit = contexts_next_unit(s, n, &at)) && c->ok; depth++) {
        if (depth == CONTEXTS_DEPTH) {
            wrong(c, "a cue of more than %d words", CONTEXTS_DEPTH);
            return;
        }
        node = node_below(c, node, unit);
    }
    if (!depth) wrong(c, "an empty cue");
    cue_use use = {node, {c->tag, strong}};
    if (depth && !array_push(&c->use, use)) c->ok = false;
}

static void read_cues(compiler *c, const char *s, size_t n, bool strong) {
    if (!c->tag) {
        wrong(c, "\"tag NAME: MEANING\" must come first");
        return;
    }
    while (n) {
        const char *end = memchr(s, ';', n);
        size_t length = end ? (size_t)(end - s) : n;
        put_cue(c, s, length, strong);
        s += length;
        n -= length;
        if (n) s++, n--;
    }
}

/* ---- lines -------------------------------------------------------------------------- */

static void read_tag(compiler *c, const char *s, size_t n) {
    const char *colon = memchr(s, ':', n);
    size_t length = colon ? (size_t)(colon - s) : n;
    c->tag = plover_context_of(s, (unsigned)length);
    if (!c->tag || !colon) wrong(c, "no tag \"%.*s\"", (int)length, s);
}

static bool has_prefix(const char *s, size_t n, const char *prefix) {
    return n >= strlen(prefix) && !memcmp(s, prefix, strlen(prefix));
}

static void read_line(compiler *c, const char *s, size_t n) {
    if (n && s[n - 1] == '\r') n--;
    if (!n || *s == '#') return;
    if (utf8_first_bad(s, n) != n)
        wrong(c, "not UTF-8");
    else if (has_prefix(s, n, "tag "))
        read_tag(c, s + 4, n - 4);
    else if (has_prefix(s, n, "strong "))
        read_cues(c, s + 7, n - 7, true);
    else if (has_prefix(s, n, "weak "))
        read_cues(c, s + 5, n - 5, false);
    else
        wrong(c, "a line begins with tag, strong or weak");
}

static void read_text(compiler *c, const char *text, size_t n) {
    for (size_t at = 0; at < n && c->ok;) {
        const char *end = memchr(text + at, '\n', n - at);
        size_t length = end ? (size_t)(end - text) - at : n - at;
        c->line++;
        read_line(c, text + at, length);
        at += length + 1;
    }
}

/* ---- the file ----------------------------------------------------------------------- */

static int by_node(const void *a, const void *b) {
    const cue_use *x = a, *y = b;
    if (x->node != y->node) return x->node < y->node ? -1 : 1;
    return (int)x->cue.tag - (int)y->cue.tag;
}

static bool put_runs(compiler *c) {
    if (c->use.n) qsort(c->use.data, c->use.n, sizeof *c->use.data, by_node);
    for (size_t i = 0; i < c->use.n; i++) {
        context_node *node = &c->node.data[c->use.data[i].node];
        if (!node->n_cue) node->cue = (uint32_t)c->cue.n;
        node->n_cue++;
        if (!array_push(&c->cue, c->use.data[i].cue)) return false;
    }
    return true;
}

static unsigned char *join(compiler *c, size_t *size) {
    static const hash_slot empty;
    const hash_slot *edge = c->edge.slot ? c->edge.slot : &empty;
    const section_part part[] = {
        {"nodes", c->node.data, c->node.n * sizeof *c->node.data},
        {"cues", c->cue.data, c->cue.n * sizeof *c->cue.data},
        {"edges", edge, (c->edge.mask + 1) * sizeof *edge},
    };
    return sections_join(CONTEXTS_MAGIC, CONTEXTS_VERSION, part, sizeof part / sizeof *part,
                         size);
}

dg_status contexts_compile(const char *text, size_t n, const char *path, contexts_report report,
                           void *user, unsigned char **out, size_t *size, size_t *mistakes,
                           dg_error *error) {
    compiler c = {.report = report, .user = user, .path = path, .ok = true};
    *out = NULL;
    if (!array_push(&c.node, ((context_node){0}))) c.ok = false; /* the root */
    read_text(&c, text, n);
    if (c.ok && put_runs(&c)) *out = join(&c, size);
    *mistakes = c.mistakes;
    array_free(&c.node);
    array_free(&c.cue);
    array_free(&c.use);
    hash_map_free(&c.edge);
    RETURN_IF(!*out, error, DG_NO_MEMORY, "out of memory");
    return DG_OK;
}
