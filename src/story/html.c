/* HTML by libxml2, over a cleaned page. libxml2 takes the square of the depth of elements, and
 * so limits it. Character sets are not its business: it gets UTF-8. */
#include "story/html.h"

#include <libxml/HTMLparser.h>
#include <string.h>

#include "base/error.h"
#include "story/html_blocks.h"
#include "story/html_clean.h"
#include "story/xml_guard.h"

/* By this libxml2 knows that a page is UTF-8, and reads it in place; told so otherwise, it converts
 * the page to itself, and runs past the end of that when memory is out. */
static const char utf8_mark[] = "\xEF\xBB\xBF";

static dg_status parse(const char *html, size_t n, htmlDocPtr *doc, dg_error *error) {
    enum {
        OPTIONS = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                  HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC | HTML_PARSE_COMPACT
    };
    xml_guard guard;
    xml_guard_begin(&guard);
    bool deep = false;
    htmlParserCtxtPtr context = guard.context = htmlNewParserCtxt();
    if (context) {
        *doc = htmlCtxtReadMemory(context, html, (int)n, NULL, NULL, OPTIONS);
        deep = context->errNo == XML_ERR_INTERNAL_ERROR;
        htmlFreeParserCtxt(context);
    }
    xml_guard_end(&guard);
    bool memory = !context || guard.failed;
    if (!memory && !deep) return DG_OK;
    xmlFreeDoc(*doc);
    RETURN_IF(memory, error, DG_NO_MEMORY, "out of memory");
    return error_set(error, DG_OVER_LIMIT,
                     "a page with elements more than %d deep, passed over", HTML_MAX_DEPTH);
}

static dg_status take_tree(const buffer *page, html_meta *meta, html_blocks *b,
                           dg_error *error) {
    htmlDocPtr doc = NULL;
    if (page->n == strlen(utf8_mark)) return DG_OK; /* nothing but comments */
    FORWARD(parse(page->data, page->n, &doc, error));
    const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
    bool ok = !root || html_blocks_take(b, root, meta);
    xmlFreeDoc(doc);
    RETURN_IF(!ok || (meta && meta->failed), error, DG_NO_MEMORY, "out of memory");
    return DG_OK;
}

static void see_data(void *user, const char *json, size_t n) {
    html_meta_see_json(user, json, n);
}

static dg_status read_blocks(const char *html, size_t n, html_meta *meta, html_blocks *b,
                             dg_error *error) {
    buffer page = {0};
    if (n == 0) return DG_OK;
    RETURN_IF(n > HTML_MAX_PAGE, error, DG_OVER_LIMIT,
              "a page of more than 4 MiB, passed over");
    bool ok = buffer_add_string(&page, utf8_mark) &&
              html_clean(html, n, &page, meta ? see_data : NULL, meta);
    dg_status status =
        ok ? take_tree(&page, meta, b, error) : error_set(error, DG_NO_MEMORY, "out of memory");
    buffer_free(&page);
    return status;
}

dg_status html_read_page(const char *html, size_t n, story_record *r, dg_error *error) {
    html_blocks b = {0};
    html_meta meta = {.record = r};
    dg_status status = read_blocks(html, n, &meta, &b, error);
    if (status == DG_OK && !html_blocks_add_prose(&b, &r->text))
        status = error_set(error, DG_NO_MEMORY, "out of memory");
    html_blocks_free(&b);
    return status;
}

dg_status html_read_piece(const char *html, size_t n, buffer *out, dg_error *error) {
    html_blocks b = {0};
    dg_status status = read_blocks(html, n, NULL, &b, error);
    if (status == DG_OK && !html_blocks_add_all(&b, out))
        status = error_set(error, DG_NO_MEMORY, "out of memory");
    html_blocks_free(&b);
    return status;
}
