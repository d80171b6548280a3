/* dragoman: news text in, who did what to whom out.
 *
 * The one public header. It is in three parts: one call that parses a text, the
 * engine and context behind it for those who parse many, and the story reader.
 *
 * Ownership. What a function returns through an `out` pointer is the caller's and
 * has one function that frees it; the free functions take NULL. Every `const`
 * pointer inside a dg_story or dg_document belongs to the context or reader that
 * made it and lives until the next call on that object. Strings end with a NUL;
 * where a length stands beside one, the string may hold NULs too.
 *
 * Errors. A function that can fail returns a dg_status and, when it is not DG_OK or
 * DG_END, fills the dg_error (which may be NULL). The library never prints, exits or
 * aborts on input.
 *
 * Threads. A dg_engine is read-only once open: any number of threads may use it. A
 * dg_context and a dg_reader belong to one thread at a time.
 *
 * Positions are bytes into the UTF-8 text as it was given, [start, end).
 */
#ifndef DRAGOMAN_H
#define DRAGOMAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define DG_API __attribute__((visibility("default")))
#else
#define DG_API
#endif

/* The version of this header, and the one place where it stands: the build takes its own from
 * here. What is compiled against one MAJOR runs with any library of the same (its soname tells),
 * from 1.0 on; before that, of the same MINOR, too. */
#define DG_VERSION_MAJOR 0
#define DG_VERSION_MINOR 1
#define DG_VERSION_PATCH 0
#define DG_VERSION_TEXT_OF(major, minor, patch) #major "." #minor "." #patch
#define DG_VERSION_TEXT(major, minor, patch) DG_VERSION_TEXT_OF(major, minor, patch)
#define DG_VERSION DG_VERSION_TEXT(DG_VERSION_MAJOR, DG_VERSION_MINOR, DG_VERSION_PATCH)

/* The version of the library that runs, as DG_VERSION. Static. Any threads. */
DG_API const char *dg_version(void);

/* ---- errors ------------------------------------------------------------------ */

typedef enum dg_status {
    DG_OK = 0,
    DG_END,          /* nothing more to read; not an error */
    DG_BAD_ARGUMENT, /* the call itself is wrong */
    DG_NO_MEMORY,
    DG_IO,         /* the system refused: open, read, write, map */
    DG_BAD_INPUT,  /* a record that cannot be read; the next one may */
    DG_BAD_MODEL,  /* the model file is damaged or foreign */
    DG_OVER_LIMIT, /* a documented limit was passed */
    DG_BAD_STORE,  /* the database is damaged, or no store of this version */
} dg_status;

typedef struct dg_error {
    dg_status code;
    char message[200]; /* what is wrong, one line, no full stop */
    char file[200];    /* "" where no file is concerned; a long path keeps its end */
    uint64_t line;     /* from 1; 0 when not known */
    uint64_t byte;     /* from 0, into the file or record; DG_NO_BYTE when not known */
} dg_error;

#define DG_NO_BYTE UINT64_MAX

/* Write "FILE:LINE: message" (or "FILE: byte N: message") into out, always ended
 * with a NUL. Returns the length it would have had. */
DG_API size_t dg_error_format(const dg_error *error, char *out, size_t size);

/* ---- what a parsed story holds ------------------------------------------------- */

/* What a stretch of text is to the story (src/story/layout.c tells them apart). */
typedef enum dg_block_kind {
    DG_BODY,
    DG_HEADLINE,
    DG_DATELINE, /* "ANTALYA, Turkey, Nov. 15 (Reuters) -" */
    DG_BYLINE,   /* "By Jane Doe" */
    DG_CAPTION,  /* of a photo */
    DG_CREDIT,   /* who took the photo */
} dg_block_kind;

/* A stretch of text that no sentence crosses. */
typedef struct dg_block {
    uint32_t start, end;
    dg_block_kind kind;
    bool new_paragraph; /* false for a body that goes on after its dateline */
} dg_block;

typedef struct dg_sentence {
    uint32_t start, end;
    uint32_t block; /* index into the story's blocks */
    uint32_t token, n_token;
    uint32_t word, n_word; /* first word, and how many: at most DG_MAX_SENTENCE */
} dg_sentence;

