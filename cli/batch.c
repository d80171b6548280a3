/* What becomes of a batch of records: it is read, worked on, and written, by one thread each.
 *
 * A reader's documents live until its next one, so a batch has its own copy of them; a worker's
 * output and messages stay in the batch until those before it are written. All that is told is
 * told by the writer, so that output and messages come in the same order whoever did the work.
 *
 * A long text comes in parts, and several workers may have parts of one text. Each part is
 * coded by itself; only the text's date, which its first part may tell, and the numbers of
 * sentences and characters go on from the part before it. They come along the chain of batches.
 * The date is passed on before a part is coded, and the numbers are asked for behind it; the
 * batch before is always under way already, so nobody waits for long. */
#include "batch.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* ---- reading ------------------------------------------------------------------------------
 */

/* Copy a document; false when memory is out. */
static bool copy_document(batch_item *item, const dg_document *d) {
    const char *from[] = {d->id,  d->date, d->title, d->source,
                          d->url, d->lang, d->file,  d->text};
    dg_document *c = &item->document;
    const char **to[] = {&c->id,  &c->date, &c->title, &c->source,
                         &c->url, &c->lang, &c->file,  &c->text};
    enum { N = sizeof from / sizeof *from, TEXT = N - 1 };
    size_t size[N], all = 0;
    for (int i = 0; i < N; i++) {
        size[i] = !from[i] ? 0 : i == TEXT ? d->n_text : strlen(from[i]);
        all += size[i] + 1;
    }
    char *at = item->bytes = malloc(all);
    if (!at) return false;
    *c = *d;
    for (int i = 0; i < N; i++) {
        if (size[i]) memcpy(at, from[i], size[i]);
        at[size[i]] = '\0';
        *to[i] = from[i] ? at : NULL;
        at += size[i] + 1;
    }
    return true;
}

static uint64_t count_characters(const char *s, size_t n) {
    uint64_t count = 0;
    for (size_t i = 0; i < n; i++) count += ((unsigned char)s[i] & 0xC0) != 0x80;
    return count;
}

/* Note for the part of a text behind those that were passed over what they left. */
static void go_on_from_passed(batch_item *item, cli_stories *run, const dg_document *d) {
    item->behind_passed = d->part > 0 && run->passed.before;
    if (!item->behind_passed) return;
    item->passed.sentences = run->passed.n_sentence;
    item->passed.chars = run->passed_characters;
    memcpy(item->passed.date, run->passed.date, sizeof item->passed.date);
    run->passed.before = false;
}

static void add_item(batch *b, cli_stories *run, const dg_document *d, const dg_error *error) {
    batch_item *item = &b->item[b->n];
    memset(item, 0, sizeof *item);
    item->error = *error;
    item->record = run->n_record;
    item->warned = run->warned;
    run->warned = (cli_text){0};
    if (!copy_document(item, d)) {
        cli_no_memory(&item->error);
        item->document = (dg_document){0};
    }
    go_on_from_passed(item, run, d);
    b->n++;
    b->bytes += d->n_text;
}

static dg_status read_one(cli_stories *run, dg_document *d, dg_error *error) {
    *error = (dg_error){.byte = DG_NO_BYTE};
    return run->next ? run->next(run, d, error) : dg_reader_next(run->reader, d, error);
}

/* Pass over a document if the command says so. */
static bool pass_over(cli_stories *run, const dg_document *d) {
    dg_coded coded;
    if (d->part == 0) {
        run->passed = (dg_coded){0};
        run->passed_characters = 0;
    }
    if (!run->skip_document(run, d, &coded)) return false;
    coded.n_sentence += run->passed.n_sentence;
    coded.before = true;
    run->passed = coded;
    run->passed_characters += count_characters(d->text, d->n_text);
    return true;
}

static bool is_skipped(cli_stories *run, const dg_document *d, dg_status status) {
    if (run->n_record <= run->skip) return true;
    return status == DG_OK && run->skip_document && pass_over(run, d);
}

void batch_fill(batch *b, cli_stories *run) {
    size_t most = run->line_buffered ? 1 : BATCH_ITEMS;
    while (b->n < most && b->bytes < BATCH_BYTES && !b->end) {
        dg_document d;
        dg_error error;
        dg_status status = read_one(run, &d, &error);
        b->interrupted = cli_stop_asked(); /* what came then may be cut short */
        b->end = status == DG_END || b->interrupted;
        bool goes_on = status == DG_OK && d.part > 0;   /* with the text that was read last */
        if (b->interrupted && goes_on) run->n_record--; /* which is not whole, then */
        bool silent = !run->warned.n || run->n_record <= run->skip;
        if (b->interrupted || (b->end && silent)) break;
        error.code = status;
        if (!b->end && !goes_on) run->n_record++;
        if (b->end || !is_skipped(run, &d, status))
            add_item(b, run, &d, &error);
        else
            run->warned.n = 0;
    }
    b->records = run->n_record > run->skip ? run->n_record : run->skip;
    if (run->reader) dg_reader_progress(run->reader, &b->read, &b->total);
}

