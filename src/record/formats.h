/* Writers of single formats that formats.c has in its table. */
#ifndef RECORD_FORMATS_H
#define RECORD_FORMATS_H

#include "dragoman.h"

dg_status event_write_plover(const dg_story *story, dg_write_fn write, void *user,
                             dg_error *error);

#endif
