/* Tokens of more than one word: "don't" is do + n't, "John's" John + 's, "cannot" can + not.
 *
 * What an apostrophe parts is told by what stands behind it; what is written without one
 * ("dont", "gonna") stands in a table, with the words that are other words too ("its",
 * "well", "ill") left out. */
#include <string.h>

#include "language/scan.h"

typedef struct contraction {
    char form[10];
    unsigned char at[2]; /* where the second and third word begin; 0 for none */
} contraction;

/* Sorted. */
static const contraction contractions[] = {
    {"'tis", {2}},     {"'twas", {2}},  {"aint", {2}},   {"arent", {3}},    {"arnt", {2}},
    {"c'mon", {3}},    {"cannot", {3}}, {"cant", {2}},   {"couldnt", {5}},  {"d'you", {2}},
    {"didnt", {3}},    {"doesnt", {4}}, {"dont", {2}},   {"dunno", {2, 3}}, {"finna", {3}},
    {"gimme", {3}},    {"gonna", {3}},  {"gotta", {3}},  {"hadnt", {3}},    {"hasnt", {3}},
    {"havent", {4}},   {"heres", {4}},  {"hes", {2}},    {"im", {1}},       {"isnt", {2}},
    {"itll", {2}},     {"ive", {1}},    {"lemme", {3}},  {"outta", {3}},    {"shes", {3}},
    {"shouldnt", {6}}, {"thats", {4}},  {"theres", {5}}, {"theyll", {4}},   {"theyre", {4}},
    {"theyve", {4}},   {"wana", {3}},   {"wanna", {3}},  {"wasnt", {3}},    {"werent", {4}},
    {"weve", {2}},     {"whats", {4}},  {"wheres", {5}}, {"whos", {3}},     {"wont", {2}},
    {"wouldnt", {5}},  {"youll", {3}},  {"youre", {3}},  {"youve", {3}},
};

static const contraction *find(const char *word) {
    size_t low = 0, high = sizeof contractions / sizeof *contractions;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(word, contractions[middle].form);
        if (order == 0) return &contractions[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

/* Spares most words the search: an entry ends in one of these. */
static bool may_be_listed(const scan *s, uint32_t at, uint32_t end) {
    if (end - at < 2 || end - at > 8) return false;
    uint32_t before = s->ch[end - 2].c | 32;
    switch (s->ch[end - 1].c | 32) {
    case 'a':
        return before == 'n' || before == 't';
    case 'e':
        return before == 'm' || before == 'r' || before == 'v';
    case 'l':
        return before == 'l';
    case 'm':
        return before == 'i';
    case 'n':
        return before == 'o';
    case 'o':
        return before == 'n';
    case 's':
        return strchr("aeiot", (int)(before & 0x7F)) != NULL;
    case 't':
        return before == 'n' || before == 'o';
    case 'u':
        return before == 'o';
    default:
        return false;
    }
}

static unsigned listed_parts(const scan *s, uint32_t at, uint32_t end,
                             uint32_t part[SCAN_PARTS]) {
    char word[10];
    if (!may_be_listed(s, at, end) || !scan_lower(s, at, end, word, sizeof word)) return 1;
    bool shout_name = end - at <= 3 && s->ch[end - 1].class == UNI_UPPER; /* "IM", "HES" */
    const contraction *c = find(word);
    if (!c || shout_name) return 1;
    part[1] = at + c->at[0];
    if (!c->at[1]) return 2;
    part[2] = at + c->at[1];
    return 3;
}

/* The last apostrophe in (at, end), or at. */
static uint32_t last_apostrophe(const scan *s, uint32_t at, uint32_t end) {
    for (uint32_t i = end; i-- > at + 1;)
        if (s->ch[i].class > UNI_LOWER && char_is_apostrophe(s->ch[i].c)) return i;
    return at;
}

/* "60's" and "1990's" are one word. */
static bool is_decade(const scan *s, uint32_t at, uint32_t apostrophe) {
    uint32_t n = apostrophe - at;
    if ((n != 2 && n != 4) || s->ch[apostrophe - 1].c != '0') return false;
    return scan_digits(s, at) == apostrophe;
}

/* "OK'd" is one word. */
static bool is_acronym(const scan *s, uint32_t at, uint32_t end) {
    return end - at == 2 && s->ch[at].class == UNI_UPPER && s->ch[at + 1].class == UNI_UPPER;
}

/* Where the clitic at the end of [at, end) begins, or at for none. */
static uint32_t clitic_of(const scan *s, uint32_t at, uint32_t end) {
    uint32_t apostrophe = last_apostrophe(s, at, end);
    if (apostrophe == at) return at;
    char tail[4];
    uint32_t n = end - apostrophe - 1;
    if (n == 0) return s->ch[apostrophe - 1].c == 'n' ? at : apostrophe; /* else of "goin'" */
    if (!scan_lower(s, apostrophe + 1, end, tail, sizeof tail)) return at;
    if (!strcmp(tail, "s")) return is_decade(s, at, apostrophe) ? at : apostrophe;
    if (!strcmp(tail, "t")) {
        bool negation = (s->ch[apostrophe - 1].c | 32) == 'n' && apostrophe - 1 > at;
        return negation ? apostrophe - 1 : at;
    }
    if (!strcmp(tail, "re") || !strcmp(tail, "ve") || !strcmp(tail, "ll") ||
        !strcmp(tail, "m") || (!strcmp(tail, "d") && !is_acronym(s, at, apostrophe)))
        return apostrophe;
    return at;
}

unsigned scan_parts(const scan *s, uint32_t at, uint32_t end, uint32_t part[SCAN_PARTS]) {
    uint32_t clitic[SCAN_PARTS];
    unsigned n = 0;
    part[0] = at;
    unsigned listed = listed_parts(s, at, end, part);
    if (listed > 1) return listed;
    for (uint32_t rest = end; n + 1 < SCAN_PARTS; n++) {
        uint32_t begin = clitic_of(s, at, rest);
        if (begin == at) break;
        clitic[n] = rest = begin;
    }
    for (unsigned i = 0; i < n; i++) part[i + 1] = clitic[n - 1 - i];
    return n + 1;
}

uint32_t scan_clitic(const scan *s, uint32_t at) {
    static const char clitics[][SCAN_ENTRY] = {"d", "ll", "m", "re", "s", "t", "ve"};
    char tail[4];
    if (!char_is_apostrophe(scan_char(s, at))) return at;
    uint32_t end = scan_letters(s, at + 1);
    if (scan_digit(s, end) || !scan_lower(s, at + 1, end, tail, sizeof tail)) return at;
    bool negation = at == s->begin && !strcmp(tail, "t"); /* of "don #39;t"; " 't Hooft" */
    return negation || SCAN_TABLE_HAS(clitics, tail) ? end : at;
}
