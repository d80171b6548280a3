/* The folder is looked for from the running code, not at a fixed place alone: packages are
 * unpacked and prefixes moved. The build gives the ways from bin/ and lib/ to it, and the
 * place itself for programs that hold the static library and live anywhere. */
#include "data_folder.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dragoman.h"

static bool join(char out[PATH_MAX], const char *folder, const char *name) {
    int n = snprintf(out, PATH_MAX, "%s/%s", folder, name);
    return n > 0 && n < PATH_MAX;
}

/* The file in a data folder near `object`, where there is one. */
static bool seen_from(const char *object, const char *name, char path[PATH_MAX]) {
    static const char *const way[] = {"data" /* of the build */, DG_DATA_FROM_BIN,
                                      DG_DATA_FROM_LIB};
    char real[PATH_MAX], folder[PATH_MAX], file[PATH_MAX];
    if (!realpath(object, real)) return false;
    *strrchr(real, '/') = '\0';
    for (size_t i = 0; i < sizeof way / sizeof *way; i++)
        if (join(folder, real, way[i]) && join(file, folder, name) && realpath(file, path))
            return true;
    return false;
}

/* The library's own text tells which object it is in. In a static build that is the program,
 * by the name it was called with, which is a path only if it has a slash. */
static bool seen_from_library(const char *name, char path[PATH_MAX]) {
    Dl_info object;
    return dladdr(dg_version(), &object) && object.dli_fname && strchr(object.dli_fname, '/') &&
           seen_from(object.dli_fname, name, path);
}

bool data_folder_find(const char *data, const char *name, char path[PATH_MAX]) {
    if (data) return join(path, data, name);
    const char *given = getenv("DRAGOMAN_DATA");
    if (given && *given) return join(path, given, name);
    return seen_from("/proc/self/exe", name, path) || seen_from_library(name, path) ||
           join(path, DG_INSTALLED_DATA, name);
}
