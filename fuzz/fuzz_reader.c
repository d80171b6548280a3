/* Both kinds of text of its own over any bytes, packed or not. */
#include "check_kind.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    check_probe(&story_kind_jsonl, data, size);
    check_kind(&story_kind_text, data, size);
    check_kind(&story_kind_jsonl, data, size);
    return 0;
}
