/* What the golden inputs cannot show: limits, hostile input, and input that comes in pieces. */
#include "unit.h"

#include "base/buffer.h"
#include "story/charset.h"
#include "story/day.h"
#include "story/html.h"
#include "story/http.h"
#include "story/kind.h"

/* ---- reading from memory -------------------------------------------------------------------
 */

static void count_warning(void *user, const dg_error *warning) {
    assert_true(*warning->message);
    ++*(unsigned *)user;
}

typedef struct outcome {
    unsigned stories, parts, errors, warnings;
    dg_error last; /* error */
    buffer text;   /* of all stories */
} outcome;

static outcome read_bytes(const story_kind *kind, const char *bytes, size_t n, size_t step) {
    outcome o = {0};
    story_file file = {.path = "f", .stem = "f", .warner = {count_warning, &o.warnings}};
    story_input *in;
    void *state;
    dg_document d;
    dg_status status;
    assert_int_equal(story_input_memory("f", bytes, n, step, &in, NULL), DG_OK);
    assert_int_equal(kind->open(in, &file, &state, NULL), DG_OK);
    while ((status = kind->next(state, &d, &o.last)) != DG_END) {
        if (status != DG_OK) {
            o.errors++;
            continue;
        }
        o.stories += d.part == 0;
        o.parts++;
        assert_true(buffer_add(&o.text, d.text, d.n_text));
    }
    kind->close(state);
    story_input_close(in);
    assert_true(buffer_end(&o.text));
    return o;
}

static outcome read_string(const story_kind *kind, const char *s) {
    return read_bytes(kind, s, strlen(s), 0);
}

/* Add a piece of text many times. */
static void repeat(buffer *b, const char *s, size_t n) {
    while (n-- > 0) assert_true(buffer_add_string(b, s));
}

#define CHECK(o, n_stories, n_errors)                                                          \
    do {                                                                                       \
        assert_int_equal((o).stories, n_stories);                                              \
        assert_int_equal((o).errors, n_errors);                                                \
        buffer_free(&(o).text);                                                                \
    } while (0)

/* ---- pieces --------------------------------------------------------------------------------
 */

/* Whatever comes with one read, the same comes out. */
static void pieces_make_no_difference(void **state) {
    (void)state;
    static const struct {
        const story_kind *kind;
        const char *text;
    } cases[] = {
        {&story_kind_csv, "id,text\n1,\"a\nb\"\n2,c\n3,\"open\n4,d\n"},
        {&story_kind_petrarch,
         "<Sentences><Sentence id='1'><Text>a <![CDATA[ </Sentence> "
         "]]></Text></Sentence><!-- <Sentence> --><Sentence id='2'><Text>b"
         "</Text></Sentence></Sentences>"},
        {&story_kind_feed, "<rss><item><title>a</title></item><item><title>b</title></item>"},
        {&story_kind_lexis, "1 of 1 DOCUMENTS\n\nLENGTH: 2 words\n\nText\nhere.\n"},
        {&story_kind_factiva, "T\n2 words\n16 November 2015\n\nText.\n\nDocument "
                              "ABC000020151116\n"},
        {&story_kind_warc, "WARC/1.0\nWARC-Type: conversion\nContent-Type: text/plain\n"
                           "Content-Length: 4\n\nText\n\n"},
        {&story_kind_html, "<p itemprop=articleBody>Text here.</p>"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t n = strlen(cases[i].text);
        outcome whole = read_bytes(cases[i].kind, cases[i].text, n, 0);
        assert_true(whole.stories > 0);
        for (size_t step = 1; step < 9; step++) {
            outcome o = read_bytes(cases[i].kind, cases[i].text, n, step);
            assert_string_equal(o.text.data, whole.text.data);
            assert_int_equal(o.errors, whole.errors);
            buffer_free(&o.text);
        }
        buffer_free(&whole.text);
    }
}

/* Every kind takes nothing at all, and what is not of its kind, without harm. */
static void nothing_and_nonsense(void **state) {
    (void)state;
    static const story_kind *const kinds[] = {
        &story_kind_html, &story_kind_csv,   &story_kind_petrarch, &story_kind_feed,
        &story_kind_warc, &story_kind_lexis, &story_kind_factiva};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        outcome o = read_string(kinds[i], "");
        buffer_free(&o.text);
        o = read_bytes(kinds[i], "\0\xFF<>&\"\n\0,;\xC3", 11, 3);
        buffer_free(&o.text);
    }
}