/* What stands in the text between spaces and punctuation; one or more words. */
typedef struct dg_token {
    uint32_t start, end;
    uint32_t word;
    uint16_t n_word; /* 2 or more: a multiword token such as "don't" */
    bool space_after;
} dg_token;

/* A syntactic word of Universal Dependencies v2 (de Marneffe et al. 2021). */
typedef struct dg_word {
    uint32_t start, end; /* its part of the token */
    uint32_t head;       /* from 1 within the sentence; 0 for the root */
    uint16_t upos;       /* dg_upos_name() and so on give the names */
    uint16_t xpos;
    uint16_t feats;
    uint16_t deprel;
    const char *norm;  /* the form as read: entities and soft hyphens seen through */
    const char *lemma; /* never NULL once parsed */
} dg_word;

/* Longer sentences are cut, at a clause end where there is one, so that no input
 * costs more than linear time; the story then says so in `cut_sentences`. */
#define DG_MAX_SENTENCE 200

/* What stands without white space for more characters is cut, and no token has more bytes;
 * counted in `cut_tokens`. */
#define DG_MAX_TOKEN 400

/* ---- what a story holds of actors ------------------------------------------------- */

#define DG_SECTORS 4

/* Who is meant, in the terms of the codebook (PLOVER; ISO 3166-1 alpha-3). */
typedef struct dg_actor {
    const char *country;            /* "RUS", "UNO"; "" when not known or none */
    const char *sector[DG_SECTORS]; /* best first: "GOV"; "" behind the last */
    const char *entity;             /* id in the actor base, "vladimir-putin"; "" for none */
    const char *name;               /* "Vladimir Putin"; "" for none */
    const char *role;               /* "president" as of the story's date; "" for none */
    const char *why;                /* what decided it, for people to read */
} dg_actor;

typedef enum dg_mention_kind {
    DG_NAME,     /* "Sergei Lavrov", "Russian Foreign Minister Sergei Lavrov", "Moscow" */
    DG_NOMINAL,  /* "the rebels", "a police officer", "12 of them" */
    DG_PRONOUN,  /* "he", "their" */
    DG_MODIFIER, /* within a phrase: "Turkish" in "the Turkish offensive" */
    DG_GROUP,    /* several at once: "Obama and Putin"; its parts are mentions, too */
} dg_mention_kind;

typedef enum dg_sort {
    DG_UNKNOWN,
    DG_PERSON, /* one or several */
    DG_ORGANISATION,
    DG_PLACE, /* also a state, whether it acts or locates */
    DG_THING,
} dg_sort;

#define DG_NONE UINT32_MAX

/* A phrase that names somebody or something. */
typedef struct dg_mention {
    uint32_t start, end;  /* bytes; titles and modifiers, but no relative clause */
    uint32_t sentence;    /* index into the story's sentences */
    uint32_t head;        /* index into the story's words: what governs it hangs on this one */
    uint32_t chain;       /* mentions with the same number mean the same; the lowest such
                             mention's index */
    uint32_t part, n_part; /* of a group: mention indices story->mention_part[part...] */
    dg_mention_kind kind;
    dg_sort sort;
    bool plural;
    bool locates; /* a place that only says where: no actor here */
    dg_actor actor;
} dg_mention;

/* ---- events ------------------------------------------------------------------------ */

/* Who takes part. */
typedef struct dg_participant {
    uint32_t mention;    /* index into the story's mentions; DG_NONE: not named in the sentence */
    uint32_t start, end; /* bytes; both 0 when not named */
    dg_actor actor;
} dg_participant;

/* When, as days: "2015-11-13"; "" when the text does not say. */
typedef struct dg_when {
    char first[11], last[11];
    uint32_t start, end; /* bytes of the expression */
} dg_when;

