/* Opening compiled frames: every number is checked once, here. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/sections.h"
#include "event/frames.h"

enum { LEMMA_SEED = 91, HEAD_SEED = 92 };

uint64_t frames_lemma_hash(const char *lemma, size_t n) {
    return hash_bytes(lemma, n, LEMMA_SEED);
}

uint64_t frames_head_key(unsigned kind, uint64_t lemma) {
    uint64_t both[2] = {kind, lemma};
    return hash_bytes(both, sizeof both, HEAD_SEED);
}

const uint32_t *frames_of_head(const event_frames *f, frame_kind kind, const char *lemma) {
    static const uint32_t none[] = {UINT32_MAX};
    uint64_t key = frames_head_key(kind, frames_lemma_hash(lemma, strlen(lemma)));
    uint32_t at = hash_find(f->index, f->index_mask, key);
    return at == HASH_NONE ? none : f->head + at;
}

static bool in_range(uint64_t first, uint64_t n, uint64_t all) {
    return first <= all && n <= all - first;
}

static bool is_sane_frame(const event_frames *f, const event_frame *x) {
    return x->id < f->n_strings && x->file < f->n_strings &&
           in_range(x->token, x->n_token, f->n_token) && x->n_token <= FRAMES_MAX_TOKEN &&
           memchr(x->cameo, 0, sizeof x->cameo) && plover_cameo_of(x->cameo) &&
           x->kind <= FRAME_NOUN && x->type < N_TYPE &&
           x->type > 0 && x->mode < N_MODE && x->status < N_STATUS &&
           x->subject <= ROLE_OF_RECIPIENT && x->of <= ROLE_OF_RECIPIENT &&
           x->poss <= ROLE_OF_RECIPIENT;
}

static bool is_sane_token(const event_frames *f, const event_token *t) {
    return t->kind <= TOKEN_VERB && t->role <= ROLE_OF_RECIPIENT &&
           in_range(t->prep, t->n_prep, f->n_lemma) &&
           in_range(t->lemma, t->n_lemma, f->n_lemma);
}

static dg_status check(const section_file *s, const event_frames *f) {
    if (!f->n_strings || f->strings[f->n_strings - 1] != '\0')
        return section_bad(s, "strings", "does not end with a NUL");
    for (size_t i = 0; i < f->n_frame; i++)
        if (!is_sane_frame(f, &f->frame[i])) return section_bad(s, "frames", "points outside");
    for (size_t i = 0; i < f->n_token; i++)
        if (!is_sane_token(f, &f->token[i])) return section_bad(s, "tokens", "points outside");
    if (!f->n_head || f->head[f->n_head - 1] != UINT32_MAX)
        return section_bad(s, "heads", "does not end");
    for (size_t i = 0; i < f->n_head; i++)
        if (f->head[i] != UINT32_MAX && f->head[i] >= f->n_frame)
            return section_bad(s, "heads", "points outside");
    return DG_OK;
}

static dg_status load(const section_file *s, event_frames *f) {
    const void *data;
    uint64_t size;
    FORWARD(section_find(s, "strings", 0, &data, &size));
    f->strings = data;
    f->n_strings = size;
    FORWARD(section_records(s, "frames", sizeof *f->frame, &data, &f->n_frame));
    f->frame = data;
    FORWARD(section_records(s, "tokens", sizeof *f->token, &data, &f->n_token));
    f->token = data;
    FORWARD(section_records(s, "lemmas", sizeof *f->lemma, &data, &f->n_lemma));
    f->lemma = data;
    FORWARD(section_records(s, "heads", sizeof *f->head, &data, &f->n_head));
    f->head = data;
    FORWARD(section_table(s, "index", (uint32_t)f->n_head, &f->index, &f->index_mask));
    return check(s, f);
}

static dg_status open_bytes(event_frames *f, const unsigned char *data, size_t size,
                            const char *path, dg_error *error) {
    section_file s;
    dg_status status =
        sections_open(data, size, FRAMES_MAGIC, FRAMES_VERSION, "frames", path, &s, error);
    if (status == DG_OK) status = load(&s, f);
    if (status != DG_OK) frames_close(f);
    return status;
}

dg_status frames_open(const char *path, event_frames *out, dg_error *error) {
    memset(out, 0, sizeof *out);
    FORWARD(mapped_open(path, &out->file, error));
    return open_bytes(out, out->file.data, out->file.size, path, error);
}

dg_status frames_take(unsigned char *memory, size_t size, const char *name, event_frames *out,
                      dg_error *error) {
    memset(out, 0, sizeof *out);
    out->memory = memory;
    return open_bytes(out, memory, size, name, error);
}

void frames_close(event_frames *frames) {
    if (!frames) return;
    free(frames->memory);
    mapped_close(&frames->file);
    memset(frames, 0, sizeof *frames);
}
