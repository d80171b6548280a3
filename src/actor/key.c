/* Folding a word to its key. Nearly all words are ASCII and take the short way. */
#include "actor/key.h"

#include <string.h>

#include "base/hash.h"
#include "base/utf8.h"

#include <utf8proc.h>

enum { KEY_SEED = 77, KEY_MOST = 96 }; /* longer words differ in their first bytes, or not */

typedef struct folding {
    char out[KEY_MOST];
    size_t n;
    unsigned upper, lower;
    bool first_upper, begun;
    bool mark; /* a comma, a bracket: any punctuation but the kinds left out */
} folding;

static void put(folding *f, const char *s, size_t n) {
    if (f->n + n > KEY_MOST) return;
    memcpy(f->out + f->n, s, n);
    f->n += n;
}

static void put_ascii(folding *f, char c) {
    bool upper = c >= 'A' && c <= 'Z', lower = c >= 'a' && c <= 'z';
    if (upper || lower || (c >= '0' && c <= '9')) {
        if (!f->begun) f->first_upper = upper;
        f->begun = true;
        f->upper += upper;
        f->lower += lower;
        char folded = upper ? (char)(c + 32) : c;
        put(f, &folded, 1);
    } else if (c == '&')
        put(f, "and", 3);
    else if (c != '.' && c != '-' && c != '\'' && c != '`')
        f->mark = true;
}

/* Letters that no decomposition takes apart. */
static const char *plain_of(uint32_t c) {
    switch (c) {
    case 0xE6:
        return "ae";
    case 0x153:
        return "oe";
    case 0xF8:
        return "o";
    case 0x142:
        return "l";
    case 0x111:
    case 0xF0:
        return "d";
    case 0x131:
        return "i";
    case 0xDF:
        return "ss";
    case 0xFE:
        return "th";
    case 0x259:
        return "a"; /* Azerbaijani */
    default:
        return NULL;
    }
}

static bool is_left_out(uint32_t c) {
    return (c >= 0x2010 && c <= 0x2013) || (c >= 0x2018 && c <= 0x201B) || c == 0xB4 ||
           (c >= 0x2BB && c <= 0x2BF) || c == 0x2011;
}

static void put_character(folding *f, uint32_t c) {
    uni_class class = uni_class_of(c);
    if (is_left_out(c) || class == UNI_MARK) return;
    if (class == UNI_PUNCT || class == UNI_SYMBOL) {
        f->mark = true;
        return;
    }
    if (!f->begun) f->first_upper = class == UNI_UPPER;
    f->begun = true;
    f->upper += class == UNI_UPPER;
    f->lower += class == UNI_LOWER;
    uint32_t low = uni_lower(c);
    const char *plain = plain_of(low);
    if (plain) {
        put(f, plain, strlen(plain));
        return;
    }
    utf8proc_int32_t parts[8];
    int last = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char(
        (utf8proc_int32_t)low, parts, 8,
        UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD, &last);
    for (utf8proc_ssize_t i = 0; i < n && n <= 8; i++) {
        char bytes[4];
        put(f, bytes, utf8_encode((uint32_t)parts[i], bytes));
    }
}

actor_key actor_key_of(const char *word, size_t n) {
    folding f;
    f.n = 0;
    f.upper = f.lower = 0;
    f.first_upper = f.begun = f.mark = false;
    for (size_t i = 0; i < n;) {
        unsigned char c = (unsigned char)word[i];
        size_t length = 1;
        if (c < 0x80)
            put_ascii(&f, (char)c);
        else
            put_character(&f, utf8_decode(word + i, n - i, &length));
        i += length;
    }
    actor_key key = {.stops = f.mark && !f.n};
    key.shape = f.upper >= 2 && !f.lower ? CASE_UPPER : f.first_upper ? CASE_TITLE : CASE_LOWER;
    key.letters = (uint8_t)(f.upper + f.lower < 255 ? f.upper + f.lower : 255);
    if (f.n) key.hash = hash_bytes(f.out, f.n, KEY_SEED);
    return key;
}

size_t actor_key_parts(const char *word, uint64_t *key, size_t most) {
    size_t n = 0;
    while (*word && n < most) {
        size_t length = strcspn(word, "-");
        uint64_t hash = length ? actor_key_of(word, length).hash : 0;
        if (hash) key[n++] = hash;
        word += length + (word[length] == '-');
    }
    return n;
}
