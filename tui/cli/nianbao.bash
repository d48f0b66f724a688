# SPDX-License-Identifier: MIT
# Completion of nianbao's command line for bash: subcommands, options, their values, draft files.
# tests/cli/test_completion.sh compares it with --help.

_nianbao()
{
    local subcommands='edit new check print import count sum status diff merge export recover doctor'
    local common='--help --version --restricted'
    local -A options=(
        [edit]='--unit= --ambiguous= --encoding= --border= --color='
        [new]='--unit= --year= --from= --zero'
        [check]='--previous= --strict --format= --heads='
        [print]='--output= --format= --encoding= --width= --margin= --page-length= --border= --ambiguous= --eol= --printer --printer= --draft --overwrite'
        [import]='--output= --unit= --year= --to='
        [sum]='--output= --roster= --unit= --force --jobs='
        [status]='--roster= --deadline= --format= --heads= --jobs='
        [diff]=''
        [merge]=''
        [count]='--output= --year= --unit= --previous= --update --force --due --template'
        [export]='--output= --format= --heads= --encoding= --overwrite'
        [recover]='--apply --output= --drop'
        [doctor]='--output= --no-keys --overwrite --ambiguous= --encoding='
    )
    local -A values=(
        [--ambiguous]='auto 1 2' [--border]='auto line ascii' [--color]='auto always never'
        [--encoding]='utf-8 gb18030 gbk' [-e]='utf-8 gb18030 gbk' [--eol]='lf crlf' [--format]='text tsv csv json' [--heads]='none keys names'
        ['print --format']='text html' ['export --format']='csv tsv json'
        [--to]='2021' [--width]='80 96 132' [-w]='80 96 132' [--page-length]='0 60 66' [-l]='0 60 66'
    )
    local drafts='--from -f --previous -p' files='--output -o --roster -r' free='--unit -u --year -y --jobs -j --deadline -d --printer'
    local subcommand='' option='' word i cur=${COMP_WORDS[COMP_CWORD]}
    COMPREPLY=()

    for ((i = 1; i < COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if [[ -z $subcommand && " $subcommands " == *" $word "* ]]; then subcommand=$word; fi
    done

    # "=" stands between words of its own: --encoding = g
    if [[ $cur == '=' ]]; then
        option=${COMP_WORDS[COMP_CWORD - 1]} cur=''
    elif ((COMP_CWORD >= 2)) && [[ ${COMP_WORDS[COMP_CWORD - 1]} == '=' ]]; then
        option=${COMP_WORDS[COMP_CWORD - 2]}
    elif [[ ${COMP_WORDS[COMP_CWORD - 1]} != --printer ]]; then
        option=${COMP_WORDS[COMP_CWORD - 1]}
    fi

    if [[ -n $option && -n ${values["$subcommand $option"]-} ]]; then
        mapfile -t COMPREPLY < <(compgen -W "${values["$subcommand $option"]}" -- "$cur")
    elif [[ -n $option && -n ${values[$option]-} ]]; then
        mapfile -t COMPREPLY < <(compgen -W "${values[$option]}" -- "$cur")
    elif [[ -n $option && " $files " == *" $option "* ]]; then
        compopt -o filenames 2>/dev/null
        mapfile -t COMPREPLY < <(compgen -f -- "$cur")
    elif [[ -n $option && " $free " == *" $option "* ]]; then
        return
    elif [[ $cur == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "${subcommand:+${options[$subcommand]-} }$common" -- "$cur")
        if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]]; then compopt -o nospace 2>/dev/null; fi
    else
        compopt -o filenames 2>/dev/null
        mapfile -t COMPREPLY < <(
            if [[ -z $subcommand && " $drafts " != *" $option "* ]]; then compgen -W "$subcommands" -- "$cur"; fi
            if [[ $subcommand == import ]]; then compgen -f -- "$cur"; else compgen -f -X '!*.ini' -- "$cur"; fi
            compgen -d -- "$cur")
    fi
}

complete -F _nianbao nianbao
