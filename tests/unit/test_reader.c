/* The reader over real files: kinds, parts, folders, and each error with its place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <cmocka.h>

#include "base/array.h"
#include "base/buffer.h"
#include "base/utf8.h"
#include "dragoman.h"

/* ---- a folder for each test -----------------------------------------------------------------
 */

static char folder[64];

static int make_folder(void **state) {
    (void)state;
    strcpy(folder, "/tmp/dragoman-test-XXXXXX");
    return mkdtemp(folder) ? chdir(folder) : -1;
}

static int remove_folder(void **state) {
    char command[100];
    (void)state;
    snprintf(command, sizeof command, "rm -r '%s'", folder);
    return chdir("/") || system(command);
}

static void put(const char *path, const char *bytes, size_t n) {
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
}

static void put_text(const char *path, const char *text) {
    put(path, text, strlen(text));
}

static void put_gzip(const char *path, const char *text) {
    gzFile f = gzopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(gzwrite(f, text, (unsigned)strlen(text)), strlen(text));
    assert_int_equal(gzclose(f), Z_OK);
}

/* ---- reading, written down as lines
 * ------------------------------------------------------------ */

static void note_warning(void *user, const dg_error *warning) {
    char line[500];
    dg_error_format(warning, line, sizeof line);
    buffer_add_string(user, "warning ");
    buffer_add_string(user, line);
    buffer_add_string(user, "\n");
}

static void note_error(buffer *log, const dg_error *error) {
    char line[500];
    static const char *const names[] = {"ok", "end",   "argument", "memory",
                                        "io", "input", "model",    "limit"};
    dg_error_format(error, line, sizeof line);
    buffer_add_string(log, names[error->code]);
    buffer_add_string(log, " ");
    buffer_add_string(log, line);
    buffer_add_string(log, "\n");
}

static void note_document(buffer *log, const dg_document *d) {
    assert_int_equal(utf8_first_bad(d->text, d->n_text), d->n_text);
    assert_int_equal(strlen(d->text), d->n_text);
    buffer_add_string(log, d->id);
    buffer_add_string(log, "|");
    buffer_add_string(log, d->text);
    buffer_add_string(log, "\n");
}

/* Read paths to the end; what came, a line each. */
static buffer read_paths(const char *const *paths, size_t n, const char *from) {
    buffer log = {0};
    dg_reader *reader;
    dg_error error;
    dg_document document;
    dg_status status;
    uint64_t done, total;
    dg_reader_options options = {.from = from, .warn = note_warning, .user = &log};
    assert_int_equal(dg_reader_open(paths, n, &options, &reader, &error), DG_OK);
    while ((status = dg_reader_next(reader, &document, &error)) != DG_END)
        if (status == DG_OK)
            note_document(&log, &document);
        else
            note_error(&log, &error);
    assert_int_equal(dg_reader_next(reader, &document, &error), DG_END);
    dg_reader_progress(reader, &done, &total);
    assert_true(total == 0 || done <= total);
    dg_reader_close(reader);
    assert_true(buffer_end(&log));
    return log;
}

static void check(const char *path, const char *from, const char *expected) {
    buffer log = read_paths(&path, 1, from);
    assert_string_equal(log.data, expected);
    buffer_free(&log);
}

static void check_content(const char *name, const char *content, const char *expected) {
    put_text(name, content);
    check(name, NULL, expected);
}

/* ---- text
 * ------------------------------------------------------------------------------------- */

static void text_is_one_story(void **state) {
    (void)state;
    check_content("a.txt", "One.\r\n\rTwo.\n", "a|One.\r\n\rTwo.\n\n");
    check_content("a b.2.html", "x", "a b.2|x\n");
    check_content("U.S. envoy", "x", "U.S. envoy|x\n");
    check_content("story.12", "x", "story.12|x\n");
    check_content("caf\xE9.txt", "x", "caf\u00E9|x\n");
    check_content("blank.txt", "  \n", "blank|  \n\n");
    check_content("none.txt", "", "warning none.txt: an empty file\n");
    check_content("brace.txt", "{x} is a set", "brace|{x} is a set\n");
}

