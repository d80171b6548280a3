# Memory is bounded whatever is read: these all pass in the same address space.
. "$2/begin.sh"
ulimit -v 400000 # kB; of these 100,000 are data files, mapped

echo 'Obama met Putin.' >story.txt
head -c 200000000 /dev/zero | gzip -9 >bomb.gz
{ printf '{"text": "'; head -c 300000000 /dev/zero | tr '\0' 'a'; } >line.jsonl
{ printf 'id,text\n1,"'; head -c 300000000 /dev/zero | tr '\0' 'a'; } >record.csv
{ printf '<Sentences><Sentence id="1"><Text>'; head -c 300000000 /dev/zero | tr '\0' 'a'; } >record.xml
{ printf '<html><body><p>'; head -c 300000000 /dev/zero | tr '\0' 'a'; } >page.html
for file in story.txt bomb.gz line.jsonl record.csv record.xml page.html; do
    "$tool" parse "$file" >out 2>err; got=$?
    [ $got -le 1 ] || fail "$file: status $got: $(head -c 300 err)"
    grep -q 'out of memory' err && fail "$file took more memory than is allowed"
    [ $got -eq 0 ] || [ -s err ] || fail "$file: no message"
done
exit 0
