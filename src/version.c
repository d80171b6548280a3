/* The version, which stands in CMakeLists.txt alone. */
#include "dragoman.h"

const char *dg_version(void) {
    return DG_VERSION;
}
