/* The version, which stands in dragoman.h alone. */
#include "dragoman.h"

const char *dg_version(void) {
    return DG_VERSION;
}
