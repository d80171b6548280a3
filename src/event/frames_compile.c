/* Reading and compiling event frames; data/frames/README.md is the language. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/intern.h"
#include "base/sections.h"
#include "base/utf8.h"
#include "event/frames.h"

enum { MOST_WORDS = 32, MOST_HEADS = 64, MOST_LINE = 4000 };

typedef struct word_list {
    const char *s;
    size_t n;
} word_list;

typedef struct lemma_class {
    uint32_t first, n; /* in lemmas */
} lemma_class;

typedef struct head_use {
    uint64_t key;
    uint32_t frame;
} head_use;

typedef struct compiler {
    frames_report report;
    void *user;
    size_t mistakes;
    const char *path;
    uint32_t path_string, line;
    uint8_t type;
    bool first_pass; /* only classes are read: they are known in all files */
    bool ok;
    ARRAY(char) strings;
    ARRAY(event_frame) frame;
    ARRAY(event_token) token;
    ARRAY(uint64_t) lemma;
    ARRAY(lemma_class) class;
    ARRAY(head_use) use;
    ARRAY(uint32_t) head;
    hash_map class_of; /* hash of a name -> class */
    hash_map index;
} compiler;

__attribute__((format(printf, 2, 3))) static bool wrong(compiler *c, const char *format, ...) {
    char text[160];
    dg_error error;
    va_list arguments;
    if (c->first_pass) return false;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    error_set(&error, DG_BAD_INPUT, "%s", text);
    error_at(&error, c->path, c->line, DG_NO_BYTE);
    c->mistakes++;
    if (c->report) c->report(c->user, &error);
    return false;
}

static uint32_t put_string(compiler *c, const char *s, size_t n) {
    uint32_t at = (uint32_t)c->strings.n;
    if (!array_reserve(&c->strings, c->strings.n + n + 1)) {
        c->ok = false;
        return 0;
    }
    memcpy(c->strings.data + at, s, n);
    c->strings.data[at + n] = '\0';
    c->strings.n += n + 1;
    return at;
}

/* ---- lists of lemmas ------------------------------------------------------------------ */

/* "a|b|@class" into lemmas; false, and told, when it cannot be read. */
static bool put_lemmas(compiler *c, const char *s, size_t n, uint32_t *first, uint32_t *count) {
    *first = (uint32_t)c->lemma.n;
    while (n) {
        size_t length = 0;
        while (length < n && s[length] != '|') length++;
        if (!length) return wrong(c, "an empty word in a list");
        if (*s == '@') {
            uint32_t k = hash_find(c->class_of.slot, c->class_of.mask,
                                   frames_lemma_hash(s + 1, length - 1));
            if (k == HASH_NONE) return wrong(c, "no class \"%.*s\"", (int)length, s);
            lemma_class class = c->class.data[k];
            for (uint32_t i = 0; i < class.n; i++)
                if (!array_reserve(&c->lemma, c->lemma.n + 1))
                    return c->ok = false;
                else
                    c->lemma.data[c->lemma.n] = c->lemma.data[class.first + i], c->lemma.n++;
        } else if (!array_push(&c->lemma, frames_lemma_hash(s, length)))
            return c->ok = false;
        s += length;
        n -= length;
        if (n) s++, n--;
    }
    *count = (uint32_t)c->lemma.n - *first;
    return true;
}

static void read_class(compiler *c, word_list *word, size_t n) {
    if (n != 3 || word[1].s[0] != '@') {
        wrong(c, "a class is: class @NAME word|word");
        return;
    }
    if (!c->first_pass) return;
    lemma_class class;
    if (!put_lemmas(c, word[2].s, word[2].n, &class.first, &class.n)) return;
    uint64_t key = frames_lemma_hash(word[1].s + 1, word[1].n - 1);
    if (!hash_map_set(&c->class_of, key, (uint32_t)c->class.n) || !array_push(&c->class, class))
        c->ok = false;
}

/* ---- tokens ------------------------------------------------------------------------------ */

static bool is_role_word(word_list w, uint8_t *role, uint8_t *required) {
    *required = w.n == 2 && w.s[1] == '!';
    if (w.n != 1 && !*required) return false;
    *role = w.s[0] == 'R' ? ROLE_OF_RECIPIENT : ROLE_OF_ACTOR;
    return w.s[0] == 'R' || w.s[0] == 'A';
}

