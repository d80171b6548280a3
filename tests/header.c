/* The public header by itself, against the shared library: what a user's program sees. */
#include "dragoman.h"

#include <stdio.h>
#include <string.h>

int main(void) {
    dg_error error = {
        .code = DG_IO, .message = "no", .file = "f", .line = 3, .byte = DG_NO_BYTE};
    char text[64];
    dg_error_format(&error, text, sizeof text);
    char version[64];
    snprintf(version, sizeof version, "%d.%d.%d", DG_VERSION_MAJOR, DG_VERSION_MINOR,
             DG_VERSION_PATCH);
    if (strcmp(text, "f:3: no") != 0 || strcmp(dg_version(), version) != 0) {
        fprintf(stderr, "unexpected: %s\n", text);
        return 1;
    }
    return strcmp(dg_upos_name(0), "ADJ") || strcmp(dg_deprel_name(9999), "?");
}
