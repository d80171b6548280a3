/* Learn the lemma table (src/language/lemma.h) from treebanks.
 *
 * usage: lemmas OUT TRAIN.conllu…     writes OUT/lemmas.slots and OUT/lemmas.rules
 *
 * For each key the rule that most of its words follow is taken. Suffixes are voted on by
 * distinct forms, for they must speak for forms not seen. From the least telling key to the
 * most telling, an entry is kept only where it says something other than what those below
 * it already give. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/intern.h"
#include "language/lemma.h"
#include "treebank.h"

typedef struct vote {
    uint64_t key;
    uint32_t rule, level; /* index of the key among a form's whole keys; suffixes: below */
} vote;

enum { SUFFIX_LEVEL = LEMMA_WHOLE, TAG_LEVEL };

typedef struct winner {
    uint64_t key;
    uint32_t rule, level, votes, total;
} winner;

typedef struct learner {
    intern_pool rules;
    ARRAY(vote) votes;
    ARRAY(winner) winners; /* sorted by key */
    hash_map seen;         /* forms that have voted on suffixes */
    hash_map table;
} learner;

static void check(bool ok, const char *what) {
    if (ok) return;
    fprintf(stderr, "lemmas: %s\n", what);
    exit(1);
}

static uint32_t level_of(size_t i, size_t n_key) {
    return i < LEMMA_WHOLE ? (uint32_t)i : i + 1 == n_key ? TAG_LEVEL : SUFFIX_LEVEL;
}

/* Has this form, so tagged and edited, not voted on suffixes yet? */
static bool is_new(learner *l, uint64_t form_key, uint32_t rule) {
    uint64_t both[2] = {form_key, rule}, key = hash_bytes(both, sizeof both, 0);
    if (hash_find(l->seen.slot, l->seen.mask, key) != HASH_NONE) return false;
    check(hash_map_set(&l->seen, key, 1), "out of memory");
    return true;
}

static void vote_for(learner *l, const treebank_word *w) {
    lemma_rule rule;
    if (!strcmp(w->lemma, "_") || !lemma_rule_between(w->form, w->lemma, &rule)) return;
    uint32_t id = intern_add(&l->rules, (const char *)&rule, sizeof rule);
    uint64_t key[LEMMA_KEYS];
    size_t n = lemma_keys(w->form, strlen(w->form), (unsigned)w->upos, (unsigned)w->xpos, key);
    bool new = is_new(l, key[1], id);
    for (size_t i = 0; i < n; i++)
        if (i < LEMMA_WHOLE || new)
            check(array_push(&l->votes, ((vote){key[i], id, level_of(i, n)})), "out of memory");
}

static int by_key_and_rule(const void *a, const void *b) {
    const vote *x = a, *y = b;
    if (x->key != y->key) return x->key < y->key ? -1 : 1;
    return x->rule < y->rule ? -1 : x->rule > y->rule;
}

static void count_votes(learner *l) {
    qsort(l->votes.data, l->votes.n, sizeof *l->votes.data, by_key_and_rule);
    for (size_t i = 0; i < l->votes.n;) {
        const vote *v = &l->votes.data[i];
        winner best = {.key = v->key, .level = v->level};
        while (i < l->votes.n && l->votes.data[i].key == best.key) {
            size_t from = i;
            uint32_t rule = l->votes.data[i].rule;
            while (i < l->votes.n && l->votes.data[i].key == best.key &&
                   l->votes.data[i].rule == rule)
                i++;
            best.total += (uint32_t)(i - from);
            if (i - from > best.votes) best.votes = (uint32_t)(i - from), best.rule = rule;
        }
        check(array_push(&l->winners, best), "out of memory");
    }
}

/* A suffix must have been seen in three forms, and mostly agree. */
static bool speaks(const winner *w) {
    if (w->level == TAG_LEVEL) return true;
    return w->level == SUFFIX_LEVEL && w->total >= 3 && w->votes * 4 >= w->total * 3;
}

static void add_suffixes(learner *l) {
    for (size_t i = 0; i < l->winners.n; i++) {
        const winner *w = &l->winners.data[i];
        if (speaks(w)) check(hash_map_set(&l->table, w->key, w->rule), "out of memory");
    }
}

/* The rule that the keys from `first` on give. */
static uint32_t rule_below(const learner *l, const uint64_t *key, size_t first, size_t n) {
    for (size_t i = first; i < n; i++) {
        uint32_t rule = hash_find(l->table.slot, l->table.mask, key[i]);
        if (rule != HASH_NONE) return rule;
    }
    return HASH_NONE;
}

static int by_key(const void *a, const void *b) {
    const winner *x = a, *y = b;
    return x->key < y->key ? -1 : x->key > y->key;
}

/* Entries of one of the whole keys, where they differ from what is below. */
static void add_whole_forms(learner *l, const treebank *t, size_t level) {
    for (size_t i = 0; i < t->word.n; i++) {
        const treebank_word *w = &t->word.data[i];
        uint64_t key[LEMMA_KEYS];
        size_t n =
            lemma_keys(w->form, strlen(w->form), (unsigned)w->upos, (unsigned)w->xpos, key);
        winner want = {.key = key[level]};
        const winner *best = bsearch(&want, l->winners.data, l->winners.n, sizeof want, by_key);
        if (best && best->rule != rule_below(l, key, level + 1, n))
            check(hash_map_set(&l->table, key[level], best->rule), "out of memory");
    }
}

static void write_file(const char *folder, const char *name, const void *data, size_t n) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    check(file && fwrite(data, 1, n, file) == n && fclose(file) == 0, path);
}

static void write_rules(const learner *l, const char *folder) {
    ARRAY(lemma_rule) rules = {0};
    for (uint32_t i = 0; i < l->rules.text.n; i++) {
        lemma_rule rule;
        memcpy(&rule, intern_text(&l->rules, i), sizeof rule);
        check(array_push(&rules, rule), "out of memory");
    }
    write_file(folder, "lemmas.rules", rules.data, rules.n * sizeof *rules.data);
    array_free(&rules);
}

int main(int argc, char **argv) {
    if (argc < 3) {
        fputs("usage: lemmas OUT TRAIN.conllu...\n", stderr);
        return 2;
    }
    treebank t = {0};
    learner l = {0};
    for (int i = 2; i < argc; i++) {
        dg_error error;
        char text[512];
        if (treebank_read(&t, argv[i], &error) == DG_OK) continue;
        dg_error_format(&error, text, sizeof text);
        check(false, text);
    }
    for (size_t i = 0; i < t.word.n; i++) vote_for(&l, &t.word.data[i]);
    count_votes(&l);
    add_suffixes(&l);
    for (size_t level = LEMMA_WHOLE; level-- > 0;) add_whole_forms(&l, &t, level);
    write_file(argv[1], "lemmas.slots", l.table.slot,
               (l.table.mask + 1) * sizeof *l.table.slot);
    write_rules(&l, argv[1]);
    printf("lemmas: %zu entries, %zu rules\n", l.table.n, l.rules.text.n);
    return 0;
}
