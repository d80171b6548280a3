/* Maximum spanning tree, for the few sentences whose best heads, taken one by one, form no
 * tree. Cycles are contracted one after the other in a dense matrix of scores, where each
 * cell remembers the words its edge joins; then they are opened again, last first. */
#include "language/tree.h"

#include <math.h>
#include <string.h>

bool tree_is_single_rooted(const uint32_t *head, size_t n) {
    uint8_t state[TREE_MAX] = {
        0}; /* 1: on the path from the word asked; 2: leads to the root */
    size_t roots = 0;
    for (size_t i = 0; i < n; i++) roots += head[i] == 0;
    if (roots != 1) return false;
    for (size_t i = 1; i <= n; i++) {
        size_t at = i;
        while (at && !state[at]) {
            state[at] = 1;
            at = head[at - 1];
        }
        if (at && state[at] == 1) return false;
        for (at = i; at && state[at] == 1; at = head[at - 1]) state[at] = 2;
    }
    return true;
}

typedef struct contraction {
    tree_workspace *w;
    size_t n;                /* nodes; node 0 is the root */
    size_t n_member;         /* of all cycles so far */
    bool gone[TREE_MAX];     /* merged into another */
    uint32_t best[TREE_MAX]; /* the head chosen for each node that is left */
} contraction;

static float *cell(contraction *c, size_t dependent, size_t head) {
    return &c->w->score[dependent * c->n + head];
}

static void choose_heads(contraction *c) {
    for (size_t i = 1; i < c->n; i++) {
        if (c->gone[i]) continue;
        size_t best = 0;
        float most = -INFINITY;
        for (size_t j = 0; j < c->n; j++)
            if (!c->gone[j] && j != i && *cell(c, i, j) > most) most = *cell(c, i, best = j);
        c->best[i] = (uint32_t)best;
    }
}

/* A cycle's members in order, or 0 when there is none. */
static size_t find_cycle(const contraction *c, uint32_t member[TREE_MAX]) {
    uint16_t seen[TREE_MAX] = {0};
    for (size_t i = 1; i < c->n; i++) {
        if (c->gone[i] || seen[i]) continue;
        size_t at = i;
        while (at && !seen[at]) {
            seen[at] = (uint16_t)i;
            at = c->best[at];
        }
        if (!at || seen[at] != i) continue;
        size_t n = 0, first = at;
        do {
            member[n++] = (uint32_t)at;
            at = c->best[at];
        } while (at != first);
        return n;
    }
    return 0;
}

static void take_edge(contraction *c, size_t i, size_t j, size_t from_i, size_t from_j,
                      float score) {
    size_t to = i * c->n + j, from = from_i * c->n + from_j;
    c->w->score[to] = score;
    c->w->from[to] = c->w->from[from];
    c->w->to[to] = c->w->to[from];
}

/* Note a node of a cycle as it is now; the contracted node takes its words in. */
static void remember(contraction *c, size_t node, size_t into) {
    tree_member *m = &c->w->member[c->n_member++];
    size_t at = node * c->n + c->best[node];
    m->from = c->w->from[at];
    m->to = c->w->to[at];
    memcpy(m->words, c->w->words[node], sizeof m->words);
    for (size_t s = 0; s < TREE_SET; s++) c->w->words[into][s] |= m->words[s];
}

/* Merge a cycle into its first member. An edge into the cycle costs the cycle's edge that
 * it displaces. */
static void contract(contraction *c, const uint32_t *member, size_t n) {
    bool inside[TREE_MAX] = {false};
    size_t into = member[0];
    float own[TREE_MAX];
    for (size_t k = 0; k < n; k++) {
        inside[member[k]] = true;
        own[k] = *cell(c, member[k], c->best[member[k]]);
        remember(c, member[k], into);
    }
    for (size_t j = 0; j < c->n; j++) {
        if (c->gone[j] || inside[j]) continue;
        size_t enter = 0, leave = 0;
        for (size_t k = 1; k < n; k++) {
            if (*cell(c, member[k], j) - own[k] > *cell(c, member[enter], j) - own[enter])
                enter = k;
            if (j && *cell(c, j, member[k]) > *cell(c, j, member[leave])) leave = k;
        }
        take_edge(c, into, j, member[enter], j, *cell(c, member[enter], j) - own[enter]);
        if (j) take_edge(c, j, into, j, member[leave], *cell(c, j, member[leave]));
    }
    for (size_t k = 1; k < n; k++) c->gone[member[k]] = true;
}

/* Edges of the root are made so dear that the best tree has but one. */
static void fill_matrix(contraction *c, const float *score, size_t stride) {
    float least = 0, most = 0;
    for (size_t i = 1; i < c->n; i++)
        for (size_t j = 0; j < c->n; j++) {
            float s = score[(i - 1) * stride + j];
            least = s < least ? s : least;
            most = s > most ? s : most;
        }
    float price = (most - least + 1) * (float)c->n;
    for (size_t i = 1; i < c->n; i++)
        for (size_t j = 0; j < c->n; j++) {
            size_t at = i * c->n + j;
            c->w->score[at] = score[(i - 1) * stride + j] - (j ? 0 : price);
            c->w->from[at] = (uint32_t)j;
            c->w->to[at] = (uint32_t)i;
        }
    for (size_t i = 0; i < c->n; i++) {
        memset(c->w->words[i], 0, sizeof c->w->words[i]);
        c->w->words[i][i / 64] = 1ull << i % 64;
    }
}

static bool overlaps(const uint64_t *a, const uint64_t *b) {
    for (size_t s = 0; s < TREE_SET; s++)
        if (a[s] & b[s]) return true;
    return false;
}

/* Settle an edge: word `to` hangs on `from`, and is entered. */
static void settle(uint32_t *head, uint64_t *entered, uint32_t to, uint32_t from) {
    head[to - 1] = from;
    entered[to / 64] |= 1ull << to % 64;
}

/* Open the cycles, last first. Of each, the member that is entered from without has lost
 * the cycle's edge; the others keep theirs. */
static void open_cycles(const contraction *c, uint32_t *head) {
    uint64_t entered[TREE_SET] = {0};
    for (size_t i = 1; i < c->n; i++) {
        size_t at = i * c->n + c->best[i];
        if (!c->gone[i]) settle(head, entered, c->w->to[at], c->w->from[at]);
    }
    for (size_t k = c->n_member; k-- > 0;) {
        const tree_member *m = &c->w->member[k];
        if (!overlaps(m->words, entered)) settle(head, entered, m->to, m->from);
    }
}

void tree_best(const float *score, size_t stride, size_t n, tree_workspace *work,
               uint32_t *head) {
    contraction c = {.w = work, .n = n + 1};
    uint32_t member[TREE_MAX];
    fill_matrix(&c, score, stride);
    for (;;) {
        choose_heads(&c);
        size_t cycle = find_cycle(&c, member);
        if (!cycle) break;
        contract(&c, member, cycle);
    }
    open_cycles(&c, head);
}
