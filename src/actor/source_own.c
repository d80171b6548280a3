/* Reading the project's own actor files; data/actors/README.md is the format. */
#include "actor/source.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/utf8.h"

typedef struct reader {
    actor_source *s;
    source_line line;
    int kind;       /* -1: none yet */
    int64_t entity; /* the open one, or -1 */
    bool no_memory;
} reader;

/* ---- words of a line ------------------------------------------------------------- */

typedef struct span {
    const char *s;
    size_t n;
} span;

static span trimmed(const char *s, size_t n) {
    while (n && (*s == ' ' || *s == '\t')) s++, n--;
    while (n && (s[n - 1] == ' ' || s[n - 1] == '\t')) n--;
    return (span){s, n};
}

/* Cut the next piece up to `by` off rest. */
static span cut(span *rest, char by) {
    const char *end = rest->n ? memchr(rest->s, by, rest->n) : NULL;
    span piece = trimmed(rest->s, end ? (size_t)(end - rest->s) : rest->n);
    size_t used = end ? (size_t)(end - rest->s) + 1 : rest->n;
    *rest = trimmed(rest->s + used, rest->n - used);
    return piece;
}

static bool is(span a, const char *b) {
    return a.n == strlen(b) && memcmp(a.s, b, a.n) == 0;
}

/* ---- dates ------------------------------------------------------------------------ */

static int digits(const char *s, size_t n) {
    int value = 0;
    for (size_t i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9') return -1;
        value = value * 10 + s[i] - '0';
    }
    return value;
}

