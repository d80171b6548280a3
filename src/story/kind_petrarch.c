/* PETRARCH's XML, also of its successors: <Sentence date id source> with a <Text>, which is a
 * sentence or a whole story; parses are left out, since we make our own. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "story/record.h"
#include "story/xml.h"

typedef struct petrarch_state {
    xml_records records;
    story_record record;
} petrarch_state;

static story_answer probe(const char *bytes, size_t n) {
    static const char *const roots[] = {"Sentences", "Sentence", "Validation"};
    const char *name;
    size_t n_name;
    story_answer answer = xml_root(bytes, n, &name, &n_name);
    if (answer != STORY_YES) return answer;
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
        if (strlen(roots[i]) == n_name && !memcmp(roots[i], name, n_name)) return STORY_YES;
    return STORY_NO;
}

static dg_status open_petrarch(story_input *in, const story_file *file, void **state,
                               dg_error *error) {
    petrarch_state *p = calloc(1, sizeof *p);
    RETURN_IF(!p, error, DG_NO_MEMORY, "out of memory");
    p->records.source.in = in;
    p->records.file = file;
    p->records.name[0] = "Sentence";
    *state = p;
    return DG_OK;
}

static bool set(story_record *r, record_field field, const char *value) {
    return !value || story_record_set(r, field, value, strlen(value));
}

static bool set_fields(story_record *r, const xmlNode *sentence) {
    const char *date = xml_attribute(sentence, "date");
    return set(r, RECORD_ID, xml_attribute(sentence, "id")) &&
           set(r, RECORD_SOURCE, xml_attribute(sentence, "source")) &&
           set(r, RECORD_URL, xml_attribute(sentence, "url")) &&
           (!date || story_record_set_date(r, date, strlen(date)));
}

static dg_status next_petrarch(void *state, dg_document *out, dg_error *error) {
    petrarch_state *p = state;
    const xmlNode *sentence;
    uint64_t line;
    if (p->record.open) return story_record_next(&p->record, out, error);
    FORWARD(xml_records_next(&p->records, &sentence, &line, error));
    const xmlNode *text = xml_child(sentence, "Text");
    if (!text) {
        error_set(error, DG_BAD_INPUT, "a <Sentence> without a <Text>");
        error_at(error, p->records.file->path, line, DG_NO_BYTE);
        return DG_BAD_INPUT;
    }
    story_record_begin(&p->record, p->records.file, line);
    RETURN_IF(!set_fields(&p->record, sentence) || !xml_add_text(text, &p->record.text), error,
              DG_NO_MEMORY, "out of memory");
    return story_record_next(&p->record, out, error);
}

static void close_petrarch(void *state) {
    petrarch_state *p = state;
    xml_records_free(&p->records);
    story_record_free(&p->record);
    free(p);
}

const story_kind story_kind_petrarch = {"petrarch", probe, open_petrarch, next_petrarch,
                                        close_petrarch};
