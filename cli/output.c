/* Output that is whole or not there: a file is written beside its place and renamed. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"

static bool fail(cli_output *out, const char *what) {
    out->no_reader = out->no_reader || errno == EPIPE; /* as with SIGPIPE: not a word */
    if (!out->failed && !out->no_reader)
        fprintf(stderr, "dragoman: %s: %s: %s\n", out->path ? out->path : "standard output",
                what, strerror(errno));
    out->failed = true;
    return false;
}

static bool open_beside(cli_output *out) {
    static const char ending[] = ".XXXXXX";
    size_t n = strlen(out->path);
    out->temporary = malloc(n + sizeof ending);
    if (!out->temporary) return fail(out, "cannot create");
    memcpy(out->temporary, out->path, n);
    memcpy(out->temporary + n, ending, sizeof ending);
    int fd = mkstemp(out->temporary);
    if (fd < 0) return fail(out, "cannot create");
    mode_t mask = umask(0);
    umask(mask);
    fchmod(fd, 0666 & ~mask);
    out->file = fdopen(fd, "w");
    return out->file || fail(out, "cannot create");
}

bool cli_output_open(cli_output *out, const char *path) {
    memset(out, 0, sizeof *out);
    if (!path || !strcmp(path, "-")) {
        out->file = stdout;
        return true;
    }
    out->path = path;
    struct stat s; /* a device or a pipe is written to as it stands */
    if (stat(path, &s) == 0 && !S_ISREG(s.st_mode)) {
        out->file = fopen(path, "w");
        return out->file || fail(out, "cannot open");
    }
    return open_beside(out);
}

bool cli_output_write(void *user, const char *bytes, size_t n) {
    cli_output *out = user;
    if (out->failed) return false;
    return fwrite(bytes, 1, n, out->file) == n || fail(out, "cannot write");
}

bool cli_output_flush(cli_output *out) {
    return !out->failed && (fflush(out->file) == 0 || fail(out, "cannot write"));
}

/* What there is of an output that ended early stands beside its place. */
static bool rename_partial(cli_output *out) {
    static const char ending[] = ".partial";
    size_t n = strlen(out->path);
    char *name = malloc(n + sizeof ending);
    if (!name) return fail(out, "cannot rename");
    memcpy(name, out->path, n);
    memcpy(name + n, ending, sizeof ending);
    bool ok = rename(out->temporary, name) == 0 || fail(out, "cannot rename");
    if (ok) fprintf(stderr, "dragoman: what was written is in %s\n", name);
    free(name);
    return ok;
}

static void settle_file(cli_output *out, cli_keep keep) {
    bool done = keep != CLI_KEEP_NOTHING && !out->failed;
    if (done && keep == CLI_KEEP_PARTIAL)
        done = rename_partial(out);
    else if (done && rename(out->temporary, out->path) != 0)
        done = fail(out, "cannot rename");
    if (!done && out->file) unlink(out->temporary);
}

bool cli_output_close(cli_output *out, cli_keep keep) {
    if (out->file && fflush(out->file) != 0) fail(out, "cannot write");
    if (out->path && out->file && fclose(out->file) != 0) fail(out, "cannot write");
    if (out->temporary) settle_file(out, keep);
    free(out->temporary);
    out->temporary = NULL;
    return !out->failed;
}