static int days_in(int year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

/* YYYY, YYYY-MM or YYYY-MM-DD, as its first or last day; -1 when it is none. */
static int32_t date_of(span d, bool last) {
    if (d.n == 0) return last ? DATE_MAX : DATE_MIN;
    if (d.n != 4 && d.n != 7 && d.n != 10) return -1;
    int year = digits(d.s, 4), month = last ? 12 : 1;
    if (d.n > 4) month = d.s[4] == '-' ? digits(d.s + 5, 2) : -1;
    if (year < 1000 || month < 1 || month > 12) return -1;
    int day = last ? days_in(year, month) : 1;
    if (d.n > 7) day = d.s[7] == '-' ? digits(d.s + 8, 2) : -1;
    if (day < 1 || day > days_in(year, month)) return -1;
    return (int32_t)(year * 10000 + month * 100 + day);
}

/* "FROM..TO" in front of a role; true when there are no dates. */
static bool take_dates(reader *r, span *rest, actor_role *role) {
    role->from = DATE_MIN;
    role->to = DATE_MAX;
    span word = *rest, probe = *rest;
    word = cut(&probe, ' ');
    const char *dots = NULL;
    for (size_t i = 0; i + 1 < word.n; i++)
        if (word.s[i] == '.' && word.s[i + 1] == '.') dots = word.s + i;
    if (!dots) return true;
    *rest = probe;
    size_t n = (size_t)(dots - word.s);
    role->from = date_of((span){word.s, n}, false);
    role->to = date_of((span){dots + 2, word.n - n - 2}, true);
    if (role->from < 0 || role->to < 0) {
        source_wrong(r->s, &r->line, "no dates: \"%.*s\"", (int)word.n, word.s);
        return false;
    }
    if (role->from <= role->to) return true;
    source_wrong(r->s, &r->line, "the dates end before they begin");
    return false;
}

/* ---- codes --------------------------------------------------------------------------- */

static bool take_countries(reader *r, span codes, actor_role *role) {
    if (is(codes, "-")) return true;
    size_t n = 0;
    while (codes.n) {
        span code = cut(&codes, ',');
        uint16_t country = actor_country_of(code.s, (unsigned)code.n);
        if (!country) {
            source_wrong(r->s, &r->line, "no country code: \"%.*s\"", (int)code.n, code.s);
            return false;
        }
        if (n < ROLE_COUNTRIES) role->country[n++] = country;
    }
    return true;
}

static bool take_sectors(reader *r, span codes, actor_role *role) {
    if (codes.n && codes.s[codes.n - 1] == '?') {
        role->soft = 1;
        codes.n--;
    }
    if (is(codes, "-")) return true;
    size_t n = 0;
    while (codes.n) {
        span code = cut(&codes, ',');
        uint8_t sector = actor_sector_of(code.s, (unsigned)code.n);
        if (!sector) {
            source_wrong(r->s, &r->line, "no sector code: \"%.*s\"", (int)code.n, code.s);
            return false;
        }
        if (n < ROLE_SECTORS) role->sector[n++] = sector;
    }
    return true;
}

/* ---- statements ------------------------------------------------------------------------ */

static source_entity *open_entity(reader *r) {
    return &r->s->entity.data[r->entity];
}

static void add_names(reader *r, span names, uint8_t use) {
    if (!names.n) source_wrong(r->s, &r->line, "no names here");
    while (names.n) {
        span name = cut(&names, ';');
        if (name.n && !source_add_name(r->s, open_entity(r), &r->line, name.s, name.n, use))
            r->no_memory = true;
    }
}

static void add_role(reader *r, span rest) {
    actor_role role = {0};
    if (!take_dates(r, &rest, &role)) return;
    span countries = cut(&rest, ' '), sectors = cut(&rest, ' ');
    if (!countries.n || !sectors.n) {
        source_wrong(r->s, &r->line, "a role is [FROM..TO] COUNTRY SECTOR [TITLE]");
        return;
    }
    if (!take_countries(r, countries, &role) || !take_sectors(r, sectors, &role)) return;
    role.title = intern_add(&r->s->pool, rest.s, rest.n);
    if (role.title == INTERN_NONE || !array_push(&open_entity(r)->roles, role))
        r->no_memory = true;
}

static void read_fact(reader *r) {
    static const struct {
        const char *word;
        uint8_t use;
    } uses[] = {{"=", USE_NAME},        {"~", USE_SHORT},         {"adj", USE_ADJ},
                {"people", USE_PEOPLE}, {"capital", USE_CAPITAL}, {"seat", USE_SEAT}};
    span rest = trimmed(r->line.s, r->line.n), all = rest, word = cut(&rest, ' ');
    if (r->entity < 0) {
        source_wrong(r->s, &r->line, "a fact without an entity above it");
        return;
    }
    if (is(word, "she") || is(word, "he") || is(word, "they")) {
        open_entity(r)->gender = is(word, "she")  ? GENDER_SHE
                                 : is(word, "he") ? GENDER_HE
                                                  : GENDER_UNKNOWN;
        if (rest.n) source_wrong(r->s, &r->line, "nothing may follow \"%.*s\"", 4, word.s);
        return;
    }
    for (size_t i = 0; i < sizeof uses / sizeof *uses; i++)
        if (is(word, uses[i].word)) {
            add_names(r, rest, uses[i].use);
            return;
        }
    add_role(r, all);
}

/* "GOV? person she" behind a role noun. */
static void read_role_noun(reader *r, source_entity *e, span rest) {
    static const char *const words[] = {"", "person", "people", "body", "place", "thing"};
    actor_role role = {.from = DATE_MIN, .to = DATE_MAX};
    span sectors = cut(&rest, ' ');
    if (!sectors.n || !take_sectors(r, sectors, &role)) {
        if (!sectors.n) source_wrong(r->s, &r->line, "a role noun needs a sector, or -");
        return;
    }
    while (rest.n) {
        span word = cut(&rest, ' ');
        unsigned i = 1;
        while (i < sizeof words / sizeof *words && !is(word, words[i])) i++;
        if (i < sizeof words / sizeof *words)
            e->denotes = (uint8_t)i;
        else if (is(word, "she") || is(word, "he"))
            e->gender = is(word, "she") ? GENDER_SHE : GENDER_HE;
        else
            source_wrong(r->s, &r->line,
                         "not person, people, body, place, thing, she or he: "
                         "\"%.*s\"",
                         (int)word.n, word.s);
    }
    if (e->roles.n) {
        source_wrong(r->s, &r->line, "this role noun stands in the base already");
        return;
    }
    role.title = intern_add(&r->s->pool, "", 0);
    if (role.title == INTERN_NONE || !array_push(&e->roles, role)) r->no_memory = true;
}

static void read_given(reader *r, source_entity *e, span rest) {
    if (is(rest, "she"))
        e->gender = GENDER_SHE;
    else if (is(rest, "he"))
        e->gender = GENDER_HE;
    else if (!is(rest, "they"))
        source_wrong(r->s, &r->line, "a given name takes she, he or they");
}

static bool is_id(span id) {
    if (!id.n || id.n > 120) return false;
    for (size_t i = 0; i < id.n; i++) {
        char c = id.s[i];
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '-') return false;
    }
    return true;
}

