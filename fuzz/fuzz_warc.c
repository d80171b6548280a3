/* Archives of the web over any bytes. */
#include "check_kind.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    check_probe(&story_kind_warc, data, size);
    check_kind(&story_kind_warc, data, size);
    return 0;
}
