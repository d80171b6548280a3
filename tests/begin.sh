# What the scripts of the tests begin with: the tool, the folder of the tests, and an empty folder to
# be in, which goes in the end. Sourced with both as arguments.
tool=$1 here=$2
set -u
unset DRAGOMAN_DATA
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work" || exit 1
fail() { echo "FAILED: $*" >&2; exit 1; }
# status N COMMAND...: run it, its output to `out` and `err`; it must exit with N.
status() {
    want=$1; shift
    "$@" >out 2>err; got=$?
    [ $got -eq "$want" ] || { cat err >&2; fail "$* gave $got, not $want"; }
}
