/* Records of XML are found by their tags alone, with comments and CDATA passed over, and each
 * is given to libxml2 as a document of its own. */
#include "story/xml.h"

#include <libxml/parser.h>
#include <string.h>

#include "base/error.h"
#include "story/html.h"
#include "story/record.h"
#include "story/xml_guard.h"

static bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_name_byte(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* ---- the root -----------------------------------------------------------------------------
 */

/* Behind what ends with a mark; NULL: it does not end here. */
static const char *behind(const char *s, const char *end, const char *mark) {
    const char *found = memmem(s, (size_t)(end - s), mark, strlen(mark));
    return found ? found + strlen(mark) : NULL;
}

static bool starts_with(const char *s, const char *end, const char *word) {
    size_t n = strlen(word);
    return (size_t)(end - s) >= n && !strncasecmp(s, word, n);
}

/* Behind a declaration, which may have others within brackets. */
static const char *behind_declaration(const char *s, const char *end) {
    const char *bracket = memchr(s, '[', (size_t)(end - s)), *close = behind(s, end, ">");
    if (!bracket || !close || close < bracket) return close;
    const char *inner = behind(bracket, end, "]");
    return inner ? behind(inner, end, ">") : NULL;
}

story_answer xml_root(const char *bytes, size_t n, const char **name, size_t *n_name) {
    const char *s = bytes, *end = bytes + n;
    for (;;) {
        while (s < end && is_space(*s)) s++;
        if (s == end) return STORY_MORE;
        if (*s != '<') return STORY_NO;
        if (end - s < 2) return STORY_MORE;
        if (starts_with(s, end, "<!doctype html"))
            return *name = s + 10, *n_name = 4, STORY_YES;
        if (s[1] != '?' && s[1] != '!') break;
        const char *mark = s[1] == '?' ? "?>" : "-->";
        bool comment = s[1] == '?' || starts_with(s, end, "<!--");
        s = comment ? behind(s, end, mark) : behind_declaration(s, end);
        if (!s) return STORY_MORE;
    }
    size_t length = 1;
    while (s + length < end && !is_space(s[length]) && !strchr("/>", s[length])) length++;
    *name = s + 1;
    *n_name = length - 1;
    return s + length < end ? STORY_YES : STORY_MORE;
}

/* ---- finding records ------------------------------------------------------------------------
 */

enum { LOOK_AHEAD = 64 }; /* longer than any tag's name and marks */

typedef enum found { FOUND_NOTHING, FOUND_OPEN, FOUND_CLOSE } found;

static bool is_tag(const xml_records *x, const char *s, size_t n, bool *close) {
    *close = n > 1 && s[1] == '/';
    s += 1 + *close;
    n -= 1 + *close;
    for (size_t i = 0; i < 2 && x->name[i]; i++) {
        size_t length = strlen(x->name[i]);
        if (n > length && !memcmp(s, x->name[i], length) &&
            (is_space(s[length]) || s[length] == '>' || s[length] == '/'))
            return true;
    }
    return false;
}

/* Look at the "<" at hand. */
static found look_at(xml_records *x, const char *s, size_t n) {
    bool close;
    if (n >= 4 && !memcmp(s, "<!--", 4)) {
        x->until = "-->";
        x->at += 4;
    } else if (n >= 9 && !memcmp(s, "<![CDATA[", 9)) {
        x->until = "]]>";
        x->at += 9;
    } else if (is_tag(x, s, n, &close)) {
        return close ? FOUND_CLOSE : FOUND_OPEN;
    } else {
        x->at++;
    }
    return FOUND_NOTHING;
}

/* Go behind what ends a comment or CDATA. False: it ends behind what is there. */
static bool go_behind(xml_records *x, const char *s, size_t n) {
    const char *end = memmem(s + x->at, n - x->at, x->until, 3);
    if (end) {
        x->at = (size_t)(end - s) + 3;
        x->until = NULL;
    } else if (n > x->at + 2) {
        x->at = n - 2;
    }
    return end != NULL;
}

/* Look through what is there. FOUND_NOTHING: more is needed. */
static found look_through(xml_records *x) {
    size_t n;
    const char *s = story_source_text(&x->source, &n);
    while (x->at < n) {
        if (x->until) {
            if (!go_behind(x, s, n)) return FOUND_NOTHING;
            continue;
        }
        const char *tag = memchr(s + x->at, '<', n - x->at);
        x->at = tag ? (size_t)(tag - s) : n;
        if (!tag || (n - x->at < LOOK_AHEAD && !x->source.end)) return FOUND_NOTHING;
        found f = look_at(x, s + x->at, n - x->at);
        if (f != FOUND_NOTHING) return f;
    }
    return FOUND_NOTHING;
}

/* Give up the first n bytes. What stands before the first record is kept, up to a limit. */
static void pass(xml_records *x, size_t n) {
    size_t there, room = XML_MAX_HEAD - x->head.n;
    const char *s = story_source_text(&x->source, &there);
    if (!x->begun && n && !buffer_add(&x->head, s, n < room ? n : room)) x->head_lost = true;
    for (const char *c = s; c && (c = memchr(c, '\n', n - (size_t)(c - s))); c++) x->newlines++;
    story_source_take(&x->source, n);
    x->at -= n;
}

static dg_status fail(xml_records *x, dg_error *error, dg_status code, uint64_t line,
                      const char *message) {
    x->within = false;
    error_set(error, code, "%s", message);
    error_at(error, x->file->path, line, DG_NO_BYTE);
    return code;
}

/* Read on until a record's tag is found. DG_END: there is none. */
static dg_status find_tag(xml_records *x, found *f, dg_error *error) {
    while ((*f = look_through(x)) == FOUND_NOTHING) {
        if (!x->within) pass(x, x->at);
        if (x->source.end) return DG_END;
        if (x->within && x->at > STORY_MAX_RECORD) {
            uint64_t line = x->newlines + 1;
            pass(x, x->at);
            x->until = NULL;
            return fail(x, error, DG_OVER_LIMIT, line,
                        "a record of more than 16 MiB, passed over");
        }
        FORWARD(story_source_more(&x->source, error));
    }
    return DG_OK;
}

/* Read on to the end of the tag at hand; its length. 0: it has none. */
static size_t end_of_tag(xml_records *x, dg_status *status, dg_error *error) {
    for (;;) {
        size_t n;
        const char *s = story_source_text(&x->source, &n);
        const char *end = memchr(s + x->at, '>', n - x->at);
        if (end) return (size_t)(end - s) + 1 - x->at;
        if (x->source.end || n > STORY_MAX_RECORD) return 0;
        *status = story_source_more(&x->source, error);
        if (*status != DG_OK) return 0;
    }
}

/* The end of the input, perhaps within a record. */
static dg_status finish(xml_records *x, dg_error *error) {
    bool cut = x->within && x->source.failure.code == DG_OK;
    uint64_t line = x->newlines + 1;
    size_t n;
    story_source_text(&x->source, &n);
    x->at = n;
    pass(x, n);
    if (cut) return fail(x, error, DG_BAD_INPUT, line, "an element that is not closed");
    if (x->mended)
        story_warn(x->file, x->first_mended, DG_NO_BYTE, "records of broken XML, mended: %llu",
                   (unsigned long long)x->mended);
    x->mended = 0;
    return story_source_finish(&x->source, x->file, error);
}

/* Find the next record's end, with its beginning at the front: *n is its length. */
static dg_status find_record(xml_records *x, size_t *n, dg_error *error) {
    for (;;) {
        found f;
        dg_status status = find_tag(x, &f, error);
        if (status == DG_END) return finish(x, error);
        FORWARD(status);
        uint64_t line = x->newlines + 1;
        bool unclosed = x->within && f == FOUND_OPEN;
        size_t length = f == FOUND_CLOSE ? end_of_tag(x, &status, error) : 1;
        FORWARD(status);
        if (f == FOUND_OPEN) pass(x, x->at);
        x->begun = true;
        x->at += length ? length : 1;
        if (unclosed) fail(x, error, DG_BAD_INPUT, line, "an element that is not closed");
        if (f == FOUND_OPEN) x->within = true;
        if (unclosed) return DG_BAD_INPUT;
        if (f == FOUND_CLOSE && x->within) break;
    }
    x->within = false;
    *n = x->at;
    return DG_OK;
}

/* ---- parsing
 * --------------------------------------------------------------------------------- */

/* Whether a tag has more attributes than may be; what is within quotes counts for nothing,
 * since an attribute needs an equals sign before a quote. */
static bool has_large_tag(const char *s, size_t n) {
    size_t count = 0;
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '<') count = 0;
        if (s[i] != '=') continue;
        while (i + 1 < n && is_space(s[i + 1])) i++;
        if (i + 1 < n && (s[i + 1] == '"' || s[i + 1] == '\'')) count++;
        if (count > XML_MAX_ATTRIBUTES) return true;
    }
    return false;
}

