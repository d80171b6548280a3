# GNU parallel, as docs/pipelines.md has it, writes what one dragoman does.
. "$2/begin.sh"
command -v parallel >/dev/null && parallel --version </dev/null 2>/dev/null | grep -q '^GNU parallel' ||
    { echo "skipped: GNU parallel is not installed (Debian: parallel)"; exit 77; }
HOME=$work
export HOME

python3 "$here/../tools/corpus-to-jsonl" "$here/../data/corpus/africa.txt" >all.jsonl
sed -n '1,100p' all.jsonl >stories.jsonl
"$tool" code -j 1 stories.jsonl >whole || fail "dragoman"
[ -s whole ] || fail "no events"
parallel --will-cite --pipe --block 20k --keep-order --jobs 2 "$tool" code -j 1 - <stories.jsonl >out ||
    fail "parallel"
cmp out whole || fail "other events than one process"
exit 0
