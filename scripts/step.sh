#!/bin/sh
# Makes a kit as one step of a workflow; action.yml runs it, and explains SPEC, OUT, CHECK and PACK.
#
# The outputs `folder`, `zips` and `left_out` are written to the file that GITHUB_OUTPUT names. A language that has an error,
# or a message in one, is annotated and left out of the kit, and the step goes on.

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

# The workflow names a file, and whoever sent the change that is built may have put a link in its place, which `kit` would
# follow. In a folder that is named it follows none that leads out of that.
case $SPEC in
kit.yaml) SPEC=. ;;
*/kit.yaml) SPEC=${SPEC%/kit.yaml}/ ;;
esac
if [ -L "$SPEC" ] && [ ! -d "$SPEC" ]; then
    printf "spec must be a file or a folder, and '%s' is a link: put the file itself in its place\n" "$SPEC" >&2
    exit 2
fi

wants check "$CHECK" || :
wants pack "$PACK" || :
made=0
"$root/.venv/bin/kit" build --language all --format github --spec "$SPEC" --out "$OUT" || made=$?
[ "$made" -eq 0 ] || [ "$made" -eq 3 ] || exit "$made"
name=$("$root/.venv/bin/python" "$root/scripts/name.py" "$SPEC")
left_out=$("$root/.venv/bin/python" "$root/scripts/left_out.py" "$OUT/$name/manifest.json")
# `kit pack` judges the kit by every rule before it packs it.
if wants pack "$PACK"; then
    "$root/.venv/bin/kit" pack --language all --format github --spec "$SPEC" --out "$OUT"
elif wants check "$CHECK"; then
    "$root/.venv/bin/kit" check --built --language all --format github --spec "$SPEC" --out "$OUT" --without "$left_out"
fi
printf 'folder=%s\nleft_out=%s\n' "$OUT/$name" "$left_out" >>"$GITHUB_OUTPUT"
if wants pack "$PACK"; then
    {
        echo "zips<<end of the zips"
        while read -r _ zip; do
            printf '%s\n' "$OUT/$zip"
        done <"$OUT/SHA256SUMS"
        echo "end of the zips"
    } >>"$GITHUB_OUTPUT"
fi
