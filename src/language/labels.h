/* The tag enums of labels.def, and the way from a name to its number. */
#ifndef LANGUAGE_LABELS_H
#define LANGUAGE_LABELS_H

enum {
#define UPOS(id, name) UPOS_##id,
#include "language/labels.def"
    N_UPOS
};

enum {
#define XPOS(id, name) XPOS_##id,
#include "language/labels.def"
    N_XPOS
};

enum {
#define DEPREL(id, name) DEPREL_##id,
#include "language/labels.def"
    N_DEPREL
};

/* The number of a tag, or -1. A deprel with an unknown subtype gives its plain relation. */
int lang_upos_of(const char *name);
int lang_xpos_of(const char *name);
int lang_deprel_of(const char *name);

#endif
