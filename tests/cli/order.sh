# A story's events depend on nothing but the story: not on those before it, nor on the worker.
. "$2/begin.sh"

"$here/../tools/corpus-to-jsonl" "$here/../data/corpus/asia.txt" "$here/../data/corpus/stories.txt" \
    "$here/../data/corpus/relations.txt" >"$work/stories" || fail "corpus-to-jsonl"
tac "$work/stories" >"$work/backwards"
"$tool" code -j 1 --to jsonl "$work/stories" >"$work/forth" || fail "code"
[ "$(wc -l <"$work/forth")" -gt 500 ] || fail "too few events to tell"
"$tool" code -j 3 --to jsonl "$work/stories" | cmp - "$work/forth" || fail "three workers give other events"
"$tool" code -j 1 --to jsonl "$work/backwards" >"$work/back" || fail "code backwards"
sort "$work/forth" >"$work/a"
sort "$work/back" >"$work/b"
cmp "$work/a" "$work/b" || fail "the order of the stories changes their events"
exit 0
