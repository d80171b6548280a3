/* From head scores to a tree. */
#ifndef LANGUAGE_TREE_H
#define LANGUAGE_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dragoman.h"

enum { TREE_MAX = DG_MAX_SENTENCE + 1 };

enum { TREE_SET = (TREE_MAX + 63) / 64 };

/* A member of a cycle that was contracted: its words, and the cycle's edge into it. */
typedef struct tree_member {
    uint64_t words[TREE_SET];
    uint32_t from, to;
} tree_member;

typedef struct tree_workspace {
    float score[TREE_MAX * TREE_MAX]; /* [node][node] of dependent and head */
    uint32_t from[TREE_MAX * TREE_MAX], to[TREE_MAX * TREE_MAX]; /* words of each edge */
    uint64_t words[TREE_MAX][TREE_SET];                          /* of each node */
    tree_member member[2 * TREE_MAX];                            /* of all cycles, in order */
} tree_workspace;

/* Do heads [n] (from 1; 0 the root) form a tree in which one word hangs on the root? */
bool tree_is_single_rooted(const uint32_t *head, size_t n);

/* The best such tree: score[i * stride + j] is that of word i's (from 0) head being j (0 the
 * root, else word j from 1), all finite. Writes head[n]; n <= DG_MAX_SENTENCE. Chu and Liu
 * 1965, Edmonds 1967; at most cubic in n. */
void tree_best(const float *score, size_t stride, size_t n, tree_workspace *work,
               uint32_t *head);

#endif
