/* From treebanks to what the trainer reads: the vocabulary of form keys, and each treebank
 * as arrays of numbers.
 *
 * usage: encode OUT VECTOR-WORDS TRAIN.conllu… -- DEV.conllu…
 *
 * Form keys come from the runtime's own lang_form_keys_of(). Written into OUT:
 *   vocab.slots, vectors.slots  hash tables (hash_slot) as the model file holds them
 *   feats.txt                   feature bundles' strings, by number
 *   deprels.txt                 relations, by number
 *   bundles.u16                 [n][4] the (upos, xpos, feats, 0) seen in training
 *   NAME.forms.i32              [N_CASING][word][LANG_N_SLOT + 2]: rows (0: none), the
 *                               vector's row (0: none), whether a space stood before
 *   NAME.tags.i32               [word][5]: upos xpos feats deprel head
 *   NAME.sentences.i32          [sentence][2]: words, whether a paragraph begins
 *   sizes.json                  how many rows, vectors and feature strings there are */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/intern.h"
#include "base/utf8.h"
#include "language/features.h"
#include "language/labels.h"
#include "treebank.h"

/* How a form is written: as it is, as in a headline, in capitals, in lower case. The
 * trainer mixes a few of the others in, for headlines are where news differs most. */
typedef enum casing { AS_IS, TITLE, UPPER, LOWER, N_CASING } casing;

enum { N_FORM = LANG_N_SLOT + 2, N_TAG = 5, SEEN_TWICE = 2 };

typedef struct encoder {
    hash_map count, vocab, vectors;
    uint32_t n_row; /* row 0 stands for none */
    uint32_t n_vector;
    intern_pool feats;
    hash_map bundle;
    ARRAY(uint16_t) bundles;
    const char *out;
} encoder;

static void die(const dg_error *error) {
    char text[512];
    dg_error_format(error, text, sizeof text);
    fprintf(stderr, "encode: %s\n", text);
    exit(1);
}

static void check(bool ok, const char *what) {
    if (ok) return;
    dg_error error;
    error_system(&error, DG_IO, "%s", what);
    die(&error);
}

static FILE *create(const encoder *e, const char *name, const char *ending) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s%s", e->out, name, ending);
    FILE *file = fopen(path, "wb");
    check(file, path);
    return file;
}

static void finish(FILE *file) {
    bool ok = !ferror(file);
    check(fclose(file) == 0 && ok, "cannot write");
}

/* The form in another casing; a form's first letter alone is raised in a title. */
static size_t recase(const char *form, casing how, char out[1024]) {
    size_t n = strlen(form), o = 0;
    for (size_t i = 0, step; i < n && o + 4 < 1024; i += step) {
        uint32_t c = utf8_decode(form + i, n - i, &step);
        if (how == UPPER || (how == TITLE && i == 0)) c = uni_upper(c);
        if (how == LOWER) c = uni_lower(c);
        o += utf8_encode(c, out + o);
    }
    return o;
}

static void count_keys(encoder *e, const treebank *t) {
    for (size_t i = 0; i < t->word.n; i++) {
        lang_form_keys keys;
        const char *form = t->word.data[i].form;
        lang_form_keys_of(form, strlen(form), &keys);
        for (int k = 0; k < LANG_N_SLOT; k++) {
            if (!keys.slot[k]) continue;
            uint32_t seen = e->count.slot
                                ? hash_find(e->count.slot, e->count.mask, keys.slot[k])
                                : HASH_NONE;
            seen = seen == HASH_NONE ? 1 : seen + 1;
            check(hash_map_set(&e->count, keys.slot[k], seen), "out of memory");
            if (seen == SEEN_TWICE)
                check(hash_map_set(&e->vocab, keys.slot[k], e->n_row++), "out of memory");
        }
    }
}

static void count_bundles(encoder *e, const treebank *t) {
    for (size_t i = 0; i < t->word.n; i++) {
        const treebank_word *w = &t->word.data[i];
        uint16_t tag[4] = {(uint16_t)w->upos, (uint16_t)w->xpos,
                           (uint16_t)intern_add(&e->feats, w->feats, strlen(w->feats)), 0};
        uint64_t key = hash_bytes(tag, sizeof tag, 0);
        if (e->bundle.slot && hash_find(e->bundle.slot, e->bundle.mask, key) != HASH_NONE)
            continue;
        check(hash_map_set(&e->bundle, key, 1), "out of memory");
        for (int k = 0; k < 4; k++) check(array_push(&e->bundles, tag[k]), "out of memory");
    }
}

