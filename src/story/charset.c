/* Character sets by iconv, of which only those of the WHATWG Encoding Standard without state
 * are let in: its other converters have been a danger with foreign input. */
#include "story/charset.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "story/repair.h"

/* ---- names --------------------------------------------------------------------------------
 */

static bool is_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '-' || c == '_' || c == '.' || c == ':';
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '"' || c == '\'' || c == '=';
}

/* The name behind the first of a word in a text, whatever its case. */
static const char *behind(const char *word, const char *s, size_t n, size_t *n_name) {
    size_t length = strlen(word);
    *n_name = 0;
    for (size_t i = 0; i + length < n; i++) {
        if (strncasecmp(s + i, word, length)) continue;
        i += length;
        while (i < n && is_blank(s[i])) i++;
        size_t from = i;
        while (i < n && is_name(s[i])) i++;
        *n_name = i - from;
        if (*n_name) return s + from;
    }
    return NULL;
}

const char *story_charset_of_page(const char *html, size_t n_html, size_t *n) {
    enum { LOOKED_AT = 1024 };
    if (n_html > LOOKED_AT) n_html = LOOKED_AT;
    const char *name = behind("charset", html, n_html, n);
    bool xml = n_html > 5 && !memcmp(html, "<?xml", 5);
    return name || !xml ? name : behind("encoding", html, n_html, n);
}

const char *story_charset_of_type(const char *type, size_t n_type, size_t *n) {
    return behind("charset", type, n_type, n);
}

/* ---- decoding -----------------------------------------------------------------------------
 */

/* Labels as pages have them, and iconv's names. */
static const struct {
    const char *label, *name;
} charsets[] = {
    {"big5", "BIG5-HKSCS"},
    {"euc-jp", "EUC-JP"},
    {"euc-kr", "CP949"},
    {"gb18030", "GB18030"},
    {"gb2312", "GBK"},
    {"gbk", "GBK"},
    {"iso-8859-2", "ISO-8859-2"},
    {"iso-8859-3", "ISO-8859-3"},
    {"iso-8859-4", "ISO-8859-4"},
    {"iso-8859-5", "ISO-8859-5"},
    {"iso-8859-6", "ISO-8859-6"},
    {"iso-8859-7", "ISO-8859-7"},
    {"iso-8859-8", "ISO-8859-8"},
    {"iso-8859-9", "CP1254"},
    {"iso-8859-10", "ISO-8859-10"},
    {"iso-8859-13", "ISO-8859-13"},
    {"iso-8859-14", "ISO-8859-14"},
    {"iso-8859-15", "ISO-8859-15"},
    {"iso-8859-16", "ISO-8859-16"},
    {"koi8-r", "KOI8-R"},
    {"koi8-u", "KOI8-U"},
    {"macintosh", "MACINTOSH"},
    {"shift_jis", "CP932"},
    {"windows-1250", "CP1250"},
    {"windows-1251", "CP1251"},
    {"windows-1253", "CP1253"},
    {"windows-1254", "CP1254"},
    {"windows-1255", "CP1255"},
    {"windows-1256", "CP1256"},
    {"windows-1257", "CP1257"},
    {"windows-1258", "CP1258"},
    {"windows-874", "CP874"},
    {"windows-949", "CP949"},
    {"ks_c_5601-1987", "CP949"},
    {"x-sjis", "CP932"},
    {"cp1251", "CP1251"},
};

static const char *iconv_name(const char *label, size_t n) {
    for (size_t i = 0; i < sizeof charsets / sizeof *charsets; i++)
        if (strlen(charsets[i].label) == n && !strncasecmp(charsets[i].label, label, n))
            return charsets[i].name;
    return NULL;
}

static bool has_mark(const char *s, size_t n) {
    return (n >= 3 && !memcmp(s, "\xEF\xBB\xBF", 3)) ||
           (n >= 2 && (!memcmp(s, "\xFF\xFE", 2) || !memcmp(s, "\xFE\xFF", 2)));
}

static bool repair(const char *bytes, size_t n, buffer *out) {
    story_repair r = {0};
    return story_repair_add(&r, bytes, n, true, out) != STORY_REPAIR_FAILED;
}

/* Convert all bytes into a buffer; each that is wrong becomes U+FFFD. */
static bool convert(iconv_t cd, const char *bytes, size_t n, buffer *out) {
    char piece[4096], *from = (char *)bytes; /* iconv writes nothing there */
    bool ok = true;
    while (n > 0 && ok) {
        char *to = piece;
        size_t room = sizeof piece;
        size_t done = iconv(cd, &from, &n, &to, &room);
        int why = errno;
        ok = buffer_add(out, piece, sizeof piece - room);
        if (done != (size_t)-1 || why == E2BIG || !ok) continue;
        ok = buffer_add_string(out, "\uFFFD");
        from++;
        n--;
    }
    return ok;
}

bool story_charset_decode(const char *label, size_t n_label, const char *bytes, size_t n,
                          buffer *out) {
    const char *name = has_mark(bytes, n) ? NULL : iconv_name(label, n_label);
    iconv_t cd = name ? iconv_open("UTF-8", name) : (iconv_t)-1;
    if (cd == (iconv_t)-1) return repair(bytes, n, out);
    buffer utf8 = {0};
    bool ok = convert(cd, bytes, n, &utf8) && repair(utf8.data, utf8.n, out);
    iconv_close(cd);
    buffer_free(&utf8);
    return ok;
}
