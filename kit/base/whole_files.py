"""Files read and written whole: only regular ones are read, up to a size; what is written is whole or not there."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kit.base.system_errors import PACKAGE, reporting_broken_installation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader
    from pathlib import Path


#: Opens a pipe without waiting for somebody to write into it, so that it can be told from a file.
_NOT_BLOCKING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)


class TooLargeError(OSError):
    """A file has more bytes than are read of its kind; `size` is how many it has."""

    def __init__(self, path: Path | str, size: int, most: int) -> None:
        """Take the file, its size and the limit, in bytes."""
        super().__init__(errno.EFBIG, f"it has {size:,} bytes; the limit is {most:,}", str(path))
        self.size = size


@contextmanager
def open_regular(path: Path | str) -> Iterator[tuple[BufferedReader, int]]:
    """Yield a file, opened for reading, and its size in bytes. Links are followed.

    Raises OSError if it can't be opened or is a folder (EISDIR), a pipe or a device (ENXIO), which may block or never
    end; InstallationError instead for a file of the program itself.
    """
    with reporting_broken_installation():
        _require_regular(os.stat(path), path)  # noqa: PTH116  (also for names; opening a device may have effects)
        number = os.open(path, os.O_RDONLY | _NOT_BLOCKING)
    with open(number, "rb") as file:  # noqa: PTH123  (it is open)
        about = os.fstat(number)
        _require_regular(about, path)  # it may have been replaced since
        yield file, about.st_size


def _require_regular(about: os.stat_result, path: Path | str) -> None:
    """Raise OSError for anything but a regular file."""
    if not stat.S_ISREG(about.st_mode):
        number = errno.EISDIR if stat.S_ISDIR(about.st_mode) else errno.ENXIO
        raise OSError(number, os.strerror(number), str(path))


def is_there(path: Path) -> bool:
    """Return whether anything is at a path, be it a broken link. Raises OSError where that can't be found out."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def read_regular(path: Path | str, most: int) -> bytes:
    """Return the bytes of a regular file. Raises TooLargeError for one of more than `most` bytes, OSError as above."""
    with open_regular(path) as (file, size):
        if size > most:
            raise TooLargeError(path, size, most)
        data = file.read(most + 1)
    if len(data) > most:  # it grew meanwhile
        raise TooLargeError(path, len(data), most)
    return data


def read_own(name: str) -> bytes:
    """Return the bytes of a file of the program, by its path in the package. Raises InstallationError."""
    with open_regular(PACKAGE / name) as (file, _):
        return file.read()


def write_whole(path: Path, data: bytes) -> None:
    """Write a file beside its place and then put it there in one step, with the mode of the one that it replaces.

    An interruption leaves the old file, never half of the new one. Raises OSError, also for a folder (EISDIR), and for
    a pipe or a device (ENXIO), which a file in its place would take from everybody who uses it.
    """
    exists = path.exists()
    if exists:
        _require_regular(path.stat(), path)
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        _write_beside(beside, data, path)
        if exists:
            beside.chmod(path.stat().st_mode)
        os.replace(beside, path)  # noqa: PTH105  (`Path.replace` names no second path in its errors)
    finally:
        beside.unlink(missing_ok=True)


def _write_beside(beside: Path, data: bytes, path: Path) -> None:
    """Write the file that will be put in the place of another. Raises OSError that names the folder, or the other."""
    try:
        beside.write_bytes(data)
    except OSError as error:  # nobody knows the name of the file beside
        if error.filename is None:  # it was opened: what is wrong is with the disk
            raise
        named = path if error.errno == errno.ENAMETOOLONG else path.parent
        raise OSError(error.errno, error.strerror, str(named)) from error
