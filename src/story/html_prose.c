/* Which blocks of a page are its story. */
#include "story/html_blocks.h"

/* ---- where the story is -------------------------------------------------------------------
 */

enum { PROSE_WORDS = 10 }; /* a shorter block says nothing of where the story is */

static bool is_mostly_link(const html_block *b) {
    return b->link_words * 3 > b->words; /* denser than a third */
}

static bool is_prose(const html_block *b) {
    return !b->heading && b->words >= PROSE_WORDS && !is_mostly_link(b);
}

/* Count each region's words of prose, those of regions within it too. Returns the page's. */
static uint32_t count_prose(html_blocks *b) {
    uint32_t all = 0;
    for (size_t i = 0; i < b->block.n; i++) {
        const html_block *block = &b->block.data[i];
        if (!is_prose(block)) continue;
        all += block->words;
        if (block->region != NO_REGION) b->region.data[block->region].words += block->words;
    }
    for (size_t i = b->region.n; i-- > 0;) { /* outer ones come first */
        uint32_t outer = b->region.data[i].outer;
        if (outer != NO_REGION) b->region.data[outer].words += b->region.data[i].words;
    }
    return all;
}

/* The region of the story: of the surest kind that has one with a third of the page's prose,
 * the one with most. NO_REGION: the page as a whole. */
static uint32_t find_story(const html_blocks *b, uint32_t all) {
    for (region_kind kind = REGION_BODY; kind <= REGION_MAIN; kind++) {
        uint32_t best = NO_REGION;
        for (uint32_t i = 0; i < b->region.n; i++) {
            const html_region *r = &b->region.data[i];
            bool enough =
                (uint64_t)r->words * 3 >= all && (r->words > 0 || kind == REGION_BODY);
            if (r->kind != kind || !enough) continue;
            if (best == NO_REGION || r->words > b->region.data[best].words) best = i;
        }
        if (best != NO_REGION) return best;
    }
    return NO_REGION;
}

/* Whether a block is in the story's region, and in nothing called an aside; an aside with more
 * than half of the page's prose is misnamed. */
static bool is_within(const html_blocks *b, const html_block *block, uint32_t story,
                      uint32_t all) {
    uint32_t region = block->region;
    for (; region != NO_REGION && region != story; region = b->region.data[region].outer) {
        const html_region *r = &b->region.data[region];
        if (r->kind == REGION_ASIDE && (uint64_t)r->words * 2 <= all) return false;
    }
    return region == story;
}

/* ---- prose and boilerplate ------------------------------------------------------------------
 */

/* The published tree: long blocks with few links are prose, and so are short ones between them.
 */
static bool is_content(const html_block *before, const html_block *b,
                       const html_block *behind) {
    if (is_mostly_link(b)) return false;
    if (before->link_words * 9 <= before->words * 5) /* at most 0.555 of it is links */
        return b->words > 16 || behind->words > 15 || before->words > 4;
    return b->words > 40 || behind->words > 17;
}

static bool add_block(const html_blocks *b, const html_block *block, buffer *out) {
    return (out->n == 0 || buffer_add_string(out, "\n\n")) &&
           buffer_add(out, b->text.data + block->start, block->end - block->start);
}

/* Keep the blocks of the story's region alone: those outside are no neighbours either. True
 * when the page itself says that all of it is the story. */
static bool keep_region(html_blocks *b) {
    uint32_t all = count_prose(b), story = find_story(b, all);
    size_t n = 0;
    for (size_t i = 0; i < b->block.n; i++)
        if (is_within(b, &b->block.data[i], story, all)) b->block.data[n++] = b->block.data[i];
    b->block.n = n;
    return story != NO_REGION && b->region.data[story].kind == REGION_BODY;
}

bool html_blocks_add_prose(html_blocks *b, buffer *out) {
    static const html_block none = {0};
    bool sure = keep_region(b);
    for (size_t i = 0; i < b->block.n; i++) {
        const html_block *block = &b->block.data[i];
        const html_block *before = i ? block - 1 : &none;
        const html_block *behind = i + 1 < b->block.n ? block + 1 : &none;
        bool taken = sure ? !is_mostly_link(block) : is_content(before, block, behind);
        if (!block->heading && taken && !add_block(b, block, out)) return false;
    }
    return true;
}

bool html_blocks_add_all(const html_blocks *b, buffer *out) {
    for (size_t i = 0; i < b->block.n; i++)
        if (!add_block(b, &b->block.data[i], out)) return false;
    return true;
}
