/* The engine and its contexts: the only file that knows all stages. */
#include "pipeline.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "actor/identify.h"
#include "base/error.h"
#include "base/sections.h"
#include "base/utf8.h"
#include "data_folder.h"
#include "event/context.h"
#include "event/extract.h"
#include "event/size.h"
#include "language/kernels.h"
#include "language/model.h"
#include "language/parse.h"
#include "relate/relate.h"
#include "story/layout.h"
#include "when/when.h"
#include "where/where.h"

#define MODEL_PATH "model/english.model"
#define ACTORS_PATH "actors.base"
#define FRAMES_PATH "events.frames"
#define JUDGE_PATH "model/events.model"
#define PLACES_PATH "places.gazetteer"
#define CONTEXTS_PATH "contexts.cues"

struct dg_engine {
    lang_model model;
    actor_base actors;
    event_frame_set frames;
    event_judge judge;
    gazetteer places;
    event_contexts contexts;
    const lang_kernels *kernels;
};

struct dg_context {
    const dg_engine *engine;
    arena arena;
    lang_parser *parser;
    event_coder *coder;
    dg_story story;
    uint64_t sentences, chars; /* of the text so far, for its next part */
    char date[11];             /* that the text gave itself */
};

/* ---- engine ------------------------------------------------------------------------------ */

static dg_status find(const dg_engine_options *options, const char *name, char path[PATH_MAX],
                      dg_error *error) {
    RETURN_IF(!data_folder_find(options->data, name, path), error, DG_BAD_ARGUMENT,
              "the data folder's path is too long");
    return DG_OK;
}

/* The user's own actors, compiled now and laid over the project's. Mistakes in them are told,
 * and what is right in the file holds all the same. */
static dg_status add_own_actors(dg_engine *e, const dg_engine_options *options,
                                dg_error *error) {
    actor_source source = {.report = options->warn, .user = options->user};
    actor_layer own, below = e->actors.layer[0];
    unsigned char *data = NULL;
    size_t size;
    dg_status status = DG_OK;
    for (size_t i = 0; i < options->n_actors && status == DG_OK; i++)
        status = actor_source_read(&source, options->actors[i], error);
    if (status == DG_OK) status = actor_compile(&source, &below, &data, &size, error);
    actor_source_free(&source);
    FORWARD(status);
    FORWARD(actor_layer_take(data, size, "the files of --actors", &own, error));
    e->actors.layer[0] = own;
    e->actors.layer[1] = below;
    e->actors.n = 2;
    return DG_OK;
}

static dg_status load_actors(dg_engine *e, const dg_engine_options *options, dg_error *error) {
    char path[PATH_MAX];
    FORWARD(find(options, ACTORS_PATH, path, error));
    FORWARD(actor_layer_open(path, &e->actors.layer[0], error));
    e->actors.n = 1;
    return options->n_actors ? add_own_actors(e, options, error) : DG_OK;
}

/* The user's own frames, compiled now and tried before the project's. */
static dg_status add_own_frames(dg_engine *e, const dg_engine_options *options,
                                dg_error *error) {
    event_frames own, below = e->frames.layer[0];
    unsigned char *data;
    size_t size, mistakes;
    FORWARD(frames_compile(options->frames, options->n_frames, options->warn, options->user, &data,
                           &size, &mistakes, error));
    FORWARD(frames_take(data, size, "the files of --frames", &own, error));
    e->frames.layer[0] = own;
    e->frames.layer[1] = below;
    e->frames.n = 2;
    return DG_OK;
}

static dg_status load_frames(dg_engine *e, const dg_engine_options *options, dg_error *error) {
    char path[PATH_MAX];
    FORWARD(find(options, FRAMES_PATH, path, error));
    FORWARD(frames_open(path, &e->frames.layer[0], error));
    e->frames.n = 1;
    return options->n_frames ? add_own_frames(e, options, error) : DG_OK;
}

static dg_status load_engine(dg_engine *e, const dg_engine_options *options, bool judged,
                             dg_error *error) {
    char path[PATH_MAX];
    e->kernels = lang_kernels_named(options->cpu);
    RETURN_IF(!e->kernels, error, DG_BAD_ARGUMENT, "no kernels \"%s\" on this processor",
              options->cpu);
    FORWARD(find(options, MODEL_PATH, path, error));
    FORWARD(model_open(path, &e->model, error));
    FORWARD(load_actors(e, options, error));
    FORWARD(load_frames(e, options, error));
    FORWARD(find(options, PLACES_PATH, path, error));
    FORWARD(gazetteer_open(path, &e->places, error));
    FORWARD(find(options, CONTEXTS_PATH, path, error));
    FORWARD(contexts_open(path, &e->contexts, error));
    if (!judged) return DG_OK;
    FORWARD(find(options, JUDGE_PATH, path, error));
    return judge_open(path, &e->judge, error);
}

