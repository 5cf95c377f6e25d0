#!/bin/sh
# Shows in a workflow what differs between two kits: a page and a text in differences/, and the text in the summary of
# the run.
#
#   scripts/differences.sh OLD NEW       two kits or revisions, as `kit diff` takes them
#   scripts/differences.sh release ZIP   the kit in a zip and that of the release before, which is downloaded
#
# Exit status: 0 they were compared, or there was no release before; else as `kit diff`.

set -eu
unset CDPATH
cd -- "$(dirname -- "$0")/.."
py=${PY:-.venv/bin/python}

# Git reads no repository of somebody else, such as the one that a workflow shares with its container.
if [ -n "${GITHUB_ACTIONS:-}" ]; then
    export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0="$PWD"
fi

# Four spaces make a block of code of whatever the text holds.
summarise() {
    cat differences/differences.txt
    [ -z "${GITHUB_STEP_SUMMARY:-}" ] || {
        printf '### %s\n\n' "$1"
        sed 's/^/    /' differences/differences.txt
    } >>"$GITHUB_STEP_SUMMARY"
}

# Downloads the whole zip of the latest release into before/, and prints its path; nothing where there is none.
release_before() {
    tag=$(gh release list --limit 1 --exclude-drafts --exclude-pre-releases --json tagName --jq '.[].tagName')
    [ -n "$tag" ] || return 0
    said=$("$py" scripts/name.py kit.yaml name version)
    { read -r name && read -r version; } <<END
$said
END
    zip=${name%"$version"}${tag#v}.zip
    gh release download "$tag" --pattern "$zip" --dir before
    printf 'before/%s\n' "$zip"
}

old=$1 new=$2
if [ "$old" = release ]; then
    old=$(release_before)
fi
rm -rf differences
if [ -z "$old" ]; then
    mkdir differences
    echo "there is no release before this one" >differences/differences.txt
    summarise "What differs"
    exit 0
fi
text=$(mktemp)
status=0
"$py" -m kit diff "$old" "$new" -o differences >"$text" || status=$?
mkdir -p differences
mv "$text" differences/differences.txt
summarise "What differs between $(basename -- "$old") and $(basename -- "$new")"
[ "$status" -eq 1 ] || exit "$status"
