# One manual page, in man(7): -v of=dragoman-code -v version="dragoman 0.1.0"; the files are
# the program's help text and the command's.

function escaped(s) {
    gsub(/\\/, "\\e", s)
    gsub(/-/, "\\-", s)
    gsub(/\^/, "\\(ha", s)
    gsub(/~/, "\\(ti", s)
    return s
}

# A line of text: no request, whatever it begins with.
function line(s) {
    s = escaped(s)
    print s ~ /^[.']/ ? "\\&" s : s
}

# Words in capitals stand for something: italic.
function with_italics(s,    out) {
    while (match(s, /[A-Z][A-Z]*/)) {
        out = out escaped(substr(s, 1, RSTART - 1)) "\\fI" substr(s, RSTART, RLENGTH) "\\fR"
        s = substr(s, RSTART + RLENGTH)
    }
    return out escaped(s)
}

function write_synopsis(s,    n, i, usage, bold) {
    print ".SH SYNOPSIS"
    n = split(s, usage, "\n")
    for (i = 1; i <= n; i++) {
        match(usage[i], /^[a-z]+( [a-z]+)?/)
        bold = substr(usage[i], 1, RLENGTH)
        if (i > 1) print ".br"
        print "\\fB" bold "\\fR" with_italics(substr(usage[i], RLENGTH + 1))
    }
}

function write_example(s,    n, i, row) {
    print ".PP\n.RS 4\n.EX"
    n = split(s, row, "\n")
    for (i = 1; i <= n; i++) {
        row[i] = escaped(row[i])
        gsub(/'/, "\\(aq", row[i])
        print "\\&" row[i]
    }
    print ".EE\n.RE"
}

# Paragraphs and examples, but for the title line and the exit status.
function write_description(b,    any) {
    for (b = 1; b <= n_block[of]; b++) {
        if (text[of, b] ~ /^(dragoman - |Exit status: )/) continue
        if (kind[of, b] != "paragraph" && kind[of, b] != "example") continue
        if (!any++) print ".SH DESCRIPTION"
        else if (kind[of, b] == "paragraph") print ".PP"
        if (kind[of, b] == "paragraph") line(text[of, b])
        else write_example(text[of, b])
    }
}

function write_term(e,    i) {
    print ".TP"
    if (list[of, e] == "commands") {
        print ".BR " escaped("dragoman-" term[of, e]) " (1)"
        return
    }
    if (!n_flag[of, e]) {
        print ".B " escaped(term[of, e])
        return
    }
    for (i = 1; i <= n_flag[of, e]; i++)
        printf "%s\\fB%s\\fR", (i > 1 ? ", " : ""), escaped(flag[of, e, i])
    print value[of, e] == "" ? "" : " \\fI" value[of, e] "\\fR"
}

function write_lists(e,    title) {
    for (e = 1; e <= n_entry[of]; e++) {
        if (list[of, e] != title) print ".SH " toupper(title = list[of, e])
        write_term(e)
        line(said[of, e])
    }
}

# "Exit status: 0; 1 when ...; 2 for ...".
function write_status(b,    n, i, part) {
    for (b = 1; b <= n_block[of]; b++) {
        if (!sub(/^Exit status: /, "", text[of, b])) continue
        print ".SH EXIT STATUS"
        sub(/\.$/, "", text[of, b])
        n = split(text[of, b], part, "; ")
        for (i = 1; i <= n; i++) {
            match(part[i], /^[0-9]+/)
            print ".TP\n.B " substr(part[i], 1, RLENGTH)
            line(length(part[i]) > RLENGTH ? substr(part[i], RLENGTH + 2) : "success")
        }
    }
}

function write_see_also(e,    first) {
    print ".SH SEE ALSO"
    first = of == "dragoman" ? "" : ".BR dragoman (1)"
    for (e = 1; e <= n_entry["dragoman"]; e++) {
        if (list["dragoman", e] != "commands" || "dragoman-" term["dragoman", e] == of) continue
        if (first != "") print first ","
        first = ".BR " escaped("dragoman-" term["dragoman", e]) " (1)"
    }
    print first
}

END {
    if (failed) exit 1
    title = text["dragoman", first_block("dragoman", "paragraph")]
    sub(/^dragoman - /, "", title)
    printf ".TH %s 1 \"\" \"%s\" \"User Commands\"\n", escaped(toupper(of)), version
    print ".SH NAME\n" escaped(of " ") "\\- " escaped(of == "dragoman" ? title : summary(of))
    write_synopsis(text[of, first_block(of, "usage")])
    write_description()
    write_lists()
    write_status()
    write_see_also()
}
