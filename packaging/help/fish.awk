# fish: completion of commands, options and their values. The files are all help texts.

function quoted(s) { gsub(/['\\]/, "\\\\&", s); return "'" s "'" }

function write_option(q, e, when,    i, name) {
    printf "complete -c dragoman -n %s", when
    for (i = 1; i <= n_flag[q, e]; i++) {
        name = flag[q, e, i]
        printf " %s", sub(/^--/, "", name) ? "-l " name : "-s " substr(name, 2)
    }
    if (n_choice[q, e]) printf " -x -a %s", quoted(choices(q, e))
    else if (value[q, e] == "FOLDER") printf " -x -a '(__fish_complete_directories)'"
    else if (value[q, e] ~ /^(FILE|STORE)$/) printf " -r -F"
    else if (value[q, e] != "") printf " -x"
    printf " -d %s\n", quoted(said[q, e])
}

END {
    if (failed) exit 1
    print "# Completion for dragoman, made from its help texts.\n\ncomplete -c dragoman -f"
    for (i = 2; i <= n_page; i++)
        printf "complete -c dragoman -n __fish_use_subcommand -a %s -d %s\n", command(page[i]),
            quoted(summary(page[i]))
    for (i = 1; i <= n_page; i++) {
        when = i == 1 ? "__fish_use_subcommand" : \
            quoted("__fish_seen_subcommand_from " command(page[i]))
        for (j = 1; j <= n_entry[page[i]]; j++)
            if (n_flag[page[i], j]) write_option(page[i], j, when)
        if (i > 1 && takes_files(page[i])) print "complete -c dragoman -n " when " -F"
    }
}
