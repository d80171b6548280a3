/* Any bytes through the reader, the parser, the actor and event stages and all writers. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "dragoman.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static bool discard(void *user, const char *bytes, size_t n) {
    *(size_t *)user += n + (bytes == NULL);
    return true;
}

static dg_context *context_of(dg_engine **engine) {
    static dg_engine *kept;
    static dg_context *context;
    dg_error error;
    if (!kept && dg_engine_open(NULL, &kept, &error) != DG_OK) {
        fprintf(stderr, "%s\n", error.message);
        abort();
    }
    if (!context && dg_context_new(kept, &context, &error) != DG_OK) abort();
    *engine = kept;
    return context;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    char path[] = "/tmp/fuzz-parse-XXXXXX";
    int fd = mkstemp(path);
    if (fd < 0 || write(fd, data, n) != (ssize_t)n) abort();
    close(fd);
    const char *paths[] = {path};
    dg_engine *engine;
    dg_context *context = context_of(&engine);
    dg_reader *reader;
    dg_document document;
    dg_error error;
    size_t written = 0;
    if (dg_reader_open(paths, 1, NULL, &reader, &error) != DG_OK) abort();
    for (dg_status s; (s = dg_reader_next(reader, &document, &error)) != DG_END;) {
        const dg_story *story;
        if (s != DG_OK) continue;
        document.date = "2015-11-15";
        if (dg_code(context, &document, &story, &error) != DG_OK) abort();
        if (dg_write_mentions_json(story, "x", discard, &written, &error) != DG_OK) abort();
        if (dg_write_events_json(story, discard, &written, &error) != DG_OK) abort();
        dg_conllu_options options = {.ranges = true};
        if (dg_write_conllu(engine, story, &options, discard, &written, &error) != DG_OK)
            abort();
    }
    dg_reader_close(reader);
    unlink(path);
    return 0;
}
