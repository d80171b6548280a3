/* Reading actor files: the project's own format and PETRARCH's, and what is wrong in them. */
#include "unit.h"

#include "actor/source.h"

typedef struct collected {
    char text[4096];
    size_t n;
} collected;

static void collect(void *user, const dg_error *error) {
    collected *c = user;
    char line[512];
    dg_error_format(error, line, sizeof line);
    c->n++;
    strncat(c->text, line, sizeof c->text - strlen(c->text) - 2);
    strcat(c->text, "\n");
}

static actor_source read_text(const char *text, collected *c) {
    actor_source s = {.report = collect, .user = c};
    dg_error error;
    assert_int_equal(actor_source_text(&s, "f", text, strlen(text), &error), DG_OK);
    return s;
}

static const char *text_of(const actor_source *s, uint32_t id) {
    return intern_text(&s->pool, id);
}

static void an_entity_is_read_whole(void **state) {
    (void)state;
    collected c = {0};
    actor_source s = read_text("# a comment\n"
                               "kind person\n\n"
                               "ada-bell: Ada Bell\n"
                               "  = Ada M. Bell; Dame Ada\n"
                               "  ~ Bell\n"
                               "  she\n"
                               "  1999-02..2003 GBR,IGO GOV,PTY foreign minister\n"
                               "  2004-05-06.. GBR -\n",
                               &c);
    assert_int_equal(c.n, 0);
    assert_int_equal(s.entity.n, 1);
    const source_entity *e = &s.entity.data[0];
    assert_string_equal(text_of(&s, e->id), "ada-bell");
    assert_string_equal(text_of(&s, e->name), "Ada Bell");
    assert_int_equal(e->kind, KIND_PERSON);
    assert_int_equal(e->gender, GENDER_SHE);
    assert_int_equal(e->names.n, 4);
    assert_int_equal(e->names.data[3].use, USE_SHORT);
    assert_int_equal(e->roles.n, 2);
    const actor_role *r = &e->roles.data[0];
    assert_int_equal(r->from, 19990201);
    assert_int_equal(r->to, 20031231);
    assert_int_equal(r->country[0], COUNTRY_GBR);
    assert_int_equal(r->country[1], COUNTRY_IGO);
    assert_int_equal(r->sector[1], SECTOR_PTY);
    assert_string_equal(text_of(&s, r->title), "foreign minister");
    assert_int_equal(e->roles.data[1].from, 20040506);
    assert_int_equal(e->roles.data[1].to, DATE_MAX);
    assert_int_equal(e->roles.data[1].sector[0], 0);
    actor_source_free(&s);
}

static void the_same_id_adds_up(void **state) {
    (void)state;
    collected c = {0};
    actor_source s = read_text("kind person\na-b: A B\n  2001.. FRA GOV\n"
                               "a-b: A B\n  1999..2000 FRA LEG\n",
                               &c);
    assert_int_equal(c.n, 0);
    assert_int_equal(s.entity.n, 1);
    assert_int_equal(s.entity.data[0].roles.n, 2);
    actor_source_free(&s);
}

static void role_nouns_and_given_names_are_read(void **state) {
    (void)state;
    collected c = {0};
    actor_source s = read_text("kind role\nofficial: GOV? person\nspokeswoman: -? person she\n"
                               "kind given\nMaria: she\n",
                               &c);
    assert_int_equal(c.n, 0);
    assert_int_equal(s.entity.n, 3);
    assert_int_equal(s.entity.data[0].roles.data[0].soft, 1);
    assert_int_equal(s.entity.data[0].denotes, DENOTES_PERSON);
    assert_int_equal(s.entity.data[1].gender, GENDER_SHE);
    assert_int_equal(s.entity.data[2].kind, KIND_GIVEN);
    actor_source_free(&s);
}

