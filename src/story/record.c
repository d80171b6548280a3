/* One story as a kind reads it. */
#include "story/record.h"

#include <string.h>

#include "base/error.h"
#include "story/day.h"

void story_record_begin(story_record *r, const story_file *file, uint64_t line) {
    r->file = file;
    r->line = line;
    for (int i = 0; i < N_RECORD_FIELD; i++) r->field[i].n = 0;
    r->text.n = 0;
    r->taken = 0;
    r->open = false;
    r->parts.part = 0;
    r->parts.offset = 0;
}

static bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool story_record_set(story_record *r, record_field field, const char *s, size_t n) {
    buffer *b = &r->field[field];
    bool ok = true;
    b->n = 0;
    for (size_t i = 0; i < n && ok;) {
        size_t word = i;
        while (i < n && !is_space(s[i])) i++;
        if (i > word)
            ok = (b->n == 0 || buffer_add_char(b, ' ')) && buffer_add(b, s + word, i - word);
        while (i < n && is_space(s[i])) i++;
    }
    return ok;
}

bool story_record_set_date(story_record *r, const char *s, size_t n) {
    char day[STORY_DAY];
    if (story_day_of(s, n, day)) return story_record_set(r, RECORD_DATE, day, strlen(day));
    return story_record_set(r, RECORD_DATE, s, n);
}

bool story_record_is_empty(const story_record *r, record_field field) {
    return r->field[field].n == 0;
}

static bool make_id(story_record *r) {
    buffer *id = &r->field[RECORD_ID];
    if (id->n) return true;
    return buffer_add_string(id, r->file->stem) && buffer_add_char(id, ':') &&
           buffer_add_number(id, r->line);
}

static bool end_strings(story_record *r) {
    bool ok = make_id(r);
    for (int i = 0; i < N_RECORD_FIELD && ok; i++) ok = buffer_end(&r->field[i]);
    return ok;
}

dg_status story_record_next(story_record *r, dg_document *out, dg_error *error) {
    size_t taken;
    RETURN_IF(!end_strings(r), error, DG_NO_MEMORY, "out of memory");
    *out = (dg_document){.id = r->field[RECORD_ID].data,
                         .date = r->field[RECORD_DATE].data,
                         .title = r->field[RECORD_TITLE].data,
                         .source = r->field[RECORD_SOURCE].data,
                         .url = r->field[RECORD_URL].data,
                         .lang = r->field[RECORD_LANG].data,
                         .file = r->file->path,
                         .line = r->line};
    const char *text = r->text.n ? r->text.data + r->taken : "";
    FORWARD(story_parts_next(&r->parts, text, r->text.n - r->taken, out, &taken, error));
    r->taken += taken;
    r->open = r->taken < r->text.n;
    return DG_OK;
}

void story_record_free(story_record *r) {
    for (int i = 0; i < N_RECORD_FIELD; i++) buffer_free(&r->field[i]);
    buffer_free(&r->text);
    buffer_free(&r->parts.copy);
}
