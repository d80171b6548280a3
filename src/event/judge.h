/* The learned judge: whether a word tells an event and which, and who has which part in it. It
 * weighs what the frames propose with what it learned from the project's own corpus
 * (data/corpus); train/train-judge makes its file. */
#ifndef EVENT_JUDGE_H
#define EVENT_JUDGE_H

#include "base/mapped.h"
#include "event/scorer.h"
#include "language/parse.h"

#define JUDGE_MAGIC "DG-JUDGE"
enum { JUDGE_VERSION = 2 };

typedef struct event_judge {
    mapped_file file;
    unsigned char *memory;
    event_scorer types, roles;
} event_judge;

/* Open the file, or take one in memory (aligned to 64, from malloc, then owned). Errors: DG_IO,
 * DG_BAD_MODEL. */
dg_status judge_open(const char *path, event_judge *out, dg_error *error);
dg_status judge_take(unsigned char *memory, size_t size, const char *name, event_judge *out,
                     dg_error *error);
void judge_close(event_judge *judge);

/* What is needed to ask it about one story. One a thread. */
typedef struct judge_session judge_session;

/* Errors: DG_NO_MEMORY. All must outlive the session. */
dg_status judge_session_new(const event_judge *judge, const lang_model *model,
                            const lang_kernels *kernels, judge_session **out, dg_error *error);
void judge_session_free(judge_session *session);

/* Begin a story, whose states are borrowed until the next. */
void judge_story(judge_session *session, const lang_states *states);

/* Of one word: the probability of each type (0: that it tells no event), and, should it tell
 * one, its likeliest type, with mode and status. */
typedef struct judge_verdict {
    float p[N_TYPE];
    uint8_t type, mode, status;
} judge_verdict;

void judge_type(judge_session *session, const feature_scene *scene, uint32_t i,
                judge_verdict *out);

enum {
    JUDGE_NO_PART,
    JUDGE_ACTOR,
    JUDGE_RECIPIENT,
    JUDGE_PARTS,
    JUDGE_ROLE_CLASSES = JUDGE_PARTS + 2 /* the parts, then who among all is actor, recipient */
};

/* Of a mention: the probability of each part that it may have in the event, for itself; and, to
 * be compared among all who may have it, how much speaks for it as the one who has the part. */
typedef struct judge_part {
    float p[JUDGE_PARTS];
    float score[JUDGE_PARTS]; /* log odds; [JUDGE_NO_PART] is unused */
} judge_part;

/* DG_NONE as the mention: how much speaks for a part's being nobody's (p is unused then). */
void judge_role(judge_session *session, const feature_scene *scene, uint32_t i, uint8_t type,
                uint32_t mention, judge_part *out);

#endif
