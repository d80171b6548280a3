/* Positions in characters, as the records have them. */
#include "record/cursor.h"

#include "base/utf8.h"

size_t characters_at(cursor *c, size_t byte) {
    const char *text = c->story->text;
    if (byte >= c->byte)
        c->character += utf8_count(text + c->byte, byte - c->byte);
    else
        c->character -= utf8_count(text + byte, c->byte - byte);
    c->byte = byte;
    return (size_t)c->story->char_offset + c->character;
}
