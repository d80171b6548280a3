/* Tokenization by rule, as UD English's treebanks do it.
 *
 * Text is taken in chunks between white space. From a chunk punctuation is peeled off in
 * front and behind; what is left is either one thing (a URL, a number, an abbreviation) or
 * parted inside at hyphens, slashes and dashes; of a single word, clitics are then made words
 * of a multiword token ("don't" = do + n't). A chunk of more than DG_MAX_TOKEN characters is
 * cut first, so that rules may look through their whole chunk and the cost stays linear. */
#include "language/tokenize.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "language/view.h"
#include "language/wordlists.h"

enum { LONGEST_WORD = 24 /* characters of what is looked up in lists */ };

typedef struct tokenizer {
    const char *text;
    lang_view view;
    arena *a;
    lang_token_list *out;
    uint32_t end;       /* of the chunk we are in */
    bool open_quote;    /* a single quotation mark was opened in this block */
    bool failed;        /* memory is out */
} tokenizer;

/* ---- characters ---------------------------------------------------------------------- */

static const lang_char *at(const tokenizer *t, uint32_t i) { return &t->view.ch[i]; }
static uint32_t c_at(const tokenizer *t, uint32_t i) { return t->view.ch[i].c; }

static bool is_letter(const tokenizer *t, uint32_t i) {
    uni_class k = at(t, i)->class;
    return k == UNI_UPPER || k == UNI_LOWER || k == UNI_LETTER || k == UNI_MARK;
}

static bool is_digit(const tokenizer *t, uint32_t i) { return at(t, i)->class == UNI_DIGIT; }
static bool is_upper(const tokenizer *t, uint32_t i) { return at(t, i)->class == UNI_UPPER; }
static bool is_word(const tokenizer *t, uint32_t i) { return is_letter(t, i) || is_digit(t, i); }

static bool is_apostrophe(uint32_t c) {
    return c == '\'' || c == 0x2019 || c == 0x2018 || c == '`' || c == 0xB4 || c == 0x2032;
}

static bool is_double_quote(uint32_t c) {
    return c == '"' || (c >= 0x201C && c <= 0x201F) || c == 0xAB || c == 0xBB;
}

static bool is_dash(uint32_t c) { return c == 0x2013 || c == 0x2014 || c == 0x2015; }

static bool is_currency(uint32_t c) {
    return c == '$' || c == 0xA3 || c == 0x20AC || c == 0xA5 || (c >= 0x20A0 && c <= 0x20CF);
}

static bool is_bracket(uint32_t c) { return c && c < 0x80 && strchr("()[]{}", (int)c); }

static bool all(const tokenizer *t, uint32_t a, uint32_t b,
                bool (*is)(const tokenizer *, uint32_t)) {
    for (uint32_t i = a; i < b; i++)
        if (!is(t, i)) return false;
    return a < b;
}

/* Length of the run of equal characters that begins at a. */
static uint32_t run_from(const tokenizer *t, uint32_t a, uint32_t b) {
    uint32_t i = a + 1;
    while (i < b && c_at(t, i) == c_at(t, a)) i++;
    return i - a;
}

static uint32_t run_before(const tokenizer *t, uint32_t a, uint32_t b) {
    uint32_t i = b - 1;
    while (i > a && c_at(t, i - 1) == c_at(t, b - 1)) i--;
    return b - i;
}

/* [a, b) in lower case as bytes, apostrophes made plain; 0 when it is too long for a list. */
static size_t lower_word(const tokenizer *t, uint32_t a, uint32_t b, char out[LONGEST_WORD * 4]) {
    size_t n = 0;
    if (b - a > LONGEST_WORD) return 0;
    for (uint32_t i = a; i < b; i++) {
        uint32_t c = c_at(t, i);
        n += utf8_encode(is_apostrophe(c) ? '\'' : uni_lower(c), out + n);
    }
    return n;
}

static bool equals(const tokenizer *t, uint32_t a, uint32_t b, const char *ascii) {
    uint32_t i = a;
    for (; i < b && *ascii; i++, ascii++)
        if (uni_lower(is_apostrophe(c_at(t, i)) ? '\'' : c_at(t, i)) != (unsigned char)*ascii)
            return false;
    return i == b && !*ascii;
}