static void text_is_repaired(void **state) {
    (void)state;
    check_content("a.txt", "caf\xE9 \x93x\x94 \u00E9",
                  "a|caf\u00E9 \u201Cx\u201D \u00E9\n"
                  "warning a.txt: byte 3: bytes that are not UTF-8, read as Windows-1252: 3\n");
    check_content("bom.txt", "\xEF\xBB\xBFx", "bom|x\n");
    put("nul.txt", "a\0b\0", 4);
    check("nul.txt", NULL,
          "nul|a b \nwarning nul.txt: byte 1: NUL characters, read as spaces: 2\n");
    put("wide.txt", "\xFF\xFEh\0\xE9\0", 6);
    check("wide.txt", NULL, "wide|h\u00E9\n");
    put("wide.txt", "\xFF\xFEh\0\0\xD8", 6);
    check("wide.txt", NULL,
          "wide|h\uFFFD\n"
          "warning wide.txt: byte 4: broken characters of UTF-16, read as U+FFFD: 1\n");
}

static void packed_is_unpacked(void **state) {
    (void)state;
    put_gzip("a.txt.gz", "Packed.");
    check("a.txt.gz", NULL, "a|Packed.\n");
    put_gzip("a.jsonl.gz", "{\"text\": \"Packed.\"}");
    check("a.jsonl.gz", NULL, "a:1|Packed.\n");
    put_gzip("no-suffix", "Packed.");
    check("no-suffix", NULL, "no-suffix|Packed.\n");
}

static buffer load(const char *path) {
    buffer b = {0};
    char bytes[4096];
    size_t n;
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    while ((n = fread(bytes, 1, sizeof bytes, f)) > 0) assert_true(buffer_add(&b, bytes, n));
    fclose(f);
    return b;
}

/* What was whole before the cut is kept, then the error comes, with the packed byte. */
static void cut_packed_keeps_what_was_read(void **state) {
    (void)state;
    put_gzip("a.gz", "Text to be cut.");
    buffer packed = load("a.gz");
    put("a.gz", packed.data, packed.n - 3); /* within the checksum */
    char expected[200];
    snprintf(expected, sizeof expected,
             "a|Text to be cut.\ninput a.gz: byte %zu: gzip data is cut short\n", packed.n - 3);
    check("a.gz", NULL, expected);
    buffer_free(&packed);

    put_gzip("b.gz", "{\"text\": \"whole\"}\n{\"text\": \"cu");
    packed = load("b.gz");
    put("b.gz", packed.data, packed.n - 3);
    snprintf(expected, sizeof expected,
             "b:1|whole\ninput b.gz: byte %zu: gzip data is cut short\n", packed.n - 3);
    check("b.gz", NULL, expected);
    put("b.gz", packed.data, 5);
    check("b.gz", NULL, "input b.gz: byte 5: gzip data is cut short\n");
    buffer_free(&packed);
}

/* ---- parts
 * ------------------------------------------------------------------------------------ */

typedef struct part_end {
    size_t n;         /* bytes of the first part */
    const char *tail; /* what it ends with */
} part_end;

/* Read a text back in parts, together the same again. Returns the first part's length. */
static size_t check_parts(const char *path, const char *text, size_t n, size_t at_least) {
    dg_reader *reader;
    dg_document d;
    buffer got = {0};
    size_t first = 0, parts = 0, chars = 0;
    assert_int_equal(dg_reader_open(&path, 1, NULL, &reader, NULL), DG_OK);
    while (dg_reader_next(reader, &d, NULL) == DG_OK) {
        assert_int_equal(d.part, parts++);
        assert_int_equal(d.text_offset, got.n);
        assert_string_equal(d.id, "long");
        assert_in_range(d.n_text, 1, DG_MAX_TEXT);
        assert_int_equal(utf8_first_bad(d.text, d.n_text), d.n_text);
        assert_int_equal(d.text[d.n_text], 0);
        chars += utf8_count(d.text, d.n_text);
        assert_true(buffer_add(&got, d.text, d.n_text));
        if (parts == 1) first = d.n_text;
    }
    assert_int_equal(got.n, n);
    assert_memory_equal(got.data, text, n);
    assert_int_equal(chars, utf8_count(text, n));
    assert_true(parts >= at_least);
    dg_reader_close(reader);
    buffer_free(&got);
    return first;
}

