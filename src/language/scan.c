/* Runs of characters, words and numbers: what most of a text is. A word takes in what binds
 * its parts (an apostrophe, the stops of an abbreviation, the hyphen of a prefix) and a
 * number its separators; where they part again into syntactic words is for others to say. */
#include "language/scan.h"

#include <string.h>

uint32_t scan_letters(const scan *s, uint32_t at) {
    while (scan_letter(s, at)) at++;
    return at;
}

uint32_t scan_digits(const scan *s, uint32_t at) {
    while (scan_digit(s, at)) at++;
    return at;
}

static bool is_raised(uint32_t c) {
    return c == 0xB2 || c == 0xB3;
}

static uint32_t alnums(const scan *s, uint32_t at) {
    while (scan_alnum(s, at) && !is_raised(s->ch[at].c)) at++;
    return at;
}

size_t scan_lower(const scan *s, uint32_t from, uint32_t end, char *out, size_t size) {
    size_t n = end - from;
    if (n == 0 || n >= size) return 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t c = s->ch[from + i].c;
        if (char_is_apostrophe(c)) c = '\'';
        if (c >= 0x80) return 0;
        out[i] = (char)uni_lower(c);
    }
    out[n] = '\0';
    return n;
}

bool scan_in_table(const char *word, const char table[][SCAN_ENTRY], size_t n) {
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(word, table[middle]);
        if (order == 0) return true;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return false;
}

/* ---- words ------------------------------------------------------------------------------ */

static bool is_hyphen(uint32_t c) {
    return c == '-' || c == 0x2010 || c == 0x2011;
}

/* "AT&T", "R&D", "PG&E": short parts. */
static bool joins_ampersand(const scan *s, uint32_t at, uint32_t i) {
    enum { SHORT = 4 };
    return i - at <= SHORT && scan_letter(s, i + 1) && scan_letters(s, i + 1) - i - 1 <= SHORT;
}

/* "L/C", "w/o": letters that stand for words. */
static bool joins_slash(const scan *s, uint32_t at, uint32_t i) {
    static const char listed[][SCAN_ENTRY] = {"s/he", "w/o", "w/out"};
    char word[SCAN_ENTRY];
    uint32_t end = scan_letters(s, i + 1);
    if (at > s->begin && s->ch[at - 1].c == '/') return false;
    if (i - at != 1 || scan_char(s, end) == '/' || scan_digit(s, end)) return false;
    if (end == i + 2) return true;
    return scan_lower(s, at, end, word, sizeof word) && SCAN_TABLE_HAS(listed, word);
}

/* The character at i, which is no letter or digit, stands inside the word from `at`. */
static bool joins(const scan *s, uint32_t at, uint32_t i) {
    uint32_t c = scan_char(s, i);
    if (c == '_') return true;
    if (char_is_apostrophe(c)) return scan_letter(s, i + 1);
    if (c == '&') return joins_ampersand(s, at, i);
    if (c == '.') return scan_digit(s, i - 1) && scan_digit(s, i + 1);
    if (c == '/') return joins_slash(s, at, i);
    if (c == '*') return scan_letter(s, i + 1) || (scan_char(s, i + 1) == '*' && i - at < 3);
    return false;
}

/* Letters, digits and what stands between them. */
static uint32_t core(const scan *s, uint32_t at) {
    uint32_t end = alnums(s, at);
    while (end < s->to && joins(s, at, end)) end = alnums(s, end + 1);
    bool dollars = scan_char(s, end) == '$' && end - at <= 3 && end - at > 0;
    return dollars && s->ch[end - 1].class == UNI_UPPER ? end + 1 : end;
}

/* "Ph.D", "M.Sc": degrees whose parts are longer than a letter. */
static bool is_degree(const scan *s, uint32_t at, uint32_t end) {
    static const char degrees[][SCAN_ENTRY] = {"b.ed",   "b.eng", "b.sc", "d.phil", "d.sc",
                                               "ed.d",   "ll.b",  "ll.m", "m.ed",   "m.eng",
                                               "m.phil", "m.sc",  "ph.d", "ph.ds"};
    char word[SCAN_ENTRY];
    return scan_lower(s, at, end, word, sizeof word) && SCAN_TABLE_HAS(degrees, word);
}

/* Behind "U" in "U.S.-led": letters with stops between them. Returns the end of the last
 * letter; stops before a name ("J.K.Rowling"). */
static uint32_t initials(const scan *s, uint32_t end) {
    while (scan_char(s, end) == '.' && scan_letter(s, end + 1) && !scan_alnum(s, end + 2))
        end += 2;
    return end;
}

