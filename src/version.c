/* The library's version. The number has one home, project() in CMakeLists.txt, and
 * reaches the code here only, so that a new version compiles one file anew. */
#include "dragoman.h"

const char *dg_version(void) {
    return DG_VERSION;
}
