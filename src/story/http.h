/* An HTTP response as it was archived: header lines and a body, perhaps in chunks and packed.
 */
#ifndef STORY_HTTP_H
#define STORY_HTTP_H

#include "base/buffer.h"
#include "dragoman.h"

typedef struct http_response {
    int status;       /* 200; 0: there is no status line */
    const char *type; /* of the content, within the response */
    size_t n_type;
    buffer body; /* unpacked */
} http_response;

/* The value of a header line among n bytes of them, without blanks; its length in *n_value.
 * NULL: there is none. The name's case does not count. */
const char *http_header(const char *headers, size_t n, const char *name, size_t *n_value);

/* Length of header lines with the empty line that ends them; 0: it is not there. */
size_t http_headers_end(const char *bytes, size_t n);

/* Read a response of n bytes; its body may be `most` bytes long once it is unpacked. A zeroed
 * response, or one used before. Errors: DG_BAD_INPUT (no response, broken chunks, damaged
 * packing), DG_OVER_LIMIT, DG_NO_MEMORY. */
dg_status http_read(const char *bytes, size_t n, size_t most, http_response *r,
                    dg_error *error);

#endif
