/* HTTP/1.x responses (RFC 9112), as far as archives of pages have them. */
#include "story/http.h"

#include <string.h>
#include <zlib.h>

#include "base/error.h"

/* ---- headers ------------------------------------------------------------------------------
 */

size_t http_headers_end(const char *bytes, size_t n) {
    if (n == 0) return 0;
    const char *s = bytes, *end = bytes + n;
    while (s < end && (s = memchr(s, '\n', (size_t)(end - s)))) {
        s++;
        if (s < end && *s == '\n') return (size_t)(s - bytes) + 1;
        if (end - s > 1 && s[0] == '\r' && s[1] == '\n') return (size_t)(s - bytes) + 2;
    }
    return 0;
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

const char *http_header(const char *headers, size_t n, const char *name, size_t *n_value) {
    size_t length = strlen(name);
    for (size_t i = 0, end; i < n; i = end + 1) {
        const char *found = memchr(headers + i, '\n', n - i);
        end = found ? (size_t)(found - headers) : n;
        if (end - i <= length || headers[i + length] != ':') continue;
        if (strncasecmp(headers + i, name, length)) continue;
        size_t from = i + length + 1, to = end;
        while (from < to && is_blank(headers[from])) from++;
        while (to > from && is_blank(headers[to - 1])) to--;
        *n_value = to - from;
        return headers + from;
    }
    return NULL;
}

static bool header_has(const char *headers, size_t n, const char *name, const char *word) {
    size_t n_value, length = strlen(word);
    const char *value = http_header(headers, n, name, &n_value);
    for (size_t i = 0; value && i + length <= n_value; i++)
        if (!strncasecmp(value + i, word, length)) return true;
    return false;
}

static int status_of(const char *s, size_t n) {
    if (n < 12 || memcmp(s, "HTTP/", 5)) return 0;
    const char *space = memchr(s, ' ', 12);
    int status = 0;
    for (int i = 1; space && i < 4 && space + i < s + n; i++) {
        if (space[i] < '0' || space[i] > '9') return 0;
        status = status * 10 + (space[i] - '0');
    }
    return status;
}

/* ---- chunks -------------------------------------------------------------------------------
 */

/* The number of hexadecimal digits at *at. */
static bool take_size(const char *s, size_t n, size_t *at, size_t *size) {
    static const char digits[] = "0123456789abcdef";
    size_t from = *at;
    *size = 0;
    for (; *at < n && *at - from < 8; ++*at) {
        const char *digit = s[*at] ? strchr(digits, s[*at] | 0x20) : NULL;
        if (!digit || s[*at] < '0') break;
        *size = *size * 16 + (size_t)(digit - digits);
    }
    return *at > from;
}

/* Put chunks together. What is not in chunks, though its header says so, is left as it is. */
static dg_status join_chunks(const char *s, size_t n, buffer *out, dg_error *error) {
    for (size_t at = 0, size;;) {
        bool sized = take_size(s, n, &at, &size);
        if (!sized && out->n == 0) break;
        RETURN_IF(!sized, error, DG_BAD_INPUT, "a broken chunk of HTTP");
        const char *line = memchr(s + at, '\n', n - at);
        if (size == 0 || !line) return DG_OK;
        at = (size_t)(line - s) + 1;
        if (size > n - at) size = n - at; /* cut short: what is there is read */
        RETURN_IF(!buffer_add(out, s + at, size), error, DG_NO_MEMORY, "out of memory");
        at += size;
        while (at < n && (s[at] == '\r' || s[at] == '\n')) at++;
        if (at == n) return DG_OK;
    }
    RETURN_IF(!buffer_add(out, s, n), error, DG_NO_MEMORY, "out of memory");
    return DG_OK;
}

/* ---- packing ------------------------------------------------------------------------------
 */

/* By its first bytes: archives hold unpacked pages whose headers still say packed. */
static bool is_packed(const char *s, size_t n, bool deflate) {
    bool gzip = n > 2 && s[0] == '\x1F' && s[1] == '\x8B';
    return gzip || (deflate && n > 2 && s[0] == '\x78');
}

static dg_status inflate_all(z_stream *z, size_t most, buffer *out, dg_error *error) {
    char piece[16384];
    for (int code = Z_OK; code == Z_OK;) {
        z->next_out = (Bytef *)piece;
        z->avail_out = sizeof piece;
        code = inflate(z, Z_NO_FLUSH);
        size_t n = sizeof piece - z->avail_out;
        RETURN_IF(!buffer_add(out, piece, n), error, DG_NO_MEMORY, "out of memory");
        RETURN_IF(out->n > most, error, DG_OVER_LIMIT,
                  "a page of more than %zu bytes, passed over", most);
        RETURN_IF(code == Z_DATA_ERROR && out->n == 0, error, DG_BAD_INPUT,
                  "the packed page is damaged");
        if (code != Z_OK && code != Z_STREAM_END && n == 0) break; /* cut short */
    }
    return DG_OK;
}

static dg_status unpack(const buffer *packed, size_t most, buffer *out, dg_error *error) {
    enum { LARGEST_WINDOW = 15, GZIP_OR_ZLIB = 32 };
    z_stream z = {.next_in = (Bytef *)packed->data, .avail_in = (uInt)packed->n};
    RETURN_IF(inflateInit2(&z, LARGEST_WINDOW + GZIP_OR_ZLIB) != Z_OK, error, DG_NO_MEMORY,
              "out of memory");
    dg_status status = inflate_all(&z, most, out, error);
    inflateEnd(&z);
    return status;
}

/* ---- the response -------------------------------------------------------------------------
 */

dg_status http_read(const char *bytes, size_t n, size_t most, http_response *r,
                    dg_error *error) {
    size_t n_headers = http_headers_end(bytes, n);
    r->status = status_of(bytes, n);
    r->body.n = 0;
    RETURN_IF(!r->status || !n_headers, error, DG_BAD_INPUT, "not an HTTP response");
    r->type = http_header(bytes, n_headers, "Content-Type", &r->n_type);
    if (!r->type) r->n_type = 0;
    buffer body = {0};
    dg_status status = DG_OK;
    const char *s = bytes + n_headers;
    size_t n_body = n - n_headers;
    if (header_has(bytes, n_headers, "Transfer-Encoding", "chunked"))
        status = join_chunks(s, n_body, &body, error);
    else if (!buffer_add(&body, s, n_body))
        status = error_set(error, DG_NO_MEMORY, "out of memory");
    bool deflate = header_has(bytes, n_headers, "Content-Encoding", "deflate");
    if (status == DG_OK && is_packed(body.data, body.n, deflate)) {
        status = unpack(&body, most, &r->body, error);
    } else if (status == DG_OK) {
        buffer old = r->body;
        r->body = body;
        body = old;
    }
    buffer_free(&body);
    return status;
}
