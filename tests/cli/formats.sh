# dragoman code --to every format, read back by other programs.
. "$2/begin.sh"

# Events of every status and shape, and characters that tables trip over.
cat >"$work/stories.jsonl" <<'STORIES'
{"id": "a\tb", "date": "2015-11-16", "source": "Daily \"Quote\", Ltd", "url": "http://example.org/?a=1,2", "text": "Barack Obama met Vladimir Putin and Angela Merkel in Antalya on Sunday. The United Nations and the European Union condemned Israel."}
{"id": "b", "text": "Russia will attack Ukraine, officials said.\n\n\"Rebels\" attacked\tthe \"Syrian army\" in Aleppo on Monday.\n\nTurkey did not accuse Iran. France may send aid to Mali."}
{"id": "c", "date": "2020-01-02T03:04:05Z", "text": "Police in India arrested three activists. Protesters rallied in Minsk against President Alexander Lukashenko."}
STORIES
python3 "$here/cli/formats.py" "$tool" "$here" "$work/stories.jsonl" || fail "formats.py"

# Without a story there is still a header; a wrong name is a wrong call.
: >"$work/empty"
"$tool" code --to csv "$work/empty" 2>/dev/null | head -c 8 | grep -q '^id,dyad,' || fail "no header"
"$tool" code --to gdelt "$work/empty" 2>/dev/null | grep -q . && fail "gdelt has no header"
"$tool" code --to csb "$work/empty" 2>"$work/err"
[ $? -eq 2 ] || fail "a wrong format was taken"
grep -q '"csb"' "$work/err" || fail "$(cat "$work/err")"
exit 0
