/* Whether two records may tell of one happening, and how much speaks for it. */
#ifndef DEDUP_AGREE_H
#define DEDUP_AGREE_H

#include "dedup/happening.h"

/* How much speaks for it (docs/dedup.md has the table); 0 when something speaks against it.
 * Records of type and status that differ are never one. */
double happenings_agree(const happening *a, const happening *b, unsigned days);

/* From so much on two records are taken for one happening. */
#define HAPPENINGS_ONE 4.25

#endif
