/* A page's tree, walked once and without recursion. Every element that breaks lines ends a
 * block; of some, everything below is passed over; some are regions. */
#include "story/html_blocks.h"

#include <stdlib.h>
#include <string.h>

#include "story/repair.h"
#include "story/xml.h"

/* ---- elements ---------------------------------------------------------------------------- */

enum {
    BREAKS = 1,  /* a block ends before and behind it */
    DROPPED = 2, /* with all below it */
    ASIDE = 4,   /* of a page, not of a piece */
    HEADING = 8,
    LINK = 16,
};

typedef struct element_kind {
    const char *name;
    unsigned flags;
} element_kind;

/* By name. */
static const element_kind elements[] = {
    {"a", LINK},
    {"address", BREAKS},
    {"article", BREAKS},
    {"aside", BREAKS | ASIDE},
    {"blockquote", BREAKS},
    {"body", BREAKS},
    {"button", DROPPED},
    {"caption", BREAKS},
    {"center", BREAKS},
    {"dd", BREAKS},
    {"details", BREAKS},
    {"div", BREAKS},
    {"dl", BREAKS},
    {"dt", BREAKS},
    {"fieldset", BREAKS},
    {"figcaption", BREAKS | ASIDE},
    {"figure", BREAKS},
    {"footer", BREAKS | ASIDE},
    {"form", BREAKS},
    {"h1", BREAKS | HEADING},
    {"h2", BREAKS | HEADING},
    {"h3", BREAKS | HEADING},
    {"h4", BREAKS | HEADING},
    {"h5", BREAKS | HEADING},
    {"h6", BREAKS | HEADING},
    {"head", DROPPED},
    {"header", BREAKS},
    {"hr", BREAKS},
    {"iframe", DROPPED},
    {"li", BREAKS},
    {"main", BREAKS},
    {"nav", BREAKS | ASIDE},
    {"noscript", DROPPED},
    {"object", DROPPED},
    {"ol", BREAKS},
    {"p", BREAKS},
    {"pre", BREAKS},
    {"script", DROPPED},
    {"section", BREAKS},
    {"select", DROPPED},
    {"style", DROPPED},
    {"summary", BREAKS},
    {"svg", DROPPED},
    {"table", BREAKS},
    {"tbody", BREAKS},
    {"td", BREAKS},
    {"template", DROPPED},
    {"textarea", DROPPED},
    {"th", BREAKS},
    {"title", DROPPED},
    {"tr", BREAKS},
    {"ul", BREAKS},
};

static int by_name(const void *key, const void *element) {
    return strcmp(key, ((const element_kind *)element)->name);
}

static unsigned flags_of(const xmlNode *node) {
    const element_kind *found = bsearch(
        node->name, elements, sizeof elements / sizeof *elements, sizeof *elements, by_name);
    return found ? found->flags : 0;
}

/* ---- the walk ---------------------------------------------------------------------------- */

typedef struct walker {
    html_blocks *b;
    html_meta *meta; /* NULL: a piece, of which nothing but text is wanted */
    html_block open; /* start == end: nothing yet */
    uint32_t region;
    unsigned links, headings; /* elements around the place */
    bool space, in_word, line_end;
    bool failed;
} walker;

static void end_block(walker *w) {
    html_block *o = &w->open;
    o->end = (uint32_t)w->b->text.n;
    if (o->end > o->start && !array_push(&w->b->block, *o)) w->failed = true;
    *o = (html_block){.start = (uint32_t)w->b->text.n, .region = w->region};
    w->space = w->in_word = w->line_end = false;
}

static void add_bytes(walker *w, const char *s, size_t n) {
    if (!w->in_word) {
        w->open.words++;
        w->open.link_words += w->links > 0;
        w->open.heading = w->open.heading || w->headings > 0;
    }
    if (w->b->text.n == w->open.start)
        w->open.region = w->region;
    else if (!w->in_word && w->space)
        w->failed = w->failed || !buffer_add_char(&w->b->text, w->line_end ? '\n' : ' ');
    w->failed = w->failed || !buffer_add(&w->b->text, s, n);
    w->in_word = true;
    w->space = w->line_end = false;
}

/* Length of the white space at s: of ASCII and the no-break space. 0: none. */
static size_t space_at(const unsigned char *s) {
    if (*s == ' ' || (*s >= '\t' && *s <= '\r')) return 1;
    return s[0] == 0xC2 && s[1] == 0xA0 ? 2 : 0;
}

/* Length of a C1 control at s, which stands for a character of Windows-1252: "&#146;". */
static bool is_control(const unsigned char *s) {
    return s[0] == 0xC2 && s[1] >= 0x80 && s[1] <= 0x9F;
}

static void add_text(walker *w, const unsigned char *s) {
    while (*s && !w->failed) {
        size_t n = space_at(s), run = 0;
        if (n) {
            w->space = true;
            w->in_word = false;
            s += n;
            continue;
        }
        if (is_control(s)) {
            char bytes[4];
            add_bytes(w, bytes, story_windows_1252(s[1], bytes));
            s += 2;
            continue;
        }
        while (s[run] && !space_at(s + run) && !is_control(s + run)) run++;
        add_bytes(w, (const char *)s, run);
        s += run;
    }
}

