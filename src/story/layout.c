/* Cutting a text into blocks, in three passes over its lines.
 *
 * First the lines that are not blank are found. Then one decision is made for the whole text:
 * whether its lines were broken by a width (as mail, old archives and agency wires are), so
 * that a single line end is a space, or each line is a paragraph. A text is taken for wrapped
 * when lines that others follow are nearly all as long as such lines are, and many break off
 * in mid-sentence. Even then a line is a paragraph's last when the next one is indented, or
 * when its first word would easily have fitted. Last the paragraphs are looked at one by one
 * for what newsrooms set around their prose (marks.h). */
#include "story/layout.h"

#include "base/error.h"
#include "base/utf8.h"
#include "story/marks.h"

/* Lines that were wrapped have so many characters. */
enum { WRAP_LEAST = 45, WRAP_MOST = 100 };

enum {
    HEADLINE_WORDS = 25,  /* a longer first paragraph is no headline */
    CAPTION_WORDS = 120,  /* a longer paragraph with a photo credit is no caption */
    BYLINE_PARAGRAPHS = 6 /* bylines stand among the first */
};

typedef struct line {
    uint32_t start, end; /* without white space around */
    uint32_t indent;     /* white space characters before */
    bool after_blank;
} line;

typedef struct layout {
    const char *text;
    bool first_part;
    line *line; /* [n_line]; later the paragraphs, in the same place */
    size_t n_line;
    dg_block *block;
    size_t n_block;
} layout;

/* ---- lines --------------------------------------------------------------------------------
 */

