/* Any lines as event records: each is taken or refused with a reason, what was taken comes out
 * again as records that are taken in their turn and come out the same. */
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "dragoman.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void check(bool holds) {
    if (!holds) abort();
}

static bool add(void *user, const char *bytes, size_t n) {
    return buffer_add(user, bytes, n);
}

static bool write_story(void *user, const dg_story *story) {
    return dg_write_events_json(story, add, user, NULL) == DG_OK;
}

/* A new store with these lines in it; whether all of them were taken. */
static dg_store *import(const char *lines, size_t n, bool *all) {
    dg_store *store;
    dg_error error;
    check(dg_store_open(":memory:", NULL, &store, &error) == DG_OK);
    check(dg_store_begin(store, NULL, &error) == DG_OK);
    *all = true;
    for (size_t i = 0, end; i < n; i = end + 1) {
        const char *stop = memchr(lines + i, '\n', n - i);
        end = stop ? (size_t)(stop - lines) : n;
        dg_status status = dg_store_import(store, lines + i, end - i, &error);
        check(status == DG_OK || status == DG_BAD_INPUT || status == DG_OVER_LIMIT);
        check(status == DG_OK || (error.code == status && *error.message));
        *all = *all && status == DG_OK;
    }
    check(dg_store_commit(store, &error) == DG_OK);
    return store;
}

static buffer export(dg_store *store) {
    buffer b = {0};
    dg_error error;
    check(dg_store_select(store, NULL, write_story, &b, &error) == DG_OK);
    dg_store_close(store);
    return b;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    bool all;
    buffer first = export(import((const char *)data, n, &all));
    buffer second = export(import(first.data, first.n, &all));
    check(all && first.n == second.n);
    check(first.n == 0 || memcmp(first.data, second.data, first.n) == 0);
    buffer_free(&first);
    buffer_free(&second);
    return 0;
}
