#!/bin/sh
# Makes what is released, in dist/: the kit, its zips and their sums, all of it checked and verified, and the notes of
# the release, release-notes.md.
#
#   scripts/release.sh [TAG]
#
# TAG must be "v" and the version of the kit; with one, CHANGELOG.md, if there is one, must date that version. In a
# workflow the output `prerelease` says whether the version is one, such as 1.2.0-rc.1: true or false. PY names the Python to use, that of .venv by default. Nothing depends
# on the day: the date in the files is that of kit.yaml. WITHOUT names languages to leave out, and messages as TAG/MESSAGE,
# with commas between; any other that has an error, or was not built, stops the release. Exit status: 0 all is made, else nothing may be released.

set -eu
unset CDPATH SOURCE_DATE_EPOCH
cd -- "$(dirname -- "$0")/.."
py=${PY:-.venv/bin/python}

say() {
    printf 'release: %s\n' "$*"
}

fail() {
    printf 'release: %s\n' "$*" >&2
    exit 1
}

said=$("$py" scripts/name.py kit.yaml name version prerelease)
{ read -r name && read -r version && read -r prerelease; } <<END
$said
END
tag=v$version
[ "${1:-$tag}" = "$tag" ] || fail "the tag is '$1', but kit.yaml makes $name; change its 'version', or tag '$tag'"
if [ $# -gt 0 ] && [ -f CHANGELOG.md ]; then
    # The heading is compared as it is: a dot is no pattern.
    dated=$(while IFS= read -r line; do
        case $line in "## $version, "[0-9]*) echo yes ;; esac
    done <CHANGELOG.md)
    [ -n "$dated" ] || fail "CHANGELOG.md has no heading '## $version, ' with a date; write what is new under it"
fi
[ -z "${GITHUB_OUTPUT:-}" ] || printf 'prerelease=%s\n' "$prerelease" >>"$GITHUB_OUTPUT"
say "building $name"
# 3: a language has an error. Packing stops for it, unless it is left out by name.
made=0
"$py" -m kit build --language all || made=$?
[ "$made" -eq 0 ] || [ "$made" -eq 3 ] || exit "$made"
# `kit pack` judges the kit by every rule before it packs it.
say "checking and packing"
# shellcheck disable=SC2086 # two words, or none
"$py" -m kit pack --release --language all --without "${WITHOUT:-}" ${GITHUB_ACTIONS:+--format github}
say "verifying"
"$py" -m kit verify "dist/$name"
(cd dist && sha256sum --strict --check --quiet SHA256SUMS)
sed 's/^[^ ]* [ *]/dist\//' dist/SHA256SUMS | xargs -n 1 -P "$(getconf _NPROCESSORS_ONLN)" "$py" -m kit verify
say "writing the notes"
"$py" scripts/release_notes.py kit.yaml >dist/release-notes.md
sed 's/^/    /' dist/release-notes.md
say "dist/ holds the zips of $name, SHA256SUMS and release-notes.md"
