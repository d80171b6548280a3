/* JSON as RFC 8259 has it; the text is valid UTF-8 and goes through as it stands. */
#include "record/json.h"

#include <stdio.h>
#include <string.h>

static bool add_escaped(buffer *b, unsigned char c) {
    char text[8];
    switch (c) {
    case '"':
        return buffer_add_string(b, "\\\"");
    case '\\':
        return buffer_add_string(b, "\\\\");
    case '\n':
        return buffer_add_string(b, "\\n");
    case '\t':
        return buffer_add_string(b, "\\t");
    default:
        snprintf(text, sizeof text, "\\u%04x", c);
        return buffer_add_string(b, text);
    }
}

bool json_add_text(buffer *b, const char *s, size_t n) {
    bool ok = buffer_add_char(b, '"');
    size_t from = 0;
    for (size_t i = 0; i < n && ok; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F) continue;
        ok = buffer_add(b, s + from, i - from) && add_escaped(b, c);
        from = i + 1;
    }
    return ok && buffer_add(b, s + from, n - from) && buffer_add_char(b, '"');
}

bool json_add_or_null(buffer *b, const char *s) {
    return *s ? json_add_text(b, s, strlen(s)) : buffer_add_string(b, "null");
}

bool json_add_real(buffer *b, double value, int digits) {
    char text[40];
    snprintf(text, sizeof text, "%.*g", digits, value);
    for (char *c = text; *c; c++)
        if (!strchr("-+e0123456789", *c)) *c = '.';
    return buffer_add_string(b, text);
}

static bool add_sectors(buffer *b, const dg_actor *actor) {
    bool ok = buffer_add_string(b, ",\"sector\":[");
    for (size_t i = 0; i < DG_SECTORS && *actor->sector[i] && ok; i++) {
        if (i) ok = buffer_add_char(b, ',');
        ok = ok && json_add_or_null(b, actor->sector[i]);
    }
    return ok && buffer_add_char(b, ']');
}

bool json_add_actor(buffer *b, const dg_actor *actor) {
    return buffer_add_string(b, "\"country\":") && json_add_or_null(b, actor->country) &&
           add_sectors(b, actor) && buffer_add_string(b, ",\"entity\":") &&
           json_add_or_null(b, actor->entity) && buffer_add_string(b, ",\"name\":") &&
           json_add_or_null(b, actor->name) && buffer_add_string(b, ",\"role\":") &&
           json_add_or_null(b, actor->role);
}