/* A long text of one unit over and over, with something else at a place. */
static char *make_long(const char *unit, size_t n, size_t at, const char *mark) {
    char *text = malloc(n + 1);
    assert_non_null(text);
    for (size_t i = 0; i < n; i++) text[i] = unit[i % strlen(unit)];
    memcpy(text + at, mark, strlen(mark));
    text[n] = '\0';
    return text;
}

/* Where the mark is put: between the characters of every unit. */
enum { AT = 99996 };

static void check_long(const char *unit, const char *mark, size_t cut) {
    size_t n = 3 * DG_MAX_TEXT / 6 * 6; /* whole units of up to 6 bytes */
    char *text = make_long(unit, n, AT, mark);
    put_text("long.txt", text);
    assert_int_equal(check_parts("long.txt", text, n, 3), cut);
    FILE *f = fopen("long.jsonl", "wb");
    assert_non_null(f);
    fputs("{\"id\": \"long\", \"text\": \"", f);
    for (const char *c = text; *c; c++) {
        const char *escaped = strchr("\nn\rr\tt", *c);
        if (escaped && *c < ' ')
            fprintf(f, "\\%c", escaped[1]);
        else
            fputc(*c, f);
    }
    fputs("\"}\n", f);
    fclose(f);
    assert_int_equal(check_parts("long.jsonl", text, n, 3), cut);
    free(text);
}

static void long_texts_come_in_parts(void **state) {
    (void)state;
    check_long("x", "\n \t\r\n", AT + 5);        /* a blank line */
    check_long("x", "\r\ry", AT + 2);            /* of old Macs */
    check_long("x y\n", "\n\n  ", AT + 4);       /* rather than the last line end */
    check_long("x ", "\r\n", AT + 2);            /* a line end */
    check_long("x ", "y. z", AT + 3);            /* a sentence's end */
    check_long("x", "y z ", AT + 4);             /* white space */
    check_long("x", "yz", DG_MAX_TEXT);          /* nothing at all */
    check_long("\u00E9", "\u00E9", DG_MAX_TEXT); /* a character's end */
    check_long("\u20AC", "\u20AC", DG_MAX_TEXT - DG_MAX_TEXT % 3);
}

static void longest_text_is_one_part(void **state) {
    (void)state;
    char *text = make_long("x ", DG_MAX_TEXT, 0, "");
    put_text("long.txt", text);
    assert_int_equal(check_parts("long.txt", text, DG_MAX_TEXT, 1), DG_MAX_TEXT);
    free(text);
}

/* ---- jsonl
 * ------------------------------------------------------------------------------------ */

static void records(void **state) {
    (void)state;
    check_content("a.jsonl",
                  "{\"id\": \"x\", \"text\": \"One\", \"more\": [1, {}]}\r\n"
                  "\n"
                  " \t\r\n"
                  "{\"id\": 12, \"text\": \"Two\", \"title\": null}\n"
                  "{\"text\": \"\"}\n"
                  "{\"id\": 1.5, \"text\": \"caf\\u00e9 \\ud83d\\ude00\"}",
                  "x|One\n12|Two\na:5|\n1.5|caf\u00E9 \U0001F600\n");
    check_content("big.jsonl", "{\"id\": 123456789012345678901234567890, \"text\": \"x\"}",
                  "1.2345678901234568e+29|x\n");
    check_content("bom.jsonl", "\xEF\xBB\xBF{\"text\": \"x\"}", "bom:1|x\n");
    put("wide.jsonl", "\xFF\xFE{\0\"\0t\0e\0x\0t\0\"\0:\0\"\0x\0\"\0}\0", 26);
    check("wide.jsonl", NULL, "wide:1|x\n");
}

