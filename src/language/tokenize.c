/* The tokenizer: the view's runs without white space are taken apart from left to right, at
 * each place by the recognizer (scan.h) that its first character calls for.
 *
 * By rule and not learned: the conventions are few, rules are fast, and a rule that is wrong
 * can be read and put right. */
#include "language/tokenize.h"

#include <string.h>

#include "base/error.h"
#include "language/scan.h"

enum {
    QUOTE_REACH = 40
}; /* tokens after which an open quote or bracket is thought forgotten */

typedef struct tokenizer {
    scan s;
    uint32_t run_end; /* s.to is this, or less where a token may not go so far */
    uint32_t since_quote, since_bracket;
    size_t first_word; /* of the block */
    arena *a;
    lang_token_list *out;
    bool ok;
} tokenizer;

static uint32_t byte_of(const tokenizer *t, uint32_t i) {
    return t->s.ch[i].at;
}

/* ---- words ------------------------------------------------------------------------------- */

static const char *norm_of(tokenizer *t, uint32_t from, uint32_t end) {
    char bytes[4 * DG_MAX_TOKEN + 4];
    size_t n = 0;
    for (uint32_t i = from; i < end; i++) {
        uint32_t c = t->s.ch[i].c;
        if (c < 0x80)
            bytes[n++] = (char)c;
        else
            n += utf8_encode(c, bytes + n);
    }
    return arena_strndup(t->a, bytes, n);
}

static void add_word(tokenizer *t, uint32_t from, uint32_t end) {
    dg_word w = {
        .start = byte_of(t, from), .end = byte_of(t, end), .norm = norm_of(t, from, end)};
    t->ok = t->ok && w.norm && array_push(&t->out->word, w);
}

/* Where debris stands between a verb and its negation ("don #39;t") they are two tokens, but
 * are read as the words that they are, "do" and "n't". */
static bool mend_verb(tokenizer *t, bool *mended) {
    static const char verbs[][SCAN_ENTRY] = {"ain",   "aren",   "can",   "couldn", "didn",
                                             "doesn", "don",    "hadn",  "hasn",   "haven",
                                             "isn",   "mightn", "mustn", "needn",  "shouldn",
                                             "wasn",  "weren",  "won",   "wouldn"};
    if (t->out->word.n < t->first_word + 2) return true;
    dg_word *w = &t->out->word.data[t->out->word.n - 2];
    char lower[SCAN_ENTRY] = {0};
    size_t n = strlen(w->norm);
    if (n >= sizeof lower) return true;
    for (size_t i = 0; i < n; i++) lower[i] = (char)uni_lower((unsigned char)w->norm[i]);
    *mended = SCAN_TABLE_HAS(verbs, lower);
    if (!*mended) return true;
    const char *verb = arena_strndup(t->a, w->norm, n - 1);
    if (verb) w->norm = verb;
    return verb != NULL;
}

/* "'t" at the beginning of a run, its apostrophe an entity. */
static bool is_lost_negation(const tokenizer *t, uint32_t at, uint32_t end) {
    enum { ENTITY = 4 };
    const scan *s = &t->s;
    return end - at == 2 && at == s->begin && char_is_apostrophe(s->ch[at].c) &&
           s->ch[at + 1].c == 't' && byte_of(t, at + 1) - byte_of(t, at) >= ENTITY;
}

static void mend_negation(tokenizer *t) {
    bool mended = false;
    if (!mend_verb(t, &mended)) t->ok = false;
    if (mended) t->out->word.data[t->out->word.n - 1].norm = "n't";
}

/* ---- tokens ------------------------------------------------------------------------------ */

/* A single quote opens where a word begins, and closes where one has ended. */
static void note_quote(tokenizer *t, uint32_t at, uint32_t end) {
    scan *s = &t->s;
    if (s->quote_open && ++t->since_quote > QUOTE_REACH) s->quote_open = false;
    uint32_t c = s->ch[at].c;
    if (end - at != 1 || (c != '\'' && c != 0x2018 && c != 0x2019 && c != '`')) return;
    bool begins = at == s->begin || !scan_alnum(s, at - 1);
    s->quote_open = begins && end < t->run_end && s->ch[end].class != UNI_PUNCT;
    t->since_quote = 0;
}

