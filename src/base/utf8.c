/* UTF-8 (RFC 3629) and the classes of characters, over utf8proc.
 *
 * News is ASCII nine bytes in ten, so each function answers for ASCII from a test or a
 * table before it asks more. What is valid follows table 3-7 of the Unicode standard.
 * Classes are those a tokenizer asks for: white space is what Python's str.split() takes
 * as such, as the data we compare with were split by it. */
#include "base/utf8.h"

#include <string.h>
#include <utf8proc.h>

#define HIGH_BITS UINT64_C(0x8080808080808080)
#define LOW_BITS UINT64_C(0x0101010101010101)

static bool is_continuation(unsigned char byte) {
    return (byte & 0xc0) == 0x80;
}

/* The length a lead byte announces; 0 for a byte that leads nothing. c0 and c1 could only
 * begin overlong forms, and f5 up what is past U+10FFFF. */
static size_t length_of(unsigned char lead) {
    if (lead < 0xc2) return 0;
    if (lead < 0xe0) return 2;
    if (lead < 0xf0) return 3;
    return lead < 0xf5 ? 4 : 0;
}

/* Overlong, surrogate or past the end: what the lead byte alone does not rule out. */
static bool is_out_of_range(uint32_t c, size_t len) {
    if (len == 3) return c < 0x800 || (c >= 0xd800 && c < 0xe000);
    return len == 4 && (c < 0x10000 || c > 0x10ffff);
}

static uint32_t decode_long(const unsigned char *s, size_t n, size_t *len) {
    *len = 1;
    size_t need = length_of(s[0]);
    if (need == 0 || need > n) return UTF8_BAD;
    uint32_t c = s[0] & (0x7fu >> need);
    for (size_t i = 1; i < need; i++) {
        if (!is_continuation(s[i])) return UTF8_BAD;
        c = c << 6 | (s[i] & 0x3fu);
    }
    if (is_out_of_range(c, need)) return UTF8_BAD;
    *len = need;
    return c;
}

uint32_t utf8_decode(const char *s, size_t n, size_t *len) {
    unsigned char first = (unsigned char)s[0];
    if (first >= 0x80) return decode_long((const unsigned char *)s, n, len);
    *len = 1;
    return first;
}

size_t utf8_encode(uint32_t c, char out[4]) {
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    size_t len = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = len - 1; i > 0; i--, c >>= 6) out[i] = (char)(0x80 | (c & 0x3f));
    out[0] = (char)(0xf00u >> len | c);
    return len;
}

static uint64_t load8(const char *s) {
    uint64_t word;
    memcpy(&word, s, sizeof word);
    return word;
}

size_t utf8_first_bad(const char *s, size_t n) {
    size_t i = 0, len;
    while (i < n) {
        while (n - i >= 8 && (load8(s + i) & HIGH_BITS) == 0) i += 8;
        if (i == n || utf8_decode(s + i, n - i, &len) == UTF8_BAD) return i;
        i += len;
    }
    return n;
}

/* Bytes less continuation bytes: 10xxxxxx, bit 7 set and bit 6 not. */
size_t utf8_count(const char *s, size_t n) {
    size_t count = n, i = 0;
    for (; n - i >= 8; i += 8) {
        uint64_t word = load8(s + i);
        count -= (size_t)__builtin_popcountll(word >> 7 & ~word >> 6 & LOW_BITS);
    }
    for (; i < n; i++) count -= is_continuation((unsigned char)s[i]);
    return count;
}

/* clang-format off */
enum { W = UNI_SPACE, U = UNI_UPPER, L = UNI_LOWER, D = UNI_DIGIT, P = UNI_PUNCT,
       S = UNI_SYMBOL, I = UNI_INVISIBLE };
static const unsigned char ascii_class[128] = {
    I,I,I,I,I,I,I,I, I,W,W,W,W,W,I,I, I,I,I,I,I,I,I,I, I,I,I,I,W,W,W,W,
    W,P,P,P,S,P,P,P, P,P,P,S,P,P,P,P, D,D,D,D,D,D,D,D, D,D,P,P,S,S,S,P,
    P,U,U,U,U,U,U,U, U,U,U,U,U,U,U,U, U,U,U,U,U,U,U,U, U,U,U,P,P,P,S,P,
    S,L,L,L,L,L,L,L, L,L,L,L,L,L,L,L, L,L,L,L,L,L,L,L, L,L,L,P,S,P,S,I,
};
/* clang-format on */

/* By general category. NEL alone, a control, is white space against its category. */
static uni_class class_by_category(uint32_t c) {
    switch (utf8proc_category((utf8proc_int32_t)c)) {
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return UNI_SPACE;
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
        return UNI_SYMBOL; /* private use: an unknown sign, but seen */
    default:
        return UNI_INVISIBLE;
    }
}

uni_class uni_class_of(uint32_t c) {
    if (c < 0x80) return (uni_class)ascii_class[c];
    if (c == 0x85) return UNI_SPACE;
    return c <= 0x10ffff ? class_by_category(c) : UNI_INVISIBLE;
}

uint32_t uni_lower(uint32_t c) {
    if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
    return c <= 0x10ffff ? (uint32_t)utf8proc_tolower((utf8proc_int32_t)c) : c;
}

uint32_t uni_upper(uint32_t c) {
    if (c < 0x80) return c >= 'a' && c <= 'z' ? c - ('a' - 'A') : c;
    return c <= 0x10ffff ? (uint32_t)utf8proc_toupper((utf8proc_int32_t)c) : c;
}