static void all_fields(void **state) {
    (void)state;
    dg_reader *reader;
    dg_document d;
    const char *path = "a.jsonl";
    put_text(path, "\n{\"id\": \"1\", \"date\": \"2\", \"title\": \"3\", \"text\": \"4\","
                   " \"source\": \"5\", \"url\": \"6\", \"lang\": \"7\"}\n{\"text\": \"x\"}");
    assert_int_equal(dg_reader_open(&path, 1, NULL, &reader, NULL), DG_OK);
    assert_int_equal(dg_reader_next(reader, &d, NULL), DG_OK);
    const char *fields[] = {d.id, d.date, d.title, d.text, d.source, d.url, d.lang};
    for (size_t i = 0; i < 7; i++) {
        assert_int_equal(fields[i][0], '1' + (int)i);
        assert_int_equal(fields[i][1], 0);
    }
    assert_string_equal(d.file, "a.jsonl");
    assert_int_equal(d.line, 2);
    assert_int_equal(dg_reader_next(reader, &d, NULL), DG_OK);
    assert_string_equal(d.title, "");
    dg_reader_close(reader);
}

static void bad_records(void **state) {
    (void)state;
    check_content("a.jsonl",
                  "{\"id\": 1}\n"
                  "{\"text\": [\"x\"]}\n"
                  "{\"text\": \"x\", \"date\": 20151115}\n"
                  "{\"text\": \"x\", \"id\": true}\n"
                  "{\"text\": null}\n"
                  "[\"text\"]\n"
                  "{\"text\": \"good\"}\n"
                  "{\"text\": \"x\", }\n"
                  "{\"text\": \"x\n"
                  "{\"text\": \"last\"}\n",
                  "input a.jsonl:1: \"text\" is missing\n"
                  "input a.jsonl:2: \"text\" is a list, not a string\n"
                  "input a.jsonl:3: \"date\" is a number, not a string\n"
                  "input a.jsonl:4: \"id\" is true or false, not a string\n"
                  "input a.jsonl:5: \"text\" is null, not a string\n"
                  "input a.jsonl:6: not a JSON object but a list\n"
                  "a:7|good\n"
                  "input a.jsonl:8: string or '}' expected near '}'\n"
                  "input a.jsonl:9: premature end of input near '\"x'\n"
                  "a:10|last\n");
}

static void byte_of_broken_json(void **state) {
    (void)state;
    dg_reader *reader;
    dg_document d;
    dg_error error;
    const char *path = "a.jsonl";
    put_text(path, "{\"text\": \"x\"}\n{\"text\" \"x\"}");
    assert_int_equal(dg_reader_open(&path, 1, NULL, &reader, NULL), DG_OK);
    assert_int_equal(dg_reader_next(reader, &d, NULL), DG_OK);
    assert_int_equal(dg_reader_next(reader, &d, &error), DG_BAD_INPUT);
    assert_int_equal(error.line, 2);
    assert_int_equal(error.byte, strlen("{\"text\" \"x\"")); /* behind what was not expected */
    assert_null(d.text);
    dg_reader_close(reader);
}

static void records_are_mended(void **state) {
    (void)state;
    check_content("a.jsonl",
                  "{\"text\": \"a\tb\x01"
                  "c\"}\n"
                  "\x02{\"text\": \"\\u0000x\\\\u0000\"}\n"
                  "{\"text\": \"\\ud800 \\uDC00 \\ud800\\u0041 \\ud800\\ud83d\\ude00\"}\n"
                  "{\"te\\u0000xt\": 1, \"text\": \"\xE9\"}\n",
                  "a:1|a b c\n"
                  "a:2| x\\u0000\n"
                  "a:3|\uFFFD \uFFFD \uFFFDA \uFFFD\U0001F600\n"
                  "a:4|\u00E9\n"
                  "warning a.jsonl:1: control characters, read as spaces: 3\n"
                  "warning a.jsonl:2: NUL characters (\\u0000), read as spaces: 2\n"
                  "warning a.jsonl:3: halves of surrogate pairs, read as U+FFFD: 4\n"
                  "warning a.jsonl: byte 131: bytes that are not UTF-8, read as Windows-1252:"
                  " 1\n");
    put("nul.jsonl", "{\"text\": \"a\0b\"}", 15);
    check("nul.jsonl", NULL,
          "nul:1|a b\nwarning nul.jsonl: byte 11: NUL characters, read as spaces: 1\n");
}