/* ---- output --------------------------------------------------------------------------- */

static char *norm_of(tokenizer *t, uint32_t a, uint32_t b) {
    char small[256], *s = small;
    size_t n = 0, need = 4 * (size_t)(b - a);
    if (need > sizeof small) s = arena_alloc(t->a, need);
    for (uint32_t i = a; s && i < b; i++) n += utf8_encode(c_at(t, i), s + n);
    return s ? arena_strndup(t->a, s, n) : NULL;
}

static void add_word(tokenizer *t, uint32_t a, uint32_t b) {
    dg_word w = {.start = at(t, a)->at, .end = at(t, b)->at, .norm = norm_of(t, a, b)};
    if (!w.norm || !array_push(&t->out->word, w)) t->failed = true;
}

/* Emit [a, b) as one token, of the words parted at the cuts (view positions). */
static void emit_parts(tokenizer *t, uint32_t a, uint32_t b, const uint32_t *cut, size_t n) {
    dg_token token = {.start = at(t, a)->at,
                      .end = at(t, b)->at,
                      .word = (uint32_t)t->out->word.n,
                      .n_word = (uint16_t)(n + 1),
                      .space_after = at(t, b)->class == UNI_SPACE};
    for (size_t i = 0; i < n; i++) {
        add_word(t, a, cut[i]);
        a = cut[i];
    }
    add_word(t, a, b);
    if (!array_push(&t->out->token, token)) t->failed = true;
}

static uint32_t bytes_of(const tokenizer *t, uint32_t a, uint32_t b) {
    return at(t, b)->at - at(t, a)->at;
}

static void emit(tokenizer *t, uint32_t a, uint32_t b) {
    while (a < b && bytes_of(t, a, b) > DG_MAX_TOKEN) {
        uint32_t cut = a + 1;
        while (bytes_of(t, a, cut + 1) <= DG_MAX_TOKEN) cut++;
        emit_parts(t, a, cut, NULL, 0);
        t->out->cut_tokens++;
        a = cut;
    }
    if (a < b) emit_parts(t, a, b, NULL, 0);
}

/* ---- things that are one token ---------------------------------------------------------- */

static bool has_char(const tokenizer *t, uint32_t a, uint32_t b, uint32_t c) {
    for (uint32_t i = a; i < b; i++)
        if (c_at(t, i) == c) return true;
    return false;
}

static bool starts_with(const tokenizer *t, uint32_t a, uint32_t b, const char *ascii) {
    size_t n = strlen(ascii);
    return b - a >= n && equals(t, a, a + (uint32_t)n, ascii);
}

