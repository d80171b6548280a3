/* Reading PETRARCH's actor and agent dictionaries (Schrodt, Beieler and Idris 2014): names in
 * capitals with underscores, "+" synonyms, CAMEO codes in brackets with optional dates.
 *
 *     VLADIMIR_PUTIN_            ; a comment
 *     +PUTIN_
 *         [RUSGOV 991231-080507]
 *         [RUSELI]
 *     POLICE {} [~COP]           agents: the tilde takes the country of what is beside it
 *
 * CAMEO codes come in threes: a country or a kind of organisation, then sectors. Sectors are
 * put into the codebook's terms; groups that it has no word for (religions, ethnic groups,
 * names of organisations) are passed over. */
#include "actor/source.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/utf8.h"

enum { MOST_NAMES = 64, MOST_NAME = 240 };

typedef struct importer {
    actor_source *s;
    source_line line;
    int64_t entity; /* the open entry, or -1 */
    bool in_comment;
    bool no_memory;
} importer;

/* ---- codes ---------------------------------------------------------------------------- */

typedef struct sector_word {
    char cameo[4];
    uint8_t sector;
} sector_word;

/* What CAMEO calls otherwise than the codebook; the rest has the same name in both. */
static const sector_word other_words[] = {
    {"MED", SECTOR_JRN}, {"HLH", SECTOR_MED}, {"INS", SECTOR_REB}, {"SEP", SECTOR_REB},
    {"RAD", SECTOR_REB}, {"HRI", SECTOR_SOC}, {"ENV", SECTOR_SOC}, {"DEV", SECTOR_SOC},
    {"NGO", SECTOR_SOC}, {"NGM", SECTOR_SOC}, {"MOD", SECTOR_SOC}, {"CHR", SECTOR_REL},
    {"CTH", SECTOR_REL}, {"MUS", SECTOR_REL}, {"MOS", SECTOR_REL}, {"SUN", SECTOR_REL},
    {"SHI", SECTOR_REL}, {"JEW", SECTOR_REL}, {"HIN", SECTOR_REL}, {"BUD", SECTOR_REL},
    {"SIK", SECTOR_REL}, {"TOP", SECTOR_ELI}, {"MID", SECTOR_SOC}, {"HAR", SECTOR_SOC},
    {"MNC", SECTOR_BUS},
};

static uint8_t sector_of(const char *code) {
    for (size_t i = 0; i < sizeof other_words / sizeof *other_words; i++)
        if (memcmp(other_words[i].cameo, code, 3) == 0) return other_words[i].sector;
    return actor_sector_of(code, 3);
}

static uint16_t country_of(const char *code) {
    static const char older[][2][4] = {{"NGM", "NGO"}, {"EEC", "EUR"}, {"ROM", "ROU"},
                                       {"ZAR", "COD"}, {"TMP", "TLS"}, {"KSV", "KOS"},
                                       {"JOR", "JOR"}, {"UIS", ""}};
    for (size_t i = 0; i < sizeof older / sizeof *older; i++)
        if (memcmp(older[i][0], code, 3) == 0) return actor_country_of(older[i][1], 3);
    return actor_country_of(code, 3);
}

/* Whether a role noun's sectors are still to have room, and this one is new. */
static void add_sector(actor_role *role, uint8_t sector) {
    for (size_t i = 0; i < ROLE_SECTORS; i++) {
        if (role->sector[i] == sector) return;
        if (!role->sector[i]) {
            role->sector[i] = sector;
            return;
        }
    }
}

static void read_code(actor_role *role, const char *code, size_t n) {
    char upper[4] = "";
    bool first = true;
    for (size_t i = 0; i + 3 <= n; i += 3, first = false) {
        for (size_t k = 0; k < 3; k++) upper[k] = (char)toupper((unsigned char)code[i + k]);
        uint16_t country = country_of(upper);
        uint8_t sector = first && country ? 0 : sector_of(upper);
        if (sector)
            add_sector(role, sector);
        else if (country && (first || country == COUNTRY_UNO || country == COUNTRY_EUR))
            role->country[0] = country; /* "IGOUNO" is the UN */
    }
}

/* YYMMDD or YYYYMMDD; years of two digits turn at 30, as PETRARCH's do. */
static int32_t date_of(const char *s, size_t n) {
    int32_t value = 0;
    if (n != 6 && n != 8) return -1;
    for (size_t i = 0; i < n; i++) {
        if (!isdigit((unsigned char)s[i])) return -1;
        value = value * 10 + (s[i] - '0');
    }
    if (n == 8) return value;
    return value + (value / 10000 < 30 ? 20000000 : 19000000);
}

