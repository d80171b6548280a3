/* Reading dates. Calendar arithmetic is Howard Hinnant's days_from_civil. A weekday means the last
 * one before the story or on its day, the next when "next" or a future tense is told elsewhere. */
#include "when/when.h"

#include <stdio.h>
#include <string.h>

#include "language/labels.h"

static long days_of(int year, int month, int day) {
    year -= month <= 2;
    long era = (year >= 0 ? year : year - 399) / 400;
    long yoe = year - era * 400;
    long doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

static void civil(long days, int *year, int *month, int *day) {
    days += 719468;
    long era = (days >= 0 ? days : days - 146096) / 146097;
    long doe = days - era * 146097;
    long yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    long doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    *day = (int)(doy - (153 * mp + 2) / 5 + 1);
    *month = (int)(mp < 10 ? mp + 3 : mp - 9);
    *year = (int)(yoe + era * 400 + (*month <= 2));
}

bool when_days(const char *date, long *days) {
    int y, m, d;
    if (strlen(date) < 10 || sscanf(date, "%4d-%2d-%2d", &y, &m, &d) != 3) return false;
    if (y < 1000 || m < 1 || m > 12 || d < 1 || d > 31) return false;
    *days = days_of(y, m, d);
    return true;
}

static void put_day(char out[11], long days) {
    int y, m, d;
    civil(days, &y, &m, &d);
    if (y < 0 || y > 9999) y = 0;
    snprintf(out, 11, "%04u-%02u-%02u", (unsigned)y % 10000u, (unsigned)m % 100u, (unsigned)d % 100u);
}

static void put_range(dg_when *w, long first, long last) {
    put_day(w->first, first);
    put_day(w->last, last);
}

static int index_of(const char *s, const char *const *names, int n) {
    for (int i = 0; i < n; i++) {
        size_t length = strlen(s);
        bool cut = length >= 3 && s[length - 1] == '.'; /* "Nov." */
        if (cut && strncasecmp(names[i], s, length - 1) == 0) return i;
        if (strcasecmp(names[i], s) == 0) return i;
    }
    return -1;
}

static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                     "July",    "August",   "September", "October", "November", "December"};
static const char *const weekdays[] = {"Thursday", "Friday", "Saturday", "Sunday",
                                       "Monday",   "Tuesday", "Wednesday"}; /* day 0 was a Thursday */

typedef struct reader {
    const dg_story *story;
    uint32_t first, end;
    bool dated;
    long today;
} reader;

static const char *form(const reader *r, uint32_t w) {
    return w >= r->first && w < r->end ? r->story->word[w].norm : "";
}

static bool is(const reader *r, uint32_t w, const char *word) {
    return strcasecmp(form(r, w), word) == 0;
}

static int number(const char *s) {
    static const char *const words[] = {"zero", "one", "two",   "three", "four", "five", "six",
                                        "seven", "eight", "nine", "ten",  "eleven", "twelve"};
    int value = 0, n = 0;
    for (; s[n] >= '0' && s[n] <= '9' && n < 5; n++) value = value * 10 + s[n] - '0';
    if (n && (!s[n] || !strcmp(s + n, "th") || !strcmp(s + n, "st") || !strcmp(s + n, "nd") ||
              !strcmp(s + n, "rd")))
        return value;
    for (int i = 1; i <= 12; i++)
        if (!strcasecmp(s, words[i])) return i;
    return !strcasecmp(s, "a") || !strcasecmp(s, "an") ? 1 : -1;
}

static bool is_year(int n) {
    return n >= 1900 && n <= 2100;
}

/* The year of a month without one: that of the last such month before the story. */
static int year_of_month(const reader *r, int month) {
    int y, m, d;
    civil(r->today, &y, &m, &d);
    return month > m + 1 ? y - 1 : y;
}

/* "November 15, 2015", "15 November", "Nov. 15", "November 2015". Returns words read. */
static uint32_t read_month(const reader *r, uint32_t w, dg_when *out) {
    int month = index_of(form(r, w), months, 12) + 1;
    if (!month || (month == 5 && r->story->word[w].upos != UPOS_PROPN)) return 0;
    uint32_t from = w, to = w;
    int day = number(form(r, w + 1)), year = 0;
    if (day >= 1 && day <= 31) to = w + 1;
    else {
        day = w > r->first ? number(form(r, w - 1)) : -1;
        if (day >= 1 && day <= 31 && form(r, w - 1)[0] <= '9') from = w - 1;
        else day = 0;
    }
    uint32_t next = to + 1;
    if (is(r, next, ",")) next++;
    if (is_year(number(form(r, next)))) {
        year = number(form(r, next));
        to = next;
    }
    if (!year && !r->dated) return 0;
    if (!year) year = year_of_month(r, month);
    long start = days_of(year, month, day ? day : 1);
    long last = day ? start : days_of(month < 12 ? year : year + 1, month < 12 ? month + 1 : 1, 1) - 1;
    put_range(out, start, last);
    out->start = r->story->word[from].start;
    out->end = r->story->word[to].end;
    return to - w + 1;
}

