# dragoman code --to sqlite:, import, export and relations as a user meets them, and what happens
# when a run is killed, the disk is full, or the file is not what it should be.
tool=$1 here=$2
set -u
unset DRAGOMAN_DATA
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work" || exit 1
fail() { echo "FAILED: $*" >&2; exit 1; }
status() {
    want=$1; shift
    "$@" >out 2>err; got=$?
    [ $got -eq "$want" ] || { cat err >&2; fail "$* gave $got, not $want"; }
}
says() { grep -qF -- "$1" err || fail "no \"$1\" but: $(cat err)"; }

for command in import export relations; do
    status 0 "$tool" $command --help; grep -q "^usage: dragoman $command" out || fail "$command --help"
    status 2 "$tool" $command; status 2 "$tool" $command --zorble x
done
status 2 "$tool" code --to sqlite:; status 2 "$tool" code --again x
status 2 "$tool" code --to sqlite:a.db -o b x; says "-o and sqlite: exclude each other"
status 2 "$tool" export --to morse a.db; says 'no format "morse"'
status 2 "$tool" relations --by hour USA; says '--by takes year, month or day, not "hour"'

# The corpus's sentences as stories, seven to each.
grep -hv '^[ #@]\|^$' "$here"/../data/corpus/world.txt "$here"/../data/corpus/leads.txt |
    sed 's/\\/\\\\/g; s/"/\\"/g' | awk '{ text = text (NR % 7 == 1 ? "" : " ") $0 }
        NR % 7 == 0 { printf "{\"id\": \"s%d\", \"date\": \"20%02d-%02d-03\", \"text\": \"%s\"}\n",
                      NR / 7, NR % 20, NR % 12 + 1, text; text = "" }' | head -n 150 >stories.jsonl
[ "$(wc -l <stories.jsonl)" -eq 150 ] || fail "stories"

# Records come out of a store as code writes them, straight or by way of JSON Lines.
status 0 "$tool" code stories.jsonl; mv out events.jsonl
status 0 "$tool" code --to sqlite:a.db stories.jsonl; [ ! -s err ] || fail "$(cat err)"
status 0 "$tool" export a.db; cmp -s out events.jsonl || fail "exported otherwise than coded"
status 0 "$tool" export -o copy.jsonl a.db; cmp -s copy.jsonl events.jsonl || fail "export -o"
status 0 "$tool" import b.db events.jsonl
status 0 "$tool" export b.db; cmp -s out events.jsonl || fail "exported otherwise than imported"
"$tool" import c.db - <events.jsonl || fail "import -"
status 0 "$tool" export c.db; cmp -s out events.jsonl || fail "imported from standard input"
status 0 "$tool" export --type CONSULT --since 2010 a.db
grep -v '"type":"CONSULT"' out && fail "other types"
[ "$(wc -l <out)" -gt 0 ] || fail "no CONSULT"
grep -vFxf events.jsonl out && fail "selected records differ"
status 1 "$tool" export --since soon a.db; says '"soon" is no day'

# What is there already is passed over; --again codes it; another engine codes it.
status 0 "$tool" code --to sqlite:a.db stories.jsonl; says "a.db: 150 stories there already, passed over"
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
status 0 "$tool" relations --db a.db --to table --by year RUS USA; grep -q '^mean_score .*█' out || fail "$(cat out)"
status 0 "$tool" relations --db a.db ZZZ; [ "$(wc -l <out)" -eq 1 ] || fail "$(cat out)"

# Killed at any time: what is there is sound, and going on gives what an unbroken run gives.
i=0
while [ $i -lt 40 ]; do cat stories.jsonl | sed "s/\"id\": \"s/\"id\": \"$i-/"; i=$((i + 1)); done >many.jsonl
"$tool" code --to sqlite:k.db many.jsonl 2>err &
pid=$!
tries=0
until [ "$("$tool" export k.db 2>/dev/null | head -n 1 | wc -l)" -eq 1 ] || [ $tries -gt 600 ]; do
    sleep 0.1; tries=$((tries + 1))