/* ---- working ------------------------------------------------------------------------------
 */

typedef struct worker {
    batch *b;
    const cli_stories *run;
    dg_context *context;
    const batch_chain *chain;
    batch_text text;
    bool left[BATCH_LINKS]; /* the next batch has it */
} worker;

static void take(worker *w, size_t i, batch_link link) {
    const batch_item *item = &w->b->item[i];
    if (item->behind_passed)
        w->text = item->passed;
    else if (i == 0)
        w->chain->take(w->chain->user, w->b, link, &w->text);
}

static void leave(worker *w, batch_link link) {
    if (!w->left[link]) w->chain->leave(w->chain->user, w->b, link, &w->text);
    w->left[link] = true;
}

/* Read an item, its text's date settled by the first part, which others may wait for. */
static dg_status read_story(worker *w, size_t i, const dg_story **out, dg_error *error) {
    dg_document d = w->b->item[i].document;
    bool last = i + 1 == w->b->n;
    if (d.part == 0) {
        w->text = (batch_text){0};
    } else {
        take(w, i, BATCH_DATE);
        d.date_is_settled = !d.date || !*d.date;
        if (d.date_is_settled) d.date = w->text.date;
        if (last) leave(w, BATCH_DATE);
    }
    dg_status status = w->run->read(w->context, &d, out, error);
    if (d.part == 0 && status == DG_OK)
        snprintf(w->text.date, sizeof w->text.date, "%.10s", (*out)->date);
    if (last) leave(w, BATCH_DATE);
    return status;
}

/* Where the item's sentences and characters are counted from; behind it, if it was read, the
 * count goes on. */
static batch_text count_on(worker *w, size_t i, const dg_story *read) {
    if (w->b->item[i].document.part > 0) take(w, i, BATCH_NUMBERS);
    batch_text begin = w->text;
    if (read) {
        w->text.sentences += read->n_sentence;
        w->text.chars += count_characters(read->text, read->n_text);
    }
    if (i + 1 == w->b->n) leave(w, BATCH_NUMBERS);
    return begin;
}

static void warn_of_cuts(cli_text *said, const dg_document *d, const dg_story *story) {
    char text[400];
    if (!story->cut_sentences && !story->cut_tokens) return;
    snprintf(text, sizeof text,
             "dragoman: warning: %.200s: %u sentence%s of more than %d words and %u token%s of "
             "more than %d bytes were cut\n",
             d->file ? d->file : d->id, story->cut_sentences,
             story->cut_sentences == 1 ? "" : "s", DG_MAX_SENTENCE, story->cut_tokens,
             story->cut_tokens == 1 ? "" : "s", DG_MAX_TOKEN);
    cli_text_put(said, text);
}

static dg_status do_story(worker *w, size_t i, cli_job *job) {
    const dg_story *read = NULL;
    batch *b = w->b;
    dg_status status = read_story(w, i, &read, &job->error);
    batch_text begin = count_on(w, i, status == DG_OK ? read : NULL);
    if (status != DG_OK) return status;
    dg_story story = *read;
    story.sentence_offset = begin.sentences;
    story.char_offset = begin.chars;
    b->sentences += story.n_sentence;
    b->words += story.n_word;
    warn_of_cuts(&b->said, job->document, &story);
    status = w->run->write(job, &story);
    /* A text that does not grow looks like a full disk to the library. */
    return status == DG_IO ? cli_no_memory(&job->error) : status;
}

/* A string as JSON, without a character that was cut off at its end; null for an empty one, and
 * for what is not UTF-8. */
static json_t *json_of(const char *s) {
    size_t n = s ? strlen(s) : 0;
    json_t *value = NULL;
    for (size_t cut = 0; cut < 4 && cut < n && !value; cut++) value = json_stringn(s, n - cut);
    return value ? value : json_null();
}

/* {"error": ..., "id": ..., "file": ..., "line": ...} in the output. */
static void add_error_record(cli_text *out, const cli_job *job) {
    const dg_error *e = &job->error;
    json_t *id =
        job->id ? json_loads(job->id, JSON_DECODE_ANY, NULL) : json_of(job->document->id);
    json_t *line = e->line ? json_integer((json_int_t)e->line) : json_null();
    json_t *record = json_pack("{s:o, s:o, s:o, s:o}", "error", json_of(e->message), "id", id,
                               "file", json_of(e->file), "line", line);
    char *text = record ? json_dumps(record, JSON_COMPACT) : NULL;
    if (text) cli_text_put(out, text);
    if (text) cli_text_put(out, "\n");
    free(text);
    json_decref(record);
}

static void tell_error(cli_text *said, const dg_error *error) {
    char text[512];
    dg_error_format(error, text, sizeof text);
    cli_text_put(said, "dragoman: ");
    cli_text_put(said, text);
    cli_text_put(said, "\n");
}

/* An error without a place is at its document. */
static void place_error(dg_error *error, const dg_document *d) {
    if (*error->file || !d->file) return;
    snprintf(error->file, sizeof error->file, "%s", d->file);
    error->line = d->line;
}

