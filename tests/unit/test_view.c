/* The view: what is seen of a text, and which bytes stand for each character of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "language/view.h"

typedef struct view_case {
    const char *text;
    const char *seen;  /* the characters meant */
    const char *spans; /* the bytes that stand for each, parted by bars; NULL: seen is text */
} view_case;

static void put(char *out, size_t size, size_t *n, const char *bytes, size_t count) {
    assert_true(*n + count < size);
    memcpy(out + *n, bytes, count);
    *n += count;
    out[*n] = '\0';
}

static void check_order(const lang_view *v, size_t end) {
    for (uint32_t i = 0; i < v->n; i++) {
        assert_true(v->ch[i].at <= v->ch[i + 1].at);
        assert_true(v->ch[i].at < v->ch[i + 1].at || v->ch[i].class == UNI_SPACE);
        assert_int_not_equal(v->ch[i].class, UNI_INVISIBLE);
        assert_int_equal(v->ch[i].class, uni_class_of(v->ch[i].c));
    }
    assert_int_equal(v->ch[v->n].at, end);
    assert_int_equal(v->ch[v->n].class, UNI_SPACE);
}

static void check(const view_case *k) {
    arena a = {0};
    lang_view v;
    dg_error e;
    char seen[600] = "", spans[900] = "", bytes[4];
    size_t n_seen = 0, n_spans = 0, length = strlen(k->text);
    assert_int_equal(lang_view_make(k->text, 0, (uint32_t)length, &a, &v, &e), DG_OK);
    for (uint32_t i = 0; i < v.n; i++) {
        put(seen, sizeof seen, &n_seen, bytes, utf8_encode(v.ch[i].c, bytes));
        if (i) put(spans, sizeof spans, &n_spans, "|", 1);
        put(spans, sizeof spans, &n_spans, k->text + v.ch[i].at, v.ch[i + 1].at - v.ch[i].at);
    }
    assert_string_equal(seen, k->seen);
    if (k->spans) assert_string_equal(spans, k->spans);
    check_order(&v, length);
    arena_free(&a);
}

#define CHECK_ALL(cases)                                                                       \
    for (size_t i = 0; i < sizeof(cases) / sizeof *(cases); i++) check(&(cases)[i])

static void plain_text_is_seen_as_it_is(void **state) {
    (void)state;
    static const view_case cases[] = {
        {"", "", ""},
        {"a b", "a b", "a| |b"},
        {"Peña, 5 €", "Peña, 5 €", "P|e|ñ|a|,| |5| |€"},
        {" \n\t", " \n\t", " |\n|\t"},
    };
    CHECK_ALL(cases);
}

static void entities_are_decoded(void **state) {
    (void)state;
    static const view_case cases[] = {
        {"&quot;a&quot;", "\"a\"", "&quot;|a|&quot;"},
        {"&apos;&amp;&lt;&gt;", "'&<>", "&apos;|&amp;|&lt;|&gt;"},
        {"1&ndash;2&mdash;&hellip;", "1–2—…", NULL},
        {"&lsquo;x&rsquo; &ldquo;y&rdquo;", "‘x’ “y”", NULL},
        {"Caf&eacute; &Ouml;zil", "Café Özil", NULL},
        {"&pound;5 &euro;6 &yen;7 &cent;8", "£5 €6 ¥7 ¢8", NULL},
        {"it&#39;s", "it's", "i|t|&#39;|s"},
        {"it&#x2019;s &#X27;", "it’s '", NULL},
        {"&#8212;&#x1F600;", "—😀", "&#8212;|&#x1F600;"},
        {"&#151;&#147;&#148;&#146;", "—“”’", NULL}, /* Windows-1252 */
        {"&lt;b&gt;", "<b>", "&lt;|b|&gt;"},
        {"&amp;quot;x&amp;#39;", "\"x'", "&amp;quot;|x|&amp;#39;"},
        {"&amp;amp;lt;", "<", "&amp;amp;lt;"},
        {"AT&amp;T", "AT&T", "A|T|&amp;|T"},
    };
    CHECK_ALL(cases);
}