done
kill -9 $pid 2>/dev/null; wait $pid 2>/dev/null
[ $tries -le 600 ] || fail "nothing was committed in a minute: $(cat err)"
status 0 "$tool" export k.db
grep -q . out || fail "what was committed is gone"
tail -n 1 out | grep -q '}$' || fail "half a record"
cut -d'"' -f8 out | uniq | tail -n 1 >last
lines=$(grep -n "\"id\": \"$(cat last)\"" many.jsonl | cut -d: -f1)
head -n $((lines + 20)) many.jsonl >some.jsonl
status 0 "$tool" code --to sqlite:k.db some.jsonl; says "there already, passed over"
status 0 "$tool" export k.db; mv out resumed
status 0 "$tool" code some.jsonl; cmp -s out resumed || fail "a resumed run differs from an unbroken one"

# Import: what is wrong is told by line, and the rest goes on.
{ sed -n 1p events.jsonl; echo '{"story": "x"}'; echo zorble; sed -n '2,9p' events.jsonl
  head -c 1200000 /dev/zero | tr '\0' '['; echo; sed -n '10,$p' events.jsonl; } >wrong.jsonl
sed -i 's/^{"id":"s2:/&x/' wrong.jsonl
bad=$(grep -c '"s2:x' wrong.jsonl); [ "$bad" -gt 0 ] || fail "no event in s2"
status 1 "$tool" import w.db wrong.jsonl
grep -q '^dragoman: wrong.jsonl:2: "id" is missing$' err || fail "$(cat err)"
grep -q '^dragoman: wrong.jsonl:3: no JSON: ' err || fail "$(cat err)"
grep -q '^dragoman: wrong.jsonl:12: a record of more than 1 MiB, passed over$' err || fail "$(cat err)"
[ "$(grep -c '"id" is not STORY:SENTENCE:NUMBER of this record$' err)" -eq "$bad" ] || fail "$(cat err)"
status 1 "$tool" import w.db nowhere.jsonl; says "nowhere.jsonl: cannot open: No such file or directory"

# Files that are no store, or a damaged one.
status 1 "$tool" export nowhere.db; says "nowhere.db: cannot open the store"
[ ! -e nowhere.db ] || fail "export made a store"
for command in "export" "relations USA --db" "import"; do
    status 1 "$tool" $command stories.jsonl </dev/null; says "stories.jsonl: no store: the file is not an SQLite database"
done
cp stories.jsonl before; status 1 "$tool" code --to sqlite:stories.jsonl before
cmp -s stories.jsonl before || fail "a file that is no store was changed"
head -c 20000 a.db >cut.db; status 1 "$tool" export cut.db; says "cut.db: the store is damaged"
status 1 "$tool" code --to sqlite:cut.db stories.jsonl; says "cut.db: the store is damaged"

# A full disk: files of at most so many blocks. The signal is ignored, so that writing fails.
( trap '' XFSZ; ulimit -f 400; "$tool" code --to sqlite:f.db many.jsonl >out 2>err )
[ $? -eq 1 ] || fail "a full disk went unnoticed: $(cat err)"
grep -q '^dragoman: f.db: .*stor.*: ' err || fail "$(cat err)"
says "committed before that; the same command goes on there"
committed=$(sed -n 's/^dragoman: f.db: \([0-9]*\) stor.* committed before.*/\1/p' err)
status 0 "$tool" code --to sqlite:f.db some.jsonl
[ "$committed" -eq 0 ] || says "passed over"
status 0 "$tool" export f.db; cmp -s out resumed || fail "after a full disk"

# A store that may not be written, nor its folder. Root may write all, so nobody is asked then.
as=
[ "$(id -u)" -ne 0 ] || as="setpriv --reuid 65534 --clear-groups"
mkdir still; cp a.db "still/r%?.db"; chmod 444 still/*; chmod 555 still; chmod 755 .
if $as test -x "$tool" && $as test -r stories.jsonl; then
    status 1 $as "$tool" code --to "sqlite:still/r%?.db" stories.jsonl
    says "still/r%?.db: the store cannot be written: it is read-only"
    $as "$tool" export "still/r%?.db" | cmp -s - events.jsonl || fail "a store that may not be written"
fi
exit 0
