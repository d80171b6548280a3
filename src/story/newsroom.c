/* Closed lists, sorted, of the words that tell a newsroom's mark from prose. They are short
 * and change less often than the code that asks them. */
#include "story/newsroom.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { LONGEST = 24 };

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* As they stand in parentheses behind a place and in credits; of names of several words, the
 * word that is theirs alone. */
static const char *const agencies[] = {
    "AA",        "AAP",     "ABC",     "AFP",    "AGI",     "ANA",       "ANI",
    "ANSA",      "AP",      "APA",     "Agence", "Anadolu", "Antara",    "Associated",
    "BBC",       "BERNAMA", "BNS",     "BTA",    "Belga",   "Bernama",   "Bloomberg",
    "CBC",       "CNA",     "CNN",     "CP",     "CTK",     "DPA",       "EFE",
    "EPA",       "FARS",    "Fars",    "Getty",  "HINA",    "Hina",      "IANS",
    "INA",       "IPS",     "IRIN",    "IRNA",   "ISNA",    "ITAR-TASS", "Interfax",
    "Itar-Tass", "JTA",     "Jiji",    "KCNA",   "KUNA",    "KYODO",     "Kyodo",
    "LUSA",      "Lusa",    "MENA",    "MTI",    "Mehr",    "NNA",       "NPR",
    "NTB",       "Novosti", "PA",      "PAP",    "PTI",     "Petra",     "REUTERS",
    "RFE/RL",    "RIA",     "Reuters", "SANA",   "SAPA",    "SPA",       "STT",
    "Sputnik",   "TASS",    "TT",      "Tanjug", "Tass",    "UNI",       "UPI",
    "Ukrinform", "VOA",     "WAFA",    "XINHUA", "Xinhua",  "Yonhap",    "dpa",
};

/* In capitals before a dash, and no place. */
static const char *const labels[] = {
    "ADVISORY",  "ALERT",   "ANALYSIS",  "ASEAN",      "BREAKING", "BRICS",     "CHRONOLOGY",
    "COLUMN",    "COMMENT", "CORRECTED", "CORRECTION", "ECOWAS",   "EDITORIAL", "EXCLUSIVE",
    "EXPLAINER", "FACTBOX", "FEATURE",   "FILE",       "FILES",    "FLASH",     "GRAPHIC",
    "IAEA",      "INSIGHT", "INTERVIEW", "LIVE",       "MERCOSUR", "NATO",      "NEWS",
    "NOTE",      "OPEC",    "OPINION",   "OSCE",       "PHOTO",    "PHOTOS",    "POLL",
    "PREVIEW",   "PROFILE", "QUOTES",    "REFILE",     "REPEAT",   "REPORT",    "REVIEW",
    "SCENARIOS", "SPECIAL", "SUMMARY",   "TIMELINE",   "UNESCO",   "UNHCR",     "UNICEF",
    "UPDATE",    "URGENT",  "VIDEO",     "WATCH",      "WRAPUP",
};

static const char *const months[] = {
    "apr", "april",   "aug",      "august", "dec",     "december", "feb",  "february",
    "jan", "january", "jul",      "july",   "jun",     "june",     "mar",  "march",
    "may", "nov",     "november", "oct",    "october", "sep",      "sept", "september",
};

static const char *const weekdays[] = {
    "fri",  "friday", "mon",      "monday", "sat",  "saturday", "sun", "sunday",    "thu",
    "thur", "thurs",  "thursday", "tue",    "tues", "tuesday",  "wed", "wednesday",
};

static const char *const photo_words[] = {
    "afp-photo",  "ap-photo",     "credit",      "handout", "image",   "images",   "photo",
    "photograph", "photographer", "photographs", "photos",  "picture", "pictures", "pool",
};

static const char *const link_words[] = {
    "al", "al-", "and", "at",  "bin",  "by",  "da",  "de",  "del",  "den", "der",
    "di", "do",  "dos", "du",  "e",    "el",  "for", "in",  "la",   "le",  "of",
    "on", "sur", "the", "und", "upon", "van", "via", "von", "with", "y",
};

static int compare(const void *key, const void *item) {
    return strcmp(key, *(const char *const *)item);
}

/* Whether word is in the list; a full stop at its end is no part of it. */
static bool listed(const char *word, size_t n, bool small, const char *const *list,
                   size_t count) {
    char key[LONGEST];
    if (n > 0 && word[n - 1] == '.') n--;
    if (n == 0 || n >= sizeof key) return false;
    for (size_t i = 0; i < n; i++)
        key[i] = (char)(small && word[i] >= 'A' && word[i] <= 'Z' ? word[i] | 0x20 : word[i]);
    key[n] = '\0';
    return bsearch(key, list, count, sizeof *list, compare) != NULL;
}

bool story_is_agency(const char *word, size_t n) {
    return listed(word, n, false, agencies, COUNT(agencies));
}

bool story_is_label(const char *word, size_t n) {
    return listed(word, n, false, labels, COUNT(labels));
}

bool story_is_month(const char *word, size_t n) {
    return listed(word, n, true, months, COUNT(months));
}

bool story_is_weekday(const char *word, size_t n) {
    return listed(word, n, true, weekdays, COUNT(weekdays));
}

bool story_is_photo_word(const char *word, size_t n) {
    return listed(word, n, true, photo_words, COUNT(photo_words));
}

bool story_is_link_word(const char *word, size_t n) {
    return listed(word, n, false, link_words, COUNT(link_words));
}
