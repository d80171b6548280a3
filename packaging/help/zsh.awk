# zsh: completion of commands, options and their values. The files are all help texts.

function quoted(s) { gsub(/'/, "'\\''", s); return "'" s "'" }

# A text inside [...] of a specification.
function explained(s) { gsub(/[][\\:]/, "\\\\&", s); return s }

function action(q, e) {
    if (value[q, e] == "FOLDER") return "_files -/"
    if (value[q, e] ~ /^(FILE|STORE)$/) return "_files"
    return n_choice[q, e] ? "(" choices(q, e) ")" : " "
}

function write_options(q, indent,    e, i, spec) {
    for (e = 1; e <= n_entry[q]; e++)
        for (i = 1; i <= n_flag[q, e]; i++) {
            spec = (said[q, e] ~ /may be repeated/ ? "*" : "") flag[q, e, i]
            if (value[q, e] != "") spec = spec (flag[q, e, i] ~ /^--/ ? "=" : "+")
            spec = spec "[" explained(said[q, e]) "]"
            if (value[q, e] != "") spec = spec ":" value[q, e] ":" action(q, e)
            print " \\\n" indent quoted(spec)
        }
}

END {
    if (failed) exit 1
    ORS = ""
    print "#compdef dragoman\n# Completion for dragoman, made from its help texts.\n\n"
    print "_dragoman() {\n    local curcontext=$curcontext state line\n    _arguments -C"
    write_options("dragoman", "        ")
    print " \\\n        '1:command:->command' '*::argument:->argument'\n"
    print "    case $state in\n    command)\n        local -a commands=("
    for (i = 2; i <= n_page; i++)
        print "\n            " quoted(command(page[i]) ":" explained(summary(page[i])))
    print "\n        )\n        _describe command commands ;;\n"
    print "    argument)\n        case $line[1] in\n"
    for (i = 2; i <= n_page; i++) {
        print "        " command(page[i]) ")\n            _arguments"
        write_options(page[i], "                ")
        print " \\\n                " (takes_files(page[i]) ? "'*:FILE:_files'" : "'*: : '") " ;;\n"
    }
    print "        esac ;;\n    esac\n}\n\n_dragoman \"$@\"\n"
}
