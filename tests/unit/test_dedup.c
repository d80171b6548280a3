/* Duplicates: which texts are one, which records tell of one happening, and how often. */
#include "unit.h"

#include "base/buffer.h"

/* ---- texts ----------------------------------------------------------------------------------
 */

#define LEAD                                                                                   \
    "Coast guards of two neighbours rammed each other's boats near a disputed reef at dawn, "  \
    "and each side called the other a pirate. "
#define MIDDLE                                                                                 \
    "A fisherman who saw it said the bigger ship turned twice before it struck, and that "     \
    "nobody fell into the water. The ministries summoned each other's envoys by noon. "
#define END                                                                                    \
    "It was the third collision this year, and the oil price went up by a dollar and a half "  \
    "before it fell again. Talks on a hotline had ended in spring without a paper."
#define OTHER                                                                                  \
    "Parliament voted late at night to put off the budget by a month. Members of the ruling "  \
    "party left the hall when the speaker turned off the microphones, and a small crowd "      \
    "outside sang until police took away its drums."

static dg_dedup *new_dedup(uint32_t days, uint32_t stories, uint32_t events) {
    const dg_dedup_options options = {.days = days, .stories = stories, .events = events};
    dg_dedup *dedup;
    assert_int_equal(dg_dedup_new(&options, &dedup, NULL), DG_OK);
    return dedup;
}

static dg_likeness add_story(dg_dedup *dedup, const char *id, const char *date,
                             const char *source, const char *text) {
    const dg_document document = {
        .id = id, .date = date, .source = source, .text = text, .n_text = strlen(text)};
    dg_likeness likeness;
    assert_int_equal(dg_dedup_story(dedup, &document, &likeness, NULL), DG_OK);
    return likeness;
}

static const char *duplicate_of(dg_dedup *dedup, const char *id, const char *text) {
    const char *first = add_story(dedup, id, NULL, NULL, text).duplicate_of;
    return first ? first : "none";
}

static void versions_of_a_text(void **state) {
    (void)state;
    dg_dedup *d = new_dedup(2, 100, 100);
    assert_string_equal(duplicate_of(d, "a", LEAD MIDDLE END), "none");
    assert_string_equal(duplicate_of(d, "b", LEAD MIDDLE END), "a");
    assert_string_equal(duplicate_of(d, "c", OTHER), "none");
    assert_string_equal(duplicate_of(d, "cut", LEAD MIDDLE), "a");
    assert_string_equal(duplicate_of(d, "longer", LEAD OTHER MIDDLE END), "a");
    assert_string_equal(duplicate_of(d, "order", END "\n\n" MIDDLE "\n\n" LEAD), "a");
    assert_string_equal(
        duplicate_of(d, "marks",
                     "Reef row boils over\n\nMANILA, Nov. 15 (Reuters) - " LEAD MIDDLE END),
        "a");
    dg_dedup_free(d);
}

/* Case, accents, quotation marks and hyphens are no difference. */
static void spelling_is_no_difference(void **state) {
    (void)state;
    dg_dedup *d = new_dedup(2, 100, 100);
    dg_likeness l;
    add_story(d, "a", NULL, NULL,
              "Erdo\u011fan's cease-fire held, \"so far\", at 10 points of the front.");
    l = add_story(
        d, "b", NULL, NULL,
        "ERDOGAN\u2019S  ceasefire held \u201cso far\u201d at 10 points of the front");
    assert_string_equal(l.duplicate_of, "a");
    assert_true(l.resemblance == 1 && l.containment == 1);
    dg_dedup_free(d);
}

static void different_texts(void **state) {
    (void)state;
    dg_dedup *d = new_dedup(2, 100, 100);
    assert_string_equal(duplicate_of(d, "a", LEAD MIDDLE END), "none");
    assert_string_equal(duplicate_of(d, "quotes it", OTHER OTHER "x. " LEAD OTHER), "none");
    assert_string_equal(duplicate_of(d, "empty", ""), "none");
    assert_string_equal(duplicate_of(d, "empty too", ""), "none");
    assert_string_equal(duplicate_of(d, "marks", "... --- !"), "none");
    assert_string_equal(duplicate_of(d, "short", "No comment."), "none");
    assert_string_equal(duplicate_of(d, "short too", "no comment"), "short");
    dg_dedup_free(d);
}

