/* From the rows of data/places to the sections that gazetteer.h describes. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "actor/codes.h"
#include "base/error.h"
#include "base/sections.h"
#include "base/utf8.h"
#include "story/input.h"
#include "where/gazetteer.h"

enum {
    N_FIELD = 9, /* name, kind, country, admin1, lat, lon, people, id, other names */
    NAMES_A_BUCKET = 4,
    MOST_LINE = 32 << 10
};

/* ---- reading ----------------------------------------------------------------------------- */

typedef struct field {
    const char *at;
    size_t n;
} field;

/* Cut a line at its tabs; how many fields it has. */
static size_t cut(const char *line, size_t n, field out[N_FIELD]) {
    size_t count = 0, begin = 0;
    for (size_t i = 0; i <= n; i++) {
        if (i < n && line[i] != '\t') continue;
        if (count < N_FIELD) out[count] = (field){line + begin, i - begin};
        count++;
        begin = i + 1;
    }
    return count;
}

static bool read_number(field f, double least, double most, double *out) {
    char text[32], *end;
    if (!f.n || f.n >= sizeof text) return false;
    memcpy(text, f.at, f.n);
    text[f.n] = '\0';
    *out = strtod(text, &end);
    return !*end && *out >= least && *out <= most;
}

static int kind_of(field f) {
    static const char *const names[N_PLACE_KIND] = {"city", "capital", "division", "country",
                                                    "region"};
    for (int i = 0; i < N_PLACE_KIND; i++)
        if (strlen(names[i]) == f.n && !memcmp(names[i], f.at, f.n)) return i;
    return -1;
}

static dg_status put_name(gazetteer_source *s, field f, uint32_t place, dg_error *error) {
    gazetteer_row_name name = {.key = gazetteer_key(f.at, f.n), .place = place};
    RETURN_IF(!name.key, error, DG_BAD_INPUT, "a name without a letter: \"%.*s\"", (int)f.n,
              f.at);
    RETURN_IF(!array_push(&s->name, name), error, DG_NO_MEMORY, "out of memory");
    return DG_OK;
}

/* "Alep|Halab". */
static dg_status put_others(gazetteer_source *s, field f, uint32_t place, dg_error *error) {
    while (f.n) {
        const char *bar = memchr(f.at, '|', f.n);
        size_t n = bar ? (size_t)(bar - f.at) : f.n;
        FORWARD(put_name(s, (field){f.at, n}, place | GAZETTEER_OTHER, error));
        f.at += n + (bar != NULL);
        f.n -= n + (bar != NULL);
    }
    return DG_OK;
}

/* The fields that are codes and numbers. */
static dg_status read_codes(const field f[N_FIELD], gazetteer_place *p, dg_error *error) {
    double lat, lon, people, id = 0;
    int kind = kind_of(f[1]);
    RETURN_IF(kind < 0, error, DG_BAD_INPUT, "no such kind of place: \"%.*s\"", (int)f[1].n,
              f[1].at);
    bool country = f[2].n == 3 && actor_country_of(f[2].at, 3);
    RETURN_IF(f[2].n && !country, error, DG_BAD_INPUT, "no such country: \"%.*s\"", (int)f[2].n,
              f[2].at);
    RETURN_IF(!read_number(f[4], -90, 90, &lat) || !read_number(f[5], -180, 180, &lon), error,
              DG_BAD_INPUT, "not a latitude and a longitude: \"%.*s\" \"%.*s\"", (int)f[4].n,
              f[4].at, (int)f[5].n, f[5].at);
    RETURN_IF(!read_number(f[6], 0, UINT32_MAX, &people), error, DG_BAD_INPUT,
              "not a number of people: \"%.*s\"", (int)f[6].n, f[6].at);
    bool numbered = kind <= PLACE_CAPITAL;
    RETURN_IF(!f[7].n || (numbered && !read_number(f[7], 1, UINT32_MAX, &id)), error,
              DG_BAD_INPUT, "not an id: \"%.*s\"", (int)f[7].n, f[7].at);
    *p = (gazetteer_place){.division = GAZETTEER_NONE,
                           .id = (uint32_t)id,
                           .kind = (uint8_t)kind,
                           .people = (uint32_t)people};
    p->lat = (int32_t)lround(lat * 1e5);
    p->lon = (int32_t)lround(lon * 1e5);
    memcpy(p->country, f[2].at, f[2].n);
    return DG_OK;
}