static bool ends_line(uint32_t c) {
    return c == '\n' || c == '\r' || c == '\f' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/* Read the line at byte `at`; start is end when it is blank. Returns where the next begins. */
static size_t read_line(const char *text, size_t n, size_t at, line *out) {
    size_t length;
    *out = (line){.start = (uint32_t)n, .end = (uint32_t)n};
    for (bool seen = false; at < n; at += length) {
        uint32_t c = utf8_decode(text + at, n - at, &length);
        if (c != UTF8_BAD && uni_class_of(c) == UNI_SPACE) {
            if (c == '\r' && at + 1 < n && text[at + 1] == '\n') length = 2;
            if (ends_line(c)) return at + length;
            out->indent += !seen;
            continue;
        }
        if (!seen) out->start = (uint32_t)at;
        seen = true;
        out->end = (uint32_t)(at + length);
    }
    return n;
}

static size_t count_lines(const char *text, size_t n) {
    size_t count = 0;
    line l;
    for (size_t at = 0; at < n; count += l.start < l.end) at = read_line(text, n, at, &l);
    return count;
}

static void read_lines(layout *y, size_t n) {
    bool blank = false;
    for (size_t at = 0; at < n;) {
        line l;
        at = read_line(y->text, n, at, &l);
        l.after_blank = blank;
        blank = l.start == l.end;
        if (!blank) y->line[y->n_line++] = l;
    }
}

/* ---- whether lines are wrapped -------------------------------------------------------------
 */

static size_t characters(const layout *y, const line *l) {
    return utf8_count(y->text + l->start, l->end - l->start);
}

static bool begins_lower(const layout *y, const line *l) {
    size_t length;
    uint32_t c = utf8_decode(y->text + l->start, l->end - l->start, &length);
    return c != UTF8_BAD && uni_class_of(c) == UNI_LOWER;
}

static bool is_closing(uint32_t c) {
    return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x2019 || c == 0x201D;
}

/* The last character of text[start, end) that closes no quotation or bracket; 0 for none. */
static uint32_t last_character(const char *text, size_t start, size_t end) {
    while (end > start) {
        size_t at = end - 1, length;
        while (at > start && end - at < 4 && ((unsigned char)text[at] & 0xC0) == 0x80) at--;
        uint32_t c = utf8_decode(text + at, end - at, &length);
        if (!is_closing(c)) return c;
        end = at;
    }
    return 0;
}

static bool ends_sentence(const layout *y, const line *l) {
    uint32_t c = last_character(y->text, l->start, l->end);
    return c == '.' || c == '!' || c == '?' || c == ':' || c == 0x2026;
}

/* The width to which the text was wrapped, in characters; 0 when it was not. A short line
 * with no small letter behind it may be a paragraph's last in both kinds of text and speaks
 * for neither, as long as there are not too many. */
static size_t wrapped_width(const layout *y) {
    size_t pairs = 0, telling = 0, fitting = 0, going_on = 0, width = 0;
    for (size_t i = 0; i + 1 < y->n_line; i++) {
        const line *l = &y->line[i];
        if (l[1].after_blank) continue;
        size_t n = characters(y, l);
        bool fits = n >= WRAP_LEAST && n <= WRAP_MOST, lower = begins_lower(y, l + 1);
        pairs++;
        telling += n >= WRAP_LEAST || lower;
        fitting += fits;
        going_on += lower && !ends_sentence(y, l);
        if (fits && n > width) width = n;
    }
    bool wrapped = going_on * 10 >= telling * 3 && fitting * 4 >= telling * 3 &&
                   fitting * 2 >= pairs && going_on > 0;
    return wrapped ? width : 0;
}

static size_t first_word_characters(const layout *y, const line *l) {
    size_t count = 0, length;
    for (size_t i = l->start; i < l->end && count <= WRAP_MOST; i += length, count++) {
        uint32_t c = utf8_decode(y->text + i, l->end - i, &length);
        if (c != UTF8_BAD && uni_class_of(c) == UNI_SPACE) break;
    }
    return count;
}

/* Whether a wrapped text goes on in the next line within the paragraph. */
static bool goes_on(const layout *y, const line *l, const line *next, size_t width) {
    if (next->indent >= l->indent + 2) return false;
    if (begins_lower(y, next)) return true;
    return (characters(y, l) + 1 + first_word_characters(y, next)) * 3 >= width * 2;
}

/* Make the lines paragraphs. */
static void join_lines(layout *y) {
    size_t width = wrapped_width(y), n = 0;
    if (!width || !y->n_line) return;
    line before = y->line[0];
    for (size_t i = 1; i < y->n_line; i++) {
        line l = y->line[i];
        if (!l.after_blank && goes_on(y, &before, &l, width))
            y->line[n].end = l.end;
        else
            y->line[++n] = l;
        before = l;
    }
    y->n_line = n + 1;
}

/* ---- blocks -------------------------------------------------------------------------------
 */

static bool is_space(const char *text, size_t n, size_t *length) {
    uint32_t c = utf8_decode(text, n, length);
    return c != UTF8_BAD && uni_class_of(c) == UNI_SPACE;
}

/* Add text[start, end) without white space around, if anything is left. */
static void add_block(layout *y, dg_block_kind kind, size_t start, size_t end,
                      bool new_paragraph) {
    size_t length, last;
    while (start < end && is_space(y->text + start, end - start, &length)) start += length;
    for (; end > start; end = last) {
        last = end - 1;
        while (last > start && end - last < 4 && ((unsigned char)y->text[last] & 0xC0) == 0x80)
            last--;
        if (!is_space(y->text + last, end - last, &length) || last + length < end) break;
    }
    if (start == end) return;
    y->block[y->n_block++] = (dg_block){.start = (uint32_t)start,
                                        .end = (uint32_t)end,
                                        .kind = kind,
                                        .new_paragraph = new_paragraph};
}

/* Whether text[start, end) has no more words than that, told by white space. */
static bool at_most_words(const layout *y, size_t start, size_t end, size_t most) {
    size_t words = 0, length;
    bool within = false;
    for (size_t i = start; i < end && words <= most; i += length) {
        bool space = is_space(y->text + i, end - i, &length);
        words += !space && !within;
        within = !space;
    }
    return words <= most;
}

static bool is_headline(const layout *y, size_t index) {
    const line *p = &y->line[index];
    return index == 0 && y->first_part && y->n_line > 1 &&
           at_most_words(y, p->start, p->end, HEADLINE_WORDS) &&
           last_character(y->text, p->start, p->end) != '.';
}

static bool is_byline(const layout *y, size_t index) {
    const char *text = y->text + y->line[index].start;
    size_t n = y->line[index].end - y->line[index].start;
    if (story_is_sign_off(text, n)) return true;
    return y->first_part && index < BYLINE_PARAGRAPHS && story_is_byline(text, n);
}

static void add_paragraph(layout *y, size_t index) {
    const line *p = &y->line[index];
    size_t start = p->start, end = p->end;
    bool photo, first = index == 0 && y->first_part;
    if (is_byline(y, index)) {
        add_block(y, DG_BYLINE, start, end, true);
        return;
    }
    size_t dateline = story_find_dateline(y->text + start, end - start, &photo);
    size_t body = start + dateline;
    size_t credit = body + story_find_credit(y->text + body, end - body);
    if (first && credit == start) credit = end; /* a headline with a slash in it */
    dg_block_kind kind = DG_BODY;
    if ((credit < end || photo) && at_most_words(y, body, credit, CAPTION_WORDS))
        kind = DG_CAPTION;
    else if (!dateline && credit == end && is_headline(y, index))
        kind = DG_HEADLINE;
    add_block(y, DG_DATELINE, start, body, true);
    add_block(y, kind, body, credit, body == start);
    add_block(y, DG_CREDIT, credit, end, credit == start);
}

dg_status story_layout(const char *text, size_t n, bool first_part, arena *a, dg_block **out,
                       size_t *n_out, dg_error *error) {
    layout y = {.text = text, .first_part = first_part};
    RETURN_IF(n > UINT32_MAX, error, DG_OVER_LIMIT, "a text of 4 GiB or more");
    size_t lines = count_lines(text, n);
    y.line = ARENA_NEW(a, line, lines);
    RETURN_IF(!y.line, error, DG_NO_MEMORY, "out of memory");
    read_lines(&y, n);
    join_lines(&y);
    y.block = ARENA_NEW(a, dg_block, y.n_line * 3); /* dateline, body and credit of each */
    RETURN_IF(!y.block, error, DG_NO_MEMORY, "out of memory");
    for (size_t i = 0; i < y.n_line; i++) add_paragraph(&y, i);
    *out = y.block;
    *n_out = y.n_block;
    return DG_OK;
}