/* A text is forgotten after so many others, unless a version of it came since. */
static void old_texts_are_forgotten(void **state) {
    (void)state;
    dg_dedup *d = new_dedup(2, 16, 16);
    char id[16], text[200];
    assert_string_equal(duplicate_of(d, "a", LEAD MIDDLE), "none");
    for (int i = 0; i < 40; i++) {
        snprintf(id, sizeof id, "n%d", i);
        snprintf(text, sizeof text, "story%d of%d no%d words%d that%d others%d have%d", i, i, i,
                 i, i, i, i);
        assert_string_equal(duplicate_of(d, id, text), "none");
        if (i == 10) assert_string_equal(duplicate_of(d, "b", LEAD MIDDLE), "a");
        if (i == 20) assert_string_equal(duplicate_of(d, "c", LEAD MIDDLE), "a");
    }
    assert_true(dg_dedup_has(d, "n39"));
    assert_false(dg_dedup_has(d, "a"));
    assert_string_equal(duplicate_of(d, "d", LEAD MIDDLE), "none");
    dg_dedup_free(d);
}

static void wrong_stories_and_options(void **state) {
    (void)state;
    dg_dedup *d;
    dg_error error;
    dg_dedup_options options = DG_DEDUP_DEFAULTS;
    options.days = 32;
    assert_int_equal(dg_dedup_new(&options, &d, &error), DG_BAD_ARGUMENT);
    options = (dg_dedup_options){.stories = 0, .events = 1};
    assert_int_equal(dg_dedup_new(&options, &d, &error), DG_BAD_ARGUMENT);
    d = new_dedup(0, 1, 1);
    const dg_document nameless = {.text = "x", .n_text = 1},
                      broken = {.id = "b", .text = "ab\xff", .n_text = 3};
    assert_int_equal(dg_dedup_story(d, &nameless, NULL, &error), DG_BAD_ARGUMENT);
    assert_int_equal(dg_dedup_story(d, &broken, NULL, &error), DG_BAD_INPUT);
    assert_int_equal(error.byte, 2);
    dg_dedup_free(d);
    dg_dedup_free(NULL);
}

/* ---- records --------------------------------------------------------------------------------
 */

/* What a test says of a record; NULL: as in the record of `usual`. */
typedef struct told {
    const char *id, *story, *type, *status, *mode, *actor, *recipient, *date, *place, *same_as,
        *text;
} told;

static const told usual = {
    .type = "ASSAULT",
    .status = "actual",
    .mode = "",
    .actor = "{\"country\":\"SYR\",\"sector\":[\"MIL\"]}",
    .recipient = "{\"country\":\"SYR\",\"sector\":[\"REB\"],\"entity\":\"x\"}",
    .date = "{\"start\":\"2015-11-13\",\"end\":\"2015-11-13\"}",
    .place =
        "{\"country\":\"SYR\",\"admin1\":\"Aleppo\",\"lat\":36.2,\"lon\":37.2,\"id\":\"g:1\"}",
    .same_as = "null",
    .text = "Government jets bombed rebel trenches north of Aleppo on Friday",
};

static void put_record(char *out, size_t size, const told *t) {
#define FIELD(name) (t->name ? t->name : usual.name)
    char story[40];
    snprintf(story, sizeof story, "%s", t->id);
    *strchr(story, ':') = '\0';
    snprintf(out, size,
             "{\"id\":\"%s\",\"story\":\"%s\",\"sentence\":0,\"type\":\"%s\",\"mode\":[%s],"
             "\"status\":\"%s\",\"actor\":[%s],\"recipient\":[%s],\"date\":%s,\"place\":%s,"
             "\"same_as\":%s,\"text\":\"%s\"}",
             t->id, story, FIELD(type), FIELD(mode), FIELD(status), FIELD(actor),
             FIELD(recipient), FIELD(date), FIELD(place), FIELD(same_as), FIELD(text));
#undef FIELD
}

