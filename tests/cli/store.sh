# dragoman code --to sqlite:, import, export and relations as a user meets them.
. "$2/begin.sh"
says() { grep -qF -- "$1" err || fail "no \"$1\" but: $(cat err)"; }

for command in import export relations; do
    status 0 "$tool" $command --help; grep -q "^usage: dragoman $command" out || fail "$command --help"
    status 2 "$tool" $command; status 2 "$tool" $command --zorble x
done
status 2 "$tool" code --to sqlite:; status 2 "$tool" code --again x
status 2 "$tool" code --to sqlite:a.db -o b x; says "-o and --to sqlite: exclude each other"
status 2 "$tool" code --to sqlite:a.db --header x; says "a store has no header"
status 2 "$tool" code --to sqlite:a.db --errors inline x
status 2 "$tool" export --to morse a.db; says 'no format "morse"'
status 2 "$tool" relations --by hour USA; says '--by takes year, month or day, not "hour"'

# The corpus's sentences as stories, seven to each.
grep -hv '^[ #@]\|^$' "$here"/../data/corpus/world.txt "$here"/../data/corpus/leads.txt |
    sed 's/\\/\\\\/g; s/"/\\"/g' | awk '{ text = text (NR % 7 == 1 ? "" : " ") $0 }
        NR % 7 == 0 { printf "{\"id\": \"s%d\", \"date\": \"20%02d-%02d-03\", \"text\": \"%s\"}\n",
                      NR / 7, NR % 20, NR % 12 + 1, text; text = "" }' | head -n 70 >stories.jsonl
[ "$(wc -l <stories.jsonl)" -eq 70 ] || fail "stories"

# Records come out of a store as code writes them, straight or by way of JSON Lines.
status 0 "$tool" code stories.jsonl; mv out events.jsonl
status 0 "$tool" code --to sqlite:a.db stories.jsonl; [ ! -s err ] || fail "$(cat err)"
status 0 "$tool" export a.db; cmp -s out events.jsonl || fail "exported otherwise than coded"
status 0 "$tool" export -o copy.jsonl a.db; cmp -s copy.jsonl events.jsonl || fail "export -o"
status 0 "$tool" import b.db events.jsonl
status 0 "$tool" export b.db; cmp -s out events.jsonl || fail "exported otherwise than imported"
"$tool" import c.db - <events.jsonl || fail "import -"
status 0 "$tool" export c.db; cmp -s out events.jsonl || fail "imported from standard input"
# So do those of every other format, whole ones and selected ones.
for format in plover csv tsv phoenix icews polecat gdelt; do
    "$tool" code --to $format stories.jsonl >coded || fail "code --to $format"
    status 0 "$tool" export --to $format a.db; cmp -s out coded || fail "--to $format: otherwise than coded"
    status 0 "$tool" export --to $format --no-header --until 2005 a.db; mv out early
    status 0 "$tool" export --to $format --header --since 2006 a.db
    [ "$(cat early out | sort | uniq | wc -l)" -ge "$(sort coded | uniq | wc -l)" ] || fail "--to $format: some are missing"
    grep -vFxf coded early && fail "--to $format: selected ones differ"
done
status 0 "$tool" export --to csv --since 2030 a.db; [ "$(wc -l <out)" -eq 1 ] || fail "no header: $(cat out)"
status 0 "$tool" export --context military a.db
[ "$(grep -c '"context":\[[^]]*"military"' out)" -eq "$(grep -c . out)" ] && [ -s out ] || fail "--context: $(cat out)"

# A store holds the same for any number of workers: stories that come twice, that cannot be read,
# that tell their date themselves, and one of several parts.
python3 - <<'EOF' >mixed.jsonl
import json
stories = [json.loads(line) for line in open("stories.jsonl")]
for story in stories[::3]:
    del story["date"]
stories[40] = {"id": "long", "text": "BAGHDAD, June 4, 2014 (Reuters) - France condemned Iran." +
               263000 * "\n" + "Russia attacked Ukraine on Tuesday." + 263000 * "\n" +
               "Rebels fled on Monday."}
