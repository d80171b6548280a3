/* Recognising newsroom marks.
 *
 * A paragraph's edge is cut into small pieces (words, punctuation) of which a mark's pattern
 * is read: a dateline forwards from the beginning, a credit backwards from the end. Every
 * pattern needs evidence that prose has not: a place all in capitals, a known agency, a date
 * before a dash, a photo word, names joined by a slash. */
#include "story/marks.h"

#include <string.h>

#include "base/utf8.h"
#include "story/newsroom.h"

/* How many bytes are looked at, and how many pieces these can be. */
enum { LOOK = 240 };

typedef enum piece_type { WORD, COMMA, OPEN, CLOSE, SLASH, DASH, COLON, OTHER } piece_type;

typedef struct piece {
    piece_type type;
    size_t start, end;
    uint32_t c;                /* its first character */
    bool upper_first, capital; /* of a word: in capitals throughout, letters there are */
    bool full_stop;            /* it ends in one */
    unsigned letters;
    unsigned number; /* its value when it begins with digits, else 0; at most 9999 */
} piece;

typedef struct pieces {
    const char *text;
    size_t n;
    piece p[LOOK];
} pieces;

/* ---- pieces -------------------------------------------------------------------------------
 */

static bool is_word_part(uint32_t c, uni_class class) {
    return class == UNI_UPPER || class == UNI_LOWER || class == UNI_LETTER ||
           class == UNI_MARK || class == UNI_DIGIT || class == UNI_INVISIBLE || c == '.' ||
           c == '\'' || c == 0x2019;
}

static bool is_alphanumeric(const char *s, size_t n) {
    size_t length;
    if (n == 0) return false;
    uint32_t c = utf8_decode(s, n, &length);
    if (c == UTF8_BAD) return false;
    uni_class class = uni_class_of(c);
    return class != UNI_SPACE && class != UNI_PUNCT && class != UNI_SYMBOL;
}

static bool is_space_at(const char *s, size_t n) {
    size_t length;
    uint32_t c = n ? utf8_decode(s, n, &length) : ' ';
    return c != UTF8_BAD && uni_class_of(c) == UNI_SPACE;
}

/* Count one character into a word. */
static void note_letter(piece *p, uint32_t c, uni_class class) {
    if (class == UNI_LOWER) p->capital = false;
    if (class == UNI_UPPER || class == UNI_LOWER || class == UNI_LETTER) p->letters++;
    p->full_stop = c == '.';
    if (p->letters == 0 && c >= '0' && c <= '9' && p->number < 1000)
        p->number = p->number * 10 + (c - '0');
}

static void scan_word(const char *text, size_t n, piece *p) {
    size_t length;
    p->type = WORD;
    p->capital = true;
    for (p->end = p->start; p->end < n; p->end += length) {
        uint32_t c = utf8_decode(text + p->end, n - p->end, &length);
        uni_class class = c == UTF8_BAD ? UNI_SYMBOL : uni_class_of(c);
        bool hyphen = c == '-' && is_alphanumeric(text + p->end + 1, n - p->end - 1);
        if (!is_word_part(c, class) && !hyphen) break;
        if (p->end == p->start) p->upper_first = class == UNI_UPPER;
        note_letter(p, c, class);
    }
    p->capital = p->capital && p->letters > 0;
}

static size_t count_hyphens(const char *text, size_t n) {
    size_t count = 0;
    while (count < n && text[count] == '-') count++;
    return count;
}

/* A hyphen is a dash when it is doubled, or stands free, or behind a bracket; so is the
 * underscore that came of a dash on old wires. */
static bool is_dash(const char *text, size_t n, const piece *p, const piece *before) {
    if (p->c >= 0x2013 && p->c <= 0x2015) return true;
    if (p->c != '-' && p->c != '_') return false;
    size_t hyphens = count_hyphens(text + p->start, n - p->start);
    bool free_before = !before || before->end < p->start;
    bool free_behind = is_space_at(text + p->end, n - p->end);
    return hyphens > 1 || (free_before && free_behind) || (before && before->type == CLOSE);
}

static piece_type punctuation(uint32_t c) {
    switch (c) {
    case ',':
        return COMMA;
    case '(':
        return OPEN;
    case ')':
        return CLOSE;
    case '/':
        return SLASH;
    case ':':
        return COLON;
    default:
        return OTHER;
    }
}

