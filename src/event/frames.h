/* Event frames: which words tell of which event, and who is who in it. data/frames/README.md is
 * the language.
 *
 * Compiled, they are a file of sections (base/sections.h), mapped and read in place:
 *
 *   strings  text, each string ended with a NUL: file names, frame ids
 *   frames   event_frame[]
 *   tokens   event_token[]: what a frame asks for behind its head
 *   lemmas   u64[]: hashes of lemmas, in lists
 *   heads    u32[]: frames by head: a list of them for each head lemma
 *   index    hash table: hash of (kind, lemma) -> first of its run in heads; runs end with
 *            UINT32_MAX
 *
 * Finding the frames of a word is one look-up, and each is tried against the word's own
 * dependents, so matching is linear in the sentence. */
#ifndef EVENT_FRAMES_H
#define EVENT_FRAMES_H

#include <stdbool.h>

#include "base/hash.h"
#include "base/mapped.h"
#include "dragoman.h"
#include "event/plover.h"

#define FRAMES_MAGIC "DG-FRAME"
enum { FRAMES_VERSION = 1, FRAMES_MAX_TOKEN = 8 };

typedef enum frame_kind { FRAME_VERB, FRAME_NOUN } frame_kind;

typedef enum frame_role { ROLE_OF_NOBODY, ROLE_OF_ACTOR, ROLE_OF_RECIPIENT } frame_role;

typedef enum token_kind {
    TOKEN_PARTICLE, /* +out */
    TOKEN_OBJECT,   /* R or A, or {…}: with lemmas it must be one of them */
    TOKEN_PREP,     /* on R, or to {jail} */
    TOKEN_VERB,     /* >leave|fight */
} token_kind;

typedef struct event_token {
    uint8_t kind, role, required, zero;
    uint32_t prep, n_prep;   /* lemmas: of prepositions, or particles */
    uint32_t lemma, n_lemma; /* what must stand there; none: anything */
} event_token;

typedef struct event_frame {
    uint32_t id, file, line; /* id: "ASSAULT/open-fire" */
    uint32_t token, n_token;
    char cameo[5];
    uint8_t kind, type, mode, status;
    uint8_t mutual, weak;
    uint8_t subject;  /* of a verb: the role of its subject */
    uint8_t of, poss; /* of a noun */
    uint8_t zero[2];
} event_frame;

typedef struct event_frames {
    mapped_file file;
    unsigned char *memory;
    const char *strings;
    const event_frame *frame; /* [n_frame] */
    const event_token *token;
    const uint64_t *lemma;
    const uint32_t *head;
    const hash_slot *index;
    size_t index_mask;
    size_t n_strings, n_frame, n_token, n_lemma, n_head;
} event_frames;

uint64_t frames_lemma_hash(const char *lemma, size_t n);
uint64_t frames_head_key(unsigned kind, uint64_t lemma);

/* The run of frame numbers of a head, ended by UINT32_MAX; never NULL. */
const uint32_t *frames_of_head(const event_frames *f, frame_kind kind, const char *lemma);

/* Called for each mistake; reading goes on behind it. */
typedef void (*frames_report)(void *user, const dg_error *error);

/* Read files of frames and compile them. *out is to be freed. Mistakes go to report and are
 * counted in *mistakes. Errors: DG_IO, DG_NO_MEMORY. */
dg_status frames_compile(const char *const *path, size_t n, frames_report report, void *user,
                         unsigned char **out, size_t *size, size_t *mistakes, dg_error *error);

/* Open a compiled file, or take one in memory (aligned to 64, from malloc, then owned). Errors:
 * DG_IO, DG_BAD_MODEL. */
dg_status frames_open(const char *path, event_frames *out, dg_error *error);
dg_status frames_take(unsigned char *memory, size_t size, const char *name, event_frames *out,
                      dg_error *error);
void frames_close(event_frames *frames);

#endif