stories[60]["text"] = "ANKARA, Turkey, Nov. 16, 2015 (AP) - Turkey condemned Russia."
for i, story in enumerate(stories):
    print(json.dumps(story))
    if i % 10 == 0:
        print(json.dumps(dict(stories[i // 2], title="again")))
    if i % 50 == 0:
        print("{")
EOF
for n in 1 2 5; do
    status 1 "$tool" code -j $n --to sqlite:j$n.db mixed.jsonl; sed "s/j$n.db/db/" err >messages.$n
    status 0 "$tool" export j$n.db; mv out out.$n
    cmp -s out.1 out.$n || fail "-j $n: another store than with -j 1"
    cmp -s messages.1 messages.$n || fail "-j $n says otherwise: $(cat messages.$n)"
done
grep -q '^dragoman: warning: db: [0-9]* stories came twice under one id: the later is kept$' messages.1 || fail "$(cat messages.1)"
grep -q '"date":{"start":"2014-06-03"' out.1 || fail "a date that the text tells itself"
for n in 1 4; do # and again, when some are there already
    status 1 "$tool" code -j $n --to sqlite:j$n.db mixed.jsonl
    [ $n -eq 1 ] || status 1 "$tool" code -j $n --to sqlite:j$n.db mixed.jsonl
    sort err >messages.$n; status 0 "$tool" export j$n.db; mv out again.$n
done
cmp -s again.1 again.4 || fail "coded once more with -j 4: another store"

# A long text whose last part is not there goes on at its place, with its date.
grep -m 1 '"long"' mixed.jsonl >long.jsonl
status 0 "$tool" code --to sqlite:p.db long.jsonl
status 0 "$tool" export p.db; mv out whole; [ "$(wc -l <whole)" -eq 3 ] || fail "$(cat whole)"
python3 -c 'import sqlite3
db = sqlite3.connect("p.db")
db.execute("PRAGMA foreign_keys = ON")
db.execute("DELETE FROM story WHERE part = 2")
db.commit()'
status 0 "$tool" export p.db; [ "$(wc -l <out)" -eq 2 ] || fail "$(cat out)"
status 0 "$tool" code -j 2 --to sqlite:p.db long.jsonl; says "1 story there already"
status 0 "$tool" export p.db; cmp -s out whole || fail "a text's last part: $(cat out)"

# What is stored is there before the next line is waited for, and after a signal.
mkfifo lines
"$tool" code --line-buffered --to sqlite:l.db - <lines >out 2>err &
pid=$!
exec 3>lines
sed -n 1,5p stories.jsonl >five; cat five >&3
"$tool" code five >want
tries=0
until "$tool" export l.db 2>/dev/null | cmp -s - want || [ $tries -gt 600 ]; do
    sleep 0.1; tries=$((tries + 1))
done
[ $tries -le 600 ] || fail "five lines are not in the store: $(cat err)"
sed -n 6p stories.jsonl >&3
kill -TERM $pid; wait $pid; [ $? -eq 130 ] || fail "stopped: $(cat err)"
exec 3>&-
grep -q '^dragoman: interrupted after [56] records; to go on: the same command' err || fail "$(cat err)"
status 0 "$tool" code --to sqlite:l.db stories.jsonl; says "stories there already, passed over"
status 0 "$tool" export l.db; cmp -s out events.jsonl || fail "went on otherwise"

status 0 "$tool" export --type CONSULT --since 2010 a.db
grep -v '"type":"CONSULT"' out && fail "other types"
[ "$(wc -l <out)" -gt 0 ] || fail "no CONSULT"
grep -vFxf events.jsonl out && fail "selected records differ"
status 1 "$tool" export --since soon a.db; says '"soon" is no day'

# What is there already is passed over; --again codes it; another engine codes it.
status 0 "$tool" code --to sqlite:a.db stories.jsonl; says "a.db: 70 stories there already, passed over"
status 0 "$tool" code --again --to sqlite:a.db stories.jsonl; [ ! -s err ] || fail "$(cat err)"
printf 'type AID\nverb zorble R -> cameo=070\n' >own.txt
status 0 "$tool" code --frames own.txt --to sqlite:a.db stories.jsonl; [ ! -s err ] || fail "$(cat err)"
status 0 "$tool" export a.db; cmp -s out events.jsonl || fail "coded again"
head -n 1 stories.jsonl >twice; sed -n 's/"date": "[^"]*"/"date": "2001-01-01"/; 1p' stories.jsonl >>twice
status 0 "$tool" code --to sqlite:d.db twice; says "1 story came twice under one id: the later is kept"

# Relations.
status 0 "$tool" relations --db a.db --by year RUS
[ "$(head -n 1 out)" = period,verbal_cooperation,material_cooperation,verbal_conflict,material_conflict,events,mean_score ] ||
    fail "$(cat out)"
awk -F, 'NR > 1 && ($1 !~ /^20[0-9][0-9]$/ || $2 + $3 + $4 + $5 != $6) { exit 1 }' out || fail "$(cat out)"
[ "$(wc -l <out)" -gt 5 ] || fail "relations: $(cat out)"
status 0 "$tool" relations --db a.db --to table --by year RUS USA; grep -q '^events .*█' out && grep -q '^mean_score ' out || fail "$(cat out)"
status 0 "$tool" relations --db a.db ZZZ; [ "$(wc -l <out)" -eq 1 ] || fail "$(cat out)"

# Import: what is wrong is told by line, and the rest goes on.
{ sed -n 1p events.jsonl; echo '{"story": "x"}'; echo zorble; sed -n '2,9p' events.jsonl
  head -c 1200000 /dev/zero | tr '\0' '['; echo; sed -n '10,$p' events.jsonl; } >wrong.jsonl
sed -i 's/^{"id":"s2:/&x/' wrong.jsonl
bad=$(grep -c '"s2:x' wrong.jsonl); [ "$bad" -gt 0 ] || fail "no event in s2"
status 1 "$tool" import w.db wrong.jsonl
grep -q '^dragoman: wrong.jsonl:2: "id" is missing or empty$' err || fail "$(cat err)"
grep -q '^dragoman: wrong.jsonl:3: no JSON: ' err || fail "$(cat err)"
grep -q '^dragoman: wrong.jsonl:12: a record of more than 1 MiB, passed over$' err || fail "$(cat err)"
[ "$(grep -c '"id" is not STORY:SENTENCE:NUMBER of this record$' err)" -eq "$bad" ] || fail "$(cat err)"
status 1 "$tool" import w.db nowhere.jsonl; says "nowhere.jsonl: cannot open: No such file or directory"

exit 0
