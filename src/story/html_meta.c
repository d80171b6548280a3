/* Metadata of pages: Open Graph, Dublin Core, schema.org (as attributes and as JSON-LD), and
 * what HTML itself has. Where several tell the same thing, the surer one is kept. */
#include "story/html_meta.h"

#include <jansson.h>
#include <string.h>

#include "story/day.h"
#include "story/xml.h"
#include "story/json_text.h"

/* Ranks above: what the story's own markup says; below: what may be the site's. */
enum { GUESS = 1, SITE, STATED, SURE };

typedef struct meta_key {
    const char *key;
    record_field field;
    int rank;
} meta_key;

/* Names in <meta name|property|itemprop>. */
static const meta_key keys[] = {
    {"og:title", RECORD_TITLE, SURE},
    {"headline", RECORD_TITLE, STATED},
    {"dc.title", RECORD_TITLE, STATED},
    {"twitter:title", RECORD_TITLE, STATED},
    {"article:published_time", RECORD_DATE, SURE},
    {"og:article:published_time", RECORD_DATE, SURE},
    {"datepublished", RECORD_DATE, SURE},
    {"dc.date.issued", RECORD_DATE, STATED},
    {"dcterms.created", RECORD_DATE, STATED},
    {"dcterms.date", RECORD_DATE, STATED},
    {"dc.date", RECORD_DATE, STATED},
    {"pubdate", RECORD_DATE, STATED},
    {"publishdate", RECORD_DATE, STATED},
    {"publish-date", RECORD_DATE, STATED},
    {"publication_date", RECORD_DATE, STATED},
    {"parsely-pub-date", RECORD_DATE, STATED},
    {"sailthru.date", RECORD_DATE, STATED},
    {"date", RECORD_DATE, SITE},
    {"og:site_name", RECORD_SOURCE, SURE},
    {"dc.publisher", RECORD_SOURCE, STATED},
    {"application-name", RECORD_SOURCE, SITE},
    {"og:url", RECORD_URL, STATED},
};

static void set(html_meta *m, record_field field, int rank, const char *value, size_t n) {
    char day[STORY_DAY];
    bool date = field == RECORD_DATE;
    if (rank <= m->rank[field] || n == 0) return;
    if (date && !story_day_of(value, n, day)) return;
    m->rank[field] = rank;
    m->failed = m->failed || !(date ? story_record_set_date(m->record, value, n)
                                    : story_record_set(m->record, field, value, n));
}

static void set_string(html_meta *m, record_field field, int rank, const char *value) {
    if (value) set(m, field, rank, value, strlen(value));
}

static void see_meta(html_meta *m, const xmlNode *node) {
    static const char *const names[] = {"property", "name", "itemprop"};
    const char *content = xml_attribute(node, "content");
    for (size_t n = 0; n < sizeof names / sizeof *names; n++) {
        const char *name = xml_attribute(node, names[n]);
        for (size_t i = 0; name && i < sizeof keys / sizeof *keys; i++)
            if (!strcasecmp(name, keys[i].key))
                set_string(m, keys[i].field, keys[i].rank, content);
    }
}

static void see_link(html_meta *m, const xmlNode *node) {
    const char *rel = xml_attribute(node, "rel");
    if (rel && !strcasecmp(rel, "canonical"))
        set_string(m, RECORD_URL, SURE, xml_attribute(node, "href"));
}

static void see_time(html_meta *m, const xmlNode *node) {
    const char *prop = xml_attribute(node, "itemprop");
    bool published =
        (prop && !strcasecmp(prop, "datePublished")) || xml_attribute(node, "pubdate");
    set_string(m, RECORD_DATE, published ? STATED : GUESS, xml_attribute(node, "datetime"));
}

/* The text of an element that holds nothing else worth reading. */
static void see_text(html_meta *m, record_field field, int rank, const xmlNode *node) {
    if (rank <= m->rank[field]) return;
    xmlChar *text = xmlNodeGetContent(node);
    if (!text)
        m->failed = true;
    else
        set_string(m, field, rank, (const char *)text);
    xmlFree(text);
}

/* ---- JSON-LD ----------------------------------------------------------------------------- */

#define MAX_JSON ((size_t)256 << 10)

static void see_thing(html_meta *m, const json_t *thing) {
    set_string(m, RECORD_DATE, STATED,
               json_string_value(json_object_get(thing, "datePublished")));
    set_string(m, RECORD_TITLE, STATED, json_string_value(json_object_get(thing, "headline")));
}

/* A thing, a list of things, or a graph of them. */
static void see_things(html_meta *m, const json_t *things) {
    const json_t *graph = json_object_get(things, "@graph");
    const json_t *list = json_is_array(things) ? things : graph;
    size_t i;
    json_t *thing;
    see_thing(m, things);
    json_array_foreach(list, i, thing) see_thing(m, thing);
}

void html_meta_see_json(html_meta *m, const char *json, size_t n) {
    json_error_t error;
    bool memory_out = false;
    json_t *things =
        n <= MAX_JSON ? json_text_parse(json, n, 0, &error, &memory_out) : NULL;
    m->failed = m->failed || memory_out;
    see_things(m, things);
    json_decref(things);
}

void html_meta_see(html_meta *m, const xmlNode *node) {
    const char *name = (const char *)node->name;
    if (!strcmp(name, "meta"))
        see_meta(m, node);
    else if (!strcmp(name, "link"))
        see_link(m, node);
    else if (!strcmp(name, "time"))
        see_time(m, node);
    else if (!strcmp(name, "title"))
        see_text(m, RECORD_TITLE, GUESS, node);
    else if (!strcmp(name, "h1"))
        see_text(m, RECORD_TITLE, SITE, node);
    else if (!strcmp(name, "html"))
        set_string(m, RECORD_LANG, SURE, xml_attribute(node, "lang"));
}
