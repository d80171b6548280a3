/* Layout: each kind of block, and prose that only looks like one.
 *
 * A case is a text and its blocks written as "KIND text" joined by line ends; a block that
 * begins no paragraph has a "+" before it, a line end within one is written "~". */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "story/layout.h"

static const char *const kinds[] = {"body", "head", "date", "by", "caption", "credit"};

static buffer lay_out(const char *text, bool first_part) {
    arena a = {0};
    buffer out = {0};
    dg_block *block;
    size_t n;
    assert_int_equal(story_layout(text, strlen(text), first_part, &a, &block, &n, NULL), DG_OK);
    for (size_t i = 0; i < n; i++) {
        size_t from = out.n;
        if (i) buffer_add_char(&out, '\n');
        if (!block[i].new_paragraph) buffer_add_char(&out, '+');
        buffer_add_string(&out, kinds[block[i].kind]);
        buffer_add_char(&out, ' ');
        from = out.n;
        buffer_add(&out, text + block[i].start, block[i].end - block[i].start);
        for (; from < out.n; from++)
            if (out.data[from] == '\n') out.data[from] = '~';
    }
    buffer_end(&out);
    arena_free(&a);
    return out;
}

static void check(const char *text, const char *expected) {
    buffer out = lay_out(text, true);
    assert_string_equal(out.data, expected);
    buffer_free(&out);
}

/* A paragraph behind a headline. */
static void check_paragraph(const char *paragraph, const char *expected) {
    buffer text = {0}, out;
    buffer_add_string(&text, "A headline\n\n");
    buffer_add_string(&text, paragraph);
    buffer_end(&text);
    out = lay_out(text.data, true);
    assert_memory_equal(out.data, "head A headline\n", 16);
    assert_string_equal(out.data + 16, expected);
    buffer_free(&text);
    buffer_free(&out);
}

static void check_prose(const char *paragraph) {
    char expected[1000];
    snprintf(expected, sizeof expected, "body %s", paragraph);
    check_paragraph(paragraph, expected);
}

static void paragraphs(void **state) {
    (void)state;
    check("", "");
    check(" \n\t\r\n \u00A0\u2028", "");
    check("One.", "body One.");
    check(" One.\n \t \nTwo.\r\n\r\n\r\nThree.\n", "body One.\nbody Two.\nbody Three.");
    check("One.\r\rTwo.\u2029Three.", "body One.\nbody Two.\nbody Three.");
    check("\u00A0One.\u00A0\n\nTwo. \u3000", "body One.\nbody Two.");
    check("One.\nTwo.\nthree", "body One.\nbody Two.\nbody three");
}

static void headlines(void **state) {
    (void)state;
    check("Envoys meet\n\nThey met.", "head Envoys meet\nbody They met.");
    check("Will envoys meet?\nThey met.", "head Will envoys meet?\nbody They met.");
    check("Envoys meet", "body Envoys meet");
    check("Envoys met.\n\nThey did.", "body Envoys met.\nbody They did.");
    check("\"Envoys met.\"\n\nThey did.", "body \"Envoys met.\"\nbody They did.");
    check("a b c d e f g h i j k l m n o p q r s t u v w x y\n\nz.",
          "head a b c d e f g h i j k l m n o p q r s t u v w x y\nbody z.");
    check("a b c d e f g h i j k l m n o p q r s t u v w x y z\n\nz.",
          "body a b c d e f g h i j k l m n o p q r s t u v w x y z\nbody z.");
    buffer later = lay_out("Envoys meet\n\nThey met.", false);
    assert_string_equal(later.data, "body Envoys meet\nbody They met.");
    buffer_free(&later);
}

static void wrapped_lines(void **state) {
    (void)state;
    check(
        "The foreign ministers of both countries met on Monday in the\n"
        "capital, where they signed an agreement on fishing rights and\n"
        "agreed to meet again.\n"
        "\n"
        "Nobody had expected it, said a spokesman for the government of\n"
        "Norway.",
        "body The foreign ministers of both countries met on Monday in the~"
        "capital, where they signed an agreement on fishing rights and~agreed to meet again.\n"
        "body Nobody had expected it, said a spokesman for the government of~Norway.");
    check(
        "Ministers sign fishing deal\n" /* cut short: the next word would have fitted */
        "The foreign ministers of both countries met on Monday in the\n"
        "capital, where they signed an agreement on fishing rights and\n"
        "agreed to meet again.\n"
        "   Nobody had expected it, said a spokesman for the government of\n"
        "Norway, which has a long coast and many boats.",
        "head Ministers sign fishing deal\n"
        "body The foreign ministers of both countries met on Monday in the~"
        "capital, where they signed an agreement on fishing rights and~agreed to meet again.\n"
        "body Nobody had expected it, said a spokesman for the government of~"
        "Norway, which has a long coast and many boats.");
}

