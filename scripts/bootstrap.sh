#!/bin/sh
# Prepares what the kit needs: system packages, a Python environment in .venv and the locked Python packages.
#
#   scripts/bootstrap.sh run     what `kit build` needs
#   scripts/bootstrap.sh test    the same and what the tests need, one double of S3 in .venv-moto
#   scripts/bootstrap.sh test-ci     the same, and the browsers that only longer tests drive
#   scripts/bootstrap.sh test-all    the same, and node and LibreOffice, which only the slow tests drive
#   scripts/bootstrap.sh lock    uv in .venv-lock, for `make lock`
#
# PYTHON names the interpreter to use; without it the first of those listed in find_python is taken.
# Running it again when nothing is missing changes nothing and needs no network. A setup that was interrupted
# is made anew. Exit status: 0 ready, 1 a step failed, 2 something is missing that this script cannot install.
#
# Written for macOS too, but not tried there.

set -eu
unset CDPATH
cd -- "$(dirname -- "$0")/.."

group=${1:-}
uv_version=0.13.9

browsers=
office=
case $group in
test-ci | test-all)
    browsers=yes
    [ "$group" = test-ci ] || office=yes
    group=test
    ;;
esac

case $group in
run) lock=requirements.lock ;;
test) lock=requirements-dev.lock ;;
lock) lock= ;;
*)
    echo "usage: scripts/bootstrap.sh run|test|test-ci|test-all|lock" >&2
    exit 2
    ;;
esac

# --- talking ---------------------------------------------------------------------------------------------

say() {
    printf 'setup: %s\n' "$*"
}

fail() {
    printf 'setup: %s\n' "$*" >&2
    exit 1
}

# Runs a command and shows the end of what it printed only when it fails.
quietly() {
    log=$(mktemp)
    if "$@" >"$log" 2>&1; then
        rm -f "$log"
    else
        status=$?
        tail -n 20 "$log" >&2
        rm -f "$log"
        return "$status"
    fi
}

# --- Python ----------------------------------------------------------------------------------------------

# The locked packages have wheels for these versions of CPython.
is_wanted_python() {
    "$1" -I -c 'import sys
sys.exit(not ((3, 11) <= sys.version_info[:2] <= (3, 14) and sys.implementation.name == "cpython"))' 2>/dev/null
}

# Debian and Ubuntu keep ensurepip in a package of its own.
has_venv() {
    "$1" -I -c 'import ensurepip, venv' 2>/dev/null
}

# Sets python to PYTHON, or to the first interpreter that can make an environment, else to the first that only
# lacks ensurepip, else to nothing.
find_python() {
    python=${PYTHON:-}
    [ -z "$python" ] || return 0
    for candidate in python3.13 python3.12 python3.11 python3; do
        is_wanted_python "$candidate" || continue
        if has_venv "$candidate"; then
            python=$candidate
            return
        fi
        python=${python:-$candidate}
    done
}

# Names an interpreter, so that a change of PYTHON is noticed.
describe_python() {
    "$1" -I -c 'import sys; print("Python", sys.version.split()[0], "of", sys.base_prefix)'
}

# --- system packages -------------------------------------------------------------------------------------

# Loads libcairo by the file names that cairocffi tries, then by those that the system's search gives.
# The loader of macOS does not look where Homebrew keeps its libraries (see the Makefile).
has_cairo() {
    if [ "$(uname -s)" = Darwin ]; then
        DYLD_FALLBACK_LIBRARY_PATH=/opt/homebrew/lib:/usr/local/lib:/usr/lib
        export DYLD_FALLBACK_LIBRARY_PATH
    fi
    "$1" -I -c 'import ctypes, ctypes.util, sys
def loads(name):
    try:
        return bool(name and ctypes.CDLL(name))
    except OSError:
        return False
files = ("libcairo.so.2", "libcairo.2.dylib")
found = (ctypes.util.find_library(name) for name in ("cairo-2", "cairo"))
sys.exit(not (any(map(loads, files)) or any(map(loads, found))))' 2>/dev/null
}

# The browser that the tests drive, under the names it has on Debian, Fedora and Arch, and where Homebrew puts it.
has_browser() {
    command -v chromium >/dev/null || command -v chromium-browser >/dev/null ||
        [ -x "/Applications/Chromium.app/Contents/MacOS/Chromium" ]
}

# The shell that Debian builds of that browser for programs alone, which opens pages in a third of the time. Others
# have none: there the tests drive the browser itself.
has_headless_shell() {
    command -v chromium-headless-shell >/dev/null || ! grep -qx 'ID=debian' /etc/os-release 2>/dev/null
}

# Loads the second reader of codes, which the tests compare with the first.
has_zbar() {
    [ -n "$1" ] && "$1" -I -c 'import ctypes, ctypes.util, sys
sys.exit(not ctypes.util.find_library("zbar"))' 2>/dev/null
}

# The office suite with its tables, texts and slides, which Debian and Fedora package one by one.
has_office() {
    command -v soffice >/dev/null || return 1
    [ "$(uname -s)" = Darwin ] || { command -v lowriter >/dev/null && command -v loimpress >/dev/null; }
}

