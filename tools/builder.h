/* What the builders of compiled data share. */
#ifndef BUILDER_H
#define BUILDER_H

#include "dragoman.h"

/* Tell a mistake on standard error; user is not looked at. */
void builder_report(void *user, const dg_error *error);

/* Write a whole file; false, and told, when it cannot be written. */
bool builder_write(const char *path, const unsigned char *data, size_t size);

#endif
