/* Files of named sections. Nothing in one is trusted: the checksum tells accidents, the bounds
 * checks tell files made wrong. */
#include "base/sections.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

static dg_status bad(const section_file *f, uint64_t byte, const char *file_kind,
                     const char *what) {
    error_set(f->error, DG_BAD_MODEL, "%s file %s", file_kind, what);
    error_at(f->error, f->path, 0, byte);
    return DG_BAD_MODEL;
}

dg_status section_bad(const section_file *f, const char *name, const char *what) {
    error_set(f->error, DG_BAD_MODEL, "section \"%s\" %s", name, what);
    error_at(f->error, f->path, 0, DG_NO_BYTE);
    return DG_BAD_MODEL;
}

static dg_status check_header(section_file *f, const char magic[8], uint32_t version,
                              const char *what) {
    section_header h;
    if (f->size < sizeof h) return bad(f, f->size, what, "is none: too short");
    memcpy(&h, f->data, sizeof h);
    if (memcmp(h.magic, magic, sizeof h.magic) != 0)
        return bad(f, 0, what, "is none: wrong magic");
    if (h.version != version) return bad(f, 8, what, "of another version");
    if (h.file_size != f->size)
        return bad(f, 16, what, "cut short or grown: not the size it says");
    if (h.n_section > SECTION_MAX || sizeof h + h.n_section * sizeof(section_entry) > f->size)
        return bad(f, 12, what, "has more sections than fit");
    if (XXH3_64bits(f->data + sizeof h, f->size - sizeof h) != h.checksum)
        return bad(f, 24, what, "damaged: the checksum differs");
    f->table = (const section_entry *)(const void *)(f->data + sizeof h);
    f->n_section = h.n_section;
    return DG_OK;
}

static dg_status check_table(const section_file *f, const char *what) {
    for (uint32_t i = 0; i < f->n_section; i++) {
        const section_entry *s = &f->table[i];
        uint64_t at = sizeof(section_header) + i * sizeof *s;
        if (!memchr(s->name, 0, SECTION_NAME))
            return bad(f, at, what, "has a section whose name has no end");
        if (s->offset % SECTION_ALIGN || s->offset > f->size || s->size > f->size - s->offset)
            return bad(f, at, what, "has a section outside it");
    }
    return DG_OK;
}

dg_status sections_open(const unsigned char *data, size_t size, const char magic[8],
                        uint32_t version, const char *what, const char *path, section_file *out,
                        dg_error *error) {
    *out = (section_file){.data = data, .size = size, .path = path, .error = error};
    FORWARD(check_header(out, magic, version, what));
    return check_table(out, what);
}

uint64_t sections_checksum(const unsigned char *data) {
    section_header h;
    memcpy(&h, data, sizeof h);
    return h.checksum;
}

dg_status section_find(const section_file *f, const char *name, uint64_t want,
                       const void **data, uint64_t *size) {
    for (uint32_t i = 0; i < f->n_section; i++) {
        const section_entry *s = &f->table[i];
        if (strcmp(s->name, name) != 0) continue;
        if (want && s->size != want) return section_bad(f, name, "has the wrong size");
        *data = f->data + s->offset;
        if (size) *size = s->size;
        return DG_OK;
    }
    return section_bad(f, name, "is missing");
}

dg_status section_records(const section_file *f, const char *name, size_t each,
                          const void **data, size_t *n) {
    uint64_t size;
    FORWARD(section_find(f, name, 0, data, &size));
    if (size % each || size / each > UINT32_MAX)
        return section_bad(f, name, "has the wrong size");
    *n = size / each;
    return DG_OK;
}

dg_status section_table(const section_file *f, const char *name, uint32_t n_value,
                        const hash_slot **slot, size_t *mask) {
    const void *data;
    uint64_t size;
    FORWARD(section_find(f, name, 0, &data, &size));
    uint64_t n = size / sizeof(hash_slot);
    if (size % sizeof(hash_slot) || n == 0 || (n & (n - 1)))
        return section_bad(f, name, "is no hash table");
    *slot = data;
    *mask = n - 1;
    for (uint64_t i = 0; i < n; i++)
        if ((*slot)[i].key && (*slot)[i].value >= n_value)
            return section_bad(f, name, "points past its rows");
    return DG_OK;
}

static uint64_t aligned(uint64_t n) {
    return (n + SECTION_ALIGN - 1) / SECTION_ALIGN * SECTION_ALIGN;
}

/* Give out the offsets; returns the file's size. */
static uint64_t lay_out(const section_part *part, uint32_t n, section_entry *table) {
    uint64_t at = aligned(sizeof(section_header) + n * sizeof *table);
    for (uint32_t i = 0; i < n; i++) {
        size_t length = strnlen(part[i].name, SECTION_NAME - 1);
        memcpy(table[i].name, part[i].name, length);
        table[i].offset = at;
        table[i].size = part[i].size;
        at = aligned(at + part[i].size);
    }
    return at;
}

unsigned char *sections_join(const char magic[8], uint32_t version, const section_part *part,
                             uint32_t n, size_t *size) {
    section_entry table[SECTION_MAX] = {0};
    if (n > SECTION_MAX) return NULL;
    *size = lay_out(part, n, table);
    unsigned char *out = aligned_alloc(SECTION_ALIGN, *size);
    if (!out) return NULL;
    memset(out, 0, *size);
    section_header header = {.version = version, .n_section = n, .file_size = *size};
    memcpy(header.magic, magic, sizeof header.magic);
    memcpy(out + sizeof header, table, n * sizeof *table);
    for (uint32_t i = 0; i < n; i++)
        if (part[i].size) memcpy(out + table[i].offset, part[i].data, part[i].size);
    header.checksum = XXH3_64bits(out + sizeof header, *size - sizeof header);
    memcpy(out, &header, sizeof header);
    return out;
}
