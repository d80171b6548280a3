# Each of the examples does what it says.
build=$1
set -u
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
fail() { echo "FAILED: $*" >&2; exit 1; }

"$build/example_code_story" "France condemned Iran on Sunday." 2015-11-18 >out 2>err || fail "$(cat err)"
grep -qx 'ACCUSE: FRA GOV -> IRN GOV on 2015-11-15' out || fail "code_story: $(cat out)"
"$build/example_code_story" "$(printf 'France \377')" >out 2>err && fail "bytes that are not UTF-8"
grep -q 'not UTF-8' err || fail "code_story: $(cat err)"

"$build/example_many_threads" "France condemned Iran." "It rained." "Obama met Putin." "Rebels attacked Mali." \
    >out 2>err || fail "$(cat err)"
[ "$(cut -f1 out | tr '\n' ' ')" = "1 0 1 1 " ] || fail "many_threads: $(cat out)"

printf 'kind state\nzorbia: Zorbia\n  adj Zorbian\n  FRA -\n' >actors.txt
printf 'type AID\nverb zorble R -> cameo=070\n' >frames.txt
"$build/example_own_actors" actors.txt frames.txt "France zorbled Iran. Zorbia condemned Iran." >out 2>err || fail "$(cat err)"
grep -q '"type":"AID"' out && grep -q '"entity":"zorbia"' out || fail "own_actors: $(cat out)"
printf 'type AID\nverb zorble R -> mode=x\n' >wrong.txt
"$build/example_own_actors" actors.txt wrong.txt "France met Iran." >out 2>err && fail "a mistake in silence"
grep -q 'wrong.txt:2: ' err || fail "own_actors: $(cat err)"

printf '%s\n' '{"id": "a", "text": "France condemned Iran."}' '{"text": 3}' \
    '{"id": "b", "text": "Obama met Putin."}' >stories.jsonl
"$build/example_read_files" stories.jsonl >out 2>err && fail "a bad record in silence"
grep -q 'stories.jsonl:2: ' err || fail "read_files: $(cat err)"
[ "$(wc -l <out)" -eq 2 ] || fail "read_files: $(cat out)"
