/* One text in, its events out.
 *
 *   code_story "TEXT" [DATE]     prints TYPE: ACTORS -> RECIPIENTS (DAY), one event a line */
#include <stdio.h>
#include <string.h>

#include "dragoman.h"

static int fail(const dg_error *error) {
    char text[512];
    dg_error_format(error, text, sizeof text);
    fprintf(stderr, "%s\n", text);
    return 1;
}

static void print_participants(const dg_story *story, uint32_t first, uint32_t n) {
    for (uint32_t i = first; i < first + n; i++) {
        const dg_actor *actor = &story->participant[i].actor;
        printf("%s%s %s", i > first ? ", " : "", *actor->country ? actor->country : "---",
               *actor->sector[0] ? actor->sector[0] : "-");
    }
}

static void print_event(const dg_story *story, const dg_event *event) {
    printf("%s: ", event->type);
    print_participants(story, event->actor, event->n_actor);
    printf(" -> ");
    print_participants(story, event->recipient, event->n_recipient);
    printf("%s%s\n", *event->when.first ? " on " : "", event->when.first);
}

int main(int argc, char **argv) {
    dg_engine *engine = NULL;
    dg_context *context = NULL;
    const dg_story *story;
    dg_error error;
    if (argc < 2) return fputs("usage: code_story \"TEXT\" [DATE]\n", stderr), 2;
    dg_document document = {
        .text = argv[1], .n_text = strlen(argv[1]), .date = argc > 2 ? argv[2] : NULL};

    dg_status status = dg_engine_open(NULL, &engine, &error);
    if (status == DG_OK) status = dg_context_new(engine, &context, &error);
    if (status == DG_OK) status = dg_code(context, &document, &story, &error);
    if (status == DG_OK)
        for (size_t i = 0; i < story->n_event; i++) print_event(story, &story->event[i]);

    dg_context_free(context); /* the story's, too */
    dg_engine_close(engine);
    return status == DG_OK ? 0 : fail(&error);
}
