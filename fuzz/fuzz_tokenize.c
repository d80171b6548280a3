/* The tokenizer over any bytes, of which those that are no UTF-8 are left out: tokens in
 * order, holding all that is not white space, made of words without a gap, each with a norm
 * that is valid UTF-8. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "language/tokenize.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds) {
    if (!holds) abort();
}

/* What is valid of the input; returns its length. */
static size_t repair(const uint8_t *data, size_t size, char *out) {
    size_t n = 0;
    for (size_t i = 0, step; i < size; i += step) {
        uint32_t c = utf8_decode((const char *)data + i, size - i, &step);
        if (c == UTF8_BAD) continue;
        memcpy(out + n, data + i, step);
        n += step;
    }
    return n;
}

/* text[at, end) is white space alone. */
static void check_gap(const char *text, uint32_t at, uint32_t end) {
    for (size_t step; at < end; at += (uint32_t)step)
        check(uni_class_of(utf8_decode(text + at, end - at, &step)) == UNI_SPACE);
}

static void check_words(const lang_token_list *list, const dg_token *t) {
    uint32_t at = t->start;
    size_t n_norm = 0;
    check(t->n_word > 0 && (size_t)t->word + t->n_word <= list->word.n);
    for (uint32_t i = 0; i < t->n_word; i++) {
        const dg_word *w = &list->word.data[t->word + i];
        size_t n = strlen(w->norm);
        check(w->start == at && w->end > at);
        check(n > 0 && utf8_first_bad(w->norm, n) == n);
        n_norm += n;
        at = w->end;
    }
    check(at == t->end);
    check(t->end - t->start <= DG_MAX_TOKEN || n_norm <= 4); /* one character may be long */
}

static void check_tokens(const char *text, const dg_block *block, const lang_token_list *list) {
    uint32_t at = block->start, word = 0;
    for (size_t i = 0; i < list->token.n; i++) {
        const dg_token *t = &list->token.data[i];
        check(t->start >= at && t->end > t->start && t->end <= block->end);
        check(t->word == word);
        check_gap(text, at, t->start);
        check_words(list, t);
        word += t->n_word;
        at = t->end;
    }
    check_gap(text, at, block->end);
    check(word == list->word.n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char *text = malloc(size + 1);
    if (!text) return 0;
    arena a = {0};
    lang_token_list list = {0};
    dg_block block = {.end = (uint32_t)repair(data, size, text)};
    check(lang_tokenize(text, &block, &a, &list, NULL) == DG_OK);
    check_tokens(text, &block, &list);
    array_free(&list.token);
    array_free(&list.word);
    arena_free(&a);
    free(text);
    return 0;
}
