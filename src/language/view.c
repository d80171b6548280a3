/* Seeing through debris, in one pass. Entities are decoded, also those that lost their
 * ampersand, which are believed only where no word stands before them; the rest is a
 * character for a character.
 *
 * No byte that is not white space may fall between two tokens, for what is written out must
 * have it. So a character that is not seen joins the visible one that it touches, and one
 * that stands alone among white space joins the last visible one with the white space
 * between them. An entity for a space is text too: it joins the character before it, and the
 * space that is seen behind has no bytes of its own. */
#include "language/view.h"

#include <stdbool.h>
#include <string.h>

#include "base/error.h"

enum { NO_ENTITY = 0, LONGEST_ENTITY = 10, REPLACEMENT = 0xFFFD, MOST_ESCAPES = 3 };

typedef struct entity {
    char name[8];
    uint32_t c;
} entity;

/* The named entities that news pages carry; sorted. */
static const entity entities[] = {
    {"Aacute", 0xC1},   {"Aring", 0xC5},    {"Auml", 0xC4},     {"Ccedil", 0xC7},
    {"Eacute", 0xC9},   {"Ntilde", 0xD1},   {"Oacute", 0xD3},   {"Oslash", 0xD8},
    {"Ouml", 0xD6},     {"Scaron", 0x160},  {"Uacute", 0xDA},   {"Uuml", 0xDC},
    {"aacute", 0xE1},   {"acirc", 0xE2},    {"acute", 0xB4},    {"aelig", 0xE6},
    {"agrave", 0xE0},   {"amp", '&'},       {"apos", '\''},     {"aring", 0xE5},
    {"atilde", 0xE3},   {"auml", 0xE4},     {"bull", 0x2022},   {"ccedil", 0xE7},
    {"cent", 0xA2},     {"copy", 0xA9},     {"dagger", 0x2020}, {"deg", 0xB0},
    {"eacute", 0xE9},   {"ecirc", 0xEA},    {"egrave", 0xE8},   {"emsp", 0x2003},
    {"ensp", 0x2002},   {"eth", 0xF0},      {"euml", 0xEB},     {"euro", 0x20AC},
    {"frac12", 0xBD},   {"frac14", 0xBC},   {"frac34", 0xBE},   {"gt", '>'},
    {"hellip", 0x2026}, {"iacute", 0xED},   {"icirc", 0xEE},    {"iexcl", 0xA1},
    {"igrave", 0xEC},   {"iquest", 0xBF},   {"iuml", 0xEF},     {"laquo", 0xAB},
    {"ldquo", 0x201C},  {"lsaquo", 0x2039}, {"lsquo", 0x2018},  {"lt", '<'},
    {"mdash", 0x2014},  {"middot", 0xB7},   {"nbsp", 0xA0},     {"ndash", 0x2013},
    {"ntilde", 0xF1},   {"oacute", 0xF3},   {"ocirc", 0xF4},    {"ograve", 0xF2},
    {"oslash", 0xF8},   {"otilde", 0xF5},   {"ouml", 0xF6},     {"plusmn", 0xB1},
    {"pound", 0xA3},    {"quot", '"'},      {"raquo", 0xBB},    {"rdquo", 0x201D},
    {"reg", 0xAE},      {"rsaquo", 0x203A}, {"rsquo", 0x2019},  {"scaron", 0x161},
    {"sect", 0xA7},     {"shy", 0xAD},      {"szlig", 0xDF},    {"thinsp", 0x2009},
    {"times", 0xD7},    {"trade", 0x2122},  {"uacute", 0xFA},   {"ucirc", 0xFB},
    {"ugrave", 0xF9},   {"uuml", 0xFC},     {"yen", 0xA5},      {"zwj", 0x200D},
    {"zwnj", 0x200C},
};

/* What name stands for; names are short, so that a table of some eighty needs no more than
 * halving. */