/* Where (docs/places.md): a phrase of the text, and the place of the gazetteer that it means. */
typedef struct dg_place {
    uint32_t start, end;  /* bytes of the phrase */
    uint32_t mention;     /* whose phrase it is; DG_NONE */
    const char *name;     /* "Aleppo"; "" when it names no place that is known */
    const char *country;  /* ISO 3166-1 alpha-3; "" when not known, or none as of a sea */
    const char *admin1;   /* the first-order division that it lies in; "" */
    double lat, lon;      /* degrees; NAN when not known */
    const char *id;       /* "geonames:170063"; "" */
    const char *why;      /* what decided it, for people to read */
} dg_place;

/* How many, as the event's own words say: the least that is meant of "at least 14", "10 to 15",
 * "hundreds" (100); 0 where it says none; DG_NONE where it does not say. */
typedef struct dg_size {
    uint32_t dead, injured, arrested;
    uint32_t participants; /* protesters; troops moved */
} dg_size;

enum { DG_CONTEXTS = 6 };

/* Who did what to whom: the record's fields (docs/coding.md). */
typedef struct dg_event {
    uint32_t sentence;
    const char *type;      /* PLOVER: "CONSULT" */
    const char *mode;      /* "visit"; "" for none */
    const char *status;    /* "actual", "future", "hypothetical", "negated", "historical" */
    const char *cameo;     /* "042" */
    double goldstein, score;
    int quad;              /* 1 verbal cooperation .. 4 material conflict */
    uint32_t trigger_start, trigger_end;
    uint32_t actor, n_actor;         /* into story->participant */
    uint32_t recipient, n_recipient;
    uint32_t said_by;      /* into story->participant; DG_NONE */
    dg_when when;
    uint32_t place;        /* into story->place; DG_NONE */
    dg_size size;
    const char *context[DG_CONTEXTS]; /* what the passage is about: "military"; "" behind the last */
    uint32_t same_as;      /* an earlier event; DG_NONE */
    float confidence;
    const char *frame;     /* "CONSULT/hold-talks" */
    const char *why;       /* the frame's file and line, and what composed it */
    bool left_out;         /* not to be written (a selection passed it over); it keeps its number */
} dg_event;

/* Where a frame fitted and nothing was coded. */
typedef struct dg_rejection {
    uint32_t word;      /* index into the story's words */
    const char *frame;  /* "RETREAT/leave"; "" when no frame fitted a verb or noun that has some */
    const char *reason; /* static */
} dg_rejection;

typedef struct dg_story {
    const char *id, *date, *title, *source, *url, *lang; /* "" where not given */
    const char *text;
    size_t n_text;
    uint32_t part;        /* 0, or which part of a long text this is */
    uint64_t text_offset; /* bytes of the text before this part */
    uint64_t char_offset; /* the same in characters */
    const dg_block *block;
    size_t n_block;
    const dg_sentence *sentence;
    size_t n_sentence;
    const dg_token *token;
    size_t n_token;
    const dg_word *word;
    size_t n_word;
    const dg_mention *mention; /* in order of their heads; filled by dg_identify() */
    size_t n_mention;
    const uint32_t *mention_part;
    size_t n_mention_part;
    const dg_event *event; /* in order of their triggers; filled by dg_code() */
    size_t n_event;
    const dg_participant *participant;
    size_t n_participant;
    const dg_place *place; /* of the events; several may share one */
    size_t n_place;
    const dg_rejection *rejection; /* what was not coded, and why */
    size_t n_rejection;
    uint64_t sentence_offset; /* sentences in earlier parts */
    bool date_is_own; /* `date` was not given with the text: the text tells it */
    uint32_t cut_sentences, cut_tokens;
} dg_story;

/* ---- engine and context --------------------------------------------------------- */

typedef struct dg_engine dg_engine;
typedef struct dg_context dg_context;

typedef struct dg_engine_options {
    const char *data; /* the data folder; NULL: $DRAGOMAN_DATA, else as built or installed
                         with this program or library, else below the prefix configured */
    const char *const *actors; /* files of the user's own actors, laid over the project's */
    size_t n_actors;
    const char *const *frames; /* and event frames */
    size_t n_frames;
    /* Called for each mistake in the user's files, which are read on behind it; may be NULL. */
    void (*warn)(void *user, const dg_error *warning);
    void *user;
    const char *cpu;  /* NULL: the best this processor has; "generic", "avx2", "avx512",
                         "neon" force one. All give the same output. */
} dg_engine_options;