/* "<980101", ">011222", "580101-920628" behind the code; blanks tell nothing. */
static bool read_dates(actor_role *role, const char *text, size_t length) {
    char s[40];
    size_t n = 0;
    for (size_t i = 0; i < length && n < sizeof s - 1; i++)
        if (text[i] != ' ' && text[i] != '\t') s[n++] = text[i];
    s[n] = '\0';
    const char *dash = memchr(s, '-', n);
    if (s[0] == '<')
        role->to = date_of(s + 1, n - 1);
    else if (s[0] == '>')
        role->from = date_of(s + 1, n - 1);
    else if (dash) {
        role->from = date_of(s, (size_t)(dash - s));
        role->to = date_of(dash + 1, n - (size_t)(dash - s) - 1);
    } else
        return false;
    return role->from >= 0 && role->to >= 0;
}

/* The inside of "[...]": a code, blanks, dates. A "~" stands for the country beside it. */
static void read_brackets(importer *r, const char *s, size_t n) {
    actor_role role = {.from = DATE_MIN, .to = DATE_MAX};
    while (n && (*s == ' ' || *s == '\t')) s++, n--;
    while (n && (s[n - 1] == ' ' || s[n - 1] == '\t')) n--;
    bool agent = n && *s == '~';
    if (agent) s++, n--;
    if (n && (*s == '-' || *s == '+')) return; /* "---": nobody, from or to some day */
    size_t length = 0;
    while (length < n && isalpha((unsigned char)s[length])) length++;
    size_t code = length; /* of "A/B", two codes in one, the first is taken */
    while (length < n && (isalpha((unsigned char)s[length]) || s[length] == '/')) length++;
    if (length < n && s[length] == '~') agent = true, length++;
    while (length < n && (s[length] == ' ' || s[length] == '\t')) length++;
    read_code(&role, s, code);
    if (length < n && !read_dates(&role, s + length, n - length)) {
        source_wrong(r->s, &r->line, "no dates: \"%.*s\"", (int)(n - length), s + length);
        return;
    }
    if (!code) {
        source_wrong(r->s, &r->line, "no code in the brackets");
        return;
    }
    role.title = intern_add(&r->s->pool, "", 0);
    source_entity *e = &r->s->entity.data[r->entity];
    if (agent) {
        e->kind = KIND_ROLE;
        e->denotes = DENOTES_UNKNOWN;
    }
    if (role.title == INTERN_NONE || !array_push(&e->roles, role)) r->no_memory = true;
}

/* ---- names ------------------------------------------------------------------------------ */

/* "UNITED_NATIONS_" as "UNITED NATIONS"; its capitals tell nothing, so the first letters are
 * kept and the rest made small, but for short ones, which are likely acronyms. */
static size_t plain_name(const char *s, size_t n, bool agent, char *out) {
    size_t length = 0, letters = 0;
    for (size_t i = 0; i < n && length < MOST_NAME; i++) {
        char c = s[i] == '_' ? ' ' : s[i];
        if (c == ' ' && (length == 0 || out[length - 1] == ' ')) continue;
        out[length++] = c;
        letters += (size_t)(isalpha((unsigned char)c) != 0);
    }
    while (length && out[length - 1] == ' ') length--;
    if (letters <= 4 && !agent && !memchr(out, ' ', length)) return length;
    bool start = true;
    for (size_t i = 0; i < length; i++) {
        if (!start || agent) out[i] = (char)tolower((unsigned char)out[i]);
        start = out[i] == ' ' || out[i] == '-';
    }
    return length;
}

static void add_name(importer *r, const char *s, size_t n) {
    char name[MOST_NAME + 1];
    size_t length = plain_name(s, n, false, name);
    if (!length) return;
    source_entity *e = &r->s->entity.data[r->entity];
    if (!source_add_name(r->s, e, &r->line, name, length, USE_NAME)) r->no_memory = true;
}

/* PETRARCH's placeholders in agents: "HERDS!PERSON!" stands for several nouns. */
static const char *const person_words[] = {"man", "men", "woman", "women", "person", NULL};
static const char *const minister_words[] = {"minister", "ministers", "ministry", "ministries",
                                             NULL};

