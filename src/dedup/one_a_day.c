/* Dyads as hashes among the latest ones. */
#include "dedup/one_a_day.h"

#include "base/hash.h"

/* What is hashed, without padding. */
typedef struct dyad {
    uint64_t day;                    /* or the story */
    uint32_t actor[2], recipient[2]; /* country, sector */
    uint32_t type, status;
} dyad;

static void set_side(uint32_t side[2], const happening_party *p) {
    side[0] = p ? p->country : 0;
    side[1] = p ? p->sector[0] : 0;
}

/* True when it is new and known by now. */
static bool note(recent *seen, const dyad *d) {
    uint64_t key = hash_bytes(d, sizeof *d, 0);
    uint32_t value;
    recent_walk walk = recent_find(seen, key, UINT32_MAX);
    if (recent_next(&walk, &value)) return false;
    recent_add(seen, key, 0);
    return true;
}

/* The column-th to whom the row-th does it; of what is done together, each other one. */
static const happening_party *recipient_of(const happening *h, size_t row, size_t column) {
    if (h->n_recipient) return &h->party[h->n_actor + column];
    if (h->n_actor > 1) return &h->party[column + (column >= row)];
    return NULL;
}

bool one_a_day_repeats(recent *seen, const happening *h) {
    size_t rows = h->n_actor ? h->n_actor : 1;
    size_t columns = h->n_recipient ? h->n_recipient : h->n_actor > 1 ? h->n_actor - 1u : 1;
    dyad d = {.day = h->story, .type = h->type, .status = h->status};
    bool new = false, any = false;
    if (h->first != TEXTS_NO_DAY) d.day = (uint32_t)h->first;
    for (size_t i = 0; i < rows * columns; i++) {
        set_side(d.actor, h->n_actor ? &h->party[i / columns] : NULL);
        set_side(d.recipient, recipient_of(h, i / columns, i % columns));
        if (!d.actor[0] && !d.actor[1] && !d.recipient[0] && !d.recipient[1]) continue;
        any = true;
        new = note(seen, &d) || new;
    }
    return any && !new;
}