/* ---- probes --------------------------------------------------------------------------------
 */

static story_answer ask(const story_kind *kind, const char *s) {
    return kind->probe(s, strlen(s));
}

static void kinds_are_told_by_content(void **state) {
    (void)state;
    assert_int_equal(ask(&story_kind_html, "\n<!DOCTYPE HTML PUBLIC \"x\"><x>"), STORY_YES);
    assert_int_equal(ask(&story_kind_html, "<!-- c --><HTML>"), STORY_YES);
    assert_int_equal(ask(&story_kind_html, "<!-- c "), STORY_MORE);
    assert_int_equal(ask(&story_kind_html, "<rss>"), STORY_NO);
    assert_int_equal(ask(&story_kind_html, "text"), STORY_NO);
    assert_int_equal(ask(&story_kind_feed, "<?xml version='1.0'?>\n<rss >"), STORY_YES);
    assert_int_equal(ask(&story_kind_feed, "<rdf:RDF xmlns='x'>"), STORY_YES);
    assert_int_equal(ask(&story_kind_feed, "<fee"), STORY_MORE);
    assert_int_equal(ask(&story_kind_petrarch, "<!DOCTYPE a [<!ENTITY b \">\">]><Sentences>"),
                     STORY_YES);
    assert_int_equal(ask(&story_kind_csv, "id,\"Text\"\n"), STORY_YES);
    assert_int_equal(ask(&story_kind_csv, "id;headline;body\n"), STORY_YES);
    assert_int_equal(ask(&story_kind_csv, "text\n"), STORY_NO);
    assert_int_equal(ask(&story_kind_csv, "Oslo, text of a treaty\n"), STORY_NO);
    assert_int_equal(ask(&story_kind_warc, "WARC/1.0\r\n"), STORY_YES);
    assert_int_equal(ask(&story_kind_lexis, "  3 of 50 DOCUMENTS\n"), STORY_YES);
    assert_int_equal(ask(&story_kind_lexis, "He read 3 of 50 DOCUMENTS\n"), STORY_MORE);
    assert_int_equal(ask(&story_kind_factiva, "T\n12 words\n16 November 2015\n"), STORY_YES);
    assert_int_equal(ask(&story_kind_factiva, "T\n12 words\nwere said\n"), STORY_MORE);
}

/* ---- limits --------------------------------------------------------------------------------
 */

static void deep_pages_are_passed_over(void **state) {
    (void)state;
    buffer b = {0};
    repeat(&b, "<div>", 1u << 18);
    outcome o = read_bytes(&story_kind_html, b.data, b.n, 0);
    assert_int_equal(o.last.code, DG_OVER_LIMIT);
    CHECK(o, 0, 1);
    buffer_free(&b);
}

static void large_pages_are_passed_over(void **state) {
    (void)state;
    buffer b = {0};
    repeat(&b, "<p>x</p> ", HTML_MAX_PAGE / 9 + 1);
    outcome o = read_bytes(&story_kind_html, b.data, b.n, 0);
    assert_int_equal(o.last.code, DG_OVER_LIMIT);
    CHECK(o, 0, 1);
    buffer_free(&b);
}

/* Which made libxml2 take the square of it. */
static void many_attributes_cost_nothing(void **state) {
    (void)state;
    buffer b = {0};
    assert_true(buffer_add_string(&b, "<p itemprop=articleBody ='\"> "));
    for (unsigned i = 0; i < 200000; i++) {
        char name[16];
        snprintf(name, sizeof name, " a%u=''", i);
        assert_true(buffer_add_string(&b, name));
    }
    assert_true(buffer_add_string(&b, ">Text."));
    outcome o = read_bytes(&story_kind_html, b.data, b.n, 0);
    CHECK(o, 1, 0);
    b.n = 0;
    assert_true(buffer_add_string(&b, "<Sentences><Sentence"));
    for (unsigned i = 0; i < 200000; i++) {
        char name[16];
        snprintf(name, sizeof name, " a%u='>'", i);
        assert_true(buffer_add_string(&b, name));
    }
    assert_true(buffer_add_string(&b, "><Text>a</Text></Sentence><Sentence><Text>b</Text>"
                                      "</Sentence>"));
    o = read_bytes(&story_kind_petrarch, b.data, b.n, 0);
    assert_int_equal(o.last.code, DG_OVER_LIMIT);
    CHECK(o, 1, 1);
    buffer_free(&b);
}