static uint32_t put_words(const reader *r, uint32_t from, uint32_t to, dg_when *out) {
    out->start = r->story->word[from].start;
    out->end = r->story->word[to].end;
    return to - from + 1;
}

/* "Sunday", "last Sunday", "next Friday". */
static uint32_t read_weekday(const reader *r, uint32_t w, dg_when *out) {
    int day = index_of(form(r, w), weekdays, 7);
    if (day < 0 || !r->dated) return 0;
    long today = ((r->today % 7) + 7) % 7, back = (today - day + 7) % 7;
    bool next = is(r, w - 1, "next") || is(r, w - 1, "coming");
    if (is(r, w - 1, "last") && back == 0) back = 7;
    long at = next ? r->today + (7 - back) : r->today - back;
    put_range(out, at, at);
    put_words(r, is(r, w - 1, "last") || next ? w - 1 : w, w, out);
    return 1;
}

static long unit_days(const char *unit, long *width) {
    static const struct {
        const char *unit;
        long days;
    } units[] = {{"day", 1}, {"week", 7}, {"fortnight", 14}, {"month", 30}, {"year", 365}, {"decade", 3650}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (!strcmp(unit, units[i].unit)) {
            *width = units[i].days;
            return units[i].days;
        }
    return 0;
}

/* "yesterday", "today", "tonight", "tomorrow". */
static uint32_t read_deictic(const reader *r, uint32_t w, dg_when *out) {
    static const struct {
        const char *word;
        long shift;
    } words[] = {{"yesterday", -1}, {"today", 0}, {"tonight", 0}, {"tomorrow", 1}, {"overnight", 0}};
    for (size_t i = 0; r->dated && i < sizeof words / sizeof *words; i++)
        if (is(r, w, words[i].word)) {
            put_range(out, r->today + words[i].shift, r->today + words[i].shift);
            return put_words(r, w, w, out);
        }
    return 0;
}

/* "two weeks ago", "last week", "this month", "next year". */
static uint32_t read_relative(const reader *r, uint32_t w, dg_when *out) {
    long width = 0;
    if (!r->dated || !unit_days(r->story->word[w].lemma, &width)) return 0;
    if (is(r, w + 1, "ago") || is(r, w + 1, "earlier")) {
        int n = w > r->first ? number(form(r, w - 1)) : -1;
        if (n < 1 || n > 1000) return 0;
        long at = r->today - n * width;
        put_range(out, at, width > 7 ? at + width - 1 : at);
        put_words(r, w - 1, w + 1, out);
        return 2;
    }
    bool last = is(r, w - 1, "last"), this = is(r, w - 1, "this"), next = is(r, w - 1, "next");
    if (!last && !this && !next) return 0;
    long shift = last ? -width : next ? width : 0;
    put_range(out, r->today + shift, r->today + shift + width - 1);
    put_words(r, w - 1, w, out);
    return 1;
}

/* "in 2003". */
static uint32_t read_year(const reader *r, uint32_t w, dg_when *out) {
    int year = number(form(r, w));
    if (!is_year(year) || strlen(form(r, w)) != 4 || w == r->first) return 0;
    if (!is(r, w - 1, "in") && !is(r, w - 1, "since") && !is(r, w - 1, "of") && !is(r, w - 1, "during"))
        return 0;
    put_range(out, days_of(year, 1, 1), days_of(year, 12, 31));
    return put_words(r, w, w, out);
}

unsigned when_find(const dg_story *story, uint32_t first, uint32_t end, when_found *out,
                   unsigned most) {
    reader r = {.story = story, .first = first, .end = end};
    unsigned n = 0;
    r.dated = when_days(story->date, &r.today);
    for (uint32_t w = first; w < end && n < most;) {
        when_found f = {.word = w};
        uint32_t read = read_month(&r, w, &f.when);
        if (!read) read = read_weekday(&r, w, &f.when);
        if (!read) read = read_deictic(&r, w, &f.when);
        if (!read) read = read_relative(&r, w, &f.when);
        if (!read) read = read_year(&r, w, &f.when);
        if (read) out[n++] = f;
        w += read ? read : 1;
    }
    return n;
}

static bool date_in_blocks(const dg_story *story, bool dateline, char out[11]) {
    for (size_t i = 0; i < story->n_sentence; i++) {
        const dg_sentence *s = &story->sentence[i];
        dg_block_kind kind = story->block[s->block].kind;
        bool told = dateline ? kind == DG_DATELINE : kind == DG_BYLINE || kind == DG_CAPTION;
        when_found f;
        if (!told || !when_find(story, s->word, s->word + s->n_word, &f, 1)) continue;
        if (strcmp(f.when.first, f.when.last)) continue; /* no day, but a month or more */
        memcpy(out, f.when.first, sizeof f.when.first);
        return true;
    }
    return false;
}

bool when_story_date(const dg_story *story, char out[11]) {
    return !*story->date && (date_in_blocks(story, true, out) || date_in_blocks(story, false, out));
}
