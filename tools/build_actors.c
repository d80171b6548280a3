/* Compile the actor base: the text files of data/actors to one file that the program maps.
 *
 * usage: build_actors OUT FILE…       build; any mistake is told and fails
 *        build_actors --check FILE…   only check, and look for what is likely a mistake */
#include "check_actors.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "actor/base.h"
#include "builder.h"

static bool read_all(actor_source *source, char **path, int n) {
    dg_error error;
    for (int i = 0; i < n; i++)
        if (actor_source_read(source, path[i], &error) != DG_OK) {
            builder_report(NULL, &error);
            return false;
        }
    return true;
}

/* Compile and load again, so that no file leaves here that the program would refuse. */
static bool build(actor_source *source, const char *out) {
    unsigned char *data;
    size_t size;
    dg_error error;
    actor_layer layer;
    if (actor_compile(source, NULL, &data, &size, &error) != DG_OK) {
        builder_report(NULL, &error);
        return false;
    }
    bool ok = source->n_error == 0 && (!out || builder_write(out, data, size));
    if (actor_layer_take(data, size, out ? out : "compiled", &layer, &error) != DG_OK) {
        builder_report(NULL, &error);
        return false;
    }
    printf("actors: %zu entities, %zu roles, %zu names, %.1f MB\n", layer.n_entity,
           layer.n_role, layer.n_use, (double)size / 1e6);
    actor_layer_close(&layer);
    return ok;
}

int main(int argc, char **argv) {
    bool only_check = argc > 1 && !strcmp(argv[1], "--check");
    if (argc < 3) {
        fputs("usage: build_actors OUT FILE...\n       build_actors --check FILE...\n", stderr);
        return 2;
    }
    actor_source source = {.report = builder_report};
    bool ok = read_all(&source, argv + 2, argc - 2);
    if (ok && only_check) check_actors(&source);
    ok = ok && build(&source, only_check ? NULL : argv[1]);
    if (source.n_error) fprintf(stderr, "%zu mistakes\n", source.n_error);
    actor_source_free(&source);
    return ok ? 0 : 1;
}
