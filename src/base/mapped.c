/* Mapping a file. Its pages are asked for at once: a model is read all over at start, and
 * one request is cheaper than thousands of faults. */
#include "base/mapped.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"

static dg_status failed(dg_error *error, const char *path, const char *what) {
    error_system(error, DG_IO, "%s", what);
    error_at(error, path, 0, DG_NO_BYTE);
    return DG_IO;
}

static dg_status map(int fd, const char *path, mapped_file *out, dg_error *error) {
    struct stat s;
    if (fstat(fd, &s) != 0) return failed(error, path, "cannot read");
    if (!S_ISREG(s.st_mode)) {
        error_set(error, DG_IO, "not a plain file");
        error_at(error, path, 0, DG_NO_BYTE);
        return DG_IO;
    }
    out->size = (size_t)s.st_size;
    out->data = NULL;
    if (out->size == 0) return DG_OK;
    void *p = mmap(NULL, out->size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
    if (p == MAP_FAILED) return failed(error, path, "cannot map");
    out->data = p;
    return DG_OK;
}

dg_status mapped_open(const char *path, mapped_file *out, dg_error *error) {
    memset(out, 0, sizeof *out);
    /* O_NONBLOCK: a pipe is opened and refused, not waited for. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) return failed(error, path, "cannot open");
    dg_status status = map(fd, path, out, error);
    close(fd);
    return status;
}

void mapped_close(mapped_file *file) {
    if (file->data) munmap((void *)(uintptr_t)file->data, file->size);
    memset(file, 0, sizeof *file);
}

void mapped_rest(const mapped_file *file) {
    if (file->data) madvise((void *)(uintptr_t)file->data, file->size, MADV_DONTNEED);
}