/* Load what is shared and read-only. options may be NULL. Errors: DG_IO,
 * DG_BAD_MODEL, DG_BAD_ARGUMENT (a cpu this processor has not), DG_NO_MEMORY. */
DG_API dg_status dg_engine_open(const dg_engine_options *options, dg_engine **out,
                                dg_error *error);
DG_API void dg_engine_close(dg_engine *engine);

/* Which kernels the engine runs: "avx512", "avx2", "generic", "neon". Static. */
DG_API const char *dg_engine_cpu(const dg_engine *engine);

/* Which data an engine works with: the checksums in the files' headers, 0 for a file of the
 * user's own that is not there. The same version and data code a story the same. */
typedef struct dg_data {
    uint64_t model, judge, actors, frames, places, contexts, own_actors, own_frames;
} dg_data;

DG_API dg_data dg_engine_data(const dg_engine *engine);

/* A context holds all that changes while a story is read; one a thread. The engine
 * must outlive it. Errors: DG_NO_MEMORY. */
DG_API dg_status dg_context_new(const dg_engine *engine, dg_context **out, dg_error *error);
DG_API void dg_context_free(dg_context *context);

/* A text with what is known of it. Only text is required; NULL and "" are the same. */
typedef struct dg_document {
    const char *id, *date, *title, *source, *url, *lang;
    const char *text; /* valid UTF-8 */
    size_t n_text;    /* at most DG_MAX_TEXT */
    uint32_t part;    /* 0, or which part of a longer text */
    uint64_t text_offset;
    const char *file; /* where it was read, and its line, for messages */
    uint64_t line;
    bool date_is_settled; /* by the text's first part, even if it told none: its own is not
                             looked for again */
} dg_document;

/* Longest text a context takes at once; the reader cuts longer ones in parts, at a
 * paragraph's end where there is one. */
#define DG_MAX_TEXT ((size_t)1 << 18)

/* The parts of a text go to one context, one behind the other: their sentences and characters are
 * counted on, and all have the date that the first part tells, where the text came without one.
 * Who gives them to several contexts settles the date of later parts himself, and counts. */

/* Parse one document: blocks, sentences, tokens, words, tags, lemmas, dependencies.
 * *out belongs to the context and lives until its next call. Linear in n_text.
 * Errors: DG_BAD_INPUT (not UTF-8, at error->byte), DG_OVER_LIMIT, DG_NO_MEMORY. */
DG_API dg_status dg_parse(dg_context *context, const dg_document *document,
                          const dg_story **out, dg_error *error);

/* Parse one document and say who is who in it: dg_parse(), then mentions, coreference within
 * the story, and each mention's actor as of the document's date. Errors as dg_parse(). */
DG_API dg_status dg_identify(dg_context *context, const dg_document *document,
                             const dg_story **out, dg_error *error);

/* The main job: dg_identify(), then who did what to whom. Errors as dg_parse(). */
DG_API dg_status dg_code(dg_context *context, const dg_document *document, const dg_story **out,
                         dg_error *error);

/* ---- the relation of two marked actors ------------------------------------------------ */

enum { DG_TYPES = 16 };

typedef struct dg_span {
    uint32_t start, end; /* bytes; empty for none */
} dg_span;

typedef struct dg_relation {
    const char *type, *mode; /* the best; never NULL, mode "" for none */
    double score;            /* of the conflict-cooperation scale */
    double weight[DG_TYPES]; /* of each type, in all 1 (or 0, when nothing tells) */
    uint8_t ranked[DG_TYPES]; /* types by weight; dg_type_name() names them */
    const char *why;
} dg_relation;

/* Code the document and say what its source does to its target, always with a best type. Strings
 * live until the context's next call. Errors as dg_parse(). */
DG_API dg_status dg_relate(dg_context *context, const dg_document *document,
                           const dg_span *source, const dg_span *target, dg_relation *out,
                           dg_error *error);