/* Entities that would unfold to gigabytes are not unfolded. */
static void entities_do_not_unfold(void **state) {
    (void)state;
    outcome o = read_string(&story_kind_petrarch,
                            "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]>"
                            "<Sentences><Sentence><Text>x &b; y</Text></Sentence></Sentences>");
    assert_string_equal(o.text.data, "x &b; y");
    CHECK(o, 1, 0);
}

static void large_records_are_passed_over(void **state) {
    (void)state;
    enum { LARGE = (16 << 20) + 10 };
    buffer b = {0};
    assert_true(buffer_add_string(&b, "id,text\n1,"));
    repeat(&b, "xxxxxxxx", LARGE / 8);
    assert_true(buffer_add_string(&b, "\n2,good\n"));
    outcome o = read_bytes(&story_kind_csv, b.data, b.n, 0);
    assert_int_equal(o.last.code, DG_OVER_LIMIT);
    assert_int_equal(o.last.line, 2);
    assert_true(o.errors <= 2);
    buffer_free(&o.text);
    b.n = 0;
    assert_true(buffer_add_string(&b, "<Sentences>\n<Sentence><Text>"));
    repeat(&b, "xxxxxxxx", LARGE / 8);
    assert_true(buffer_add_string(&b, "</Text></Sentence>\n<Sentence><Text>good</Text>"
                                      "</Sentence>"));
    o = read_bytes(&story_kind_petrarch, b.data, b.n, 0);
    assert_int_equal(o.last.code, DG_OVER_LIMIT);
    assert_int_equal(o.last.line, 2);
    assert_string_equal(o.text.data, "good");
    CHECK(o, 1, 1);
    buffer_free(&b);
}

/* Many quotation marks that are never closed cost no more than some readings of the file. */
static void open_quotes_end(void **state) {
    (void)state;
    buffer b = {0};
    assert_true(buffer_add_string(&b, "id,text\n"));
    repeat(&b, "1,\"x\" \"y\n2,\"\"\"\n", 50000);
    outcome o = read_bytes(&story_kind_csv, b.data, b.n, 0);
    assert_true(o.errors <= 50000);
    buffer_free(&o.text);
    buffer_free(&b);
}

static void long_stories_come_in_parts(void **state) {
    (void)state;
    buffer b = {0};
    assert_true(buffer_add_string(&b, "1 of 1 DOCUMENTS\n\nLENGTH: 9 words\n\n"));
    repeat(&b, "Rebels attacked a village.\n\n", 3 * DG_MAX_TEXT / 28);
    outcome o = read_bytes(&story_kind_lexis, b.data, b.n, 0);
    assert_true(o.parts > 2);
    CHECK(o, 1, 0);
    buffer_free(&b);
}

/* ---- parts of the kinds
 * ---------------------------------------------------------------------- */

static void check_day(const char *s, const char *expected) {
    char day[STORY_DAY] = "none";
    bool found = story_day_of(s, strlen(s), day);
    assert_string_equal(found ? day : "none", expected);
}

static void days_are_read(void **state) {
    (void)state;
    check_day("2015-11-16", "2015-11-16");
    check_day("2015-11-16T10:11:12+02:00", "2015-11-16");
    check_day("20151116", "2015-11-16");
    check_day("20151116101112", "2015-11-16");
    check_day("2015/1/6", "2015-01-06");
    check_day("Mon, 16 Nov 2015 10:00:00 GMT", "2015-11-16");
    check_day("November 16, 2015 Monday 10:15 PM GMT", "2015-11-16");
    check_day("Sept. 3, 2014", "2014-09-03");
    check_day("16 November 2015", "2015-11-16");
    check_day("29 February 2016", "2016-02-29");
    check_day("29 February 2015", "none");
    check_day("11/12/2015", "none");
    check_day("Mayor 16 Marching 2015", "none");
    check_day("November 2015", "none");
    check_day("99999999999999999999", "none");
    check_day("", "none");
}