/* The word [at, end) with the full stops that are its own. */
static uint32_t with_stops(const scan *s, uint32_t at, uint32_t end) {
    uint32_t next = scan_letters(s, end + 1);
    if (next > end + 1 && is_degree(s, at, next))
        end = next;
    else if (end - at == 1)
        end = initials(s, end);
    if (scan_char(s, end) != '.') return end;
    if (end - at > 1 && end - at < 20 && s->ch[at + 1].c == '.' &&
        scan_class(s, end + 1) == UNI_UPPER)
        return end + 1;
    return scan_owns_stop(s, at, end) ? end + 1 : end;
}

static bool is_lower_run(const scan *s, uint32_t at, uint32_t end) {
    while (at < end && s->ch[at].class == UNI_LOWER) at++;
    return at == end;
}

/* A possessive's apostrophe without s ("workers'"), or that of "goin'". */
static bool ends_in_apostrophe(const scan *s, uint32_t at, uint32_t end) {
    uint32_t c = scan_char(s, end);
    if ((c != '\'' && c != 0x2019) || s->quote_open || end - at < 3) return false;
    if (scan_alnum(s, end + 1) || char_is_apostrophe(scan_char(s, end + 1))) return false;
    uint32_t last = s->ch[end - 1].c | 32;
    bool dropped_g = end - at >= 5 && s->ch[end - 2].c == 'i' && last == 'n';
    if (dropped_g && is_lower_run(s, at, end)) return true;
    return last == 's' || last == 'x' || last == 'z';
}

/* "Yahoo!" */
static bool is_exclaimed(const scan *s, uint32_t at, uint32_t end) {
    char word[SCAN_ENTRY];
    if (scan_char(s, end) != '!' || scan_char(s, end + 1) == '!') return false;
    return s->ch[at].class == UNI_UPPER && scan_lower(s, at, end, word, sizeof word) &&
           !strcmp(word, "yahoo");
}

static bool is_upper_run(const scan *s, uint32_t at, uint32_t end) {
    while (at < end && s->ch[at].class == UNI_UPPER) at++;
    return at == end;
}

/* "JOD" in "JOD43.7": no name of a thing has such a number. */
static bool is_foreign_code(const scan *s, uint32_t at, uint32_t letters) {
    uint32_t mark = scan_digits(s, letters), c = scan_char(s, mark);
    return letters - at == 3 && (c == '.' || c == ',') && scan_digit(s, mark + 1) &&
           is_upper_run(s, at, letters);
}

/* Behind a currency's letters the number is a word of its own: "Rs500". */
static uint32_t with_currency(const scan *s, uint32_t at, uint32_t end) {
    static const char codes[][SCAN_ENTRY] = {"aud", "cad", "chf", "eur", "gbp", "inr", "irr",
                                             "jpy", "php", "rm",  "rmb", "rs",  "usd", "zar"};
    char word[SCAN_ENTRY];
    uint32_t letters = scan_letters(s, at);
    if (letters == end || letters - at > 3 || !scan_digit(s, letters)) return end;
    bool listed = s->ch[at].class == UNI_UPPER &&
                  scan_lower(s, at, letters, word, sizeof word) && SCAN_TABLE_HAS(codes, word);
    return listed || is_foreign_code(s, at, letters) ? letters : end;
}

static uint32_t simple_word(const scan *s, uint32_t at) {
    bool times = (s->ch[at].c | 32) == 'x' && at > s->begin && scan_digit(s, at - 1);
    if (times && scan_digit(s, at + 1)) return at + 1; /* "3x5" */
    uint32_t end = core(s, at);
    end = with_currency(s, at, end);
    if (is_exclaimed(s, at, end)) return end + 1;
    if (scan_char(s, end) == '.') end = with_stops(s, at, end);
    return ends_in_apostrophe(s, at, end) ? end + 1 : end;
}

uint32_t scan_word(const scan *s, uint32_t at) {
    uint32_t end = simple_word(s, at);
    while (end < s->to && is_hyphen(s->ch[end].c) && scan_alnum(s, end + 1) &&
           scan_binds_hyphen(s, at, end)) {
        at = end + 1;
        end = scan_digit(s, at) ? scan_number(s, at) : simple_word(s, at);
    }
    return end;
}

/* ---- numbers ------------------------------------------------------------------------------
 */

static uint32_t value(const scan *s, uint32_t at, uint32_t end) {
    uint32_t v = 0;
    for (; at < end && v < 100000; at++) v = v * 10 + (s->ch[at].c - '0') % 10;
    return v;
}

