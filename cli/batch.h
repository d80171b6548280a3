/* Records in batches, as they go from the reader over a worker to the writer. */
#ifndef BATCH_H
#define BATCH_H

#include "cli.h"

/* A batch is full with so many records, or bytes of them: enough that handing it over costs
 * nothing beside the work on it, little enough that all workers get some of a short input. */
enum { BATCH_ITEMS = 64, BATCH_BYTES = 16 << 10 };

/* What a text's next part must know of those before it. */
typedef struct batch_text {
    char date[11];             /* that the first part told; "" */
    uint64_t sentences, chars; /* where the part's numbers begin */
} batch_text;

typedef struct batch_item {
    dg_document document; /* its strings are in `bytes` */
    char *bytes;
    dg_error error;  /* DG_OK, or why there is no document but its id; DG_END: only warnings */
    cli_text warned; /* by the reader, before it */
    uint64_t record; /* from 1; parts of one text have the same */
    bool behind_passed; /* the part before was passed over: the reader knows what it left, */
    batch_text passed;  /* this */
    void *left;      /* by the worker, for the run's `take` */
} batch_item;

/* When it is known: the date at once, or as soon as the first part is coded; the numbers when
 * the part before is coded. */
typedef enum batch_link { BATCH_DATE, BATCH_NUMBERS, BATCH_LINKS } batch_link;

typedef struct batch {
    /* the reader's */
    batch_item item[BATCH_ITEMS];
    size_t n, bytes;
    uint64_t read, total; /* of the input, in bytes, for progress */
    uint64_t records;     /* of the input, behind it or passed over, when it is done */
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

/* What goes from the end of a batch to the beginning of the next: `take` waits until the batch
 * before has left it, `leave` is called once for each link. */
typedef struct batch_chain {
    void (*take)(void *user, const batch *b, batch_link link, batch_text *text);
    void (*leave)(void *user, const batch *b, batch_link link, const batch_text *text);
    void *user;
} batch_chain;

/* Read until the batch is full, or there is no more (`end`). */
void batch_fill(batch *b, cli_stories *run);

/* Work on all items, or until somebody asks to stop. */
void batch_work(batch *b, const cli_stories *run, dg_context *context,
                const batch_chain *chain);

/* Write what the worker left. False when the run ends here: the output is lost, or not all of
 * the batch was done. */
bool batch_write(batch *b, cli_stories *run);

void batch_clear(batch *b, const cli_stories *run); /* make it empty, to be filled again */
void batch_free(batch *b, const cli_stories *run);

#endif