static dg_status read_line(gazetteer_source *s, const char *line, size_t n, dg_error *error) {
    field f[N_FIELD];
    gazetteer_place p;
    if (n == 0 || *line == '#') return DG_OK;
    size_t count = cut(line, n, f);
    RETURN_IF(count != N_FIELD, error, DG_BAD_INPUT, "%zu fields, not %d", count, N_FIELD);
    RETURN_IF(utf8_first_bad(line, n) < n, error, DG_BAD_INPUT, "not UTF-8");
    FORWARD(read_codes(f, &p, error));
    uint32_t index = (uint32_t)s->place.n, division = INTERN_NONE;
    p.name = intern_add(&s->pool, f[0].at, f[0].n);
    if (p.kind > PLACE_CAPITAL) p.id = intern_add(&s->pool, f[7].at, f[7].n);
    if (f[3].n) division = intern_add(&s->pool, f[3].at, f[3].n);
    bool kept =
        p.name != INTERN_NONE && p.id != INTERN_NONE && (!f[3].n || division != INTERN_NONE);
    RETURN_IF(!kept || !array_push(&s->place, p) || !array_push(&s->division, division), error,
              DG_NO_MEMORY, "out of memory");
    FORWARD(put_name(s, f[0], index, error));
    return put_others(s, f[8], index, error);
}

static dg_status read_all(gazetteer_source *s, story_input *in, const char *name,
                          dg_error *error) {
    for (uint64_t line = 1;; line++) {
        const char *bytes;
        size_t n;
        FORWARD(story_input_peek(in, MOST_LINE, &bytes, &n, error));
        if (n == 0) return DG_OK;
        const char *end = memchr(bytes, '\n', n < MOST_LINE ? n : MOST_LINE);
        size_t length = end ? (size_t)(end - bytes) : n;
        dg_status status = DG_OK;
        if (!end && n >= MOST_LINE)
            status = error_set(error, DG_BAD_INPUT, "a line of more than %d bytes", MOST_LINE);
        else
            status = read_line(s, bytes, length, error);
        if (status != DG_OK) {
            error_at(error, name, line, DG_NO_BYTE);
            return status;
        }
        story_input_take(in, length + (end != NULL));
    }
}

dg_status gazetteer_read(gazetteer_source *source, const char *path, dg_error *error) {
    story_input *in;
    FORWARD(story_input_open(path, &in, error));
    dg_status status = read_all(source, in, path, error);
    story_input_close(in);
    return status;
}

dg_status gazetteer_read_text(gazetteer_source *source, const char *name, const char *text,
                              size_t n, dg_error *error) {
    story_input *in;
    FORWARD(story_input_memory(name, text, n, 0, &in, error));
    dg_status status = read_all(source, in, name, error);
    story_input_close(in);
    return status;
}

void gazetteer_source_free(gazetteer_source *source) {
    intern_free(&source->pool);
    array_free(&source->place);
    array_free(&source->division);
    array_free(&source->name);
}

/* ---- compiling -----------------------------------------------------------------------------
 */

typedef struct compiler {
    gazetteer_source *source;
    ARRAY(char) strings;
    uint32_t *offset; /* [pool]: of each string; GAZETTEER_NONE until it is needed */
    uint32_t *bucket;
    gazetteer_name *name;
    size_t n_bucket;
    bool ok;
} compiler;

static uint32_t put_string(compiler *c, uint32_t id) {
    if (c->offset[id] != GAZETTEER_NONE) return c->offset[id];
    const char *s = intern_text(&c->source->pool, id);
    size_t n = strlen(s) + 1;
    if (!array_reserve(&c->strings, c->strings.n + n)) {
        c->ok = false;
        return 0;
    }
    memcpy(c->strings.data + c->strings.n, s, n);
    c->offset[id] = (uint32_t)c->strings.n;
    c->strings.n += n;
    return c->offset[id];
}

/* Which place is the division of an id; by the pool's numbers. */
static uint32_t *divisions_by_id(const gazetteer_source *s) {
    size_t n = s->pool.text.n;
    uint32_t *out = malloc((n + 1) * sizeof *out);
    if (!out) return NULL;
    memset(out, 0xFF, (n + 1) * sizeof *out);
    for (size_t i = 0; i < s->place.n; i++)
        if (s->place.data[i].kind == PLACE_DIVISION) out[s->place.data[i].id] = (uint32_t)i;
    return out;
}

