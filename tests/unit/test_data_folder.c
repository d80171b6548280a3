/* Which data folder is taken: what is asked for, else the environment's, else the build's. */
#include "unit.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "data_folder.h"

static void test_asked_for(void **state) {
    (void)state;
    char path[PATH_MAX];
    assert_int_equal(setenv("DRAGOMAN_DATA", "/b", 1), 0);
    assert_true(data_folder_find("/a", "x.base", path));
    assert_string_equal(path, "/a/x.base");
    assert_true(data_folder_find(NULL, "x.base", path));
    assert_string_equal(path, "/b/x.base");
}

/* Tests stand in the build's folder, as the program does. */
static void test_of_the_build(void **state) {
    (void)state;
    char path[PATH_MAX];
    const char *const none[] = {NULL, ""};
    for (unsigned i = 0; i < 2; i++) {
        if (none[i])
            assert_int_equal(setenv("DRAGOMAN_DATA", none[i], 1), 0);
        else
            assert_int_equal(unsetenv("DRAGOMAN_DATA"), 0);
        assert_true(data_folder_find(NULL, "actors.base", path));
        assert_non_null(strstr(path, "/data/actors.base"));
        assert_int_equal(access(path, R_OK), 0);
    }
}

/* What is nowhere is named where the install would have put it. */
static void test_nowhere(void **state) {
    (void)state;
    char path[PATH_MAX];
    assert_int_equal(unsetenv("DRAGOMAN_DATA"), 0);
    assert_true(data_folder_find(NULL, "no-such.base", path));
    assert_non_null(strstr(path, "/share/dragoman/no-such.base"));
}

static void test_too_long(void **state) {
    (void)state;
    char path[PATH_MAX], folder[PATH_MAX];
    memset(folder, 'x', sizeof folder);
    folder[PATH_MAX - 1] = '\0';
    assert_false(data_folder_find(folder, "x", path));
    folder[PATH_MAX - 3] = '\0';
    assert_true(data_folder_find(folder, "x", path));
    assert_int_equal(strlen(path), PATH_MAX - 1);
    assert_false(data_folder_find(folder, "xy", path));
    assert_int_equal(setenv("DRAGOMAN_DATA", folder, 1), 0);
    assert_false(data_folder_find(NULL, "xy", path));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_asked_for),
        cmocka_unit_test(test_of_the_build),
        cmocka_unit_test(test_nowhere),
        cmocka_unit_test(test_too_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