/* The name of a type, 0 .. DG_TYPES - 1. Static. */
DG_API const char *dg_type_name(unsigned type);

/* The mention that stands for text[start, end) of the story last identified: the one whose
 * phrase it is, or whose head lies in it. DG_NONE when no noun is there. */
DG_API uint32_t dg_mention_at(const dg_story *story, uint32_t start, uint32_t end);

/* Names of the tags in a dg_word; static, or the engine's for feats. upos: the 17
 * universal parts of speech; xpos: Penn Treebank tags as UD English has them; feats:
 * "Mood=Ind|Tense=Past|VerbForm=Fin", "_" for none; deprel: UD relations with English
 * subtypes ("nsubj:pass"). "?" for a number out of range. */
DG_API const char *dg_upos_name(unsigned upos);
DG_API const char *dg_xpos_name(unsigned xpos);
DG_API const char *dg_deprel_name(unsigned deprel);
DG_API const char *dg_feats_name(const dg_engine *engine, unsigned feats);

/* ---- the ontology ----------------------------------------------------------------------- */

typedef enum dg_code_kind { DG_CODE_TYPE, DG_CODE_MODE, DG_CODE_CONTEXT, DG_CODE_CAMEO } dg_code_kind;

/* What a code in an event means. All strings are static; "" and 0 for what a kind has not. */
typedef struct dg_ontology_row {
    dg_code_kind kind;
    const char *code;       /* "CONSULT", "visit", "diplomatic", "042" */
    const char *type, *mode; /* a type's or mode's own; what a CAMEO code converts to */
    const char *cameo;      /* the code of an event that is nothing more special */
    const char *context[2]; /* what a CAMEO code implies of the passage */
    int quad;               /* 1 verbal cooperation .. 4 material conflict */
    double score;           /* PLOVER's, from -10 conflict to 10 cooperation */
    double goldstein;       /* that of the CAMEO code */
    const char *meaning;
} dg_ontology_row;

/* The i-th row, from 0: types, modes, contexts, CAMEO codes. False behind the last. */
DG_API bool dg_ontology(size_t i, dg_ontology_row *out);

/* ---- writing ---------------------------------------------------------------------- */

/* Where bytes go. Returns false when they could not be written. */
typedef bool (*dg_write_fn)(void *user, const char *bytes, size_t n);

typedef struct dg_conllu_options {
    bool ranges; /* add TokenRange=START:END (characters of the whole text) to MISC */
} dg_conllu_options;

/* Write a parsed story as CoNLL-U (universaldependencies.org/format.html). options may
 * be NULL. Errors: DG_IO when write returns false. */
DG_API dg_status dg_write_conllu(const dg_engine *engine, const dg_story *story,
                                 const dg_conllu_options *options, dg_write_fn write,
                                 void *user, dg_error *error);

/* Write one mention as a line of JSON: "id" as given, "text", "start" and "end" in characters,
 * "country", "sector", "entity", "name", "role" and "why"; null for what is not known. A
 * mention of DG_NONE is written as nobody. Errors: DG_IO, DG_NO_MEMORY. */
DG_API dg_status dg_write_mention_json(const dg_story *story, uint32_t mention, const char *id,
                                       dg_write_fn write, void *user, dg_error *error);

/* The same for all mentions of a story, in time linear in it. */
DG_API dg_status dg_write_mentions_json(const dg_story *story, const char *id,
                                        dg_write_fn write, void *user, dg_error *error);

/* Write a story's events as JSON Lines, one record a line. Errors: DG_IO, DG_NO_MEMORY. */
DG_API dg_status dg_write_events_json(const dg_story *story, dg_write_fn write, void *user,
                                      dg_error *error);

/* The formats events are written in (docs/formats.md). */
typedef enum dg_format {
    DG_FORMAT_JSONL,
    DG_FORMAT_PLOVER,
    DG_FORMAT_CSV,
    DG_FORMAT_TSV,
    DG_FORMAT_PHOENIX,
    DG_FORMAT_ICEWS,
    DG_FORMAT_POLECAT,
    DG_FORMAT_GDELT,
    DG_FORMATS, /* how many there are */
} dg_format;

