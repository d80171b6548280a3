/* What both readers of actor files share: entities by id, names, lines, errors. */
#include "actor/source.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mapped.h"
#include "base/utf8.h"

void actor_source_free(actor_source *s) {
    for (size_t i = 0; i < s->entity.n; i++) {
        array_free(&s->entity.data[i].names);
        array_free(&s->entity.data[i].roles);
    }
    array_free(&s->entity);
    hash_map_free(&s->by_id);
    intern_free(&s->pool);
}

void source_wrong(actor_source *s, const source_line *line, const char *format, ...) {
    char text[160];
    dg_error error;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    error_set(&error, DG_BAD_INPUT, "%s", text);
    error_at(&error, line->file, line->number, DG_NO_BYTE);
    s->n_error++;
    if (s->report) s->report(s->user, &error);
}

source_entity *source_entity_of(actor_source *s, const source_line *line, const char *id,
                                size_t n_id, const char *name, size_t n_name, uint8_t kind) {
    uint32_t key = intern_add(&s->pool, id, n_id), text = intern_add(&s->pool, name, n_name);
    if (key == INTERN_NONE || text == INTERN_NONE) return NULL;
    uint32_t at = hash_find(s->by_id.slot, s->by_id.mask, key + 1ull);
    if (at != HASH_NONE) return &s->entity.data[at];
    source_entity e = {
        .id = key, .name = text, .kind = kind, .file = line->file_id, .line = line->number};
    if (!hash_map_set(&s->by_id, key + 1ull, (uint32_t)s->entity.n)) return NULL;
    if (!array_push(&s->entity, e)) return NULL;
    return &s->entity.data[s->entity.n - 1];
}

bool source_add_name(actor_source *s, source_entity *e, const source_line *line,
                     const char *name, size_t n, uint8_t use) {
    uint32_t text = intern_add(&s->pool, name, n);
    if (text == INTERN_NONE) return false;
    for (size_t i = 0; i < e->names.n; i++)
        if (e->names.data[i].text == text && e->names.data[i].use == use) return true;
    source_name item = {.text = text, .use = use, .line = line->number};
    return array_push(&e->names, item);
}

bool source_next_line(const char *text, size_t n, size_t *at, source_line *line) {
    if (*at >= n) return false;
    const char *start = text + *at, *end = memchr(start, '\n', n - *at);
    size_t length = end ? (size_t)(end - start) : n - *at;
    *at += length + 1;
    while (length &&
           (start[length - 1] == ' ' || start[length - 1] == '\t' || start[length - 1] == '\r'))
        length--;
    line->s = start;
    line->n = length;
    line->number++;
    return true;
}

/* PETRARCH's entries end in a code in square brackets, which ours never have; its comment lines
 * and blank ones tell nothing. */
static bool looks_like_petrarch(const char *text, size_t n) {
    source_line line = {0};
    size_t own = 0, theirs = 0;
    for (size_t at = 0; own + theirs < 50 && source_next_line(text, n, &at, &line);) {
        if (!line.n || line.s[0] == '#' || line.s[0] == '<') continue;
        theirs += memchr(line.s, '[', line.n) || line.s[0] == '+';
        own += memchr(line.s, ':', line.n) || (line.n > 5 && !memcmp(line.s, "kind ", 5));
    }
    return theirs > own;
}

dg_status actor_source_text(actor_source *s, const char *path, const char *text, size_t n,
                            dg_error *error) {
    if (looks_like_petrarch(text, n)) return source_read_petrarch(s, path, text, n, error);
    return source_read_own(s, path, text, n, error);
}

dg_status actor_source_read(actor_source *s, const char *path, dg_error *error) {
    mapped_file file;
    FORWARD(mapped_open(path, &file, error));
    dg_status status = actor_source_text(s, path, (const char *)file.data, file.size, error);
    mapped_close(&file);
    return status;
}
