/* Reading CoNLL-U for training: words only (empty nodes and enhanced dependencies are left
 * out), with what the runtime sees of the text around them: whether a space stood before. */
#include "treebank.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "language/labels.h"

enum { N_COLUMN = 10 };

typedef struct line_reader {
    treebank *t;
    const char *path;
    uint64_t line;
    int multi_end;         /* last word of the multiword token we are in, or 0 */
    bool multi_space;      /* a space stands behind that token */
    bool space, paragraph; /* before the next word; before the next sentence */
    size_t first;          /* first word of the sentence */
} line_reader;

static dg_status bad(const line_reader *r, dg_error *error, const char *what) {
    error_set(error, DG_BAD_INPUT, "%s", what);
    error_at(error, r->path, r->line, DG_NO_BYTE);
    return DG_BAD_INPUT;
}

static bool split_columns(char *line, char *column[N_COLUMN]) {
    for (int i = 0; i < N_COLUMN; i++) {
        column[i] = line;
        line += strcspn(line, "\t\n");
        if (*line != '\t' && i + 1 < N_COLUMN) return false;
        *line++ = '\0';
    }
    return true;
}

static bool space_after(const char *misc) {
    return !strstr(misc, "SpaceAfter=No");
}

static dg_status add_word(line_reader *r, char *column[N_COLUMN], dg_error *error) {
    arena *a = &r->t->strings;
    treebank_word w = {
        .form = arena_strndup(a, column[1], strlen(column[1])),
        .lemma = arena_strndup(a, column[2], strlen(column[2])),
        .feats = arena_strndup(a, column[5], strlen(column[5])),
        .upos = lang_upos_of(column[3]),
        .xpos = lang_xpos_of(column[4]),
        .deprel = lang_deprel_of(column[7]),
        .head = atoi(column[6]),
        .space_before = r->space,
    };
    if (w.upos < 0 || w.xpos < 0 || w.deprel < 0) return bad(r, error, "unknown tag");
    int id = atoi(column[0]);
    if (id < r->multi_end)
        r->space = false;
    else
        r->space = id == r->multi_end ? r->multi_space : space_after(column[9]);
    RETURN_IF(!w.form || !w.lemma || !w.feats || !array_push(&r->t->word, w), error,
              DG_NO_MEMORY, "out of memory");
    return DG_OK;
}

static dg_status end_sentence(line_reader *r, dg_error *error) {
    size_t n = r->t->word.n - r->first;
    treebank_sentence s = {r->first, n, r->paragraph};
    for (size_t i = 0; i < n; i++) {
        int head = r->t->word.data[r->first + i].head;
        if (head < 0 || (size_t)head > n) return bad(r, error, "head outside the sentence");
    }
    RETURN_IF(n && !array_push(&r->t->sentence, s), error, DG_NO_MEMORY, "out of memory");
    r->first = r->t->word.n;
    r->multi_end = 0;
    if (n) r->paragraph = false;
    return DG_OK;
}

static dg_status read_line(line_reader *r, char *line, dg_error *error) {
    if (*line == '\n') return end_sentence(r, error);
    if (*line == '#') {
        if (!strncmp(line, "# newpar", 8) || !strncmp(line, "# newdoc", 8)) r->paragraph = true;
        return DG_OK;
    }
    char *column[N_COLUMN];
    if (!split_columns(line, column)) return bad(r, error, "not ten columns");
    if (strchr(column[0], '.')) return DG_OK;
    char *dash = strchr(column[0], '-');
    if (!dash) return add_word(r, column, error);
    r->multi_end = atoi(dash + 1);
    r->multi_space = space_after(column[9]);
    return DG_OK;
}

dg_status treebank_read(treebank *t, const char *path, dg_error *error) {
    FILE *file = fopen(path, "r");
    if (!file) {
        error_system(error, DG_IO, "cannot open");
        error_at(error, path, 0, DG_NO_BYTE);
        return DG_IO;
    }
    line_reader r = {
        .t = t, .path = path, .space = true, .paragraph = true, .first = t->word.n};
    char *line = NULL;
    size_t size = 0;
    dg_status status = DG_OK;
    while (status == DG_OK && getline(&line, &size, file) > 0) {
        r.line++;
        status = read_line(&r, line, error);
    }
    if (status == DG_OK) status = end_sentence(&r, error);
    free(line);
    fclose(file);
    return status;
}

void treebank_free(treebank *t) {
    array_free(&t->word);
    array_free(&t->sentence);
    arena_free(&t->strings);
}
