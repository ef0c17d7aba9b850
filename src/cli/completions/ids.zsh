# Ids of the corpus where arguments take them, beside files.
_travaux_ids() {
    local -a all corpus ids open closed
    local at ret=1
    all=(${(z)BUFFER})
    for ((at = 1; at <= $#all; at++)); do
        case ${all[at]} in
            -C|--corpus) corpus=(-C "${${(Q)all[at+1]}/#\~\//$HOME/}") ;;
            --corpus=*) corpus=(-C "${(Q)${all[at]#--corpus=}}") ;;
        esac
    done
    ids=(${(f)"$(command travaux $corpus ids "$@" -- "${(Q)PREFIX}" 2>/dev/null)"})
    open=(${(M)ids:#*/})
    closed=(${ids:#*/})
    (( $#closed )) && compadd -V ids -- $closed && ret=0
    (( $#open )) && compadd -V ids -S '' -- $open && ret=0
    return ret
}

_travaux_documents() {
    local ret=1
    _travaux_ids && ret=0
    _files && ret=0
    return ret
}

_travaux_provisions() {
    _travaux_ids --provisions
}

