/* Compile the event frames: the text files of data/frames to one file that the program maps.
 *
 * usage: build_frames OUT FILE…    any mistake is told and fails */
#include <stdio.h>
#include <stdlib.h>

#include "event/frames.h"

static void report(void *user, const dg_error *error) {
    char text[512];
    (void)user;
    dg_error_format(error, text, sizeof text);
    fprintf(stderr, "%s\n", text);
}

static bool write_file(const char *path, const unsigned char *data, size_t size) {
    FILE *f = fopen(path, "wb");
    bool written = f && fwrite(data, 1, size, f) == size;
    if (f && fclose(f) != 0) written = false;
    if (!written) perror(path);
    return written;
}

int main(int argc, char **argv) {
    unsigned char *data;
    size_t size, mistakes = 0;
    dg_error error;
    event_frames frames;
    if (argc < 3) {
        fputs("usage: build_frames OUT FILE...\n", stderr);
        return 2;
    }
    if (frames_compile((const char *const *)argv + 2, (size_t)argc - 2, report, NULL, &data, &size,
                       &mistakes, &error) != DG_OK) {
        report(NULL, &error);
        return 1;
    }
    bool ok = mistakes == 0 && write_file(argv[1], data, size);
    if (frames_take(data, size, argv[1], &frames, &error) != DG_OK) {
        report(NULL, &error);
        return 1;
    }
    printf("frames: %zu, %.1f KB\n", frames.n_frame, (double)size / 1e3);
    frames_close(&frames);
    if (mistakes) fprintf(stderr, "%zu mistakes\n", mistakes);
    return ok ? 0 : 1;
}
