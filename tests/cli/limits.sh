# The limits of docs/input.md as a user meets them: each is told, and what follows is read.
. "$2/begin.sh"
repeat() { python3 -c 'import sys; sys.stdout.write(sys.argv[1] * int(sys.argv[2]))' "$1" "$2"; }
good='{"id": "good", "text": "Obama met Putin."}'

# check FILE STATUS MESSAGE [reads]: what is told of it; with "reads", the story behind it is read.
check() {
    "$tool" parse "$1" >out 2>err; got=$?
    [ $got -eq "$2" ] || fail "$1 gave $got, not $2: $(head -c 300 err)"
    grep -q -- "$3" err || fail "$1: $(head -c 300 err)"
    [ -z "${4-}" ] || grep -q '^# sent_id = good-1$' out || fail "$1: nothing of what follows"
}

# A sentence and a token are cut, with a warning.
{ repeat 'the state and ' 100; echo 'France condemned Iran.'; } >sentence.txt
check sentence.txt 0 'warning: sentence.txt: [1-9][0-9]* sentences* of more than 200 words'
awk '/^# sent_id/ { n = 0 } /^[0-9]+\t/ { if (++n > 200) exit 1 }' out || fail "a longer sentence"
{ repeat x 1000; echo ' is long.'; } >token.txt
check token.txt 0 '[1-9][0-9]* tokens* of more than 400 bytes'

# JSON: nesting, values, a line.
{ printf '{"text": "A.", "x": '; repeat '[' 5000; echo; echo "$good"; } >deep.jsonl
check deep.jsonl 1 'deep.jsonl:1: maximum parsing depth' reads
{ printf '{"text": "A.", "x": ['; repeat '0,' 300000; echo '0]}'; echo "$good"; } >values.jsonl
check values.jsonl 1 'values.jsonl:1: a record of more than 262144 values' reads
{ printf '{"text": "'; repeat 'a ' 9000000; echo '"}'; echo "$good"; } >line.jsonl
check line.jsonl 1 'line.jsonl:1: .*16 MiB' reads

# Tables: columns, a record, quotation marks that are never closed.
{ printf 'text,id'; repeat ',x' 600; echo; echo 'A,1'; } >columns.csv
check columns.csv 1 'columns.csv:1: a table of more than 512 columns'
{ printf 'id,text\n1,"'; repeat 'word ' 3600000; printf '"\ngood,Obama met Putin.\n'; } >record.csv
check record.csv 1 'a record of more than 16 MiB' reads

# Pages: size and depth.
{ echo '<html><body><p>'; repeat 'word ' 900000; echo '</p></body></html>'; } >large.html
check large.html 1 'large.html: .*4 MiB'
{ echo '<html><body>'; repeat '<div>' 100000; echo 'deep</body></html>'; } >deep.html
check deep.html 1 'elements more than 256 deep'

# XML: attributes; entities that unfold into each other are never unfolded.
{ printf '<Sentences><Sentence id="a"'; i=0; while [ $i -lt 300 ]; do printf ' a%s="1"' $i; i=$((i + 1)); done
  echo '><Text>A.</Text></Sentence>'
  echo '<Sentence id="good" date="20151116"><Text>Obama met Putin.</Text></Sentence></Sentences>'; } >wide.xml
check wide.xml 1 'wide.xml:1: a tag of more than 256 attributes' reads
{ echo '<?xml version="1.0"?><!DOCTYPE Sentences [<!ENTITY a "aaaaaaaaaa">'
  last=a; for next in b c d e f g h i j; do
      echo "<!ENTITY $next \"&$last;&$last;&$last;&$last;&$last;&$last;&$last;&$last;&$last;&$last;\">"; last=$next
  done
  echo ']><Sentences><Sentence id="good" date="20151116"><Text>Obama met Putin.&j;</Text></Sentence></Sentences>'; } >laughs.xml
"$tool" parse laughs.xml >out 2>err
[ $? -le 1 ] && [ "$(wc -c <out)" -lt 10000 ] || fail "entities unfold: $(head -c 300 err)"

# Packed data that unpacks to more than it can be worth; what a packed file holds is not unpacked
# again.
head -c 200000000 /dev/zero | gzip -9 >bomb.gz
check bomb.gz 1 'bomb.gz: byte [0-9]*: .*unpacks to too much'
gzip -c bomb.gz >twice.gz
"$tool" parse twice.gz >out 2>err; got=$?
[ $got -le 1 ] || fail "a bomb in a bomb: $got, $(head -c 300 err)"
[ "$(wc -c <out)" -lt 30000000 ] || fail "a bomb in a bomb was unpacked twice"
exit 0
