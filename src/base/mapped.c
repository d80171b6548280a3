/* Mapping a file read-only. Private and populated: the pages are shared with all other
 * processes that map the file, and read before the first story waits for them. */
#include "base/mapped.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"

#ifndef MAP_POPULATE
#define MAP_POPULATE 0 /* Linux only; elsewhere the pages come as they are asked for */
#endif

static dg_status map_open_file(int fd, mapped_file *out, dg_error *error) {
    struct stat st;
    if (fstat(fd, &st) != 0) return error_system(error, DG_IO, "cannot read its size");
    RETURN_IF(S_ISDIR(st.st_mode), error, DG_IO, "is a folder");
    RETURN_IF(!S_ISREG(st.st_mode), error, DG_IO, "is not a regular file");
    size_t size = (size_t)st.st_size;
    RETURN_IF((off_t)size != st.st_size, error, DG_IO, "is too large to map");
    if (size == 0) return DG_OK; /* mmap refuses to map nothing */
    void *data = mmap(NULL, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
    if (data == MAP_FAILED) return error_system(error, DG_IO, "cannot map");
    *out = (mapped_file){data, size};
    return DG_OK;
}

dg_status mapped_open(const char *path, mapped_file *out, dg_error *error) {
    *out = (mapped_file){0};
    /* O_NONBLOCK: a pipe is opened and refused, not waited for. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    dg_status status;
    if (fd < 0) {
        status = error_system(error, DG_IO, "cannot open");
    } else {
        status = map_open_file(fd, out, error);
        close(fd); /* the mapping stays */
    }
    if (status != DG_OK) error_at(error, path, 0, DG_NO_BYTE);
    return status;
}

void mapped_close(mapped_file *file) {
    if (file->data != NULL) munmap((void *)file->data, file->size);
    *file = (mapped_file){0};
}
