# Stories on several cores, and how a run ends early, as a user meets them.
. "$2/begin.sh"

# The same bytes for any number of workers: stories, records that cannot be read, bytes that are
# repaired, and a text of several parts that tells its date in the first.
python3 "$here/../tools/corpus-to-jsonl" "$here/../data/corpus/world.txt" >all.jsonl
head -n 160 all.jsonl >stories.jsonl
[ "$(wc -l <stories.jsonl)" -eq 160 ] || fail "no stories"
mkdir in
sed '77s/.*/{"id": "half", "text": /; 150s/"text"/"test"/' stories.jsonl >in/b.jsonl
printf 'caf\351 in Jos\351: France condemned Iran.\n' >in/c.txt
awk 'function gap() { for (i = 0; i < 263000; i++) printf "\n" }
    BEGIN { print "BAGHDAD, June 4, 2014 (Reuters) - France condemned Iran."; gap()
        print "Russia attacked Ukraine on Tuesday."; gap(); print "Rebels fled on Monday." }' >in/a.txt
same() { # COMMAND N...: its output and messages are the same with N workers as with one
    command=$1; shift
    # shellcheck disable=SC2086
    "$tool" $command -j 1 in >first 2>first.err
    for n; do
        # shellcheck disable=SC2086
        "$tool" $command -j "$n" in >out 2>err
        cmp first out || fail "$command -j $n: other output than with -j 1"
        cmp first.err err || fail "$command -j $n: other messages than with -j 1"
    done
}
same "code" 2 7
same "code --errors inline --to plover" 4
same "explain" 3
same "parse --ranges" 2 7
"$tool" explain -j 2 in/a.txt >out
[ "$(grep -c '^== a  2014-06-04$' out)" -eq 3 ] || fail "parts have another date: $(grep '^==' out)"
"$tool" parse -j 3 in/a.txt | grep '^# sent_id' | tr -d '\n' >out
grep -q '^# sent_id = a-1# sent_id = a-2# sent_id = a-3# sent_id = a-4$' out || fail "numbers: $(cat out)"
for n in 1 3; do
    printf '%s\n' '{"id": 1, "text": "France condemned Iran.", "source": [0, 6], "target": [17, 21]}' \
        '' 'no JSON' '{"id": 2, "text": "Iran is here.", "source": [0, 4], "target": null}' |
        "$tool" relate -j $n --errors inline 2>err >relate.$n
    [ $? -eq 0 ] || fail "relate -j $n"
done
cmp -s relate.1 relate.3 || fail "relate: other output with -j 3"
grep -q '^{"error":.*"line":3}$' relate.1 || fail "relate tells no error: $(cat relate.1)"

# At the end, what was passed over and why; the exit status tells.
status 1 "$tool" code in/b.jsonl
grep -q '^dragoman: 2 of 160 records passed over: 2 bad input$' err || fail "count: $(cat err)"
status 0 "$tool" code --errors inline in/b.jsonl
[ "$(grep -c '^{"error":' out)" -eq 2 ] || fail "errors inline: $(grep error out)"
grep -q '^{"error":"[^"]*","id":null,"file":"in/b.jsonl","line":77}$' out || fail "$(grep error out)"
grep '^{"error":' out | python3 -c 'import json, sys; [json.loads(line) for line in sys.stdin]' ||
    fail "errors inline are no JSON"
status 2 "$tool" code --errors inline --to csv in/b.jsonl
status 2 "$tool" code --errors elsewhere in/b.jsonl

# Records that are passed over, and the first failure as the last.
"$tool" code -j 1 stories.jsonl >whole || fail "stories"
"$tool" code --skip 100 stories.jsonl >out
"$tool" code --skip 0 stories.jsonl | cmp -s - whole || fail "--skip 0"
sed -n '1,100p' stories.jsonl | "$tool" code - >head
"$tool" parse --skip 2 in 2>err >out2 || [ $? -eq 1 ] || fail "--skip in a folder"
grep -q 'in/b.jsonl:77: ' err || fail "messages behind --skip are lost: $(cat err)"
grep -q '^# newdoc id = a$' out2 && fail "--skip did not pass over the first"
"$tool" parse --skip 161 --from text in/c.txt in/c.txt 2>err
[ ! -s err ] || fail "warnings of what is passed over: $(cat err)"
cat head out | cmp -s - whole || fail "--skip 100"
for n in 1 4; do
    status 1 "$tool" code -j $n --fail-fast in/b.jsonl
    grep -q 'stopped after 77 records; to go on: --skip 77, ' err || fail "--fail-fast: $(cat err)"
    grep -q '^dragoman: 1 of 77 records' err || fail "--fail-fast: $(cat err)"
    sed -n '1,76p' stories.jsonl | "$tool" code - | cmp -s - out || fail "--fail-fast -j $n: output"
done
status 1 "$tool" code --fail-fast -o result in/b.jsonl
[ ! -e result ] && [ -s result.partial ] || fail "--fail-fast -o: $(ls)"

# Wrong numbers are wrong calls.
for wrong in 0 -1 x 1x 9999; do status 2 "$tool" code -j $wrong in/b.jsonl; done
status 2 "$tool" code --skip x in/b.jsonl

# Nobody who reads: quiet, with the shell's status for it.
awk 'BEGIN { for (i = 0; i < 1500; i++)
    printf "{\"id\": \"m%d\", \"text\": \"France condemned Iran.\"}\n", i }' >many.jsonl
{ "$tool" code many.jsonl 2>err; echo $? >code; } | head -n 1 >out
[ "$(cat code)" -eq 141 ] && [ ! -s err ] || fail "a closed pipe: $(cat code err)"

python3 "$here/cli/threads.py" "$tool" many.jsonl || fail "threads.py"
exit 0
