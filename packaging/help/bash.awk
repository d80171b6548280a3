# bash: completion of commands, options and their values. The files are all help texts.

# The case of one option: "code,--to) ...".
function write_option(q, e,    i, pattern) {
    for (i = 1; i <= n_flag[q, e]; i++)
        pattern = joined(pattern, command(q) "," flag[q, e, i], " | ")
    printf "    %s)\n        ", pattern
    if (value[q, e] == "FOLDER") print "_dragoman_folders"
    else if (value[q, e] ~ /^(FILE|STORE)$/) print "_dragoman_files"
    else print "_dragoman_words \"" choices(q, e) "\""
    print "        return ;;"
}

function flags(q,    e, i, words) {
    for (e = 1; e <= n_entry[q]; e++)
        for (i = 1; i <= n_flag[q, e]; i++) words = joined(words, flag[q, e, i], " ")
    return words
}

END {
    if (failed) exit 1
    print "# Completion for dragoman, made from its help texts.\n"
    print "_dragoman_words() { mapfile -t COMPREPLY < <(compgen -W \"$1\" -- \"$cur\"); }"
    print "_dragoman_folders() { mapfile -t COMPREPLY < <(compgen -d -- \"$cur\"); compopt -o filenames 2>/dev/null; }"
    print "_dragoman_files() { mapfile -t COMPREPLY < <(compgen -f -- \"$cur\"); compopt -o filenames 2>/dev/null; }\n"
    print "_dragoman() {"
    print "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} command="
    print "    ((COMP_CWORD > 1)) && command=${COMP_WORDS[1]}"
    print "    # bash makes three words of --to=jsonl."
    print "    if [[ $cur == = ]]; then cur="
    print "    elif [[ $prev == = ]]; then prev=${COMP_WORDS[COMP_CWORD - 2]}; fi"
    print "    COMPREPLY=()"
    print "    case $command,$prev in"
    for (i = 1; i <= n_page; i++)
        for (j = 1; j <= n_entry[page[i]]; j++)
            if (value[page[i], j] != "") write_option(page[i], j)
    print "    esac"
    print "    case $command,$cur in"
    for (i = 1; i <= n_page; i++) {
        printf "    %s,-*) _dragoman_words \"%s\" ;;\n", command(page[i]), flags(page[i])
        if (command(page[i]) != "" && takes_files(page[i]))
            printf "    %s,*) _dragoman_files ;;\n", command(page[i])
    }
    for (i = 2; i <= n_page; i++) words = joined(words, command(page[i]), " ")
    printf "    ,*) _dragoman_words \"%s\" ;;\n", words
    print "    esac"
    print "}\n\ncomplete -F _dragoman dragoman"
}
