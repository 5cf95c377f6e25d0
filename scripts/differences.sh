#!/bin/sh
# Shows in a workflow what differs between two kits: a page and a text in differences/, and the text in the summary of
# the run.
#
#   scripts/differences.sh OLD NEW         two kits or revisions, as `kit diff` takes them
#   scripts/differences.sh release FOLDER  the zips in a folder and those of the release before, which are downloaded
#
# Of a kit in several languages each is compared by itself, in differences/TAG. Exit status: 0 they were compared, or
# there was no release before; else as `kit diff`.

set -eu
unset CDPATH
cd -- "$(dirname -- "$0")/.."
py=${PY:-.venv/bin/python}

# Git reads no repository of somebody else, such as the one that a workflow shares with its container.
if [ -n "${GITHUB_ACTIONS:-}" ]; then
    export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0="$PWD"
fi

# Usage: summarise FILE TITLE. Four spaces make a block of code of whatever the text holds.
summarise() {
    cat "$1"
    [ -z "${GITHUB_STEP_SUMMARY:-}" ] || {
        printf '### %s\n\n' "$2"
        sed 's/^/    /' "$1"
    } >>"$GITHUB_STEP_SUMMARY"
}

# Downloads the zips of the latest release into before/, and prints the name of its kit; nothing where there is none.
release_before() {
    tag=$(gh release list --limit 1 --exclude-drafts --exclude-pre-releases --json tagName --jq '.[].tagName')
    [ -n "$tag" ] || return 0
    name=$("$py" scripts/name.py kit.yaml)
    version=$("$py" scripts/name.py kit.yaml version)
    gh release download "$tag" --pattern '*.zip' --dir before
    printf '%s\n' "${name%"$version"}${tag#v}"
}

# Usage: compare OLD NEW FOLDER TITLE; writes a page into FOLDER, and a text beside it.
compare() {
    text=$(mktemp)
    status=0
    "$py" -m kit diff --language all "$1" "$2" -o "$3" >"$text" || status=$?
    mkdir -p "$3"
    mv "$text" "$3/differences.txt"
    summarise "$3/differences.txt" "$4"
    [ "$status" -eq 0 ] || [ "$status" -eq 1 ] || exit "$status"
}

# Usage: compare_release FOLDER; the whole kit if it has one language and had one, or else each language that both have.
compare_release() {
    name=$("$py" scripts/name.py kit.yaml)
    before=$(release_before)
    mkdir differences
    if [ -z "$before" ]; then
        echo "there is no release before this one" >differences/differences.txt
        summarise differences/differences.txt "What differs"
    elif [ -f "before/$before.zip" ] && [ -f "$1/$name.zip" ]; then
        compare "before/$before.zip" "$1/$name.zip" differences "What differs between $before and $name"
    else
        echo "each language is compared in a folder of its own" >differences/differences.txt
        for language in $("$py" scripts/name.py kit.yaml languages); do
            for part in "$language" "DRAFT-$language"; do
                [ -f "before/$before-$part.zip" ] && [ -f "$1/$name-$part.zip" ] || continue
                compare "before/$before-$part.zip" "$1/$name-$part.zip" "differences/$part" "What differs in $part"
            done
        done
    fi
}

old=$1 new=$2
rm -rf differences
if [ "$old" = release ]; then
    compare_release "$new"
else
    compare "$old" "$new" differences "What differs between $(basename -- "$old") and $(basename -- "$new")"
fi
