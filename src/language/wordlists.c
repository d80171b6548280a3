/* Closed lists for tokenization, each sorted for bsearch(). */
#include "language/wordlists.h"

#include <stdlib.h>
#include <string.h>

typedef struct text {
    const char *s;
    size_t n;
} text;

static int compare(const void *key, const void *item) {
    const text *t = key;
    const char *s = *(const char *const *)item;
    int order = strncmp(t->s, s, t->n);
    return order ? order : -(s[t->n] != '\0');
}

static bool in_list(const char *word, size_t n, const char *const *list, size_t count) {
    text t = {word, n};
    return n && bsearch(&t, list, count, sizeof *list, compare);
}

#define IN(word, n, list) in_list((word), (n), (list), sizeof(list) / sizeof *(list))

static const char *const always[] = {
    "adj",  "adm",  "al",    "amb",  "apt",  "assn", "assoc", "asst", "atty", "attn", "aug",
    "ave",  "blvd", "bldg",  "brig", "bros", "capt", "cf",    "cmdr", "co",   "col",  "comdr",
    "conf", "cong", "corp",  "cpl",  "cres", "dec",  "dept",  "dist", "div",  "dr",   "eg",
    "ens",  "esp",  "esq",   "est",  "etc",  "ext",  "feb",   "fr",   "ft",   "gen",  "gov",
    "hon",  "hwy",  "hr",    "hrs",  "ie",   "inc",  "insp",  "jr",   "lt",   "ltd",  "lts",
    "maj",  "messrs", "mfg", "mgr",  "misc", "mr",   "mrs",   "ms",   "msgr", "mt",   "nov",
    "oct",  "ph",   "pfc",   "pres", "prof", "profs", "pte",  "pvt",  "rep",  "reps", "repub",
    "ret",  "rev",  "rt",    "sen",  "sens", "sept", "sgt",   "spc",  "spokesm", "sr", "st",
    "supt", "univ", "viz",   "vs",
};

static const char *const before_number[] = {
    "art", "ch", "fig", "figs", "no", "nos", "p", "para", "pp", "sec", "vol", "vols",
};

static const char *const inside[] = {
    "apr",  "ariz", "ark",  "calif", "colo", "conn", "del",  "fla",  "fri", "ga",   "ill",
    "ind",  "jan",  "jul",  "jun",   "ky",   "la",   "mar",  "mass", "md",  "mich", "minn",
    "mo",   "mon",  "mont", "neb",   "nev",  "okla", "ore",  "pa",   "sat", "sep",  "sun",
    "tenn", "tex",  "thu",  "thur",  "thurs", "tue", "tues", "va",   "vt",  "wash", "wed",
    "wis",  "wyo",
};

abbreviation lang_abbreviation_of(const char *word, size_t n) {
    if (IN(word, n, always)) return ABBREVIATION;
    if (IN(word, n, before_number)) return ABBREVIATION_BEFORE_NUMBER;
    if (IN(word, n, inside)) return ABBREVIATION_INSIDE;
    return ABBREVIATION_NONE;
}

static const char *const prefixes[] = {
    "anti",  "arch",  "auto",  "bi",    "bio",   "co",    "counter", "cross", "cyber", "de",
    "e",     "ex",    "extra", "hyper", "infra", "inter", "intra",   "macro", "mega",  "meta",
    "micro", "mid",   "mini",  "mono",  "multi", "neo",   "non",     "over",  "pan",   "para",
    "poly",  "post",  "pre",   "pro",   "proto", "pseudo", "psycho", "quasi", "re",    "semi",
    "sub",   "super", "trans", "tri",   "ultra", "un",    "uni",     "vice",
};

bool lang_is_bound_prefix(const char *word, size_t n) { return IN(word, n, prefixes); }

static const char *const suffixes[] = {"esque", "fold", "ish", "wise"};

bool lang_is_bound_suffix(const char *word, size_t n) { return IN(word, n, suffixes); }

static const char *const units[] = {
    "am", "bn",  "c",  "cc", "cm",  "f",   "ft",  "g",   "gb",  "ghz", "gw",  "ha",   "hp",
    "hr", "hrs", "hz", "in", "k",   "kg",  "khz", "kj",  "km",  "kph", "kv",  "kw",   "kwh",
    "l",  "lb",  "lbs", "m", "mb",  "mg",  "mhz", "min", "ml",  "mm",  "mn",  "mph",  "mw",
    "mwh", "oz", "pm", "psi", "sec", "sq", "tb",  "tn",  "trn", "v",   "w",   "watt", "yd",
    "yds", "yr", "yrs",
};

bool lang_is_unit(const char *word, size_t n) { return IN(word, n, units); }

typedef struct contraction {
    const char *word;
    unsigned char cut[2];
} contraction;

static const contraction contractions[] = {
    {"aint", {2, 0}},   {"arent", {3, 0}},   {"cannot", {3, 0}},   {"cant", {2, 0}},
    {"couldnt", {5, 0}}, {"didnt", {3, 0}},  {"doesnt", {4, 0}},   {"dont", {2, 0}},
    {"dunno", {2, 3}},  {"gimme", {3, 0}},   {"gonna", {3, 0}},    {"gotta", {3, 0}},
    {"hadnt", {3, 0}},  {"hasnt", {3, 0}},   {"havent", {4, 0}},   {"im", {1, 0}},
    {"isnt", {2, 0}},   {"ive", {1, 0}},     {"lemme", {3, 0}},    {"shouldnt", {6, 0}},
    {"thats", {4, 0}},  {"theyre", {4, 0}},  {"wanna", {3, 0}},    {"wasnt", {3, 0}},
    {"werent", {4, 0}}, {"whats", {4, 0}},   {"wont", {2, 0}},     {"wouldnt", {5, 0}},
    {"youre", {3, 0}},
};

size_t lang_contraction_cuts(const char *word, size_t n, size_t cut[2]) {
    for (size_t i = 0; i < sizeof contractions / sizeof *contractions; i++) {
        const contraction *c = &contractions[i];
        if (strlen(c->word) != n || memcmp(c->word, word, n) != 0) continue;
        cut[0] = c->cut[0];
        cut[1] = c->cut[1];
        return c->cut[1] ? 2 : 1;
    }
    return 0;
}