/* One ends a line, two in a row a paragraph. */
static void add_line_end(walker *w) {
    if (w->line_end) {
        end_block(w);
        return;
    }
    w->space = w->line_end = true;
    w->in_word = false;
}

/* ---- regions ----------------------------------------------------------------------------- */

/* Whether a class or id has one of the words by which pages call what is no story. */
static bool names_aside(const char *s) {
    static const char *const words[] = {
        "ad",      "ads",      "advert",      "breadcrumb", "breadcrumbs", "caption",
        "comment", "comments", "cookie",      "cookies",    "copyright",   "disclaimer",
        "footer",  "menu",     "nav",         "navbar",     "navigation",  "newsletter",
        "popular", "promo",    "recommended", "related",    "share",       "sharing",
        "sidebar", "social",   "sponsored",   "subscribe",  "tags",        "trending",
    };
    while (*s) {
        size_t n = strcspn(s, " \t\r\n-_:");
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (strlen(words[i]) == n && !strncasecmp(words[i], s, n)) return true;
        s += n + (s[n] != '\0');
    }
    return false;
}

static bool attribute_is(const xmlNode *node, const char *name,
                         bool (*holds)(const char *value)) {
    const char *value = xml_attribute(node, name);
    return value && holds(value);
}

static bool is_article_body(const char *value) {
    return strstr(value, "articleBody") != NULL;
}

static bool is_main_role(const char *value) {
    return !strcmp(value, "main");
}

static bool region_of(const xmlNode *node, unsigned flags, region_kind *kind) {
    const char *name = (const char *)node->name;
    if (attribute_is(node, "itemprop", is_article_body)) return *kind = REGION_BODY, true;
    if (!strcmp(name, "article")) return *kind = REGION_ARTICLE, true;
    if (!strcmp(name, "main") || attribute_is(node, "role", is_main_role))
        return *kind = REGION_MAIN, true;
    if (!strcmp(name, "body") || !strcmp(name, "html")) return false;
    bool aside = flags & ASIDE || attribute_is(node, "class", names_aside) ||
                 attribute_is(node, "id", names_aside);
    if (aside) *kind = REGION_ASIDE;
    return aside;
}

static void enter_region(walker *w, region_kind kind) {
    html_region region = {.outer = w->region, .kind = kind};
    if (!array_push(&w->b->region, region))
        w->failed = true;
    else
        w->region = (uint32_t)(w->b->region.n - 1);
    w->open.region = w->region;
}

/* Enter an element. False: nothing below it counts. */
static bool enter(walker *w, xmlNode *node) {
    unsigned flags = flags_of(node);
    region_kind kind;
    node->_private = NULL;
    if (w->meta) html_meta_see(w->meta, node);
    if (flags & DROPPED) return w->meta && !strcmp((const char *)node->name, "head");
    if (!strcmp((const char *)node->name, "br")) add_line_end(w);
    if (flags & BREAKS) end_block(w);
    if (flags & LINK) w->links++;
    if (flags & HEADING) w->headings++;
    if (w->meta && region_of(node, flags, &kind)) {
        end_block(w);
        enter_region(w, kind);
        node->_private = w; /* so that leaving it is seen */
    }
    return true;
}

static void leave(walker *w, const xmlNode *node) {
    unsigned flags = flags_of(node);
    if (flags & BREAKS || node->_private) end_block(w);
    if (flags & LINK) w->links--;
    if (flags & HEADING) w->headings--;
    if (!node->_private || w->failed) return;
    w->region = w->b->region.data[w->region].outer;
    w->open.region = w->region;
}

static xmlNode *visit(walker *w, xmlNode *node) {
    if (node->type == XML_ELEMENT_NODE) return enter(w, node) ? node->children : NULL;
    bool text = node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE;
    bool in_head = node->parent && flags_of(node->parent) & DROPPED;
    if (text && !in_head && node->content) add_text(w, node->content);
    return NULL;
}

bool html_blocks_take(html_blocks *b, const xmlNode *root, html_meta *meta) {
    walker w = {.b = b, .meta = meta, .region = NO_REGION, .open.region = NO_REGION};
    xmlNode *node = (xmlNode *)root;
    while (node && !w.failed) {
        xmlNode *below = visit(&w, node);
        if (below) {
            node = below;
            continue;
        }
        for (; node; node = node->parent) {
            if (node->type == XML_ELEMENT_NODE && !(flags_of(node) & DROPPED)) leave(&w, node);
            if (node == root || node->next) break;
        }
        node = !node || node == root ? NULL : node->next;
    }
    end_block(&w);
    return !w.failed;
}

void html_blocks_free(html_blocks *b) {
    buffer_free(&b->text);
    array_free(&b->block);
    array_free(&b->region);
}
