/* Every file of tests/input is read, and what comes out of it (stories with all their fields,
 * errors, warnings, each with its place) is that of the file of the same name with .expected.
 * To add a case, put both there. */
#include "unit.h"

#include <dirent.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/utf8.h"

static void add_place(buffer *log, const char *what, const dg_error *error) {
    char line[500];
    dg_error_format(error, line, sizeof line);
    buffer_add_string(log, what);
    buffer_add_string(log, line);
    buffer_add_char(log, '\n');
}

static void add_warning(void *user, const dg_error *warning) {
    add_place(user, "## warning ", warning);
}

static void add_field(buffer *log, const char *name, const char *value) {
    if (!*value) return;
    buffer_add_string(log, name);
    buffer_add_string(log, value);
    buffer_add_char(log, '\n');
}

static void add_document(buffer *log, const dg_document *d) {
    assert_int_equal(utf8_first_bad(d->text, d->n_text), d->n_text);
    add_field(log, "## ", d->id);
    add_field(log, "# date = ", d->date);
    add_field(log, "# title = ", d->title);
    add_field(log, "# source = ", d->source);
    add_field(log, "# url = ", d->url);
    add_field(log, "# lang = ", d->lang);
    buffer_add_string(log, d->text);
    buffer_add_char(log, '\n');
}

static buffer read_all(const char *path) {
    buffer log = {0};
    dg_reader *reader;
    dg_document document;
    dg_error error;
    dg_status status;
    dg_reader_options options = {.warn = add_warning, .user = &log};
    assert_int_equal(dg_reader_open(&path, 1, &options, &reader, &error), DG_OK);
    while ((status = dg_reader_next(reader, &document, &error)) != DG_END)
        if (status == DG_OK)
            add_document(&log, &document);
        else
            add_place(&log, "## error ", &error);
    dg_reader_close(reader);
    assert_true(buffer_end(&log));
    return log;
}

static buffer load(const char *path) {
    buffer b = {0};
    char bytes[4096];
    size_t n;
    FILE *f = fopen(path, "rb");
    if (!f) fail_msg("no %s", path);
    while ((n = fread(bytes, 1, sizeof bytes, f)) > 0) assert_true(buffer_add(&b, bytes, n));
    fclose(f);
    assert_true(buffer_end(&b));
    return b;
}

static void check(const char *name) {
    char path[300];
    snprintf(path, sizeof path, "%s.expected", name);
    buffer got = read_all(name), expected = load(path);
    if (strcmp(got.data, expected.data)) fail_msg("%s gave:\n%s", name, got.data);
    buffer_free(&got);
    buffer_free(&expected);
}

static bool ends_with(const char *s, const char *end) {
    size_t n = strlen(s), m = strlen(end);
    return n >= m && !strcmp(s + n - m, end);
}

static void inputs_are_read_as_expected(void **state) {
    (void)state;
    struct dirent **entry;
    assert_int_equal(chdir(DG_SOURCE_DIR "/tests/input"), 0);
    int n = scandir(".", &entry, NULL, alphasort), tried = 0;
    assert_true(n > 0);
    for (int i = 0; i < n; i++) {
        const char *name = entry[i]->d_name;
        if (name[0] != '.' && !ends_with(name, ".expected")) {
            check(name);
            tried++;
        }
        free(entry[i]);
    }
    free(entry);
    assert_true(tried > 10);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(inputs_are_read_as_expected)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