/* Cut text[at, n) into pieces. */
static void scan(pieces *out, const char *text, size_t at, size_t n) {
    out->text = text;
    out->n = 0;
    for (size_t length; at < n && out->n < LOOK;) {
        uint32_t c = utf8_decode(text + at, n - at, &length);
        uni_class class = c == UTF8_BAD ? UNI_SYMBOL : uni_class_of(c);
        if (class == UNI_SPACE) {
            at += length;
            continue;
        }
        piece *p = &out->p[out->n];
        *p = (piece){.start = at, .end = at + length, .c = c, .type = punctuation(c)};
        if (is_dash(text, n, p, out->n ? p - 1 : NULL)) {
            p->type = DASH;
            if (c == '-') p->end = at + count_hyphens(text + at, n - at);
        } else if (is_word_part(c, class) && c != '.' && c != '\'' && c != 0x2019)
            scan_word(text, n, p);
        at = p->end;
        out->n++;
    }
}

static bool is_word(const pieces *s, size_t i, const char *word) {
    size_t n = strlen(word);
    return i < s->n && s->p[i].type == WORD && s->p[i].end - s->p[i].start == n &&
           memcmp(s->text + s->p[i].start, word, n) == 0;
}

static bool in_list(const pieces *s, size_t i, bool (*list)(const char *, size_t)) {
    return i < s->n && s->p[i].type == WORD &&
           list(s->text + s->p[i].start, s->p[i].end - s->p[i].start);
}

/* ---- datelines ----------------------------------------------------------------------------
 */

/* What was read of a dateline so far. */
typedef struct dateline {
    unsigned words;         /* of the place */
    unsigned first_words;   /* of these, those before the first comma, date or bracket */
    unsigned first_letters; /* letters of these */
    bool first_capital;     /* all of these are in capitals */
    bool comma;
    bool month, day;
    bool date_comma; /* the date stands behind a comma */
    bool agency, known_agency;
} dateline;

static bool is_dated(const dateline *d) {
    return d->month && d->day;
}

/* A number or name of a date at piece i. */
static bool add_date(dateline *d, const pieces *s, size_t i) {
    const piece *p = &s->p[i];
    bool month = in_list(s, i, story_is_month);
    bool day = p->number >= 1 && p->number <= 31 && p->letters <= 2;
    bool year = p->number >= 1900 && p->number <= 2100 && p->letters == 0;
    if (!month && !day && !year && !in_list(s, i, story_is_weekday)) return false;
    if (!d->month && !d->day) d->date_comma = i > 0 && s->p[i - 1].type == COMMA;
    d->month = d->month || month;
    d->day = d->day || day;
    return true;
}

/* "Washington." ends a sentence; "Calif." and "D.C." do not. */
static bool may_be_abbreviation(const piece *p) {
    return !p->full_stop || p->letters <= 5;
}

static bool add_place(dateline *d, const pieces *s, size_t i) {
    enum { MOST_WORDS = 8 };
    const piece *p = &s->p[i];
    bool link = d->words > 0 && in_list(s, i, story_is_link_word);
    if (d->month || d->day || d->agency) return false;
    if ((!p->upper_first && !link) || !may_be_abbreviation(p)) return false;
    if (!d->comma) {
        d->first_words++;
        d->first_letters += p->letters;
        d->first_capital = d->first_capital && p->capital;
    }
    return ++d->words <= MOST_WORDS;
}

static bool add_word(dateline *d, const pieces *s, size_t i) {
    bool place_first = d->words > 0;
    if (place_first && add_date(d, s, i)) return true;
    if (place_first && (d->comma || d->month) && in_list(s, i, story_is_agency)) {
        d->agency = d->known_agency = true;
        return true;
    }
    return s->p[i].number == 0 && add_place(d, s, i);
}

