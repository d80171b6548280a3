/* Reading days. The text is taken as numbers and words; the first three that make a day are it:
 * year month day, day Month year, Month day year. */
#include "story/day.h"

#include <stdio.h>
#include <string.h>

/* A number with its digits, or the number of a month's name. */
typedef struct piece {
    int value, digits;
    bool month;
} piece;

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* 1 to 12 for a month's name or its first three letters ("Sept" too); else 0. */
static int month_of(const char *s, size_t n) {
    static const char *const names[] = {"january",   "february", "march",    "april",
                                        "may",       "june",     "july",     "august",
                                        "september", "october",  "november", "december"};
    for (int m = 0; m < 12; m++) {
        size_t i = 0;
        while (i < n && names[m][i] && (s[i] | 0x20) == names[m][i]) i++;
        if (i == n && (n == 3 || names[m][n] == '\0' || (n == 4 && m == 8))) return m + 1;
    }
    return 0;
}

/* The next number or month at *at; words that are none are passed over. False at the end. */
static bool next_piece(const char *s, size_t n, size_t *at, piece *out) {
    while (*at < n) {
        size_t from = *at;
        if (is_digit(s[from])) {
            *out = (piece){0};
            for (; *at < n && is_digit(s[*at]); ++*at)
                if (++out->digits <= 8) out->value = out->value * 10 + (s[*at] - '0');
            return true;
        }
        while (*at < n && is_letter(s[*at])) ++*at;
        if (*at == from) ++*at;
        int month = month_of(s + from, *at - from);
        if (!month) continue;
        *out = (piece){month, 0, true};
        return true;
    }
    return false;
}

static bool make_day(int year, int month, int day, char out[STORY_DAY]) {
    static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (year < 1000 || year > 9999 || month < 1 || month > 12) return false;
    if (day < 1 || day > days[month - 1] || (month == 2 && day == 29 && !leap)) return false;
    snprintf(out, STORY_DAY, "%04u-%02u-%02u", (unsigned)year % 10000, (unsigned)month % 100,
             (unsigned)day % 100);
    return true;
}

static bool is_day_number(const piece *p) {
    return !p->month && p->digits <= 2;
}

static bool is_year(const piece *p) {
    return !p->month && p->digits == 4;
}

/* Whether three pieces are a day. */
static bool day_of_three(const piece p[3], char out[STORY_DAY]) {
    if (is_year(&p[0]) && (p[1].month || is_day_number(&p[1])) && is_day_number(&p[2]))
        return make_day(p[0].value, p[1].value, p[2].value, out);
    if (is_day_number(&p[0]) && p[1].month && is_year(&p[2]))
        return make_day(p[2].value, p[1].value, p[0].value, out);
    if (p[0].month && is_day_number(&p[1]) && is_year(&p[2]))
        return make_day(p[2].value, p[0].value, p[1].value, out);
    return false;
}

bool story_day_of(const char *s, size_t n, char day[STORY_DAY]) {
    piece p[3];
    size_t at = 0, have = 0;
    while (next_piece(s, n, &at, &p[have])) {
        const piece *last = &p[have];
        /* "20151116", also with a time behind */
        if (!last->month && (last->digits == 8 || last->digits == 14) &&
            make_day(last->value / 10000, last->value / 100 % 100, last->value % 100, day))
            return true;
        if (++have < 3) continue;
        if (day_of_three(p, day)) return true;
        p[0] = p[1];
        p[1] = p[2];
        have = 2;
    }
    return false;
}

bool story_is_day(const char *s) {
    char day[STORY_DAY];
    return story_day_of(s, strlen(s), day) && !strcmp(day, s);
}
