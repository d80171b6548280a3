/* The language stage: from a story's blocks to its parsed sentences. */
#ifndef LANGUAGE_PARSE_H
#define LANGUAGE_PARSE_H

#include "base/arena.h"
#include "dragoman.h"
#include "language/kernels.h"
#include "language/model.h"

typedef struct lang_parser lang_parser;

/* A parser over a model, which must outlive it. Errors: DG_NO_MEMORY. */
dg_status lang_parser_new(const lang_model *model, const lang_kernels *kernels,
                          lang_parser **out, dg_error *error);
void lang_parser_free(lang_parser *parser);

/* Fill the story's sentences, tokens and words from its text and blocks. They live in the
 * parser and the arena until the next call. Errors: DG_NO_MEMORY. */
dg_status lang_parse(lang_parser *parser, arena *a, dg_story *story, dg_error *error);

/* What the encoder made of each word of the story last parsed: rows of `width` numbers, in
 * steps of `step`, stored with `zero` added, as lang_kernels.product() wants them. Borrowed
 * until the next lang_parse(). */
typedef struct lang_states {
    const int8_t *row; /* [n_word][width] */
    uint32_t width;
    float step;
    int8_t zero;
} lang_states;

lang_states lang_parser_states(const lang_parser *parser);

#endif
