/* Make the program's tables from the ontology that people edit: plover.txt, cameo.txt and the
 * tags of contexts.txt become one file of macros (src/event/plover.h includes it). It is built
 * before the library and so stands alone.
 *
 * usage: build_ontology OUT PLOVER CAMEO CONTEXTS    any mistake is told and fails */
#include <ctype.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_LINE = 1000, MOST_FIELD = 8, MOST_ROW = 600 };

/* One line of a table. */
typedef struct row {
    const char *path;
    unsigned line;
    char text[MOST_LINE];
    char *field[MOST_FIELD];
    unsigned n;
} row;

typedef struct table {
    row *row; /* [n], MOST_ROW at most */
    size_t n;
} table;

static unsigned mistakes;

__attribute__((format(printf, 2, 3))) static void wrong(const row *r, const char *format, ...) {
    va_list arguments;
    fprintf(stderr, "%s:%u: ", r->path, r->line);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    mistakes++;
}

/* ---- reading ------------------------------------------------------------------------ */

static void split(row *r, const char *between) {
    char *rest = r->text;
    r->n = 0;
    while (rest && r->n < MOST_FIELD) r->field[r->n++] = strsep(&rest, between);
    if (rest) wrong(r, "more than %d fields", MOST_FIELD);
    for (unsigned i = r->n; i < MOST_FIELD; i++) r->field[i] = r->text + strlen(r->text);
}

/* The lines that begin with prefix, without it, as fields. */
static bool read_table(const char *path, const char *prefix, const char *between, table *out) {
    FILE *f = fopen(path, "r");
    row r = {.path = path};
    out->row = calloc(MOST_ROW, sizeof *out->row);
    out->n = 0;
    if (!f || !out->row) {
        perror(path);
        if (f) fclose(f);
        return false;
    }
    for (r.line = 1; fgets(r.text, sizeof r.text, f); r.line++) {
        size_t skip = strlen(prefix);
        r.text[strcspn(r.text, "\r\n")] = '\0';
        if (!*r.text || *r.text == '#' || strncmp(r.text, prefix, skip) != 0) continue;
        if (strpbrk(r.text, "\"\\")) wrong(&r, "a quotation mark or backslash");
        if (out->n == MOST_ROW) {
            wrong(&r, "more than %d lines", MOST_ROW);
            break;
        }
        row *to = &out->row[out->n++];
        *to = r;
        memmove(to->text, to->text + skip, strlen(to->text + skip) + 1);
        split(to, between);
    }
    fclose(f);
    return true;
}

/* ---- checking ----------------------------------------------------------------------- */

static const row *find(const table *t, unsigned field, const char *name) {
    for (size_t i = 0; i < t->n; i++)
        if (!strcmp(t->row[i].field[field], name)) return &t->row[i];
    return NULL;
}

static const row *find_mode(const table *modes, const char *type, const char *mode) {
    for (size_t i = 0; i < modes->n; i++)
        if (!strcmp(modes->row[i].field[0], type) && !strcmp(modes->row[i].field[1], mode))
            return &modes->row[i];
    return NULL;
}

static bool is_number(const char *s) {
    char *end;
    strtod(s, &end);
    return end > s && !*end;
}

static void check_width(const table *t, unsigned n) {
    for (size_t i = 0; i < t->n; i++)
        if (t->row[i].n != n) wrong(&t->row[i], "%u fields, not %u", t->row[i].n, n);
}

static void check_type(const row *r, const table *types, const char *type) {
    if (!find(types, 0, type)) wrong(r, "no type \"%s\"", type);
}

static void check_mode(const row *r, const table *modes, const char *type, const char *mode) {
    if (strcmp(mode, "-") && !find_mode(modes, type, mode))
        wrong(r, "%s has no mode \"%s\"", type, mode);
}

static void check_cameo(const row *r, const table *cameo, const char *code) {
    if (!find(cameo, 0, code)) wrong(r, "no CAMEO code \"%s\"", code);
}

