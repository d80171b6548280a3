/* What in the actor base is likely a mistake, though its syntax is right. */
#ifndef CHECK_ACTORS_H
#define CHECK_ACTORS_H

#include "actor/source.h"

/* Print to standard output: names that two entities of one country share, offices that two
 * persons hold at a time, roles told twice, entities without a role. */
void check_actors(const actor_source *source);

#endif
