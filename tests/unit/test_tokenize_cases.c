/* Tokens and words by kind of phenomenon. In the expectation a space parts tokens, + the
 * words of a multiword token; forms are as read (the norms). */
#include "unit.h"

#include "language/tokenize.h"

typedef struct example {
    const char *text, *want;
} example;

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

static void tokenize(const char *text, arena *a, lang_token_list *list) {
    dg_block block = {.end = (uint32_t)strlen(text)};
    dg_error error;
    assert_int_equal(lang_tokenize(text, &block, a, list, &error), DG_OK);
}

static void release(lang_token_list *list, arena *a) {
    array_free(&list->token);
    array_free(&list->word);
    arena_free(a);
}

static bool fits(const example *e) {
    arena a = {0};
    lang_token_list list = {0};
    char got[1024];
    tokenize(e->text, &a, &list);
    show(&list, got, sizeof got);
    bool same = strcmp(got, e->want) == 0;
    if (!same) print_error("text   %s\nwanted %s\ngot    %s\n", e->text, e->want, got);
    release(&list, &a);
    return same;
}

#define CHECK_ALL(examples)                                                                    \
    do {                                                                                       \
        size_t wrong = 0;                                                                      \
        for (size_t i = 0; i < sizeof(examples) / sizeof *(examples); i++)                     \
            wrong += !fits(&(examples)[i]);                                                    \
        assert_int_equal(wrong, 0);                                                            \
    } while (0)

static void contractions_are_parted(void **state) {
    (void)state;
    static const example examples[] = {
        {"She'd've known", "She+'d+'ve known"},
        {"They didn`t and it`s", "They did+n`t and it+`s"},
        {"we’re sure he doesn’t", "we+’re sure he does+n’t"},
        {"I dunno; c'mon", "I du+n+no ; c'm+on"},
        {"CAN'T WON'T", "CA+N'T WO+N'T"},
        {"im youre thats", "i+m you+re that+s"},
        {"its well ill were", "its well ill were"},
        {"'Tis late", "'T+is late"},
        {"give 'em time", "give 'em time"},
        {"OK'd by the judge", "OK'd by the judge"},
        {"L'Aquila and D'Alema", "L'Aquila and D'Alema"},
        {"cookin' up", "cookin' up"},
    };
    CHECK_ALL(examples);
}

static void possessives_are_parted(void **state) {
    (void)state;
    static const example examples[] = {
        {"Kenya's port", "Kenya+'s port"},
        {"the judges' verdict", "the judges+' verdict"},
        {"the judges’ verdict", "the judges+’ verdict"},
        {"the 'two judges' left", "the ' two judges ' left"},
        {"NATO's and the G8's", "NATO+'s and the G8+'s"},
        {"the (army)'s base", "the ( army ) 's base"},
        {"in the 80's", "in the 80's"},
    };
    CHECK_ALL(examples);
}

static void hyphens_part_compounds(void **state) {
    (void)state;
    static const example examples[] = {
        {"long-term plan", "long - term plan"},
        {"mid-2004 and post-war", "mid-2004 and post-war"},
        {"UN-backed talks", "UN - backed talks"},
        {"a U.S.-led force", "a U.S. - led force"},
        {"al-Shabaab", "al - Shabaab"},
        {"Kim Jong-un and Ma Ying-jeou", "Kim Jong-un and Ma Ying-jeou"},
        {"Lashkar-e-Taiba", "Lashkar - e - Taiba"},
        {"e-mail", "e-mail"},
        {"co-founder, ex-minister", "co-founder , ex-minister"},
        {"The deal -long awaited- fell", "The deal - long awaited - fell"},
    };
    CHECK_ALL(examples);
}

static void abbreviations_keep_their_stop(void **state) {
    (void)state;
    static const example examples[] = {
        {"Lt. Col. Ada Reyes", "Lt. Col. Ada Reyes"},
        {"Sens. Reed and Cole", "Sens. Reed and Cole"},
        {"born on Feb. 3 in Mass. and raised", "born on Feb. 3 in Mass. and raised"},
        {"J.K. Rao met T. Obi", "J.K. Rao met T. Obi"},
        {"J.Smith spoke", "J. Smith spoke"},
        {"a Ph.D. student", "a Ph.D. student"},
        {"ships, tanks, etc., were sent", "ships , tanks , etc. , were sent"},
        {"i.e. the north", "i.e. the north"},
        {"Nos. 4 and 5, pp. 3-9", "Nos. 4 and 5 , pp. 3 - 9"},
        {"Said No. He left", "Said No . He left"},
        {"Abe vs. Aso", "Abe vs. Aso"},
        {"(Acme Inc.)", "( Acme Inc. )"},
        {"the Yahoo! site", "the Yahoo! site"},
    };
    CHECK_ALL(examples);
}

static void a_sentence_takes_the_stop(void **state) {
    (void)state;
    static const example examples[] = {
        {"It began at 5 p.m.", "It began at 5 p.m ."},
        {"It began at 5 p.m. The crowd ran.", "It began at 5 p.m . The crowd ran ."},
        {"He joined Acme Inc. They paid.", "He joined Acme Inc . They paid ."},
        {"guns, etc.", "guns , etc ."},
        {"He said \"at 5 p.m.\"", "He said \" at 5 p.m . \""},
        {"He flew to the U.S. He met", "He flew to the U.S. He met"},
        {"the sun. It set", "the sun . It set"},
        {"ended.Then", "ended . Then"},
    };
    CHECK_ALL(examples);
}

