/* A program as a user of the installed library would write it: the events of its input.
 *
 * usage: example [DATA]     DATA: the data folder */
#include <dragoman.h>

#include <stdio.h>
#include <string.h>

static dg_status print_events(dg_context *context, const dg_document *document,
                              dg_error *error) {
    const dg_story *story;
    dg_status status = dg_code(context, document, &story, error);
    for (size_t i = 0; status == DG_OK && i < story->n_event; i++)
        printf("%s %s\n", story->event[i].type, story->event[i].cameo);
    return status;
}

int main(int argc, char **argv) {
    dg_engine_options options = {.data = argc > 1 ? argv[1] : NULL};
    dg_engine *engine = NULL;
    dg_context *context = NULL;
    dg_error error;
    static char text[4096];
    dg_document document = {
        .id = "example", .text = text, .n_text = fread(text, 1, sizeof text, stdin)};
    dg_status status = dg_engine_open(&options, &engine, &error);
    if (status == DG_OK) status = dg_context_new(engine, &context, &error);
    if (status == DG_OK) status = print_events(context, &document, &error);
    if (status != DG_OK) fprintf(stderr, "example: %s\n", error.message);
    dg_context_free(context);
    dg_engine_close(engine);
    printf("header %s, library %s\n", DG_VERSION, dg_version());
    return status != DG_OK || strcmp(DG_VERSION, dg_version()) != 0;
}
