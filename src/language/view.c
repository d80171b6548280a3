/* Seeing through debris. Entities are decoded, entities that lost their ampersand are known
 * by standing behind white space, and invisible characters join a neighbour's span. */
#include "language/view.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

enum { NO_ENTITY = 0, LONGEST_ENTITY = 10, REPLACEMENT = 0xFFFD };

typedef struct entity {
    const char *name;
    uint32_t c;
} entity;

/* The named entities that news pages carry; sorted. */
static const entity entities[] = {
    {"Aacute", 0xC1}, {"Eacute", 0xC9}, {"Oacute", 0xD3}, {"Ouml", 0xD6},   {"Uuml", 0xDC},
    {"aacute", 0xE1}, {"acirc", 0xE2},  {"aelig", 0xE6},  {"agrave", 0xE0}, {"amp", '&'},
    {"apos", '\''},   {"aring", 0xE5},  {"atilde", 0xE3}, {"auml", 0xE4},   {"bull", 0x2022},
    {"ccedil", 0xE7}, {"cent", 0xA2},   {"copy", 0xA9},   {"deg", 0xB0},    {"eacute", 0xE9},
    {"ecirc", 0xEA},  {"egrave", 0xE8}, {"emsp", 0x2003}, {"ensp", 0x2002}, {"euml", 0xEB},
    {"euro", 0x20AC}, {"frac12", 0xBD}, {"gt", '>'},      {"hellip", 0x2026}, {"iacute", 0xED},
    {"icirc", 0xEE},  {"iuml", 0xEF},   {"laquo", 0xAB},  {"ldquo", 0x201C}, {"lsquo", 0x2018},
    {"lt", '<'},      {"mdash", 0x2014}, {"middot", 0xB7}, {"nbsp", 0xA0},  {"ndash", 0x2013},
    {"ntilde", 0xF1}, {"oacute", 0xF3}, {"ocirc", 0xF4},  {"ograve", 0xF2}, {"oslash", 0xF8},
    {"otilde", 0xF5}, {"ouml", 0xF6},   {"pound", 0xA3},  {"quot", '"'},    {"raquo", 0xBB},
    {"rdquo", 0x201D}, {"reg", 0xAE},   {"rsquo", 0x2019}, {"sect", 0xA7},  {"szlig", 0xDF},
    {"thinsp", 0x2009}, {"trade", 0x2122}, {"uacute", 0xFA}, {"ucirc", 0xFB}, {"uuml", 0xFC},
    {"yen", 0xA5},
};

static int by_name(const void *a, const void *b) {
    return strcmp(((const entity *)a)->name, ((const entity *)b)->name);
}

static uint32_t named(const char *name, size_t n) {
    char copy[LONGEST_ENTITY + 1];
    if (n == 0 || n > LONGEST_ENTITY) return NO_ENTITY;
    memcpy(copy, name, n);
    copy[n] = '\0';
    entity want = {copy, 0}, *found = bsearch(&want, entities, sizeof entities / sizeof *entities,
                                              sizeof *entities, by_name);
    return found ? found->c : NO_ENTITY;
}

/* Numbers 128 to 159 were written for Windows-1252 by old newsroom systems. */
static uint32_t of_windows(uint32_t c) {
    static const uint16_t high[32] = {
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
        0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178};
    return c >= 0x80 && c < 0xA0 ? high[c - 0x80] : c;
}

static int digit_of(char c, int base) {
    int d = c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : 99;
    return d < base ? d : -1;
}

static uint32_t numbered(const char *s, size_t n) {
    int base = n && (s[0] | 32) == 'x' ? 16 : 10;
    size_t i = base == 16;
    uint32_t c = 0;
    if (i == n) return NO_ENTITY;
    for (; i < n; i++) {
        int d = digit_of(s[i], base);
        if (d < 0) return NO_ENTITY;
        c = c * (uint32_t)base + (uint32_t)d;
        if (c > 0x10FFFF) return NO_ENTITY;
    }
    if (c < 0x20 || (c >= 0xD800 && c < 0xE000)) return NO_ENTITY;
    return of_windows(c);
}