/* An agency in brackets, or a date. Returns the closing one's piece; 0 for none. */
static size_t add_brackets(dateline *d, const pieces *s, size_t i) {
    enum { MOST_WORDS = 5 };
    unsigned words = 0;
    for (i++; i < s->n && s->p[i].type != CLOSE; i++) {
        const piece *p = &s->p[i];
        bool known = in_list(s, i, story_is_agency);
        d->known_agency = d->known_agency || known;
        if (p->type == SLASH || p->type == COMMA) continue;
        if (p->type != WORD || ++words > MOST_WORDS) return 0;
        if (!known && !p->upper_first && !add_date(d, s, i)) return 0;
    }
    d->agency = true;
    return i < s->n && words > 0 ? i : 0;
}

/* A date and a colon behind the dash at piece i, as photo agencies set them. Returns the
 * colon's piece; 0 for none. */
static size_t date_and_colon(dateline *d, const pieces *s, size_t i) {
    enum { LONGEST = 6 };
    dateline with_date = *d;
    size_t from = ++i;
    while (i < s->n && i < from + LONGEST &&
           (s->p[i].type == COMMA || (s->p[i].type == WORD && add_date(&with_date, s, i))))
        i++;
    if (i >= s->n || s->p[i].type != COLON || !is_dated(&with_date)) return 0;
    *d = with_date;
    d->date_comma = true; /* the dash does as well */
    return i;
}

/* Read forwards. Returns the piece that ends the dateline; 0 when it is none. */
static size_t read_dateline(dateline *d, const pieces *s, bool *photo) {
    for (size_t i = 0; i < s->n; i++) {
        switch (s->p[i].type) {
        case WORD:
            if (!add_word(d, s, i)) return 0;
            break;
        case COMMA:
            d->comma = true;
            break;
        case SLASH:
            break;
        case OPEN:
            if (d->words == 0 || (i = add_brackets(d, s, i)) == 0) return 0;
            break;
        case DASH: {
            size_t colon = is_dated(d) ? 0 : date_and_colon(d, s, i);
            *photo = colon > 0;
            return colon ? colon : i;
        }
        case COLON: /* and none within a time of day */
            if (i + 1 < s->n && s->p[i + 1].start == s->p[i].end) return 0;
            return is_dated(d) || d->known_agency || d->first_capital ? i : 0;
        default:
            return 0;
        }
    }
    return 0;
}

/* Prose begins here: with a capital, a digit, a quotation or a bracket. */
static bool begins_sentence(const char *text, size_t n) {
    size_t length;
    uint32_t c = utf8_decode(text, n, &length);
    if (c == UTF8_BAD) return false;
    uni_class class = uni_class_of(c);
    return class == UNI_UPPER || class == UNI_DIGIT ||
           (c < 0x80 ? c && strchr("\"'([`", (int)c) : c >= 0x2018 && c <= 0x201F) || c == 0xAB;
}

/* Not all in capitals, as a headline may be. */
static bool has_small_letters(const char *text, size_t n) {
    if (n > LOOK) n = LOOK;
    for (size_t i = 0, length; i < n; i += length) {
        uint32_t c = utf8_decode(text + i, n - i, &length);
        if (c != UTF8_BAD && uni_class_of(c) == UNI_LOWER) return true;
    }
    return false;
}

/* Whether it is enough for a dateline, before a text that goes on so. */
static bool is_evident(const dateline *d, const pieces *s, const char *rest, size_t n) {
    enum { BARE_LETTERS = 4, BARE_WORDS = 4 };
    bool sentence = begins_sentence(rest, n);
    if (in_list(s, 0, story_is_label) || in_list(s, 0, story_is_weekday)) return false;
    if (d->known_agency || (is_dated(d) && d->date_comma && sentence)) return true;
    if (!d->first_capital || !has_small_letters(rest, n)) return false;
    if (d->agency || is_dated(d)) return true;
    return sentence && !d->month && !d->day && d->first_letters >= BARE_LETTERS &&
           (d->first_words <= BARE_WORDS || d->comma);
}

/* Length of "AP -", "Canadian Press --" in front: an agency's name and a dash between blanks. */
static size_t find_agency_mark(const char *text, size_t n) {
    static const char *const several[] = {"Canadian Press", "Associated Press", "Press Association"};
    size_t name = 0;
    while (name < n && name < 16 && text[name] != ' ') name++;
    if (!story_is_agency(text, name)) name = 0;
    for (size_t i = 0; !name && i < sizeof several / sizeof *several; i++) {
        size_t length = strlen(several[i]);
        if (length < n && memcmp(text, several[i], length) == 0) name = length;
    }
    size_t end = name + 1;
    if (!name || end + 2 > n || text[name] != ' ' || text[end] != '-') return 0;
    while (end < n && text[end] == '-') end++;
    return end + 1 < n && text[end] == ' ' ? end : 0;
}

