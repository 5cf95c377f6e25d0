"""Bytes by key on disk: an entry is whole or absent, and a damaged one counts as absent.

A `NotingCache` notes which entries are used, so that it is known later what something was made from.
"""

from __future__ import annotations

import os
import re
import stat
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from kit.base.real_folders import LinkedFolderError, RealFolder, open_folder

_DIGEST = 32
#: The most bytes of an entry that are read; the largest, pages to print, have a tenth of that.
MOST_BYTES = 256 << 20
#: The names of an entry, and of one that is being written; anything else in the folder is not the cache's.
ENTRY, WRITE = re.compile(r"[0-9a-f]{64}"), re.compile(r"\.new-[0-9a-f]+-[0-9a-f]{64}")
_PRIVATE = stat.S_IRUSR | stat.S_IWUSR


@dataclass(frozen=True)
class Cache:
    """One folder of entries, which builds and their workers share; without a folder nothing is kept.

    The folder is made with the first entry.
    """

    folder: Path | None
    _private: set[str] = field(default_factory=set, compare=False, repr=False)

    def __reduce__(self) -> tuple[type[Cache], tuple[Path | None]]:
        """Pickle for a worker, without the folders already checked."""
        return Cache, (self.folder,)

    def get(self, kind: str, key: str) -> bytes | None:
        """Return an entry, or None if it does not exist or is damaged."""
        folder = self._folder(kind, key)
        if not folder:
            return None
        try:
            with open_folder(folder) as opened:
                return _read(opened, kind, key) if self._is_private(folder) else None
        except (OSError, LinkedFolderError):
            return None

    def put(self, kind: str, key: str, data: bytes) -> None:
        """Write an entry. A full or read-only disk loses the entry, not the build."""
        folder = self._folder(kind, key)
        if not folder or len(data) > MOST_BYTES:
            return
        with suppress(OSError, LinkedFolderError), open_folder(folder, make=True, mode=_PRIVATE_FOLDER) as opened:
            if self._is_private(folder):
                _write(opened, key, _digest(kind, key, data), data)

    def _folder(self, kind: str, key: str) -> str:
        """Return the folder of an entry; None if nothing is kept."""
        return os.path.join(self.folder, kind, key[:2]) if self.folder else ""  # noqa: PTH118

    def _is_private(self, folder: str) -> bool:
        """Return whether only the user can write to a folder and those above it up to the cache. Raises OSError."""
        if folder not in self._private:
            around = folder == str(self.folder) or self._is_private(os.path.dirname(folder))  # noqa: PTH120
            if not around or not is_private(folder):
                return False
            self._private.add(folder)
        return True


@dataclass(frozen=True)
class NotingCache(Cache):
    """A cache that notes the name of each entry that is found in it or put into it."""

    _noted: set[str] = field(default_factory=set, compare=False, repr=False)

    def __reduce__(self) -> tuple[type[Cache], tuple[Path | None]]:
        """Pickle for a worker, with nothing noted."""
        return NotingCache, (self.folder,)

    def get(self, kind: str, key: str) -> bytes | None:
        """Return an entry, or None if it does not exist or is damaged."""
        data = super().get(kind, key)
        if data is not None:
            self._noted.add(entry_name(kind, key))
        return data

    def put(self, kind: str, key: str, data: bytes) -> None:
        """Write an entry."""
        super().put(kind, key, data)
        self._noted.add(entry_name(kind, key))

    def take_noted(self) -> tuple[str, ...]:
        """Return the names that were noted since the last call, sorted."""
        names = tuple(sorted(self._noted))
        self._noted.clear()
        return names


def entry_name(kind: str, key: str) -> str:
    """Return the name of an entry in its cache."""
    return f"{kind}/{key}"


def key_of(*parts: str) -> str:
    """Return the key for some words together: 64 hexadecimal digits."""
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def is_entry(name: str, folder: str) -> bool:
    """Return whether a file may be an entry, by its name and that of its folder."""
    return folder == name[:2] and ENTRY.fullmatch(name) is not None


def _read(folder: RealFolder, kind: str, key: str) -> bytes | None:
    """Return the data of an entry, and note that it was used; None if it is damaged or too large. Raises OSError."""
    number = folder.open_file(key)
    with open(number, "rb", buffering=0) as file:  # noqa: PTH123  (it is open)
        about = os.fstat(number)
        if not stat.S_ISREG(about.st_mode) or about.st_size > MOST_BYTES + _DIGEST:
            return None
        entry = file.read(about.st_size)
        data = entry[_DIGEST:]
        if entry[:_DIGEST] != _digest(kind, key, data):
            return None
        with suppress(OSError):  # a read-only folder may still be read
            os.utime(number if os.utime in os.supports_fd else f"{folder.path}{os.sep}{key}")
        return data


def _write(folder: RealFolder, key: str, *parts: bytes) -> None:
    """Write a file beside its place that only this user can read, and put it there. Raises OSError."""
    new = f".new-{os.urandom(8).hex()}-{key}"
    try:
        folder.write(new, parts, _PRIVATE)
        folder.rename(new, folder, key)
    except OSError:
        with suppress(OSError):
            folder.remove(new)
        raise


def _digest(kind: str, key: str, data: bytes) -> bytes:
    """Return the digest that an entry begins with; it also covers the key, so that entries can't be swapped."""
    digest = sha256(f"{kind}/{key}/".encode())
    digest.update(data)
    return digest.digest()


#: The permissions by which others than the owner may write to a folder.
_OTHERS = stat.S_IWGRP | stat.S_IWOTH
_PRIVATE_FOLDER = stat.S_IRWXU


def make_private(folder: str) -> None:
    """Make a folder, and missing ones above it, for this user alone, whatever the umask.

    Raises OSError, and LinkedFolderError for a link in its path.
    """
    with open_folder(folder, make=True, mode=_PRIVATE_FOLDER):
        pass


def is_private(folder: str, *, through_links: bool = False) -> bool:
    """Return whether something is a folder of this user that nobody else can write to. Raises OSError."""
    about = os.stat(folder, follow_symlinks=through_links)  # noqa: PTH116
    if not stat.S_ISDIR(about.st_mode) or os.name == "nt":  # a user's folders are private there
        return stat.S_ISDIR(about.st_mode)
    return about.st_uid == os.geteuid() and not about.st_mode & _OTHERS