static void read_vector_words(encoder *e, const char *path) {
    FILE *file = fopen(path, "r");
    check(file, path);
    char *line = NULL;
    size_t size = 0;
    e->n_vector = 1;
    for (ssize_t n; (n = getline(&line, &size, file)) > 0; e->n_vector++) {
        uint64_t key = lang_vector_key(line, (size_t)n - (line[n - 1] == '\n'));
        bool known =
            e->vectors.slot && hash_find(e->vectors.slot, e->vectors.mask, key) != HASH_NONE;
        check(known || hash_map_set(&e->vectors, key, e->n_vector), "out of memory");
    }
    free(line);
    fclose(file);
}

static int32_t row_of(const hash_map *m, uint64_t key) {
    uint32_t row = key ? hash_find(m->slot, m->mask, key) : HASH_NONE;
    return row == HASH_NONE ? 0 : (int32_t)row;
}

static void write_forms(const encoder *e, const treebank *t, const char *name) {
    FILE *file = create(e, name, ".forms.i32");
    for (casing how = 0; how < N_CASING; how++)
        for (size_t i = 0; i < t->word.n; i++) {
            char form[1024];
            lang_form_keys keys;
            int32_t row[N_FORM];
            size_t n = recase(t->word.data[i].form, how, form);
            lang_form_keys_of(form, n, &keys);
            for (int k = 0; k < LANG_N_SLOT; k++) row[k] = row_of(&e->vocab, keys.slot[k]);
            row[LANG_N_SLOT] = row_of(&e->vectors, keys.vector);
            row[LANG_N_SLOT + 1] = t->word.data[i].space_before;
            fwrite(row, sizeof row, 1, file);
        }
    finish(file);
}

static void write_tags(const encoder *e, const treebank *t, const char *name) {
    FILE *file = create(e, name, ".tags.i32");
    for (size_t i = 0; i < t->word.n; i++) {
        const treebank_word *w = &t->word.data[i];
        uint32_t feats = intern_find(&e->feats, w->feats, strlen(w->feats));
        int32_t tag[N_TAG] = {w->upos, w->xpos, feats == INTERN_NONE ? 0 : (int32_t)feats,
                              w->deprel, w->head};
        fwrite(tag, sizeof tag, 1, file);
    }
    finish(file);
    file = create(e, name, ".sentences.i32");
    for (size_t i = 0; i < t->sentence.n; i++) {
        const treebank_sentence *s = &t->sentence.data[i];
        int32_t pair[2] = {(int32_t)s->n_word, s->new_paragraph};
        fwrite(pair, sizeof pair, 1, file);
    }
    finish(file);
}

static void write_table(const encoder *e, const char *name, const hash_map *m) {
    FILE *file = create(e, name, ".slots");
    fwrite(m->slot, sizeof *m->slot, m->mask + 1, file);
    finish(file);
}

static void write_labels(const encoder *e) {
    FILE *file = create(e, "feats", ".txt");
    for (uint32_t i = 0; i < e->feats.text.n; i++)
        fprintf(file, "%s\n", intern_text(&e->feats, i));
    finish(file);
    file = create(e, "deprels", ".txt");
    for (unsigned i = 0; i < N_DEPREL; i++) fprintf(file, "%s\n", dg_deprel_name(i));
    finish(file);
    file = create(e, "bundles", ".u16");
    fwrite(e->bundles.data, sizeof *e->bundles.data, e->bundles.n, file);
    finish(file);
    file = create(e, "sizes", ".json");
    fprintf(file, "{\"rows\": %u, \"vectors\": %u, \"feats\": %zu}\n", e->n_row, e->n_vector,
            e->feats.text.n);
    finish(file);
}

static void base_name(const char *path, char out[256]) {
    const char *slash = strrchr(path, '/');
    snprintf(out, 256, "%s", slash ? slash + 1 : path);
    out[strcspn(out, ".")] = '\0';
}

int main(int argc, char **argv) {
    int split = 3;
    while (split < argc && strcmp(argv[split], "--")) split++;
    if (argc < 4 || split == 3) {
        fputs("usage: encode OUT VECTOR-WORDS TRAIN.conllu... -- DEV.conllu...\n", stderr);
        return 2;
    }
    encoder e = {.out = argv[1], .n_row = 1};
    treebank *bank = calloc((size_t)argc, sizeof *bank);
    check(bank, "out of memory");
    read_vector_words(&e, argv[2]);
    for (int i = 3; i < argc; i++) {
        dg_error error;
        if (i == split) continue;
        if (treebank_read(&bank[i], argv[i], &error) != DG_OK) die(&error);
        if (i > split) continue;
        count_keys(&e, &bank[i]);
        count_bundles(&e, &bank[i]);
    }
    for (int i = 3; i < argc; i++) {
        char name[256];
        if (i == split) continue;
        base_name(argv[i], name);
        write_forms(&e, &bank[i], name);
        write_tags(&e, &bank[i], name);
        treebank_free(&bank[i]);
    }
    write_table(&e, "vocab", &e.vocab);
    write_table(&e, "vectors", &e.vectors);
    write_labels(&e);
    free(bank);
    return 0;
}