/* The format called so ("csv"); DG_FORMATS for none. */
DG_API dg_format dg_format_named(const char *name);

/* A format's name, and what it is in a few words. Static; NULL for a number out of range. */
DG_API const char *dg_format_name(dg_format format);
DG_API const char *dg_format_about(dg_format format);

/* Whether files of the format begin with a line of column names, and these: [*n], static; NULL
 * for what is no table. */
DG_API bool dg_format_has_header(dg_format format);
DG_API const char *const *dg_format_columns(dg_format format, size_t *n);

/* Write the line of column names; nothing for what is no table. Errors: DG_BAD_ARGUMENT (no such
 * format), DG_IO, DG_NO_MEMORY. */
DG_API dg_status dg_write_header(dg_format format, dg_write_fn write, void *user,
                                 dg_error *error);

/* Write a story's events in a format, whole lines at a time, without a header. The same story
 * gives the same bytes in every run and locale. Errors as dg_write_header(). Any threads. */
DG_API dg_status dg_write_events(const dg_story *story, dg_format format, dg_write_fn write,
                                 void *user, dg_error *error);

/* ---- duplicates --------------------------------------------------------------------------- */

/* Finds stories with nearly the same text, and groups the events that tell of one happening
 * (docs/dedup.md). It sees stories and events in the order in which they come, remembers the
 * latest of both, and takes the same time for each, however many came before. It belongs to one
 * thread at a time. */
typedef struct dg_dedup dg_dedup;

typedef struct dg_dedup_options {
    uint32_t days;    /* that the dates of one happening may be apart; at most 31 */
    uint32_t stories; /* how many are remembered, 1,400 bytes each; at most 2^24 */
    uint32_t events;  /* the same for groups of events, 700 bytes each */
} dg_dedup_options;

#define DG_DEDUP_DEFAULTS {.days = 2, .stories = 1u << 16, .events = 1u << 16}

/* options: NULL for DG_DEDUP_DEFAULTS; numbers to remember are rounded up to a power of 2.
 * Errors: DG_BAD_ARGUMENT (out of range), DG_NO_MEMORY. */
DG_API dg_status dg_dedup_new(const dg_dedup_options *options, dg_dedup **out, dg_error *error);
DG_API void dg_dedup_free(dg_dedup *dedup);

/* How a story's text is like that of an earlier one. */
typedef struct dg_likeness {
    const char *duplicate_of; /* id of the first story with this text; NULL: a new one */
    double resemblance;       /* 0 .. 1: estimated part of both texts that they share */
    double containment;       /* the same of the shorter text */
} dg_likeness;

/* Add a story, which must have an id, before its events. Of a long text its first part decides.
 * out may be NULL; its strings live until the next call. Linear in n_text. Errors: DG_BAD_INPUT
 * (not UTF-8), DG_BAD_ARGUMENT, DG_NO_MEMORY. */
DG_API dg_status dg_dedup_story(dg_dedup *dedup, const dg_document *document, dg_likeness *out,
                                dg_error *error);

/* Write what was found of a story as a line of JSON: "id" as given, "duplicate_of" (null),
 * "resemblance", "containment". Errors: DG_IO, DG_NO_MEMORY. */
DG_API dg_status dg_write_likeness(const char *id, const dg_likeness *likeness,
                                   dg_write_fn write, void *user, dg_error *error);

/* Is a story of this id among those remembered? */
DG_API bool dg_dedup_has(const dg_dedup *dedup, const char *story);

/* Which group an event belongs to. */
typedef struct dg_group {
    const char *id;   /* of its first record; lives until the next call */
    uint32_t number;  /* from 0, in order of arrival */
    bool first;       /* this is its first record */
    bool repeats_day; /* it is not, or each directed dyad of it had an event of its type and
                         status on its day: passed over by the rule of one a day */
    uint32_t sources; /* how many different ones told it so far: a story's source, else the story */
} dg_group;