static bool is_top_domain(const tokenizer *t, uint32_t a, uint32_t b) {
    static const char *const known[] = {"com", "org", "net", "gov", "edu", "mil", "int", "info",
                                        "co",  "uk",  "us",  "eu",  "ru",  "de",  "fr",  "cn",
                                        "in",  "au",  "ca",  "io",  "tv",  "html", "htm", "pdf",
                                        "doc", "xls", "txt", "jpg", "gif", "zip", "ppt", "php"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (equals(t, a, b, known[i])) return true;
    return false;
}

static uint32_t last_of(const tokenizer *t, uint32_t a, uint32_t b, uint32_t c) {
    while (b > a && c_at(t, b - 1) != c) b--;
    return b; /* one past it, or a */
}

/* "name@place", "example.com", "http://...": a word of the net. */
static bool is_address(const tokenizer *t, uint32_t a, uint32_t b) {
    if (starts_with(t, a, b, "http://") || starts_with(t, a, b, "https://") ||
        starts_with(t, a, b, "www.") || starts_with(t, a, b, "ftp://"))
        return b - a > 7;
    if (b - a < 4) return false;
    if (has_char(t, a + 1, b - 1, '@')) return true;
    uint32_t slash = a, dot;
    while (slash < b && c_at(t, slash) != '/') slash++;
    dot = last_of(t, a, slash, '.');
    return dot > a + 1 && is_letter(t, dot) && is_word(t, dot - 2) && is_top_domain(t, dot, slash);
}

/* Faces of ASCII: eyes, perhaps a nose, a mouth. */
static bool is_emoticon(const tokenizer *t, uint32_t a, uint32_t b) {
    uint32_t n = b - a;
    if (n < 2 || n > 3) return false;
    uint32_t eyes = c_at(t, a), mouth = c_at(t, b - 1);
    bool face = (eyes == ':' || eyes == ';' || eyes == '=') &&
                (mouth == ')' || mouth == '(' || mouth == 'D' || mouth == 'P' || mouth == 'p' ||
                 mouth == '|' || mouth == '/');
    if (n == 3) face = face && (c_at(t, a + 1) == '-' || c_at(t, a + 1) == '\'');
    return face || (n == 2 && eyes == '<' && mouth == '3');
}

/* Letters parted by periods, one or two together: "U.S.", "a.m.", "Ph.D.". */
static bool is_acronym(const tokenizer *t, uint32_t a, uint32_t b) {
    uint32_t letters = 0, dots = 0;
    for (uint32_t i = a; i < b; i++) {
        if (c_at(t, i) == '.') {
            if (letters == 0) return false;
            letters = 0;
            dots++;
        } else if (!is_letter(t, i) || ++letters > 2) {
            return false;
        }
    }
    return dots > 1 || (dots == 1 && letters == 1);
}

/* ---- periods ------------------------------------------------------------------------------ */

/* The first character behind the chunk's white space, or the view's end. */
static uint32_t next_chunk(const tokenizer *t) {
    uint32_t i = t->end;
    while (i < t->view.n && at(t, i)->class == UNI_SPACE) i++;
    return i;
}

static bool keeps_initial_period(const tokenizer *t, uint32_t a) {
    uint32_t next = next_chunk(t);
    if (!is_upper(t, a) || next >= t->view.n || !is_upper(t, next)) return false;
    if (c_at(t, a) != 'I') return true;
    return a > 1 && is_word(t, a - 2) ? is_upper(t, a - 2) : false;
}

static bool keeps_abbreviation_period(const tokenizer *t, uint32_t a, uint32_t b) {
    char word[LONGEST_WORD * 4];
    uint32_t next = next_chunk(t);
    bool at_end = next >= t->view.n;
    switch (lang_abbreviation_of(word, lower_word(t, a, b, word))) {
    case ABBREVIATION: return true;
    case ABBREVIATION_BEFORE_NUMBER: return !at_end && is_digit(t, next);
    case ABBREVIATION_INSIDE:
        return !at_end && is_upper(t, a) && (b < t->end - 1 || !is_upper(t, next));
    case ABBREVIATION_NONE: break;
    }
    return false;
}

/* Does the period at b - 1 belong to the word [a, b - 1)? */
static bool keeps_period(const tokenizer *t, uint32_t a, uint32_t b) {
    if (b - a < 2 || !is_letter(t, b - 2)) return false;
    if (is_acronym(t, a, b)) return true;
    uint32_t first = b - 1;
    while (first > a && is_letter(t, first - 1)) first--;
    if (first > a && c_at(t, first - 1) == '.') return false;
    if (b - 1 - first == 1 && first == a) return keeps_initial_period(t, a);
    return keeps_abbreviation_period(t, first, b - 1);
}

/* ---- peeling --------------------------------------------------------------------------------- */

/* "'s", "'90s", "'em": a chunk that begins with an apostrophe which is its own. */
static bool owns_apostrophe(const tokenizer *t, uint32_t a, uint32_t b) {
    static const char *const own[] = {"'s",  "'t",   "'re",   "'ve",   "'ll", "'d",  "'m",
                                      "'em", "'tis", "'twas", "'cause", "'til", "n't"};
    if (b - a < 2) return false;
    if (is_digit(t, a + 1)) return b - a < 5 || c_at(t, a + 3) == 's';
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        size_t n = strlen(own[i]);
        if (b - a >= n && equals(t, a, a + (uint32_t)n, own[i]) &&
            (a + n == b || !is_word(t, a + (uint32_t)n)))
            return true;
    }
    return false;
}