/* Length of the reference at s, where "&" stands; 0: it is none. *number: what is written for
 * it, by number, since libxml2 drops names once a document is broken. Names that XML has not
 * ("&nbsp;") are left for those who read the text: nothing declares them here, and no entity is
 * unfolded. */
static size_t reference_at(const char *s, size_t n, const char **number) {
    enum { LONGEST = 40 };
    static const struct {
        const char *name, *number;
    } known[] = {{"&amp;", "&#38;"},
                 {"&lt;", "&#60;"},
                 {"&gt;", "&#62;"},
                 {"&quot;", "&#34;"},
                 {"&apos;", "&#39;"}};
    size_t i = n > 1 && s[1] == '#' ? 2 : 1, name = i;
    *number = NULL;
    while (i < n && i < LONGEST && is_name_byte(s[i])) i++;
    if (i == name || i == n || s[i] != ';') return 0;
    for (size_t k = 0; k < sizeof known / sizeof *known; k++)
        if (starts_with(s, s + n, known[k].name)) *number = known[k].number;
    return i + 1;
}

/* Length of what begins at s and goes on to the next "&": text, and CDATA, in which "&" is
 * itself. */
static size_t piece_at(const char *s, size_t n) {
    const char *end = s + n;
    size_t i = 1;
    if (starts_with(s, end, "<![CDATA[")) {
        const char *close = behind(s, end, "]]>");
        return close ? (size_t)(close - s) : n;
    }
    while (i < n && s[i] != '&' && s[i] != '<') i++;
    return i;
}

