/* Driving the net over a story.
 *
 * The encoder reads a block as one window, not sentence by sentence, and says itself where
 * sentences end. A block longer than NET_WINDOW is read in several windows: each gives its
 * complete sentences, and the next begins with the first that was not. */
#include "language/parse.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "language/labels.h"
#include "language/net.h"
#include "language/tokenize.h"

/* Near the end of a window that its block goes on behind, too little has been read to tell
 * whether a sentence ends. */
enum { UNSURE = 4 };

typedef struct window {
    size_t block, word, n, row;
    bool open; /* its block goes on behind it */
} window;

struct lang_parser {
    const lang_model *model;
    const lang_kernels *kernels;
    lang_net *net;
    lang_token_list list;
    ARRAY(dg_sentence) sentence;
    ARRAY(size_t) block_word; /* [blocks + 1]: the first word of each */
    ARRAY(bool) space;        /* [words]: white space stands before the word */
    ARRAY(bool) last;         /* [words]: the word is its token's last */
    ARRAY(int8_t) state;      /* [words][width]: the encoder's output */
    window window[NET_ROWS];
    size_t n_window;
    size_t next_token; /* the first token not yet in a sentence */
    uint32_t cut;
};

dg_status lang_parser_new(const lang_model *model, const lang_kernels *kernels,
                          lang_parser **out, dg_error *error) {
    lang_parser *p = calloc(1, sizeof *p);
    RETURN_IF(!p, error, DG_NO_MEMORY, "out of memory");
    p->model = model;
    p->kernels = kernels;
    dg_status status = net_new(model, kernels, &p->net, error);
    if (status != DG_OK) {
        lang_parser_free(p);
        return status;
    }
    *out = p;
    return DG_OK;
}

void lang_parser_free(lang_parser *p) {
    if (!p) return;
    net_free(p->net);
    array_free(&p->list.token);
    array_free(&p->list.word);
    array_free(&p->sentence);
    array_free(&p->block_word);
    array_free(&p->space);
    array_free(&p->last);
    array_free(&p->state);
    free(p);
}

/* ---- tokens --------------------------------------------------------------------------- */

static bool note_token(lang_parser *p, const dg_token *t, bool space_before) {
    for (uint16_t i = 0; i < t->n_word; i++)
        if (!array_push(&p->space, i == 0 && space_before) ||
            !array_push(&p->last, i + 1 == t->n_word))
            return false;
    return true;
}

static bool note_spaces(lang_parser *p) {
    bool space = true;
    for (size_t i = 0; i < p->list.token.n; i++) {
        const dg_token *t = &p->list.token.data[i];
        if (!note_token(p, t, space)) return false;
        space = t->space_after;
    }
    return true;
}

static void clear(lang_parser *p) {
    p->list.token.n = p->list.word.n = 0;
    p->list.cut_tokens = p->cut = 0;
    p->sentence.n = p->block_word.n = p->space.n = p->last.n = p->state.n = 0;
    p->next_token = 0;
}

static dg_status tokenize_blocks(lang_parser *p, arena *a, const dg_story *story,
                                 dg_error *error) {
    clear(p);
    for (size_t i = 0; i < story->n_block; i++) {
        RETURN_IF(!array_push(&p->block_word, p->list.word.n), error, DG_NO_MEMORY,
                  "out of memory");
        FORWARD(lang_tokenize(story->text, &story->block[i], a, &p->list, error));
    }
    RETURN_IF(!array_push(&p->block_word, p->list.word.n) || !note_spaces(p), error,
              DG_NO_MEMORY, "out of memory");
    return DG_OK;
}

/* ---- windows ---------------------------------------------------------------------------- */

typedef struct cursor {
    size_t block, word;
} cursor;

/* Fill a pass with windows from the cursor on; an open one is its last. */
static void fill_pass(lang_parser *p, size_t n_block, cursor *at) {
    net_clear(p->net);
    p->n_window = 0;
    while (at->block < n_block) {
        size_t end = p->block_word.data[at->block + 1], left = end - at->word;
        size_t n = left < NET_WINDOW ? left : NET_WINDOW;
        if (!net_has_room(p->net, n)) return;
        if (n) {
            size_t row = net_add_window(p->net, p->list.word.data + at->word,
                                        p->space.data + at->word, n);
            p->window[p->n_window++] = (window){at->block, at->word, n, row, n < left};
        }
        if (n < left) return;
        at->block++;
        at->word = end;
    }
}

/* The end of the sentence that begins with word `first` of the window: one past its last
 * word, or 0 when the window does not hold it whole. */
static size_t sentence_end(const lang_parser *p, const window *w, size_t first) {
    size_t sure = w->open ? w->n - UNSURE : w->n;
    for (size_t i = first; i < w->n; i++) {
        if (i - first == DG_MAX_SENTENCE) return i;
        bool last = p->last.data[w->word + i];
        if (i < sure && last && net_end_score(p->net, w->row + i) > 0) return i + 1;
    }
    if (!w->open && w->n - first <= DG_MAX_SENTENCE) return w->n;
    return 0;
}

