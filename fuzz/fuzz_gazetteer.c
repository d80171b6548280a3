/* Any bytes as a compiled gazetteer: refused, or loaded and then safe to look names up in. The
 * checksum is made right, or the fuzzer would never get behind it. */
#include <stdlib.h>
#include <string.h>

#include "base/sections.h"
#include "where/gazetteer.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void sign(unsigned char *copy, size_t n) {
    section_header header;
    if (n < sizeof header) return;
    memcpy(&header, copy, sizeof header);
    memcpy(header.magic, GAZETTEER_MAGIC, sizeof header.magic);
    header.version = GAZETTEER_VERSION;
    header.file_size = n;
    header.checksum = XXH3_64bits(copy + sizeof header, n - sizeof header);
    memcpy(copy, &header, sizeof header);
}

/* Read all that the names lead to; at least one byte each. */
static size_t look_up(const gazetteer *g) {
    size_t sum = 0;
    for (size_t b = 0; b < g->n_bucket; b++)
        for (uint32_t i = g->bucket[b]; i < g->bucket[b + 1]; i++) {
            size_t n;
            const gazetteer_name *hit =
                gazetteer_find(g, (uint64_t)b << 32 | g->name[i].key, &n);
            const gazetteer_place *p = gazetteer_at(g, hit ? hit : &g->name[i]);
            sum += 1 + strlen(g->strings + p->name) + strlen(p->country);
            if (p->kind > PLACE_CAPITAL) sum += strlen(g->strings + p->id);
            if (p->division != GAZETTEER_NONE) sum += g->place[p->division].name;
        }
    return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    unsigned char *copy = aligned_alloc(64, (n + 64) / 64 * 64);
    gazetteer g;
    dg_error error;
    if (!copy) abort();
    if (n) memcpy(copy, data, n);
    if (n && data[0] % 8) sign(copy, n);
    if (gazetteer_take(copy, n, "fuzz", &g, &error) == DG_OK) {
        if (look_up(&g) < g.n_name) abort();
        gazetteer_close(&g);
    }
    return 0;
}
