/* A record with its group added. The record's bytes are kept as they stand: numbers would not
 * survive being read and written. Only one that was grouped before is taken apart. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "record/json.h"

static const char *const fields[] = {"group", "first", "sources"};

enum { N_FIELD = sizeof fields / sizeof *fields };

/* A quoted name can be a member's or a whole string, but no part of one: there its quotes would
 * be escaped. */
static bool may_be_grouped(const char *json, size_t n) {
    return memmem(json, n, "\"group\"", 7) || memmem(json, n, "\"first\"", 7) ||
           memmem(json, n, "\"sources\"", 9);
}

static bool add_fields(buffer *b, const dg_group *g) {
    return buffer_add_string(b, "\"group\":") && json_add_text(b, g->id, strlen(g->id)) &&
           buffer_add_string(b, g->first ? ",\"first\":true" : ",\"first\":false") &&
           buffer_add_string(b, ",\"sources\":") && buffer_add_number(b, g->sources) &&
           buffer_add_string(b, "}\n");
}

/* Add the object's bytes up to its closing brace; false when memory is out. *ok: it is one. */
static bool add_object(buffer *b, const char *json, size_t n, bool *ok) {
    static const char space[] = " \t\r\n";
    while (n && json[n - 1] && strchr(space, json[n - 1])) n--;
    *ok = n && json[n - 1] == '}';
    if (!*ok) return true;
    for (n--; n && json[n - 1] && strchr(space, json[n - 1]);) n--;
    *ok = n > 0;
    return buffer_add(b, json, n) && (!*ok || json[n - 1] == '{' || buffer_add_char(b, ','));
}

static dg_status finish(buffer *b, const char *json, size_t n, const dg_group *group,
                        dg_write_fn write, void *user, dg_error *error) {
    bool object;
    RETURN_IF(!add_object(b, json, n, &object), error, DG_NO_MEMORY, "out of memory");
    RETURN_IF(!object, error, DG_BAD_INPUT, "no JSON object");
    RETURN_IF(!add_fields(b, group), error, DG_NO_MEMORY, "out of memory");
    RETURN_IF(!write(user, b->data, b->n), error, DG_IO, "cannot write");
    return DG_OK;
}

/* The record without the fields of a group, to be freed with free(); NULL when it is no JSON
 * object or memory is out. */
static char *ungrouped(const char *json, size_t n) {
    enum { DIGITS = 15 };
    json_t *root = json_loadb(json, n, 0, NULL);
    char *text = NULL;
    for (int i = 0; i < N_FIELD; i++) json_object_del(root, fields[i]);
    if (json_is_object(root))
        text = json_dumps(root, JSON_COMPACT | JSON_REAL_PRECISION(DIGITS));
    json_decref(root);
    return text;
}

/* A story's likeness is no record, but written by the same means. */
static bool add_likeness(buffer *b, const char *id, const dg_likeness *l) {
    enum { DIGITS = 3 };
    return buffer_add_string(b, "{\"id\":") && json_add_or_null(b, id) &&
           buffer_add_string(b, ",\"duplicate_of\":") &&
           json_add_or_null(b, l->duplicate_of ? l->duplicate_of : "") &&
           buffer_add_string(b, ",\"resemblance\":") &&
           json_add_real(b, l->resemblance, DIGITS) &&
           buffer_add_string(b, ",\"containment\":") &&
           json_add_real(b, l->containment, DIGITS) && buffer_add_string(b, "}\n");
}

dg_status dg_write_likeness(const char *id, const dg_likeness *likeness, dg_write_fn write,
                            void *user, dg_error *error) {
    buffer b = {0};
    dg_status status = DG_OK;
    if (!add_likeness(&b, id, likeness))
        status = error_set(error, DG_NO_MEMORY, "out of memory");
    else if (!write(user, b.data, b.n))
        status = error_set(error, DG_IO, "cannot write");
    buffer_free(&b);
    return status;
}

dg_status dg_write_grouped(const char *json, size_t n, const dg_group *group, dg_write_fn write,
                           void *user, dg_error *error) {
    buffer b = {0};
    char *text = NULL;
    if (may_be_grouped(json, n)) {
        text = ungrouped(json, n);
        RETURN_IF(!text, error, DG_BAD_INPUT, "no JSON object");
    }
    dg_status status =
        finish(&b, text ? text : json, text ? strlen(text) : n, group, write, user, error);
    free(text);
    buffer_free(&b);
    return status;
}