static void check_charset(const char *name, const char *bytes, const char *expected) {
    buffer b = {0};
    assert_true(story_charset_decode(name, strlen(name), bytes, strlen(bytes), &b));
    assert_true(buffer_end(&b));
    assert_string_equal(b.data, expected);
    buffer_free(&b);
}

static void character_sets(void **state) {
    (void)state;
    check_charset("windows-1251", "\xCC\xE8\xF0", "Мир");
    check_charset("KOI8-R", "\xED\xC9\xD2", "Мир");
    check_charset("iso-8859-1", "caf\xE9 \x93x\x94", "café “x”");
    check_charset("utf-8", "caf\xC3\xA9", "café");
    check_charset("iso-2022-cn-ext", "abc", "abc"); /* not let in */
    check_charset("shift_jis", "\x83\x65\xFF!", "テ\uFFFD!");
    check_charset("windows-1251",
                  "\xEF\xBB\xBF"
                  "é",
                  "é"); /* the mark goes before */
    size_t n;
    const char *page = "<meta http-equiv=Content-Type content=\"text/html; charset='koi8-r'\">";
    assert_memory_equal(story_charset_of_page(page, strlen(page), &n), "koi8-r", 6);
    assert_int_equal(n, 6);
    assert_null(story_charset_of_page("<p>", 3, &n));
}

static dg_status read_http(const char *s, http_response *r) {
    return http_read(s, strlen(s), 1000, r, NULL);
}

static void responses_of_http(void **state) {
    (void)state;
    http_response r = {0};
    assert_int_equal(read_http("HTTP/1.1 200 OK\r\nContent-Type:  text/html \r\n\r\nx", &r),
                     DG_OK);
    assert_int_equal(r.status, 200);
    assert_int_equal(r.n_type, 9);
    assert_memory_equal(r.body.data, "x", 1);
    static const char chunked[] = "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n";
    static const struct {
        const char *body, *expected;
        dg_status status;
    } cases[] = {
        {"3\r\nabc\r\n1;x\r\nd\r\n0\r\n\r\n", "abcd", DG_OK},
        {"ff\r\nabc", "abc", DG_OK}, /* cut short */
        {"not in chunks", "not in chunks", DG_OK},
        {"3\r\nabc\r\nzz", "", DG_BAD_INPUT},
        {"ffffffffffffffff\r\nabc", "abc", DG_OK},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char whole[200];
        snprintf(whole, sizeof whole, "%s%s", chunked, cases[i].body);
        dg_status status = read_http(whole, &r);
        if (status != cases[i].status) fail_msg("%s gave %d", cases[i].body, status);
        if (status != DG_OK) continue;
        assert_int_equal(r.body.n, strlen(cases[i].expected));
        assert_memory_equal(r.body.data, cases[i].expected, r.body.n);
    }
    assert_int_equal(read_http("HTTP/1.1 200 OK\r\nno end", &r), DG_BAD_INPUT);
    assert_int_equal(read_http("GET / HTTP/1.1\r\n\r\n", &r), DG_BAD_INPUT);
    buffer_free(&r.body);
}

static void pieces_of_html(void **state) {
    (void)state;
    static const char piece[] =
        "a <b>b</b>c<br>d<script>no</script><p>e &lt; &#151; f<!-- g --></p>"
        "<a title='>'>h</a> 1 < 2";
    buffer b = {0};
    assert_int_equal(html_read_piece(piece, strlen(piece), &b, NULL), DG_OK);
    assert_true(buffer_end(&b));
    assert_string_equal(b.data, "a bc\nd\n\ne < — f\n\nh 1 < 2");
    buffer_free(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_make_no_difference),
        cmocka_unit_test(nothing_and_nonsense),
        cmocka_unit_test(kinds_are_told_by_content),
        cmocka_unit_test(deep_pages_are_passed_over),
        cmocka_unit_test(large_pages_are_passed_over),
        cmocka_unit_test(many_attributes_cost_nothing),
        cmocka_unit_test(entities_do_not_unfold),
        cmocka_unit_test(large_records_are_passed_over),
        cmocka_unit_test(open_quotes_end),
        cmocka_unit_test(long_stories_come_in_parts),
        cmocka_unit_test(days_are_read),
        cmocka_unit_test(character_sets),
        cmocka_unit_test(responses_of_http),
        cmocka_unit_test(pieces_of_html),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
