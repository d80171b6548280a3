/* Compile the gazetteer: the tables of data/places to one file that the program maps.
 *
 * usage: build_places OUT FILE...      a mistake is told, and nothing is written */
#include <stdio.h>
#include <stdlib.h>

#include "base/error.h"
#include "where/gazetteer.h"

static bool write_file(const char *path, const unsigned char *data, size_t size) {
    FILE *f = fopen(path, "wb");
    bool written = f && fwrite(data, 1, size, f) == size;
    if (f && fclose(f) != 0) written = false;
    if (!written) perror(path);
    return written;
}

/* Compile and load again, so that no file leaves here that the program would refuse. */
static dg_status compile(gazetteer_source *source, const char *out, dg_error *error) {
    unsigned char *data;
    size_t size;
    gazetteer g;
    FORWARD(gazetteer_compile(source, &data, &size, error));
    FORWARD(gazetteer_take(data, size, out, &g, error));
    bool written = write_file(out, data, size);
    printf("places: %zu, %zu names, %zu without their division's row, %.1f MB\n", g.n_place,
           g.n_name, source->unknown_divisions, (double)size / 1e6);
    gazetteer_close(&g);
    RETURN_IF(!written, error, DG_IO, "not written");
    return DG_OK;
}

int main(int argc, char **argv) {
    gazetteer_source source = {0};
    dg_error error;
    dg_status status = DG_OK;
    if (argc < 3) {
        fputs("usage: build_places OUT FILE...\n", stderr);
        return 2;
    }
    for (int i = 2; i < argc && status == DG_OK; i++)
        status = gazetteer_read(&source, argv[i], &error);
    if (status == DG_OK) status = compile(&source, argv[1], &error);
    if (status != DG_OK) {
        char text[512];
        dg_error_format(&error, text, sizeof text);
        fprintf(stderr, "%s\n", text);
    }
    gazetteer_source_free(&source);
    return status == DG_OK ? 0 : 1;
}
