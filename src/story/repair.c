/* Repair of encodings.
 *
 * Archives of news are old: files in Latin-1 or Windows-1252, single pasted quotes of
 * Windows-1252 within UTF-8, UTF-16 from office programs. A byte that no valid UTF-8 sequence
 * holds is read as Windows-1252 by itself, as the WHATWG Encoding Standard decodes it except
 * that its five undefined bytes are no controls but U+FFFD; so both whole files in Latin-1
 * and single bytes come out right, and valid text is never touched. */
#include "story/repair.h"

#include <string.h>

#include "base/utf8.h"

enum { REPLACEMENT = 0xFFFD, LONGEST = 4 };

/* Bytes 0x80 to 0x9F of Windows-1252; those above are Latin-1. */
static const uint16_t windows_1252[32] = {
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
};

size_t story_windows_1252(unsigned char byte, char out[4]) {
    return utf8_encode(windows_1252[byte - 0x80], out);
}

static void note(uint64_t *count, uint64_t *first, uint64_t where) {
    if ((*count)++ == 0) *first = where;
}

static bool add_character(buffer *out, uint32_t c) {
    char bytes[LONGEST];
    return buffer_add(out, bytes, utf8_encode(c, bytes));
}

/* ---- UTF-8 ------------------------------------------------------------------------------- */

static bool add_valid(story_repair *r, const char *bytes, size_t n, buffer *out) {
    size_t from = out->n;
    if (!buffer_add(out, bytes, n)) return false;
    for (size_t i = from; i < out->n; i++) {
        char *nul = memchr(out->data + i, '\0', out->n - i);
        if (!nul) break;
        *nul = ' ';
        i = (size_t)(nul - out->data);
        note(&r->n_nul, &r->first_nul, r->offset + (i - from));
    }
    return true;
}

static bool add_broken(story_repair *r, unsigned char byte, buffer *out) {
    note(&r->n_bad, &r->first_bad, r->offset);
    return add_character(out, byte < 0xA0 ? windows_1252[byte - 0x80] : byte);
}

static size_t add_utf8(story_repair *r, const char *bytes, size_t n, bool last, buffer *out) {
    size_t i = 0;
    while (i < n) {
        size_t run = utf8_first_bad(bytes + i, n - i);
        if (!add_valid(r, bytes + i, run, out)) return STORY_REPAIR_FAILED;
        r->offset += run;
        i += run;
        if (i == n || (!last && n - i < LONGEST)) break;
        if (!add_broken(r, (unsigned char)bytes[i], out)) return STORY_REPAIR_FAILED;
        r->offset++;
        i++;
    }
    return i;
}

/* ---- UTF-16 ------------------------------------------------------------------------------ */

static uint32_t unit_at(const story_repair *r, const char *bytes) {
    const unsigned char *u = (const unsigned char *)bytes;
    return r->encoding == STORY_UTF16_LE ? u[0] | (uint32_t)u[1] << 8
                                         : u[1] | (uint32_t)u[0] << 8;
}

/* Decode the character at bytes; its length, or 0 when it may go on behind n. */
static size_t decode_utf16(const story_repair *r, const char *bytes, size_t n, bool last,
                           uint32_t *c) {
    *c = UTF8_BAD;
    if (n < 2) return last ? n : 0;
    uint32_t unit = unit_at(r, bytes);
    if (unit < 0xD800 || unit > 0xDFFF) {
        *c = unit;
        return 2;
    }
    if (unit >= 0xDC00) return 2; /* the second half alone */
    if (n < 4) return last ? 2 : 0;
    uint32_t low = unit_at(r, bytes + 2);
    if (low < 0xDC00 || low > 0xDFFF) return 2;
    *c = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
    return 4;
}

static size_t add_utf16(story_repair *r, const char *bytes, size_t n, bool last, buffer *out) {
    size_t i = 0;
    while (i < n) {
        uint32_t c;
        size_t length = decode_utf16(r, bytes + i, n - i, last, &c);
        if (length == 0) break;
        if (c == UTF8_BAD) {
            note(&r->n_bad, &r->first_bad, r->offset);
            c = REPLACEMENT;
        } else if (c == 0) {
            note(&r->n_nul, &r->first_nul, r->offset);
            c = ' ';
        }
        if (!add_character(out, c)) return STORY_REPAIR_FAILED;
        r->offset += length;
        i += length;
    }
    return i;
}

/* ---- which ------------------------------------------------------------------------------- */

/* See by a byte order mark what the file is written in. Returns the mark's length;
 * STORY_REPAIR_FAILED when more bytes are needed to tell. */
static size_t see_encoding(story_repair *r, const char *bytes, size_t n, bool last) {
    static const struct {
        const char *mark;
        size_t n;
        story_encoding encoding;
    } marks[] = {
        {"\xEF\xBB\xBF", 3, STORY_UTF8},
        {"\xFF\xFE", 2, STORY_UTF16_LE},
        {"\xFE\xFF", 2, STORY_UTF16_BE},
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t common = n < marks[i].n ? n : marks[i].n;
        if (memcmp(bytes, marks[i].mark, common) != 0) continue;
        if (common < marks[i].n && !last) return STORY_REPAIR_FAILED;
        if (common < marks[i].n) continue;
        r->encoding = marks[i].encoding;
        return common;
    }
    r->encoding = STORY_UTF8;
    return 0;
}

size_t story_repair_add(story_repair *r, const char *bytes, size_t n, bool last, buffer *out) {
    size_t mark = 0, used;
    if (n == 0) return 0;
    if (r->encoding == STORY_ENCODING_UNSEEN) {
        mark = see_encoding(r, bytes, n, last);
        if (mark == STORY_REPAIR_FAILED) return 0;
        r->offset += mark;
    }
    if (r->encoding == STORY_UTF8)
        used = add_utf8(r, bytes + mark, n - mark, last, out);
    else
        used = add_utf16(r, bytes + mark, n - mark, last, out);
    return used == STORY_REPAIR_FAILED ? used : mark + used;
}
