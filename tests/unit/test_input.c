/* The byte stream: plain and packed, whole and cut short, however few bytes come at once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "story/input.h"

/* Text that does not pack to nothing. */
static buffer make_text(size_t n) {
    buffer b = {0};
    uint32_t x = 1;
    while (b.n < n) {
        x = x * 1664525 + 1013904223;
        assert_true(buffer_add_number(&b, x));
        assert_true(buffer_add_char(&b, x & 0x10000 ? '\n' : ' '));
    }
    b.n = n;
    return b;
}

static void add_gzip(buffer *out, const char *text, size_t n) {
    z_stream z = {0};
    size_t room = n + 1000;
    char *packed = malloc(room);
    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    z.next_in = (Bytef *)(uintptr_t)text;
    z.avail_in = (uInt)n;
    z.next_out = (Bytef *)packed;
    z.avail_out = (uInt)room;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    assert_true(buffer_add(out, packed, room - z.avail_out));
    deflateEnd(&z);
    free(packed);
}

static void add_zstd(buffer *out, const char *text, size_t n) {
    size_t room = ZSTD_compressBound(n);
    char *packed = malloc(room);
    size_t size = ZSTD_compress(packed, room, text, n, 3);
    assert_false(ZSTD_isError(size));
    assert_true(buffer_add(out, packed, size));
    free(packed);
}

/* Read all; the status that ended it. */
static dg_status read_all(story_input *in, buffer *out, dg_error *error) {
    const char *bytes;
    size_t n;
    for (;;) {
        dg_status status = story_input_peek(in, 1, &bytes, &n, error);
        if (status != DG_OK || n == 0) return status;
        assert_true(buffer_add(out, bytes, n));
        story_input_take(in, n);
    }
}

static void check_unpacked(const buffer *packed, const char *text, size_t n) {
    static const size_t steps[] = {0, 1, 7, 4096};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        story_input *in;
        buffer out = {0};
        dg_error error;
        assert_int_equal(
            story_input_memory("m", packed->data, packed->n, steps[i], &in, &error), DG_OK);
        assert_int_equal(read_all(in, &out, &error), DG_OK);
        assert_int_equal(out.n, n);
        if (n) assert_memory_equal(out.data, text, n);
        assert_int_equal(story_input_done(in), packed->n);
        story_input_close(in);
        buffer_free(&out);
    }
}

static void plain(void **state) {
    (void)state;
    buffer text = make_text(200000), empty = {0};
    check_unpacked(&text, text.data, text.n);
    check_unpacked(&empty, "", 0);
    buffer_free(&text);
    for (size_t n = 1; n < 6; n++) check_unpacked(&(buffer){"P*M\x19q", n, n}, "P*M\x19q", n);
}

static void packed_members(void **state) {
    void (*const add[])(buffer *, const char *, size_t) = {add_gzip, add_zstd};
    (void)state;
    buffer text = make_text(300000);
    for (size_t i = 0; i < 2; i++) {
        buffer packed = {0};
        add[i](&packed, text.data, text.n);
        check_unpacked(&packed, text.data, text.n);
        packed.n = 0;
        add[i](&packed, text.data, 65536); /* the window to the byte */
        add[i](&packed, "", 0);
        add[i](&packed, text.data + 65536, text.n - 65536);
        check_unpacked(&packed, text.data, text.n);
        buffer_free(&packed);
    }
    buffer_free(&text);
}

static void skippable_frame_first(void **state) {
    (void)state;
    buffer packed = {0};
    assert_true(buffer_add(&packed, "\x50\x2A\x4D\x18\x03\0\0\0abc", 11));
    add_zstd(&packed, "hello", 5);
    check_unpacked(&packed, "hello", 5);
    buffer_free(&packed);
}

/* Every cut keeps what was read before and tells the byte it was cut at. */
static void cut_short(void **state) {
    void (*const add[])(buffer *, const char *, size_t) = {add_gzip, add_zstd};
    (void)state;
    buffer text = make_text(3000);
    for (size_t i = 0; i < 2; i++) {
        buffer packed = {0};
        add[i](&packed, text.data, text.n);
        for (size_t n = 4; n < packed.n; n++) {
            story_input *in;
            buffer out = {0};
            dg_error error;
            story_input_memory("news.gz", packed.data, n, 0, &in, NULL);
            assert_int_equal(read_all(in, &out, &error), DG_BAD_INPUT);
            assert_string_equal(error.file, "news.gz");
            assert_int_equal(error.byte, n);
            assert_non_null(strstr(error.message, "cut short"));
            assert_true(out.n <= text.n);
            if (out.n) assert_memory_equal(out.data, text.data, out.n);
            if (n + 8 == packed.n && i == 0) assert_int_equal(out.n, text.n);
            story_input_close(in);
            buffer_free(&out);
        }
        buffer_free(&packed);
    }
    buffer_free(&text);
}