/* Where to cut a sentence that is too long: in its later half, where an end is likeliest. */
static size_t best_cut(const lang_parser *p, const window *w, size_t first) {
    size_t best = first + DG_MAX_SENTENCE;
    float most = -1e30f;
    for (size_t i = first + DG_MAX_SENTENCE / 2; i < first + DG_MAX_SENTENCE; i++) {
        float score = net_end_score(p->net, w->row + i);
        if (p->last.data[w->word + i] && score > most) most = score, best = i + 1;
    }
    return best;
}

static bool add_sentence(lang_parser *p, const window *w, size_t first, size_t end) {
    dg_sentence s = {.block = (uint32_t)w->block,
                     .token = (uint32_t)p->next_token,
                     .word = (uint32_t)(w->word + first),
                     .n_word = (uint32_t)(end - first)};
    const dg_token *token = p->list.token.data;
    while (p->next_token < p->list.token.n && token[p->next_token].word < w->word + end)
        p->next_token++;
    s.n_token = (uint32_t)p->next_token - s.token;
    s.start = token[s.token].start;
    s.end = token[p->next_token - 1].end;
    return array_push(&p->sentence, s);
}

/* Sentences come in the order of their words, so their states are appended. */
static bool keep_states(lang_parser *p, size_t row, size_t n) {
    size_t width = p->model->sizes.width;
    if (!array_reserve(&p->state, p->state.n + n * width)) return false;
    net_states(p->net, row, n, p->state.data + p->state.n);
    p->state.n += n * width;
    return true;
}

/* Parse the sentences that the window holds whole. Returns how many words they have. */
static dg_status parse_window(lang_parser *p, const window *w, size_t *done, dg_error *error) {
    size_t first = 0;
    while (first < w->n) {
        size_t end = sentence_end(p, w, first);
        if (!end) break;
        bool too_long = end - first == DG_MAX_SENTENCE && end < w->n;
        if (too_long) {
            end = best_cut(p, w, first);
            p->cut++;
        }
        net_parse(p->net, w->row + first, end - first, p->list.word.data + w->word + first);
        RETURN_IF(!add_sentence(p, w, first, end) ||
                      !keep_states(p, w->row + first, end - first),
                  error, DG_NO_MEMORY, "out of memory");
        first = end;
    }
    *done = first;
    return DG_OK;
}

static dg_status parse_blocks(lang_parser *p, size_t n_block, dg_error *error) {
    cursor at = {0, 0};
    while (at.block < n_block) {
        fill_pass(p, n_block, &at);
        if (!p->n_window) break;
        net_encode(p->net);
        for (size_t i = 0; i < p->n_window; i++) {
            size_t done = 0;
            FORWARD(parse_window(p, &p->window[i], &done, error));
            if (p->window[i].open) at.word = p->window[i].word + done;
        }
    }
    return DG_OK;
}

/* ---- lemmas ---------------------------------------------------------------------------------
 */

/* "'s" before a past participle is "has", unless the passive says "is": only the parse can
 * tell. */
static const char *clitic_lemma(const dg_word *sentence, const dg_word *w) {
    bool clitic = w->xpos == XPOS_VBZ && w->deprel == DEPREL_AUX && w->head &&
                  (!strcmp(w->norm, "'s") || !strcmp(w->norm, "\u2019s"));
    return clitic && sentence[w->head - 1].xpos == XPOS_VBN ? "have" : NULL;
}

static dg_status lemmatize(lang_parser *p, arena *a, const dg_word *sentence, dg_word *w,
                           dg_error *error) {
    char lemma[LEMMA_MAX];
    w->lemma = clitic_lemma(sentence, w);
    if (w->lemma) return DG_OK;
    size_t n = lemma_of(&p->model->lemma, w->norm, strlen(w->norm), w->upos, w->xpos, lemma);
    w->lemma = strcmp(lemma, w->norm) == 0 ? w->norm : arena_strndup(a, lemma, n);
    RETURN_IF(!w->lemma, error, DG_NO_MEMORY, "out of memory");
    return DG_OK;
}

static dg_status lemmatize_all(lang_parser *p, arena *a, dg_error *error) {
    for (size_t i = 0; i < p->sentence.n; i++) {
        const dg_sentence *s = &p->sentence.data[i];
        dg_word *word = p->list.word.data + s->word;
        for (uint32_t k = 0; k < s->n_word; k++)
            FORWARD(lemmatize(p, a, word, &word[k], error));
    }
    return DG_OK;
}

dg_status lang_parse(lang_parser *p, arena *a, dg_story *story, dg_error *error) {
    FORWARD(tokenize_blocks(p, a, story, error));
    FORWARD(parse_blocks(p, story->n_block, error));
    FORWARD(lemmatize_all(p, a, error));
    story->sentence = p->sentence.data;
    story->n_sentence = p->sentence.n;
    story->token = p->list.token.data;
    story->n_token = p->list.token.n;
    story->word = p->list.word.data;
    story->n_word = p->list.word.n;
    story->cut_sentences = p->cut;
    story->cut_tokens = p->list.cut_tokens;
    return DG_OK;
}

lang_states lang_parser_states(const lang_parser *p) {
    return (lang_states){p->state.data, p->model->sizes.width, 1.0f / NET_STATE_UNIT,
                         p->kernels->zero};
}
