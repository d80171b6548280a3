#include "builder.h"

#include <stdio.h>

void builder_report(void *user, const dg_error *error) {
    char text[512];
    (void)user;
    dg_error_format(error, text, sizeof text);
    fprintf(stderr, "%s\n", text);
}

bool builder_write(const char *path, const unsigned char *data, size_t size) {
    FILE *f = fopen(path, "wb");
    bool written = f && fwrite(data, 1, size, f) == size;
    if (f && fclose(f) != 0) written = false;
    if (!written) perror(path);
    return written;
}