static dg_group add(dg_dedup *dedup, told t) {
    char json[2000];
    dg_group group;
    dg_error error;
    put_record(json, sizeof json, &t);
    if (dg_dedup_record(dedup, json, strlen(json), NULL, NULL, &group, &error) != DG_OK)
        fail_msg("%s", error.message);
    return group;
}

/* Whether a record that differs from the usual one so falls together with it. */
static bool is_one(told other) {
    dg_dedup *d = new_dedup(2, 16, 16);
    add(d, (told){.id = "a:0:0"});
    other.id = "b:0:0";
    bool one = !add(d, other).first;
    dg_dedup_free(d);
    return one;
}

#define DAY(day) "{\"start\":\"" day "\",\"end\":\"" day "\"}"

static void what_parts_happenings(void **state) {
    (void)state;
    assert_true(is_one((told){0}));
    assert_false(is_one((told){.type = "COERCE"}));
    assert_false(is_one((told){.status = "negated"}));
    assert_false(is_one((told){.date = DAY("2015-11-15")}));
    assert_true(is_one((told){.date = DAY("2015-11-14")})); /* told as the day after */
    assert_true(is_one((told){.mode = "\"aerial\""}));      /* the other says nothing of it */
    assert_false(is_one((told){.actor = "{\"country\":\"TUR\",\"sector\":[\"MIL\"]}"}));
    assert_false(is_one((told){.actor = "{\"country\":\"SYR\",\"sector\":[\"REB\"]}"}));
    assert_true(is_one((told){.recipient = "{\"country\":\"SYR\",\"sector\":[\"REB\"]}"}));
    assert_true(is_one((told){.place = "null"}));
    assert_true(is_one((told){.place = "{\"country\":\"SYR\"}"}));
    assert_true(is_one((told){.place = "{\"country\":\"SYR\",\"admin1\":\"Aleppo\",\"lat\":36."
                                       "4,\"lon\":37.3,\"id\":\"g:2\"}"}));
    assert_false(is_one((told){.place = "{\"country\":\"SYR\",\"admin1\":\"Homs\",\"lat\":34.7,"
                                        "\"lon\":36.7,\"id\":\"g:3\"}"}));
    assert_false(is_one((told){.place = "{\"country\":\"IRQ\"}"}));
}

static void words_of_their_own(void **state) {
    (void)state;
    assert_true(
        is_one((told){.text = "Rebels lost their trenches near Aleppo to bombs on Friday"}));
    assert_false(is_one((told){.place = "null", .text = "A sniper was hit in the south"}));
}

/* Two ministers are two, a president and his state are one. */
static void persons_and_states(void **state) {
#define PERSON(name)                                                                           \
    "{\"country\":\"RUS\",\"sector\":[\"GOV\"],\"entity\":\"" name "\",\"role\":\"r\"}"
#define STATE "{\"country\":\"RUS\",\"sector\":[\"GOV\"],\"entity\":\"russia\"}"
    (void)state;
    dg_dedup *d = new_dedup(2, 16, 16);
    assert_true(add(d, (told){.id = "a:0:0", .actor = PERSON("lavrov")}).first);
    assert_true(add(d, (told){.id = "b:0:0", .actor = PERSON("putin")}).first);
    assert_false(add(d, (told){.id = "c:0:0", .actor = PERSON("putin")}).first);
    assert_false(add(d, (told){.id = "d:0:0", .actor = STATE}).first);
    dg_dedup_free(d);
}

/* A meeting of both, and a visit of one to the other. */
static void what_is_mutual(void **state) {
    (void)state;
    dg_dedup *d = new_dedup(2, 16, 16);
    assert_true(add(d, (told){.id = "a:0:0",
                              .type = "CONSULT",
                              .actor = STATE ",{\"country\":\"USA\",\"sector\":[\"GOV\"]}",
                              .recipient = ""})
                    .first);
    assert_false(add(d, (told){.id = "b:0:0",
                               .type = "CONSULT",
                               .actor = "{\"country\":\"USA\",\"sector\":[\"GOV\"]}",
                               .recipient = STATE})
                     .first);
    assert_true(add(d, (told){.id = "c:0:0",
                              .type = "CONSULT",
                              .actor = "{\"country\":\"FRA\",\"sector\":[\"GOV\"]}",
                              .recipient = STATE})
                    .first);
    dg_dedup_free(d);
}