/* How many characters at a are a token of punctuation in front of what follows. */
static uint32_t leading(const tokenizer *t, uint32_t a, uint32_t b) {
    uint32_t c = c_at(t, a), run = run_from(t, a, b);
    uint32_t next = a + 1 < b ? c_at(t, a + 1) : 0;
    if (is_word(t, a)) return 0;
    if (is_apostrophe(c)) return owns_apostrophe(t, a, b) ? 0 : run <= 2 ? run : 1;
    if (c == '.') return run > 1 ? run : next && is_word(t, a + 1) ? 0 : 1;
    if (c == '-') return run;
    if (c == '#' || c == '@') return next && is_letter(t, a + 1) ? 0 : 1;
    if (c == '+') return next && is_digit(t, a + 1) ? 0 : run;
    if (is_bracket(c) || is_double_quote(c) || is_currency(c)) return 1;
    if (c == ',' || c == ';' || c == ':' || c == '%' || c == '&' || c == '/') return 1;
    if (c == '!' || c == '?') {
        while (run < b - a && (c_at(t, a + run) == '!' || c_at(t, a + run) == '?')) run++;
        return run;
    }
    while (a + run < b && at(t, a + run)->class == UNI_MARK) run++;
    return run;
}

static uint32_t trailing_apostrophe(const tokenizer *t, uint32_t a, uint32_t b) {
    if (b - a > 2 && is_apostrophe(c_at(t, b - 2))) return 2;
    uint32_t before = uni_lower(c_at(t, b - 2));
    bool possessive = before == 's' && !t->open_quote && is_letter(t, b - 2);
    return possessive ? 0 : 1;
}

/* How many characters before b are a token of punctuation behind [a, .). */
static uint32_t trailing(const tokenizer *t, uint32_t a, uint32_t b) {
    uint32_t c = c_at(t, b - 1), run = run_before(t, a, b);
    if (b - a < 2 || is_word(t, b - 1)) return 0;
    if (run == b - a) return 0; /* all of it: leading() knows what it is */
    if (c == '.') return run > 1 ? run : keeps_period(t, a, b) ? 0 : 1;
    if (is_apostrophe(c)) return trailing_apostrophe(t, a, b);
    if (c == '!' || c == '?') {
        while (run + 1 < b - a && (c_at(t, b - 1 - run) == '!' || c_at(t, b - 1 - run) == '?'))
            run++;
        return run;
    }
    if (c == '#' || c == '+') return 0;
    if (c == '-' || c == '*' || c == '=' || c == '_' || c == '~' || c == '<' || c == '>')
        return run;
    return 1;
}

/* ---- inside a word ----------------------------------------------------------------------------- */

/* Where the clitic at the end of [a, b) begins, or 0: "'s", "'ll", "n't", or the bare
 * apostrophe of a plural's genitive. */
static uint32_t clitic_start(const tokenizer *t, uint32_t a, uint32_t b) {
    static const char *const clitics[] = {"n't", "'s", "'re", "'ve", "'ll", "'d", "'m"};
    for (size_t i = 0; i < sizeof clitics / sizeof *clitics; i++) {
        uint32_t n = (uint32_t)strlen(clitics[i]);
        if (b - a > n && equals(t, b - n, b, clitics[i])) return b - n;
    }
    if (b - a > 1 && is_apostrophe(c_at(t, b - 1)) && is_letter(t, b - 2)) return b - 1;
    return 0;
}

/* "1960's" is a decade, one word. */
static bool is_decade(const tokenizer *t, uint32_t a, uint32_t apostrophe) {
    uint32_t n = apostrophe - a;
    return (n == 2 || n == 4) && all(t, a, apostrophe, is_digit) && c_at(t, apostrophe - 1) == '0';
}

static bool emit_contraction(tokenizer *t, uint32_t a, uint32_t b) {
    char word[LONGEST_WORD * 4];
    size_t cut[2];
    uint32_t place[2];
    size_t n = lang_contraction_cuts(word, lower_word(t, a, b, word), cut);
    for (size_t i = 0; i < n; i++) place[i] = a + (uint32_t)cut[i];
    if (n) emit_parts(t, a, b, place, n);
    return n > 0;
}

