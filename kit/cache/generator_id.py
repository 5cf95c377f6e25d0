"""The identity of a generator, by the bytes of its files, so that one never finds what another kept."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

from kit.base.digests import digest_of, files_in
from kit.cache.entries import key_of

_PACKAGE = Path(__file__).parents[1]
#: The endings of the files that decide what is made: code, and tables and words that it reads.
_DECIDES = (".py", ".yaml")


@cache
def generator(*parts: str) -> str:
    """Return a key for the generator as it is now, wherever it is installed, or for some folders or files of it.

    That is its files by their bytes, Python, and the libraries installed with it by version. Reading all of them takes
    7 ms; by when they were written it would take 3, and not be the same for two copies of one generator.
    """
    own = (f"{name} {digest}" for name, digest in _contents().items() if not parts or name.startswith(parts))
    return key_of(sys.version, *own, *_installed())


@cache
def generator_files() -> str:
    """Return a key for the files of the generator alone, whatever Python and libraries it runs with."""
    return key_of(*(f"{name} {digest}" for name, digest in _contents().items()))


@cache
def _contents() -> dict[str, str]:
    """Return the digest of each file of the package that decides what is made, by its path in it."""
    start = len(str(_PACKAGE)) + 1
    paths = (path for path in files_in(str(_PACKAGE)) if path.endswith(_DECIDES))
    return {path[start:].replace(os.sep, "/"): digest_of(path) for path in paths}


@cache
def _installed() -> tuple[str, ...]:
    """Return the libraries that Python finds, with their versions."""
    folders = [folder for folder in sys.path if os.path.isdir(folder)]  # noqa: PTH112
    return tuple(sorted({name for folder in folders for name in os.listdir(folder) if name.endswith(".dist-info")}))  # noqa: PTH208