static size_t find_plain_dateline(const char *text, size_t n, bool *photo);

size_t story_find_dateline(const char *text, size_t n, bool *photo) {
    size_t mark = find_agency_mark(text, n);
    if (!mark) return find_plain_dateline(text, n, photo);
    size_t more = find_plain_dateline(text + mark + 1, n - mark - 1, photo);
    *photo = false;
    return more ? mark + 1 + more : mark;
}

static size_t find_plain_dateline(const char *text, size_t n, bool *photo) {
    pieces s;
    dateline d = {.first_capital = true};
    *photo = false;
    scan(&s, text, 0, n < LOOK ? n : LOOK);
    size_t last = read_dateline(&d, &s, photo), length;
    size_t end = last ? s.p[last].end : 0, rest = end;
    while (end && rest < n && is_space_at(text + rest, n - rest)) {
        utf8_decode(text + rest, n - rest, &length);
        rest += length;
    }
    if (end && rest < n && is_evident(&d, &s, text + rest, n - rest)) return end;
    *photo = false;
    return 0;
}

/* ---- names ----------------------------------------------------------------------------------
 */

static bool is_working_word(const pieces *s, size_t i) {
    static const char *const words[] = {"reporting", "writing",  "editing", "additional",
                                        "compiled",  "edited",   "written", "translated",
                                        "newsroom",  "courtesy", "handout", "file"};
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (is_word(s, i, words[k])) return true;
    return false;
}

static bool in_address(const pieces *s, size_t i) {
    return (i > 0 && s->p[i - 1].c == '@') || (i + 1 < s->n && s->p[i + 1].c == '@');
}

/* A word that stands among names: nothing that prose is made of. */
static bool is_name_part(const pieces *s, size_t i) {
    return s->p[i].upper_first || s->p[i].number || in_list(s, i, story_is_link_word) ||
           in_list(s, i, story_is_agency) || in_list(s, i, story_is_photo_word) ||
           is_working_word(s, i) || in_address(s, i);
}

static bool only_names(const pieces *s, size_t from) {
    for (size_t i = from; i < s->n; i++)
        if (s->p[i].type == WORD && !is_name_part(s, i)) return false;
    return true;
}

/* A word with which a sentence ends; initials, "Jr." and "St." do not. */
static bool ends_sentence(const piece *p) {
    return p->type == WORD && p->full_stop && (p->letters > 2 || p->letters == 0);
}

/* ---- bylines ------------------------------------------------------------------------------
 */

bool story_is_byline(const char *text, size_t n) {
    enum { MOST_PIECES = 28 };
    pieces s;
    unsigned names = 0;
    if (n > LOOK) return false;
    scan(&s, text, 0, n);
    if (s.n < 2 || s.n > MOST_PIECES || (!is_word(&s, 0, "By") && !is_word(&s, 0, "BY")))
        return false;
    if (s.p[1].type != WORD || !s.p[1].upper_first || ends_sentence(&s.p[s.n - 1]))
        return false;
    for (size_t i = 1; i < s.n; i++) {
        bool date = in_list(&s, i, story_is_month) || in_list(&s, i, story_is_weekday);
        names += s.p[i].type == WORD && s.p[i].upper_first && !date;
        if (s.p[i].type == DASH || s.p[i].c == '?' || s.p[i].c == '!') return false;
    }
    return only_names(&s, 1) && (names >= 2 || in_list(&s, 1, story_is_agency));
}

bool story_is_sign_off(const char *text, size_t n) {
    static const char *const works[] = {"Reporting", "Additional", "Writing", "Editing",
                                        "Compiled",  "Edited",     "Written", "Translated"};
    enum { BY_WITHIN = 4 };
    pieces s;
    bool works_first = false, by = false;
    if (n > LOOK) return false;
    scan(&s, text, 0, n);
    size_t first = s.n > 0 && s.p[0].type == OPEN;
    for (size_t i = 0; i < sizeof works / sizeof *works; i++)
        works_first = works_first || is_word(&s, first, works[i]);
    for (size_t i = first + 1; i <= first + BY_WITHIN; i++) by = by || is_word(&s, i, "by");
    return works_first && by && only_names(&s, first);
}

