/* CoNLL-U (universaldependencies.org/format.html). Forms are the story's characters as they
 * stand; only white space, which the format's lines rest on, is written as single spaces. */
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/utf8.h"
#include "dragoman.h"

enum { FLUSH = 1 << 16 };

typedef struct writer {
    const dg_engine *engine;
    const dg_story *story;
    bool ranges;
    buffer out;
    bool ok;
    size_t at_byte; /* positions are counted on from here, for they only grow */
    uint64_t at_char;
} writer;

static void put(writer *w, const char *s) {
    w->ok = w->ok && buffer_add_string(&w->out, s);
}

static void put_number(writer *w, uint64_t n) {
    w->ok = w->ok && buffer_add_number(&w->out, n);
}

/* Text of [start, end) with every run of white space as one space. */
static void put_text(writer *w, const char *s, size_t n) {
    bool space = false;
    for (size_t i = 0, step; i < n; i += step) {
        uint32_t c = utf8_decode(s + i, n - i, &step);
        bool now = c != UTF8_BAD && uni_class_of(c) == UNI_SPACE;
        if (now && !space) w->ok = w->ok && buffer_add_char(&w->out, ' ');
        if (!now) w->ok = w->ok && buffer_add(&w->out, s + i, step);
        space = now;
    }
}

static void put_span(writer *w, uint32_t start, uint32_t end) {
    put_text(w, w->story->text + start, end - start);
}

static uint64_t char_position(writer *w, size_t byte) {
    if (byte < w->at_byte) {
        w->at_byte = 0;
        w->at_char = w->story->char_offset;
    }
    w->at_char += utf8_count(w->story->text + w->at_byte, byte - w->at_byte);
    w->at_byte = byte;
    return w->at_char;
}

/* The last column of a token's line. */
static void put_misc(writer *w, const dg_token *t) {
    if (!t->space_after) put(w, "SpaceAfter=No");
    if (w->ranges) {
        put(w, t->space_after ? "TokenRange=" : "|TokenRange=");
        put_number(w, char_position(w, t->start));
        put(w, ":");
        put_number(w, char_position(w, t->end));
    }
    if (t->space_after && !w->ranges) put(w, "_");
    put(w, "\n");
}

static void put_multiword(writer *w, const dg_token *t, size_t id) {
    put_number(w, id);
    put(w, "-");
    put_number(w, id + t->n_word - 1);
    put(w, "\t");
    put_span(w, t->start, t->end);
    put(w, "\t_\t_\t_\t_\t_\t_\t_\t");
    put_misc(w, t);
}

static void put_word(writer *w, const dg_word *word, size_t id) {
    const char *column[] = {dg_upos_name(word->upos), dg_xpos_name(word->xpos),
                            dg_feats_name(w->engine, word->feats)};
    put_number(w, id);
    put(w, "\t");
    put_span(w, word->start, word->end);
    put(w, "\t");
    put_text(w, word->lemma, strlen(word->lemma));
    for (size_t i = 0; i < sizeof column / sizeof *column; i++) {
        put(w, "\t");
        put(w, column[i]);
    }
    put(w, "\t");
    put_number(w, word->head);
    put(w, "\t");
    put(w, dg_deprel_name(word->deprel));
    put(w, "\t_\t");
}

static void put_token(writer *w, const dg_sentence *s, const dg_token *t) {
    size_t id = t->word - s->word + 1;
    if (t->n_word > 1) put_multiword(w, t, id);
    for (size_t k = 0; k < t->n_word; k++) {
        put_word(w, &w->story->word[t->word + k], id + k);
        if (t->n_word > 1)
            put(w, "_\n");
        else
            put_misc(w, t);
    }
}

static void put_comments(writer *w, size_t i) {
    const dg_story *story = w->story;
    const dg_sentence *s = &story->sentence[i];
    const dg_block *block = &story->block[s->block];
    bool first_of_block = i == 0 || story->sentence[i - 1].block != s->block;
    if (i == 0 && story->part == 0) {
        put(w, "# newdoc id = ");
        put_text(w, story->id, strlen(story->id));
        put(w, "\n");
    }
    if (first_of_block && block->new_paragraph) put(w, "# newpar\n");
    put(w, "# sent_id = ");
    put_text(w, story->id, strlen(story->id));
    put(w, *story->id ? "-" : "");
    put_number(w, story->sentence_offset + i + 1);
    put(w, "\n# text = ");
    put_span(w, s->start, s->end);
    put(w, "\n");
}

static void put_sentence(writer *w, size_t i) {
    const dg_sentence *s = &w->story->sentence[i];
    put_comments(w, i);
    for (uint32_t t = 0; t < s->n_token; t++) put_token(w, s, &w->story->token[s->token + t]);
    put(w, "\n");
}

static dg_status flush(writer *w, dg_write_fn write, void *user, dg_error *error) {
    RETURN_IF(!w->ok, error, DG_NO_MEMORY, "out of memory");
    bool written = w->out.n == 0 || write(user, w->out.data, w->out.n);
    RETURN_IF(!written, error, DG_IO, "cannot write");
    w->out.n = 0;
    return DG_OK;
}

dg_status dg_write_conllu(const dg_engine *engine, const dg_story *story,
                          const dg_conllu_options *options, dg_write_fn write, void *user,
                          dg_error *error) {
    writer w = {.engine = engine,
                .story = story,
                .ranges = options && options->ranges,
                .ok = true,
                .at_char = story->char_offset};
    dg_status status = DG_OK;
    for (size_t i = 0; i < story->n_sentence && status == DG_OK; i++) {
        put_sentence(&w, i);
        if (w.out.n >= FLUSH) status = flush(&w, write, user, error);
    }
    if (status == DG_OK) status = flush(&w, write, user, error);
    buffer_free(&w.out);
    return status;
}
