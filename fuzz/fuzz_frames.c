/* Any bytes as a file of event frames: mistakes are told, what is left compiles and loads. */
#include <stdlib.h>
#include <unistd.h>

#include "event/frames.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void count(void *user, const dg_error *error) {
    char text[512];
    dg_error_format(error, text, sizeof text);
    ++*(size_t *)user;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    char path[] = "/tmp/fuzz-frames-XXXXXX";
    const char *paths[] = {path};
    int fd = mkstemp(path);
    size_t told = 0, mistakes, size;
    unsigned char *out;
    dg_error error;
    event_frames frames;
    if (fd < 0 || write(fd, data, n) != (ssize_t)n) abort();
    close(fd);
    if (frames_compile(paths, 1, count, &told, &out, &size, &mistakes, &error) != DG_OK) abort();
    if (told != mistakes) abort();
    if (frames_take(out, size, "fuzz", &frames, &error) != DG_OK) abort();
    frames_close(&frames);
    unlink(path);
    return 0;
}
