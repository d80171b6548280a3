/* Addresses, e-mail, domain and file names: one word each, whatever punctuation is in them,
 * but without that which follows them. */
#include <string.h>

#include "language/scan.h"

static bool is_ascii_alnum(uint32_t c) {
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

static bool has_at(const scan *s, uint32_t at, const char *word) {
    for (; *word; word++, at++)
        if ((scan_char(s, at) | (*word >= 'a' ? 32u : 0u)) != (unsigned char)*word)
            return false;
    return true;
}

static bool ends_address(uint32_t c) {
    return c == '<' || c == '>' || c == '"' || c == 0x201C || c == 0x201D || c == '|' ||
           c == 0x2026 || c == 0x2014;
}

static bool trails_address(uint32_t c) {
    return c < 0x80 ? strchr(".,;:!?'*]}", (int)c) != NULL : c == 0x2019;
}

/* The rest of an address that begins at `at`, less the punctuation behind it. */
static uint32_t rest_of_address(const scan *s, uint32_t at, uint32_t from) {
    uint32_t end = from;
    int depth = 0;
    for (; end < s->to && !ends_address(s->ch[end].c); end++) {
        if (s->ch[end].c == '(') depth++;
        if (s->ch[end].c == ')' && --depth < 0) break;
    }
    while (end > at && trails_address(s->ch[end - 1].c)) end--;
    return end;
}

static uint32_t url(const scan *s, uint32_t at) {
    static const char *const begins[] = {"http://", "https://", "ftp://", "www.", "mailto:"};
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++) {
        uint32_t n = (uint32_t)strlen(begins[i]);
        if (has_at(s, at, begins[i]) && is_ascii_alnum(scan_char(s, at + n)))
            return rest_of_address(s, at, at + n);
    }
    return at;
}

static uint32_t label_chars(const scan *s, uint32_t i, const char *more) {
    while (i < s->to && s->ch[i].c && s->ch[i].c < 0x80 &&
           (is_ascii_alnum(s->ch[i].c) || strchr(more, (int)s->ch[i].c)))
        i++;
    return i;
}

static uint32_t email(const scan *s, uint32_t at) {
    uint32_t local = label_chars(s, at, "._%+-");
    if (local == at || scan_char(s, local) != '@') return at;
    uint32_t end = label_chars(s, local + 1, "._-");
    while (end > local + 1 && !is_ascii_alnum(s->ch[end - 1].c)) end--;
    return end > local + 1 ? end : at;
}

/* Those that are English words too ("in", "is") need more to be believed. */
static bool is_domain_end(const char *word, unsigned n_dot, bool path) {
    static const char ends[][SCAN_ENTRY] = {
        "ar", "au", "biz", "br", "ca",  "ch", "cn",  "com", "cz", "de",  "dk",   "edu", "es",
        "eu", "fi", "fm",  "fr", "gov", "gr", "hk",  "hu",  "ie", "il",  "info", "int", "io",
        "ir", "jp", "kr",  "ly", "mil", "mx", "net", "nl",  "nz", "org", "pk",   "pl",  "pt",
        "ro", "ru", "se",  "sg", "tr",  "tv", "tw",  "ua",  "uk", "us",  "za"};
    static const char words[][SCAN_ENTRY] = {"am", "as", "at", "be", "co", "do", "in",
                                             "is", "it", "me", "my", "no", "so", "to"};
    if (SCAN_TABLE_HAS(ends, word)) return true;
    return (n_dot > 1 || path) && SCAN_TABLE_HAS(words, word);
}

static bool is_file_end(const char *word) {
    static const char ends[][SCAN_ENTRY] = {
        "asp",  "aspx", "avi", "bmp",  "css",  "csv", "dat",  "dll", "doc", "docx",
        "exe",  "gif",  "htm", "html", "ico",  "jar", "jpeg", "jpg", "js",  "jsp",
        "log",  "mov",  "mp3", "mp4",  "mpeg", "mpg", "pdf",  "php", "png", "ppt",
        "pptx", "ps",   "py",  "rar",  "rtf",  "svg", "tar",  "tif", "txt", "url",
        "wav",  "wma",  "wmv", "xls",  "xlsx", "xml", "zip"};
    return SCAN_TABLE_HAS(ends, word);
}

/* "comp.sources.unix": the old newsgroups. */
static bool is_newsgroup(const scan *s, uint32_t at, uint32_t end) {
    static const char roots[][SCAN_ENTRY] = {"alt", "ba",  "comp", "misc",
                                             "rec", "sci", "soc",  "talk"};
    char word[SCAN_ENTRY];
    uint32_t dot = scan_letters(s, at);
    for (uint32_t i = at; i < end; i++)
        if (s->ch[i].class == UNI_UPPER) return false;
    return scan_lower(s, at, dot, word, sizeof word) && SCAN_TABLE_HAS(roots, word);
}

/* All in one case, as the ends of domains are. */
static bool one_case(const scan *s, uint32_t at, uint32_t end) {
    for (uint32_t i = at + 1; i < end; i++)
        if (s->ch[i].class != s->ch[i - 1].class && s->ch[i].class != UNI_DIGIT) return false;
    return true;
}

/* "whitehouse.gov", "report.doc", with a path if there is one. */
static uint32_t dotted(const scan *s, uint32_t at) {
    uint32_t end = label_chars(s, at, "._-#~"), last = at;
    unsigned n_dot = 0;
    char word[SCAN_ENTRY];
    while (end > at && !is_ascii_alnum(s->ch[end - 1].c)) end--;
    for (uint32_t i = at; i < end; i++) {
        if (s->ch[i].c != '.') continue;
        if (s->ch[i + 1].c == '.') return at;
        last = i + 1;
        n_dot++;
    }
    if (!n_dot) return at;
    if (!scan_lower(s, last, end, word, sizeof word))
        return is_newsgroup(s, at, end) ? end : at;
    bool path = scan_char(s, end) == '/' && is_ascii_alnum(scan_char(s, end + 1));
    bool known =
        one_case(s, last, end) && (is_file_end(word) || is_domain_end(word, n_dot, path));
    if (!known) return is_newsgroup(s, at, end) ? end : at;
    return scan_char(s, end) == '/' ? rest_of_address(s, at, end + 1) : end;
}

uint32_t scan_web(const scan *s, uint32_t at) {
    uint32_t end = url(s, at);
    if (end == at) end = email(s, at);
    if (end == at) end = dotted(s, at);
    return end;
}
