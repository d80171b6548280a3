/* Opening a compiled gazetteer, and looking names up in it. Every number is checked once, here;
 * then its pages are given back, since a story asks for a few dozen of its names. */
#include <stdlib.h>
#include <string.h>

#include "actor/key.h"
#include "base/error.h"
#include "base/sections.h"
#include "where/gazetteer.h"

enum { DEGREE = 100000 };

uint64_t gazetteer_key(const char *name, size_t n) {
    return actor_key_of(name, n).hash;
}

const gazetteer_name *gazetteer_find(const gazetteer *g, uint64_t key, size_t *n) {
    size_t bucket = (size_t)(key >> 32) & (g->n_bucket - 1);
    uint32_t at = g->bucket[bucket], end = g->bucket[bucket + 1];
    *n = 0;
    while (at < end && g->name[at].key < (uint32_t)key) at++;
    while (at + *n < end && g->name[at + *n].key == (uint32_t)key) ++*n;
    return key && *n ? g->name + at : NULL;
}

static bool is_sane_place(const gazetteer *g, const gazetteer_place *p) {
    bool id = p->kind <= PLACE_CAPITAL || p->id < g->n_strings;
    bool country = memchr(p->country, '\0', sizeof p->country) != NULL;
    bool division = p->division == GAZETTEER_NONE || p->division < g->n_place;
    bool point = abs(p->lat) <= 90 * DEGREE && abs(p->lon) <= 180 * DEGREE;
    return p->name < g->n_strings && id && country && division && point &&
           p->kind < N_PLACE_KIND;
}

static dg_status check(const section_file *f, const gazetteer *g) {
    if (!g->n_strings || g->strings[g->n_strings - 1] != '\0')
        return section_bad(f, "strings", "does not end with a NUL");
    if (g->n_place >= GAZETTEER_OTHER) return section_bad(f, "places", "has too many");
    for (size_t i = 0; i < g->n_place; i++)
        if (!is_sane_place(g, &g->place[i])) return section_bad(f, "places", "points outside");
    bool power = g->n_bucket && !(g->n_bucket & (g->n_bucket - 1));
    if (!power || g->bucket[0] != 0 || g->bucket[g->n_bucket] != g->n_name)
        return section_bad(f, "buckets", "has the wrong size");
    for (size_t i = 0; i < g->n_bucket; i++)
        if (g->bucket[i] > g->bucket[i + 1]) return section_bad(f, "buckets", "points outside");
    for (size_t i = 0; i < g->n_name; i++)
        if ((g->name[i].place & ~GAZETTEER_OTHER) >= g->n_place)
            return section_bad(f, "names", "points outside");
    return DG_OK;
}

static dg_status load(const section_file *f, gazetteer *g) {
    const void *data;
    uint64_t size;
    size_t n;
    FORWARD(section_find(f, "strings", 0, &data, &size));
    g->strings = data;
    g->n_strings = size;
    FORWARD(section_records(f, "places", sizeof *g->place, &data, &g->n_place));
    g->place = data;
    FORWARD(section_records(f, "buckets", sizeof *g->bucket, &data, &n));
    g->bucket = data;
    g->n_bucket = n ? n - 1 : 0;
    FORWARD(section_records(f, "names", sizeof *g->name, &data, &g->n_name));
    g->name = data;
    return check(f, g);
}

static dg_status open_bytes(gazetteer *g, const unsigned char *data, size_t size,
                            const char *path, dg_error *error) {
    section_file f;
    dg_status status = sections_open(data, size, GAZETTEER_MAGIC, GAZETTEER_VERSION,
                                     "gazetteer", path, &f, error);
    if (status == DG_OK) status = load(&f, g);
    if (status != DG_OK) gazetteer_close(g);
    return status;
}

dg_status gazetteer_open(const char *path, gazetteer *out, dg_error *error) {
    memset(out, 0, sizeof *out);
    FORWARD(mapped_open(path, &out->file, error));
    FORWARD(open_bytes(out, out->file.data, out->file.size, path, error));
    mapped_rest(&out->file);
    return DG_OK;
}

dg_status gazetteer_take(unsigned char *memory, size_t size, const char *name, gazetteer *out,
                         dg_error *error) {
    memset(out, 0, sizeof *out);
    out->memory = memory;
    return open_bytes(out, memory, size, name, error);
}

void gazetteer_close(gazetteer *g) {
    if (!g) return;
    free(g->memory);
    mapped_close(&g->file);
    memset(g, 0, sizeof *g);
}
