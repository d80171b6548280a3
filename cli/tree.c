/* Dependency trees drawn beside their words, in the words' order.
 *
 * Every word has a row; its place in the tree is a column, two characters a level. A grid
 * notes for each cell in which of the four directions lines leave it, and the box-drawing
 * character follows from that, so that crossing (non-projective) branches come out right. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"

enum { UP = 1, DOWN = 2, LEFT = 4, RIGHT = 8 };

static const char *const box[16] = {" ", "╵", "╷", "│", "╴", "╯", "╮", "┤",
                                    "╶", "╰", "╭", "├", "─", "┴", "┬", "┼"};

typedef struct drawing {
    const dg_story *story;
    const dg_sentence *sentence;
    const dg_word *word; /* of the sentence */
    size_t n, columns, form_width;
    uint8_t *cell; /* [n][columns] */
    size_t *depth; /* [n]: 0 for the root */
    bool colour, ok;
    cli_text *out;
} drawing;

static void put(drawing *d, const char *s, size_t n) {
    d->ok = d->ok && cli_text_write(d->out, s, n);
}

static void put_string(drawing *d, const char *s) {
    put(d, s, strlen(s));
}

/* Columns of n bytes of UTF-8, near enough for a drawing: one a character. */
static size_t width_of(const char *s, size_t n) {
    size_t width = 0;
    for (size_t i = 0; i < n; i++) width += ((unsigned char)s[i] & 0xC0) != 0x80;
    return width;
}

static size_t depth_of(const drawing *d, size_t i) {
    size_t depth = 0;
    while (d->word[i].head) {
        i = d->word[i].head - 1;
        depth++;
    }
    return depth;
}

static void measure(drawing *d) {
    size_t deepest = 0;
    for (size_t i = 0; i < d->n; i++) {
        const dg_word *w = &d->word[i];
        size_t width = width_of(d->story->text + w->start, w->end - w->start);
        d->depth[i] = depth_of(d, i);
        if (d->depth[i] > deepest) deepest = d->depth[i];
        if (width > d->form_width && width <= 30) d->form_width = width;
    }
    d->columns = 2 * deepest + 2;
}

/* A branch from the head's column, at the head's row, to the word's row and on to its text. */
static void draw_branch(drawing *d, size_t i) {
    size_t column = d->word[i].head ? 2 * (d->depth[i] - 1) : 0;
    uint8_t *row = d->cell + i * d->columns;
    if (d->word[i].head) {
        size_t head = d->word[i].head - 1;
        size_t top = head < i ? head : i, bottom = head < i ? i : head;
        for (size_t r = top; r < bottom; r++) {
            d->cell[r * d->columns + column] |= DOWN;
            d->cell[(r + 1) * d->columns + column] |= UP;
        }
    }
    row[column] |= d->word[i].head ? RIGHT : LEFT | RIGHT; /* the root sticks out */
    for (size_t c = column + 1; c < d->columns; c++)
        row[c] |= c + 1 < d->columns ? LEFT | RIGHT : LEFT;
}

static void put_row(drawing *d, size_t i) {
    const dg_word *w = &d->word[i];
    size_t n = w->end - w->start, width = width_of(d->story->text + w->start, n);
    if (d->colour) put_string(d, "\033[2m");
    put_string(d, "  ");
    for (size_t c = 0; c < d->columns; c++) put_string(d, box[d->cell[i * d->columns + c]]);
    if (d->colour) put_string(d, w->head ? "\033[0m" : "\033[0;1m");
    put_string(d, " ");
    put(d, d->story->text + w->start, n);
    if (d->colour) put_string(d, "\033[0m");
    for (; width < d->form_width; width++) put_string(d, " ");
    char tail[96];
    snprintf(tail, sizeof tail, "  %-5s %s\n", dg_upos_name(w->upos),
             dg_deprel_name(w->deprel));
    put_string(d, tail);
}

static void put_title(drawing *d) {
    const char *text = d->story->text;
    for (uint32_t i = d->sentence->start; i < d->sentence->end; i++) {
        bool line_end = text[i] == '\n' || text[i] == '\r' || text[i] == '\t';
        put(d, line_end ? " " : text + i, 1);
    }
    put_string(d, "\n");
}

static void draw_sentence(drawing *d) {
    d->cell = NULL;
    d->columns = d->form_width = 0;
    d->depth = calloc(d->n, sizeof *d->depth);
    if (d->depth) {
        measure(d);
        d->cell = calloc(d->n, d->columns);
    }
    d->ok = d->ok && d->cell;
    if (d->ok) {
        put_title(d);
        for (size_t i = 0; i < d->n; i++) draw_branch(d, i);
        for (size_t i = 0; i < d->n; i++) put_row(d, i);
        put_string(d, "\n");
    }
    free(d->cell);
    free(d->depth);
}

bool cli_draw_story(const dg_story *story, bool colour, cli_text *out) {
    drawing d = {.story = story, .colour = colour, .ok = true, .out = out};
    for (size_t i = 0; i < story->n_sentence && d.ok; i++) {
        d.sentence = &story->sentence[i];
        d.word = story->word + d.sentence->word;
        d.n = d.sentence->n_word;
        draw_sentence(&d);
    }
    return d.ok;
}
