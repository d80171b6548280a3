/* Cutting long texts into parts: one pass back from the longest part there may be, over the
 * runs of white space. White space stays with the part before it, so that the parts put
 * together are the text again. */
#include "story/parts.h"

#include <string.h>

#include "base/error.h"

static bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Line ends in a run of white space; CR LF is one. */
static unsigned count_lines(const char *s, size_t n) {
    unsigned count = 0;
    for (size_t i = 0; i < n && count < 2; i++)
        count += s[i] == '\n' || (s[i] == '\r' && (i + 1 == n || s[i + 1] != '\n'));
    return count;
}

static bool ends_sentence(const char *text, size_t end) {
    while (end > 0 && (text[end - 1] == '"' || text[end - 1] == ')' || text[end - 1] == '\''))
        end--;
    return end > 0 && strchr(".!?", text[end - 1]) && text[end - 1];
}

/* The last place not within a character; what is not UTF-8 is cut anywhere. */
static size_t character_end(const char *text, size_t n) {
    size_t end = n;
    while (end > n - 4 && ((unsigned char)text[end] & 0xC0) == 0x80) end--;
    return ((unsigned char)text[end] & 0xC0) == 0x80 ? n : end;
}

size_t story_cut(const char *text, size_t n) {
    if (n <= DG_MAX_TEXT) return n;
    size_t line = 0, sentence = 0, space = 0;
    for (size_t end = DG_MAX_TEXT, start; end > 0; end = start) {
        start = end - 1;
        if (!is_space(text[start])) continue;
        while (start > 0 && is_space(text[start - 1])) start--;
        unsigned lines = count_lines(text + start, end - start);
        if (lines > 1) return end;
        if (lines == 1 && !line) line = end;
        if (!sentence && ends_sentence(text, start)) sentence = end;
        if (!space) space = end;
    }
    if (line) return line;
    if (sentence) return sentence;
    return space ? space : character_end(text, DG_MAX_TEXT);
}

dg_status story_parts_next(story_parts *p, const char *text, size_t n, dg_document *out,
                           size_t *taken, dg_error *error) {
    *taken = story_cut(text, n);
    p->copy.n = 0;
    RETURN_IF(!buffer_add(&p->copy, text, *taken) || !buffer_end(&p->copy), error, DG_NO_MEMORY,
              "out of memory");
    out->text = p->copy.data;
    out->n_text = *taken;
    out->part = p->part++;
    out->text_offset = p->offset;
    p->offset += *taken;
    return DG_OK;
}