/* A long line costs its record alone; a line of just the limit is read. */
static void long_lines(void **state) {
    enum { LIMIT = 16 << 20 };
    (void)state;
    char *line = make_long("x", LIMIT + 1, 0, "{\"id\": \"big\", \"text\": \"");
    FILE *f = fopen("a.jsonl", "wb");
    memcpy(line + LIMIT - 1, "\"}", 2);
    fprintf(f, "%s\n{\"text\": \"after\"}\n", line); /* one byte too many */
    memcpy(line + LIMIT - 2, "\"}\n", 3);
    fwrite(line, 1, LIMIT + 1, f);
    fprintf(f, "%.*s", 3 << 20, line);
    for (int i = 0; i < 5; i++) fprintf(f, "%.*s", 4 << 20, line); /* no end of line */
    fclose(f);
    free(line);
    dg_reader *reader;
    dg_document d;
    dg_error error;
    const char *path = "a.jsonl";
    assert_int_equal(dg_reader_open(&path, 1, NULL, &reader, NULL), DG_OK);
    assert_int_equal(dg_reader_next(reader, &d, &error), DG_OVER_LIMIT);
    assert_int_equal(error.line, 1);
    assert_string_equal(error.file, "a.jsonl");
    assert_int_equal(dg_reader_next(reader, &d, &error), DG_OK);
    assert_string_equal(d.text, "after");
    size_t n = 0;
    do {
        assert_int_equal(dg_reader_next(reader, &d, &error), DG_OK);
        n += d.n_text;
    } while (d.n_text == DG_MAX_TEXT);
    assert_int_equal(n, LIMIT - strlen("{\"id\": \"big\", \"text\": \"\"}"));
    assert_int_equal(dg_reader_next(reader, &d, &error), DG_OVER_LIMIT);
    assert_int_equal(error.line, 4);
    assert_int_equal(dg_reader_next(reader, &d, &error), DG_END);
    dg_reader_close(reader);
}

static void many_values(void **state) {
    (void)state;
    FILE *f = fopen("a.jsonl", "wb");
    fputs("{\"text\": \"x\", \"more\": [0", f);
    for (int i = 0; i < 1 << 18; i++) fputs(",0", f);
    fputs("]}\n{\"text\": \"after\"}", f);
    fclose(f);
    check("a.jsonl", NULL,
          "limit a.jsonl:1: a record of more than 262144 values, passed over\na:2|after\n");
}

static void kind_may_be_forced(void **state) {
    (void)state;
    put_text("a", "{\"text\": \"x\"}");
    check("a", "text", "a|{\"text\": \"x\"}\n");
    check("a", "jsonl", "a:1|x\n");
    put_text("b", "Not JSON.\n");
    check("b", "jsonl", "input b:1: '[' or '{' expected near 'Not'\n");
    put_text("c", "\n\n  {\n\"text\": \"x\"}\n");
    check("c", NULL,
          "input c:3: string or '}' expected near end of file\n"
          "input c:4: '[' or '{' expected near '\"text\"'\n");
}

/* ---- paths
 * ------------------------------------------------------------------------------------ */

static void folders(void **state) {
    (void)state;
    mkdir("d", 0700);
    mkdir("d/b", 0700);
    mkdir("d/.hidden", 0700);
    mkdir("d/empty", 0700);
    put_text("d/b/1.txt", "one");
    put_text("d/b/10.txt", "ten");
    put_text("d/b/2.txt", "two");
    put_text("d/a.jsonl", "{\"text\": \"x\"}");
    put_text("d/.secret", "no");
    put_text("d/.hidden/x", "no");
    put_text("d/c", "sea");
    assert_int_equal(mkfifo("d/pipe", 0600), 0);
    assert_int_equal(symlink("..", "d/up"), 0);
    assert_int_equal(symlink("c", "d/z"), 0);
    assert_int_equal(symlink("nowhere", "d/broken"), 0);
    const char *expected = "a:1|x\n1|one\n10|ten\n2|two\n"
                           "io d/broken: cannot open: No such file or directory\n"
                           "c|sea\n"
                           "warning d/up: a symbolic link to a folder, left out\n"
                           "z|sea\n";
    check("d", NULL, expected);
    const char *paths[] = {"d/c", "none", "d/b/", ".hidden", "d/.secret"};
    buffer log = read_paths(paths, 5, NULL);
    assert_string_equal(log.data, "c|sea\nio none: cannot open: No such file or directory\n"
                                  "1|one\n10|ten\n2|two\n"
                                  "io .hidden: cannot open: No such file or directory\n"
                                  ".secret|no\n");
    buffer_free(&log);
}

