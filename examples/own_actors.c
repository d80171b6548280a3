/* Actors and frames of your own, laid over the project's, and what is wrong in them.
 *
 *   own_actors ACTORS FRAMES "TEXT"     prints the events of the text as JSON Lines */
#include <stdio.h>
#include <string.h>

#include "dragoman.h"

static void print_error(const dg_error *error) {
    char text[512];
    dg_error_format(error, text, sizeof text);
    fprintf(stderr, "%s\n", text);
}

/* A mistake in a file: the rest of the file holds all the same. */
static void see_mistake(void *user, const dg_error *mistake) {
    int *mistakes = user;
    ++*mistakes;
    print_error(mistake);
}

static bool write_out(void *user, const char *bytes, size_t n) {
    return fwrite(bytes, 1, n, user) == n;
}

static dg_status code(const dg_engine *engine, const char *text, dg_error *error) {
    dg_context *context = NULL;
    const dg_story *story;
    dg_document document = {.id = "example", .text = text, .n_text = strlen(text)};
    dg_status status = dg_context_new(engine, &context, error);
    if (status == DG_OK) status = dg_code(context, &document, &story, error);
    if (status == DG_OK) status = dg_write_events_json(story, write_out, stdout, error);
    dg_context_free(context);
    return status;
}

int main(int argc, char **argv) {
    dg_engine *engine = NULL;
    dg_error error;
    int mistakes = 0;
    if (argc != 4) return fputs("usage: own_actors ACTORS FRAMES \"TEXT\"\n", stderr), 2;
    const char *const actors[] = {argv[1]}, *const frames[] = {argv[2]};
    dg_engine_options options = {.actors = actors,
                                 .n_actors = 1,
                                 .frames = frames,
                                 .n_frames = 1,
                                 .warn = see_mistake,
                                 .user = &mistakes};
    dg_status status = dg_engine_open(&options, &engine, &error);
    if (status == DG_OK) status = code(engine, argv[3], &error);
    if (status != DG_OK) print_error(&error);
    dg_engine_close(engine);
    return status != DG_OK || mistakes;
}
