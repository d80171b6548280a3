/* Writing rows. A field is built as it stands behind the row, then quoted in place if need be:
 * most need none. */
#include "record/row.h"

#include <stdio.h>
#include <string.h>

static void add(row *r, const char *s, size_t n) {
    r->failed = r->failed || !buffer_add(&r->out, s, n);
}

static bool needs_quotes(const row *r, const char *s, size_t n) {
    if (n && (s[0] == ' ' || s[n - 1] == ' ')) return true; /* some readers trim */
    for (size_t i = 0; i < n; i++)
        if (s[i] == r->delimiter || s[i] == '"' || s[i] == '\n' || s[i] == '\r') return true;
    return false;
}

/* Put the open field within quotes, its own doubled, moving it from the end. */
static void quote(row *r) {
    size_t n = r->out.n - r->field, quotes = 2;
    for (size_t i = 0; i < n; i++) quotes += r->out.data[r->field + i] == '"';
    for (size_t i = 0; i < quotes; i++) add(r, "\"", 1);
    if (r->failed) return;
    char *field = r->out.data + r->field, *to = field + n + quotes;
    *--to = '"';
    for (size_t i = n; i-- > 0;) {
        *--to = field[i];
        if (field[i] == '"') *--to = '"';
    }
    *field = '"';
}

/* Make the open field fit for readers that know no quotes. */
static void flatten(row *r) {
    for (char *c = r->out.data + r->field; c < r->out.data + r->out.n; c++) {
        if ((unsigned char)*c < ' ' || *c == r->delimiter) *c = ' ';
        if (*c == '"') *c = '\'';
    }
}

void row_open(row *r) {
    if (r->n++) add(r, &r->delimiter, 1);
    r->field = r->out.n;
}

void row_part(row *r, const char *separator, const char *s, size_t n) {
    if (n == 0) {
        s = r->missing;
        n = strlen(s);
        if (n == 0) return;
    }
    if (r->out.n > r->field) add(r, separator, strlen(separator));
    add(r, s, n);
}

void row_close(row *r) {
    if (r->failed) return;
    if (r->out.n == r->field)
        add(r, r->missing, strlen(r->missing));
    else if (r->quoting == QUOTE_NOTHING)
        flatten(r);
    else if (needs_quotes(r, r->out.data + r->field, r->out.n - r->field))
        quote(r);
}

void row_bytes(row *r, const char *s, size_t n) {
    row_open(r);
    add(r, s, n);
    row_close(r);
}

void row_text(row *r, const char *s) {
    row_bytes(r, s, strlen(s));
}

void row_span(row *r, const dg_story *story, uint32_t start, uint32_t end) {
    row_bytes(r, story->text + start, end - start);
}

void row_number(row *r, uint64_t value) {
    char text[24];
    row_bytes(r, text, (size_t)snprintf(text, sizeof text, "%llu", (unsigned long long)value));
}

/* The decimal point is a point, whatever the program's locale has for one. */
void row_real(row *r, double value, int decimals) {
    char text[400]; /* of the largest number, too */
    int n = snprintf(text, sizeof text, "%.*f", decimals, value);
    for (int i = 0; i < n; i++)
        if (!strchr("-0123456789", text[i])) text[i] = '.';
    row_bytes(r, text, (size_t)n);
}

void row_missing(row *r, size_t n) {
    while (n-- > 0) row_text(r, "");
}

bool row_end(row *r) {
    add(r, "\n", 1);
    r->n = 0;
    bool ok = !r->failed;
    r->failed = false;
    return ok;
}