static void note_bracket(tokenizer *t, uint32_t at) {
    scan *s = &t->s;
    uint32_t c = s->ch[at].c;
    if (s->bracket_open && ++t->since_bracket > QUOTE_REACH) s->bracket_open = false;
    if (c != '(' && c != ')') return;
    s->bracket_open = c == '(';
    t->since_bracket = 0;
}

static void add_token(tokenizer *t, uint32_t at, uint32_t end) {
    uint32_t part[SCAN_PARTS + 1];
    uint32_t first = at + char_is_apostrophe(t->s.ch[at].c); /* "'tis" */
    bool word = first < end && (scan_letter(&t->s, first) || scan_digit(&t->s, first));
    unsigned n = 1;
    part[0] = at;
    if (word) n = scan_parts(&t->s, at, end, part);
    part[n] = end;
    dg_token token = {.start = byte_of(t, at),
                      .end = byte_of(t, end),
                      .word = (uint32_t)t->out->word.n,
                      .n_word = (uint16_t)n,
                      .space_after = t->s.ch[end].class == UNI_SPACE};
    for (unsigned i = 0; i < n; i++) add_word(t, part[i], part[i + 1]);
    t->ok = t->ok && array_push(&t->out->token, token);
    note_bracket(t, at);
    if (t->ok && is_lost_negation(t, at, end)) mend_negation(t);
    note_quote(t, at, end);
}

/* ---- runs -------------------------------------------------------------------------------- */

/* How far the token from `at` may go: DG_MAX_TOKEN bytes, but a whole character at least. */
static uint32_t limit(const tokenizer *t, uint32_t at) {
    uint32_t end = t->run_end;
    if (byte_of(t, end) - byte_of(t, at) <= DG_MAX_TOKEN) return end;
    end = t->s.to > at ? t->s.to : at + 1;
    while (end < t->run_end && byte_of(t, end + 1) - byte_of(t, at) <= DG_MAX_TOKEN) end++;
    return end;
}

static uint32_t token_end(const scan *s, uint32_t at) {
    bool fresh = at == s->begin || (!scan_alnum(s, at - 1) && s->ch[at - 1].c != '.');
    uint32_t end = at;
    if (scan_alnum(s, at)) {
        if (s->may_have_web && fresh) end = scan_web(s, at);
        if (end > at) return end;
        return scan_digit(s, at) ? scan_number(s, at) : scan_word(s, at);
    }
    bool decimal = s->ch[at].c == '.' && scan_digit(s, at + 1);
    if (decimal && (at == s->begin || !scan_alnum(s, at - 1))) return scan_number(s, at);
    return scan_symbol(s, at);
}

static void take_run(tokenizer *t, uint32_t begin, uint32_t end, bool may_have_web) {
    scan *s = &t->s;
    s->begin = s->to = begin;
    t->run_end = end;
    s->may_have_web = may_have_web;
    bool rest = false; /* of a token that was cut */
    for (uint32_t at = begin; at < end && t->ok;) {
        s->to = limit(t, at);
        uint32_t stop = token_end(s, at);
        add_token(t, at, stop);
        bool cut = stop == s->to && stop < end;
        t->out->cut_tokens += cut || rest;
        rest = cut;
        at = stop;
    }
}

/* An address, e-mail or file name has one of these inside. */
static bool marks_web(const lang_char *ch) {
    return ch->c == '@' || ch->c == '/' || (ch->c == '.' && ch[1].class != UNI_SPACE);
}

dg_status lang_tokenize(const char *text, const dg_block *block, arena *a, lang_token_list *out,
                        dg_error *error) {
    lang_view view;
    FORWARD(lang_view_make(text, block->start, block->end, a, &view, error));
    tokenizer t = {.s = {.ch = view.ch, .n = view.n},
                   .first_word = out->word.n,
                   .a = a,
                   .out = out,
                   .ok = true};
    for (uint32_t i = 0; i < view.n && t.ok; i++) {
        uint32_t begin = i;
        bool web = false;
        for (; view.ch[i].class != UNI_SPACE; i++)
            web |= view.ch[i].class == UNI_PUNCT && marks_web(&view.ch[i]);
        if (i > begin) take_run(&t, begin, i, web);
    }
    RETURN_IF(!t.ok, error, DG_NO_MEMORY, "out of memory");
    return DG_OK;
}