/* Add the event of a coded story. All events of a story come together. Stories need not have been
 * added; those that have help. Errors: DG_BAD_ARGUMENT (no such event, or a story without an id),
 * DG_NO_MEMORY. */
DG_API dg_status dg_dedup_event(dg_dedup *dedup, const dg_story *story, uint32_t event,
                                dg_group *out, dg_error *error);

/* The same of a record as dg_write_events_json() writes it: n bytes of JSON. It holds neither
 * its story's date nor its source: those, too, are known from a story added before. `missing`,
 * which may be NULL, is called with the id of a story that is not remembered, and may add it.
 * Errors: DG_BAD_INPUT, DG_OVER_LIMIT (more than 1 MiB), DG_NO_MEMORY: this record is not
 * added, the next may be. */
DG_API dg_status dg_dedup_record(dg_dedup *dedup, const char *json, size_t n,
                                 void (*missing)(void *user, const char *story), void *user,
                                 dg_group *out, dg_error *error);

/* Write such a record as a line with the fields "group", "first" and "sources", instead of those
 * it may have. The rest stays as it is. Errors: DG_BAD_INPUT (no JSON object), DG_IO,
 * DG_NO_MEMORY. */
DG_API dg_status dg_write_grouped(const char *json, size_t n, const dg_group *group,
                                  dg_write_fn write, void *user, dg_error *error);

/* ---- the store ---------------------------------------------------------------------------- */

/* Events in an SQLite database (docs/store.md). A handle belongs to one thread at a time, save
 * that dg_store_claim() may be in one thread while dg_store_put() or dg_store_commit() is in
 * another; any number of handles, in any number of processes, may have one store open: one of
 * them writes at a time and the others wait. What was committed is never lost, however the program ends. */
typedef struct dg_store dg_store;

typedef struct dg_store_options {
    bool read_only;   /* the store must be there; else it is made where there is none */
    unsigned wait_ms; /* how long to wait for one who has the store locked; 0: a minute */
} dg_store_options;

/* Open a store; one of an earlier version is brought up to date. options may be NULL. Errors:
 * DG_IO (cannot be opened, locked, read-only, full), DG_BAD_STORE, DG_NO_MEMORY. The functions
 * below fail with the same; after DG_IO and DG_BAD_STORE what was put since the last commit is
 * not in the store. */
DG_API dg_status dg_store_open(const char *path, const dg_store_options *options,
                               dg_store **out, dg_error *error);

/* Close it, without what is not committed. */
DG_API void dg_store_close(dg_store *store);

/* Begin a run: what is put from here on was coded by this engine, or (NULL) is imported. */
DG_API dg_status dg_store_begin(dg_store *store, const dg_engine *engine, dg_error *error);

/* What a store knows of a document. */
typedef struct dg_coded {
    bool before;         /* an earlier run with the same version and data coded this very one */
    uint64_t n_sentence; /* how many sentences it had */
    char date[11];       /* the day it was coded with, as the next part of its text needs it; "" */
} dg_coded;

/* Ask whether a document, or this part of one, was coded before. If not, its story is expected:
 * until that is put, other documents of its id were not coded before either. So a store holds the
 * same however many stories are under way at a time. */
DG_API dg_status dg_store_claim(dg_store *store, const dg_document *document, dg_coded *out,
                                dg_error *error);

/* Copy of a coded story what a store needs, so that it outlives its context's next call: all but
 * tokens, words, rejections, reasons ("why" is "") and mentions other than whom it names. Free it
 * with dg_story_free(). Errors: DG_NO_MEMORY. */
DG_API dg_status dg_story_copy(const dg_story *story, dg_story **out, dg_error *error);
DG_API void dg_story_free(dg_story *copy);

/* Put a coded story there, or the next part of one, in place of what was there under its id.
 * Commits now and then, every few seconds, between stories. Errors also: DG_BAD_ARGUMENT (no
 * run, or a story without an id). */
DG_API dg_status dg_store_put(dg_store *store, const dg_story *story, dg_error *error);

/* Make all that was put permanent. */
DG_API dg_status dg_store_commit(dg_store *store, dg_error *error);

