/* Days out of any bytes: what is read is a day that is read again as itself. */
#include "check_kind.h"
#include "story/day.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char day[STORY_DAY], again[STORY_DAY];
    if (!story_day_of((const char *)data, size, day)) return 0;
    check(story_day_of(day, strlen(day), again) && !strcmp(day, again));
    return 0;
}
