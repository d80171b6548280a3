# The kinds of input as a user meets them: files, pipes, packed, with bad records among them.
. "$2/begin.sh"

# A page through a pipe, packed: its address and title reach the records.
gzip -c "$here/input/article.html" | "$tool" code --to plover - >out 2>err || fail "$(cat err)"
grep -q '"url":"https://example.org/world/truce","title":"Ministers & envoys' out || fail "$(cat out)"
grep -q '"date":"2019-03-04"' out || fail "the page's date: $(cat out)"

# A folder of all kinds: bad records are told with their places, the rest is read.
"$tool" parse "$here/input" >out 2>err
[ $? -eq 1 ] || fail "bad records went unnoticed"
grep -q 'sentences.xml:13: a <Sentence> without a <Text>' err || fail "$(cat err)"
grep -q 'comma.csv:7: a quotation mark that is not closed' err || fail "$(cat err)"
for story in article EX_1 g1 nexis:7 LBA0000020151116ebbg0001a 3-b; do
    grep -q "^# sent_id = $story-1\$" out || fail "nothing of $story"
done

# --from overrules the content; what is no kind is a wrong call.
"$tool" parse --from text "$here/input/comma.csv" 2>err | grep -q '^# text = id,date' || fail "--from text"
"$tool" parse --from morse "$here/input/comma.csv" >out 2>err && fail "--from morse"
grep -q '"morse"' err || fail "$(cat err)"
exit 0
