# Take help texts apart: files named dragoman and dragoman-COMMAND, as `dragoman --help` and
# `dragoman COMMAND --help` print them. What writes pages and completions is read behind this
# file and works in its END.
#
# A help text is made of blocks, an empty line between two:
#
#   usage: dragoman code [OPTION]... [FILE]...   a usage; further ones on the next lines
#   Read stories and write down ...              a paragraph
#     dragoman code FILE                         an example, indented by two
#   options:                                     a list: its title, then entries, indented by
#     --to FORMAT    table, jsonl or csv         two, with what they mean behind two spaces
#                    of some kind                or further in on the next lines
#
# An option has one or more flags, and behind the last the value it takes, in capitals.
#
# The tables, for page p: n_block[p], kind[p,b] (usage, paragraph, example, list), text[p,b];
# n_entry[p], list[p,e] (the title), term[p,e], said[p,e]; and of options n_flag[p,e],
# flag[p,e,i], value[p,e], n_choice[p,e], choice[p,e,i].

function fail(what) {
    print FILENAME ":" FNR ": " what > "/dev/stderr"
    failed = 1
    exit 1
}

function joined(a, b, between) { return a == "" ? b : a between b }

function add_block(what, line) {
    kind[p, ++n_block[p]] = what
    text[p, n_block[p]] = line
    open = what
}

# Continue the block that is open, or begin one.
function add_line(what, line, between) {
    if (open == what) text[p, n_block[p]] = text[p, n_block[p]] between line
    else add_block(what, line)
}

# Move the flags, and the value they take, from the front of the line into the tables.
function take_flags(e, line) {
    while (match(line, /^--?[A-Za-z0-9][A-Za-z0-9-]*/)) {
        flag[p, e, ++n_flag[p, e]] = substr(line, 1, RLENGTH)
        line = substr(line, RLENGTH + 1)
        if (match(line, /^ [A-Z]+( |$)/)) {
            value[p, e] = substr(line, 2, RLENGTH - 1)
            line = substr(line, RLENGTH)
            sub(/ $/, "", value[p, e])
        }
        sub(/^, /, "", line)
    }
    return line
}

function add_entry(line,    e, at) {
    e = ++n_entry[p]
    list[p, e] = text[p, n_block[p]]
    if (line ~ /^-/) {
        rest = take_flags(e, line)
        if (!n_flag[p, e] || rest ~ /^[^ ]/) fail("no option: " line)
    } else {
        at = index(line, "  ")
        if (!at) fail("an entry without two spaces: " line)
        rest = substr(line, at)
    }
    term[p, e] = substr(line, 1, length(line) - length(rest))
    sub(/ +$/, "", term[p, e])
    sub(/^ +/, "", rest)
    said[p, e] = rest
}

# The values an option's text begins with: "table, jsonl (the default), or csv: ...".
function find_choices(q, e,    s, n, last) {
    s = said[q, e]
    while (match(s, /^[a-z0-9]+/)) {
        choice[q, e, ++n] = substr(s, 1, RLENGTH)
        s = substr(s, RLENGTH + 1)
        sub(/^ \([^)]*\)/, "", s)
        if (last || !match(s, /^(, or |, | or )/)) break
        last = substr(s, 1, RLENGTH) ~ /or/
        s = substr(s, RLENGTH + 1)
    }
    if (last && s ~ /^($|[.,:;])/) n_choice[q, e] = n
}

FNR == 1 {
    p = FILENAME
    sub(/.*\//, "", p)
    page[++n_page] = p
    open = ""
}
/^$/ { open = ""; next }
/^usage: / { add_block("usage", substr($0, 8)); next }
open == "usage" && /^       / { add_line("usage", substr($0, 8), "\n"); next }
/^[a-z]+:$/ { add_block("list", substr($0, 1, length($0) - 1)); next }
open == "list" && /^  [^ ]/ { add_entry(substr($0, 3)); next }
open == "list" && n_entry[p] {
    sub(/^ +/, "")
    said[p, n_entry[p]] = joined(said[p, n_entry[p]], $0, " ")
    next
}
/^  / { add_line("example", substr($0, 3), "\n"); next }
/^[^ ]/ { add_line("paragraph", $0, " "); next }
{ fail("not understood: " $0) }

END {
    if (failed) exit 1
    for (i = 1; i <= n_page; i++) {
        if (!first_block(page[i], "usage")) fail(page[i] ": no usage")
        for (e = 1; e <= n_entry[page[i]]; e++) {
            if (said[page[i], e] == "") fail(page[i] ": nothing is said of " term[page[i], e])
            if (value[page[i], e] != "") find_choices(page[i], e)
        }
    }
}

# The command that a page is of; "" for the program's own.
function command(q) { return substr(q, length("dragoman-") + 1) }

# What the program's own page, the first, says of a command.
function summary(q,    e) {
    for (e = 1; e <= n_entry["dragoman"]; e++)
        if (list["dragoman", e] == "commands" && term["dragoman", e] == command(q))
            return said["dragoman", e]
}

# A page's first block of a kind; 0 when it has none.
function first_block(q, what,    b) {
    for (b = 1; b <= n_block[q]; b++)
        if (kind[q, b] == what) return b
    return 0
}

# The values of an option, with spaces between.
function choices(q, e,    i, words) {
    for (i = 1; i <= n_choice[q, e]; i++) words = joined(words, choice[q, e, i], " ")
    return words
}

# Whether a command is given files by name, as its usage says.
function takes_files(q,    usage) {
    usage = text[q, first_block(q, "usage")]
    gsub(/< [^ ]*/, "", usage)
    return usage ~ /FILE|STORE/
}