static void damaged(void **state) {
    (void)state;
    dg_error error;
    story_input *in;
    buffer packed = {0}, out = {0};
    add_gzip(&packed, "hello", 5);
    packed.data[packed.n - 8] ^= 1; /* the checksum */
    story_input_memory("x", packed.data, packed.n, 0, &in, NULL);
    assert_int_equal(read_all(in, &out, &error), DG_BAD_INPUT);
    assert_string_equal(error.message, "gzip data incorrect data check");
    assert_int_equal(out.n, 5);
    assert_in_range(error.byte, packed.n - 8, packed.n);
    assert_int_equal(read_all(in, &out, &error), DG_BAD_INPUT); /* and again */
    story_input_close(in);

    packed.n = out.n = 0;
    add_zstd(&packed, "hello", 5);
    assert_true(buffer_add(&packed, "what is this", 12));
    story_input_memory("x", packed.data, packed.n, 0, &in, NULL);
    assert_int_equal(read_all(in, &out, &error), DG_BAD_INPUT);
    assert_int_equal(out.n, 5);
    assert_memory_equal(error.message, "zstd data ", 10);
    story_input_close(in);
    buffer_free(&packed);
    buffer_free(&out);
}

static void looking_ahead(void **state) {
    (void)state;
    story_input *in;
    const char *bytes;
    size_t n;
    buffer text = make_text(3 * STORY_INPUT_CHUNK);
    story_input_memory("x", text.data, text.n, 10, &in, NULL);
    assert_int_equal(story_input_peek(in, 1, &bytes, &n, NULL), DG_OK);
    assert_int_equal(n, 10);
    story_input_take(in, 3);
    assert_int_equal(story_input_peek(in, STORY_INPUT_CHUNK, &bytes, &n, NULL), DG_OK);
    assert_int_equal(n, STORY_INPUT_CHUNK);
    assert_memory_equal(bytes, text.data + 3, n);
    story_input_take(in, n);
    assert_int_equal(story_input_peek(in, 1, &bytes, &n, NULL), DG_OK);
    assert_memory_equal(bytes, text.data + 3 + STORY_INPUT_CHUNK, n);
    story_input_close(in);
    buffer_free(&text);
}

static void refused(void **state) {
    (void)state;
    story_input *in = NULL;
    dg_error error;
    const char *bytes;
    size_t n;
    assert_int_equal(story_input_open("/no/such/file", &in, &error), DG_IO);
    assert_string_equal(error.file, "/no/such/file");
    assert_string_equal(error.message, "cannot open: No such file or directory");
    assert_int_equal(story_input_open("/", &in, &error), DG_OK);
    assert_int_equal(story_input_peek(in, 1, &bytes, &n, &error), DG_IO);
    assert_int_equal(n, 0);
    story_input_close(in);
    story_input_close(NULL);
}

/* What unpacks to a thousand times its size was made to harm, and is told of. */
static void unpacking_without_end(void **state) {
    enum { FRAME = 1 << 20, FRAMES = 100 };
    (void)state;
    buffer packed = {0};
    char frame[200], *zeros = calloc(1, FRAME);
    const char *bytes;
    size_t n, got = 0, length;
    story_input *in;
    dg_error error;
    assert_non_null(zeros);
    length = ZSTD_compress(frame, sizeof frame, zeros, FRAME, 3);
    assert_false(ZSTD_isError(length));
    for (int i = 0; i < FRAMES; i++) assert_true(buffer_add(&packed, frame, length));
    assert_int_equal(story_input_memory("f", packed.data, packed.n, 0, &in, &error), DG_OK);
    dg_status status;
    while ((status = story_input_peek(in, 1, &bytes, &n, &error)) == DG_OK && n > 0) {
        story_input_take(in, n);
        got += n;
    }
    assert_int_equal(status, DG_BAD_INPUT);
    assert_non_null(strstr(error.message, "too much"));
    assert_in_range(got, 64 << 20, 65 << 20);
    story_input_close(in);
    buffer_free(&packed);
    free(zeros);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain),
        cmocka_unit_test(packed_members),
        cmocka_unit_test(skippable_frame_first),
        cmocka_unit_test(cut_short),
        cmocka_unit_test(damaged),
        cmocka_unit_test(looking_ahead),
        cmocka_unit_test(refused),
        cmocka_unit_test(unpacking_without_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