static void numbers_stay_whole(void **state) {
    (void)state;
    static const example examples[] = {
        {"1,000.5 and .5", "1,000.5 and .5"},
        {"Rs 1,00,000 paid", "Rs 1,00,000 paid"},
        {"refs 13,14,15", "refs 13 , 14 , 15"},
        {"from 6-7 to 1998-99", "from 6 - 7 to 1998 - 99"},
        {"2015-11-16", "2015-11-16"},
        {"1/2 mile, 24/7, 2001/02", "1 / 2 mile , 24 / 7 , 2001 / 02"},
        {"the 21st, 3rd and 10th", "the 21st , 3rd and 10th"},
        {"5km, 3.5m, 10kg, 300percent", "5 km , 3.5 m , 10 kg , 300 percent"},
        {"a 4G net", "a 4G net"},
        {"Rs500, JOD43.7, US$4", "Rs 500 , JOD 43.7 , US$ 4"},
        {"call +44 20", "call +44 20"},
        {"24°C", "24 ° C"},
        {"10km² burned", "10 km ² burned"},
        {"3x5", "3 x 5"},
        {"5'10 tall in '98", "5 ' 10 tall in '98"},
    };
    CHECK_ALL(examples);
}

static void marks_stand_alone(void **state) {
    (void)state;
    static const example examples[] = {
        {"``Stop,'' he said", "`` Stop , '' he said"},
        {"Wait....what!!?", "Wait .... what !!?"},
        {"he—not she–left", "he — not she – left"},
        {"Turkey/Syria border", "Turkey / Syria border"},
        {"w/o a word", "w/o a word"},
        {"Q&A at P&L with Smith & Co.", "Q&A at P&L with Smith & Co ."},
        {"Ha :) and :-(", "Ha :) and :-("},
        {"(see note:)", "( see note : )"},
        {"a -> b", "a -> b"},
        {"----====----", "----====----"},
        {"((x))", "( ( x ) )"},
        {"f**k and sh*t", "f**k and sh*t"},
    };
    CHECK_ALL(examples);
}

static void addresses_are_one_word(void **state) {
    (void)state;
    static const example examples[] = {
        {"(http://a.example/b_(c)?d=e&f)", "( http://a.example/b_(c)?d=e&f )"},
        {"<ann@mail.example>, mailto:b@c.example", "< ann@mail.example > , mailto:b@c.example"},
        {"at whitehouse.gov.", "at whitehouse.gov ."},
        {"read notes-2.doc, plan.pdf", "read notes-2.doc , plan.pdf"},
        {"on alt.animals.dogs", "on alt.animals.dogs"},
        {"said so.is it", "said so . is it"},
        {"@user_1 #vote2024", "@user_1 #vote2024"},
    };
    CHECK_ALL(examples);
}

static void debris_is_seen_through(void **state) {
    (void)state;
    static const example examples[] = {
        {"They don #39;t know, he can #39;t say", "They do n't know , he ca n't say"},
        {"the unions #39; march", "the unions ' march"},
        {"Iraq#39;s envoy", "Iraq+'s envoy"},
        {"it&amp;#39;s &lt;b&gt;big&lt;/b&gt;", "it+'s < b > big < / b >"},
        {"a deal #151; at last #151; was", "a deal — at last — was"},
        {"US #36;36.5 million", "US $ 36.5 million"},
        {"Adam van 't Hooft", "Adam van 't Hooft"},
        {"x &nbsp; y", "x y"},
    };
    CHECK_ALL(examples);
}

static void spans_take_debris_in(void **state) {
    (void)state;
    const char *text = "Iraq #39;s so\u00ADn &nbsp; it&#39;s";
    arena a = {0};
    lang_token_list list = {0};
    tokenize(text, &a, &list);
    static const char *const forms[] = {"Iraq", "#39;s", "so\u00ADn &nbsp;", "it", "&#39;s"};
    assert_int_equal(list.word.n, 5);
    for (size_t i = 0; i < list.word.n; i++) {
        const dg_word *w = &list.word.data[i];
        assert_int_equal(w->end - w->start, strlen(forms[i]));
        assert_memory_equal(text + w->start, forms[i], strlen(forms[i]));
    }
    assert_int_equal(list.token.n, 4);
    assert_true(list.token.data[0].space_after);
    assert_int_equal(list.token.data[3].n_word, 2);
    release(&list, &a);
}

static void blocks_follow_each_other(void **state) {
    (void)state;
    const char *text = "He can #39;t";
    arena a = {0};
    lang_token_list list = {0};
    dg_block blocks[] = {{.end = 6}, {.start = 7, .end = 12}};
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(lang_tokenize(text, &blocks[i], &a, &list, NULL), DG_OK);
    char got[100];
    show(&list, got, sizeof got);
    assert_string_equal(got, "He can 't"); /* nothing is mended across blocks */
    assert_int_equal(list.token.data[2].word, 2);
    release(&list, &a);
}

static void nothing_gives_nothing(void **state) {
    (void)state;
    static const example examples[] = {{"", ""}, {"  \n ", ""}, {"\xC2\xAD", "\uFFFD"}};
    CHECK_ALL(examples);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(contractions_are_parted),
        cmocka_unit_test(possessives_are_parted),
        cmocka_unit_test(hyphens_part_compounds),
        cmocka_unit_test(abbreviations_keep_their_stop),
        cmocka_unit_test(a_sentence_takes_the_stop),
        cmocka_unit_test(numbers_stay_whole),
        cmocka_unit_test(marks_stand_alone),
        cmocka_unit_test(addresses_are_one_word),
        cmocka_unit_test(debris_is_seen_through),
        cmocka_unit_test(spans_take_debris_in),
        cmocka_unit_test(blocks_follow_each_other),
        cmocka_unit_test(nothing_gives_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
