#!/bin/sh
# Rehearses a release: makes all of it twice, from clean clones of what is committed, and compares every byte.
#
#   scripts/rehearse.sh [TAG]
#
# The clones differ in what no kit may depend on: the name and place of the folder, umask, time zone, home and
# language. PY names the Python whose packages both use, that of .venv by default. Nothing is published, and no
# network is needed. Exit status: 0 both are the same, else not.

set -eu
unset CDPATH
cd -- "$(dirname -- "$0")/.."
here=$(pwd)
py=${PY:-$here/.venv/bin/python}
commit=$(git rev-parse HEAD)
temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
trap 'exit 130' INT TERM

say() {
    printf 'rehearsal: %s\n' "$*"
}

fail() {
    printf 'rehearsal: %s\n' "$*" >&2
    exit 1
}

# Usage: rehearse FOLDER UMASK TZ LANGUAGE [TAG]
rehearse() (
    folder=$1 mask=$2 zone=$3 language=$4
    shift 4
    umask "$mask"
    mkdir -p "$temporary/$folder/home"
    git -c init.defaultBranch=main clone --quiet --no-checkout "$here" "$temporary/$folder/clone"
    cd "$temporary/$folder/clone"
    git checkout --quiet --detach "$commit"
    env HOME="$temporary/$folder/home" TZ="$zone" LC_ALL="$language" PYTHONPATH="$PWD" PYTHONDONTWRITEBYTECODE=1 \
        PY="$py" scripts/release.sh "$@"
)

[ -z "$(git status --porcelain)" ] || say "what is not committed is not rehearsed"
say "first, in a folder of one word"
rehearse first 022 UTC C.UTF-8 "$@"
say "second, in a folder with spaces, for no one else, where it is tomorrow"
rehearse "the second one" 077 Pacific/Kiritimati C "$@"

one=$temporary/first/clone/dist two="$temporary/the second one/clone/dist"
say "comparing"
cmp "$one/SHA256SUMS" "$two/SHA256SUMS" || fail "the sums differ: $(diff "$one/SHA256SUMS" "$two/SHA256SUMS")"
while read -r _ zip; do
    cmp "$one/$zip" "$two/$zip" || fail "$zip differs"
    say "$zip is the same"
done <"$one/SHA256SUMS"
cmp "$one/release-notes.md" "$two/release-notes.md" || fail "the notes differ"
say "both releases are the same, byte for byte"
