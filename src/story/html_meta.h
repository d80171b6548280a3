/* The inside of html.c: what a page's metadata tell of the story. */
#ifndef STORY_HTML_META_H
#define STORY_HTML_META_H

#include <libxml/tree.h>

#include "story/record.h"

/* Set record, zero the rest. */
typedef struct html_meta {
    story_record *record;
    int rank[N_RECORD_FIELD]; /* how sure what the record has is; 0: nothing yet */
    bool failed;
} html_meta;

/* An element of the page, in their order. */
void html_meta_see(html_meta *m, const xmlNode *node);

/* A script of JSON-LD. */
void html_meta_see_json(html_meta *m, const char *json, size_t n);

#endif
