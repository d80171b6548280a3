/* base/mapped: whole files, and every kind of thing that is none. */
#include "unit.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/mapped.h"

static char folder[] = "/tmp/dragoman-mapped-XXXXXX";

static const char *path_of(const char *name) {
    static char path[100];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static const char *make_file(const char *name, const char *bytes, size_t n) {
    const char *path = path_of(name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    assert_int_equal(fclose(file), 0);
    return path;
}

static int make_folder(void **state) {
    (void)state;
    return mkdtemp(folder) == NULL;
}

static int remove_folder(void **state) {
    (void)state;
    static const char *const name[] = {"large", "empty", "pipe"};
    for (size_t i = 0; i < 3; i++) unlink(path_of(name[i]));
    return rmdir(folder);
}

static void check_refused(const char *path, const char *message) {
    dg_error e = {0};
    mapped_file f = {(const unsigned char *)"stale", 5};
    assert_int_equal(mapped_open(path, &f, &e), DG_IO);
    assert_int_equal(e.code, DG_IO);
    if (message != NULL) assert_string_equal(e.message, message);
    assert_string_not_equal(e.message, "");
    assert_string_equal(e.file, path);
    assert_true(e.line == 0 && e.byte == DG_NO_BYTE);
    assert_true(f.data == NULL && f.size == 0);
    assert_int_equal(mapped_open(path, &f, NULL), DG_IO);
}

static void all_of_a_file_is_there(void **state) {
    (void)state;
    enum { N = 3 * 4096 + 17 };
    static char bytes[N];
    for (size_t i = 0; i < N; i++) bytes[i] = (char)(i * 31);
    const char *path = make_file("large", bytes, N);
    mapped_file f;
    assert_int_equal(mapped_open(path, &f, NULL), DG_OK);
    assert_int_equal(f.size, N);
    unlink(path); /* the mapping outlives the name */
    assert_memory_equal(f.data, bytes, N);
    mapped_close(&f);
    assert_true(f.data == NULL && f.size == 0);
    mapped_close(&f);
}

static void an_empty_file_is_no_error(void **state) {
    (void)state;
    dg_error e;
    mapped_file f = {(const unsigned char *)"stale", 5};
    assert_int_equal(mapped_open(make_file("empty", "", 0), &f, &e), DG_OK);
    assert_true(f.data == NULL && f.size == 0);
    mapped_close(&f);
}

static void what_is_no_file_is_refused(void **state) {
    (void)state;
    check_refused(path_of("none"), "cannot open: No such file or directory");
    check_refused("", "cannot open: No such file or directory");
    check_refused(folder, NULL);
    check_refused("/dev/null", NULL);
}

/* And not waited for: nobody will ever write to this one. */
static void a_pipe_is_refused(void **state) {
    (void)state;
    const char *path = path_of("pipe");
    assert_int_equal(mkfifo(path, 0600), 0);
    alarm(10);
    check_refused(path, NULL);
    alarm(0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_of_a_file_is_there),
        cmocka_unit_test(an_empty_file_is_no_error),
        cmocka_unit_test(what_is_no_file_is_refused),
        cmocka_unit_test(a_pipe_is_refused),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