static void lines_that_are_paragraphs(void **state) {
    (void)state;
    /* as long as wrapped lines are, but whole sentences or headings */
    check("The foreign ministers of both countries met on Monday at the lake.\n"
          "They signed an agreement on the rights of fishing in these waters.\n"
          "Nobody had expected it, said a spokesman for the government there.",
          "body The foreign ministers of both countries met on Monday at the lake.\n"
          "body They signed an agreement on the rights of fishing in these waters.\n"
          "body Nobody had expected it, said a spokesman for the government there.");
    check("Foreign ministers of both countries sign agreement on fishing rights\n"
          "Thousands march in the capital against the new law on land reform\n"
          "Parliament of the island republic votes to raise taxes on imports",
          "head Foreign ministers of both countries sign agreement on fishing rights\n"
          "body Thousands march in the capital against the new law on land reform\n"
          "body Parliament of the island republic votes to raise taxes on imports");
}

static void datelines(void **state) {
    static const char *const lines[] = {
        "ANTALYA, Turkey, Nov. 15 (Reuters) -",
        "BAGHDAD (AP) \u2014",
        "WASHINGTON --",
        "WASHINGTON \u2013",
        "ANTALYA, TURKEY - NOVEMBER 15:",
        "Beijing, March 3 (Xinhua) --",
        "Beijing (Xinhua) --",
        "GENEVA, 3 May 2016 (IRIN) -",
        "GENEVA/NEW YORK, Nov 15 (AFP) -",
        "PORT-AU-PRINCE, Haiti -",
        "NEW YORK -",
        "KUALA LUMPUR:",
        "NARATHIWAT, Thailand :",
        "US NAVAL BASE GUANTANAMO BAY, Cuba --",
        "N'DJAMENA, Chad (AP) _",
        "WASHINGTON, D.C. -",
        "S\u00C3O PAULO (Reuters) -",
        "Rio de Janeiro, Aug. 5, 2016 -",
        "ISTANBUL, Tuesday -",
        "NEW DELHI (PTI):",
        "LONDON, March 3:",
        "TEHRAN, Jan. 2, IRNA \u2013",
    };
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char paragraph[200], expected[200];
        bool photo = strstr(lines[i], "NOVEMBER");
        snprintf(paragraph, sizeof paragraph, "%s The ministers met.", lines[i]);
        snprintf(expected, sizeof expected, "date %s\n+%s The ministers met.", lines[i],
                 photo ? "caption" : "body");
        check_paragraph(paragraph, expected);
    }
    check_paragraph("BAGHDAD (AP)\u2014al-Hayat was shut.",
                    "date BAGHDAD (AP)\u2014\n+body al-Hayat was shut.");
    check("OSLO (AP) - They met.\n\nMore.", "date OSLO (AP) -\n+body They met.\nbody More.");
}

static void no_datelines(void **state) {
    static const char *const prose[] = {
        "Washington - once a swamp - is large.",
        "NATO - once feared by some - is large.",
        "NATO -- The alliance met.",
        "BREAKING - The alliance met.",
        "U.S. - The talks went on.",
        "Theresa May - The former minister spoke.",
        "On March 3 - the day after - they met.",
        "TALKS FAIL - MINISTERS LEAVE",
        "Wednesday, July 12, 2:30 will do.",
        "WASHINGTON - once a swamp - is large.",
        "MINISTERS FROM TEN SMALL STATES - They met.",
        "CHELSEA 2 - Arsenal lost.",
        "The envoys came from Oslo (Norway) - They met.",
        "OSLO (AP) -",
        "- The talks went on.",
        "(AP) - The talks went on.",
        "A 5-day visit -- The talks went on.",
    };
    (void)state;
    for (size_t i = 0; i < sizeof prose / sizeof *prose; i++) check_prose(prose[i]);
}

static void bylines(void **state) {
    static const char *const lines[] = {
        "By Jane Doe",
        "BY JANE DOE",
        "By JANE DOE and John Roe, Associated Press Writer",
        "By Jane van der Doe in Ankara and J. Roe for The Daily Bugle",
        "By Reuters",
        "By Jane Doe | Nov. 15, 2015",
        "By Jane Doe, jane.doe@bugle.example",
    };
    static const char *const prose[] = {
        "By Tuesday the army had left.",
        "By the numbers",
        "By Christmas",
        "By Jane Doe's account, they met",
        "By",
        "By Monday or Tuesday",
        "Standing by Jane Doe",
        "By Land, By Sea - The Raids",
    };
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char expected[200];
        snprintf(expected, sizeof expected, "by %s", lines[i]);
        check_paragraph(lines[i], expected);
    }
    for (size_t i = 0; i < sizeof prose / sizeof *prose; i++) check_prose(prose[i]);
    check("By Jane Doe\n\nThey met.", "by By Jane Doe\nbody They met.");
    check_paragraph("They met.\n\n(Reporting by Jane Doe in Oslo; editing by John Roe)",
                    "body They met.\nby (Reporting by Jane Doe in Oslo; editing by John Roe)");
    check_prose("Reporting by Human Rights Watch has shown abuse.");
    buffer later = lay_out("By Jane Doe\n\nThey met.", false);
    assert_string_equal(later.data, "body By Jane Doe\nbody They met.");
    buffer_free(&later);
}