/* ---- credits ------------------------------------------------------------------------------
 */

enum { CREDIT_PIECES = 24 };

static size_t count_type(const pieces *s, size_t from, size_t to, piece_type type) {
    size_t count = 0;
    for (size_t i = from; i < to; i++) count += s->p[i].type == type;
    return count;
}

static size_t count_listed(const pieces *s, size_t from, size_t to,
                           bool (*list)(const char *, size_t)) {
    size_t count = 0;
    for (size_t i = from; i < to; i++) count += in_list(s, i, list);
    return count;
}

/* "Photo: ...", "Photograph by ...". */
static bool begins_credit(const pieces *s, size_t from, size_t to) {
    if (from + 2 >= to || !in_list(s, from, story_is_photo_word) || !s->p[from].upper_first)
        return false;
    size_t i = from + 1;
    if (in_list(s, i, story_is_photo_word)) i++; /* "Photo credit:" */
    return i + 1 < to &&
           (s->p[i].type == COLON || is_word(s, i, "by") || is_word(s, i, "courtesy")) &&
           s->p[to - 1].type == WORD;
}

/* Whether the pieces, names all of them, are a credit. Brackets are evidence as well. */
static bool is_credit(const pieces *s, size_t from, size_t to, bool brackets) {
    if (from >= to || to - from > CREDIT_PIECES) return false;
    if (begins_credit(s, from, to)) return true;
    size_t agencies = count_listed(s, from, to, story_is_agency);
    size_t photos = count_listed(s, from, to, story_is_photo_word);
    size_t houses = 0; /* "Press Office", "News Agency" */
    for (size_t i = from; i < to; i++)
        houses += is_word(s, i, "Agency") || is_word(s, i, "Press");
    if (count_type(s, from, to, SLASH)) return agencies + photos + houses > 0;
    return agencies && photos && (brackets || is_word(s, to - 1, "Images"));
}

/* "(AP Photo/Jane Doe)" at the end. Returns the opening bracket's piece; n for none. */
static size_t bracketed_credit(const pieces *s) {
    size_t to = s->n;
    if (to > 0 && s->p[to - 1].c == '.') to--;
    if (to == 0 || s->p[to - 1].type != CLOSE) return s->n;
    for (size_t i = to - 1; i-- > 0;) {
        if (s->p[i].type == OPEN) return is_credit(s, i + 1, to - 1, true) ? i : s->n;
        if (s->p[i].type == CLOSE || (s->p[i].type == WORD && !is_name_part(s, i))) break;
    }
    return s->n;
}

/* What ends the sentence before a credit. */
static bool parts_credit(const piece *p) {
    return ends_sentence(p) || p->type == CLOSE || p->c == '"' || p->c == 0x201D ||
           p->c == 0x2019 || p->c == '.' || p->c == '!' || p->c == '?' || p->c == 0x2026;
}

/* A credit without brackets behind the last sentence. Returns its first piece; n for none. */
static size_t trailing_credit(const pieces *s, bool whole) {
    size_t i = s->n;
    if (i == 0 || s->p[i - 1].type != WORD || ends_sentence(&s->p[i - 1])) return s->n;
    for (; i > 0 && !parts_credit(&s->p[i - 1]); i--) {
        const piece *p = &s->p[i - 1];
        if (p->type == OPEN || (p->type == WORD && !is_name_part(s, i - 1))) return s->n;
    }
    if (i == 0 && !whole) return s->n;
    return is_credit(s, i, s->n, false) ? i : s->n;
}

size_t story_find_credit(const char *text, size_t n) {
    pieces s;
    size_t from = n > LOOK ? n - LOOK : 0;
    while (from > 0 && from < n && !strchr(" \n\r\t", text[from])) from++;
    scan(&s, text, from, n);
    size_t i = bracketed_credit(&s);
    if (i == s.n) i = trailing_credit(&s, from == 0);
    return i == s.n ? n : s.p[i].start;
}
