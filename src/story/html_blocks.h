/* The inside of html.c: a page's tree as a list of blocks of text, and which of them are prose.
 */
#ifndef STORY_HTML_BLOCKS_H
#define STORY_HTML_BLOCKS_H

#include <libxml/tree.h>

#include "base/array.h"
#include "base/buffer.h"
#include "story/html_meta.h"

#define NO_REGION UINT32_MAX

/* Text that no line of layout breaks: a paragraph, a heading, a cell. */
typedef struct html_block {
    uint32_t start, end; /* bytes of the text */
    uint32_t words, link_words;
    uint32_t region; /* the innermost region it is in; NO_REGION */
    bool heading;
} html_block;

/* What an element is to the page as a whole. */
typedef enum region_kind {
    REGION_BODY,    /* itemprop="articleBody" */
    REGION_ARTICLE, /* <article> */
    REGION_MAIN,    /* <main> */
    REGION_ASIDE,   /* called so as what stands beside a story: "sidebar", "comments" */
} region_kind;

typedef struct html_region {
    uint32_t outer; /* the region around it; NO_REGION */
    region_kind kind;
    uint32_t words; /* of prose in it */
} html_region;

typedef struct html_blocks {
    buffer text;
    ARRAY(html_block) block;
    ARRAY(html_region) region;
} html_blocks;

/* Take the tree apart; meta, which may be NULL, is shown each element. False: out of memory. */
bool html_blocks_take(html_blocks *b, const xmlNode *root, html_meta *meta);

/* Add the blocks that are prose to out, blank lines between them. Boilerplate is told by the
 * density of links and words in a block and its neighbours (Kohlschuetter, Fankhauser and Nejdl
 * 2010, the tree over numbers of words), within the region that holds the story. */
bool html_blocks_add_prose(html_blocks *b, buffer *out);

/* Add all blocks. */
bool html_blocks_add_all(const html_blocks *b, buffer *out);

void html_blocks_free(html_blocks *b);

#endif
