/* Tokens and words: each case is a text, and what it should part into. In the expectation,
 * a space parts tokens, + the words of a multiword token; forms are as read (the norms). */
#include "unit.h"

#include "base/utf8.h"
#include "language/tokenize.h"

static void append(char *out, size_t size, const char *s) {
    assert_true(strlen(out) + strlen(s) < size);
    strcat(out, s);
}

static void show(const lang_token_list *list, char *out, size_t size) {
    *out = '\0';
    for (size_t i = 0; i < list->token.n; i++) {
        const dg_token *t = &list->token.data[i];
        if (i) append(out, size, " ");
        for (uint16_t k = 0; k < t->n_word; k++) {
            if (k) append(out, size, "+");
            append(out, size, list->word.data[t->word + k].norm);
        }
    }
}

/* What must hold of any text: tokens in order, words within their tokens without a gap,
 * every character that is not white space in a token. */
static void check_spans(const char *text, const lang_token_list *list) {
    uint32_t end = 0;
    for (size_t i = 0; i < list->token.n; i++) {
        const dg_token *t = &list->token.data[i];
        for (uint32_t k = end; k < t->start;) {
            size_t step;
            uint32_t c = utf8_decode(text + k, t->start - k, &step);
            assert_int_equal(uni_class_of(c), UNI_SPACE);
            k += (uint32_t)step;
        }
        uint32_t at = t->start;
        for (uint16_t k = 0; k < t->n_word; k++) {
            const dg_word *w = &list->word.data[t->word + k];
            assert_int_equal(w->start, at);
            assert_true(w->end > w->start);
            assert_true(*w->norm);
            at = w->end;
        }
        assert_int_equal(at, t->end);
        end = t->end;
    }
}

static void tokenize(const char *text, size_t n, arena *a, lang_token_list *list) {
    dg_block block = {.end = (uint32_t)n};
    dg_error error;
    assert_int_equal(lang_tokenize(text, &block, a, list, &error), DG_OK);
    check_spans(text, list);
}

static void release(lang_token_list *list, arena *a) {
    array_free(&list->token);
    array_free(&list->word);
    arena_free(a);
}

typedef struct example {
    const char *text, *want;
} example;

static const example examples[] = {
    /* punctuation */
    {"Rebels fled, officials said.", "Rebels fled , officials said ."},
    {"\"We won't go,\" he said.", "\" We wo+n't go , \" he said ."},
    {"“Never!” she cried…", "“ Never ! ” she cried …"},
    {"Who knew?! Nobody...", "Who knew ?! Nobody ..."},
    {"(AP) -- Talks began--then ended.", "( AP ) -- Talks began -- then ended ."},
    {"the port—closed since May—reopened", "the port — closed since May — reopened"},
    {"[sic] {x}", "[ sic ] { x }"},
    /* contractions and genitives */
    {"don't can't cannot it's they'll", "do+n't ca+n't can+not it+'s they+'ll"},
    {"I'm sure you've seen he'd gone", "I+'m sure you+'ve seen he+'d gone"},
    {"Ankara’s envoy and the workers' union", "Ankara+’s envoy and the workers+' union"},
    {"gonna dont Cannot", "gon+na do+nt Can+not"},
    {"O'Brien and Ba'ath", "O'Brien and Ba'ath"},
    {"the 1990s, the '90s, the 1960's", "the 1990s , the '90s , the 1960's"},
    {"the 'reformers' of 2011", "the ' reformers ' of 2011"},
    /* abbreviations and initials */
    {"The U.S. and the U.N. met.", "The U.S. and the U.N. met ."},
    {"Gen. J. Smith of Acme Inc. spoke.", "Gen. J. Smith of Acme Inc. spoke ."},
    {"at 10 a.m. on Jan. 5", "at 10 a.m. on Jan. 5"},
    {"It sat in the sun.", "It sat in the sun ."},
    {"They said no.", "They said no ."},
    {"in No. 10", "in No. 10"},
    /* hyphens */
    {"US-backed rebels", "US - backed rebels"},
    {"an anti-government, pro-Russian group", "an anti-government , pro-Russian group"},
    {"a 35-year-old man", "a 35 - year - old man"},
    {"COVID-19 and F-16s", "COVID - 19 and F - 16s"},
    {"call 212-555-0143", "call 212-555-0143"},
    /* numbers, money, dates */
    {"$1,000.50 or €3.5bn", "$ 1,000.50 or € 3.5 bn"},
    {"US$5m at 10:30pm", "US$ 5 m at 10:30 pm"},
    {"up 4.5% on 11/28/2000", "up 4.5 % on 11/28/2000"},
    {"the 9/11 attacks, the 5th in 1990-91", "the 9/11 attacks , the 5th in 1990 - 91"},
    {"and/or", "and / or"},
    {"#5 of #MeToo", "# 5 of #MeToo"},
    /* addresses */
    {"see http://example.org/a-b.html.", "see http://example.org/a-b.html ."},
    {"write to jane.doe@example.com, or www.example.net!",
     "write to jane.doe@example.com , or www.example.net !"},
    {"AT&T sued :-)", "AT&T sued :-)"},
    {"he left.Then he came", "he left . Then he came"},
    /* debris */
    {"&quot;Stop&quot; he said", "\" Stop \" he said"},
    {"R&amp;D at AT&amp;T", "R&D at AT&T"},
    {"Iraq #39;s army quot;won quot;", "Iraq 's army \" won \""},
    {"cafe&#769; &eacute;lan &#8217;", "cafe\xCC\x81 élan ’"},
    {"nego\xC2\xADtiations", "negotiations"},
    {"zero\xE2\x80\x8Bwidth", "zerowidth"},
    {"two  spaces\t\tand\r\nlines", "two spaces and lines"},
    {"one&nbsp;two", "one two"},
    {"\xE2\x80\x8B", "\xEF\xBF\xBD"},
    {"Q&A; R&D;", "Q&A ; R&D ;"},
};

