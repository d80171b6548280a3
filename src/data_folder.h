/* Where the data is: models and compiled files. */
#ifndef DATA_FOLDER_H
#define DATA_FOLDER_H

#include <limits.h>
#include <stdbool.h>

/* The path of a file of the data folder, which is the first there is of: `data` (may be NULL);
 * $DRAGOMAN_DATA; where the build or the install put it, seen from the program, then from the
 * shared library, so that a tree that was moved as a whole still finds it; the place it was
 * configured for. False when the path is too long. */
bool data_folder_find(const char *data, const char *name, char path[PATH_MAX]);

#endif