static void mistakes_are_told_by_line(void **state) {
    (void)state;
    static const struct {
        const char *text, *error;
    } cases[] = {
        {"a-b: A B\n", "f:1: \"kind KIND\" must come first"},
        {"kind planet\n", "f:1: no kind of entity: \"planet\""},
        {"kind person\nA-b: A B\n", "f:2: not ID: NAME"},
        {"kind person\na-b\n", "f:2: not ID: NAME"},
        {"kind person\n  FRA GOV\n", "f:2: a fact without an entity above it"},
        {"kind person\na-b: A B\n  XXX GOV\n", "f:3: no country code: \"XXX\""},
        {"kind person\na-b: A B\n  FRA GOVX\n", "f:3: no sector code: \"GOVX\""},
        {"kind person\na-b: A B\n  2003-13.. FRA GOV\n", "f:3: no dates: \"2003-13..\""},
        {"kind person\na-b: A B\n  2003-02-30.. FRA GOV\n", "f:3: no dates: \"2003-02-30..\""},
        {"kind person\na-b: A B\n  2003..2001 FRA GOV\n",
         "f:3: the dates end before they begin"},
        {"kind person\na-b: A B\n  FRA\n", "f:3: a role is [FROM..TO] COUNTRY SECTOR [TITLE]"},
        {"kind person\na-b: A B\n  = ; ;\n  =\n", "f:4: no names here"},
        {"kind role\nspy\n", "f:2: not NOUN: ..."},
        {"kind role\nspy: SPY purple\n", "not person, people, body, place, thing"},
        {"kind role\nspy: SPY person\nspy: SPY person\n", "f:3: this role noun stands in"},
        {"kind person\na-b: A B\n  = \xFF\n", "f:3: not UTF-8"},
        {"kind person\na-b: A B\nkind state\na-b: A B\n",
         "f:4: \"a-b\" is also of kind person"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        collected c = {0};
        actor_source s = read_text(cases[i].text, &c);
        if (!strstr(c.text, cases[i].error))
            fail_msg("case %zu: wanted \"%s\", got \"%s\"", i, cases[i].error, c.text);
        assert_int_equal(s.n_error, c.n);
        actor_source_free(&s);
    }
}

static const source_entity *entity_named(const actor_source *s, const char *name) {
    for (size_t i = 0; i < s->entity.n; i++)
        for (size_t k = 0; k < s->entity.data[i].names.n; k++)
            if (!strcmp(text_of(s, s->entity.data[i].names.data[k].text), name))
                return &s->entity.data[i];
    return NULL;
}

static void petrarch_is_read(void **state) {
    (void)state;
    collected c = {0};
    actor_source s = read_text("# a dictionary\n<!-- over\nlines -->\n"
                               "JANE_ROE_  ; a comment\n"
                               "+PRESIDENT_ROE_\n"
                               "\t[FRAGOV 991231-080507]\n"
                               "\t[FRAELI >080508]\n"
                               "FREE_VALLEY_FRONT [UGAREBMUS] # note\n"
                               "UNITED_LEAGUE_ [IGOUNO]\n"
                               "XYZ [NGO]\n"
                               "VILLAGE_ELDER {VILLAGE_ELDERS} [~SOC]\n"
                               "NEWS!PERSON! [~MED]\n",
                               &c);
    assert_int_equal(c.n, 0);
    const source_entity *e = entity_named(&s, "Jane Roe");
    assert_non_null(e);
    assert_int_equal(e->names.n, 2);
    assert_int_equal(e->roles.n, 2);
    assert_int_equal(e->roles.data[0].country[0], COUNTRY_FRA);
    assert_int_equal(e->roles.data[0].sector[0], SECTOR_GOV);
    assert_int_equal(e->roles.data[0].from, 19991231);
    assert_int_equal(e->roles.data[0].to, 20080507);
    assert_int_equal(e->roles.data[1].to, DATE_MAX);
    e = entity_named(&s, "Free Valley Front");
    assert_int_equal(e->roles.data[0].sector[0], SECTOR_REB);
    assert_int_equal(e->roles.data[0].sector[1], SECTOR_REL);
    assert_int_equal(entity_named(&s, "United League")->roles.data[0].country[0], COUNTRY_UNO);
    assert_non_null(entity_named(&s, "XYZ"));
    e = entity_named(&s, "village elder");
    assert_int_equal(e->kind, KIND_ROLE);
    assert_int_equal(e->roles.data[0].sector[0], SECTOR_SOC);
    e = entity_named(&s, "newswoman");
    assert_int_equal(e->roles.data[0].sector[0], SECTOR_JRN);
    actor_source_free(&s);
}

static void petrarch_mistakes_are_told_by_line(void **state) {
    (void)state;
    static const struct {
        const char *text, *error;
    } cases[] = {
        {"A_B [FRA\n", "f:1: a bracket that is not closed"},
        {"+A_B\n[FRA]\n", "f:1: a synonym without an entry above it"},
        {"A_B\n\t[FRAGOV 1-2]\n", "f:2: no dates: \"1-2\""},
        {"A_B [ ]\n", "f:1: no code in the brackets"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        collected c = {0};
        actor_source s = read_text(cases[i].text, &c);
        if (!strstr(c.text, cases[i].error))
            fail_msg("case %zu: wanted \"%s\", got \"%s\"", i, cases[i].error, c.text);
        actor_source_free(&s);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_entity_is_read_whole),
        cmocka_unit_test(the_same_id_adds_up),
        cmocka_unit_test(role_nouns_and_given_names_are_read),
        cmocka_unit_test(mistakes_are_told_by_line),
        cmocka_unit_test(petrarch_is_read),
        cmocka_unit_test(petrarch_mistakes_are_told_by_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