/* "{…}" as lemmas. */
static bool read_braces(compiler *c, word_list w, event_token *t) {
    size_t n = w.n;
    if (n && w.s[n - 1] == '!') n--;
    if (n < 3 || w.s[n - 1] != '}') return wrong(c, "braces that do not close");
    t->required = 1;
    return put_lemmas(c, w.s + 1, n - 2, &t->lemma, &t->n_lemma);
}

/* One token from word[*i] on. */
static bool read_token(compiler *c, const word_list *word, size_t n, size_t *i,
                       event_token *t) {
    word_list w = word[*i];
    memset(t, 0, sizeof *t);
    ++*i;
    if (w.s[0] == '+') {
        t->kind = TOKEN_PARTICLE;
        t->required = 1;
        return put_lemmas(c, w.s + 1, w.n - 1, &t->prep, &t->n_prep);
    }
    if (w.s[0] == '>') {
        t->kind = TOKEN_VERB;
        t->required = 1;
        return put_lemmas(c, w.s + 1, w.n - 1, &t->lemma, &t->n_lemma);
    }
    t->kind = TOKEN_OBJECT;
    if (w.s[0] == '{') return read_braces(c, w, t);
    if (is_role_word(w, &t->role, &t->required)) return true;
    if (!put_lemmas(c, w.s, w.n, &t->prep, &t->n_prep)) return false;
    word_list next = *i < n ? word[*i] : (word_list){"", 0};
    if (next.n && next.s[0] == '{') {
        t->kind = TOKEN_PREP;
        ++*i;
        return read_braces(c, next, t);
    }
    if (next.n && is_role_word(next, &t->role, &t->required)) {
        t->kind = TOKEN_PREP;
        ++*i;
        return true;
    }
    t->kind = TOKEN_PARTICLE; /* a plain word that must stand there: "dead" */
    t->required = 1;
    return true;
}

/* ---- options ------------------------------------------------------------------------------
 */

static bool has_prefix(word_list w, const char *prefix, word_list *rest) {
    size_t n = strlen(prefix);
    if (w.n < n || memcmp(w.s, prefix, n) != 0) return false;
    *rest = (word_list){w.s + n, w.n - n};
    return true;
}

static bool read_party(compiler *c, word_list value, uint8_t *role) {
    if (value.n == 1 && strchr("RA-", value.s[0])) {
        *role = value.s[0] == 'R' ? ROLE_OF_RECIPIENT : value.s[0] == 'A' ? ROLE_OF_ACTOR : 0;
        return true;
    }
    return wrong(c, "R, A or - must stand here, not \"%.*s\"", (int)value.n, value.s);
}

static bool read_cameo(compiler *c, word_list v, event_frame *f) {
    memset(f->cameo, 0, sizeof f->cameo);
    if (v.n < sizeof f->cameo) memcpy(f->cameo, v.s, v.n);
    return plover_cameo_of(f->cameo) || wrong(c, "no CAMEO code \"%.*s\"", (int)v.n, v.s);
}

static bool read_option(compiler *c, word_list w, event_frame *f) {
    word_list v;
    if (has_prefix(w, "mode=", &v)) {
        f->mode = plover_mode_of(f->type, v.s, (unsigned)v.n);
        return f->mode ||
               wrong(c, "%s has no mode \"%.*s\"", plover_types[f->type].name, (int)v.n, v.s);
    }
    if (has_prefix(w, "status=", &v)) {
        f->status = plover_status_of(v.s, (unsigned)v.n);
        return f->status || wrong(c, "no status \"%.*s\"", (int)v.n, v.s);
    }
    if (has_prefix(w, "cameo=", &v)) {
        return read_cameo(c, v, f);
    }
    if (has_prefix(w, "subj=", &v)) return read_party(c, v, &f->subject);
    if (has_prefix(w, "of=", &v)) return read_party(c, v, &f->of);
    if (has_prefix(w, "poss=", &v)) return read_party(c, v, &f->poss);
    if (w.n == 6 && !memcmp(w.s, "mutual", 6)) {
        f->mutual = 1;
        return true;
    }
    if (w.n == 4 && !memcmp(w.s, "weak", 4)) {
        f->weak = 1;
        return true;
    }
    return wrong(c, "no such option: \"%.*s\"", (int)w.n, w.s);
}

