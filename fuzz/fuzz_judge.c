/* The event judge's file, any bytes of which are wrong: refused, or loaded and then safe to
 * ask. A file of the right shape is made here, as small as may be; the input says which of its
 * bytes are others (three bytes each: where, counted on from the last, and what). The checksum
 * is made right, or the fuzzer would never get behind it. */
#include <stdlib.h>
#include <string.h>

#include "base/sections.h"
#include "event/judge.h"
#include "language/kernels.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

enum { HIDDEN = 16, ROWS = 2, CLASSES = N_TYPE + N_MODE + N_STATUS };

/* One scorer's sections, all zeros but its sizes and what its index points to. */
typedef struct small_scorer {
    uint32_t sizes[4];
    hash_slot index[4];
    int8_t rows[ROWS * HIDDEN];
    float steps[ROWS];
    char map[2 * HIDDEN * sizeof(float) + HIDDEN * FEATURES_TYPE_STATES * SCORER_WORD];
    float out[(HIDDEN + 1) * SCORER_MOST_CLASSES];
} small_scorer;

static const char *const type_names[] = {"types.sizes",   "types.index", "types.rows",
                                         "types.rows.sc", "types.map",   "types.out"};
static const char *const role_names[] = {"roles.sizes",   "roles.index", "roles.rows",
                                         "roles.rows.sc", "roles.map",   "roles.out"};

static void make_scorer(small_scorer *s, const char *const *name, uint32_t states,
                        uint32_t classes, section_part *part) {
    memset(s, 0, sizeof *s);
    memcpy(s->sizes, (uint32_t[]){states, HIDDEN, classes, ROWS}, sizeof s->sizes);
    s->index[1] = (hash_slot){.key = 1, .value = 1};
    size_t map = 2 * HIDDEN * sizeof(float) + (size_t)HIDDEN * states * SCORER_WORD;
    size_t out = (HIDDEN + 1) * (((size_t)classes + 15) / 16 * 16) * sizeof(float);
    part[0] = (section_part){name[0], s->sizes, sizeof s->sizes};
    part[1] = (section_part){name[1], s->index, sizeof s->index};
    part[2] = (section_part){name[2], s->rows, sizeof s->rows};
    part[3] = (section_part){name[3], s->steps, sizeof s->steps};
    part[4] = (section_part){name[4], s->map, map};
    part[5] = (section_part){name[5], s->out, out};
}

static unsigned char *make_file(size_t *size) {
    static small_scorer types, roles;
    section_part part[12];
    make_scorer(&types, type_names, FEATURES_TYPE_STATES, CLASSES, part);
    make_scorer(&roles, role_names, FEATURES_ROLE_STATES, JUDGE_ROLE_CLASSES, part + 6);
    unsigned char *file = sections_join(JUDGE_MAGIC, JUDGE_VERSION, part, 12, size);
    if (!file) abort();
    return file;
}

static void change(unsigned char *file, size_t size, const uint8_t *data, size_t n) {
    size_t at = 0;
    for (size_t i = 0; i + 3 <= n; i += 3) {
        at = (at + data[i] + 256u * data[i + 1]) % size;
        file[at] = data[i + 2];
    }
}

static void sign(unsigned char *file, size_t size) {
    section_header header;
    memcpy(&header, file, sizeof header);
    header.checksum = XXH3_64bits(file + sizeof header, size - sizeof header);
    memcpy(file, &header, sizeof header);
}

static void ask(const event_scorer *s) {
    static const int8_t word[SCORER_WORD] = {1};
    const lang_kernels *k = lang_kernels_named("generic");
    float h[SCORER_MOST_HIDDEN], part[SCORER_MOST_HIDDEN], score[SCORER_MOST_CLASSES];
    event_features f = {.n = 2};
    f.feature[0] = 1;
    f.feature[1] = 77;
    memcpy(h, s->bias, s->hidden * sizeof *h);
    for (uint32_t i = 0; i < s->n_state; i++) {
        scorer_map(s, k, i, word, part);
        for (uint32_t j = 0; j < s->hidden; j++) h[j] += part[j];
    }
    scorer_hide(s, k, &f, h);
    scorer_classes(s, k, h, 0, s->n_class, score);
    scorer_softmax(score, s->n_class);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    size_t size;
    unsigned char *file = make_file(&size);
    event_judge judge;
    dg_error error;
    change(file, size, data, n);
    sign(file, size);
    bool whole = judge_take(file, size, "fuzz", &judge, &error) == DG_OK;
    if (n < 3 && !whole) abort(); /* the file as it was made is right */
    if (whole) {
        ask(&judge.types);
        ask(&judge.roles);
        judge_close(&judge);
    }
    return 0;
}
