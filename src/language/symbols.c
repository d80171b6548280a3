/* Punctuation and symbols: most are a word each; what is repeated ("...", "!!") and what is
 * drawn (":-)", "->") is one, and some begin words ("'90s", "@name", "#tag"). */
#include <string.h>

#include "language/scan.h"

/* Longest first where one begins another. */
static const char emoticons[][6] = {
    ">:(", ":'(", ":-)", ":-(", ":-D", ":-P", ":-/", ";-)", ":o)", "=-)", "^_^", "-_-", ":))",
    ":)",  ":(",  ":D",  ":O",  ":P",  ":p",  ":/",  ";)",  ";P",  ":]",  ":|",  "=)",  "=(",
    "=D",  "=P",  "=]",  "<3",  "<--", "-->", "==>", "->",  "<-",  "=>",  "<=",  ">=",
};

static uint32_t emoticon(const scan *s, uint32_t at) {
    for (size_t i = 0; i < sizeof emoticons / sizeof *emoticons; i++) {
        const char *e = emoticons[i];
        uint32_t n = 0;
        while (e[n] && scan_char(s, at + n) == (unsigned char)e[n]) n++;
        if (e[n] || (e[n - 1] != ')' && e[n - 1] != '(' && scan_alnum(s, at + n))) continue;
        bool closes = e[n - 1] == ')' && at > s->begin && s->bracket_open;
        return closes ? at : at + n;
    }
    return at;
}

static bool repeats(uint32_t c) {
    return c < 0x80 ? strchr(".!?-=_*~+#^|<>,'`$\\/", (int)c) != NULL
                    : c == 0x2026 || c == 0x2014 || c == 0x2013 || c == 0x2019 || c == 0x2018;
}

/* Of one kind: the same, or marks that stand together. */
static bool run_together(uint32_t a, uint32_t b) {
    if (a == b) return true;
    bool dots = (a == '.' || a == 0x2026) && (b == '.' || b == 0x2026);
    bool asks = (a == '!' || a == '?') && (b == '!' || b == '?');
    return dots || asks || (a == 0x2018 && b == 0x2019);
}

/* Four or more that only draw a line. */
static uint32_t drawing(const scan *s, uint32_t at) {
    uint32_t end = at;
    while (end < s->to && s->ch[end].c < 0x80 && strchr("-=_*~+|<>{}^#", (int)s->ch[end].c))
        end++;
    return at == s->begin && end == s->to && end - at >= 4 ? end : at;
}

static uint32_t repeated(const scan *s, uint32_t at) {
    uint32_t end = at + 1;
    if (!repeats(s->ch[at].c)) return end;
    while (end < s->to && run_together(s->ch[end - 1].c, s->ch[end].c)) end++;
    uint32_t next = scan_char(s, end);
    bool stop_first = s->ch[at].c == '.' && end == at + 1 && (next == '?' || next == '!');
    bool stop_last = (s->ch[at].c == '?' || s->ch[at].c == '!') && next == '.' &&
                     scan_char(s, end + 1) != '.';
    if (stop_first) return repeated(s, end); /* ".?" */
    return stop_last ? end + 1 : end;
}

static uint32_t name_chars(const scan *s, uint32_t at) {
    while (scan_alnum(s, at) || scan_char(s, at) == '_') at++;
    return at;
}

/* An apostrophe that begins a word: a clitic, "'90s", "'em". */
static uint32_t apostrophe(const scan *s, uint32_t at) {
    static const char elided[][SCAN_ENTRY] = {"bout",  "cause", "cuz", "em",  "n",
                                              "round", "til",   "tis", "twas"};
    char word[SCAN_ENTRY];
    uint32_t end = scan_digits(s, at + 1);
    if (at > s->begin && scan_digit(s, at - 1)) return at; /* "5'10" */
    if (end - at == 3) {
        if ((scan_char(s, end) | 32) == 's') end++;
        return scan_alnum(s, end) ? at : end;
    }
    end = scan_clitic(s, at);
    if (end > at) return end;
    end = scan_letters(s, at + 1);
    if (!scan_lower(s, at + 1, end, word, sizeof word) || scan_digit(s, end)) return at;
    return SCAN_TABLE_HAS(elided, word) ? end : at;
}

uint32_t scan_symbol(const scan *s, uint32_t at) {
    uint32_t c = s->ch[at].c, end = at;
    bool after_word = at > s->begin && scan_alnum(s, at - 1);
    if (char_is_apostrophe(c)) end = apostrophe(s, at);
    if (end == at) end = emoticon(s, at);
    if (end == at) end = drawing(s, at);
    if (end > at) return end;
    if ((c == '@' || c == '#') && scan_letter(s, at + 1) && !after_word)
        return name_chars(s, at + 1);
    if (c == '+' && scan_digit(s, at + 1) && !after_word) return scan_number(s, at + 1);
    if (c == '.' && s->may_have_web && !after_word) {
        end = scan_web(s, at);
        if (end > at) return end;
    }
    return repeated(s, at);
}
