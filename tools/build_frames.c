/* Compile the event frames: the text files of data/frames to one file that the program maps.
 *
 * usage: build_frames OUT FILE…    any mistake is told and fails */
#include <stdio.h>

#include "builder.h"
#include "event/frames.h"

int main(int argc, char **argv) {
    unsigned char *data;
    size_t size, mistakes = 0;
    dg_error error;
    event_frames frames;
    if (argc < 3) {
        fputs("usage: build_frames OUT FILE...\n", stderr);
        return 2;
    }
    if (frames_compile((const char *const *)argv + 2, (size_t)argc - 2, builder_report, NULL,
                       &data, &size, &mistakes, &error) != DG_OK) {
        builder_report(NULL, &error);
        return 1;
    }
    bool ok = mistakes == 0 && builder_write(argv[1], data, size);
    if (frames_take(data, size, argv[1], &frames, &error) != DG_OK) {
        builder_report(NULL, &error);
        return 1;
    }
    printf("frames: %zu, %.1f KB\n", frames.n_frame, (double)size / 1e3);
    frames_close(&frames);
    if (mistakes) fprintf(stderr, "%zu mistakes\n", mistakes);
    return ok ? 0 : 1;
}
