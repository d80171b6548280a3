/* JSON Lines (jsonlines.org): one story a line, as an object of which only "text" is required.
 *
 * A record that cannot be read is an error of its own, with its line, and the next one goes
 * on. Lines and the values in one are limited, so that no input takes more memory than is
 * known beforehand. Before jansson sees a line, what would make it refuse the whole record is
 * mended in place, each by something of the same length, so that jansson's positions hold:
 * control characters in strings, \u0000, and halves of surrogate pairs. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "story/json_text.h"
#include "story/kind.h"
#include "story/lines.h"
#include "story/parts.h"

/* A longer line is passed over. */
#define JSONL_MAX_LINE ((size_t)16 << 20)

/* A record of more values is passed over: jansson takes up to 300 bytes for one. */
#define JSONL_MAX_VALUES ((size_t)1 << 18)

typedef enum mending { MEND_CONTROL, MEND_NUL, MEND_SURROGATE, N_MENDING } mending;

static const char *const mending_text[N_MENDING] = {
    [MEND_CONTROL] = "control characters, read as spaces: %llu",
    [MEND_NUL] = "NUL characters (\\u0000), read as spaces: %llu",
    [MEND_SURROGATE] = "halves of surrogate pairs, read as U+FFFD: %llu",
};

typedef struct jsonl_state {
    const story_file *file;
    story_lines lines;
    uint64_t mended[N_MENDING], first_mended[N_MENDING]; /* how many; the line of the first */
    json_t *record;   /* whose text is being handed out; NULL: none */
    const char *text; /* what remains of it, within the record */
    size_t n_text;
    buffer made_id;
    dg_document document; /* the record's other fields */
    story_parts parts;
} jsonl_state;

/* ---- opening and closing ------------------------------------------------------------------
 */

/* An object's beginning: a brace and a quote or brace, whatever white space is between them. */
static story_answer probe(const char *bytes, size_t n) {
    char seen[2] = {0};
    for (size_t i = 0, found = 0; i < n && found < 2; i++)
        if (!strchr(" \t\r\n", bytes[i])) seen[found++] = bytes[i];
    bool object = seen[0] == '{' && (seen[1] == '"' || seen[1] == '}' || !seen[1]);
    return object ? STORY_YES : STORY_NO;
}

static dg_status open_jsonl(story_input *in, const story_file *file, void **state,
                            dg_error *error) {
    jsonl_state *j = calloc(1, sizeof *j);
    RETURN_IF(!j, error, DG_NO_MEMORY, "out of memory");
    j->file = file;
    j->lines = (story_lines){.source.in = in,
                             .file = file,
                             .most = JSONL_MAX_LINE,
                             .over = "a record of more than 16 MiB, passed over"};
    *state = j;
    return DG_OK;
}

static void drop_record(jsonl_state *j) {
    json_decref(j->record);
    j->record = NULL;
}

static void close_jsonl(void *state) {
    jsonl_state *j = state;
    drop_record(j);
    story_source_free(&j->lines.source);
    buffer_free(&j->made_id);
    buffer_free(&j->parts.copy);
    free(j);
}

static dg_status finish(jsonl_state *j, dg_error *error) {
    for (int i = 0; i < N_MENDING; i++) {
        char message[100];
        snprintf(message, sizeof message, mending_text[i], (unsigned long long)j->mended[i]);
        if (j->mended[i]) story_warn(j->file, j->first_mended[i], DG_NO_BYTE, "%s", message);
        j->mended[i] = 0;
    }
    return story_source_finish(&j->lines.source, j->file, error);
}

/* ---- lines --------------------------------------------------------------------------------
 */

static dg_status fail(const jsonl_state *j, dg_error *error, dg_status code, uint64_t byte,
                      const char *message) {
    error_set(error, code, "%s", message);
    error_at(error, j->file->path, j->lines.line, byte);
    return code;
}

static bool is_blank(const char *line, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (!strchr(" \t\r", line[i]) || !line[i]) return false;
    return true;
}