static void check_plover(const table *types, const table *modes, const table *about,
                         const table *cameo) {
    for (size_t i = 0; i < types->n; i++) {
        const row *r = &types->row[i];
        if (!is_number(r->field[1]) || !is_number(r->field[2])) wrong(r, "not a number");
        check_cameo(r, cameo, r->field[3]);
    }
    for (size_t i = 0; i < modes->n; i++) {
        const row *r = &modes->row[i];
        check_type(r, types, r->field[0]);
        if (!is_number(r->field[2])) wrong(r, "not a number");
        check_cameo(r, cameo, r->field[3]);
    }
    for (size_t i = 0; i < about->n; i++) {
        const row *r = &about->row[i];
        check_type(r, types, r->field[0]);
        check_type(r, types, r->field[1]);
        check_mode(r, modes, r->field[1], r->field[2]);
        check_cameo(r, cameo, r->field[3]);
    }
}

static void check_contexts(const row *r, const table *contexts) {
    char list[MOST_LINE], *rest = list, *name;
    unsigned n = 0;
    if (!strcmp(r->field[4], "-")) return;
    strcpy(list, r->field[4]);
    for (; (name = strsep(&rest, ",")); n++)
        if (!find(contexts, 0, name)) wrong(r, "no context \"%s\"", name);
    if (n > 2) wrong(r, "more than two contexts");
}

/* Codes ascend, so that the program can look them up by halves. */
static void check_codes(const table *types, const table *modes, const table *cameo,
                        const table *contexts) {
    for (size_t i = 0; i < cameo->n; i++) {
        const row *r = &cameo->row[i];
        const char *code = r->field[0];
        size_t n = strlen(code);
        if (n < 2 || n > 4 || strspn(code, "0123456789") < n) wrong(r, "not a CAMEO code");
        if (i && strcmp(r[-1].field[0], code) >= 0) wrong(r, "out of order");
        if (!is_number(r->field[1])) wrong(r, "not a number");
        check_type(r, types, r->field[2]);
        check_mode(r, modes, r->field[2], r->field[3]);
        check_contexts(r, contexts);
    }
}

/* ---- writing ------------------------------------------------------------------------ */

/* "martial-law" as the identifier MARTIAL_LAW. */
static void put_id(FILE *f, const char *name) {
    for (; *name; name++) fputc(*name == '-' ? '_' : toupper((unsigned char)*name), f);
}

static void put_mode(FILE *f, const char *type, const char *mode) {
    if (!strcmp(mode, "-")) {
        fputs("MODE_NONE", f);
        return;
    }
    fprintf(f, "MODE_%s_", type);
    put_id(f, mode);
}

static void put_contexts(FILE *f, char *list) {
    char *first = strsep(&list, ",");
    fputs("CONTEXT_", f);
    put_id(f, strcmp(first, "-") ? first : "none");
    fputs(", CONTEXT_", f);
    put_id(f, list ? list : "none");
}

static void put_macros(FILE *f) {
    static const char *const macros[] = {
        "TYPE(id, quad, score, cameo, meaning)",
        "MODE(type, id, name, score, cameo, meaning)",
        "ABOUT(type, inner, mode, cameo)",
        "CONTEXT(id, name, meaning)",
        "CAMEO(code, goldstein, type, mode, context1, context2, meaning)",
        NULL};
    fputs("/* Made by tools/build_ontology.c from data/ontology. */\n", f);
    for (const char *const *m = macros; *m; m++) {
        int name = (int)strcspn(*m, "(");
        fprintf(f, "#ifndef %.*s\n#define %s\n#endif\n", name, *m, *m);
    }
}

static void put_undefs(FILE *f) {
    fputs("#undef TYPE\n#undef MODE\n#undef ABOUT\n#undef CONTEXT\n#undef CAMEO\n", f);
}

