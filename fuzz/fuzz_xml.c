/* Records of XML, of both kinds that have them, over any bytes. */
#include "check_kind.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    check_probe(&story_kind_petrarch, data, size);
    check_kind(&story_kind_petrarch, data, size);
    check_kind(&story_kind_feed, data, size);
    return 0;
}
