# The tool as a user meets it: outputs, errors, exit statuses.
. "$2/begin.sh"

status 0 "$tool" --help;           grep -q '^  parse ' out || fail "--help lists no parse"
status 0 "$tool" --version;        grep -q '^dragoman [0-9]' out || fail "--version"
status 0 "$tool" parse --help;     grep -q -- '--ranges' out || fail "parse --help"
status 2 "$tool";                  status 2 "$tool" fly
status 2 "$tool" parse --to morse; status 2 "$tool" parse --wings; status 2 "$tool" parse --to
status 1 "$tool" parse --cpu abacus "$here/golden/summit.txt"
status 1 "$tool" parse --data "$work" "$here/golden/summit.txt"
grep -q 'model/english.model' err || fail "a missing model is not named"

# CoNLL-U: ten columns, paragraphs, multiword tokens, the text's characters.
status 0 "$tool" parse --ranges "$here/golden/summit.txt"
grep -q '^# newdoc id = summit$' out || fail "newdoc"
[ "$(grep -c '^# newpar$' out)" -eq 5 ] || fail "paragraphs: $(grep -c '^# newpar$' out)"
grep -Pq "^\d+-\d+\taren't\t_" out || fail "multiword token"
awk -F '\t' '/^[0-9]/ && NF != 10 { exit 1 }' out || fail "columns"
awk -F '\t' '/^[0-9]+-/ { split($1, a, "-"); last = a[2]; printf "%s", $2; next }
    /^[0-9]/ && $1 + 0 > last { printf "%s", $2 } /^$/ { last = 0 }' out >forms
tr -d ' \n' <"$here/golden/summit.txt" >want
cmp -s forms want || fail "the forms are not the text's characters"
cp out first
for cpu in avx512 avx2 generic neon; do
    "$tool" parse --ranges --cpu $cpu "$here/golden/summit.txt" >other 2>/dev/null || continue
    cmp -s other first || fail "$cpu differs"
done
status 0 "$tool" parse --ranges - <"$here/golden/summit.txt"
sed 's/summit/stdin/' first | cmp -s - out || fail "standard input differs"

# Packed files, JSON Lines, folders; a bad record is told and the rest goes on.
mkdir in
gzip -c "$here/golden/protest.txt" >in/a.txt.gz
printf '%s\n' '{"id": "one", "text": "Troops left."}' '{"id": "two", "text": ' \
    '{"text": "Rebels fled."}' >in/b.jsonl
status 1 "$tool" parse in
grep -q 'b.jsonl:2: ' err || fail "the bad record's place: $(cat err)"
grep -q '^# newdoc id = one$' out || fail "record one"
grep -q 'Rebels fled' out || fail "record three"
status 1 "$tool" parse no-such-file "$here/golden/protest.txt"
grep -q 'no-such-file' err || fail "a missing file is not named"
grep -q 'teachers' out || fail "the rest went missing"
printf 'caf\351 in Jos\351\n' >latin
status 0 "$tool" parse latin
grep -q 'warning' err || fail "no warning of repair"
grep -q 'café' out || fail "Latin-1"

# Trees; output that is whole or not there.
status 0 "$tool" parse --to tree "$here/golden/protest.txt"; grep -q '╭' out || fail "tree"
status 0 "$tool" parse -o result "$here/golden/protest.txt"; [ -s result ] || fail "-o"
[ "$(ls result* | wc -l)" -eq 1 ] || fail "left a temporary file"
status 1 "$tool" parse -o no/where "$here/golden/protest.txt"
"$tool" parse "$here/golden/protest.txt" >/dev/full 2>err && fail "a full disk went unnoticed"
grep -q 'No space' err || fail "a full disk is not told"

# Hostile bytes: no crash, an answer.
head -c 30000 /dev/urandom >noise
"$tool" parse --from text noise >out 2>err
[ $? -le 1 ] || fail "noise: $(cat err)"
head -c 1000000 /dev/zero | tr '\0' x >long
status 0 "$tool" parse long
grep -q 'were cut' err || fail "no warning of cuts"
exit 0
