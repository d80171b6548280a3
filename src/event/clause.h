/* A parsed sentence as the event stage asks it: dependents, and who is the subject, object and
 * oblique of a verb, through conjunction, control, relative and reduced clauses. */
#ifndef EVENT_CLAUSE_H
#define EVENT_CLAUSE_H

#include "base/arena.h"
#include "dragoman.h"
#include "language/labels.h"

/* A story's words with the ways down, and the mention of each word. Words are indices into the
 * story's words; DG_NONE for none. */
typedef struct clause_tree {
    const dg_story *story;
    uint32_t *child, *sibling; /* [n_word]: 1 + index; 0 for none */
    uint32_t *sentence;        /* [n_word] */
    uint32_t *mention;         /* [n_word]: 1 + the mention whose head it is; 0 */
    uint32_t *first_mention;   /* [n_sentence + 1]: where each sentence's mentions begin */
} clause_tree;

/* Errors: DG_NO_MEMORY. */
dg_status clause_tree_make(const dg_story *story, arena *a, clause_tree *out, dg_error *error);

static inline const dg_word *clause_word(const clause_tree *t, uint32_t w) {
    return &t->story->word[w];
}

uint32_t clause_governor(const clause_tree *t, uint32_t w);
bool clause_is(const clause_tree *t, uint32_t w, const char *lemma);
bool clause_is_one_of(const clause_tree *t, uint32_t w, const char *const *lemmas);

/* Whether a relation is this one or a subtype of it. */
bool clause_relation(unsigned deprel, unsigned plain);

/* The first dependent with this relation (or a subtype), or DG_NONE. */
uint32_t clause_dependent(const clause_tree *t, uint32_t w, unsigned deprel);

/* Whether w has a case word of this lemma: "of" for "of Syria". */
bool clause_has_case(const clause_tree *t, uint32_t w, const char *lemma);

bool clause_is_passive(const clause_tree *t, uint32_t verb);

/* Who does it: the subject of an active verb, the agent of a passive one; DG_NONE when it is
 * not in the sentence. */
uint32_t clause_agent(const clause_tree *t, uint32_t verb);

/* To whom it is done: the object of an active verb, the subject of a passive one. */
uint32_t clause_patient(const clause_tree *t, uint32_t verb);

#endif