static void credits(void **state) {
    static const char *const credits[] = {
        "(AP Photo/Jane Doe)",
        "(AP Photo/Jane Doe, File)",
        "(Photo by Jane Doe/Getty Images)",
        "(REUTERS/Jane Doe)",
        "(Getty Images)",
        "REUTERS/Jane Doe",
        "Jane M. Doe/Reuters",
        "Photo: Jane Doe / AFP",
        "Photo credit: Jane Doe",
        "Photograph by Jane Doe",
        "Jane Doe/Norwegian Prime Ministry Press Office / Anadolu Agency",
        "Jane Doe/Pool via REUTERS",
    };
    (void)state;
    for (size_t i = 0; i < sizeof credits / sizeof *credits; i++) {
        char paragraph[300], expected[300];
        snprintf(paragraph, sizeof paragraph, "Ministers meet on Nov. 15, 2015. %s",
                 credits[i]);
        snprintf(expected, sizeof expected,
                 "caption Ministers meet on Nov. 15, 2015.\n+credit %s", credits[i]);
        check_paragraph(paragraph, expected);
        snprintf(expected, sizeof expected, "credit %s", credits[i]);
        check_paragraph(credits[i], expected);
    }
    check_paragraph("A march in Oslo (AP Photo)",
                    "caption A march in Oslo\n+credit (AP Photo)");
    check_paragraph("OSLO, NORWAY - MAY 17: Ministers \"meet.\" Jane Doe / Getty Images",
                    "date OSLO, NORWAY - MAY 17:\n+caption Ministers \"meet.\"\n"
                    "+credit Jane Doe / Getty Images");
}

static void no_credits(void **state) {
    static const char *const prose[] = {
        "He spoke to the BBC/Reuters.",
        "He spoke to the BBC/Reuters",
        "They would meet (Reuters)",
        "They would meet (in Oslo/Norway)",
        "They met. Jane Doe",
        "They met. Reuters said so/AP did not",
        "They met. He saw the photo by Jane Doe.",
        "They met. The Photo: a long story",
        "They met (the photo by Jane Doe was not shown)",
    };
    (void)state;
    for (size_t i = 0; i < sizeof prose / sizeof *prose; i++) check_prose(prose[i]);
    check("Reuters/Ipsos Poll\n\nThey met.", "head Reuters/Ipsos Poll\nbody They met.");
}

/* A whole story in one paragraph is no caption, whoever took the photo. */
static void long_paragraph_is_no_caption(void **state) {
    (void)state;
    buffer text = {0};
    for (int i = 0; i < 130; i++) buffer_add_string(&text, "word ");
    buffer_add_string(&text, "end. (AP Photo/Jane Doe)");
    buffer_end(&text);
    buffer out = lay_out(text.data, true);
    assert_memory_equal(out.data, "body word", 9);
    assert_non_null(strstr(out.data, "+credit (AP Photo/Jane Doe)"));
    buffer_free(&text);
    buffer_free(&out);
}

/* Hostile texts of the greatest length take no more than a moment. */
static void linear_time(void **state) {
    static const char *const units[] = {"\n",   "a\n",     "A - ", "(",    "By A\n", "A/",
                                        "\r\n", "\u2028A", "A. ",  "\x80", "x",      "A, "};
    (void)state;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        arena a = {0};
        dg_block *block;
        size_t n, unit = strlen(units[i]);
        char *text = malloc(DG_MAX_TEXT);
        for (size_t k = 0; k < DG_MAX_TEXT; k++) text[k] = units[i][k % unit];
        clock_t start = clock();
        assert_int_equal(story_layout(text, DG_MAX_TEXT, true, &a, &block, &n, NULL), DG_OK);
        assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 5);
        arena_free(&a);
        free(text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paragraphs),    cmocka_unit_test(headlines),
        cmocka_unit_test(wrapped_lines), cmocka_unit_test(lines_that_are_paragraphs),
        cmocka_unit_test(datelines),     cmocka_unit_test(no_datelines),
        cmocka_unit_test(bylines),       cmocka_unit_test(credits),
        cmocka_unit_test(no_credits),    cmocka_unit_test(long_paragraph_is_no_caption),
        cmocka_unit_test(linear_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