static uint32_t named(const char *name, size_t n) {
    char want[8] = {0};
    if (n == 0 || n >= sizeof want) return NO_ENTITY;
    memcpy(want, name, n);
    size_t low = 0, high = sizeof entities / sizeof *entities;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(want, entities[middle].name);
        if (order == 0) return entities[middle].c;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NO_ENTITY;
}

/* Numbers 128 to 159 were written for Windows-1252 by old newsroom systems. */
static uint32_t of_windows(uint32_t c) {
    static const uint16_t high[32] = {
        0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};
    return c >= 0x80 && c < 0xA0 ? high[c - 0x80] : c;
}

static int digit_of(char c, int base) {
    int d = 99;
    if (c >= '0' && c <= '9')
        d = c - '0';
    else if ((c | 32) >= 'a' && (c | 32) <= 'f')
        d = (c | 32) - 'a' + 10;
    return d < base ? d : -1;
}

/* The character of "39" or "x27". */
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
    if (c >= 0xD800 && c < 0xE000) return NO_ENTITY;
    return of_windows(c);
}

/* The character that an entity's body ("quot;", "#39;") stands for; *n its length. */
static uint32_t body(const char *s, size_t left, size_t *n) {
    size_t most = left < LONGEST_ENTITY + 1 ? left : LONGEST_ENTITY + 1, length = 0;
    while (length < most && s[length] != ';') length++;
    if (length == 0 || length == most) return NO_ENTITY;
    *n = length + 1;
    return s[0] == '#' ? numbered(s + 1, length - 1) : named(s, length);
}

/* An entity from its ampersand on. Text that was escaped twice ("&amp;quot;") is read as
 * what was meant first. */
static uint32_t entity_of(const char *s, size_t left, size_t *n) {
    uint32_t c = body(s + 1, left - 1, n);
    if (c == NO_ENTITY) return c;
    *n += 1;
    for (int i = 1; i < MOST_ESCAPES && c == '&'; i++) {
        size_t more = 0;
        uint32_t inner = body(s + *n, left - *n, &more);
        if (inner == NO_ENTITY) break;
        c = inner;
        *n += more;
    }
    return c;
}

/* An entity whose ampersand was lost. Of the named ones only those are believed that escaped
 * text is full of. */
static uint32_t lost_ampersand(const char *s, size_t left, size_t *n) {
    static const char believed[][6] = {"amp;", "apos;", "gt;", "lt;", "nbsp;", "quot;"};
    if (*s == '#') return left > 3 && s[1] >= '0' && s[1] <= '9' ? body(s, left, n) : NO_ENTITY;
    for (size_t i = 0; i < sizeof believed / sizeof *believed; i++) {
        size_t length = strlen(believed[i]);
        if (left >= length && memcmp(s, believed[i], length) == 0) return body(s, left, n);
    }
    return NO_ENTITY;
}

typedef struct reading {
    const char *text;
    uint32_t at, end;
    lang_view *view;
    uint32_t n_visible; /* how many of the view's characters up to the last visible one */
    uint32_t pending;   /* where unseen characters began that belong to the next one */
    bool has_pending;
} reading;

static bool behind_space(const reading *r) {
    return r->view->n == 0 || r->view->ch[r->view->n - 1].class == UNI_SPACE;
}

/* The letter behind "#39;" shows that it is a clitic's apostrophe ("Iraq#39;s"). */
static bool glued_clitic(const reading *r) {
    static const char apostrophe[] = "#39;";
    size_t n = sizeof apostrophe - 1;
    const char *s = r->text + r->at;
    return r->end - r->at > n && memcmp(s, apostrophe, n) == 0 && s[n] >= 'a' && s[n] <= 'z';
}

/* No word stands before, so that "lt;" or "#39;" is no end of one. */
static bool may_have_lost_ampersand(const reading *r) {
    if (r->has_pending) return false;
    if (behind_space(r)) return true;
    uni_class before = r->view->ch[r->view->n - 1].class;
    bool after_word = before != UNI_PUNCT && before != UNI_SYMBOL;
    if (after_word) return glued_clitic(r);
    return r->view->ch[r->view->n - 1].c != '&';
}

