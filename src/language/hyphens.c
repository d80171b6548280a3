/* Which hyphens stay inside a word. UD English parts compounds at the hyphen ("long - term")
 * but keeps a prefix that is no word of its own with what it stands before ("anti-war"), a
 * few endings with what they stand behind ("Kafka-esque"), and the given names of Korea and
 * China as newsrooms write them ("Jong-un", "Ying-jeou"), which are known by their
 * syllables. */
#include "language/scan.h"

static const char prefixes[][SCAN_ENTRY] = {
    "afro",  "anti",  "arch",  "auto",   "co",     "counter", "cross", "e",     "ex",
    "hyper", "inter", "intra", "macro",  "mega",   "meta",    "micro", "mid",   "mini",
    "mono",  "multi", "nano",  "neo",    "non",    "over",    "para",  "poly",  "post",
    "pre",   "pro",   "proto", "pseudo", "psycho", "re",      "semi",  "socio", "sub",
    "super", "supra", "trans", "ultra",  "un",     "under",
};

static const char endings[][SCAN_ENTRY] = {"e", "esque", "wise"};

static const char syllables[][SCAN_ENTRY] = {
    "ah",     "bae",    "beom",   "bian",   "bin",   "bo",    "bok",    "bong",  "bum",
    "byong",  "byung",  "cha",    "chae",   "chan",  "chang", "chen",   "cheng", "cheol",
    "cheong", "chi",    "chiang", "chieh",  "chien", "chih",  "chin",   "ching", "cho",
    "choi",   "chok",   "chol",   "chong",  "choon", "chow",  "chu",    "chuan", "chul",
    "chun",   "chung",  "da",     "dae",    "do",    "dok",   "dong",   "doo",   "duk",
    "eok",    "eui",    "eun",    "fai",    "fan",   "fang",  "feng",   "fong",  "fu",
    "fung",   "ga",     "gab",    "geun",   "gi",    "gil",   "gon",    "gu",    "guk",
    "gun",    "gwan",   "gwang",  "gyeong", "gyu",   "gyun",  "ha",     "hae",   "hak",
    "han",    "hao",    "he",     "hee",    "heng",  "heon",  "hin",    "ho",    "hoi",
    "hok",    "hon",    "hong",   "hoo",    "hoon",  "hsi",   "hsien",  "hsin",  "hsing",
    "hsiu",   "hsiung", "hsu",    "hua",    "huang", "huei",  "hui",    "hun",   "hung",
    "huo",    "hwa",    "hwan",   "hwang",  "hye",   "hyeok", "hyeon",  "hyo",   "hyon",
    "hyuk",   "hyun",   "hyung",  "ik",     "il",    "in",    "ing",    "ja",    "jae",
    "jang",   "je",     "jen",    "jeong",  "jeou",  "ji",    "jia",    "jian",  "jik",
    "jin",    "jo",     "jong",   "joo",    "joon",  "ju",    "jui",    "jun",   "jung",
    "ka",     "kai",    "kam",    "kan",    "kang",  "kap",   "kee",    "keung", "ki",
    "kil",    "kin",    "kit",    "kiu",    "ko",    "kong",  "koo",    "kuan",  "kuang",
    "kuen",   "kui",    "kuk",    "kum",    "kun",   "kung",  "kuo",    "kwan",  "kwang",
    "kwok",   "kwon",   "kwong",  "kyo",    "kyong", "kyu",   "kyun",   "kyung", "lai",
    "lam",    "lan",    "leung",  "li",     "liang", "lien",  "lin",    "ling",  "liu",
    "lok",    "loong",  "lung",   "mahn",   "man",   "mei",   "mi",     "min",   "ming",
    "mo",     "mok",    "moo",    "moon",   "mu",    "mun",   "myeong", "myong", "myung",
    "na",     "nae",    "nam",    "ning",   "no",    "oh",    "ok",     "on",    "pan",
    "pang",   "pei",    "peng",   "pik",    "pil",   "pin",   "ping",   "po",    "pong",
    "pui",    "pyo",    "pyong",  "rae",    "rak",   "ran",   "ri",     "rim",   "rin",
    "rok",    "ryeol",  "ryol",   "ryong",  "ryul",  "ryun",  "sam",    "san",   "sang",
    "sek",    "seo",    "seok",   "seon",   "seong", "seung", "sheng",  "shih",  "shik",
    "shin",   "shing",  "shu",    "shui",   "shun",  "si",    "sik",    "sin",   "sing",
    "siu",    "so",     "sok",    "sol",    "son",   "song",  "soo",    "sook",  "soon",
    "sop",    "su",     "suh",    "suk",    "sum",   "sun",   "sung",   "sup",   "sze",
    "tae",    "taek",   "tai",    "tak",    "tat",   "teng",  "ting",   "to",    "tong",
    "tsai",   "tse",    "tseng",  "tso",    "tsu",   "tsung", "tung",   "u",     "ui",
    "uk",     "un",     "ung",    "up",     "wah",   "wai",   "wan",    "wang",  "wei",
    "wen",    "weon",   "wing",   "wo",     "wok",   "won",   "wong",   "woo",   "wook",
    "woon",   "wu",     "ya",     "yan",    "yang",  "yat",   "ye",     "yee",   "yen",
    "yeo",    "yeol",   "yeon",   "yeong",  "yeop",  "yeou",  "yi",     "yik",   "yin",
    "ying",   "yip",    "yiu",    "yo",     "yol",   "yon",   "yong",   "yoo",   "yoon",
    "you",    "young",  "yu",     "yuan",   "yue",   "yuen",  "yuk",    "yul",   "yun",
    "yung",
};

/* No prefix in "E-J" and "UN-backed". */
static bool is_initials(const scan *s, uint32_t at, uint32_t end, uint32_t next_end) {
    if (end - at == 1) return next_end <= end + 2 || at > s->begin; /* "Lashkar-e-Taiba" */
    return s->ch[at + 1].class == UNI_UPPER && scan_class(s, end + 2) == UNI_LOWER;
}

bool scan_binds_hyphen(const scan *s, uint32_t at, uint32_t end) {
    char word[SCAN_ENTRY], next[SCAN_ENTRY];
    if (!scan_lower(s, at, end, word, sizeof word)) return false;
    uint32_t next_end = scan_letters(s, end + 1);
    if (SCAN_TABLE_HAS(prefixes, word)) return !is_initials(s, at, end, next_end);
    if (!scan_lower(s, end + 1, next_end, next, sizeof next)) return false;
    if (SCAN_TABLE_HAS(endings, next) && scan_char(s, next_end) != '-') return true;
    return s->ch[at].class == UNI_UPPER && SCAN_TABLE_HAS(syllables, word) &&
           SCAN_TABLE_HAS(syllables, next);
}
