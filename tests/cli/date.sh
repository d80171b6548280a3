# --date gives stories without a date their day, by which "Sunday" and "last month" are read.
. "$2/begin.sh"

cat >stories.jsonl <<'STORIES'
{"id": "without", "text": "Obama met Putin in Antalya on Sunday."}
{"id": "with", "date": "2003-05-08", "text": "Obama met Putin in Antalya on Sunday."}
STORIES
day_of() { grep "\"story\":\"$1\"" out | sed 's/.*"date":{[^}]*"start":"\([^"]*\)".*/\1/'; }

# The option is for the story that has no date, and for no other.
"$tool" code --date 2015-11-18 stories.jsonl >out 2>err || fail "$(cat err)"
[ "$(day_of without)" = 2015-11-15 ] || fail "the option's day: $(cat out)"
[ "$(day_of with)" = 2003-05-04 ] || fail "a story's own day: $(cat out)"
"$tool" code --date 2015-11-24 stories.jsonl >out 2>err || fail "$(cat err)"
[ "$(day_of without)" = 2015-11-22 ] || fail "another day: $(cat out)"

# Without it "Sunday" is no day.
"$tool" code stories.jsonl >out 2>err || fail "$(cat err)"
grep '"story":"without"' out | grep -q '"start":"20' && fail "a day out of nothing: $(cat out)"

# Offices are those of the day, too.
echo "Angela Merkel met Barack Obama." >plain.txt
"$tool" explain --date 2010-01-01 plain.txt >out 2>err || fail "$(cat err)"
grep -q '^== plain  2010-01-01' out || fail "explain's date: $(cat out)"
grep -q 'Angela Merkel  DEU GOV' out || fail "an office of 2010: $(cat out)"
"$tool" explain --date 2023-01-01 plain.txt >out 2>err || fail "$(cat err)"
grep -q 'Angela Merkel  DEU ELI' out || fail "no office in 2023: $(cat out)"

# What is no day is a wrong call, told before anything is read.
for day in yesterday 2015-02-30 2015-11 ''; do
    "$tool" code --date "$day" stories.jsonl >out 2>err && fail "--date '$day' was taken"
    [ ! -s out ] || fail "--date '$day' wrote something"
    grep -q "is no day" err || fail "--date '$day': $(cat err)"
done
exit 0