static void texts_part_as_ud_english_does(void **state) {
    (void)state;
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        arena a = {0};
        lang_token_list list = {0};
        char got[1024];
        tokenize(examples[i].text, strlen(examples[i].text), &a, &list);
        show(&list, got, sizeof got);
        if (strcmp(got, examples[i].want) != 0) {
            print_error("text   %s\nwanted %s\ngot    %s\n", examples[i].text, examples[i].want,
                        got);
            wrong++;
        }
        release(&list, &a);
    }
    assert_int_equal(wrong, 0);
}

static void places_point_into_the_text_as_given(void **state) {
    (void)state;
    const char *text = "say &quot;no&quot;, it's";
    arena a = {0};
    lang_token_list list = {0};
    tokenize(text, strlen(text), &a, &list);
    const dg_word *quote = &list.word.data[1], *clitic = &list.word.data[list.word.n - 1];
    assert_memory_equal(text + quote->start, "&quot;", quote->end - quote->start);
    assert_string_equal(quote->norm, "\"");
    assert_memory_equal(text + clitic->start, "'s", 2);
    assert_false(list.token.data[1].space_after);
    assert_true(list.token.data[0].space_after);
    release(&list, &a);
}

static void a_megabyte_without_a_space_is_cut(void **state) {
    (void)state;
    enum { N = 1 << 20 };
    static const char *const runs[] = {"a", "-", "a-", "'", ".", "a.", "1/", "\xC3\xA9"};
    char *text = malloc(N);
    assert_non_null(text);
    for (size_t r = 0; r < sizeof runs / sizeof *runs; r++) {
        arena a = {0};
        lang_token_list list = {0};
        size_t n = strlen(runs[r]);
        for (size_t i = 0; i + n <= N; i += n) memcpy(text + i, runs[r], n);
        tokenize(text, N, &a, &list);
        for (size_t i = 0; i < list.token.n; i++)
            assert_true(list.token.data[i].end - list.token.data[i].start <= DG_MAX_TOKEN);
        if (r == 0) assert_true(list.cut_tokens >= N / DG_MAX_TOKEN);
        release(&list, &a);
    }
    free(text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_part_as_ud_english_does),
        cmocka_unit_test(places_point_into_the_text_as_given),
        cmocka_unit_test(a_megabyte_without_a_space_is_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
