/* Numbers are runs of words; what they count is read from the tree around them. */
#include "event/count.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- words of numbers --------------------------------------------------------------- */

typedef enum word_kind {
    NOT_A_NUMBER,
    DIGITS, /* "12", "1,200", "1.5" */
    SMALL,  /* added: "twenty five" */
    FACTOR, /* multiplies what stands before it: "dozen", "thousand" */
    VAGUE,  /* counts only before a factor: "several hundred", "half a dozen", "a thousand" */
} word_kind;

typedef struct number_word {
    const char *word;
    word_kind kind;
    double value;
} number_word;

/* "Hundreds" is a hundred, the least of its kind; "several hundred" is two hundred. */
static const number_word words[] = {
    {"one", SMALL, 1},          {"two", SMALL, 2},
    {"three", SMALL, 3},        {"four", SMALL, 4},
    {"five", SMALL, 5},         {"six", SMALL, 6},
    {"seven", SMALL, 7},        {"eight", SMALL, 8},
    {"nine", SMALL, 9},         {"ten", SMALL, 10},
    {"eleven", SMALL, 11},      {"twelve", SMALL, 12},
    {"thirteen", SMALL, 13},    {"fourteen", SMALL, 14},
    {"fifteen", SMALL, 15},     {"sixteen", SMALL, 16},
    {"seventeen", SMALL, 17},   {"eighteen", SMALL, 18},
    {"nineteen", SMALL, 19},    {"twenty", SMALL, 20},
    {"thirty", SMALL, 30},      {"forty", SMALL, 40},
    {"fifty", SMALL, 50},       {"sixty", SMALL, 60},
    {"seventy", SMALL, 70},     {"eighty", SMALL, 80},
    {"ninety", SMALL, 90},      {"both", SMALL, 2},
    {"couple", SMALL, 2},       {"pair", SMALL, 2},
    {"dozen", FACTOR, 12},      {"dozens", FACTOR, 12},
    {"scores", FACTOR, 20},     {"tens", FACTOR, 10},
    {"hundred", FACTOR, 100},   {"hundreds", FACTOR, 100},
    {"thousand", FACTOR, 1000}, {"thousands", FACTOR, 1000},
    {"million", FACTOR, 1e6},   {"millions", FACTOR, 1e6},
    {"several", VAGUE, 2},      {"few", VAGUE, 2},
    {"half", VAGUE, 0.5},       {"a", VAGUE, 1},
    {"an", VAGUE, 1},           {NULL, NOT_A_NUMBER, 0},
};

static bool read_digits(const char *s, double *value) {
    char plain[24], *end;
    size_t n = 0;
    for (; *s && n + 1 < sizeof plain; s++) {
        if (*s == ',') continue;
        if (strchr("0123456789.", *s) == NULL) return false;
        plain[n++] = *s;
    }
    plain[n] = '\0';
    *value = strtod(plain, &end);
    return n && !*s && !*end && *plain != '.';
}

static word_kind kind_of(const clause_tree *t, uint32_t w, double *value) {
    const char *s = clause_word(t, w)->norm;
    char first = (char)(*s | 0x20); /* in lower case */
    if (read_digits(s, value)) return DIGITS;
    for (const number_word *x = words; x->word; x++)
        if (*x->word == first && !strcasecmp(x->word, s)) {
            *value = x->value;
            return x->kind;
        }
    return NOT_A_NUMBER;
}

static bool is_form(const clause_tree *t, uint32_t w, const char *form) {
    return strcasecmp(clause_word(t, w)->norm, form) == 0;
}

/* ---- reading a number --------------------------------------------------------------- */

typedef struct reading {
    double whole, part; /* thousands and up; what may yet be multiplied */
    double factor;      /* the last one */
    bool vague;         /* so far only words that do not count alone */
    uint32_t next;      /* the word behind */
} reading;

static void take(reading *r, word_kind kind, double value) {
    if (kind == VAGUE) {
        r->part = r->part > 0 ? r->part * value : value; /* "half a" */
        return;
    }
    if (r->vague && kind != FACTOR) r->part = 0; /* "a 12" */
    r->vague = false;
    if (kind != FACTOR) {
        r->part += value;
        return;
    }
    r->factor = value;
    r->part = (r->part > 0 ? r->part : 1) * value;
    if (value < 1000) return;
    r->whole += r->part;
    r->part = 0;
}

/* Whether a word between goes on with the number: "twenty-five", "a hundred and ten", "tens of
 * thousands". */
static bool joins(const clause_tree *t, const reading *r, uint32_t w, word_kind next) {
    if (is_form(t, w, "-")) return next == SMALL && r->factor == 1;
    if (is_form(t, w, "and")) return next != FACTOR && next != VAGUE && r->factor >= 100;
    return is_form(t, w, "of") && next == FACTOR && r->factor >= 10;
}

