/* Tokens of HTML, as the WHATWG standard cuts them, written out again in the one form that
 * every parser understands. Pages are large for what the story does not need (scripts, pictures
 * in attributes), and a parser of trees takes the square of a tag's attributes: both are gone
 * here, in one pass. */
#include "story/html_clean.h"

#include <string.h>

#define MAX_VALUE ((size_t)4 << 10) /* a longer attribute tells nothing of a story */

typedef struct span {
    const char *s;
    size_t n;
} span;

typedef struct cleaner {
    const char *at, *end;
    buffer *out;
    html_data_fn *data;
    void *user;
    bool failed;
} cleaner;

static bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static void put(cleaner *c, const char *s, size_t n) {
    c->failed = c->failed || !buffer_add(c->out, s, n);
}

static void put_string(cleaner *c, const char *s) {
    put(c, s, strlen(s));
}

static void put_lower(cleaner *c, span name) {
    for (size_t i = 0; i < name.n; i++) {
        char lower = (char)(is_letter(name.s[i]) ? name.s[i] | 0x20 : name.s[i]);
        put(c, &lower, 1);
    }
}

/* Text in which no "<" or quotation mark may stand as it is; references stay. */
static void put_escaped(cleaner *c, span text) {
    for (size_t from = 0; from < text.n;) {
        size_t run = from;
        while (run < text.n && text.s[run] != '<' && text.s[run] != '"') run++;
        put(c, text.s + from, run - from);
        if (run < text.n) put_string(c, text.s[run] == '<' ? "&lt;" : "&quot;");
        from = run + 1;
    }
}

static bool is_called(span name, const char *word) {
    return strlen(word) == name.n && !strncasecmp(word, name.s, name.n);
}

static bool is_one_of(span name, const char *const *words) {
    for (; *words; words++)
        if (is_called(name, *words)) return true;
    return false;
}

/* ---- tags -------------------------------------------------------------------------------- */

enum { MAX_KEPT = 12 };

typedef struct tag {
    span name;
    span key[MAX_KEPT], value[MAX_KEPT]; /* kept attributes, each once */
    size_t n_kept;
    bool whole; /* its end was found */
} tag;

static void skip_spaces(cleaner *c, bool slashes) {
    while (c->at < c->end && (is_space(*c->at) || (slashes && *c->at == '/'))) c->at++;
}

static span take_until(cleaner *c, const char *stops) {
    span s = {c->at, 0};
    while (c->at < c->end && !is_space(*c->at) && !strchr(stops, *c->at)) c->at++;
    s.n = (size_t)(c->at - s.s);
    return s;
}

static span take_quoted(cleaner *c) {
    char quote = *c->at++;
    const char *close = memchr(c->at, quote, (size_t)(c->end - c->at));
    span s = {c->at, (size_t)((close ? close : c->end) - c->at)};
    c->at = close ? close + 1 : c->end;
    return s;
}

static span take_value(cleaner *c) {
    skip_spaces(c, false);
    if (c->at == c->end || *c->at != '=') return (span){c->at, 0};
    c->at++;
    skip_spaces(c, false);
    bool quoted = c->at < c->end && (*c->at == '"' || *c->at == '\'');
    return quoted ? take_quoted(c) : take_until(c, ">");
}

static void keep(tag *t, span key, span value) {
    static const char *const kept[] = {"class",    "content", "datetime", "href",     "id",
                                       "itemprop", "lang",    "name",     "property", "pubdate",
                                       "rel",      "role",    "type",     NULL};
    if (value.n > MAX_VALUE || t->n_kept == MAX_KEPT || !is_one_of(key, kept)) return;
    for (size_t i = 0; i < t->n_kept; i++)
        if (t->key[i].n == key.n && !strncasecmp(t->key[i].s, key.s, key.n)) return;
    t->key[t->n_kept] = key;
    t->value[t->n_kept++] = value;
}

/* A tag from its name on. */
static tag take_tag(cleaner *c) {
    tag t = {.name = take_until(c, "/>")};
    for (;;) {
        skip_spaces(c, true);
        if (c->at == c->end) return t;
        if (*c->at == '>') break;
        const char *first = c->at++; /* a name may begin with "=" */
        span key = take_until(c, "/>=");
        key = (span){first, key.n + 1};
        keep(&t, key, take_value(c));
    }
    c->at++;
    t.whole = true;
    return t;
}

