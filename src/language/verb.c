/* From a form back to the verbs that it may come from, the likelier first: "fining" is from
 * "fine" before "fin", "barring" from "bar". */
#include "language/verb.h"

#include <stdlib.h>
#include <string.h>

#include "language/labels.h"

enum { LONGEST = 32 };

static const char *const verbs[] = {
#define VERB(base) #base,
#include "language/verbs.def"
#undef VERB
};

typedef struct irregular_form {
    const char *form, *base;
} irregular_form;

static const irregular_form irregular[] = {
#define IRREGULAR(form, base) {#form, #base},
#include "language/verbs.def"
#undef IRREGULAR
};

static int compare_verbs(const void *key, const void *verb) {
    return strcmp(key, *(const char *const *)verb);
}

static int compare_forms(const void *key, const void *form) {
    return strcmp(key, ((const irregular_form *)form)->form);
}

static bool is_verb(const char *base) {
    return bsearch(base, verbs, sizeof verbs / sizeof *verbs, sizeof *verbs, compare_verbs);
}

/* The form with `strip` of its n characters cut and `append` in their place, if that is a verb.
 */
static bool try_base(const char *form, size_t n, size_t strip, const char *append,
                     char out[LEMMA_MAX]) {
    if (n < strip + 2) return false;
    memcpy(out, form, n - strip);
    strcpy(out + n - strip, append);
    return is_verb(out);
}

static bool ends_in(const char *form, size_t n, const char *end) {
    size_t m = strlen(end);
    return n > m && !memcmp(form + n - m, end, m);
}

/* Behind "ing" or "ed", of `strip` letters: with an e, as it stands, without the double letter.
 */
static bool try_stem(const char *form, size_t n, size_t strip, char out[LEMMA_MAX]) {
    if (try_base(form, n, strip, "e", out) || try_base(form, n, strip, "", out)) return true;
    bool twice = n > strip + 2 && form[n - strip - 1] == form[n - strip - 2];
    return twice && try_base(form, n, strip + 1, "", out);
}

static bool try_past(const char *form, size_t n, char out[LEMMA_MAX]) {
    if (ends_in(form, n, "ied") && try_base(form, n, 3, "y", out)) return true;
    return ends_in(form, n, "ed") && try_stem(form, n, 2, out);
}

static bool try_participle(const char *form, size_t n, char out[LEMMA_MAX]) {
    if (ends_in(form, n, "ying") && try_base(form, n, 4, "ie", out)) return true;
    return ends_in(form, n, "ing") && try_stem(form, n, 3, out);
}

static bool try_third_person(const char *form, size_t n, char out[LEMMA_MAX]) {
    if (ends_in(form, n, "ies") && try_base(form, n, 3, "y", out)) return true;
    if (!ends_in(form, n, "s")) return false;
    return try_base(form, n, 1, "", out) ||
           (ends_in(form, n, "es") && try_base(form, n, 2, "", out));
}

static bool try_irregular(const char *form, char out[LEMMA_MAX]) {
    const irregular_form *found = bsearch(form, irregular, sizeof irregular / sizeof *irregular,
                                          sizeof *irregular, compare_forms);
    if (found) strcpy(out, found->base);
    return found != NULL;
}

size_t verb_base(const char *form, size_t n, unsigned xpos, char out[LEMMA_MAX]) {
    bool found = false;
    if (n > LONGEST) return 0;
    switch (xpos) {
    case XPOS_VBD:
    case XPOS_VBN:
        found =
            try_irregular(form, out) || try_past(form, n, out) || try_base(form, n, 0, "", out);
        break;
    case XPOS_VBG:
        found = try_irregular(form, out) || try_participle(form, n, out);
        break;
    case XPOS_VBZ:
        found = try_third_person(form, n, out);
        break;
    case XPOS_VB:
    case XPOS_VBP:
        found = try_base(form, n, 0, "", out);
        break;
    default:
        break;
    }
    return found ? strlen(out) : 0;
}