/* One number from word w on; false when there is none. */
static bool read_number(const clause_tree *t, uint32_t w, uint32_t end, reading *r) {
    *r = (reading){.factor = 1, .vague = true, .next = w};
    for (uint32_t i = w; i < end;) {
        double value = 0;
        word_kind kind = kind_of(t, i, &value);
        bool between = kind == NOT_A_NUMBER && i > w && i + 1 < end &&
                       joins(t, r, i, kind_of(t, i + 1, &value));
        if (between) {
            i++;
            continue;
        }
        bool apart = kind == NOT_A_NUMBER || (kind == DIGITS && !r->vague) ||
                     (kind == VAGUE && !r->vague);
        if (apart) break;
        take(r, kind, value);
        r->next = ++i;
    }
    return !r->vague;
}

static double value_of(const reading *r) {
    return r->whole + r->part;
}

/* "10 to 15", "10-15", "between two and three hundred": the lower, as the upper has it. */
static void take_range(const clause_tree *t, uint32_t w, uint32_t end, reading *r) {
    static const char *const words_between[] = {"to", "-", "–", "or", NULL};
    bool range =
        w > 0 && is_form(t, w - 1, "between") && r->next < end && is_form(t, r->next, "and");
    for (const char *const *b = words_between; *b && r->next < end; b++)
        range = range || is_form(t, r->next, *b);
    reading upper;
    if (!range || !read_number(t, r->next + 1, end, &upper)) return;
    double low = value_of(r);
    if (upper.factor > 1 && r->factor == 1 && low * upper.factor <= value_of(&upper))
        low *= upper.factor;
    if (low > value_of(&upper)) return;
    r->whole = 0;
    r->part = low;
    r->next = upper.next;
}

/* "Fewer than 10", "5 percent", "$5 million": no number of people, or none that says how many.
 */
static bool counts_nothing(const clause_tree *t, uint32_t w, uint32_t end, uint32_t first) {
    static const char *const units[] = {"%", "percent", "per", "th", NULL};
    for (const char *const *u = units; *u && end < t->story->n_word; u++)
        if (is_form(t, end, *u)) return true;
    if (w == first) return false;
    if (clause_word(t, w - 1)->upos == UPOS_SYM) return true;
    return w >= first + 2 && is_form(t, w - 1, "than") &&
           (is_form(t, w - 2, "fewer") || is_form(t, w - 2, "less"));
}

/* "The riots of 2002": four digits that count no noun. */
static bool is_year(const clause_tree *t, uint32_t w, const reading *r) {
    const dg_word *x = clause_word(t, w);
    double year = value_of(r);
    return r->next == w + 1 && strlen(x->norm) == 4 && year >= 1900 && year < 2100 &&
           x->deprel != DEPREL_NUMMOD;
}

void count_find(const clause_tree *t, uint32_t sentence, count_numbers *out) {
    const dg_sentence *s = &t->story->sentence[sentence];
    uint32_t end = s->word + s->n_word;
    out->tree = t;
    out->n = 0;
    for (uint32_t w = s->word; w < end && out->n < MOST_NUMBERS;) {
        reading r;
        if (!read_number(t, w, end, &r)) {
            w++;
            continue;
        }
        take_range(t, w, end, &r);
        double value = value_of(&r);
        bool year = is_year(t, w, &r);
        if (value < 1e9 && !year && !counts_nothing(t, w, r.next, s->word))
            out->number[out->n++] = (count_number){w, r.next - 1, (uint32_t)value};
        w = r.next;
    }
}

/* ---- what is counted ---------------------------------------------------------------- */

static bool is_within(const count_number *x, uint32_t w) {
    return x->first <= w && w <= x->last;
}

/* The word that the number as a whole hangs on; DG_NONE for none. */
static uint32_t governor_of(const clause_tree *t, const count_number *x) {
    for (uint32_t w = x->first; w <= x->last; w++) {
        uint32_t g = clause_governor(t, w);
        if (g == DG_NONE || !is_within(x, g)) return g;
    }
    return DG_NONE;
}

/* The noun that a number stands before: of "5,000-strong crowd", the crowd. */
static bool hangs_on(const clause_tree *t, const count_number *x, uint32_t w) {
    uint32_t g = governor_of(t, x);
    if (g != DG_NONE && clause_is(t, g, "strong")) g = clause_governor(t, g);
    return g == w && x->last < w;
}

/* "Three of the 14 soldiers" are three. */
static bool is_part_of(const clause_tree *t, const count_number *part,
                       const count_number *whole) {
    uint32_t w = part->last + 1;
    if (!is_form(t, w, "of")) return false;
    return whole->first == w + 1 || (whole->first == w + 2 && is_form(t, w + 1, "the"));
}