/* "9/11" is a day, "1/2" a fraction and "2001/02" a span of years: only days are one word. */
static bool is_day(const scan *s, uint32_t at, uint32_t slash, uint32_t end) {
    uint32_t a = value(s, at, slash), b = value(s, slash + 1, end);
    if (slash - at > 2 || end - slash > 3 || !a || !b) return false;
    if (s->ch[slash + 1].c == '0' || s->ch[at].c == '0') return true;
    bool fraction = a < b && b <= 10;
    return (a <= 12 && b <= 31 && !fraction && !(a == 7 && b == 24));
}

/* How groups of digits parted by slashes or hyphens go on from the separator at `mark`. */
static uint32_t groups(const scan *s, uint32_t at, uint32_t mark) {
    uint32_t second = scan_digits(s, mark + 1), c = s->ch[mark].c, end = second;
    uint32_t a = mark - at, b = second - mark - 1, n = 2;
    while ((scan_char(s, end) == c || scan_char(s, end) == '-') && scan_digit(s, end + 1)) {
        end = scan_digits(s, end + 1);
        n++;
    }
    if (n > 2) return end;
    if (c == '/') return is_day(s, at, mark, second) ? second : mark;
    bool telephone = a == 3 && b == 4, postal = a == 5 && b == 4;
    return telephone || postal ? second : mark;
}

/* The separator at i joins the digits around it. */
static bool joins_digits(const scan *s, uint32_t i) {
    uint32_t c = scan_char(s, i);
    if ((c != '.' && c != ':' && c != ',') || !scan_digit(s, i + 1)) return false;
    if (c != ',') return true;
    uint32_t end = scan_digits(s, i + 1), n = end - i - 1;
    while (n == 2 && scan_char(s, end) == ',') { /* "1,00,000" as India writes it */
        i = end;
        end = scan_digits(s, i + 1);
        n = end - i - 1;
    }
    return n == 3;
}

static bool is_unit(const scan *s, uint32_t at, uint32_t end) {
    static const char units[][SCAN_ENTRY] = {
        "am",  "b",    "bn",  "c",   "cm", "f",   "ft",  "g",    "gb",  "ghz", "ha",
        "hp",  "hr",   "hrs", "hz",  "in", "k",   "kb",  "kg",   "khz", "kj",  "km",
        "kmh", "kph",  "kw",  "kwh", "l",  "lb",  "lbs", "m",    "mb",  "mg",  "mhz",
        "min", "mins", "ml",  "mm",  "mn", "mph", "mw",  "mwh",  "nm",  "oz",  "p",
        "pm",  "pp",   "psi", "pt",  "px", "rpm", "sec", "secs", "sq",  "t",   "tb",
        "tn",  "tr",   "trn", "v",   "w",  "x",   "yd",  "yds",  "yr",  "yrs"};
    char word[SCAN_ENTRY];
    if (scan_digit(s, end) && !is_raised(s->ch[end].c)) return false;
    if (end - at == 1 && s->ch[at].c == 'G') return false;          /* "4G" */
    if (end - at >= 4 && s->ch[at].class == UNI_LOWER) return true; /* "300percent" */
    return scan_lower(s, at, end, word, sizeof word) && SCAN_TABLE_HAS(units, word);
}

/* Letters right behind a number: "5th", "1990s" and "4G" are one word, "5pm" two. */
static uint32_t with_letters(const scan *s, uint32_t end) {
    uint32_t tail = scan_letters(s, end);
    bool times = (scan_char(s, end) | 32) == 'x' && scan_digit(s, end + 1);
    if ((scan_char(s, end) == 0xBA || scan_char(s, end) == 0xB0)) return end; /* degrees */
    if (tail > end && !times && !is_unit(s, end, tail)) end = alnums(s, tail);
    bool owner = end < s->to && char_is_apostrophe(s->ch[end].c) &&
                 (scan_char(s, end + 1) | 32) == 's' && !scan_alnum(s, end + 2);
    return owner ? end + 2 : end;
}

uint32_t scan_number(const scan *s, uint32_t at) {
    uint32_t end = scan_digits(s, scan_char(s, at) == '.' ? at + 1 : at);
    uint32_t c = scan_char(s, end);
    if ((c == '/' || c == '-') && scan_digit(s, end + 1) && at + 5 >= end) {
        uint32_t more = groups(s, at, end);
        if (more > end) return with_letters(s, more);
    }
    while (joins_digits(s, end)) end = scan_digits(s, end + 1);
    bool section = at == 0 && scan_char(s, end) == '.' && end + 1 == s->to;
    if (section && scan_digits(s, at) < end) return end + 1; /* "2.1." */
    return with_letters(s, end);
}