static void read_entity(reader *r) {
    span rest = {r->line.s, r->line.n}, id = cut(&rest, ':');
    bool word = r->kind == KIND_ROLE || r->kind == KIND_GIVEN;
    r->entity = -1;
    if (r->kind < 0) source_wrong(r->s, &r->line, "\"kind KIND\" must come first");
    if (r->kind < 0) return;
    if (!rest.n || !id.n || (!word && !is_id(id))) {
        source_wrong(r->s, &r->line, word ? "not NOUN: ..." : "not ID: NAME");
        return;
    }
    char own_id[256]; /* words of the two kinds never clash with other ids */
    span name = word ? id : rest;
    if (word) {
        int n = snprintf(own_id, sizeof own_id, "%s:%.*s", actor_kind_name((unsigned)r->kind),
                         (int)(id.n < 200 ? id.n : 200), id.s);
        id = (span){own_id, (size_t)n};
    }
    source_entity *e =
        source_entity_of(r->s, &r->line, id.s, id.n, name.s, name.n, (uint8_t)r->kind);
    if (!e || !source_add_name(r->s, e, &r->line, name.s, name.n, USE_NAME)) {
        r->no_memory = true;
        return;
    }
    if ((e->kind == KIND_PERSON) != (r->kind == KIND_PERSON)) {
        source_wrong(r->s, &r->line, "\"%.*s\" is also of kind %s", (int)id.n, id.s,
                     actor_kind_name(e->kind));
        return;
    }
    r->entity = e - r->s->entity.data;
    if (r->kind == KIND_ROLE) read_role_noun(r, e, rest);
    if (r->kind == KIND_GIVEN) read_given(r, e, rest);
}

static void read_kind(reader *r) {
    span kind = trimmed(r->line.s + 5, r->line.n - 5);
    r->kind = actor_kind_of(kind.s, (unsigned)kind.n);
    r->entity = -1;
    if (r->kind < 0)
        source_wrong(r->s, &r->line, "no kind of entity: \"%.*s\"", (int)kind.n, kind.s);
}

static void read_line(reader *r) {
    const source_line *l = &r->line;
    if (!l->n || l->s[0] == '#') return;
    if (utf8_first_bad(l->s, l->n) != l->n)
        source_wrong(r->s, l, "not UTF-8");
    else if (l->n > 2000)
        source_wrong(r->s, l, "a line of more than 2000 bytes");
    else if (l->s[0] == ' ' || l->s[0] == '\t')
        read_fact(r);
    else if (l->n > 5 && memcmp(l->s, "kind ", 5) == 0)
        read_kind(r);
    else
        read_entity(r);
}

dg_status source_read_own(actor_source *s, const char *path, const char *text, size_t n,
                          dg_error *error) {
    reader r = {.s = s, .kind = -1, .entity = -1};
    r.line.file = path;
    r.line.file_id = intern_add(&s->pool, path, strlen(path));
    size_t at = n >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (!r.no_memory && source_next_line(text, n, &at, &r.line)) read_line(&r);
    RETURN_IF(r.no_memory, error, DG_NO_MEMORY, "out of memory");
    return DG_OK;
}
