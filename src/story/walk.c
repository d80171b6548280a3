/* Walking paths without recursion: a folder's names are read when it is come to, so that an
 * archive of any size takes the memory of the folders on the way. */
#include "story/walk.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"

struct story_folder {
    struct dirent **entry;
    int n, next;
    size_t path_length; /* of the folder's own path at the front of the walk's */
};

static dg_status refused(const story_walk *w, const char *what, dg_error *error) {
    error_system(error, DG_IO, "%s", what);
    error_at(error, w->path.data, 0, DG_NO_BYTE);
    return DG_IO;
}

static int is_shown(const struct dirent *entry) {
    return entry->d_name[0] != '.';
}

static int by_name(const struct dirent **a, const struct dirent **b) {
    return strcmp((*a)->d_name, (*b)->d_name);
}

static void free_folder(story_folder *f) {
    for (int i = 0; i < f->n; i++) free(f->entry[i]);
    free(f->entry);
}

/* Go down into the folder at the walk's path. */
static dg_status enter(story_walk *w, dg_error *error) {
    story_folder folder = {.path_length = w->path.n};
    folder.n = scandir(w->path.data, &folder.entry, is_shown, by_name);
    RETURN_IF(folder.n < 0 && errno == ENOMEM, error, DG_NO_MEMORY, "out of memory");
    if (folder.n < 0) return refused(w, "cannot read the folder", error);
    if (array_push(&w->folders, folder)) return DG_OK;
    free_folder(&folder);
    return error_set(error, DG_NO_MEMORY, "out of memory");
}

/* Set the path to the next name: of the innermost folder, else of the roots. */
static dg_status next_name(story_walk *w, bool *is_root, dg_error *error) {
    while (w->folders.n &&
           w->folders.data[w->folders.n - 1].next == w->folders.data[w->folders.n - 1].n)
        free_folder(&w->folders.data[--w->folders.n]);
    *is_root = w->folders.n == 0;
    if (*is_root && w->next == w->n_roots) return DG_END;
    const char *name;
    w->path.n = 0;
    bool ok = true;
    if (*is_root)
        name = w->roots[w->next++];
    else {
        story_folder *f = &w->folders.data[w->folders.n - 1];
        name = f->entry[f->next++]->d_name;
        w->path.n = f->path_length;
        if (w->path.data[w->path.n - 1] != '/') ok = buffer_add_char(&w->path, '/');
    }
    RETURN_IF(!ok || !buffer_add_string(&w->path, name) || !buffer_end(&w->path), error,
              DG_NO_MEMORY, "out of memory");
    return DG_OK;
}

static void warn_of_link(const story_walk *w) {
    story_file file = {.path = w->path.data, .warner = w->warner};
    story_warn(&file, 0, DG_NO_BYTE, "a symbolic link to a folder, left out");
}

/* What stands at the path. *take: a file to be read; else it was entered or left out. */
static dg_status look_at(story_walk *w, bool is_root, bool *take, uint64_t *size,
                         dg_error *error) {
    struct stat s, link;
    *take = false;
    *size = STORY_UNKNOWN_SIZE;
    if (is_root && strcmp(w->path.data, "-") == 0) {
        *take = true;
        return DG_OK;
    }
    if (stat(w->path.data, &s) != 0) return refused(w, "cannot open", error);
    if (S_ISREG(s.st_mode)) *size = (uint64_t)s.st_size;
    *take = S_ISREG(s.st_mode) || (is_root && !S_ISDIR(s.st_mode));
    if (!S_ISDIR(s.st_mode)) return DG_OK;
    if (is_root || lstat(w->path.data, &link) != 0 || !S_ISLNK(link.st_mode))
        return enter(w, error);
    warn_of_link(w);
    return DG_OK;
}

dg_status story_walk_next(story_walk *w, const char **path, uint64_t *size, dg_error *error) {
    bool is_root, take = false;
    while (!take) {
        FORWARD(next_name(w, &is_root, error));
        FORWARD(look_at(w, is_root, &take, size, error));
    }
    *path = w->path.data;
    return DG_OK;
}

void story_walk_free(story_walk *w) {
    while (w->folders.n) free_folder(&w->folders.data[--w->folders.n]);
    array_free(&w->folders);
    buffer_free(&w->path);
}
