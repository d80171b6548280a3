/* Names and numbers of the tags, made from labels.def. */
#include "language/labels.h"

#include <string.h>

#include "dragoman.h"

static const char *const upos_names[] = {
#define UPOS(id, name) name,
#include "language/labels.def"
};
static const char *const xpos_names[] = {
#define XPOS(id, name) name,
#include "language/labels.def"
};
static const char *const deprel_names[] = {
#define DEPREL(id, name) name,
#include "language/labels.def"
};

const char *dg_upos_name(unsigned upos) {
    return upos < N_UPOS ? upos_names[upos] : "?";
}
const char *dg_xpos_name(unsigned xpos) {
    return xpos < N_XPOS ? xpos_names[xpos] : "?";
}
const char *dg_deprel_name(unsigned deprel) {
    return deprel < N_DEPREL ? deprel_names[deprel] : "?";
}

static int number_of(const char *name, size_t length, const char *const *names, int n) {
    for (int i = 0; i < n; i++)
        if (strlen(names[i]) == length && memcmp(names[i], name, length) == 0) return i;
    return -1;
}

int lang_upos_of(const char *name) {
    return number_of(name, strlen(name), upos_names, N_UPOS);
}
int lang_xpos_of(const char *name) {
    return number_of(name, strlen(name), xpos_names, N_XPOS);
}

int lang_deprel_of(const char *name) {
    int exact = number_of(name, strlen(name), deprel_names, N_DEPREL);
    return exact >= 0 ? exact : number_of(name, strcspn(name, ":"), deprel_names, N_DEPREL);
}
