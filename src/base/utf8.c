/* UTF-8 by Unicode's table 3-7 of well-formed sequences; character properties by utf8proc,
 * with a table in front for ASCII, which nearly all of a text is. */
#include "base/utf8.h"

#include <utf8proc.h>

static bool continues(unsigned char c) {
    return (c & 0xC0) == 0x80;
}

/* The sequence's length by its first byte, and the bounds of its second. */
static size_t length_of(unsigned char lead, unsigned char *low, unsigned char *high) {
    *low = 0x80;
    *high = 0xBF;
    if (lead >= 0xC2 && lead <= 0xDF) return 2;
    if (lead >= 0xE0 && lead <= 0xEF) {
        if (lead == 0xE0) *low = 0xA0;  /* overlong */
        if (lead == 0xED) *high = 0x9F; /* surrogates */
        return 3;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        if (lead == 0xF0) *low = 0x90;
        if (lead == 0xF4) *high = 0x8F; /* past U+10FFFF */
        return 4;
    }
    return 0;
}

uint32_t utf8_decode(const char *s, size_t n, size_t *len) {
    const unsigned char *u = (const unsigned char *)s;
    *len = 1;
    if (u[0] < 0x80) return u[0];
    unsigned char low, high;
    size_t length = length_of(u[0], &low, &high);
    if (!length || n < length || u[1] < low || u[1] > high) return UTF8_BAD;
    uint32_t c = (u[0] & (0xFFu >> (length + 1))) << 6 | (u[1] & 0x3Fu);
    for (size_t i = 2; i < length; i++) {
        if (!continues(u[i])) return UTF8_BAD;
        c = c << 6 | (u[i] & 0x3Fu);
    }
    *len = length;
    return c;
}

size_t utf8_encode(uint32_t c, char out[4]) {
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    size_t length = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = length; i-- > 1; c >>= 6) out[i] = (char)(0x80 | (c & 0x3F));
    static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    out[0] = (char)(lead[length] | c);
    return length;
}

size_t utf8_first_bad(const char *s, size_t n) {
    for (size_t i = 0, step; i < n; i += step)
        if (utf8_decode(s + i, n - i, &step) == UTF8_BAD) return i;
    return n;
}

size_t utf8_count(const char *s, size_t n) {
    size_t count = 0;
    for (size_t i = 0; i < n; i++) count += !continues((unsigned char)s[i]);
    return count;
}

static uni_class ascii_class(unsigned char c) {
    if (c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1C && c <= 0x1F)) return UNI_SPACE;
    if (c < 0x20 || c == 0x7F) return UNI_INVISIBLE;
    if (c >= 'A' && c <= 'Z') return UNI_UPPER;
    if (c >= 'a' && c <= 'z') return UNI_LOWER;
    if (c >= '0' && c <= '9') return UNI_DIGIT;
    switch (c) {
    case '$':
    case '+':
    case '<':
    case '=':
    case '>':
    case '^':
    case '`':
    case '|':
    case '~':
        return UNI_SYMBOL;
    default:
        return UNI_PUNCT;
    }
}

/* Next line: a control to Unicode, white space to every program. */
enum { NEXT_LINE = 0x85 };

static uni_class class_of_category(utf8proc_category_t category) {
    switch (category) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LT:
        return UNI_UPPER;
    case UTF8PROC_CATEGORY_LL:
        return UNI_LOWER;
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
        return UNI_LETTER;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
        return UNI_MARK;
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return UNI_DIGIT;
    case UTF8PROC_CATEGORY_PC:
    case UTF8PROC_CATEGORY_PD:
    case UTF8PROC_CATEGORY_PS:
    case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PI:
    case UTF8PROC_CATEGORY_PF:
    case UTF8PROC_CATEGORY_PO:
        return UNI_PUNCT;
    case UTF8PROC_CATEGORY_SM:
    case UTF8PROC_CATEGORY_SC:
    case UTF8PROC_CATEGORY_SK:
    case UTF8PROC_CATEGORY_SO:
    case UTF8PROC_CATEGORY_CO:
        return UNI_SYMBOL;
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return UNI_SPACE;
    default:
        return UNI_INVISIBLE;
    }
}

uni_class uni_class_of(uint32_t c) {
    if (c < 0x80) return ascii_class((unsigned char)c);
    if (c == NEXT_LINE) return UNI_SPACE;
    return class_of_category(utf8proc_category((utf8proc_int32_t)c));
}

uint32_t uni_lower(uint32_t c) {
    if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
}

uint32_t uni_upper(uint32_t c) {
    if (c < 0x80) return c >= 'a' && c <= 'z' ? c - 32 : c;
    return (uint32_t)utf8proc_toupper((utf8proc_int32_t)c);
}
