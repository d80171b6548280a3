/* Bytes as characters: a place that moves along a story's text, for counting it from the start
 * for each position would cost the square of its length. */
#ifndef RECORD_CURSOR_H
#define RECORD_CURSOR_H

#include "dragoman.h"

typedef struct cursor {
    const dg_story *story;
    size_t byte, character;
} cursor;

/* The characters of the whole text, earlier parts too, before this byte of the story's. */
size_t characters_at(cursor *c, size_t byte);

#endif
