/* Records in batches, as they go from the reader over a worker to the writer. */
#ifndef BATCH_H
#define BATCH_H

#include "cli.h"

/* A batch is full with so many records, or bytes of them: enough that handing it over costs
 * nothing beside the work on it, little enough that all workers get some of a short input. */
enum { BATCH_ITEMS = 64, BATCH_BYTES = 16 << 10 };

typedef struct batch_item {
    dg_document document; /* its strings are in `bytes` */
    char *bytes;
    dg_error error;  /* DG_OK, or why there is no document but its id; DG_END: only warnings */
    cli_text warned; /* by the reader, before it */
    uint64_t record; /* from 1; parts of one text have the same */
} batch_item;

/* What of a text is behind us: where its next part's numbers begin. */
typedef struct batch_numbers {
    uint64_t sentences, chars;
} batch_numbers;

typedef struct batch {
    /* the reader's */
    batch_item item[BATCH_ITEMS];
    size_t n, bytes;
    uint64_t read, total; /* of the input, in bytes, for progress */
    uint64_t sequence;
    bool end;         /* the last one */
    bool interrupted; /* since somebody asked to stop */
    /* the worker's */
    cli_text out, said; /* to the output; to standard error */
    size_t done;        /* items, from the first, that these hold */
    bool enough;        /* --fail-fast, and something failed: no further */
    cli_tally tally;
    uint64_t sentences, words;
} batch;

/* Where the numbers come from that a batch begins with, and go that it ends with. */
typedef struct batch_chain {
    void (*take)(void *user, const batch *b, batch_numbers *numbers);
    void (*leave)(void *user, const batch *b, const batch_numbers *numbers);
    void *user;
} batch_chain;

/* Read until the batch is full, or there is no more (`end`). */
void batch_fill(batch *b, cli_stories *run);

/* Work on all items, or until somebody asks to stop. */
void batch_work(batch *b, const cli_stories *run, dg_context *context,
                const batch_chain *chain);

/* Write what the worker left. False when the run ends here: the output is lost, or not all of
 * the batch was done. */
bool batch_write(const batch *b, cli_stories *run);

void batch_clear(batch *b); /* make it empty, to be filled again */
void batch_free(batch *b);

#endif
