/* Lemma look-up and the edits behind it. English forms differ from their lemmas at the end
 * only, but for a few hundred that the table holds whole ("went": strip 4, append "go"). */
#include "language/lemma.h"

#include <string.h>

#include "base/utf8.h"
#include "language/labels.h"
#include "language/verb.h"

/* Character starts of the last LEMMA_SUFFIX characters: out[k] is where the last k + 1
 * begin. Returns how many there are. */
static size_t suffix_starts(const char *s, size_t n, size_t out[LEMMA_SUFFIX]) {
    size_t k = 0;
    for (size_t i = n; i > 0 && k < LEMMA_SUFFIX;) {
        do i--;
        while (i > 0 && ((unsigned char)s[i] & 0xC0) == 0x80);
        out[k++] = i;
    }
    return k;
}

static size_t lower_copy(const char *s, size_t n, char out[LEMMA_MAX]) {
    size_t o = 0;
    for (size_t i = 0, step; i < n && o + 4 < LEMMA_MAX; i += step) {
        uint32_t c = utf8_decode(s + i, n - i, &step);
        o += utf8_encode(c == UTF8_BAD ? 0xFFFD : uni_lower(c), out + o);
    }
    out[o] = '\0';
    return o;
}

size_t lemma_keys(const char *form, size_t n, unsigned upos, unsigned xpos,
                  uint64_t out[LEMMA_KEYS]) {
    char lower[LEMMA_MAX];
    size_t start[LEMMA_SUFFIX], length = lower_copy(form, n, lower), n_key = 0;
    uint64_t tags = (uint64_t)upos << 16 | xpos << 8;
    out[n_key++] = hash_bytes(form, n, tags | 4);
    out[n_key++] = hash_bytes(lower, length, tags | 1);
    out[n_key++] = hash_bytes(lower, length, xpos << 8 | 5);
    for (size_t k = suffix_starts(lower, length, start); k-- > 0;)
        out[n_key++] = hash_bytes(lower + start[k], length - start[k], (xpos << 8 | 2));
    out[n_key++] = hash_bytes("", 0, (xpos << 8 | 3));
    return n_key;
}

size_t lemma_apply(const lemma_rule *rule, const char *form, size_t n, char out[LEMMA_MAX]) {
    char text[LEMMA_MAX];
    if (rule->lower) {
        n = lower_copy(form, n, text);
        form = text;
    }
    size_t append = strnlen(rule->append, LEMMA_APPEND), end = n;
    for (unsigned k = 0; k < rule->strip; k++) {
        if (end == 0) return 0;
        do end--;
        while (end > 0 && ((unsigned char)form[end] & 0xC0) == 0x80);
    }
    if (end + append + 1 > LEMMA_MAX || end + append == 0) return 0;
    memcpy(out, form, end);
    memcpy(out + end, rule->append, append);
    out[end + append] = '\0';
    return end + append;
}

/* Cut at a character's start. */
static size_t copy_form(const char *form, size_t n, char out[LEMMA_MAX]) {
    if (n >= LEMMA_MAX) {
        n = LEMMA_MAX - 1;
        while (n > 0 && ((unsigned char)form[n] & 0xC0) == 0x80) n--;
    }
    memcpy(out, form, n);
    out[n] = '\0';
    return n;
}

static size_t verb_base_of(const char *form, size_t n, unsigned xpos, char out[LEMMA_MAX]) {
    char lower[LEMMA_MAX];
    size_t length = lower_copy(form, n, lower);
    return verb_base(lower, length, xpos, out);
}

size_t lemma_of(const lemma_table *t, const char *form, size_t n, unsigned upos, unsigned xpos,
                char out[LEMMA_MAX]) {
    uint64_t key[LEMMA_KEYS];
    if (n + 8 >= LEMMA_MAX) return copy_form(form, n, out);
    size_t n_key = lemma_keys(form, n, upos, xpos, key);
    for (size_t i = 0; i < n_key; i++) {
        if (i == LEMMA_WHOLE && upos == UPOS_VERB) {
            size_t length = verb_base_of(form, n, xpos, out);
            if (length) return length;
        }
        uint32_t id = hash_find(t->slot, t->mask, key[i]);
        if (id == HASH_NONE || id >= t->n_rule) continue;
        size_t length = lemma_apply(&t->rule[id], form, n, out);
        if (length) return length;
    }
    return copy_form(form, n, out);
}

static size_t common_prefix(const char *a, const char *b) {
    size_t i = 0;
    while (a[i] && a[i] == b[i]) i++;
    while (i > 0 && ((unsigned char)a[i] & 0xC0) == 0x80) i--;
    return i;
}

static bool edit_between(const char *form, const char *lemma, lemma_rule *out) {
    size_t same = common_prefix(form, lemma), append = strlen(lemma + same);
    size_t strip = utf8_count(form + same, strlen(form + same));
    if (append > LEMMA_APPEND || strip > UINT8_MAX) return false;
    out->strip = (uint8_t)strip;
    memcpy(out->append, lemma + same, append + 1);
    return true;
}

bool lemma_rule_between(const char *form, const char *lemma, lemma_rule *out) {
    char lower[LEMMA_MAX], lower_lemma[LEMMA_MAX];
    if (strlen(form) + 8 >= LEMMA_MAX || strlen(lemma) + 8 >= LEMMA_MAX) return false;
    memset(out, 0, sizeof *out);
    lower_copy(form, strlen(form), lower);
    lower_copy(lemma, strlen(lemma), lower_lemma);
    out->lower = strcmp(lower_lemma, lemma) == 0;
    return edit_between(out->lower ? lower : form, lemma, out);
}