static dg_status open_engine(const dg_engine_options *options, bool judged, dg_engine **out,
                             dg_error *error) {
    static const dg_engine_options none;
    dg_engine *e = calloc(1, sizeof *e);
    RETURN_IF(!e, error, DG_NO_MEMORY, "out of memory");
    dg_status status = load_engine(e, options ? options : &none, judged, error);
    if (status != DG_OK) {
        dg_engine_close(e);
        return status;
    }
    *out = e;
    return DG_OK;
}

dg_status dg_engine_open(const dg_engine_options *options, dg_engine **out, dg_error *error) {
    return open_engine(options, true, out, error);
}

dg_status engine_open_unjudged(dg_engine **out, dg_error *error) {
    return open_engine(NULL, false, out, error);
}

void dg_engine_close(dg_engine *engine) {
    if (!engine) return;
    for (unsigned i = 0; i < engine->actors.n; i++) actor_layer_close(&engine->actors.layer[i]);
    for (unsigned i = 0; i < engine->frames.n; i++) frames_close(&engine->frames.layer[i]);
    judge_close(&engine->judge);
    gazetteer_close(&engine->places);
    contexts_close(&engine->contexts);
    model_close(&engine->model);
    free(engine);
}

const char *dg_engine_cpu(const dg_engine *engine) {
    return engine->kernels->name;
}

static uint64_t checksum_of(const mapped_file *file, const unsigned char *memory) {
    return sections_checksum(memory ? memory : file->data);
}

/* The user's own layer, where there is one, lies over the project's. */
dg_data dg_engine_data(const dg_engine *e) {
    const actor_layer *actors = &e->actors.layer[e->actors.n - 1];
    const event_frames *frames = &e->frames.layer[e->frames.n - 1];
    dg_data data = {.model = sections_checksum(e->model.file.data),
                    .judge = e->judge.file.data ? sections_checksum(e->judge.file.data) : 0,
                    .actors = checksum_of(&actors->file, actors->memory),
                    .frames = checksum_of(&frames->file, frames->memory),
                    .places = sections_checksum(e->places.file.data),
                    .contexts = sections_checksum(e->contexts.file.data)};
    if (e->actors.n > 1)
        data.own_actors = checksum_of(&e->actors.layer[0].file, e->actors.layer[0].memory);
    if (e->frames.n > 1)
        data.own_frames = checksum_of(&e->frames.layer[0].file, e->frames.layer[0].memory);
    return data;
}

const char *dg_feats_name(const dg_engine *engine, unsigned feats) {
    return feats < engine->model.sizes.n_feats ? engine->model.feats_name[feats] : "?";
}

const lang_model *engine_model(const dg_engine *engine) {
    return &engine->model;
}

const event_frame_set *engine_frames(const dg_engine *engine) {
    return &engine->frames;
}

/* ---- context ----------------------------------------------------------------------------- */

dg_status dg_context_new(const dg_engine *engine, dg_context **out, dg_error *error) {
    dg_context *c = calloc(1, sizeof *c);
    RETURN_IF(!c, error, DG_NO_MEMORY, "out of memory");
    c->engine = engine;
    event_knowledge know = {&engine->frames, &engine->judge, &engine->model, engine->kernels};
    dg_status status = lang_parser_new(&engine->model, engine->kernels, &c->parser, error);
    if (status == DG_OK) status = event_coder_new(&know, &c->coder, error);
    if (status != DG_OK) {
        dg_context_free(c);
        return status;
    }
    *out = c;
    return DG_OK;
}

void dg_context_free(dg_context *context) {
    if (!context) return;
    lang_parser_free(context->parser);
    event_coder_free(context->coder);
    arena_free(&context->arena);
    free(context);
}

lang_states context_states(const dg_context *context) {
    return lang_parser_states(context->parser);
}

