/* libxml2 when memory is out: left to itself it prints, returns half a tree as if it were
 * whole, and may look for the end of an element for ever. A guard around each parse stops it
 * there. */
#ifndef STORY_XML_GUARD_H
#define STORY_XML_GUARD_H

#include <stdbool.h>

#include <libxml/parser.h>

typedef struct xml_guard {
    xmlParserCtxt *context; /* set once there is one */
    bool failed;            /* memory was out */
    xmlStructuredErrorFunc before;
    void *before_user;
} xml_guard;

/* Take this thread's errors of libxml2 until the end, which gives them back to whoever had
 * them. The guard must not move in between. */
void xml_guard_begin(xml_guard *guard);
void xml_guard_end(xml_guard *guard);

#endif