/* ---- frames ---------------------------------------------------------------------------------
 */

/* "ASSAULT/open-fire" of the pattern's first lemmas. */
static uint32_t put_id(compiler *c, const event_frame *f, const word_list *word, size_t n) {
    char id[80];
    int length = snprintf(id, sizeof id, "%s/", plover_types[f->type].name);
    for (size_t i = 1; i < n && length < 70; i++) {
        word_list w = word[i];
        if (i > 1 && (w.s[0] == 'R' || w.s[0] == 'A')) continue;
        if (strchr("+{>", w.s[0])) w.s++, w.n--;
        size_t part = 0;
        while (part < w.n && w.s[part] != '|' && w.s[part] != '}' && w.s[part] != '!') part++;
        if (i > 1 && length < 70) id[length++] = '-';
        for (size_t k = 0; k < part && length < 70; k++)
            if (w.s[k] != '@') id[length++] = w.s[k];
    }
    return put_string(c, id, (size_t)length);
}

static bool add_heads(compiler *c, const event_frame *f, word_list heads) {
    uint32_t first, n;
    size_t before = c->lemma.n;
    if (!put_lemmas(c, heads.s, heads.n, &first, &n)) return false;
    for (uint32_t i = 0; i < n; i++) {
        head_use use = {frames_head_key(f->kind, c->lemma.data[first + i]),
                        (uint32_t)c->frame.n};
        if (!array_push(&c->use, use)) return c->ok = false;
    }
    c->lemma.n = before; /* heads are in the index, not in lists */
    return true;
}

static void read_frame(compiler *c, frame_kind kind, const word_list *word, size_t n) {
    if (c->first_pass) return;
    event_frame f = {.kind = (uint8_t)kind,
                     .type = c->type,
                     .line = c->line,
                     .file = c->path_string,
                     .subject = ROLE_OF_ACTOR,
                     .of = ROLE_OF_RECIPIENT,
                     .poss = ROLE_OF_ACTOR};
    size_t arrow = 0;
    while (arrow < n && !(word[arrow].n == 2 && !memcmp(word[arrow].s, "->", 2))) arrow++;
    if (!c->type || arrow < 2) {
        wrong(c, c->type ? "a frame needs a head" : "\"type TYPE\" must come first");
        return;
    }
    for (size_t i = arrow + 1; i < n; i++)
        if (!read_option(c, word[i], &f)) return;
    if (!*f.cameo) strcpy(f.cameo, plover_default_cameo(f.type, f.mode));
    f.token = (uint32_t)c->token.n;
    for (size_t i = 2; i < arrow;) {
        event_token t;
        if (!read_token(c, word, arrow, &i, &t)) break;
        if (f.n_token == FRAMES_MAX_TOKEN) {
            wrong(c, "more than %d tokens", FRAMES_MAX_TOKEN);
            break;
        }
        if (!array_push(&c->token, t)) c->ok = false;
        f.n_token++;
        if (i < arrow) continue;
    }
    f.id = put_id(c, &f, word, arrow);
    if (add_heads(c, &f, word[1]) && !array_push(&c->frame, f)) c->ok = false;
}

/* ---- lines
 * ------------------------------------------------------------------------------------ */

static void read_type(compiler *c, const word_list *word, size_t n) {
    c->type = n == 2 ? plover_type_of(word[1].s, (unsigned)word[1].n) : 0;
    if (!c->type) wrong(c, "no such type");
}

static void read_words(compiler *c, word_list *word, size_t n) {
    word_list w = word[0];
    if (w.n == 4 && !memcmp(w.s, "type", 4))
        read_type(c, word, n);
    else if (w.n == 5 && !memcmp(w.s, "class", 5))
        read_class(c, word, n);
    else if (w.n == 4 && !memcmp(w.s, "verb", 4))
        read_frame(c, FRAME_VERB, word, n);
    else if (w.n == 4 && !memcmp(w.s, "noun", 4))
        read_frame(c, FRAME_NOUN, word, n);
    else
        wrong(c, "a line begins with type, class, verb or noun, not \"%.*s\"", (int)w.n, w.s);
}