static dg_status check_document(const dg_document *d, dg_error *error) {
    RETURN_IF(!d->text && d->n_text, error, DG_BAD_ARGUMENT, "a document without a text");
    RETURN_IF(d->n_text > DG_MAX_TEXT, error, DG_OVER_LIMIT,
              "a text of %zu bytes; at most %zu go at once", d->n_text, DG_MAX_TEXT);
    size_t bad = d->n_text ? utf8_first_bad(d->text, d->n_text) : 0;
    if (bad == d->n_text) return DG_OK;
    error_set(error, DG_BAD_INPUT, "the text is not UTF-8");
    error_at(error, d->file, d->line, bad);
    return DG_BAD_INPUT;
}

/* The document's strings, copied to live as long as the story. */
static dg_status take_document(dg_context *c, const dg_document *d, dg_error *error) {
    const char *from[] = {d->id, d->date, d->title, d->source, d->url, d->lang};
    const char **to[] = {&c->story.id,     &c->story.date, &c->story.title,
                         &c->story.source, &c->story.url,  &c->story.lang};
    bool ok = true;
    for (size_t i = 0; i < sizeof from / sizeof *from; i++) {
        *to[i] = from[i] ? arena_strndup(&c->arena, from[i], strlen(from[i])) : "";
        ok = ok && *to[i];
    }
    c->story.text = arena_strndup(&c->arena, d->text ? d->text : "", d->n_text);
    RETURN_IF(!ok || !c->story.text, error, DG_NO_MEMORY, "out of memory");
    c->story.n_text = d->n_text;
    c->story.part = d->part;
    c->story.date_is_own = d->date_is_settled;
    c->story.text_offset = d->text_offset;
    if (d->part == 0) c->sentences = c->chars = 0;
    c->story.sentence_offset = c->sentences;
    c->story.char_offset = c->chars;
    return DG_OK;
}

/* A text that came without a date may tell it in its first part, for all of them. */
static dg_status take_own_date(dg_context *c, const dg_document *d, dg_error *error) {
    if (*c->story.date || d->date_is_settled) return DG_OK;
    if (d->part == 0) {
        c->date[0] = '\0';
        when_story_date(&c->story, c->date);
    }
    c->story.date = arena_strndup(&c->arena, c->date, strlen(c->date));
    c->story.date_is_own = true;
    RETURN_IF(!c->story.date, error, DG_NO_MEMORY, "out of memory");
    return DG_OK;
}

dg_status dg_parse(dg_context *context, const dg_document *document, const dg_story **out,
                   dg_error *error) {
    dg_context *c = context;
    FORWARD(check_document(document, error));
    arena_reset(&c->arena);
    memset(&c->story, 0, sizeof c->story);
    FORWARD(take_document(c, document, error));
    dg_block *block;
    FORWARD(story_layout(c->story.text, c->story.n_text, c->story.part == 0, &c->arena, &block,
                         &c->story.n_block, error));
    c->story.block = block;
    FORWARD(lang_parse(c->parser, &c->arena, &c->story, error));
    FORWARD(take_own_date(c, document, error));
    c->sentences += c->story.n_sentence;
    c->chars += utf8_count(c->story.text, c->story.n_text);
    *out = &c->story;
    return DG_OK;
}

dg_status dg_identify(dg_context *context, const dg_document *document, const dg_story **out,
                      dg_error *error) {
    FORWARD(dg_parse(context, document, out, error));
    return actor_identify(&context->engine->actors, &context->arena, &context->story, error);
}

dg_status dg_code(dg_context *context, const dg_document *document, const dg_story **out,
                  dg_error *error) {
    dg_context *c = context;
    FORWARD(dg_identify(c, document, out, error));
    lang_states states = lang_parser_states(c->parser);
    FORWARD(event_extract(c->coder, &c->arena, &states, &c->story, error));
    FORWARD(where_find(&c->engine->places, &c->arena, &c->story, error));
    dg_event *event = (dg_event *)c->story.event; /* of this context's own arena */
    FORWARD(event_find_sizes(&c->arena, &c->story, event, error));
    return event_find_contexts(&c->engine->contexts, &c->arena, &c->story, event, error);
}

dg_status dg_relate(dg_context *context, const dg_document *document, const dg_span *source,
                    const dg_span *target, dg_relation *out, dg_error *error) {
    const dg_story *story;
    FORWARD(dg_code(context, document, &story, error));
    relate_rank(context->coder, story, source, target, out);
    return DG_OK;
}