/* Write out a record whose every "&" begins a number. */
static bool mend(const char *s, size_t n, buffer *out, bool *mended) {
    bool ok = true;
    for (size_t i = 0; i < n && ok;) {
        const char *number = NULL;
        bool mark = s[i] == '&', by_number = mark && i + 1 < n && s[i + 1] == '#';
        size_t piece = mark ? reference_at(s + i, n - i, &number) : piece_at(s + i, n - i);
        *mended = *mended || piece == 0;
        bool plain = mark && (piece == 0 || (!number && !by_number)); /* "&" is itself */
        if (plain)
            ok = buffer_add_string(out, "&#38;");
        else if (number)
            ok = buffer_add_string(out, number);
        else
            ok = buffer_add(out, s + i, piece);
        i += plain ? 1 : piece;
    }
    return ok;
}

enum {
    OPTIONS = XML_PARSE_RECOVER | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NONET |
              XML_PARSE_COMPACT
};

/* *out is NULL when there is no document in it. False: out of memory. */
static bool read_document(const char *s, size_t n, xmlDoc **out, bool *mended) {
    xml_guard guard;
    xml_guard_begin(&guard);
    xmlParserCtxtPtr context = guard.context = xmlNewParserCtxt();
    if (context) {
        *out = xmlCtxtReadMemory(context, s, (int)n, NULL, "UTF-8", OPTIONS);
        if (mended && !context->wellFormed) *mended = true;
    }
    xmlFreeParserCtxt(context);
    xml_guard_end(&guard);
    return context && !guard.failed;
}

static dg_status parse(xml_records *x, const char *s, size_t n, uint64_t line,
                       dg_error *error) {
    bool mended = false;
    if (has_large_tag(s, n))
        return fail(x, error, DG_OVER_LIMIT, line, "a tag of more than 256 attributes");
    x->text.n = 0;
    RETURN_IF(!mend(s, n, &x->text, &mended) ||
                  !read_document(x->text.data, x->text.n, &x->doc, &mended),
              error, DG_NO_MEMORY, "out of memory");
    if (!x->doc || !xmlDocGetRootElement(x->doc))
        return fail(x, error, DG_BAD_INPUT, line, "broken XML");
    if (mended && x->mended++ == 0) x->first_mended = line;
    return DG_OK;
}

bool xml_parse_head(const xml_records *x, xmlDoc **out) {
    *out = NULL;
    if (x->head_lost) return false;
    if (x->head.n == 0 || has_large_tag(x->head.data, x->head.n)) return true;
    return read_document(x->head.data, x->head.n, out, NULL);
}

dg_status xml_records_next(xml_records *x, const xmlNode **record, uint64_t *line,
                           dg_error *error) {
    size_t n = 0, there;
    xmlFreeDoc(x->doc);
    x->doc = NULL;
    FORWARD(find_record(x, &n, error));
    *line = x->newlines + 1;
    dg_status status = parse(x, story_source_text(&x->source, &there), n, *line, error);
    pass(x, n);
    if (status == DG_OK) *record = xmlDocGetRootElement(x->doc);
    return status;
}

void xml_records_free(xml_records *x) {
    xmlFreeDoc(x->doc);
    story_source_free(&x->source);
    buffer_free(&x->head);
    buffer_free(&x->text);
}

/* ---- elements
 * -------------------------------------------------------------------------------- */

bool xml_is(const xmlNode *node, const char *name) {
    if (node->type != XML_ELEMENT_NODE) return false;
    const char *prefix = node->ns ? (const char *)node->ns->prefix : NULL;
    if (!prefix) return !strcmp((const char *)node->name, name);
    size_t n = strlen(prefix);
    return !strncmp(prefix, name, n) && name[n] == ':' &&
           !strcmp((const char *)node->name, name + n + 1);
}

const xmlNode *xml_child(const xmlNode *node, const char *name) {
    for (const xmlNode *c = node->children; c; c = c->next)
        if (xml_is(c, name)) return c;
    return NULL;
}

bool xml_add_text(const xmlNode *node, buffer *out) {
    const xmlNode *n = node;
    for (;;) {
        bool text = n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE;
        if (text && n->content && !buffer_add_string(out, (const char *)n->content))
            return false;
        if (n->type == XML_ELEMENT_NODE && n->children) {
            n = n->children;
            continue;
        }
        while (n != node && !n->next) n = n->parent;
        if (n == node) return true;
        n = n->next;
    }
}

const char *xml_attribute(const xmlNode *node, const char *name) {
    for (const xmlAttr *a = node->properties; a; a = a->next)
        if (!strcmp((const char *)a->name, name))
            return a->children && !a->children->next ? (const char *)a->children->content
                                                     : NULL;
    return NULL;
}