/* What a later record adds holds for the group: it cannot be in two towns. */
static void groups_learn(void **state) {
    (void)state;
    dg_dedup *d = new_dedup(2, 16, 16);
    assert_true(add(d, (told){.id = "a:0:0", .place = "null"}).first);
    assert_string_equal(add(d, (told){.id = "b:0:0"}).id, "a:0:0");
    assert_true(
        add(d,
            (told){.id = "c:0:0",
                   .place =
                       "{\"country\":\"SYR\",\"admin1\":\"Homs\",\"lat\":34.7,\"lon\":36.7}"})
            .first);
    dg_dedup_free(d);
}

/* Within a story same_as decides, and only it. */
static void the_same_story(void **state) {
    (void)state;
    dg_dedup *d = new_dedup(2, 16, 16);
    dg_group first = add(d, (told){.id = "a:0:0"});
    assert_true(first.first && first.sources == 1 && first.number == 0);
    assert_true(add(d, (told){.id = "a:1:0"}).first);
    dg_group again = add(d, (told){.id = "a:2:0", .same_as = "\"a:0:0\"", .type = "COERCE"});
    assert_true(!again.first && again.number == 0 && again.sources == 1);
    assert_true(add(d, (told){.id = "a:3:0", .same_as = "\"b:0:0\""}).first);
    dg_dedup_free(d);
}

static void sources_are_counted(void **state) {
    (void)state;
    dg_dedup *d = new_dedup(2, 16, 16);
    add_story(d, "a", "2015-11-14", "Wire", LEAD);
    add_story(d, "b", "2015-11-14", "Wire", MIDDLE);
    add_story(d, "c", "2015-11-14", "Daily", END);
    assert_int_equal(add(d, (told){.id = "a:0:0"}).sources, 1);
    assert_int_equal(add(d, (told){.id = "b:0:0"}).sources, 1); /* the same agency */
    assert_int_equal(add(d, (told){.id = "c:0:0"}).sources, 2);
    assert_int_equal(add(d, (told){.id = "d:0:0"}).sources, 3); /* not known: a story each */
    assert_int_equal(add(d, (told){.id = "e:0:0"}).sources, 4);
    dg_dedup_free(d);
}

/* Versions of a text: a coder that took a place for another does not part them. */
static void texts_bring_records_together(void **state) {
    const told iraq = {.id = "b:0:0", .place = "{\"country\":\"IRQ\"}"};
    (void)state;
    dg_dedup *d = new_dedup(2, 16, 16);
    add(d, (told){.id = "a:0:0"});
    assert_true(add(d, iraq).first);
    dg_dedup_free(d);
    d = new_dedup(2, 16, 16);
    add_story(d, "a", "2015-11-14", "", LEAD MIDDLE END);
    add_story(d, "b", "2015-11-14", "", LEAD MIDDLE);
    add(d, (told){.id = "a:0:0"});
    assert_false(add(d, iraq).first);
    dg_dedup_free(d);
}

/* Without a date the story's counts; without either, the words alone. */
static void dates_of_stories(void **state) {
    const told undated = {.id = "b:0:0", .date = "null"};
    static const char *const date[] = {"2015-11-13", "2015-11-15", "2015-11-16", "2016-03-01"};
    static const bool one[] = {true, true, false, false};
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        dg_dedup *d = new_dedup(2, 16, 16);
        add_story(d, "b", date[i], "", LEAD);
        add(d, (told){.id = "a:0:0"});
        assert_int_equal(!add(d, undated).first, one[i]);
        dg_dedup_free(d);
    }
    assert_true(is_one(undated));
    assert_false(is_one((told){.date = "null", .text = "Jets bombed trenches again"}));
}

/* ---- one a day ------------------------------------------------------------------------------
 */