/* ---- mending ------------------------------------------------------------------------------
 */

static void note(jsonl_state *j, mending what) {
    if (j->mended[what]++ == 0) j->first_mended[what] = j->lines.line;
}

/* The number of "\uXXXX" at s; -1 when none stands there. */
static long escaped_unit(const char *s, size_t n) {
    long unit = 0;
    if (n < 6 || s[0] != '\\' || s[1] != 'u') return -1;
    for (int i = 2; i < 6; i++) {
        static const char digits[] = "0123456789abcdef";
        const char *digit = s[i] ? strchr(digits, s[i] | 0x20) : NULL;
        if (!digit || s[i] < '0' || (s[i] > '9' && s[i] < 'A')) return -1;
        unit = unit * 16 + (digit - digits);
    }
    return unit;
}

static bool is_first_half(long unit) {
    return unit >= 0xD800 && unit <= 0xDBFF;
}
static bool is_second_half(long unit) {
    return unit >= 0xDC00 && unit <= 0xDFFF;
}

/* Mend the escape at s, where a backslash stands. Returns its length. */
static size_t mend_escape(jsonl_state *j, char *s, size_t n) {
    long unit = escaped_unit(s, n);
    if (unit < 0) return n < 2 ? n : 2;
    if (is_first_half(unit) && is_second_half(escaped_unit(s + 6, n - 6))) return 12;
    if (unit == 0) {
        memcpy(s + 2, "0020", 4);
        note(j, MEND_NUL);
    } else if (is_first_half(unit) || is_second_half(unit)) {
        memcpy(s + 2, "FFFD", 4);
        note(j, MEND_SURROGATE);
    }
    return 6;
}

static bool is_control(char c) {
    return (unsigned char)c < 0x20;
}

/* Mend a string's inside from s on. Returns the length up to its closing quote, or n. */
static size_t mend_string(jsonl_state *j, char *s, size_t n) {
    size_t i = 0;
    while (i < n && s[i] != '"') {
        if (s[i] == '\\') {
            i += mend_escape(j, s + i, n - i);
            continue;
        }
        if (is_control(s[i])) {
            s[i] = ' ';
            note(j, MEND_CONTROL);
        }
        i++;
    }
    return i;
}

/* Mend a line. Returns how many values it can hold at most. */
static size_t mend_line(jsonl_state *j, char *line, size_t n) {
    size_t values = 1;
    for (size_t i = 0; i < n; i++) {
        char c = line[i];
        if (c == '"')
            i += 1 + mend_string(j, line + i + 1, n - i - 1);
        else if (c == ',' || c == '[' || c == '{')
            values++;
        else if (is_control(c) && c != '\t' && c != '\r') {
            line[i] = ' ';
            note(j, MEND_CONTROL);
        }
    }
    return values;
}

/* ---- records ------------------------------------------------------------------------------
 */

static const char *type_name(const json_t *value) {
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        return "an object";
    case JSON_ARRAY:
        return "a list";
    case JSON_STRING:
        return "a string";
    case JSON_NULL:
        return "null";
    case JSON_TRUE:
    case JSON_FALSE:
        return "true or false";
    default:
        return "a number";
    }
}

static dg_status wrong_type(const jsonl_state *j, const char *key, const json_t *value,
                            dg_error *error) {
    char message[80];
    snprintf(message, sizeof message, "\"%s\" is %s, not a string", key, type_name(value));
    return fail(j, error, DG_BAD_INPUT, DG_NO_BYTE, message);
}

/* A string that may be left out or null. */
static dg_status take_string(const jsonl_state *j, const char *key, const char **out,
                             dg_error *error) {
    const json_t *value = json_object_get(j->record, key);
    *out = "";
    if (!value || json_is_null(value)) return DG_OK;
    if (!json_is_string(value)) return wrong_type(j, key, value, error);
    *out = json_string_value(value);
    return DG_OK;
}

