/* Preloaded into a program, makes its N-th allocation fail, and tells what it did not free.
 *
 *   DG_FAIL_AT=N     the N-th call of malloc and its kin returns NULL, once; 0: none
 *   DG_FAIL_REPORT   file descriptor that "CALLS LIVE\n" is written to at the end: how many
 *                    allocations were asked for, and how many blocks were never freed
 *
 * A sanitizer brings an allocator of its own, so this goes with the released build. */
#include <errno.h>
#include <malloc.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define EXPORTED __attribute__((visibility("default")))

/* glibc's own, by the names they have beside those that are replaced here. */
void *__libc_malloc(size_t n);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *p, size_t n);
void *__libc_memalign(size_t alignment, size_t n);
void __libc_free(void *p);

static atomic_long calls, live, fail_at;

static __attribute__((constructor)) void begin(void) {
    const char *n = getenv("DG_FAIL_AT");
    calls = 0; /* what the loader asked for is none of the program's */
    fail_at = n ? atol(n) : 0;
}

static __attribute__((destructor)) void end(void) {
    char text[64];
    const char *to = getenv("DG_FAIL_REPORT");
    if (!to) return;
    int n = snprintf(text, sizeof text, "%ld %ld\n", atomic_load(&calls), atomic_load(&live));
    if (write(atoi(to), text, (size_t)n) != n) _exit(99);
}

static int fails(void) {
    if (atomic_fetch_add(&calls, 1) + 1 != atomic_load(&fail_at)) return 0;
    errno = ENOMEM;
    return 1;
}

static void *counted(void *p) {
    if (p) atomic_fetch_add(&live, 1);
    return p;
}

EXPORTED void *malloc(size_t n) {
    return fails() ? NULL : counted(__libc_malloc(n));
}

EXPORTED void *calloc(size_t count, size_t size) {
    return fails() ? NULL : counted(__libc_calloc(count, size));
}

EXPORTED void *realloc(void *p, size_t n) {
    if (fails()) return NULL;
    if (!p) return counted(__libc_realloc(p, n));
    if (n == 0) atomic_fetch_sub(&live, 1);
    return __libc_realloc(p, n);
}

EXPORTED void *aligned_alloc(size_t alignment, size_t n) {
    return fails() ? NULL : counted(__libc_memalign(alignment, n));
}

EXPORTED void *memalign(size_t alignment, size_t n) {
    return aligned_alloc(alignment, n);
}

EXPORTED int posix_memalign(void **out, size_t alignment, size_t n) {
    void *p = aligned_alloc(alignment, n);
    if (!p) return ENOMEM;
    *out = p;
    return 0;
}

EXPORTED void free(void *p) {
    if (p) atomic_fetch_sub(&live, 1);
    __libc_free(p);
}
