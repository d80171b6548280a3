/* The analysts' rule of one event of a type a directed dyad a day (Schrodt 1994 on KEDS): what
 * newspapers tell over and over is counted once. */
#ifndef DEDUP_ONE_A_DAY_H
#define DEDUP_ONE_A_DAY_H

#include "dedup/happening.h"
#include "dedup/recent.h"

/* Note the record's dyads, each a country and first sector with another, on its day (its story,
 * where there is none). True when all of them had an event of its type and status on that day.
 * A record without a known country or sector repeats nothing. */
bool one_a_day_repeats(recent *seen, const happening *h);

#endif