/* The id may be a number; one that is left out is made of the file's name and the line. */
static dg_status take_id(jsonl_state *j, dg_error *error) {
    const json_t *value = json_object_get(j->record, "id");
    char number[40];
    if (json_is_integer(value))
        snprintf(number, sizeof number, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    else if (json_is_real(value))
        snprintf(number, sizeof number, "%.17g", json_real_value(value));
    else {
        FORWARD(take_string(j, "id", &j->document.id, error));
        if (*j->document.id) return DG_OK;
        snprintf(number, sizeof number, ":%llu", (unsigned long long)j->lines.line);
    }
    bool made_up = number[0] == ':';
    j->made_id.n = 0;
    RETURN_IF((made_up && !buffer_add_string(&j->made_id, j->file->stem)) ||
                  !buffer_add_string(&j->made_id, number) || !buffer_end(&j->made_id),
              error, DG_NO_MEMORY, "out of memory");
    j->document.id = j->made_id.data;
    return DG_OK;
}

static dg_status take_text(jsonl_state *j, dg_error *error) {
    const json_t *value = json_object_get(j->record, "text");
    if (!value) return fail(j, error, DG_BAD_INPUT, DG_NO_BYTE, "\"text\" is missing");
    if (!json_is_string(value)) return wrong_type(j, "text", value, error);
    j->text = json_string_value(value);
    j->n_text = json_string_length(value);
    return DG_OK;
}

static dg_status take_record(jsonl_state *j, dg_error *error) {
    dg_document *d = &j->document;
    *d = (dg_document){.file = j->file->path, .line = j->lines.line};
    j->parts.part = 0;
    j->parts.offset = 0;
    FORWARD(take_text(j, error));
    FORWARD(take_id(j, error));
    FORWARD(take_string(j, "date", &d->date, error));
    FORWARD(take_string(j, "title", &d->title, error));
    FORWARD(take_string(j, "source", &d->source, error));
    FORWARD(take_string(j, "url", &d->url, error));
    return take_string(j, "lang", &d->lang, error);
}

static dg_status parse_line(jsonl_state *j, char *line, size_t n, dg_error *error) {
    json_error_t e;
    if (mend_line(j, line, n) > JSONL_MAX_VALUES)
        return fail(j, error, DG_OVER_LIMIT, DG_NO_BYTE,
                    "a record of more than 262144 values, passed over");
    bool memory_out;
    j->record = json_text_parse(line, n, 0, &e, &memory_out);
    /* An integer past 64 bits is no reason to lose a story. */
    if (!j->record && !memory_out && json_error_code(&e) == json_error_numeric_overflow)
        j->record = json_text_parse(line, n, JSON_DECODE_INT_AS_REAL, &e, &memory_out);
    RETURN_IF(memory_out, error, DG_NO_MEMORY, "out of memory");
    if (!j->record) return fail(j, error, DG_BAD_INPUT, (uint64_t)e.position, e.text);
    if (!json_is_object(j->record))
        return fail(j, error, DG_BAD_INPUT, 0, "not a JSON object but a list");
    return take_record(j, error);
}

/* ---- handing out --------------------------------------------------------------------------
 */

static dg_status hand_out(jsonl_state *j, dg_document *out, dg_error *error) {
    size_t taken;
    *out = j->document;
    FORWARD(story_parts_next(&j->parts, j->text, j->n_text, out, &taken, error));
    j->text += taken;
    j->n_text -= taken;
    return DG_OK;
}

static dg_status next_jsonl(void *state, dg_document *out, dg_error *error) {
    jsonl_state *j = state;
    char *line;
    size_t n;
    if (j->record && j->n_text) return hand_out(j, out, error);
    drop_record(j);
    do {
        dg_status status = story_lines_next(&j->lines, &line, &n, error);
        if (status == DG_END) return finish(j, error);
        FORWARD(status);
    } while (is_blank(line, n));
    dg_status status = parse_line(j, line, n, error);
    if (status == DG_OK) return hand_out(j, out, error);
    drop_record(j);
    return status;
}

const story_kind story_kind_jsonl = {"jsonl", probe, open_jsonl, next_jsonl, close_jsonl};