/* The character that an entity's body ("quot;", "#39;") stands for; *n its length. */
static uint32_t body(const char *s, size_t left, size_t *n) {
    size_t most = left < LONGEST_ENTITY + 1 ? left : LONGEST_ENTITY + 1;
    const char *end = memchr(s, ';', most);
    if (!end) return NO_ENTITY;
    size_t length = (size_t)(end - s);
    *n = length + 1;
    return length && s[0] == '#' ? numbered(s + 1, length - 1) : named(s, length);
}

/* An entity whose ampersand was lost behind white space. Of the named ones only those are
 * believed that escaped text is full of. */
static uint32_t lost_ampersand(const char *s, size_t left, size_t *n) {
    static const char *const believed[] = {"quot;", "amp;", "lt;", "gt;", "apos;"};
    bool candidate = left > 3 && s[0] == '#' && s[1] >= '0' && s[1] <= '9';
    for (size_t i = 0; i < sizeof believed / sizeof *believed && !candidate; i++) {
        size_t length = strlen(believed[i]);
        candidate = left >= length && memcmp(s, believed[i], length) == 0;
    }
    return candidate ? body(s, left, n) : NO_ENTITY;
}

typedef struct reading {
    const char *text;
    uint32_t at, end;
    lang_view *view;
    uint32_t pending; /* where invisible characters began that belong to the next one */
    bool has_pending;
} reading;

/* No visible character stands right before. */
static bool stands_alone(const reading *r) {
    return r->view->n == 0 || r->view->ch[r->view->n - 1].class == UNI_SPACE;
}

static uint32_t entity_at(const reading *r, size_t *n) {
    const char *s = r->text + r->at;
    size_t left = r->end - r->at;
    if (*s == '&') {
        uint32_t c = body(s + 1, left - 1, n);
        *n += 1;
        return c;
    }
    return stands_alone(r) && !r->has_pending ? lost_ampersand(s, left, n) : NO_ENTITY;
}

static void add(reading *r, uint32_t c, uni_class class) {
    lang_char *ch = &r->view->ch[r->view->n++];
    *ch = (lang_char){c, r->has_pending ? r->pending : r->at, class};
    r->has_pending = false;
}

/* Invisible characters belong to the visible one before them, else to the one behind. When
 * there is neither, they are a character of their own, so that none is lost. */
static void take_invisible(reading *r) {
    if (!stands_alone(r) || r->has_pending) return;
    r->pending = r->at;
    r->has_pending = true;
}

static void flush_pending(reading *r) {
    if (r->has_pending) add(r, REPLACEMENT, UNI_SYMBOL);
}

/* An entity for a space parts words, but is text all the same and must lie in some token:
 * that before it, else (as an invisible character) that behind. */
static void take(reading *r, uint32_t c, size_t n, bool plain) {
    uni_class class = uni_class_of(c);
    if (class == UNI_INVISIBLE || (class == UNI_SPACE && !plain && stands_alone(r))) {
        take_invisible(r);
    } else {
        if (class == UNI_SPACE) flush_pending(r);
        add(r, c, class);
    }
    r->at += (uint32_t)n;
}

dg_status lang_view_make(const char *text, uint32_t start, uint32_t end, arena *a,
                         lang_view *out, dg_error *error) {
    out->n = 0;
    out->ch = arena_alloc(a, ((size_t)(end - start) + 2) * sizeof *out->ch);
    RETURN_IF(!out->ch, error, DG_NO_MEMORY, "out of memory");
    reading r = {.text = text, .at = start, .end = end, .view = out};
    while (r.at < end) {
        size_t n = 0;
        uint32_t c = entity_at(&r, &n);
        bool plain = c == NO_ENTITY;
        if (plain) c = utf8_decode(text + r.at, end - r.at, &n);
        take(&r, c == UTF8_BAD ? REPLACEMENT : c, n, plain);
    }
    flush_pending(&r);
    out->ch[out->n] = (lang_char){' ', end, UNI_SPACE};
    return DG_OK;
}
