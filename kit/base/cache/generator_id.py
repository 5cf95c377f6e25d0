"""The identity of a generator, by the bytes of its files, so that one never finds what another kept."""

from __future__ import annotations

import os
import sys
from functools import cache

from kit.base.cache.entries import key_of
from kit.base.digests import digest_of, files_in
from kit.base.system_errors import PACKAGE

#: The endings of the files that decide what is made: code, tables and words that it reads, and what pages consist of.
_DECIDES = (".py", ".yaml", ".css", ".j2", ".js")


@cache
def generator(*parts: str) -> str:
    """Return a key for the generator as it is now, wherever it is installed, or for some folders or files of it.

    That is its files by their bytes, Python, and the libraries installed with it by version. Reading all of them takes
    7 ms; by when they were written it would take 3, and not be the same for two copies of one generator.
    """
    own = (f"{name} {digest}" for name, digest in generator_files().items() if not parts or name.startswith(parts))
    return key_of(sys.version, *own, *_installed())


@cache
def generator_files() -> dict[str, str]:
    """Return the digest of each file of the package that decides what is made, by its path in it.

    The drawings and fonts that an installed package has inside it are those of a project, which have digests there.
    """
    start = len(str(PACKAGE)) + 1
    paths = {path[start:].replace(os.sep, "/"): path for path in files_in(str(PACKAGE)) if path.endswith(_DECIDES)}
    return {name: digest_of(os.path.realpath(path)) for name, path in paths.items() if not name.startswith("shipped/")}


@cache
def _installed() -> tuple[str, ...]:
    """Return the libraries that Python finds, with their versions."""
    folders = [folder for folder in sys.path if os.path.isdir(folder)]  # noqa: PTH112
    return tuple(sorted({name for folder in folders for name in os.listdir(folder) if name.endswith(".dist-info")}))  # noqa: PTH208
