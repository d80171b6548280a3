/* Whether a full stop belongs to the word before it.
 *
 * An abbreviation in the middle of a sentence keeps its stop. At a sentence's end there is
 * one stop for both, and UD English gives it to the sentence. Where the sentence ends is not
 * known yet, so the next word decides: titles ("Gen.") are always followed by a name, some
 * ("No.") mean something else unless a number follows, and for the rest a word that begins
 * sentences much more often than it is a name ("The") shows an end. */
#include <string.h>

#include "language/scan.h"

/* With a capital; followed by a name. */
static const char titles[][SCAN_ENTRY] = {
    "adm",  "amb", "asst",   "atty", "brig", "bros", "capt", "cmdr", "col", "comdr",
    "cpl",  "cpt", "dr",     "drs",  "fr",   "ft",   "gen",  "gov",  "hon", "insp",
    "lt",   "maj", "messrs", "mgr",  "mlle", "mme",  "mr",   "mrs",  "ms",  "msgr",
    "mt",   "ofc", "pfc",    "pres", "prof", "pvt",  "rep",  "reps", "rev", "sen",
    "sens", "sgt", "spc",    "st",   "ste",  "sts",  "supt",
};

/* With a capital; months, days, states and what ends a name. They may end a sentence. */
static const char names[][SCAN_ENTRY] = {
    "ala",  "apr",  "ariz", "ark",  "aug",  "ave",  "blvd", "cal",   "calif", "co",   "colo",
    "conn", "corp", "dec",  "del",  "dept", "div",  "ed",   "esq",   "feb",   "fla",  "fri",
    "ga",   "ill",  "inc",  "ind",  "jan",  "jr",   "jul",  "jun",   "kan",   "ky",   "la",
    "ltd",  "mar",  "mass", "md",   "mich", "minn", "miss", "mo",    "mon",   "mont", "neb",
    "nev",  "nov",  "oct",  "okla", "ont",  "ore",  "pa",   "que",   "rd",    "sat",  "sep",
    "sept", "sr",   "sun",  "tenn", "tex",  "thu",  "thur", "thurs", "tue",   "tues", "univ",
    "va",   "vt",   "wash", "wed",  "wis",  "wyo",
};

/* In any case; may end a sentence. */
static const char common[][SCAN_ENTRY] = {
    "al",  "approx", "arr",   "attn",  "cf",  "dep't", "eg",  "esp",   "est",
    "etc", "ext",    "gov't", "govt",  "hrs", "ie",    "inc", "int'l", "lb",
    "lbs", "ltd",    "mins",  "nat'l", "oz",  "ph",    "viz", "vs",    "yrs",
};

/* In any case, but only before a number. */
static const char numbered[][SCAN_ENTRY] = {
    "art", "c",  "ca", "ch", "eq",   "fig", "figs", "no",
    "nos", "nr", "op", "p",  "para", "pp",  "sec",  "vol",
};

/* Names of places and powers, whose stops stay theirs even where a sentence ends. */
static const char places[][SCAN_ENTRY] = {"d.c", "e.u", "u.k", "u.n", "u.s"};

/* Never a sentence's end, whatever follows. */
static const char open_ended[][SCAN_ENTRY] = {"cf",  "e.g", "eg",  "i.e", "ie",
                                              "p.s", "v",   "viz", "vs"};

static const char starters[][SCAN_ENTRY] = {
    "a",      "about",   "according", "after",     "all",    "also",    "although", "an",
    "and",    "another", "any",       "as",        "at",     "because", "before",   "both",
    "but",    "by",      "despite",   "during",    "each",   "even",    "every",    "few",
    "for",    "from",    "had",       "has",       "he",     "her",     "here",     "his",
    "how",    "however", "i",         "if",        "in",     "instead", "is",       "it",
    "its",    "just",    "last",      "later",     "like",   "many",    "maybe",    "meanwhile",
    "more",   "most",    "mr",        "mrs",       "ms",     "my",      "no",       "nor",
    "not",    "now",     "of",        "officials", "on",     "once",    "one",      "only",
    "other",  "others",  "our",       "overall",   "people", "perhaps", "please",   "police",
    "she",    "since",   "so",        "some",      "still",  "such",    "thanks",   "that",
    "the",    "their",   "then",      "there",     "these",  "they",    "this",     "those",
    "though", "thus",    "to",        "today",     "two",    "under",   "until",    "we",
    "what",   "when",    "where",     "whether",   "which",  "while",   "who",      "why",
    "with",   "yes",     "yet",       "you",       "your",
};

