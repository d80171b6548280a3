# dragoman actor and explain as a user meets them.
. "$2/begin.sh"

status 0 "$tool" actor --help;   grep -q -- '--date' out || fail "actor --help"
status 0 "$tool" explain --help; grep -q -- '--actors' out || fail "explain --help"
status 2 "$tool" actor --date yesterday Putin
status 2 "$tool" actor --to morse Putin

# Who somebody is depends on the date; a table to read, JSON Lines in a pipe.
status 0 "$tool" actor --date 2006-01-01 Merkel "Syrian rebels"
grep -q '"entity":"angela-merkel".*"role":"chancellor"' out || fail "Merkel in office: $(cat out)"
grep -q '"country":"SYR","sector":\["REB"\]' out || fail "Syrian rebels: $(cat out)"
status 0 "$tool" actor --date 2023-01-01 Merkel
grep -q '"sector":\["ELI"\]' out || fail "Merkel out of office: $(cat out)"
status 0 "$tool" actor --to table --date 2006-01-01 Merkel
grep -q '^  DEU GOV, Angela Merkel, chancellor$' out || fail "table: $(cat out)"

# Questions as JSON Lines; a bad one is told with its line, and the rest goes on.
printf '%s\n' '{"id": "a", "text": "He", "context": "Obama spoke. He smiled.", "date": "2010-01-01"}' \
    '{"id": "b", ' '{"id": "c"}' '{"id": "d", "text": "Lavrov", "context": "nobody"}' \
    '{"id": "e", "text": "é", "context": "Élysée é", "start": 7}' \
    '{"id": "f", "text": "Moscow", "date": "2010-01-01"}' >questions
"$tool" actor <questions >out 2>err
[ $? -eq 1 ] || fail "bad questions went unnoticed"
for line in 2 3 4; do grep -q "standard input:$line: " err || fail "line $line is not told"; done
[ "$(wc -l <out)" -eq 3 ] || fail "answers: $(cat out)"
grep -q '^{"id":"a".*"entity":"barack-obama"' out || fail "He: $(cat out)"
grep -q '^{"id":"f".*"country":"RUS"' out || fail "Moscow: $(cat out)"

# One's own actors, in both formats; mistakes by file and line, the rest holds.
cat >own.txt <<'X'
kind armed
valley-front: Free Valley Front
  = FVF
  1990.. UGA REB
X
status 0 "$tool" actor --actors own.txt "the Free Valley Front"
grep -q '"country":"UGA","sector":\["REB"\],"entity":"valley-front"' out || fail "own: $(cat out)"
printf 'JANE_ROE_\n\t[FRAGOV 990101-031231]\n\t[FRAELI >040101]\n' >petrarch.txt
status 0 "$tool" actor --actors petrarch.txt --actors own.txt --date 2001-05-05 "Jane Roe" FVF
grep -q '"country":"FRA","sector":\["GOV"\]' out || fail "PETRARCH: $(cat out)"
grep -q '"entity":"valley-front"' out || fail "two files: $(cat out)"
printf 'kind armed\nvalley-front: Free Valley Front\n  UGA REBEL\n  UGA REB\n' >wrong.txt
status 1 "$tool" actor --actors wrong.txt "the Free Valley Front"
grep -q 'wrong.txt:3: no sector code: "REBEL"' err || fail "mistake: $(cat err)"
grep -q '"sector":\["REB"\]' out || fail "the rest of the file is lost: $(cat out)"
status 1 "$tool" actor --actors no-such-file Putin
grep -q 'no-such-file' err || fail "a missing file is not named"

# explain: chains, actors and reasons; the same bytes each time.
status 0 "$tool" explain "$here/golden/summit.txt"
grep -q 'because ' out || fail "explain gives no reasons"
cp out first
status 0 "$tool" explain "$here/golden/summit.txt"; cmp -s out first || fail "not deterministic"
status 0 "$tool" explain --to jsonl "$here/golden/summit.txt"
grep -q '"chain":' out || fail "explain --to jsonl"
head -c 30000 /dev/urandom >noise
"$tool" explain --from text noise >out 2>err
[ $? -le 1 ] || fail "noise: $(cat err)"
exit 0