static void add_expanded(importer *r, const char *s, size_t n) {
    const char *first = memchr(s, '!', n);
    const char *last = first ? memchr(first + 1, '!', n - (size_t)(first - s) - 1) : NULL;
    if (!last) {
        add_name(r, s, n);
        return;
    }
    char text[2 * MOST_NAME];
    bool person = last - first == 7 && memcmp(first, "!PERSON", 7) == 0;
    for (const char *const *w = person ? person_words : minister_words; *w; w++) {
        int length = snprintf(text, sizeof text, "%.*s%s%.*s", (int)(first - s), s, *w,
                              (int)(n - (size_t)(last - s) - 1), last + 1);
        if (length > 0 && (size_t)length < sizeof text) add_name(r, text, (size_t)length);
    }
}

static void open_entry(importer *r, const char *s, size_t n) {
    char id[MOST_NAME + 16], name[MOST_NAME + 1];
    size_t length = plain_name(s, n < MOST_NAME ? n : MOST_NAME, false, name);
    r->entity = -1;
    if (!length) return;
    int n_id = snprintf(id, sizeof id, "petrarch:%.*s", (int)length, name);
    source_entity *e =
        source_entity_of(r->s, &r->line, id, (size_t)n_id, name, length, KIND_ORGAN);
    if (!e) {
        r->no_memory = true;
        return;
    }
    r->entity = e - r->s->entity.data;
    add_expanded(r, s, n < MOST_NAME ? n : MOST_NAME);
}

/* ---- lines --------------------------------------------------------------------------------
 */

/* Cut the comment off a line: from "#", ";" or "<!--" on, which may go over lines. */
static size_t without_comment(importer *r, const char *s, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '#' || s[i] == ';') return i;
        if (n - i < 4 || memcmp(s + i, "<!--", 4) != 0) continue;
        r->in_comment = !memmem(s + i, n - i, "-->", 3);
        return i;
    }
    return n;
}

static void read_entry(importer *r, const char *s, size_t n) {
    const char *open = memchr(s, '[', n), *brace = memchr(s, '{', n);
    size_t n_name = open ? (size_t)(open - s) : n;
    if (brace && (size_t)(brace - s) < n_name) n_name = (size_t)(brace - s); /* plurals */
    while (n_name && (*s == ' ' || *s == '\t')) s++, n--, n_name--;
    if (n_name && *s == '+') {
        if (r->entity < 0)
            source_wrong(r->s, &r->line, "a synonym without an entry above it");
        else
            add_expanded(r, s + 1, n_name - 1);
    } else if (n_name && *s != '!')
        open_entry(r, s, n_name);
    if (!open || r->no_memory) return;
    const char *close = memchr(open, ']', n - (size_t)(open - s));
    if (!close)
        source_wrong(r->s, &r->line, "a bracket that is not closed");
    else if (r->entity < 0)
        source_wrong(r->s, &r->line, "a code without an entry above it");
    else
        read_brackets(r, open + 1, (size_t)(close - open) - 1);
}

static void read_line(importer *r) {
    const char *s = r->line.s;
    size_t n = r->line.n;
    if (r->in_comment) {
        if (memmem(s, n, "-->", 3)) r->in_comment = false;
        return;
    }
    if (n > 2000 || utf8_first_bad(s, n) != n) {
        source_wrong(r->s, &r->line, n > 2000 ? "a line of more than 2000 bytes" : "not UTF-8");
        return;
    }
    n = without_comment(r, s, n);
    while (n && (s[n - 1] == ' ' || s[n - 1] == '\t')) n--;
    if (n) read_entry(r, s, n);
}

/* Agents are nouns, which are met in any case: a last pass makes their names small. */
static void lower_agents(importer *r, size_t first) {
    for (size_t i = first; i < r->s->entity.n && !r->no_memory; i++) {
        source_entity *e = &r->s->entity.data[i];
        if (e->kind != KIND_ROLE) continue;
        for (size_t k = 0; k < e->names.n; k++) {
            char name[2 * MOST_NAME];
            const char *text = intern_text(&r->s->pool, e->names.data[k].text);
            size_t n = plain_name(text, strlen(text), true, name);
            uint32_t id = intern_add(&r->s->pool, name, n);
            if (id == INTERN_NONE)
                r->no_memory = true;
            else
                e->names.data[k].text = id;
        }
    }
}

dg_status source_read_petrarch(actor_source *s, const char *path, const char *text, size_t n,
                               dg_error *error) {
    importer r = {.s = s, .entity = -1};
    r.line.file = path;
    r.line.file_id = intern_add(&s->pool, path, strlen(path));
    size_t first = s->entity.n;
    for (size_t at = 0; !r.no_memory && source_next_line(text, n, &at, &r.line);) read_line(&r);
    lower_agents(&r, first);
    RETURN_IF(r.no_memory, error, DG_NO_MEMORY, "out of memory");
    return DG_OK;
}
