/* Errors: filling a dg_error and printing one.
 *
 * A message may quote what stands in a stranger's file, and a path may hold any byte. So
 * all text is passed through clean_text on its way in: one line, valid UTF-8, never cut
 * within a character. Whoever prints an error, or puts it in JSON, need not look again. */
#include "base/error.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

/* Controls, the line and paragraph separators, and bytes that are not UTF-8. */
static bool is_printable(uint32_t c) {
    bool control = c < 0x20 || (c >= 0x7f && c < 0xa0);
    return !control && c != 0x2028 && c != 0x2029 && c != UTF8_BAD;
}

/* Copy in to out, '?' for what cannot be printed; stop before the first character that
 * does not fit. Returns the length without that stop. out may be in. */
static size_t clean_text(char *out, size_t size, const char *in) {
    size_t total = 0, written = 0, n = strlen(in), len;
    for (size_t i = 0; i < n; i += len) {
        bool keep = is_printable(utf8_decode(in + i, n - i, &len));
        size_t width = keep ? len : 1;
        if (total == written && total + width < size) {
            memmove(out + written, keep ? in + i : "?", width);
            written += width;
        }
        total += width;
    }
    if (size > 0) out[written] = '\0';
    return total;
}

/* Format by way of a copy, as the arguments may point into *error itself. system: the
 * errno to tell of, or 0. */
static void fill(dg_error *error, dg_status code, int system, const char *format,
                 va_list args) {
    /* Cleaning makes three bytes one at most, so the cut at the end of raw, which may fall
     * within a character, lies behind the end of the message. */
    char raw[3 * sizeof error->message + 4];
    int n = vsnprintf(raw, sizeof raw, format, args);
    if (n < 0) n = 0, raw[0] = '\0';
    if (system != 0 && (size_t)n < sizeof raw) {
        errno = system; /* %m: strerror, safe with threads */
        snprintf(raw + n, sizeof raw - (size_t)n, ": %m");
    }
    error->code = code;
    error->file[0] = '\0';
    error->line = 0;
    error->byte = DG_NO_BYTE;
    clean_text(error->message, sizeof error->message, raw);
}

dg_status error_set(dg_error *error, dg_status code, const char *format, ...) {
    if (error == NULL) return code;
    va_list args;
    va_start(args, format);
    fill(error, code, 0, format, args);
    va_end(args);
    return code;
}

dg_status error_system(dg_error *error, dg_status code, const char *format, ...) {
    int system = errno;
    if (error == NULL) return code;
    va_list args;
    va_start(args, format);
    fill(error, code, system, format, args);
    va_end(args);
    return code;
}

/* The end of a path says more than its beginning: "...politics/2015-11-15.jsonl". */
static void set_file(dg_error *error, const char *file) {
    static const char mark[] = "...";
    size_t n = strlen(file), size = sizeof error->file;
    if (n < size) {
        clean_text(error->file, size, file);
        return;
    }
    const char *end = file + n - (size - sizeof mark);
    for (int i = 0; i < 3 && ((unsigned char)*end & 0xc0) == 0x80; i++) end++;
    memcpy(error->file, mark, sizeof mark);
    clean_text(error->file + strlen(mark), size - strlen(mark), end);
}

void error_at(dg_error *error, const char *file, uint64_t line, uint64_t byte) {
    if (error == NULL) return;
    if (file != NULL) set_file(error, file);
    error->line = line;
    error->byte = byte;
}

/* Where no file is named the place reads "line 3: " or "byte 7: ". */
static void format_place(const dg_error *error, char *out, size_t size) {
    const char *file = error->file;
    bool named = file[0] != '\0';
    if (error->line != 0)
        snprintf(out, size, "%s%s%" PRIu64 ": ", file, named ? ":" : "line ", error->line);
    else if (error->byte != DG_NO_BYTE)
        snprintf(out, size, "%s%sbyte %" PRIu64 ": ", file, named ? ": " : "", error->byte);
    else
        snprintf(out, size, "%s%s", file, named ? ": " : "");
}

size_t dg_error_format(const dg_error *error, char *out, size_t size) {
    char place[sizeof error->file + 40], whole[sizeof place + sizeof error->message];
    whole[0] = '\0';
    if (error != NULL) {
        format_place(error, place, sizeof place);
        snprintf(whole, sizeof whole, "%s%s", place, error->message);
    }
    return clean_text(out, size, whole);
}
