/* The ontology's tables: that each code leads to others that exist, and what composition makes.
 */
#include "unit.h"

#include "event/plover.h"

static void codes_ascend_and_are_found(void **state) {
    (void)state;
    const char *last = "";
    unsigned n = 0;
    for (const plover_cameo *c; (c = plover_cameo_at(n)); n++) {
        assert_true(strcmp(last, c->code) < 0);
        assert_ptr_equal(plover_cameo_of(c->code), c);
        assert_true(c->type > TYPE_NONE && c->type < N_TYPE);
        assert_true(!c->mode || plover_modes[c->mode].type == c->type);
        assert_true(c->goldstein >= -10 && c->goldstein <= 10);
        last = c->code;
    }
    assert_true(n > 270);
    const char *const none[] = {"", "0", "029", "21", "1", "20420", "x"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_null(plover_cameo_of(none[i]));
}

static void types_and_modes_have_codes(void **state) {
    (void)state;
    assert_int_equal(N_TYPE - 1, DG_TYPES);
    assert_int_equal(N_CONTEXT - 1, 37);
    for (uint8_t t = 1; t < N_TYPE; t++) {
        assert_int_equal(plover_cameo_of(plover_default_cameo(t, 0))->type, t);
        assert_int_equal(
            plover_type_of(plover_types[t].name, (unsigned)strlen(plover_types[t].name)), t);
    }
    for (uint8_t m = 1; m < N_MODE; m++) {
        assert_non_null(plover_cameo_of(plover_default_cameo(plover_modes[m].type, m)));
        assert_true(plover_modes[m].score >= -10 && plover_modes[m].score <= 10);
    }
}

static void composition_has_codes_of_its_own(void **state) {
    (void)state;
    assert_string_equal(plover_composed_cameo(TYPE_AGREE, 0, TYPE_CONSULT, MODE_CONSULT_VISIT),
                        "036");
    assert_string_equal(plover_composed_cameo(TYPE_REQUEST, MODE_REQUEST_YIELD, TYPE_RETREAT,
                                              MODE_RETREAT_RELEASE),
                        "1053");
    assert_string_equal(
        plover_composed_cameo(TYPE_REQUEST, MODE_REQUEST_YIELD, TYPE_RETREAT, 0),
        plover_default_cameo(TYPE_REQUEST, MODE_REQUEST_YIELD));
    assert_string_equal(plover_composed_cameo(TYPE_THREATEN, MODE_THREATEN_VIOLENCE,
                                              TYPE_ASSAULT, MODE_ASSAULT_AERIAL),
                        "138");
}

static void rows_are_complete(void **state) {
    (void)state;
    dg_ontology_row row;
    size_t n = 0, of_kind[4] = {0};
    for (; dg_ontology(n, &row); n++) {
        of_kind[row.kind]++;
        assert_true(*row.code && *row.meaning);
        bool event = row.kind != DG_CODE_CONTEXT;
        assert_int_equal(event, *row.type != '\0');
        assert_int_equal(event, *row.cameo != '\0');
        if (event) assert_true(row.quad >= 1 && row.quad <= 4);
        if (event) assert_true(row.goldstein == plover_cameo_of(row.cameo)->goldstein);
    }
    assert_int_equal(of_kind[DG_CODE_TYPE], N_TYPE - 1);
    assert_int_equal(of_kind[DG_CODE_MODE], N_MODE - 1);
    assert_int_equal(of_kind[DG_CODE_CONTEXT], N_CONTEXT - 1);
    assert_int_equal(n, of_kind[0] + of_kind[1] + of_kind[2] + of_kind[3]);
    assert_false(dg_ontology(n, &row));
    assert_false(dg_ontology(SIZE_MAX, &row));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_ascend_and_are_found),
        cmocka_unit_test(types_and_modes_have_codes),
        cmocka_unit_test(composition_has_codes_of_its_own),
        cmocka_unit_test(rows_are_complete),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
