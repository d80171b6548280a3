/* Feeds as files: RSS (0.9 to 2.0) and Atom. An item is a story; its text is the longest form
 * there is of it, freed from HTML, or its title where it has none. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "story/html.h"
#include "story/record.h"
#include "story/xml.h"

typedef struct feed_state {
    xml_records records;
    story_record record;
    buffer text;        /* of the element at hand */
    buffer title, lang; /* of the feed as a whole */
    bool head_read;
} feed_state;

static story_answer probe(const char *bytes, size_t n) {
    static const char *const roots[] = {"rss", "rdf:RDF", "feed"};
    const char *name;
    size_t n_name;
    story_answer answer = xml_root(bytes, n, &name, &n_name);
    if (answer != STORY_YES) return answer;
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
        if (strlen(roots[i]) == n_name && !memcmp(roots[i], name, n_name)) return STORY_YES;
    return STORY_NO;
}

static dg_status open_feed(story_input *in, const story_file *file, void **state,
                           dg_error *error) {
    feed_state *f = calloc(1, sizeof *f);
    RETURN_IF(!f, error, DG_NO_MEMORY, "out of memory");
    f->records.source.in = in;
    f->records.file = file;
    f->records.name[0] = "item";
    f->records.name[1] = "entry";
    *state = f;
    return DG_OK;
}

/* Elements that tell a field, the surest first. */
typedef struct feed_field {
    record_field field;
    const char *name;
} feed_field;

static const feed_field fields[] = {
    {RECORD_ID, "guid"},          {RECORD_ID, "id"},
    {RECORD_ID, "dc:identifier"}, {RECORD_TITLE, "title"},
    {RECORD_TITLE, "dc:title"},   {RECORD_DATE, "pubDate"},
    {RECORD_DATE, "published"},   {RECORD_DATE, "dc:date"},
    {RECORD_DATE, "updated"},     {RECORD_URL, "link"},
    {RECORD_SOURCE, "source"},    {RECORD_SOURCE, "dc:publisher"},
    {RECORD_SOURCE, "dc:source"}, {RECORD_LANG, "dc:language"},
};

/* The text of an item's element into f->text; false: out of memory. */
static bool take_text(feed_state *f, const xmlNode *element) {
    f->text.n = 0;
    return xml_add_text(element, &f->text);
}

static bool set_field(feed_state *f, const xmlNode *item, const feed_field *field) {
    const xmlNode *element = xml_child(item, field->name);
    if (!element || !story_record_is_empty(&f->record, field->field)) return true;
    if (!take_text(f, element)) return false;
    if (field->field == RECORD_DATE)
        return story_record_set_date(&f->record, f->text.data, f->text.n);
    return story_record_set(&f->record, field->field, f->text.data, f->text.n);
}

/* Atom's link is an attribute, of one link among several. */
static bool set_link(feed_state *f, const xmlNode *item) {
    for (const xmlNode *link = item->children; link; link = link->next) {
        const char *rel = xml_is(link, "link") ? xml_attribute(link, "rel") : "";
        const char *href = rel && strcmp(rel, "alternate") ? NULL : xml_attribute(link, "href");
        if (href && xml_is(link, "link"))
            return story_record_set(&f->record, RECORD_URL, href, strlen(href));
    }
    return true;
}

static bool add_child_text(const xmlNode *node, const char *name, buffer *out) {
    const xmlNode *child = xml_child(node, name);
    return !child || xml_add_text(child, out);
}

/* What the feed says of all its items, before the first of them. False: out of memory. */
static bool read_head(feed_state *f) {
    xmlDoc *head;
    bool ok = xml_parse_head(&f->records, &head);
    const xmlNode *root = head ? xmlDocGetRootElement(head) : NULL;
    const xmlNode *channel = root ? xml_child(root, "channel") : NULL;
    if (ok && root)
        ok = add_child_text(channel ? channel : root, "title", &f->title) &&
             add_child_text(channel ? channel : root, "language", &f->lang);
    xmlFreeDoc(head);
    f->head_read = true;
    return ok;
}

/* Set a field that the item leaves out. */
static bool set_default(feed_state *f, record_field field, const buffer *value) {
    bool wanted = story_record_is_empty(&f->record, field);
    return !wanted || story_record_set(&f->record, field, value->data, value->n);
}

/* Free from HTML what an element holds. */
static dg_status set_text(feed_state *f, const xmlNode *item, dg_error *error) {
    static const char *const names[] = {"content:encoded", "content", "description", "summary",
                                        "title"};
    for (size_t i = 0; i < sizeof names / sizeof *names && f->record.text.n == 0; i++) {
        const xmlNode *element = xml_child(item, names[i]);
        if (!element) continue;
        RETURN_IF(!take_text(f, element), error, DG_NO_MEMORY, "out of memory");
        FORWARD(html_read_piece(f->text.data, f->text.n, &f->record.text, error));
    }
    return DG_OK;
}

static dg_status fill(feed_state *f, const xmlNode *item, uint64_t line, dg_error *error) {
    story_record_begin(&f->record, f->records.file, line);
    bool ok = true;
    for (size_t i = 0; i < sizeof fields / sizeof *fields && ok; i++)
        ok = set_field(f, item, &fields[i]);
    ok = ok && set_link(f, item) && (f->head_read || read_head(f)) &&
         set_default(f, RECORD_SOURCE, &f->title) && set_default(f, RECORD_LANG, &f->lang);
    RETURN_IF(!ok, error, DG_NO_MEMORY, "out of memory");
    FORWARD(set_text(f, item, error));
    RETURN_IF(f->record.text.n == 0, error, DG_BAD_INPUT, "an item without text or title");
    return DG_OK;
}

static dg_status next_feed(void *state, dg_document *out, dg_error *error) {
    feed_state *f = state;
    const xmlNode *item;
    uint64_t line;
    if (f->record.open) return story_record_next(&f->record, out, error);
    FORWARD(xml_records_next(&f->records, &item, &line, error));
    dg_status status = fill(f, item, line, error);
    if (status == DG_OK) return story_record_next(&f->record, out, error);
    error_at(error, f->records.file->path, line, DG_NO_BYTE);
    return status;
}

static void close_feed(void *state) {
    feed_state *f = state;
    xml_records_free(&f->records);
    story_record_free(&f->record);
    buffer_free(&f->text);
    buffer_free(&f->title);
    buffer_free(&f->lang);
    free(f);
}

const story_kind story_kind_feed = {"feed", probe, open_feed, next_feed, close_feed};
