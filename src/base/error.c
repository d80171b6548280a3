/* Errors as values: one line of text that any terminal or log can take. */
#include "base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Control characters of a hostile file name or record must not reach a terminal. */
static void make_printable(char *s) {
    for (; *s; s++)
        if ((unsigned char)*s < 0x20 || *s == 0x7F) *s = '?';
}

/* Drop a UTF-8 character that was cut at the end of s. */
static void drop_cut_character(char *s, size_t n) {
    size_t start = n;
    while (start > 0 && n - start < 4 && ((unsigned char)s[start - 1] & 0xC0) == 0x80) start--;
    if (start == 0) return;
    unsigned char lead = (unsigned char)s[start - 1];
    size_t want = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    if (n - start + 1 < want) s[start - 1] = '\0';
}

static void set_message(dg_error *error, dg_status code, const char *format,
                        va_list arguments) {
    memset(error, 0, sizeof *error);
    error->code = code;
    error->byte = DG_NO_BYTE;
    int n = vsnprintf(error->message, sizeof error->message, format, arguments);
    if (n >= (int)sizeof error->message)
        drop_cut_character(error->message, sizeof error->message - 1);
    make_printable(error->message);
}

dg_status error_set(dg_error *error, dg_status code, const char *format, ...) {
    va_list arguments;
    if (!error) return code;
    va_start(arguments, format);
    set_message(error, code, format, arguments);
    va_end(arguments);
    return code;
}

dg_status error_system(dg_error *error, dg_status code, const char *format, ...) {
    int number = errno;
    va_list arguments;
    if (!error) return code;
    va_start(arguments, format);
    set_message(error, code, format, arguments);
    va_end(arguments);
    size_t n = strlen(error->message);
    snprintf(error->message + n, sizeof error->message - n, ": %s", strerror(number));
    return code;
}

void error_at(dg_error *error, const char *file, uint64_t line, uint64_t byte) {
    if (!error) return;
    error->line = line;
    error->byte = byte;
    if (!file) return;
    size_t n = strlen(file), most = sizeof error->file - 1;
    if (n > most) {
        file += n - most;
        while (((unsigned char)*file & 0xC0) == 0x80) file++;
    }
    snprintf(error->file, sizeof error->file, "%s", file);
    make_printable(error->file);
}

size_t dg_error_format(const dg_error *error, char *out, size_t size) {
    const char *colon = *error->file ? ": " : "";
    int n;
    if (error->line && *error->file)
        n = snprintf(out, size, "%s:%llu: %s", error->file, (unsigned long long)error->line,
                     error->message);
    else if (error->line)
        n = snprintf(out, size, "line %llu: %s", (unsigned long long)error->line,
                     error->message);
    else if (error->byte != DG_NO_BYTE)
        n = snprintf(out, size, "%s%sbyte %llu: %s", error->file, colon,
                     (unsigned long long)error->byte, error->message);
    else
        n = snprintf(out, size, "%s%s%s", error->file, colon, error->message);
    return n < 0 ? 0 : (size_t)n;
}
