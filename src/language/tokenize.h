/* Tokens and syntactic words by the conventions of UD English (EWT and GUM), by rule. */
#ifndef LANGUAGE_TOKENIZE_H
#define LANGUAGE_TOKENIZE_H

#include "base/arena.h"
#include "base/array.h"
#include "dragoman.h"

typedef struct lang_token_list {
    ARRAY(dg_token) token;
    ARRAY(dg_word) word;
    uint32_t cut_tokens; /* how many pieces were cut off at DG_MAX_TOKEN */
} lang_token_list;

/* Append the tokens and words of one block of text (valid UTF-8). Fills of a token all
 * fields, of a word start, end and norm (in the arena, ended with a NUL; never empty), and
 * leaves its other fields 0. Every character of the block that is not white space lies in
 * exactly one token. Linear in the block's length. Errors: DG_NO_MEMORY. */
dg_status lang_tokenize(const char *text, const dg_block *block, arena *a, lang_token_list *out,
                        dg_error *error);

#endif
