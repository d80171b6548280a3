# Output that cannot be written: a full device, a closed pipe, a file that may not grow.
. "$2/begin.sh"

i=0
while [ $i -lt 200 ]; do
    echo "{\"id\": \"$i\", \"date\": \"2015-11-16\", \"text\": \"Obama met Putin in Antalya on Sunday.\"}"
    i=$((i + 1))
done >stories.jsonl

# A full device: told once, whatever is written and however it is opened.
for to in jsonl csv plover table; do
    "$tool" code --to $to stories.jsonl >/dev/full 2>err
    [ $? -eq 1 ] || fail "--to $to to a full device: status"
    grep -qx 'dragoman: standard output: cannot write: No space left on device' err ||
        fail "--to $to to a full device: $(cat err)"
    [ "$(wc -l <err)" -eq 1 ] || fail "--to $to: told more than once: $(cat err)"
done
"$tool" code -o /dev/full stories.jsonl 2>err
[ $? -eq 1 ] || fail "-o /dev/full: status"
grep -q '/dev/full: cannot write: No space left on device' err || fail "-o /dev/full: $(cat err)"
"$tool" parse stories.jsonl >/dev/full 2>err
[ $? -eq 1 ] || fail "parse to a full device"
"$tool" explain stories.jsonl >/dev/full 2>err
[ $? -eq 1 ] || fail "explain to a full device"

# A pipe that nobody reads ends the program without a word, by the signal or, where that is ignored,
# with the status that it would have.
{ "$tool" code stories.jsonl 2>err; echo $? >got; } | true
got=$(cat got)
[ "$got" -eq 141 ] || fail "a closed pipe: $got, $(cat err)"
{ (trap '' PIPE; "$tool" code stories.jsonl 2>err; echo $? >got); } | sleep 0
[ "$(cat got)" -eq 141 ] || fail "a closed pipe, signal ignored: $(cat got)"
[ ! -s err ] || fail "a closed pipe: $(cat err)"

# A file that may not grow: nothing half written is left, and what stood there stays.
echo before >kept
(trap '' XFSZ; ulimit -f 8; "$tool" code -o kept stories.jsonl 2>err); got=$?
[ $got -eq 1 ] || fail "a file limit: status $got"
grep -q 'kept: cannot write: File too large' err || fail "a file limit: $(cat err)"
[ "$(cat kept)" = before ] || fail "the file that stood there is gone"
[ "$(ls)" = "$(printf 'err\ngot\nkept\nstories.jsonl')" ] || fail "left behind: $(ls)"
exit 0
