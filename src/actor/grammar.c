/* What mentions ask of the parse and of the names found in it. */
#include <string.h>

#include "actor/mention.h"

uint32_t actor_governor(const actor_story *a, uint32_t w, uint32_t sentence) {
    uint32_t head = a->story->word[w].head;
    return head ? a->story->sentence[sentence].word + head - 1 : DG_NONE;
}

bool actor_is_relation(unsigned deprel, unsigned plain) {
    if (deprel == plain) return true;
    const char *name = dg_deprel_name(deprel), *want = dg_deprel_name(plain);
    size_t n = strlen(want);
    return strncmp(name, want, n) == 0 && name[n] == ':';
}

uint32_t actor_dependent(const actor_story *a, uint32_t w, unsigned deprel) {
    for (uint32_t c = a->child[w]; c; c = a->sibling[c - 1])
        if (actor_is_relation(actor_word(a, c - 1)->deprel, deprel)) return c - 1;
    return DG_NONE;
}

bool actor_is_word(const actor_story *a, uint32_t w, const char *lemma) {
    return strcmp(a->story->word[w].lemma, lemma) == 0;
}

uint32_t actor_mention_of(const actor_story *a, uint32_t w) {
    return w != DG_NONE && a->of_word[w] ? a->of_word[w] - 1 : DG_NONE;
}

const actor_hit *actor_hit_of(const actor_story *a, uint32_t w) {
    return a->names.of_word[w] ? &a->names.hit[a->names.of_word[w] - 1] : NULL;
}

bool actor_in_dateline(const actor_story *a, uint32_t sentence) {
    const dg_story *y = a->story;
    return y->block[y->sentence[sentence].block].kind == DG_DATELINE;
}
