# examples/dask-code over two workers writes what one dragoman does.
. "$2/begin.sh"
python=
for python in python3 /usr/bin/python3 none; do
    "$python" -c 'import dask.bag' 2>/dev/null && break
done
[ "$python" != none ] || { echo "skipped: Dask is not installed (Debian: python3-dask)"; exit 77; }

python3 "$here/../tools/corpus-to-jsonl" "$here/../data/corpus/asia.txt" >all.jsonl
mkdir in
sed -n '1,50p' all.jsonl >in/a.jsonl
sed -n '51,120p' all.jsonl >in/b.jsonl
"$python" "$here/../examples/dask-code" --workers 2 --block 20000 --tool "$tool" in out ||
    fail "dask-code"
[ "$(ls out | wc -l)" -gt 2 ] || fail "blocks: $(ls out)"
"$tool" code -j 1 in >whole || fail "dragoman"
[ -s whole ] || fail "no events"
cat out/*.jsonl | cmp - whole || fail "other events than one process"
exit 0
