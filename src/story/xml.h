/* XML as files of news have it: what the root is called, and records one behind the other, each
 * of which is parsed by itself, so that a broken one costs no other and a file of any size
 * takes the memory of its largest record. */
#ifndef STORY_XML_H
#define STORY_XML_H

#include <libxml/tree.h>

#include "story/source.h"

/* The name of the root element of a text that begins with these bytes, prefix and all; "html"
 * for
 * <!DOCTYPE html>. STORY_NO: it is no markup. */
story_answer xml_root(const char *bytes, size_t n, const char **name, size_t *n_name);

/* Set source.in, file and name, zero the rest. */
typedef struct xml_records {
    story_source source;
    const story_file *file;
    const char *name[2]; /* what a record's element is called; the second may be NULL */
    size_t at;           /* what of the source's text is looked through */
    const char *until;   /* within a comment or CDATA: what ends it */
    bool within;         /* a record has begun, at the source's front */
    bool begun;          /* the first record was come to */
    buffer head;         /* what stands before it */
    bool head_lost;      /* memory was out for it */
    uint64_t newlines;   /* line ends before the source's front */
    uint64_t mended, first_mended;
    buffer text; /* of the record at hand, mended */
    xmlDoc *doc; /* of the record at hand */
} xml_records;

/* The next record's element, which lives until the next call, and its line. Markup that is not
 * well-formed is mended where libxml2 can, and warned of once a file. Errors: DG_END,
 * DG_BAD_INPUT, DG_OVER_LIMIT, DG_NO_MEMORY; all but DG_END and DG_NO_MEMORY concern one
 * record. */
dg_status xml_records_next(xml_records *x, const xmlNode **record, uint64_t *line,
                           dg_error *error);
void xml_records_free(xml_records *x);

/* What stands before the first record, of which no more is kept, as far as it is XML; the
 * caller frees it, whatever is returned. *out is NULL: there is none. False: out of memory. */
bool xml_parse_head(const xml_records *x, xmlDoc **out);
#define XML_MAX_HEAD ((size_t)32 << 10)

/* Whether an element has a name, with the prefix that the file uses ("content:encoded"). */
bool xml_is(const xmlNode *node, const char *name);

/* The first element of a name below a node; NULL: none. */
const xmlNode *xml_child(const xmlNode *node, const char *name);

/* Add all text below a node, or an attribute's value (NULL: none), to out. False: no memory. */
bool xml_add_text(const xmlNode *node, buffer *out);
const char *xml_attribute(const xmlNode *node, const char *name);

/* An element's tag of more attributes is not parsed: it would take the square of them. */
#define XML_MAX_ATTRIBUTES 256

#endif
