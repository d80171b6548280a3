# The shared library exports what the header declares, all of it and nothing else.
library=$1 header=$2 soname=$3
set -u
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "FAILED: $*" >&2; exit 1; }
nm -D --defined-only "$library" | awk '{ print $3 }' | sort >"$work/exported"
grep -o '^DG_API [^(]*(' "$header" | grep -o 'dg_[a-z0-9_]*($' | tr -d '(' | sort >"$work/declared"
[ -s "$work/declared" ] || fail "nothing is declared"
diff "$work/declared" "$work/exported" || fail "declared (<) and exported (>) differ"
objdump -p "$library" | grep -q "SONAME *$soname\$" || fail "soname: $(objdump -p "$library" | grep SONAME)"