static void what_is_no_entity_stays(void **state) {
    (void)state;
    static const view_case cases[] = {
        {"AT&T", "AT&T", "A|T|&|T"},
        {"Q&A", "Q&A", NULL},
        {"R&D;", "R&D;", NULL},
        {"&", "&", NULL},
        {"&;", "&;", NULL},
        {"&#;", "&#;", NULL},
        {"&#x;", "&#x;", NULL},
        {"&#xD800;", "&#xD800;", NULL},
        {"&#1114112;", "&#1114112;", NULL},
        {"&#99999999999999;", "&#99999999999999;", NULL},
        {"&#0;", "&#0;", NULL},
        {"&unknown;", "&unknown;", NULL},
        {"&quot", "&quot", NULL},
        {"quot;", "\"", "quot;"}, /* nothing stands before it */
        {"#1", "#1", NULL},
        {"PR#39;", "PR#39;", NULL},
        {"a lt b", "a lt b", NULL},
        {"vault; built;", "vault; built;", NULL},
        {"#39", "#39", NULL},
    };
    CHECK_ALL(cases);
}

static void lost_ampersands_are_found(void **state) {
    (void)state;
    static const view_case cases[] = {
        {"Iraq #39;s", "Iraq 's", "I|r|a|q| |#39;|s"},
        {"Iraq#39;s", "Iraq's", "I|r|a|q|#39;|s"},
        {"quot;No, quot; he", "\"No, \" he", NULL},
        {"end. quot;", "end. \"", NULL},
        {"(quot;x", "(\"x", "(|quot;|x"},
        {"quot;#39;Tis", "\"'Tis", NULL},
        {"AT amp;T", "AT &T", NULL},
        {"x #151; y", "x — y", NULL},
        {"US #36;5", "US $5", NULL},
        {"lt;br gt;", "<br >", NULL},
    };
    CHECK_ALL(cases);
}

static void unseen_characters_join_their_neighbour(void **state) {
    (void)state;
    static const view_case cases[] = {
        {"so\u00ADft", "soft", "s|o\u00AD|f|t"},
        {"\uFEFFa", "a", "\uFEFFa"},
        {"a\u200B b", "a b", "a\u200B| |b"},
        {"a \u200Bb", "a b", "a| |\u200Bb"},
        {"a \u200B b", "a b", "a \u200B| |b"},
        {"a \u200B\u200B", "a", "a \u200B\u200B"},
        {" \u200B a", " a", " |\u200B a"},
        {"a\x01"
         "b",
         "ab", "a\x01|b"},
        {"a&shy;b", "ab", "a&shy;|b"},
        {"\u200B", "\uFFFD", "\u200B"},
        {" \u200B ", " \uFFFD", " |\u200B "},
        {"&#8203;&zwj;", "\uFFFD", "&#8203;&zwj;"},
    };
    CHECK_ALL(cases);
}

static void an_entity_for_a_space_parts_words(void **state) {
    (void)state;
    static const view_case cases[] = {
        {"a\u00A0b", "a\u00A0b", "a|\u00A0|b"},     {"a&nbsp;b", "a\u00A0b", "a&nbsp;||b"},
        {"a&nbsp; b", "a\u00A0 b", "a&nbsp;|| |b"}, {"a &nbsp;b", "a b", "a| |&nbsp;b"},
        {"a &nbsp; b", "a b", "a &nbsp;| |b"},      {"&nbsp;a", "a", "&nbsp;a"},
        {"a&#10;b", "a\nb", "a&#10;||b"},           {"&nbsp;", "\uFFFD", "&nbsp;"},
    };
    CHECK_ALL(cases);
}

static void a_part_of_a_text_can_be_seen(void **state) {
    (void)state;
    arena a = {0};
    lang_view v;
    dg_error e;
    assert_int_equal(lang_view_make("x &amp; y", 2, 7, &a, &v, &e), DG_OK);
    assert_int_equal(v.n, 1);
    assert_int_equal(v.ch[0].c, '&');
    assert_int_equal(v.ch[0].at, 2);
    assert_int_equal(v.ch[1].at, 7);
    assert_int_equal(lang_view_make("x &amp; y", 2, 6, &a, &v, &e), DG_OK);
    assert_int_equal(v.n, 4); /* the entity is cut off */
    arena_free(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_text_is_seen_as_it_is),
        cmocka_unit_test(entities_are_decoded),
        cmocka_unit_test(what_is_no_entity_stays),
        cmocka_unit_test(lost_ampersands_are_found),
        cmocka_unit_test(unseen_characters_join_their_neighbour),
        cmocka_unit_test(an_entity_for_a_space_parts_words),
        cmocka_unit_test(a_part_of_a_text_can_be_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