static void put_plover(FILE *f, const table *types, const table *modes, const table *about) {
    for (size_t i = 0; i < types->n; i++) {
        char **x = types->row[i].field;
        fprintf(f, "TYPE(%s, %s, %s, \"%s\", \"%s\")\n", x[0], x[1], x[2], x[3], x[4]);
    }
    for (size_t i = 0; i < modes->n; i++) {
        char **x = modes->row[i].field;
        fprintf(f, "MODE(%s, ", x[0]);
        put_id(f, x[1]);
        fprintf(f, ", \"%s\", %s, \"%s\", \"%s\")\n", x[1], x[2], x[3], x[4]);
    }
    for (size_t i = 0; i < about->n; i++) {
        char **x = about->row[i].field;
        fprintf(f, "ABOUT(%s, %s, ", x[0], x[1]);
        put_mode(f, x[1], x[2]);
        fprintf(f, ", \"%s\")\n", x[3]);
    }
}

static void put_contexts_and_codes(FILE *f, const table *contexts, const table *cameo) {
    for (size_t i = 0; i < contexts->n; i++) {
        char **x = contexts->row[i].field;
        fputs("CONTEXT(", f);
        put_id(f, x[0]);
        fprintf(f, ", \"%s\", \"%s\")\n", x[0], x[1] + strspn(x[1], " "));
    }
    for (size_t i = 0; i < cameo->n; i++) {
        char **x = cameo->row[i].field;
        fprintf(f, "CAMEO(\"%s\", %s, %s, ", x[0], x[1], x[2]);
        put_mode(f, x[2], x[3]);
        fputs(", ", f);
        put_contexts(f, x[4]);
        fprintf(f, ", \"%s\")\n", x[5]);
    }
}

typedef struct ontology {
    table types, modes, about, cameo, contexts;
} ontology;

static bool read_all(ontology *o, char **path) {
    table kinds;
    if (!read_table(path[0], "", "\t", &kinds)) return false;
    for (size_t i = 0; i < kinds.n; i++) {
        const char *kind = kinds.row[i].field[0];
        if (strcmp(kind, "type") && strcmp(kind, "mode") && strcmp(kind, "of"))
            wrong(&kinds.row[i], "a line begins with type, mode or of, not \"%s\"", kind);
    }
    free(kinds.row);
    return read_table(path[0], "type\t", "\t", &o->types) &&
           read_table(path[0], "mode\t", "\t", &o->modes) &&
           read_table(path[0], "of\t", "\t", &o->about) &&
           read_table(path[1], "", "\t", &o->cameo) &&
           read_table(path[2], "tag ", ":", &o->contexts);
}

static void check_all(const ontology *o) {
    check_width(&o->types, 5);
    check_width(&o->modes, 5);
    check_width(&o->about, 4);
    check_width(&o->cameo, 6);
    check_width(&o->contexts, 2);
    check_plover(&o->types, &o->modes, &o->about, &o->cameo);
    check_codes(&o->types, &o->modes, &o->cameo, &o->contexts);
}

static bool write_all(const ontology *o, const char *path) {
    FILE *f = fopen(path, "w");
    if (f) {
        put_macros(f);
        put_plover(f, &o->types, &o->modes, &o->about);
        put_contexts_and_codes(f, &o->contexts, &o->cameo);
        put_undefs(f);
    }
    bool written = f && fflush(f) == 0 && !ferror(f);
    if (f && fclose(f) != 0) written = false;
    if (!written) perror(path);
    return written;
}

int main(int argc, char **argv) {
    ontology o = {0};
    if (argc != 5) {
        fputs("usage: build_ontology OUT PLOVER CAMEO CONTEXTS\n", stderr);
        return 2;
    }
    bool ok = read_all(&o, argv + 2);
    if (ok) check_all(&o);
    ok = ok && !mistakes && write_all(&o, argv[1]);
    free(o.types.row);
    free(o.modes.row);
    free(o.about.row);
    free(o.cameo.row);
    free(o.contexts.row);
    return ok ? 0 : 1;
}
