/* The public header by itself, against the shared library: what a user's program sees. */
#include "dragoman.h"

#include <stdio.h>
#include <string.h>

int main(void) {
    dg_error error = {
        .code = DG_IO, .message = "no", .file = "f", .line = 3, .byte = DG_NO_BYTE};
    char text[64];
    dg_error_format(&error, text, sizeof text);
    if (strcmp(text, "f:3: no") != 0 || !*dg_version()) {
        fprintf(stderr, "unexpected: %s\n", text);
        return 1;
    }
    return strcmp(dg_upos_name(0), "ADJ") || strcmp(dg_deprel_name(9999), "?");
}