static bool repeats(dg_dedup *d, const char *id, const char *recipient, const char *date,
                    const char *text) {
    const told t = {
        .id = id, .recipient = recipient, .date = date, .place = "null", .text = text};
    return add(d, t).repeats_day;
}

static void one_of_a_dyad_a_day(void **state) {
#define REB "{\"country\":\"SYR\",\"sector\":[\"REB\"]}"
#define CVL "{\"country\":\"SYR\",\"sector\":[\"CVL\"]}"
#define NOBODY "{\"country\":null,\"sector\":[]}"
    (void)state;
    dg_dedup *d = new_dedup(2, 16, 16);
    assert_false(repeats(d, "a:0:0", REB, DAY("2015-11-13"), "A raid in one valley"));
    assert_true(repeats(d, "b:0:0", REB, DAY("2015-11-13"), "Shells flew elsewhere entirely"));
    assert_false(repeats(d, "c:0:0", REB, DAY("2015-11-20"), "Shells flew elsewhere entirely"));
    assert_false(repeats(d, "d:0:0", CVL, DAY("2015-11-13"), "Market stalls burned down"));
    assert_false(repeats(d, "e:0:0", CVL "," REB, DAY("2015-11-21"), "Both lost their homes"));
    assert_true(repeats(d, "f:0:0", CVL, DAY("2015-11-21"), "Schools were closed by mortars"));
    dg_dedup_free(d);
}

/* Repeats of a happening are passed over, too, and nobody's dyads never are. */
static void one_a_day_and_groups(void **state) {
    (void)state;
    dg_dedup *d = new_dedup(2, 16, 16);
    assert_false(add(d, (told){.id = "a:0:0"}).repeats_day);
    assert_true(add(d, (told){.id = "b:0:0", .date = DAY("2015-11-14")}).repeats_day);
    assert_false(add(d, (told){.id = "c:0:0",
                               .date = DAY("2015-11-14"),
                               .place = "null",
                               .text = "Nothing like the other words"})
                     .repeats_day);
    for (int i = 0; i < 3; i++) {
        static const char *const text[] = {"One grove burned", "Bells rang twice", "Cars left"};
        char id[24];
        snprintf(id, sizeof id, "n%d:0:0", i);
        assert_false(add(d, (told){.id = id,
                                   .actor = NOBODY,
                                   .recipient = NOBODY,
                                   .place = "null",
                                   .text = text[i]})
                         .repeats_day);
    }
    dg_dedup_free(d);
}

/* ---- bad records, many records --------------------------------------------------------------
 */

static void note_missing(void *user, const char *story) {
    assert_string_equal(story, "a");
    add_story(*(dg_dedup **)user, "a", "2015-11-13", "", LEAD);
}

static void missing_stories_are_asked_for(void **state) {
    (void)state;
    dg_dedup *d = new_dedup(2, 16, 16);
    char json[2000];
    dg_group group;
    put_record(json, sizeof json, &(told){.id = "a:0:0"});
    assert_int_equal(dg_dedup_record(d, json, strlen(json), note_missing, &d, &group, NULL),
                     DG_OK);
    assert_true(dg_dedup_has(d, "a"));
    assert_int_equal(dg_dedup_record(d, json, strlen(json), NULL, NULL, &group, NULL), DG_OK);
    assert_int_equal(dg_dedup_record(d, "{", 1, NULL, NULL, &group, NULL), DG_BAD_INPUT);
    dg_dedup_free(d);
}

/* Far more groups than are remembered: numbers go on, and the latest are still found. */
static void groups_are_forgotten(void **state) {
    (void)state;
    dg_dedup *d = new_dedup(0, 16, 16);
    char id[24], text[120], date[60];
    for (unsigned i = 0; i < 600; i++) {
        snprintf(text, sizeof text, "event%u word%u thing%u place%u", i / 2, i / 2, i / 2,
                 i / 2);
        snprintf(date, sizeof date, "{\"start\":\"2015-%02u-%02u\",\"end\":\"2015-%02u-%02u\"}",
                 1 + i / 2 % 12, 1 + i / 2 % 28, 1 + i / 2 % 12, 1 + i / 2 % 28);
        snprintf(id, sizeof id, "s%u:0:0", i);
        dg_group g = add(d, (told){.id = id, .text = text, .date = date});
        assert_int_equal(g.number, i / 2);
        assert_int_equal(g.first, i % 2 == 0);
        assert_int_equal(g.sources, 1 + i % 2);
    }
    dg_dedup_free(d);
}

