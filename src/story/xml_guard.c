/* The handler is libxml2's own variable of the thread, so that threads do not meet in it. */
#include "story/xml_guard.h"

#include <string.h>

/* To the end of the input without freeing any of it, since who raised the error may hold it:
 * libxml2's loops end there. */
static void stop(xmlParserCtxt *context) {
    context->disableSAX = 1;
    context->instate = XML_PARSER_EOF;
    if (context->input) context->input->cur = context->input->end;
}

static void see_error(void *user, xmlError *error) {
    xml_guard *guard = user;
    if (error->code != XML_ERR_NO_MEMORY) return;
    guard->failed = true;
    if (guard->context) stop(guard->context);
}

void xml_guard_begin(xml_guard *guard) {
    memset(guard, 0, sizeof *guard);
    guard->before = xmlStructuredError;
    guard->before_user = xmlStructuredErrorContext;
    xmlSetStructuredErrorFunc(guard, see_error);
}

void xml_guard_end(xml_guard *guard) {
    xmlSetStructuredErrorFunc(guard->before_user, guard->before);
}