static void note_failure(worker *w, cli_job *job) {
    batch *b = w->b;
    place_error(&job->error, job->document);
    b->tally.passed[job->error.code]++;
    b->enough = w->run->fail_fast || job->error.code == DG_NO_MEMORY;
    if (w->run->errors_inline)
        add_error_record(&b->out, job);
    else
        tell_error(&b->said, &job->error);
}

static void do_item(worker *w, size_t i) {
    batch *b = w->b;
    batch_item *item = &b->item[i];
    size_t before = b->out.n;
    cli_job job = {.run = w->run,
                   .context = w->context,
                   .document = &item->document,
                   .out = &b->out,
                   .error = item->error};
    dg_status status = item->error.code;
    cli_text_write(&b->said, item->warned.n ? item->warned.data : "", item->warned.n);
    if (status == DG_END) return;
    b->tally.records += status != DG_OK || item->document.part == 0;
    if (status == DG_OK) status = w->run->read ? do_story(w, i, &job) : w->run->answer(&job);
    if (status != DG_OK) {
        b->out.n = before; /* a record is written whole or not at all */
        note_failure(w, &job);
    }
    item->left = job.left;
    free(job.id);
}

void batch_work(batch *b, const cli_stories *run, dg_context *context,
                const batch_chain *chain) {
    worker w = {.b = b, .run = run, .context = context, .chain = chain};
    while (b->done < b->n && !b->enough && !cli_stop_asked()) do_item(&w, b->done++);
    for (batch_link link = 0; link < BATCH_LINKS; link++) leave(&w, link);
}

/* ---- writing ------------------------------------------------------------------------------
 */

static void add_tally(cli_tally *to, const cli_tally *from) {
    to->records += from->records;
    for (size_t i = 0; i < sizeof to->passed / sizeof *to->passed; i++)
        to->passed[i] += from->passed[i];
}

/* How to go on where the run ends: at an item, or behind all that was read. */
static void say_where(cli_stories *run, const char *why, const batch *b) {
    const batch_item *next = b->done < b->n ? &b->item[b->done] : NULL;
    uint64_t done = next ? next->record - 1 : b->records;
    const dg_document *d = next ? &next->document : NULL;
    cli_progress_clear(&run->progress);
    fprintf(stderr, "dragoman: %s after %" PRIu64 " record%s; to go on: ", why, done,
            done == 1 ? "" : "s");
    if (run->skip_document)
        fputs("the same command", stderr);
    else
        fprintf(stderr, "--skip %" PRIu64, done);
    if (d && d->id && *d->id) fprintf(stderr, ", from story \"%s\"", d->id);
    if (d && d->file) fprintf(stderr, " (%s:%" PRIu64 ")", d->file, d->line);
    if (d && d->part) fprintf(stderr, ", whose first %u parts are written already", d->part);
    fputs("\n", stderr);
}

/* Why the run ends behind this batch, if it does. */
static bool goes_on(const batch *b, cli_stories *run) {
    if (b->enough)
        say_where(run, "stopped", b);
    else if (b->done < b->n || b->interrupted) {
        run->interrupted = true;
        say_where(run, "interrupted", b);
    } else
        return true;
    run->ended_early = true;
    return false;
}

/* Give what the worker left to the command. */
static bool hand_over(batch *b, cli_stories *run) {
    bool ok = true;
    for (size_t i = 0; i < b->done && ok; i++) {
        void *left = b->item[i].left;
        b->item[i].left = NULL;
        if (left) ok = run->take(run, left);
    }
    return ok;
}

bool batch_write(batch *b, cli_stories *run) {
    bool ok = b->out.n == 0 || cli_output_write(&run->out, b->out.data, b->out.n);
    ok = ok && hand_over(b, run);
    if (ok && run->line_buffered) ok = cli_output_flush(&run->out);
    if (b->said.n) {
        cli_progress_clear(&run->progress);
        fwrite(b->said.data, 1, b->said.n, stderr);
    }
    add_tally(&run->tally, &b->tally);
    cli_progress_step(&run->progress, b->sentences, b->words, b->read, b->total);
    return ok && goes_on(b, run);
}

/* ---- clearing -----------------------------------------------------------------------------
 */

/* More is not kept for the next batch. */
enum { KEEP = 256 << 10 };

static void clear_text(cli_text *text) {
    if (text->room > KEEP) cli_text_free(text);
    text->n = 0;
}

void batch_clear(batch *b, const cli_stories *run) {
    for (size_t i = 0; i < b->n; i++) {
        if (b->item[i].left) run->drop(b->item[i].left);
        free(b->item[i].bytes);
        cli_text_free(&b->item[i].warned);
    }
    clear_text(&b->out);
    clear_text(&b->said);
    b->n = b->bytes = b->done = 0;
    b->end = b->enough = b->interrupted = false;
    b->tally = (cli_tally){0};
    b->sentences = b->words = 0;
}

void batch_free(batch *b, const cli_stories *run) {
    if (!b) return;
    batch_clear(b, run);
    cli_text_free(&b->out);
    cli_text_free(&b->said);
    free(b);
}