/* ---- coded stories --------------------------------------------------------------------------
 */

static bool keep(void *user, const char *bytes, size_t n) {
    return buffer_add(user, bytes, n);
}

/* An event falls into the same group whether it comes coded or as its record. */
static void coded_events_and_their_records(void **state) {
    static const char *const text[] = {
        "Obama met Putin in Antalya on Sunday. Turkish police arrested 40 journalists in "
        "Ankara.",
        "Putin and Obama met on Sunday in Antalya, Turkey. France condemned Iran on Monday.",
        "Police in Turkey arrested 40 journalists in Ankara. France condemned Iran on Monday."};
    dg_engine *engine;
    dg_context *context;
    dg_dedup *coded = new_dedup(2, 16, 16), *read = new_dedup(2, 16, 16);
    buffer b = {0};
    bool together = false;
    (void)state;
    assert_int_equal(dg_engine_open(NULL, &engine, NULL), DG_OK);
    assert_int_equal(dg_context_new(engine, &context, NULL), DG_OK);
    for (size_t i = 0; i < 3; i++) {
        char id[2] = {(char)('a' + i), '\0'};
        const dg_story *story;
        dg_document document = {
            .id = id, .date = "2015-11-16", .text = text[i], .n_text = strlen(text[i])};
        assert_int_equal(dg_dedup_story(coded, &document, NULL, NULL), DG_OK);
        assert_int_equal(dg_dedup_story(read, &document, NULL, NULL), DG_OK);
        assert_int_equal(dg_code(context, &document, &story, NULL), DG_OK);
        b.n = 0;
        assert_int_equal(dg_write_events_json(story, keep, &b, NULL), DG_OK);
        assert_true(story->n_event > 0);
        const char *line = b.data;
        for (uint32_t k = 0; k < story->n_event; k++) {
            dg_group one, other;
            size_t n = strcspn(line, "\n");
            assert_int_equal(dg_dedup_event(coded, story, k, &one, NULL), DG_OK);
            assert_int_equal(dg_dedup_record(read, line, n, NULL, NULL, &other, NULL), DG_OK);
            assert_string_equal(one.id, other.id);
            assert_int_equal(one.number, other.number);
            assert_int_equal(one.first, other.first);
            assert_int_equal(one.sources, other.sources);
            assert_int_equal(one.repeats_day, other.repeats_day);
            together = together || one.sources == 2;
            line += n + 1;
        }
        dg_group none;
        assert_int_equal(dg_dedup_event(coded, story, (uint32_t)story->n_event, &none, NULL),
                         DG_BAD_ARGUMENT);
    }
    assert_true(together);
    buffer_free(&b);
    dg_dedup_free(coded);
    dg_dedup_free(read);
    dg_context_free(context);
    dg_engine_close(engine);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(versions_of_a_text),
        cmocka_unit_test(spelling_is_no_difference),
        cmocka_unit_test(different_texts),
        cmocka_unit_test(old_texts_are_forgotten),
        cmocka_unit_test(wrong_stories_and_options),
        cmocka_unit_test(what_parts_happenings),
        cmocka_unit_test(words_of_their_own),
        cmocka_unit_test(persons_and_states),
        cmocka_unit_test(what_is_mutual),
        cmocka_unit_test(groups_learn),
        cmocka_unit_test(the_same_story),
        cmocka_unit_test(sources_are_counted),
        cmocka_unit_test(texts_bring_records_together),
        cmocka_unit_test(dates_of_stories),
        cmocka_unit_test(one_of_a_dyad_a_day),
        cmocka_unit_test(one_a_day_and_groups),
        cmocka_unit_test(missing_stories_are_asked_for),
        cmocka_unit_test(groups_are_forgotten),
        cmocka_unit_test(coded_events_and_their_records),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
