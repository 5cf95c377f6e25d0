#!/bin/sh
# Writes requirements.lock, requirements-cluster.lock, requirements-dev.lock and requirements-moto.lock from pyproject.toml, with the
# uv of .venv-lock.
#
# Versions that are locked stay as long as pyproject.toml allows them; with --upgrade the newest are taken.
# The files hold for CPython 3.11 and later on Linux, macOS and Windows.

set -eu
unset CDPATH
cd -- "$(dirname -- "$0")/.."
trap 'rm -rf .venv-lock' EXIT

# Usage: lock FILE "what the file is" ARGUMENTS...
lock() {
    file=$1
    title=$2
    shift 2
    printf 'lock: resolving %s\n' "$file"
    cp "$file" .venv-lock/ 2>/dev/null || true # the versions to keep
    .venv-lock/bin/python -m uv --no-config pip compile --quiet --universal --python-version 3.11 \
        --generate-hashes --no-emit-index-url --no-header --output-file ".venv-lock/$file" "$@"
    {
        printf '# %s, pinned with hashes.\n# This file is rewritten by: make lock\n' "$title"
        cat ".venv-lock/$file"
    } >"$file.new"
    mv "$file.new" "$file"
}

lock requirements.lock "What the kit runs with" pyproject.toml --extra check --extra preview --group build "$@"
lock requirements-cluster.lock "What the kit runs with on several machines" pyproject.toml --extra check --extra cluster --extra store \
    --group build --constraint requirements.lock "$@"
lock requirements-dev.lock "What the kit runs with and is tested with" pyproject.toml --extra check --extra cluster --extra preview \
    --extra store --group build --group docs --group dev --constraint requirements.lock "$@"
lock requirements-moto.lock "What a double of S3 runs with, in an environment of its own" --group pyproject.toml:moto "$@"
