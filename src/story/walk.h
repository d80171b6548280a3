/* Walking paths: files as they are, folders with every file below them. */
#ifndef STORY_WALK_H
#define STORY_WALK_H

#include "base/array.h"
#include "base/buffer.h"
#include "story/kind.h"

typedef struct story_folder story_folder;

/* Set roots, n_roots and warner, zero the rest. */
typedef struct story_walk {
    const char *const *roots;
    size_t n_roots, next;
    story_warner warner;
    ARRAY(story_folder) folders; /* those being walked, each within the one before */
    buffer path;
} story_walk;

#define STORY_UNKNOWN_SIZE UINT64_MAX

/* The next file in *path, which lives until the next call, and its size in bytes
 * (STORY_UNKNOWN_SIZE for standard input and what is no plain file). Within a folder files
 * come in name order, byte by byte; hidden ones, and what is neither file nor folder, are
 * left out, folders behind a symbolic link too, with a warning, since they may lead in a
 * circle. DG_END after the last. Errors: DG_IO (the next call goes on behind it),
 * DG_NO_MEMORY. */
dg_status story_walk_next(story_walk *w, const char **path, uint64_t *size, dg_error *error);

void story_walk_free(story_walk *w);

#endif