static uint32_t entity_at(const reading *r, size_t *n) {
    const char *s = r->text + r->at;
    size_t left = r->end - r->at;
    switch (*s) {
    case '&':
        return entity_of(s, left, n);
    case '#':
    case 'a':
    case 'g':
    case 'l':
    case 'n':
    case 'q':
        return may_have_lost_ampersand(r) ? lost_ampersand(s, left, n) : NO_ENTITY;
    default:
        return NO_ENTITY;
    }
}

static void add(reading *r, uint32_t c, uint32_t at, uni_class class) {
    r->view->ch[r->view->n++] = (lang_char){c, r->has_pending ? r->pending : at, class};
    r->has_pending = false;
    if (class != UNI_SPACE) r->n_visible = r->view->n;
}

/* What is not seen: in the span of the character before it, when that is seen. */
static void add_unseen(reading *r) {
    if (r->has_pending || (r->view->n && !behind_space(r))) return;
    r->pending = r->at;
    r->has_pending = true;
}

/* Unseen characters stand alone among white space: all since the last visible character is
 * that one's, or, where there is none, remains for the first one. */
static void settle_pending(reading *r) {
    if (!r->has_pending || !r->n_visible) return;
    r->has_pending = false;
    r->view->n = r->n_visible;
}

static void add_space(reading *r, uint32_t c, size_t n, bool plain) {
    if (plain) {
        settle_pending(r);
        if (!r->has_pending) add(r, c, r->at, UNI_SPACE);
    } else if (behind_space(r)) {
        add_unseen(r);
    } else {
        add(r, c, r->at + (uint32_t)n, UNI_SPACE);
    }
}

/* Letters are most of a text. */
static uni_class class_of(uint32_t c) {
    if ((c | 32) - 'a' < 26) return c & 32 ? UNI_LOWER : UNI_UPPER;
    return uni_class_of(c);
}

static void take(reading *r, uint32_t c, size_t n, bool plain) {
    uni_class class = class_of(c);
    if (class == UNI_INVISIBLE)
        add_unseen(r);
    else if (class == UNI_SPACE)
        add_space(r, c, n, plain);
    else
        add(r, c, r->at, class);
    r->at += (uint32_t)n;
}

static void finish(reading *r) {
    settle_pending(r);
    if (r->has_pending) add(r, REPLACEMENT, r->pending, UNI_SYMBOL);
    r->view->ch[r->view->n] = (lang_char){' ', r->end, UNI_SPACE};
}

static uint32_t decode(const reading *r, size_t *n) {
    unsigned char c = (unsigned char)r->text[r->at];
    *n = 1;
    return c < 0x80 ? c : utf8_decode(r->text + r->at, r->end - r->at, n);
}

static bool is_ascii_letter(char c) {
    return ((unsigned char)c | 32u) - 'a' < 26;
}

/* Letters behind a letter, which nearly all of a text is: plain, whatever they spell. */
static void take_letters(reading *r) {
    lang_char *ch = r->view->ch;
    uint32_t n = r->view->n;
    if (!n || ch[n - 1].class > UNI_LETTER || ch[n - 1].class == UNI_SPACE) return;
    for (; r->at < r->end && is_ascii_letter(r->text[r->at]); r->at++) {
        unsigned char c = (unsigned char)r->text[r->at];
        ch[n++] = (lang_char){c, r->at, c & 32 ? UNI_LOWER : UNI_UPPER};
    }
    r->n_visible = r->view->n = n;
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
        if (plain) c = decode(&r, &n);
        take(&r, c == UTF8_BAD ? REPLACEMENT : c, n, plain);
        take_letters(&r);
    }
    finish(&r);
    return DG_OK;
}
