# dragoman code and relate as a user meets them.
. "$2/begin.sh"

status 0 "$tool" code --help;   grep -q -- '--frames' out || fail "code --help"
status 0 "$tool" relate --help; grep -q '"ranked"' out || fail "relate --help"
status 2 "$tool" code --to morse; status 2 "$tool" relate file

# A story to records: every field there, the same bytes each time.
printf '%s\n' '{"id": "a", "date": "2015-11-16", "text": "Obama met Putin in Antalya on Sunday. Rebels attacked the Syrian army, officials said."}' >story.jsonl
status 0 "$tool" code story.jsonl
[ "$(wc -l <out)" -eq 2 ] || fail "records: $(cat out)"
for field in id story sentence type mode status actor recipient cameo goldstein score quad context \
    date place said_by size trigger frame confidence same_as text; do
    grep -c "\"$field\":" out | grep -qx 2 || fail "a record without $field"
done
grep -q '"type":"CONSULT".*"entity":"barack-obama".*"start":"2015-11-15"' out || fail "$(cat out)"
grep -q '"said_by":{"text":"officials"' out || fail "said_by: $(cat out)"
grep -q '"place":{"text":"Antalya","name":"Antalya","country":"TUR","admin1":"Antalya","lat":36\.[0-9]*,"lon":30\.[0-9]*,"id":"geonames:323777"}' out ||
    fail "place: $(cat out)"
grep -q '"place":null' out || fail "a place for nothing: $(cat out)"
cp out first
status 0 "$tool" code story.jsonl; cmp -s out first || fail "not deterministic"
status 0 "$tool" code --to table story.jsonl
grep -q 'because .*txt:[0-9]' out || fail "a table without frames: $(cat out)"
status 0 "$tool" explain story.jsonl
grep -q '^  \* ASSAULT' out || fail "explain shows no events: $(cat out)"
grep -q 'at "Antalya", Antalya, TUR, geonames:323777: ' out || fail "explain shows no place: $(cat out)"

# One's own frames come first; mistakes by file and line.
printf 'type AID\nverb zorble R -> cameo=070\n' >own.txt
printf 'France zorbled Ghana.\n' >zorble
status 0 "$tool" code --frames own.txt zorble
printf 'type AID\nverb meet R -> mode=x\nverb meet R -> cameo=071\n' >wrong.txt
status 1 "$tool" code --frames wrong.txt story.jsonl
grep -q 'wrong.txt:2: AID has no mode "x"' err || fail "mistake: $(cat err)"
grep -q '"type":"AID"' out || fail "the rest of the file is lost: $(cat out)"

# relate always answers; what cannot be read is told by line.
printf '%s\n' '{"id": 7, "text": "France condemned Iran.", "source": [0, 6], "target": [17, 21]}' \
    '{"text": 3}' '{"id": "x", "text": "France is here.", "source": [0, 6], "target": null}' >relate.jsonl
"$tool" relate <relate.jsonl >out 2>err
[ $? -eq 1 ] || fail "a bad record went unnoticed"
grep -q 'standard input:2: no "text"' err || fail "line 2: $(cat err)"
grep -q '^{"id":7,"type":"ACCUSE"' out || fail "$(cat out)"
[ "$(wc -l <out)" -eq 2 ] || fail "answers: $(cat out)"
head -c 30000 /dev/urandom >noise
"$tool" code --from text noise >out 2>err
[ $? -le 1 ] || fail "noise: $(cat err)"
exit 0
