/* The engine and its contexts: the only file that knows all stages. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "actor/identify.h"
#include "base/error.h"
#include "base/sections.h"
#include "base/utf8.h"
#include "event/extract.h"
#include "language/kernels.h"
#include "language/model.h"
#include "language/parse.h"
#include "relate/relate.h"
#include "story/layout.h"

#define MODEL_PATH "model/english.model"
#define ACTORS_PATH "actors.base"
#define FRAMES_PATH "events.frames"

struct dg_engine {
    lang_model model;
    actor_base actors;
    event_frame_set frames;
    const lang_kernels *kernels;
};

struct dg_context {
    const dg_engine *engine;
    arena arena;
    lang_parser *parser;
    dg_story story;
    uint64_t sentences, chars; /* of the text so far, for its next part */
};

/* ---- where the data is ----------------------------------------------------------------- */

static bool join(char out[PATH_MAX], const char *folder, const char *name) {
    int n = snprintf(out, PATH_MAX, "%s/%s", folder, name);
    return n > 0 && n < PATH_MAX;
}

/* The data folder that the build makes beside the program. */
static bool beside_program(char out[PATH_MAX]) {
    ssize_t n = readlink("/proc/self/exe", out, PATH_MAX - 1);
    if (n <= 0) return false;
    out[n] = '\0';
    char *slash = strrchr(out, '/');
    if (!slash) return false;
    *slash = '\0';
    return strlen(out) + sizeof "/data" <= PATH_MAX && strcat(out, "/data");
}

/* The path of a file of the data folder. */
static bool find_data(const char *data, const char *name, char path[PATH_MAX]) {
    char folder[PATH_MAX];
    if (data) return join(path, data, name);
    const char *given = getenv("DRAGOMAN_DATA");
    if (given && *given) return join(path, given, name);
    if (beside_program(folder) && join(path, folder, name) && access(path, R_OK) == 0)
        return true;
    return join(path, DG_INSTALLED_DATA, name);
}

/* ---- engine ------------------------------------------------------------------------------ */

static dg_status find(const dg_engine_options *options, const char *name, char path[PATH_MAX],
                      dg_error *error) {
    RETURN_IF(!find_data(options->data, name, path), error, DG_BAD_ARGUMENT,
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

static dg_status load_engine(dg_engine *e, const dg_engine_options *options, dg_error *error) {
    char path[PATH_MAX];
    e->kernels = lang_kernels_named(options->cpu);
    RETURN_IF(!e->kernels, error, DG_BAD_ARGUMENT, "no kernels \"%s\" on this processor",
              options->cpu);
    FORWARD(find(options, MODEL_PATH, path, error));
    FORWARD(model_open(path, &e->model, error));
    FORWARD(load_actors(e, options, error));
    return load_frames(e, options, error);
}

dg_status dg_engine_open(const dg_engine_options *options, dg_engine **out, dg_error *error) {
    static const dg_engine_options none;
    dg_engine *e = calloc(1, sizeof *e);
    RETURN_IF(!e, error, DG_NO_MEMORY, "out of memory");
    dg_status status = load_engine(e, options ? options : &none, error);
    if (status != DG_OK) {
        dg_engine_close(e);
        return status;
    }
    *out = e;
    return DG_OK;
}

void dg_engine_close(dg_engine *engine) {
    if (!engine) return;
    for (unsigned i = 0; i < engine->actors.n; i++) actor_layer_close(&engine->actors.layer[i]);
    for (unsigned i = 0; i < engine->frames.n; i++) frames_close(&engine->frames.layer[i]);
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
                    .actors = checksum_of(&actors->file, actors->memory),
                    .frames = checksum_of(&frames->file, frames->memory)};
    if (e->actors.n > 1)
        data.own_actors = checksum_of(&e->actors.layer[0].file, e->actors.layer[0].memory);
    if (e->frames.n > 1)
        data.own_frames = checksum_of(&e->frames.layer[0].file, e->frames.layer[0].memory);
    return data;
}

const char *dg_feats_name(const dg_engine *engine, unsigned feats) {
    return feats < engine->model.sizes.n_feats ? engine->model.feats_name[feats] : "?";
}

/* ---- context ----------------------------------------------------------------------------- */

dg_status dg_context_new(const dg_engine *engine, dg_context **out, dg_error *error) {
    dg_context *c = calloc(1, sizeof *c);
    RETURN_IF(!c, error, DG_NO_MEMORY, "out of memory");
    c->engine = engine;
    dg_status status = lang_parser_new(&engine->model, engine->kernels, &c->parser, error);
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
    arena_free(&context->arena);
    free(context);
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
    c->story.text_offset = d->text_offset;
    if (d->part == 0) c->sentences = c->chars = 0;
    c->story.sentence_offset = c->sentences;
    c->story.char_offset = c->chars;
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
    FORWARD(dg_identify(context, document, out, error));
    return event_extract(&context->engine->frames, &context->arena, &context->story, error);
}

void dg_skip(dg_context *context, const dg_document *document, uint64_t n_sentence) {
    if (document->part == 0) context->sentences = context->chars = 0;
    context->sentences += n_sentence;
    context->chars += utf8_count(document->text, document->n_text);
}

dg_status dg_relate(dg_context *context, const dg_document *document, const dg_span *source,
                    const dg_span *target, dg_relation *out, dg_error *error) {
    const dg_story *story;
    FORWARD(dg_code(context, document, &story, error));
    relate_rank(story, source, target, out);
    return DG_OK;
}
