/* The version, given by the build from its one place. */
#include "dragoman.h"

const char *dg_version(void) {
    return DG_VERSION;
}
