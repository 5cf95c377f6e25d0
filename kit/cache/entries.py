"""Bytes by key on disk: an entry is whole or absent, and a damaged one counts as absent."""

from __future__ import annotations

import os
import re
import stat
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


_DIGEST = 32
#: The most bytes of an entry that are read; the largest, pages to print, have a tenth of that.
MOST_BYTES = 256 << 20
#: The names of an entry, and of one that is being written; anything else in the folder is not the cache's.
ENTRY, WRITE = re.compile(r"[0-9a-f]{64}"), re.compile(r"\.new-[0-9a-f]+-[0-9a-f]{64}")
#: Don't follow links, and don't wait for the writer of a pipe; some flags exist only on Windows, others only elsewhere.
_FLAGS = sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"))
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _FLAGS
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
        path = f"{folder}{os.sep}{key}"
        try:
            entry = _read(path) if self._is_private(folder) else b""
        except OSError:
            return None
        data = entry[_DIGEST:]
        if entry[:_DIGEST] != _digest(kind, key, data):
            return None
        with suppress(OSError):  # a read-only folder may still be read
            os.utime(path)
        return data

    def put(self, kind: str, key: str, data: bytes) -> None:
        """Write an entry. A full or read-only disk loses the entry, not the build."""
        folder = self._folder(kind, key)
        if not folder or len(data) > MOST_BYTES:
            return
        new = f"{folder}{os.sep}.new-{os.urandom(8).hex()}-{key}"
        try:
            if folder not in self._private:
                make_private(folder)
            if self._is_private(folder):
                _write(new, _digest(kind, key, data), data)
                os.replace(new, f"{folder}{os.sep}{key}")  # noqa: PTH105  (of thousands; a Path is slower)
        except OSError:
            with suppress(OSError):
                os.unlink(new)  # noqa: PTH108

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


def key_of(*parts: str) -> str:
    """Return the key for some words together: 64 hexadecimal digits."""
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def is_entry(name: str, folder: str) -> bool:
    """Return whether a file may be an entry, by its name and that of its folder."""
    return folder == name[:2] and ENTRY.fullmatch(name) is not None


def _read(path: str) -> bytes:
    """Return the bytes of a regular file; empty for anything else or a file that is too large. Raises OSError."""
    number = os.open(path, os.O_RDONLY | _FLAGS)
    with open(number, "rb", buffering=0) as file:  # noqa: PTH123  (it is open)
        found = os.fstat(number)
        size = found.st_size
        return file.read(size) if stat.S_ISREG(found.st_mode) and size <= MOST_BYTES + _DIGEST else b""


def _write(path: str, *parts: bytes) -> None:
    """Write a new file that only this user can read, whatever the umask. Raises OSError."""
    number = os.open(path, _NEW, _PRIVATE)
    with open(number, "wb") as file:  # noqa: PTH123  (it is open)
        if hasattr(os, "fchmod"):
            os.fchmod(number, _PRIVATE)
        file.writelines(parts)


def _digest(kind: str, key: str, data: bytes) -> bytes:
    """Return the digest that an entry begins with; it also covers the key, so that entries can't be swapped."""
    found = sha256(f"{kind}/{key}/".encode())
    found.update(data)
    return found.digest()


#: The permissions by which others than the owner may write to a folder.
_OTHERS = stat.S_IWGRP | stat.S_IWOTH
_PRIVATE_FOLDER = stat.S_IRWXU


def make_private(folder: str) -> None:
    """Make a folder, and missing ones above it, for this user alone, whatever the umask. Raises OSError."""
    try:
        os.mkdir(folder, _PRIVATE_FOLDER)  # noqa: PTH102  (for each entry; a Path is slower than the call)
    except FileExistsError:
        return
    except FileNotFoundError:
        make_private(os.path.dirname(folder))  # noqa: PTH120
        with suppress(FileExistsError):  # another process made it meanwhile
            os.mkdir(folder, _PRIVATE_FOLDER)  # noqa: PTH102
    os.chmod(folder, _PRIVATE_FOLDER)  # noqa: PTH101


def is_private(folder: str, *, through_links: bool = False) -> bool:
    """Return whether something is a folder of this user that nobody else can write to. Raises OSError."""
    found = os.stat(folder, follow_symlinks=through_links)  # noqa: PTH116
    if not stat.S_ISDIR(found.st_mode) or os.name == "nt":  # a user's folders are private there
        return stat.S_ISDIR(found.st_mode)
    return found.st_uid == os.geteuid() and not found.st_mode & _OTHERS
