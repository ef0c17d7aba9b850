
# Ids of the corpus where arguments take them, beside files.
_travaux_and_ids() {
    _travaux "$@"
    local cur="${COMP_WORDS[COMP_CWORD]}" prev="${COMP_WORDS[COMP_CWORD-1]}"
    local at command="" kind="" found folder
    local corpus=() provisions=()
    for ((at = 1; at < COMP_CWORD; at++)); do
        case "${COMP_WORDS[at]}" in
            -C|--corpus)
                if [[ "${COMP_WORDS[at+1]}" == "=" ]]; then
                    at=$((at + 1))
                fi
                at=$((at + 1))
                folder="${COMP_WORDS[at]//\\/}"
                corpus=(-C "${folder/#\~\//$HOME/}")
                ;;
            @VALUED@) at=$((at + 1)) ;;
            -*) ;;
            *) command="${command:-${COMP_WORDS[at]}}" ;;
        esac
    done
    case "$prev" in
        --file) kind=documents ;;
        @VALUED@|=) return ;;
        *)
            case "$command" in
                @DOCUMENTS@) kind=documents ;;
                @PROVISIONS@) kind=provisions ;;
                @FILES@) kind=files ;;
                *) return ;;
            esac
            ;;
    esac
    if [[ "$cur" == -?* ]]; then
        return
    fi
    COMPREPLY=()
    if [[ "$kind" == provisions ]]; then
        provisions=(--provisions)
    fi
    if [[ "$kind" != files ]]; then
        while IFS= read -r found; do
            COMPREPLY+=("$found")
        done < <(command "$1" "${corpus[@]}" ids "${provisions[@]}" -- "${cur//\\/}" 2>/dev/null)
    fi
    if [[ "$kind" != provisions ]]; then
        while IFS= read -r found; do
            COMPREPLY+=("$found")
        done < <(compgen -f -- "$cur")
    fi
    # What is special to the shell in an id is quoted as in the name of a file.
    compopt -o filenames 2>/dev/null
    if [[ ${#COMPREPLY[@]} -eq 1 && "${COMPREPLY[0]}" == */ ]]; then
        compopt -o nospace 2>/dev/null
    fi
}
