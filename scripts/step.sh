#!/bin/sh
# Makes a kit as one step of a workflow; action.yml runs it, and explains SPEC, OUT, CHECK and PACK.
#
# The outputs `folder` and `zips` are written to the file that GITHUB_OUTPUT names.

set -eu
unset CDPATH
root=$(cd -- "$(dirname -- "$0")/.." && pwd)

# Usage: wants NAME VALUE; true for yes, false for no.
wants() {
    case $2 in
    yes | true) return 0 ;;
    no | false) return 1 ;;
    *)
        printf "%s must be yes or no, not '%s'\n" "$1" "$2" >&2
        exit 2
        ;;
    esac
}

wants check "$CHECK" || :
wants pack "$PACK" || :
"$root/.venv/bin/kit" build --format github --spec "$SPEC" --out "$OUT"
# `kit pack` judges the kit by every rule before it packs it.
if wants pack "$PACK"; then
    "$root/.venv/bin/kit" pack --format github --spec "$SPEC" --out "$OUT"
elif wants check "$CHECK"; then
    "$root/.venv/bin/kit" check --built --format github --spec "$SPEC" --out "$OUT"
fi
name=$("$root/.venv/bin/python" "$root/scripts/name.py" "$SPEC")
printf 'folder=%s\n' "$OUT/$name" >>"$GITHUB_OUTPUT"
if wants pack "$PACK"; then
    {
        echo "zips<<end of the zips"
        while read -r _ zip; do
            printf '%s\n' "$OUT/$zip"
        done <"$OUT/SHA256SUMS"
        echo "end of the zips"
    } >>"$GITHUB_OUTPUT"
fi
