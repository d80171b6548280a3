# dragoman ontology as a user meets it, and what code writes of sizes and contexts.
. "$2/begin.sh"

status 0 "$tool" ontology --help; grep -q -- '--to FORMAT' out || fail "ontology --help"
status 2 "$tool" ontology --to morse
status 2 "$tool" ontology --frames x

# Every row in every format; the same number in each.
status 0 "$tool" ontology
rows=$(wc -l <out)
[ "$rows" -gt 350 ] || fail "$rows rows"
grep -qx '{"kind":"cameo","code":"042","type":"CONSULT","mode":"visit","quad":1,"score":4,"cameo":"042","goldstein":1.9,"context":\[\],"meaning":".*"}' out ||
    fail "042: $(grep '"042"' out)"
grep -q '"kind":"context","code":"cyber","type":null' out || fail "cyber"
status 0 "$tool" ontology --to tsv
[ "$(wc -l <out)" -eq $((rows + 1)) ] || fail "tsv rows"
awk -F '\t' 'NF != 10 { exit 1 }' out || fail "tsv fields"
status 0 "$tool" ontology --to table -o table
grep -q '^CONSULT visit ' table || fail "table: $(head table)"
[ "$(wc -l <table)" -eq $((rows + 7)) ] || fail "table rows"

# One code, in all its meanings; none such.
status 0 "$tool" ontology --to table 173 arrest
[ "$(wc -l <out)" -eq 3 ] || fail "173 and arrest: $(cat out)"
status 1 "$tool" ontology 173 9999
grep -q 'no code "9999"' err || fail "9999: $(cat err)"
[ "$(wc -l <out)" -eq 1 ] || fail "173: $(cat out)"
if [ -e /dev/full ]; then
    "$tool" ontology >/dev/full 2>err
    [ $? -eq 1 ] || fail "a full disk went unnoticed"
fi

# Sizes and contexts in records and tables.
echo 'Egyptian police arrested 40 journalists and killed two.' >story
status 0 "$tool" code --to jsonl story
grep -q '"cameo":"173","goldstein":-5,' out || fail "cameo: $(cat out)"
grep -q '"context":\["legal"' out || fail "context: $(cat out)"
grep -q '"size":{"dead":null,"injured":null,"arrested":40,"participants":null}' out || fail "size: $(cat out)"
status 0 "$tool" code --to table story
grep -q '; 40 arrested' out || fail "table: $(cat out)"
grep -q '^ *about legal' out || fail "table: $(cat out)"

# A frame's CAMEO code must be one.
printf 'type AID\nverb zorble R -> cameo=079\n' >own.txt
status 1 "$tool" code --frames own.txt story
grep -q 'own.txt:2: no CAMEO code "079"' err || fail "mistake: $(cat err)"
exit 0
