/* Which hyphens stay inside a word. UD English parts compounds at the hyphen ("long - term")
 * but keeps a prefix that is no word of its own with what it stands before ("anti-war"), and
 * the given names of Korea and China as newsrooms write them ("Jong-un", "Jiu-jitsu"). */
#include "language/scan.h"

static const char prefixes[][SCAN_ENTRY] = {
    "afro", "anti", "arch",  "co",    "counter", "cross", "e",     "eco",    "euro",
    "ex",   "hyper", "inter", "intra", "macro",  "mega",  "meta",  "micro",  "mid",
    "mini", "mono", "multi", "nano",  "neo",     "non",   "over",  "pan",    "para",
    "poly", "post", "pre",   "pro",   "proto",   "pseudo", "psycho", "re",   "semi",
    "socio", "sub", "super", "supra", "trans",   "tri",   "ultra", "un",     "under",
};

bool scan_binds_hyphen(const scan *s, uint32_t at, uint32_t end) {
    char word[SCAN_ENTRY];
    if (!scan_lower(s, at, end, word, sizeof word)) return false;
    return SCAN_TABLE_HAS(prefixes, word);
}
