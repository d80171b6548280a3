// The public header in C++: its types, its tables and its calls, linked without mangling.
#include "dragoman.h"

#include <cstring>

int main() {
    dg_document document = {};
    dg_engine_options options = {};
    dg_story story = {};
    dg_error error = {};
    error.code = DG_OVER_LIMIT;
    dg_engine_close(nullptr);
    dg_context_free(nullptr);
    dg_reader_close(nullptr);
    if (document.text || options.n_actors || story.n_event) return 1;
    if (dg_format_named("csv") != DG_FORMAT_CSV || dg_format_named("morse") != DG_FORMATS) return 2;
    return std::strcmp(dg_type_name(0), "") == 0 && error.code == DG_OK;
}
