/* The version, from its one place. */
#include "dragoman.h"

#define TEXT_OF(x) #x
#define TEXT(x) TEXT_OF(x)

const char *dg_version(void) {
    return TEXT(DG_VERSION_MAJOR) "." TEXT(DG_VERSION_MINOR) "." TEXT(DG_VERSION_PATCH);
}
