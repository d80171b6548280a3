/* Text that grows in memory: what a worker writes, until it is its turn. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"

bool cli_text_write(void *user, const char *bytes, size_t n) {
    cli_text *text = user;
    if (n == 0) return true;
    if (n > text->room - text->n) {
        size_t room = text->n + n + text->room / 2 + 256;
        char *data = realloc(text->data, room);
        if (!data) return false;
        text->data = data;
        text->room = room;
    }
    memcpy(text->data + text->n, bytes, n);
    text->n += n;
    return true;
}

bool cli_text_put(cli_text *text, const char *string) {
    return cli_text_write(text, string, strlen(string));
}

size_t cli_bytes_of(const char *s, uint64_t characters) {
    size_t i = 0;
    for (; s[i] && characters > 0; characters--) do
            i++;
        while (((unsigned char)s[i] & 0xC0) == 0x80);
    return i;
}

void cli_text_free(cli_text *text) {
    free(text->data);
    *text = (cli_text){0};
}

dg_status cli_no_memory(dg_error *error) {
    *error = (dg_error){.code = DG_NO_MEMORY, .message = "out of memory", .byte = DG_NO_BYTE};
    return error->code;
}