# Sets missing to the names of the things that are not there.
find_missing() {
    missing=
    if [ -z "$python" ]; then
        missing="python"
        [ "$group" = lock ] || missing="$missing cairo"
    else
        [ "$python" = .venv/bin/python ] || has_venv "$python" || missing="$missing venv"
        [ "$group" = lock ] || has_cairo "$python" || missing="$missing cairo"
    fi
    if [ "$group" = test ]; then
        command -v inkscape >/dev/null || missing="$missing inkscape"
        command -v pdfinfo >/dev/null && command -v pdftoppm >/dev/null || missing="$missing poppler"
        has_browser || missing="$missing chromium"
        has_headless_shell || missing="$missing chromium-headless-shell"
        command -v exiftool >/dev/null || missing="$missing exiftool"
        has_zbar "$python" || missing="$missing zbar"
        command -v unzip >/dev/null || missing="$missing unzip"
        command -v hunspell >/dev/null && hunspell -D </dev/null 2>&1 | grep -q en_US || missing="$missing hunspell"
    fi
    if [ -n "$browsers" ]; then
        command -v firefox-esr >/dev/null || command -v firefox >/dev/null || missing="$missing firefox-esr"
        command -v WebKitWebDriver >/dev/null || missing="$missing webkit2gtk-driver"
        command -v Xvfb >/dev/null || missing="$missing xvfb"
    fi
    if [ -n "$office" ]; then
        has_office || missing="$missing libreoffice"
        command -v node >/dev/null && command -v npm >/dev/null || missing="$missing nodejs npm"
    fi
    missing=${missing# }
}

# Prints the packages that bring what is missing, as the package manager $1 calls them.
packages_of() {
    for thing in $missing; do
        case $1:$thing in
        apt:python) printf '%s ' python3 python3-venv ;;
        apt:venv) "$python" -I -c 'import sys; print("python3.%d-venv" % sys.version_info[1], end=" ")' ;;
        apt:cairo) printf '%s ' libcairo2 ;;
        apt:poppler | dnf:poppler) printf '%s ' poppler-utils ;;
        apt:exiftool) printf '%s ' libimage-exiftool-perl ;;
        apt:zbar) printf '%s ' libzbar0 ;;
        apt:hunspell) printf '%s ' hunspell hunspell-en-us ;;
        dnf:hunspell) printf '%s ' hunspell hunspell-en-US ;;
        pacman:hunspell) printf '%s ' hunspell hunspell-en_us ;;
        dnf:firefox-esr | pacman:firefox-esr | brew:firefox-esr) printf '%s ' firefox ;;
        dnf:exiftool) printf '%s ' perl-Image-ExifTool ;;
        pacman:exiftool) printf '%s ' perl-image-exiftool ;;
        apt:libreoffice | dnf:libreoffice) printf '%s ' libreoffice-calc libreoffice-impress libreoffice-writer ;;
        pacman:libreoffice) printf '%s ' libreoffice-fresh ;;
        brew:nodejs) printf '%s ' node ;;
        brew:npm) ;;
        brew:python) printf '%s ' python@3.13 ;;
        pacman:python) printf '%s ' python ;;
        dnf:python) printf '%s ' python3 ;;
        *:venv) ;;
        *) printf '%s ' "$thing" ;;
        esac
    done
}

package_manager() {
    for manager in apt-get brew dnf pacman; do
        if command -v "$manager" >/dev/null; then
            echo "${manager%-get}"
            return
        fi
    done
}

# Says what to run by hand, and ends.
give_up() {
    sudo="sudo "
    [ "$(id -u)" -ne 0 ] || sudo=
    {
        printf 'setup: missing: %s\n' "$missing"
        printf 'setup: install what is missing, then run the same command again:\n'
        case $(package_manager) in
        apt) printf '  %sapt-get update && %sapt-get install %s\n' "$sudo" "$sudo" "$(packages_of apt)" ;;
        dnf) printf '  %sdnf install %s\n' "$sudo" "$(packages_of dnf)" ;;
        pacman) printf '  %spacman -S %s\n' "$sudo" "$(packages_of pacman)" ;;
        brew) printf '  brew install %s\n' "$(packages_of brew)" ;;
        *)
            printf '  Debian, Ubuntu: sudo apt-get update && sudo apt-get install %s\n' "$(packages_of apt)"
            printf '  macOS: install Homebrew, then: brew install %s\n' "$(packages_of brew)"
            ;;
        esac
        case $missing in
        python*) printf '  The Python must be a CPython of version 3.11 to 3.14; PYTHON=... names one.\n' ;;
        esac
    } | sed 's/ *$//' >&2
    exit 2
}

# Runs apt-get through the words before it, which are `env` or `sudo`. A list that cannot be renewed is no fault
# as long as the packages can be installed.
install_with_apt() {
    names=$(packages_of apt)
    say "installing with apt-get: ${names% }"
    quietly "$@" apt-get update -qq || say "apt-get update failed; trying with the lists at hand"
    # shellcheck disable=SC2086 # names is a list of words
    quietly "$@" DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends $names || give_up
}

