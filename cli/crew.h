/* One reader, several workers, one writer. */
#ifndef CREW_H
#define CREW_H

#include "cli.h"

/* Carry all batches through: `workers` of them at work at a time, at most (1: without threads).
 * The output is the same for any number. */
void crew_run(cli_stories *run, unsigned workers);

/* How many processors this process may use. */
unsigned crew_processors(void);

#endif
