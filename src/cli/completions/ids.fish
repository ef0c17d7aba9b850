
# Ids of the corpus where arguments take them, beside files.
function __travaux_ids
    set -l words (commandline -opc)
    set -l corpus
    for at in (seq (count $words))
        switch $words[$at]
            case -C --corpus
                set corpus -C (string replace -r '^~/' "$HOME/" -- $words[(math $at + 1)])
            case '--corpus=*'
                set corpus -C (string replace -- --corpus= '' $words[$at])
        end
    end
    command travaux $corpus ids $argv -- (commandline -ct | string unescape) 2>/dev/null
end

complete -c travaux -n "__fish_travaux_using_subcommand @DOCUMENTS@" -a "(__travaux_ids)"
complete -c travaux -n "__fish_travaux_using_subcommand @PROVISIONS@" -f -a "(__travaux_ids --provisions)"
complete -c travaux -n "__fish_travaux_using_subcommand precedent" -l file -r -F -a "(__travaux_ids)"
