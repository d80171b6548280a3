# dragoman dedup as a user meets it.
. "$2/begin.sh"

status 0 "$tool" dedup --help; grep -q -- '--one-a-day' out || fail "dedup --help"
status 2 "$tool" dedup --days many; status 2 "$tool" dedup --days 32 x
status 2 "$tool" dedup --texts --firsts x; status 2 "$tool" dedup --stories
status 1 "$tool" dedup nowhere.jsonl; grep -q 'nowhere.jsonl: cannot open' err || fail "$(cat err)"

# Three stories, two of them of one happening and the third of another.
cat >stories.jsonl <<'END'
{"id": "a", "date": "2015-11-16", "source": "Wire", "text": "ANTALYA, Nov. 16 (Reuters) - Turkish police arrested 40 journalists in Ankara on Sunday. France condemned the arrests. Lawyers waited outside the court all night in heavy rain, and nobody was told of any charge."}
{"id": "b", "date": "2015-11-17", "source": "Daily", "text": "Turkish police arrested forty journalists in Ankara on Sunday. Lawyers waited outside the court all night in heavy rain, and nobody was told of any charge."}
{"id": "c", "date": "2015-11-17", "source": "Daily", "text": "Egyptian police arrested two lawyers in Cairo on Sunday."}
END
status 0 "$tool" code --to jsonl -o events.jsonl stories.jsonl
status 0 "$tool" dedup --stories stories.jsonl events.jsonl
[ "$(wc -l <out)" -eq "$(wc -l <events.jsonl)" ] || fail "records were lost: $(cat out)"
sed 's/,"group":"[^"]*","first":[a-z]*,"sources":[0-9]*}$/}/' out | cmp -s - events.jsonl ||
    fail "a record was changed: $(cat out)"
grep -q '^{"id":"a:1:0".*"group":"a:1:0","first":true,"sources":2}$' out || fail "first: $(cat out)"
grep -q '^{"id":"b:0:0".*"group":"a:1:0","first":false,"sources":2}$' out || fail "second: $(cat out)"
grep -q '^{"id":"c:0:0".*"group":"c:0:0","first":true,"sources":1}$' out || fail "third: $(cat out)"
cp out whole

# The same from standard input, in any pieces, and again over its own output.
status 0 "$tool" dedup --stories stories.jsonl <events.jsonl; cmp -s out whole || fail "stdin"
status 0 "$tool" dedup --stories stories.jsonl whole; cmp -s out whole || fail "again: $(cat out)"
status 0 "$tool" dedup --stories stories.jsonl -o file events.jsonl; cmp -s file whole || fail "-o"
grep '^{"id":"a' events.jsonl >1.jsonl; grep -v '^{"id":"a' events.jsonl >2.jsonl
gzip -c stories.jsonl >stories.gz
status 0 "$tool" dedup --stories stories.gz 1.jsonl 2.jsonl; cmp -s out whole || fail "two files"

# What is left out; what is known as records come.
status 0 "$tool" dedup --stories stories.jsonl --firsts events.jsonl
grep '"first":true' whole | cmp -s - out || fail "firsts: $(cat out)"
status 0 "$tool" dedup --stories stories.jsonl --running events.jsonl
grep -q '^{"id":"a:1:0".*"sources":1}$' out || fail "running: $(cat out)"
grep -q '^{"id":"b:0:0".*"sources":2}$' out || fail "running: $(cat out)"
record() {
    printf '{"id":"%s:0:0","story":"%s","type":"ACCUSE","status":"actual","actor":[{"country":"RUS","sector":["GOV"]}],"recipient":[{"country":"USA","sector":["GOV"]}],"date":{"start":"%s","end":"%s"},"text":"%s"}\n' \
        "$1" "$1" "$2" "$2" "$3"
}
{ record x 2015-11-13 "Harbour dues are theft"; record y 2015-11-13 "A chess title was bought"
  record z 2015-11-14 "The ballet was late"; } >accuse.jsonl
status 0 "$tool" dedup --firsts accuse.jsonl; [ "$(wc -l <out)" -eq 3 ] || fail "three: $(cat out)"
status 0 "$tool" dedup --one-a-day accuse.jsonl; [ "$(wc -l <out)" -eq 2 ] || fail "two: $(cat out)"
grep -q '"id":"y' out && fail "the second of a day: $(cat out)"

# Texts.
status 0 "$tool" dedup --texts stories.jsonl
[ "$(wc -l <out)" -eq 3 ] || fail "texts: $(cat out)"
grep -q '^{"id":"b","duplicate_of":"a","resemblance":0\.[0-9]*,"containment":[01]' out || fail "$(cat out)"
grep -c '"duplicate_of":null' out | grep -qx 2 || fail "texts: $(cat out)"

# What cannot be read is told by its line; the rest is written.
{ cat 1.jsonl; echo 'no json'; echo '{"id": "x:0:0"}'; echo; cat 2.jsonl; } >some.jsonl
n=$(wc -l <1.jsonl)
status 1 "$tool" dedup --stories stories.jsonl some.jsonl
cmp -s out whole || fail "the rest: $(cat out)"
grep -q "some.jsonl:$((n + 1)): no JSON" err || fail "$(cat err)"
grep -q "some.jsonl:$((n + 2)): \"story\" is missing" err || fail "$(cat err)"
status 0 "$tool" dedup --stories stories.jsonl accuse.jsonl
grep -q 'warning: 3 records of stories that are not in --stories' err || fail "missing: $(cat err)"
head -c 300000 /dev/zero | tr '\0' '[' >deep
status 1 "$tool" dedup deep
head -c 1200000 /dev/zero | tr '\0' 'x' >long
status 1 "$tool" dedup long; grep -q 'long:1: a record of more than 1 MiB' err || fail "$(cat err)"
head -c 30000 /dev/urandom >noise
status 1 "$tool" dedup noise; status 1 "$tool" dedup --stories nowhere events.jsonl
if [ -e /dev/full ]; then
    "$tool" dedup events.jsonl >/dev/full 2>err
    [ $? -eq 1 ] || fail "a full disk went unnoticed"
fi
exit 0
