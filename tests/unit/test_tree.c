/* Trees: against a search through all of them, for small sentences. */
#include "unit.h"

#include "language/tree.h"

static float total(const float *score, size_t n, const uint32_t *head) {
    float sum = 0;
    for (size_t i = 0; i < n; i++) sum += score[i * (n + 1) + head[i]];
    return sum;
}

static float best_of_all(const float *score, size_t n) {
    uint32_t head[6] = {0};
    float best = -1e9f;
    for (;;) {
        bool itself = false;
        for (size_t i = 0; i < n; i++) itself = itself || head[i] == i + 1;
        if (!itself && tree_is_single_rooted(head, n) && total(score, n, head) > best)
            best = total(score, n, head);
        size_t i = 0;
        while (i < n && ++head[i] > n) head[i++] = 0;
        if (i == n) return best;
    }
}

static void trees_are_the_best_there_are(void **state) {
    (void)state;
    static tree_workspace work;
    srand(7);
    for (int round = 0; round < 3000; round++) {
        size_t n = 1 + (size_t)round % 5;
        float score[5 * 6];
        uint32_t head[5];
        for (size_t i = 0; i < n * (n + 1); i++) score[i] = (float)(rand() % 2000) / 100 - 10;
        for (size_t i = 0; i < n; i++) score[i * (n + 1) + i + 1] = -1e4f;
        tree_best(score, n + 1, n, &work, head);
        assert_true(tree_is_single_rooted(head, n));
        assert_float_equal(total(score, n, head), best_of_all(score, n), 1e-3);
    }
}

static void the_longest_sentence_gets_a_tree(void **state) {
    (void)state;
    static tree_workspace work;
    enum { N = DG_MAX_SENTENCE };
    float *score = malloc(N * (N + 1) * sizeof *score);
    uint32_t head[N];
    assert_non_null(score);
    for (size_t i = 0; i < N; i++) /* everyone prefers its neighbour: cycles throughout */
        for (size_t j = 0; j <= N; j++)
            score[i * (N + 1) + j] = j == i + 1 ? -1e4f : j == (i ^ 1) + 1 ? 9.0f : 0.0f;
    tree_best(score, N + 1, N, &work, head);
    assert_true(tree_is_single_rooted(head, N));
    free(score);
}

static void what_is_no_tree_is_told(void **state) {
    (void)state;
    assert_true(tree_is_single_rooted((uint32_t[]){2, 0, 2}, 3));
    assert_false(tree_is_single_rooted((uint32_t[]){0, 0, 2}, 3));
    assert_false(tree_is_single_rooted((uint32_t[]){2, 1, 0}, 3));
    assert_false(tree_is_single_rooted((uint32_t[]){2, 3, 1}, 3));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trees_are_the_best_there_are),
        cmocka_unit_test(the_longest_sentence_gets_a_tree),
        cmocka_unit_test(what_is_no_tree_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
