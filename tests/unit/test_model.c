/* The model file: what is damaged or foreign is refused, with the place. */
#include "unit.h"

#include <unistd.h>

#include "base/sections.h"
#include "language/model.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#define MODEL DG_SOURCE_DIR "/data/model/english.model"

static unsigned char *copy;
static size_t size;

static int read_model(void **state) {
    (void)state;
    FILE *f = fopen(MODEL, "rb");
    if (!f) return -1;
    fseek(f, 0, SEEK_END);
    size = (size_t)ftell(f);
    rewind(f);
    copy = malloc(size);
    bool ok = copy && fread(copy, 1, size, f) == size;
    fclose(f);
    return ok ? 0 : -1;
}

static int drop_model(void **state) {
    (void)state;
    free(copy);
    return 0;
}

/* Load the first n bytes of the copy; its checksum made right again if asked. */
static dg_status load(size_t n, bool resign, dg_error *error) {
    char path[] = "/tmp/dragoman-model-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    if (resign) {
        uint64_t sum = XXH3_64bits(copy + 64, n - 64);
        memcpy(copy + 24, &sum, sizeof sum);
    }
    assert_int_equal(write(fd, copy, n), (ssize_t)n);
    close(fd);
    lang_model model;
    dg_status status = model_open(path, &model, error);
    if (status == DG_OK) model_close(&model);
    unlink(path);
    return status;
}

static void the_shipped_model_loads(void **state) {
    (void)state;
    dg_error error;
    assert_int_equal(load(size, false, &error), DG_OK);
    assert_true(size <= 25 * 1000 * 1000);
}

static void cut_and_foreign_files_are_refused(void **state) {
    (void)state;
    dg_error error;
    static const size_t cut[] = {0, 7, 63, 64, 1000};
    for (size_t i = 0; i < sizeof cut / sizeof *cut; i++)
        assert_int_equal(load(cut[i], false, &error), DG_BAD_MODEL);
    assert_int_equal(load(size - 1, false, &error), DG_BAD_MODEL);
    copy[0] ^= 1;
    assert_int_equal(load(size, false, &error), DG_BAD_MODEL);
    assert_non_null(strstr(error.message, "magic"));
    copy[0] ^= 1;
    copy[8] ^= 1;
    assert_int_equal(load(size, false, &error), DG_BAD_MODEL);
    assert_non_null(strstr(error.message, "version"));
    copy[8] ^= 1;
}

static void a_flipped_bit_breaks_the_checksum(void **state) {
    (void)state;
    dg_error error;
    for (size_t at = 64; at < size; at += size / 9) {
        copy[at] ^= 4;
        assert_int_equal(load(size, false, &error), DG_BAD_MODEL);
        assert_non_null(strstr(error.message, "checksum"));
        copy[at] ^= 4;
    }
}

/* Files made wrong on purpose, with a right checksum: sections that lie outside the file,
 * have no end to their name, or other sizes than the net's. */
static void lies_with_a_right_checksum_are_found(void **state) {
    (void)state;
    dg_error error;
    section_header header;
    memcpy(&header, copy, sizeof header);
    unsigned char *table = malloc(header.n_section * sizeof(section_entry));
    assert_non_null(table);
    memcpy(table, copy + 64, header.n_section * sizeof(section_entry));
    for (uint32_t i = 0; i < header.n_section; i++) {
        section_entry s;
        unsigned char *place = copy + 64 + i * sizeof s;
        memcpy(&s, place, sizeof s);
        section_entry wrong[3] = {s, s, s};
        wrong[0].offset = size + 64;
        wrong[1].size = UINT64_MAX - 63;
        memset(wrong[2].name, 'x', sizeof wrong[2].name);
        for (int k = 0; k < 3; k++) {
            memcpy(place, &wrong[k], sizeof s);
            assert_int_equal(load(size, true, &error), DG_BAD_MODEL);
        }
        memcpy(place, &s, sizeof s);
    }
    memcpy(copy + 64, table, header.n_section * sizeof(section_entry));
    free(table);
    assert_int_equal(load(size, true, &error), DG_OK);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_shipped_model_loads),
        cmocka_unit_test(cut_and_foreign_files_are_refused),
        cmocka_unit_test(a_flipped_bit_breaks_the_checksum),
        cmocka_unit_test(lies_with_a_right_checksum_are_found),
    };
    return cmocka_run_group_tests(tests, read_model, drop_model);
}