/* What a run has done so far. */
typedef struct dg_store_counts {
    uint64_t stories, events; /* put and committed */
    uint64_t again;           /* stories that came twice in this run: the later one holds */
} dg_store_counts;

DG_API dg_store_counts dg_store_done(const dg_store *store);

/* Take one event record as dg_write_events_json() writes it: n bytes of JSON. The records of a
 * story stand together; it takes the place of what was there under its id once the next story
 * begins, or at dg_store_commit(). same_as is dropped where it names no event of the story.
 * Errors: DG_BAD_INPUT, DG_OVER_LIMIT: this record is passed over, the next may be read. */
DG_API dg_status dg_store_import(dg_store *store, const char *record, size_t n, dg_error *error);

/* Which events; NULL: any. */
typedef struct dg_selection {
    const char *since, *until; /* days, both included: "2015-11-13"; "2015" and "2015-11" too */
    const char *type, *mode, *status;
    const char *actor, *recipient; /* "RUS", "RUS:GOV", or an entity's id */
    const char *party;             /* either of the two */
    const char *place;             /* its country */
    const char *context;           /* "military" */
    const char *story;
} dg_selection;

/* Read stories back, in the order in which they were put, and call take with each that has an
 * event of the selection; the others of its events are `left_out`. Of its text only what the
 * events need is there, each at its place. Ends when take returns false, with DG_END. Errors
 * also: DG_BAD_ARGUMENT (a day that is none). */
DG_API dg_status dg_store_select(dg_store *store, const dg_selection *selection,
                                 bool (*take)(void *user, const dg_story *story), void *user,
                                 dg_error *error);

typedef enum dg_period { DG_BY_YEAR, DG_BY_MONTH, DG_BY_DAY } dg_period;

/* What passed between two in a year, month or day. */
typedef struct dg_relation_row {
    const char *period; /* "2015", "2015-11", "2015-11-13"; "" where no date is known */
    uint64_t quad[4];   /* events: verbal cooperation, material, verbal conflict, material */
    double score;       /* mean, conflict -10 .. cooperation 10 */
} dg_relation_row;

/* Count the events of a with b (NULL: with anybody), as in dg_selection.party, in order of time:
 * those of status actual, told for the first time, that one did to the other or both together;
 * if directed only what a did to b. Errors also: DG_BAD_ARGUMENT. */
DG_API dg_status dg_store_relations(dg_store *store, const char *a, const char *b, bool directed,
                                    dg_period by,
                                    bool (*take)(void *user, const dg_relation_row *row),
                                    void *user, dg_error *error);

/* ---- reading stories ---------------------------------------------------------------- */

typedef struct dg_reader dg_reader;

typedef struct dg_reader_options {
    const char *from; /* "text", "jsonl", "html", "csv" (tabs too), "petrarch", "feed", "warc",
                         "lexis", "factiva"; NULL: told from the content of each file */
    const char *date; /* "2015-11-16", of stories that come without one; NULL: none. Copied. */
    /* Called for what was repaired or passed over and is no error; may be NULL. */
    void (*warn)(void *user, const dg_error *warning);
    void *user;
} dg_reader_options;

/* Read stories from files, folders (every file below, in name order; hidden ones are
 * left out) and "-" (standard input), plain or packed with gzip or zstd. The paths are
 * copied. Opens nothing yet. Errors: DG_NO_MEMORY, DG_BAD_ARGUMENT (unknown `from`, a date
 * that is none). */
DG_API dg_status dg_reader_open(const char *const *paths, size_t n,
                                const dg_reader_options *options, dg_reader **out,
                                dg_error *error);
DG_API void dg_reader_close(dg_reader *reader);

/* The next story, or the next part of one. DG_END after the last. Any other error
 * concerns one record or file, and the next call goes on behind it. */
DG_API dg_status dg_reader_next(dg_reader *reader, dg_document *out, dg_error *error);

/* Bytes read from disk so far and, where known, in all (else 0): for progress. */
DG_API void dg_reader_progress(const dg_reader *reader, uint64_t *done, uint64_t *total);

#ifdef __cplusplus
}
#endif
#endif