/* A number with its unit written on to it. */
static bool emit_measure(tokenizer *t, uint32_t a, uint32_t b) {
    char word[LONGEST_WORD * 4];
    uint32_t i = a;
    while (i < b && (is_digit(t, i) || c_at(t, i) == '.' || c_at(t, i) == ',' || c_at(t, i) == ':'))
        i++;
    if (i == a || i == b || !is_digit(t, i - 1)) return false;
    if (!lang_is_unit(word, lower_word(t, i, b, word))) return false;
    emit(t, a, i);
    emit(t, i, b);
    return true;
}

static void emit_word(tokenizer *t, uint32_t a, uint32_t b) {
    if (bytes_of(t, a, b) > DG_MAX_TOKEN) {
        emit(t, a, b);
        return;
    }
    uint32_t clitic = clitic_start(t, a, b);
    if (clitic && !is_decade(t, a, clitic)) emit_parts(t, a, b, &clitic, 1);
    else if (!emit_contraction(t, a, b) && !emit_measure(t, a, b)) emit(t, a, b);
}

/* ---- parting inside ------------------------------------------------------------------------------ */

/* "11/28/2000", "9/11", "5/18": slashes of a date. */
static bool is_slash_date(const tokenizer *t, uint32_t a, uint32_t b) {
    uint32_t value[3] = {0}, n = 0;
    for (uint32_t i = a; i < b; i++) {
        uint32_t c = c_at(t, i);
        if (c == '/' && i > a && i + 1 < b && ++n < 3) continue;
        if (c < '0' || c > '9' || n > 2 || value[n] > 9999) return false;
        value[n] = value[n] * 10 + (c - '0');
    }
    if (n == 2) return true;
    return n == 1 && ((value[0] == 9 && value[1] == 11) ||
                      (value[0] >= 1 && value[0] <= 12 && value[1] > 12 && value[1] <= 31));
}

/* "713-853-3989", "345-9945": hyphens of a telephone number, or of an ISO date. */
static bool is_number_code(const tokenizer *t, uint32_t a, uint32_t b) {
    uint32_t hyphens = 0, digits = 0;
    for (uint32_t i = a; i < b; i++) {
        if (is_digit(t, i)) digits++;
        else if (c_at(t, i) == '-') hyphens++;
        else return false;
    }
    return hyphens > 1 || (hyphens == 1 && digits == 7 && b - a == 8 && c_at(t, a + 3) == '-');
}

/* Does the hyphen at i, in a word that begins at a and ends at b, bind? */
static bool hyphen_binds(const tokenizer *t, uint32_t a, uint32_t i, uint32_t b) {
    char word[LONGEST_WORD * 4];
    uint32_t end = i + 1;
    if (lang_is_bound_prefix(word, lower_word(t, a, i, word)) && is_letter(t, i + 1)) return true;
    while (end < b && is_letter(t, end)) end++;
    return lang_is_bound_suffix(word, lower_word(t, i + 1, end, word));
}

/* Two sentences run together: "him.The". */
static bool is_missing_space(const tokenizer *t, uint32_t a, uint32_t i, uint32_t b) {
    return i > a + 1 && i + 2 < b && at(t, i - 1)->class == UNI_LOWER &&
           at(t, i - 2)->class == UNI_LOWER && is_upper(t, i + 1) &&
           at(t, i + 2)->class == UNI_LOWER;
}

static bool between_digits(const tokenizer *t, uint32_t i) {
    return is_digit(t, i - 1) && is_digit(t, i + 1);
}

/* How many characters at i, inside the word [a, b), part it: 0 when none do. */
static uint32_t parting(const tokenizer *t, uint32_t a, uint32_t i, uint32_t b) {
    uint32_t c = c_at(t, i), run = run_from(t, i, b);
    if (is_word(t, i)) return 0;
    if (is_dash(c) || is_double_quote(c) || is_bracket(c) || c == ';' || c == 0x2026) return run;
    switch (c) {
    case '-': return run > 1 ? run : hyphen_binds(t, a, i, b) ? 0 : 1;
    case '.': return run > 1 ? run : is_missing_space(t, a, i, b) ? 1 : 0;
    case '/': return run;
    case ',':
    case ':': return between_digits(t, i) ? 0 : 1;
    case '!':
    case '?':
    case '=':
    case '<':
    case '>':
    case '|': return run;
    default: return is_currency(c) && is_digit(t, i + 1) && !is_letter(t, i - 1) ? 1 : 0;
    }
}