uint32_t count_number_at(const count_numbers *numbers, uint32_t w) {
    for (unsigned i = 0; i < numbers->n; i++) {
        const count_number *x = &numbers->number[i];
        if (!is_within(x, w) && !hangs_on(numbers->tree, x, w)) continue;
        return i && is_part_of(numbers->tree, x - 1, x) ? x[-1].value : x->value;
    }
    return DG_NONE;
}

uint32_t count_number_before(const count_numbers *numbers, uint32_t w) {
    for (unsigned i = 0; i < numbers->n; i++) {
        const count_number *x = &numbers->number[i];
        if (x->last + 1 == w) return x->value;
        unsigned between = x->last + 2 == w ? clause_word(numbers->tree, w - 1)->upos : 0;
        if (x->last + 2 == w && (between == UPOS_NOUN || between == UPOS_ADJ)) return x->value;
    }
    return DG_NONE;
}

static bool is_none(const clause_tree *t, uint32_t w) {
    if (is_form(t, w, "nobody") || is_form(t, w, "none")) return true;
    for (uint32_t c = t->child[w]; c; c = t->sibling[c - 1])
        if (clause_is(t, c - 1, "no")) return true;
    return false;
}

/* The mention of a word itself, and not of the group that it heads. */
static const dg_mention *mention_alone(const clause_tree *t, uint32_t w) {
    uint32_t m = t->mention[w];
    const dg_mention *x = m ? &t->story->mention[m - 1] : NULL;
    for (uint32_t i = 0; x && i < x->n_part; i++) {
        const dg_mention *part = &t->story->mention[t->story->mention_part[x->part + i]];
        if (part->head == w && !part->n_part) return part;
    }
    return x;
}

/* "a soldier", "him", "another", "Ahmed Yassin". */
static bool is_one_person(const clause_tree *t, uint32_t w) {
    static const char *const pronouns[] = {"him", "her", "another", NULL};
    for (const char *const *p = pronouns; *p; p++)
        if (is_form(t, w, *p)) return true;
    const dg_mention *x = mention_alone(t, w);
    unsigned xpos = clause_word(t, w)->xpos;
    bool singular = xpos == XPOS_NN || xpos == XPOS_NNP;
    return x && singular && x->sort == DG_PERSON && !x->plural && !x->n_part;
}

/* "a crowd of 300". */
static uint32_t count_of_collective(const count_numbers *numbers, uint32_t w) {
    static const char *const collectives[] = {"crowd",      "group", "mob",    "gang",
                                              "band",       "team",  "force",  "column",
                                              "contingent", "total", "number", NULL};
    const clause_tree *t = numbers->tree;
    if (!clause_is_one_of(t, w, collectives)) return DG_NONE;
    for (uint32_t c = t->child[w]; c; c = t->sibling[c - 1])
        if (clause_has_case(t, c - 1, "of")) return count_number_at(numbers, c - 1);
    return DG_NONE;
}

/* One phrase, without those coordinated with it. */
static uint32_t count_one(const count_numbers *numbers, uint32_t w, bool *told) {
    const clause_tree *t = numbers->tree;
    *told = true;
    if (is_none(t, w)) return 0;
    uint32_t n = count_number_at(numbers, w);
    if (n == DG_NONE) n = count_of_collective(numbers, w);
    if (n != DG_NONE) return n;
    *told = false;
    return is_one_person(t, w) ? 1 : DG_NONE;
}

/* "12 people, including three children": those are counted already. */
static bool is_included(const clause_tree *t, uint32_t w) {
    return clause_has_case(t, w, "including") || clause_has_case(t, w, "include") ||
           clause_has_case(t, w, "among") || clause_has_case(t, w, "with");
}

uint32_t count_of(const count_numbers *numbers, uint32_t w, bool *told) {
    const clause_tree *t = numbers->tree;
    bool any_told, uncounted = false;
    uint32_t sum = count_one(numbers, w, &any_told);
    if (sum == DG_NONE) sum = 0, uncounted = true;
    bool any = !uncounted;
    for (uint32_t c = t->child[w]; c; c = t->sibling[c - 1]) {
        unsigned upos = clause_word(t, c - 1)->upos;
        if (clause_word(t, c - 1)->deprel != DEPREL_CONJ || is_included(t, c - 1)) continue;
        if (upos != UPOS_NOUN && upos != UPOS_PROPN && upos != UPOS_NUM && upos != UPOS_PRON)
            continue;
        bool also_told;
        uint32_t n = count_one(numbers, c - 1, &also_told);
        any = any || n != DG_NONE;
        uncounted = uncounted || n == DG_NONE;
        any_told = any_told || also_told;
        if (n != DG_NONE) sum += n;
    }
    if (told) *told = any_told;
    return any && (any_told || !uncounted) ? sum : DG_NONE;
}