static bool has_plain_name(const tag *t) {
    for (size_t i = 0; i < t->name.n; i++)
        if (!is_letter(t->name.s[i]) && !(t->name.s[i] >= '0' && t->name.s[i] <= '9'))
            return false;
    return true;
}

static void put_tag(cleaner *c, const tag *t) {
    if (!has_plain_name(t)) return;
    put_string(c, "<");
    put_lower(c, t->name);
    for (size_t i = 0; i < t->n_kept; i++) {
        put_string(c, " ");
        put_lower(c, t->key[i]);
        put_string(c, "=\"");
        put_escaped(c, t->value[i]);
        put_string(c, "\"");
    }
    put_string(c, ">");
}

/* ---- what has no tags inside --------------------------------------------------------------
 */

/* The inside of an element up to its end tag, which is left to come next. */
static span take_raw(cleaner *c, span name) {
    span raw = {c->at, 0};
    for (; c->at < c->end; c->at++) {
        c->at = memchr(c->at, '<', (size_t)(c->end - c->at));
        if (!c->at) c->at = c->end;
        size_t left = (size_t)(c->end - c->at);
        if (left == 0) break;
        if (left > name.n + 2 && c->at[1] == '/' && !strncasecmp(c->at + 2, name.s, name.n) &&
            (is_space(c->at[2 + name.n]) || strchr("/>", c->at[2 + name.n])))
            break;
    }
    raw.n = (size_t)(c->at - raw.s);
    return raw;
}

static bool is_data(const tag *t) {
    for (size_t i = 0; i < t->n_kept; i++)
        if (is_called(t->key[i], "type")) return is_called(t->value[i], "application/ld+json");
    return false;
}

static void start_tag(cleaner *c) {
    static const char *const raw[] = {"iframe", "noembed",  "noframes", "script",
                                      "style",  "textarea", "xmp",      NULL};
    tag t = take_tag(c);
    if (!t.whole) return;
    if (is_one_of(t.name, raw)) {
        span inside = take_raw(c, t.name);
        if (c->data && is_called(t.name, "script") && is_data(&t))
            c->data(c->user, inside.s, inside.n);
        return;
    }
    put_tag(c, &t);
    if (is_called(t.name, "title")) put_escaped(c, take_raw(c, t.name));
}

static void end_tag(cleaner *c) {
    tag t = take_tag(c);
    if (!t.whole || !has_plain_name(&t)) return;
    put_string(c, "</");
    put_lower(c, t.name);
    put_string(c, ">");
}

/* Go behind a comment, whose dashes begin at `at`: "<!-->" is one, too. */
static void skip_comment(cleaner *c) {
    while (c->at < c->end) {
        const char *dash = memmem(c->at, (size_t)(c->end - c->at), "--", 2);
        if (!dash) break;
        size_t left = (size_t)(c->end - dash);
        size_t n = left > 2 && dash[2] == '>'               ? 3
                   : left > 3 && !memcmp(dash + 2, "!>", 2) ? 4
                                                            : 0;
        c->at = dash + (n ? n : 1);
        if (n) return;
    }
    c->at = c->end;
}

static void skip_to_end(cleaner *c) {
    const char *end = memchr(c->at, '>', (size_t)(c->end - c->at));
    c->at = end ? end + 1 : c->end;
}

/* What begins with the "<" at hand. */
static void take_markup(cleaner *c) {
    size_t left = (size_t)(c->end - c->at);
    char next = left > 1 ? c->at[1] : ' ';
    if (is_letter(next)) {
        c->at++;
        start_tag(c);
    } else if (next == '/' && left > 2 && is_letter(c->at[2])) {
        c->at += 2;
        end_tag(c);
    } else if (left > 3 && !memcmp(c->at, "<!--", 4)) {
        c->at += 2;
        skip_comment(c);
    } else if (next == '!' || next == '?' || next == '/') {
        skip_to_end(c);
    } else {
        c->at++;
        put_string(c, "&lt;");
    }
}

bool html_clean(const char *html, size_t n, buffer *out, html_data_fn *data, void *user) {
    cleaner c = {html, html + n, out, data, user, false};
    while (c.at < c.end && !c.failed) {
        const char *markup = memchr(c.at, '<', (size_t)(c.end - c.at));
        const char *text_end = markup ? markup : c.end;
        put(&c, c.at, (size_t)(text_end - c.at));
        c.at = text_end;
        if (markup) take_markup(&c);
    }
    return !c.failed;
}
