/* Whether a full stop belongs to the word before it.
 *
 * An abbreviation in the middle of a sentence keeps its stop. At a sentence's end there is
 * one stop for both, and UD English gives it to the sentence. Where the sentence ends is not
 * known yet, so the next word decides: titles ("Gen.") are always followed by a name, some
 * ("No.") mean something else unless a number follows, and for the rest a word that begins
 * sentences much more often than it is a name ("The") shows an end. */
#include "language/scan.h"

/* Followed by what they belong to. */
static const char titles[][SCAN_ENTRY] = {
    "adm",   "amb",  "approx", "asst", "atty", "bros", "brig", "capt", "cmdr", "col",   "comdr",
    "cpl",   "cpt",  "dr",     "esp",  "ft",   "gen",  "gov",  "hon",  "insp", "lt",    "maj",
    "messrs", "mgr", "mlle",   "mme",  "mr",   "mrs",  "ms",   "msgr", "mt",   "ofc",   "pfc",
    "pres",  "prof", "pvt",    "rep",  "reps", "rev",  "rt",   "sen",  "sens", "sgt",   "spc",
    "spec",  "st",   "ste",    "supt", "vs",
};

/* Stop only before a number. */
static const char numbered[][SCAN_ENTRY] = {
    "art", "ca", "ch", "eq", "fig", "figs", "no", "nos", "nr", "p", "para", "pp", "sec", "v",
    "vol",
};

/* May end a sentence, too. */
static const char others[][SCAN_ENTRY] = {
    "ala",  "al",   "apr",  "ariz", "ark",  "attn", "aug",  "ave",  "blvd", "calif", "cf",
    "co",   "colo", "conn", "corp", "dec",  "del",  "dept", "div",  "ed",   "eds",   "eg",
    "est",  "etc",  "ext",  "feb",  "fla",  "fri",  "ga",   "govt", "ie",   "ill",   "inc",
    "ind",  "jan",  "jr",   "jul",  "jun",  "kan",  "kans", "ky",   "la",   "ltd",   "mar",
    "mass", "md",   "mfg",  "mich", "minn", "miss", "mo",   "mon",  "mont", "neb",   "nev",
    "nov",  "oct",  "okla", "ont",  "ore",  "oz",   "pa",   "ph",   "plc",  "pty",   "que",
    "rd",   "sat",  "sept", "sep",  "sr",   "sun",  "tenn", "tex",  "thu",  "thur",  "thurs",
    "tue",  "tues", "univ", "va",   "viz",  "vt",   "wash", "wed",  "wis",  "wyo",   "yrs",
};

/* Words in their own right unless they have a capital. */
static const char need_capital[][SCAN_ENTRY] = {
    "al",
};
