# Manual pages and completions say what --help says. It is given the build and source folder.
. "$2/tests/begin.sh"
build=$1 source=$2
tool=$build/dragoman pages=$build/pages
bash=$pages/completions/dragoman zsh=$pages/completions/_dragoman fish=$pages/completions/dragoman.fish
: >empty
# The flags at the front of the entries of a command's help.
flags() { "$tool" "$1" --help | sed -n 's/^  \(-[^A-Z ,]*\(, -[^A-Z ,]*\)*\).*/\1/p' | tr -s ', ' '\n' | sort -u; }

commands=$("$tool" --help | sed -n '/^commands:$/,/^$/s/^  \([a-z]*\) .*/\1/p')
[ "$(echo "$commands" | wc -l)" -ge 6 ] || fail "commands: $commands"

# Each command has its page, and each option of it stands in the page.
for command in $commands; do
    page=$pages/man1/dragoman-$command.1
    grep -q "^dragoman.-$command " "$page" || fail "no name in $page"
    grep -q "dragoman.-$command (1)" "$pages/man1/dragoman.1" || fail "dragoman.1 has no $command"
    flags "$command" >options
    grep -q -- --help options || fail "$command has no --help"
    while read -r option; do
        sed 's/\\-/-/g' "$page" | grep -q -- "fB$option.fR" || fail "$page has no $option"
    done <options
done
for page in "$pages"/man1/*.1; do
    if command -v mandoc >/dev/null; then # the date is left out, that each build gives the same
        mandoc -Tlint -W warning "$page" | grep -v 'missing date' && fail "mandoc: $page"
    fi
    if command -v man >/dev/null; then
        LC_ALL=C.UTF-8 man --warnings -E UTF-8 -l "$page" 2>&1 >/dev/null | grep . && fail "man: $page"
    fi
done

# What each shell offers behind a line.
in_bash() {
    bash --norc -c '. "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _dragoman
        printf "%s\n" "${COMPREPLY[@]}"' bash "$bash" "$@" | sort
}
in_fish() { fish --no-config -c 'source $argv[1]; complete -C "$argv[2..-1]"' "$fish" "$@" | cut -f 1 | sort; }

check_shell() {
    offer=$1
    for command in $commands; do echo "$command"; done | sort >want
    $offer dragoman '' >got; cmp -s want got || fail "$offer: commands: $(cat got)"
    for command in $commands; do
        flags "$command" | grep '^--' >want
        $offer dragoman "$command" -- | grep '^--' | sort -u >got
        cmp -s want got || fail "$offer: options of $command: $(cat got)"
    done
    # What one shell offers the others do, too.
    for option in --to --from; do
        $offer dragoman code $option '' >values
        [ -e "want$option" ] || cp values "want$option"
        cmp -s values "want$option" || fail "$offer: $option: $(cat values)"
    done
    $offer dragoman code --to je | grep . && fail "$offer: --to je"
    $offer dragoman code --to js | grep -qx jsonl || fail "$offer: --to js"
    $offer dragoman code emp | grep -qx empty || fail "$offer: files"
    mkdir -p folder
    $offer dragoman code --data fo | grep -q '^folder' || fail "$offer: folders"
}

check_shell in_bash
# The values offered are values that the program takes.
for option in --to --from; do
    [ "$(wc -l <want$option)" -ge 9 ] || fail "$option: $(cat want$option)"
    while read -r value; do
        "$tool" code $option "$value" empty >out 2>err || fail "$option $value: $(cat err)"
    done <want$option
done
in_bash dragoman code --to = js | grep -qx jsonl || fail "bash: --to=js"
bash --norc -c '. "$1" && complete -p dragoman' bash "$bash" >out || fail "bash does not load it"
if command -v fish >/dev/null; then check_shell in_fish; fi
if command -v zsh >/dev/null; then # on a terminal of its own, where waiting in vain ends the test
    cat >complete.zsh <<'END'
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "fpath=($1 \$fpath); autoload -Uz compinit; compinit -u -D; print LOA''DED"
zpty -r shell seen '*LOADED*'
zpty -n -w shell "$2"$'\t'
zpty -r shell seen "*$3*"
END
    in_zsh() { timeout 60 zsh -f complete.zsh "$pages/completions" "$@" || fail "zsh: $1: no $2"; }
    in_zsh 'dragoman expl' explain
    in_zsh 'dragoman code --to js' jsonl
    in_zsh 'dragoman code --from wa' warc
    in_zsh 'dragoman parse --ran' --ranges
fi

# A help text that departs from the pattern does not pass in silence.
for text in 'options:\n  --bare\n' 'usage: x\n\noptions:\n  --to FORMAT csv\n    \n  --x: what\n' '   \n'; do
    # shellcheck disable=SC2059
    printf "$text" >dragoman
    awk -f "$source/packaging/help/read.awk" dragoman 2>err && fail "taken: $text"
    grep -q '^dragoman' err || fail "not told where: $(cat err)"
done
exit 0