/* What is left of a chunk without its punctuation. */
static void emit_core(tokenizer *t, uint32_t a, uint32_t b) {
    if (is_slash_date(t, a, b) || is_number_code(t, a, b)) {
        emit(t, a, b);
        return;
    }
    uint32_t first = a;
    for (uint32_t i = a + 1; i + 1 < b; i++) {
        if (i == first) continue;
        uint32_t n = parting(t, first, i, b);
        if (!n || i + n >= b) continue;
        emit_word(t, first, i);
        emit(t, i, i + n);
        first = i + n;
        i = first - 1;
    }
    if (first < b) emit_word(t, first, b);
}

/* ---- chunks --------------------------------------------------------------------------------------- */

/* A symbol that takes a letter or number before it along: "US$", "C$". */
static uint32_t currency_prefix(const tokenizer *t, uint32_t a, uint32_t b) {
    uint32_t i = a;
    while (i < b && i - a < 3 && is_upper(t, i)) i++;
    return i > a && i + 1 < b && is_currency(c_at(t, i)) && is_digit(t, i + 1) ? i + 1 - a : 0;
}

static uint32_t peel_front(tokenizer *t, uint32_t a, uint32_t b) {
    while (a < b) {
        uint32_t n = currency_prefix(t, a, b);
        if (!n) n = leading(t, a, b);
        if (!n) break;
        if (is_apostrophe(c_at(t, a)) && n == 1) t->open_quote = a + 1 < b;
        emit(t, a, a + n);
        a += n;
    }
    return a;
}

static void tokenize_chunk(tokenizer *t, uint32_t a, uint32_t b) {
    t->end = b;
    if (is_emoticon(t, a, b)) {
        emit(t, a, b);
        return;
    }
    a = peel_front(t, a, b);
    uint32_t core = b;
    while (core > a) {
        if (is_address(t, a, core) && is_word(t, core - 1)) break;
        uint32_t n = trailing(t, a, core);
        if (!n) break;
        core -= n;
    }
    if (a < core) {
        if (is_address(t, a, core)) emit(t, a, core);
        else emit_core(t, a, core);
    }
    while (core < b) {
        uint32_t n = leading(t, core, b);
        if (is_apostrophe(c_at(t, core))) t->open_quote = false;
        if (!n) n = 1;
        emit(t, core, core + n);
        core += n;
    }
}

/* An entity for a space ("&nbsp;") belongs to the token before it. */
static void take_in_spaces(tokenizer *t, uint32_t a, uint32_t b) {
    for (uint32_t i = a; i < b; i++) {
        if (t->text[at(t, i)->at] != '&' || !t->out->token.n) continue;
        dg_token *token = &t->out->token.data[t->out->token.n - 1];
        dg_word *word = &t->out->word.data[t->out->word.n - 1];
        token->end = word->end = at(t, i + 1)->at;
        token->space_after = i + 1 < b || i + 1 == t->view.n;
    }
}

dg_status lang_tokenize(const char *text, const dg_block *block, arena *a, lang_token_list *out,
                        dg_error *error) {
    tokenizer t = {.text = text, .a = a, .out = out};
    FORWARD(lang_view_make(text, block->start, block->end, a, &t.view, error));
    for (uint32_t i = 0; i < t.view.n && !t.failed;) {
        uint32_t first = i;
        while (i < t.view.n && at(&t, i)->class != UNI_SPACE && i - first < DG_MAX_TOKEN) i++;
        out->cut_tokens += at(&t, i)->class != UNI_SPACE;
        if (i > first) tokenize_chunk(&t, first, i);
        first = i;
        while (i < t.view.n && at(&t, i)->class == UNI_SPACE) i++;
        take_in_spaces(&t, first, i);
    }
    RETURN_IF(t.failed, error, DG_NO_MEMORY, "out of memory");
    return DG_OK;
}