static void standard_input(void **state) {
    (void)state;
    int ends[2], before = dup(STDIN_FILENO);
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "Piped.", 6), 6);
    close(ends[1]);
    dup2(ends[0], STDIN_FILENO);
    check("-", NULL, "stdin|Piped.\n");
    dup2(before, STDIN_FILENO);
    close(before);
    close(ends[0]);
}

/* A feed's records come as they are written, not when its end is reached. */
static void feed(void **state) {
    (void)state;
    int ends[2];
    char path[40];
    dg_reader *reader;
    dg_document d;
    const char *paths[] = {path}, *record = "{\"text\": \"x\"}\n";
    assert_int_equal(pipe(ends), 0);
    snprintf(path, sizeof path, "/proc/self/fd/%d", ends[0]);
    assert_int_equal(dg_reader_open(paths, 1, NULL, &reader, NULL), DG_OK);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(write(ends[1], record, strlen(record)), strlen(record));
        assert_int_equal(dg_reader_next(reader, &d, NULL), DG_OK);
        assert_int_equal(d.line, i + 1);
    }
    close(ends[1]);
    assert_int_equal(dg_reader_next(reader, &d, NULL), DG_END);
    dg_reader_close(reader);
    close(ends[0]);
}

static void progress(void **state) {
    (void)state;
    dg_reader *reader;
    dg_document d;
    uint64_t done, total;
    const char *paths[] = {"d", "x"};
    mkdir("d", 0700);
    put_text("d/1", "12345");
    put_text("x", "123");
    assert_int_equal(dg_reader_open(paths, 2, NULL, &reader, NULL), DG_OK);
    assert_int_equal(dg_reader_next(reader, &d, NULL), DG_OK);
    dg_reader_progress(reader, &done, &total);
    assert_int_equal(done, 5);
    assert_int_equal(total, 8);
    assert_int_equal(dg_reader_next(reader, &d, NULL), DG_OK);
    assert_int_equal(dg_reader_next(reader, &d, NULL), DG_END);
    dg_reader_progress(reader, &done, &total);
    assert_int_equal(done, 8);
    dg_reader_close(reader);
}

static void bad_arguments(void **state) {
    (void)state;
    dg_reader *reader = NULL;
    dg_document d;
    dg_error error;
    const char *none[] = {NULL};
    dg_reader_options options = {.from = "morse"};
    assert_int_equal(dg_reader_open(none, 0, &options, &reader, &error), DG_BAD_ARGUMENT);
    assert_non_null(strstr(error.message, "\"morse\""));
    assert_int_equal(dg_reader_open(none, 1, NULL, &reader, &error), DG_BAD_ARGUMENT);
    assert_int_equal(dg_reader_open(NULL, 1, NULL, &reader, &error), DG_BAD_ARGUMENT);
    assert_int_equal(dg_reader_open(NULL, 0, NULL, &reader, &error), DG_OK);
    assert_int_equal(dg_reader_next(reader, &d, &error), DG_END);
    dg_reader_close(reader);
    dg_reader_close(NULL);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, make_folder, remove_folder)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(text_is_one_story),
        TEST(text_is_repaired),
        TEST(packed_is_unpacked),
        TEST(cut_packed_keeps_what_was_read),
        TEST(long_texts_come_in_parts),
        TEST(longest_text_is_one_part),
        TEST(records),
        TEST(all_fields),
        TEST(bad_records),
        TEST(byte_of_broken_json),
        TEST(records_are_mended),
        TEST(long_lines),
        TEST(many_values),
        TEST(kind_may_be_forced),
        TEST(folders),
        TEST(standard_input),
        TEST(feed),
        TEST(progress),
        TEST(bad_arguments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
