# A store of "dragoman code --to sqlite:" when a run is killed, the disk is full, or the file is not
# what it should be: what was committed is there, and a message says what is wrong.
. "$2/begin.sh"
says() { grep -qF -- "$1" err || fail "no \"$1\" but: $(cat err)"; }

# The corpus's sentences as stories, seven to each.
grep -hv '^[ #@]\|^$' "$here"/../data/corpus/world.txt "$here"/../data/corpus/leads.txt |
    sed 's/\\/\\\\/g; s/"/\\"/g' | awk '{ text = text (NR % 7 == 1 ? "" : " ") $0 }
        NR % 7 == 0 { printf "{\"id\": \"s%d\", \"date\": \"20%02d-%02d-03\", \"text\": \"%s\"}\n",
                      NR / 7, NR % 20, NR % 12 + 1, text; text = "" }' | head -n 150 >stories.jsonl
[ "$(wc -l <stories.jsonl)" -eq 150 ] || fail "stories"

# Killed at any time: what is there is sound, and going on gives what an unbroken run gives.
i=0
while [ $i -lt 16 ]; do cat stories.jsonl | sed "s/\"id\": \"s/\"id\": \"$i-/"; i=$((i + 1)); done >many.jsonl
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

# Stopped by a signal: what was done is there, and the same command goes on.
"$tool" code -j 2 --to sqlite:t.db many.jsonl 2>err &
pid=$!
tries=0
until [ "$("$tool" export t.db 2>/dev/null | head -n 1 | wc -l)" -eq 1 ] || [ $tries -gt 600 ]; do
    sleep 0.1; tries=$((tries + 1))
done
kill -TERM $pid 2>/dev/null; wait $pid; stopped=$?
if [ $stopped -ne 0 ]; then # else it was done before
    [ $stopped -eq 130 ] || fail "stopped: status $stopped, $(cat err)"
    grep -q '^dragoman: interrupted after [0-9]* records; to go on: the same command' err || fail "$(cat err)"
fi
status 0 "$tool" code -j 2 --to sqlite:t.db many.jsonl; says "there already, passed over"
status 0 "$tool" export t.db; mv out stopped
status 0 "$tool" code many.jsonl; cmp -s out stopped || fail "a stopped run that went on differs from an unbroken one"

# Files that are no store, another program's, or a damaged one.
status 0 "$tool" code --to sqlite:a.db stories.jsonl
"$tool" export a.db >events.jsonl || fail "export"
python3 -c 'import sqlite3; sqlite3.connect("other.db").execute("CREATE TABLE bookmarks(url)")'
status 1 "$tool" code --to sqlite:other.db stories.jsonl
says "other.db: another program's database, not a store of events"
status 1 "$tool" export nowhere.db; says "nowhere.db: cannot open the store"
[ ! -e nowhere.db ] || fail "export made a store"
for command in "export" "relations USA --db" "import"; do
    status 1 "$tool" $command stories.jsonl </dev/null; says "stories.jsonl: no store: the file is not an SQLite database"
done
cp stories.jsonl before; status 1 "$tool" code --to sqlite:stories.jsonl before
cmp -s stories.jsonl before || fail "a file that is no store was changed"
head -c 20000 a.db >cut.db; status 1 "$tool" export cut.db; says "cut.db: the store is damaged"
status 1 "$tool" code --to sqlite:cut.db stories.jsonl; says "cut.db: the store is damaged"

# Values that no coder writes are told, and what is right of an import goes in.
for wrong in "action SET quad = 7" "action SET score = 1e300" "actor SET sectors = 'G' WHERE id = 1" \
    "event SET confidence = 9" "event SET first = 'yesterday'"; do
    cp a.db wrong.db
    python3 -c 'import sqlite3, sys
db = sqlite3.connect("wrong.db"); db.execute("PRAGMA foreign_keys = off"); db.execute("UPDATE " + sys.argv[1]); db.commit()' "$wrong"
    status 1 "$tool" export --to polecat wrong.db; says "wrong.db: the store is damaged"
done
sed 's/"score":[-0-9.]*/"score":1e300/' events.jsonl | head -n 1 >wrong.jsonl
status 1 "$tool" import i.db wrong.jsonl; says "score"

# What was committed before a failure, as the message has it, and a little more: what a run that
# goes on is given, and the events of that.
go_on() {
    committed=$(sed -n 's/^dragoman: [^ ]*: \([0-9]*\) stor.* committed before.*/\1/p' err)
    head -n $((${committed:-0} + 20)) many.jsonl >some.jsonl
    status 0 "$tool" code some.jsonl; mv out resumed
    status 0 "$tool" code --to "sqlite:$1" some.jsonl
}

# A full disk: files of at most so many blocks. The signal is ignored, so that writing fails.
( trap '' XFSZ; ulimit -f 400; "$tool" code --to sqlite:f.db many.jsonl >out 2>err )
[ $? -eq 1 ] || fail "a full disk went unnoticed: $(cat err)"
grep -q '^dragoman: f.db: .*stor.*: ' err || fail "$(cat err)"
says "committed before that; the same command goes on there"
go_on f.db
[ "$committed" -eq 0 ] || says "passed over"
status 0 "$tool" export f.db; cmp -s out resumed || fail "after a full disk"

# The same on a small disk, where there may be one; nothing that was there before is lost.
mkdir small
if mount -t tmpfs -o size=2m none small 2>/dev/null; then
    trap 'umount "$work/small"; chmod -R u+w "$work"; rm -rf "$work"' EXIT
    status 0 "$tool" code --to sqlite:small/a.db stories.jsonl
    status 1 "$tool" code --to sqlite:small/a.db many.jsonl
    says "small/a.db: the store cannot be written: the disk is full"
    mv err full
    status 0 "$tool" export small/a.db; head -n "$(wc -l <events.jsonl)" out | cmp -s - events.jsonl || fail "a full disk lost stories"
    mount -o remount,size=64m small
    mv full err; go_on small/a.db
    status 0 "$tool" export small/a.db; cat events.jsonl resumed | cmp -s out - || fail "on a disk that was full"
fi

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
