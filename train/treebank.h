/* CoNLL-U treebanks in memory, for the training tools. */
#ifndef TRAIN_TREEBANK_H
#define TRAIN_TREEBANK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/array.h"
#include "dragoman.h"

typedef struct treebank_word {
    const char *form, *lemma, *feats;
    int upos, xpos, deprel; /* numbers of labels.def */
    int head;
    bool space_before;
} treebank_word;

typedef struct treebank_sentence {
    size_t word, n_word;
    bool new_paragraph;
} treebank_sentence;

typedef struct treebank {
    ARRAY(treebank_word) word;
    ARRAY(treebank_sentence) sentence;
    arena strings;
} treebank;

/* Append a file's sentences. Errors: DG_IO, DG_BAD_INPUT with file and line. */
dg_status treebank_read(treebank *t, const char *path, dg_error *error);
void treebank_free(treebank *t);

#endif
