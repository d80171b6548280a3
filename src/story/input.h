/* A stream of bytes from a file, standard input or memory. What gzip (RFC 1952) or zstd
 * (RFC 8878) packed is seen by its first bytes and unpacked, members and frames one behind
 * the other included. */
#ifndef STORY_INPUT_H
#define STORY_INPUT_H

#include "dragoman.h"

typedef struct story_input story_input;

/* The most that can be looked at ahead; also how much is read at once. */
#define STORY_INPUT_CHUNK ((size_t)64 << 10)

/* Packed data may unpack to 64 MiB and, beyond that, to so many times its size. News packs to a
 * tenth; what is past this was made to exhaust its reader. */
#define STORY_MAX_RATIO 1000

/* Open a file; "-" is standard input. Errors: DG_IO, DG_NO_MEMORY. */
dg_status story_input_open(const char *path, story_input **out, dg_error *error);

/* The same over n bytes of memory, which must outlive it; step is how many come with one
 * read, 0 for as many as go. name stands in errors. Errors: DG_NO_MEMORY. */
dg_status story_input_memory(const char *name, const void *bytes, size_t n, size_t step,
                             story_input **out, dg_error *error);
void story_input_close(story_input *in);

/* Look at the unpacked bytes ahead: at least want (1 to STORY_INPUT_CHUNK) of them, fewer
 * only where the input ends; they stay until the next call. When reading or unpacking fails,
 * what was read before it is given first, and the error once nothing else is left.
 * Errors: DG_IO, DG_BAD_INPUT (packed data cut short or damaged, or past its ratio, at a byte of the packed
 * file), DG_NO_MEMORY. */
dg_status story_input_peek(story_input *in, size_t want, const char **bytes, size_t *n,
                           dg_error *error);

/* Go on behind n of the bytes seen. */
void story_input_take(story_input *in, size_t n);

/* Bytes read from the file itself, packed as they are. */
uint64_t story_input_done(const story_input *in);

#endif