typedef enum following {
    NOTHING, /* the block ends */
    STARTER, /* a word that begins sentences */
    CAPITAL, /* another word with a capital */
    SMALL,   /* the sentence goes on */
    NUMBER,
    ELLIPSIS,
} following;

static bool is_closing(uint32_t c) {
    return c == '"' || c == '\'' || c == 0x201D || c == 0x2019 || c == ')' || c == ']';
}

static bool is_opening(uint32_t c) {
    return c == '"' || c == '\'' || c == 0x201C || c == 0x2018 || c == '`';
}

static following of_word(const scan *s, uint32_t at, bool quoted) {
    uni_class k = s->ch[at].class;
    if (k == UNI_DIGIT) return NUMBER;
    if (k != UNI_UPPER) return SMALL;
    if (quoted) return STARTER;
    scan view = *s;
    char word[SCAN_ENTRY];
    view.to = at;
    while (view.to < s->n && view.to - at < SCAN_ENTRY && class_is_letter(s->ch[view.to].class))
        view.to++;
    if (!scan_lower(&view, at, view.to, word, sizeof word)) return CAPITAL;
    if (view.to > at + 1 && s->ch[at + 1].class == UNI_UPPER) return CAPITAL; /* all is */
    return SCAN_TABLE_HAS(starters, word) ? STARTER : CAPITAL;
}

/* What follows behind white space; `at` is any place in the white space. */
static following behind_space(const scan *s, uint32_t at) {
    enum { FAR = 8 }; /* more white space than that ends a sentence, too */
    for (uint32_t i = 0; i < FAR && at < s->n && s->ch[at].class == UNI_SPACE; i++) at++;
    if (at >= s->n || s->ch[at].class == UNI_SPACE) return NOTHING;
    bool quoted = is_opening(s->ch[at].c) && at + 1 < s->n;
    return of_word(s, at + quoted, quoted);
}

/* What follows the stop that stands at `stop`. */
static following behind(const scan *s, uint32_t stop) {
    uint32_t i = stop + 1;
    if (scan_char(s, i) == '.') return scan_char(s, i + 1) == '.' ? ELLIPSIS : SMALL;
    if (scan_alnum(s, i)) return of_word(s, i, false);
    bool bracket = false;
    for (; i < s->to && is_closing(s->ch[i].c); i++) bracket |= s->ch[i].c == ')';
    if (bracket || i < s->to) return SMALL;
    return behind_space(s, i);
}

static bool owns_letter(const scan *s, uint32_t at, following f) {
    if (s->ch[at].class == UNI_UPPER) return f == CAPITAL || f == SMALL || f == NUMBER;
    uint32_t c = s->ch[at].c;
    if (c == 'v') return f != NOTHING;
    bool life = at > s->begin && s->ch[at - 1].c == '(' && (c == 'b' || c == 'm' || c == 'd');
    return life || (f == NUMBER && (c == 'b' || c == 'c' || c == 'd' || c == 'p' || c == 'r'));
}

static bool is_known(const char *word, bool capital) {
    if (SCAN_TABLE_HAS(common, word)) return !capital || word[0] != 'i' || word[1] != 'e';
    return capital && (SCAN_TABLE_HAS(names, word) || SCAN_TABLE_HAS(titles, word));
}

bool scan_owns_stop(const scan *s, uint32_t at, uint32_t end) {
    char word[SCAN_ENTRY];
    size_t n = scan_lower(s, at, end, word, sizeof word);
    if (!n) return false;
    following f = behind(s, end);
    bool capital = s->ch[at].class == UNI_UPPER;
    if (f == ELLIPSIS) return false;
    if (f == NUMBER && SCAN_TABLE_HAS(numbered, word)) return true;
    if (n == 1) return owns_letter(s, at, f);
    if (!strchr(word, '.') && !is_known(word, capital)) return false;
    if (SCAN_TABLE_HAS(places, word)) return true;
    if (f == NOTHING || (f == CAPITAL && !strcmp(word, "etc"))) return false;
    if (f == STARTER)
        return SCAN_TABLE_HAS(open_ended, word) || (capital && SCAN_TABLE_HAS(titles, word));
    return true;
}