install_with_brew() {
    names=$(packages_of brew)
    say "installing with brew: ${names% }"
    # shellcheck disable=SC2086 # names is a list of words
    quietly brew install --quiet $names || give_up
}

# Where nobody sits at a terminal, as in continuous integration, sudo is used only if it needs no password.
install_missing() {
    case $(package_manager) in
    brew) install_with_brew ;;
    apt)
        if [ "$(id -u)" -eq 0 ]; then
            install_with_apt env
        elif ! command -v sudo >/dev/null; then
            give_up
        elif [ -t 0 ] && [ -t 2 ]; then
            names=$(packages_of apt)
            printf 'setup: install %s with sudo? [Y/n] ' "${names% }" >&2
            read -r reply || reply=n
            case $reply in
            [Nn]*) give_up ;;
            *) install_with_apt sudo ;;
            esac
        elif sudo -n true 2>/dev/null; then
            install_with_apt sudo
        else
            give_up
        fi
        ;;
    *) give_up ;;
    esac
}

# --- the Python environment ------------------------------------------------------------------------------

# .venv/complete holds the description of its Python. It is absent while packages are being installed, because
# pip takes a package for installed of which only a part was written: without it the environment is made anew.
environment_is_whole() {
    [ -x .venv/bin/python ] && [ -f .venv/complete ] || return 1
    [ -z "${PYTHON:-}" ] || [ "$(describe_python "$PYTHON")" = "$(cat .venv/complete)" ]
}

make_environment() {
    say "making $environment with $(describe_python "$python")"
    quietly "$python" -I -m venv --clear "$environment" || fail "could not make $environment"
}

pip() {
    "$environment/bin/python" -I -m pip --disable-pip-version-check --no-input "$@"
}

# What the files say that a step was made from, and where: a stamp that differs means the step is due.
stamp_of() {
    cksum <"$1"
    pwd
}

is_stamped() {
    [ -f ".venv/$1" ] && [ "$(cat ".venv/$1")" = "$(stamp_of "$2")" ]
}

# Wheels only: no code of a package runs while it is installed, and no compiler is needed.
install_packages() {
    say "installing the Python packages of $lock"
    quietly pip install --quiet --require-hashes --only-binary :all: -r "$lock" ||
        fail "the Python packages could not be installed; run the same command again"
    stamp_of requirements.lock >.venv/packages-run
    [ "$group" != test ] || stamp_of "$lock" >.venv/packages-test
}

# Makes .venv/bin/kit. The build back end is among the locked packages, so no network is needed.
install_project() {
    say "installing the kit itself, so that .venv/bin/kit runs it"
    quietly pip install --quiet --no-index --no-deps --no-build-isolation --editable . ||
        fail "the kit itself could not be installed"
    # Once, also for who does not let Python write bytecode (PYTHONDONTWRITEBYTECODE): each command would do it.
    "$environment/bin/python" -I -m compileall -q kit || fail "the kit itself could not be compiled"
    stamp_of pyproject.toml >.venv/project
}

make_lock_environment() {
    make_environment
    say "installing uv $uv_version in $environment"
    quietly pip install --quiet --only-binary :all: "uv==$uv_version" || fail "uv could not be installed"
}

make_run_environment() {
    if environment_is_whole && is_stamped "packages-$group" "$lock" && is_stamped project pyproject.toml; then
        return
    fi
    environment_is_whole || make_environment
    description=$(describe_python .venv/bin/python)
    rm -f .venv/complete
    is_stamped "packages-$group" "$lock" || install_packages
    is_stamped project pyproject.toml || install_project
    printf '%s\n' "$description" >.venv/complete
    say "ready"
}

# A double of S3 that needs older packages than the kit does, so that it has an environment of its own.
make_moto_environment() {
    environment=.venv-moto
    description=$(describe_python .venv/bin/python; stamp_of requirements-moto.lock)
    if [ -x $environment/bin/python ] && [ "$(cat $environment/complete 2>/dev/null)" = "$description" ]; then
        return
    fi
    python=.venv/bin/python
    make_environment
    say "installing the Python packages of requirements-moto.lock"
    quietly pip install --quiet --require-hashes --only-binary :all: -r requirements-moto.lock ||
        fail "the Python packages could not be installed; run the same command again"
    printf '%s\n' "$description" >$environment/complete
}

# --- the order of things ---------------------------------------------------------------------------------

if [ -n "${PYTHON:-}" ] && ! is_wanted_python "$PYTHON"; then
    printf 'setup: PYTHON=%s is not a CPython of version 3.11 to 3.14\n' "$PYTHON" >&2
    exit 2
fi
environment=.venv
[ "$group" != lock ] || environment=.venv-lock

if [ "$group" != lock ] && environment_is_whole; then
    python=.venv/bin/python
else
    find_python
fi
find_missing
if [ -n "$missing" ]; then
    install_missing
    [ -n "$python" ] || find_python
    find_missing
    [ -z "$missing" ] || give_up
fi
if [ "$group" = lock ]; then
    make_lock_environment
else
    make_run_environment
    [ "$group" != test ] || make_moto_environment
fi
