/* Compile the cues of contexts: data/ontology/contexts.txt to one file that the program maps.
 *
 * usage: build_contexts OUT FILE    any mistake is told and fails */
#include <stdio.h>

#include "builder.h"
#include "event/contexts.h"

static dg_status compile(char **argv, bool *ok, dg_error *error) {
    mapped_file file;
    unsigned char *data;
    size_t size, mistakes;
    event_contexts contexts;
    dg_status status = mapped_open(argv[2], &file, error);
    if (status != DG_OK) return status;
    status = contexts_compile((const char *)file.data, file.size, argv[2], builder_report, NULL,
                              &data, &size, &mistakes, error);
    mapped_close(&file);
    if (status != DG_OK) return status;
    *ok = mistakes == 0 && builder_write(argv[1], data, size);
    status = contexts_take(data, size, argv[1], &contexts, error);
    if (status == DG_OK) printf("cues: %zu, %.1f KB\n", contexts.n_cue, (double)size / 1e3);
    contexts_close(&contexts);
    return status;
}

int main(int argc, char **argv) {
    dg_error error;
    bool ok;
    if (argc != 3) {
        fputs("usage: build_contexts OUT FILE\n", stderr);
        return 2;
    }
    if (compile(argv, &ok, &error) != DG_OK) {
        builder_report(NULL, &error);
        return 1;
    }
    return ok ? 0 : 1;
}