static bool set_divisions(gazetteer_source *s) {
    uint32_t *by_id = divisions_by_id(s);
    if (!by_id) return false;
    s->unknown_divisions = 0;
    for (size_t i = 0; i < s->place.n; i++) {
        uint32_t id = s->division.data[i];
        if (id == INTERN_NONE) continue;
        s->place.data[i].division = by_id[id];
        s->unknown_divisions += by_id[id] == GAZETTEER_NONE;
    }
    free(by_id);
    return true;
}

static void set_strings(compiler *c) {
    for (size_t i = 0; i < c->source->place.n && c->ok; i++) {
        gazetteer_place *p = &c->source->place.data[i];
        p->name = put_string(c, p->name);
        if (p->kind > PLACE_CAPITAL) p->id = put_string(c, p->id);
    }
    if (!array_push(&c->strings, '\0')) c->ok = false;
}

/* A name in the order of the file; its bucket and what orders the places of one name. */
typedef struct sorted_name {
    uint32_t bucket, key, place, people;
} sorted_name;

static int in_file_order(const void *a, const void *b) {
    const sorted_name *x = a, *y = b;
    if (x->bucket != y->bucket) return x->bucket < y->bucket ? -1 : 1;
    if (x->key != y->key) return x->key < y->key ? -1 : 1;
    bool other = x->place & GAZETTEER_OTHER;
    if (other != !!(y->place & GAZETTEER_OTHER)) return other ? 1 : -1;
    if (x->people != y->people) return x->people > y->people ? -1 : 1;
    return x->place < y->place ? -1 : x->place > y->place;
}

static sorted_name *sort_names(const gazetteer_source *s, size_t n_bucket) {
    sorted_name *out = malloc((s->name.n + 1) * sizeof *out);
    if (!out) return NULL;
    for (size_t i = 0; i < s->name.n; i++) {
        gazetteer_row_name r = s->name.data[i];
        uint32_t bucket = (uint32_t)(r.key >> 32) & (uint32_t)(n_bucket - 1);
        out[i] = (sorted_name){bucket, (uint32_t)r.key, r.place,
                               s->place.data[r.place & ~GAZETTEER_OTHER].people};
    }
    if (s->name.n) qsort(out, s->name.n, sizeof *out, in_file_order);
    return out;
}

static bool set_names(compiler *c) {
    size_t n = c->source->name.n;
    for (c->n_bucket = 1; c->n_bucket * NAMES_A_BUCKET < n;) c->n_bucket *= 2;
    sorted_name *sorted = sort_names(c->source, c->n_bucket);
    c->bucket = calloc(c->n_bucket + 1, sizeof *c->bucket);
    c->name = malloc((n + 1) * sizeof *c->name);
    bool ok = sorted && c->bucket && c->name;
    for (size_t i = 0; i < n && ok; i++) {
        c->name[i] = (gazetteer_name){sorted[i].key, sorted[i].place};
        c->bucket[sorted[i].bucket + 1] = (uint32_t)i + 1;
    }
    for (size_t b = 1; b <= c->n_bucket && ok; b++) /* the empty ones */
        if (c->bucket[b] < c->bucket[b - 1]) c->bucket[b] = c->bucket[b - 1];
    free(sorted);
    return ok;
}

static unsigned char *join(const compiler *c, size_t *size) {
    const gazetteer_source *s = c->source;
    const section_part parts[] = {
        {"strings", c->strings.data, c->strings.n},
        {"places", s->place.data, s->place.n * sizeof *s->place.data},
        {"buckets", c->bucket, (c->n_bucket + 1) * sizeof *c->bucket},
        {"names", c->name, s->name.n * sizeof *c->name},
    };
    return sections_join(GAZETTEER_MAGIC, GAZETTEER_VERSION, parts,
                         sizeof parts / sizeof *parts, size);
}

dg_status gazetteer_compile(gazetteer_source *source, unsigned char **out, size_t *size,
                            dg_error *error) {
    compiler c = {.source = source, .ok = true};
    size_t n = source->pool.text.n + 1;
    c.offset = malloc(n * sizeof *c.offset);
    *out = NULL;
    if (c.offset) {
        memset(c.offset, 0xFF, n * sizeof *c.offset);
        if (set_divisions(source) && set_names(&c)) set_strings(&c);
        if (c.ok && c.name) *out = join(&c, size);
    }
    free(c.offset);
    free(c.bucket);
    free(c.name);
    array_free(&c.strings);
    RETURN_IF(!*out, error, DG_NO_MEMORY, "out of memory");
    return DG_OK;
}
