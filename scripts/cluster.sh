#!/bin/sh
# Starts a scheduler and workers on this machine alone, until ^C; the first argument is how many, two by default.
#
#   kit build --scheduler tcp://127.0.0.1:8786
#
# A batch is given up only after many workers died with it: those that wait on a dying worker are counted too.

set -eu
unset CDPATH
cd -- "$(dirname -- "$0")/.."

address=tcp://127.0.0.1:8786
export DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES=20
# Each worker is one of several processes, so that libraries with threads of their own would be in each other's way.
export OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1

.venv/bin/dask scheduler --host 127.0.0.1 --port 8786 --no-dashboard &
scheduler=$!
.venv/bin/dask worker "$address" --nworkers "${1:-2}" --nthreads 1 --no-dashboard --local-directory build/cluster &
workers=$!
trap 'kill "$workers" "$scheduler" 2>/dev/null' INT TERM EXIT
wait "$scheduler" "$workers"