static void read_line(compiler *c, const char *s, size_t n) {
    word_list word[MOST_WORDS];
    size_t n_word = 0;
    if (n > MOST_LINE || utf8_first_bad(s, n) != n) {
        wrong(c, n > MOST_LINE ? "a line of more than %d bytes" : "not UTF-8", MOST_LINE);
        return;
    }
    for (size_t i = 0; i < n;) {
        while (i < n && (s[i] == ' ' || s[i] == '\t' || s[i] == '\r')) i++;
        size_t from = i;
        if (i >= n || s[i] == '#') break;
        while (i < n && s[i] != ' ' && s[i] != '\t' && s[i] != '\r') i++;
        if (n_word == MOST_WORDS) {
            wrong(c, "more than %d words in a line", MOST_WORDS);
            return;
        }
        word[n_word++] = (word_list){s + from, i - from};
    }
    if (n_word) read_words(c, word, n_word);
}

static void read_text(compiler *c, const char *text, size_t n) {
    c->line = 0;
    c->type = 0;
    for (size_t at = 0; at < n && c->ok;) {
        const char *end = memchr(text + at, '\n', n - at);
        size_t length = end ? (size_t)(end - text) - at : n - at;
        c->line++;
        read_line(c, text + at, length);
        at += length + 1;
    }
}

/* ---- the file
 * ------------------------------------------------------------------------------------ */

static int by_key(const void *a, const void *b) {
    const head_use *x = a, *y = b;
    if (x->key != y->key) return x->key < y->key ? -1 : 1;
    return x->frame < y->frame ? -1 : x->frame > y->frame;
}

static bool put_heads(compiler *c) {
    if (c->use.n) qsort(c->use.data, c->use.n, sizeof *c->use.data, by_key);
    for (size_t i = 0; i < c->use.n; i++) {
        bool first = i == 0 || c->use.data[i - 1].key != c->use.data[i].key;
        if (first && i && !array_push(&c->head, UINT32_MAX)) return false;
        if (first && !hash_map_set(&c->index, c->use.data[i].key, (uint32_t)c->head.n))
            return false;
        if (!array_push(&c->head, c->use.data[i].frame)) return false;
    }
    return array_push(&c->head, UINT32_MAX);
}

static unsigned char *join(compiler *c, size_t *size) {
    static const hash_slot empty;
    const hash_slot *index = c->index.slot ? c->index.slot : &empty;
#define PART(name, array)                                                                      \
    { name, (array).data, (array).n * sizeof *(array).data }
    const section_part part[] = {
        PART("strings", c->strings), PART("frames", c->frame),
        PART("tokens", c->token),    PART("lemmas", c->lemma),
        PART("heads", c->head),      {"index", index, (c->index.mask + 1) * sizeof *index},
    };
#undef PART
    return sections_join(FRAMES_MAGIC, FRAMES_VERSION, part, sizeof part / sizeof *part, size);
}

static void free_compiler(compiler *c) {
    array_free(&c->strings);
    array_free(&c->frame);
    array_free(&c->token);
    array_free(&c->lemma);
    array_free(&c->class);
    array_free(&c->use);
    array_free(&c->head);
    hash_map_free(&c->class_of);
    hash_map_free(&c->index);
}

static dg_status read_files(compiler *c, const char *const *path, size_t n, dg_error *error) {
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < n; i++) {
            mapped_file file;
            FORWARD(mapped_open(path[i], &file, error));
            const char *name = strrchr(path[i], '/');
            name = name ? name + 1 : path[i];
            c->first_pass = pass == 0;
            c->path = path[i];
            if (pass) c->path_string = put_string(c, name, strlen(name));
            if (file.size) read_text(c, (const char *)file.data, file.size);
            mapped_close(&file);
        }
    return DG_OK;
}

dg_status frames_compile(const char *const *path, size_t n, frames_report report, void *user,
                         unsigned char **out, size_t *size, size_t *mistakes, dg_error *error) {
    compiler c = {.report = report, .user = user, .ok = true};
    *out = NULL;
    put_string(&c, "", 0);
    dg_status status = read_files(&c, path, n, error);
    if (status == DG_OK && c.ok && put_heads(&c)) *out = join(&c, size);
    *mistakes = c.mistakes;
    free_compiler(&c);
    FORWARD(status);
    RETURN_IF(!*out, error, DG_NO_MEMORY, "out of memory");
    return DG_OK;
}
