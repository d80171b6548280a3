/* The net: from words to scores. One pass of an encoder over a window of words gives where
 * sentences end; then, sentence by sentence, tags, heads and relations.
 *
 * The encoder (docs/language.md): a word's vector is a sum of learned rows for its form
 * keys and its pretrained vector; layers of convolution over three words and of minimal
 * gated recurrence (minGRU; Feng et al. 2024) follow; the heads are one linear map, then
 * deep biaffine arcs and labels (Dozat and Manning 2017). */
#ifndef LANGUAGE_NET_H
#define LANGUAGE_NET_H

#include "dragoman.h"
#include "language/kernels.h"
#include "language/model.h"

enum {
    NET_WINDOW = 320, /* words of one window at the most; more than DG_MAX_SENTENCE */
    NET_ROWS = 480    /* rows of one pass: words of its windows, and a pad on either side */
};

typedef struct lang_net lang_net;

/* Work space for a model; both must outlive it. Errors: DG_NO_MEMORY. */
dg_status net_new(const lang_model *model, const lang_kernels *kernels, lang_net **out,
                  dg_error *error);
void net_free(lang_net *net);

/* Empty the pass. */
void net_clear(lang_net *net);

/* Is there room for a window of n words? Always so after net_clear() for NET_WINDOW. */
bool net_has_room(const lang_net *net, size_t n);

/* Add a window: n words of a text whose norms stand in word[]; space[i] says whether white
 * space stood before word i. Returns the row of the first word. */
size_t net_add_window(lang_net *net, const dg_word *word, const bool *space, size_t n);

/* Encode all windows added. */
void net_encode(lang_net *net);

/* How surely (as log odds) a sentence ends with the word in this row. */
float net_end_score(const lang_net *net, size_t row);

/* What the encoder made of the words in rows row .. row + n - 1: its last layer's output in
 * steps of 1 / NET_STATE_UNIT, n rows of the model's width, stored as lang_kernels.product()
 * wants it. */
enum { NET_STATE_UNIT = 32 };
void net_states(const lang_net *net, size_t row, size_t n, int8_t *out);

/* Fill upos, xpos, feats, head and deprel of a sentence's n words, which are in rows
 * row .. row + n - 1; 0 < n <= DG_MAX_SENTENCE. The heads form a tree with one root. */
void net_parse(lang_net *net, size_t row, size_t n, dg_word *word);

#endif
