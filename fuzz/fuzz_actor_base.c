/* Any bytes as a compiled actor base: refused, or loaded and then safe to read a text with. The
 * checksum is made right, or the fuzzer would never get behind it. */
#include <stdlib.h>
#include <string.h>

#include "actor/names.h"
#include "base/sections.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void sign(unsigned char *copy, size_t n) {
    section_header header;
    if (n < sizeof header) return;
    memcpy(&header, copy, sizeof header);
    memcpy(header.magic, ACTOR_MAGIC, sizeof header.magic);
    header.version = ACTOR_VERSION;
    header.file_size = n;
    header.checksum = XXH3_64bits(copy + sizeof header, n - sizeof header);
    memcpy(copy, &header, sizeof header);
}

static void look_up(const actor_base *base) {
    static const char *const words[] = {"Freedonia", "army", "of", "the", "Valley", "gunmen"};
    enum { N = sizeof words / sizeof *words };
    dg_word word[N] = {0};
    for (size_t i = 0; i < N; i++) {
        word[i].norm = words[i];
        word[i].lemma = words[i];
    }
    dg_sentence sentence = {.n_word = N};
    dg_story story = {.sentence = &sentence, .n_sentence = 1, .word = word, .n_word = N};
    arena a = {0};
    actor_names names;
    dg_error error;
    if (actor_find_names(base, &story, &a, &names, &error) != DG_OK) abort();
    arena_free(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    unsigned char *copy = aligned_alloc(64, (n + 64) / 64 * 64);
    actor_base base = {.n = 1};
    dg_error error;
    if (!copy) abort();
    if (n) memcpy(copy, data, n);
    if (n && data[0] % 8) sign(copy, n);
    if (actor_layer_take(copy, n, "fuzz", &base.layer[0], &error) == DG_OK) {
        look_up(&base);
        actor_layer_close(&base.layer[0]);
    }
    return 0;
}
