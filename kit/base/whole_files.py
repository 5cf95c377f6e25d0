"""Files read and written whole, and their digests, under which what is kept of them is found.

Only regular files are read, up to a size; what is written is whole or not there.
"""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import file_digest
from io import BufferedReader
from pathlib import Path
from typing import NamedTuple

from kit.base.real_folders import RealFolder, open_folder, require_regular
from kit.base.real_paths import open_real, path_to_open
from kit.base.system_errors import PACKAGE, reporting_broken_installation

#: Opens a pipe without waiting for somebody to write into it, so that it can be told from a file.
_NOT_BLOCKING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)


class TooLargeError(OSError):
    """A file has more bytes than are read of its kind; `size` is how many it has."""

    def __init__(self, path: Path | str, size: int, most: int) -> None:
        """Take the file, its size and the limit, in bytes."""
        super().__init__(errno.EFBIG, f"it has {size:,} bytes; the limit is {most:,}", str(path))
        self.size = size


@contextmanager
def open_regular(path: Path | str, *, links: bool = True) -> Iterator[tuple[BufferedReader, int]]:
    """Yield a file, opened for reading, and its size in bytes.

    Raises OSError if it can't be opened or is a folder (EISDIR), a pipe or a device (ENXIO), which may block or never
    end; without `links`, LinkRefusedError if any part of the path is one; InstallationError instead of an OSError for a
    file of the program itself.
    """
    flags = os.O_RDONLY | _NOT_BLOCKING
    with reporting_broken_installation():
        require_regular(os.stat(path), path)  # noqa: PTH116  (also for names; opening a device may have effects)
        number = os.open(path, flags) if links else open_real(path, flags)
    with open(number, "rb") as file:  # noqa: PTH123  (it is open)
        about = os.fstat(number)
        require_regular(about, path)  # it may have been replaced since
        yield file, about.st_size


def is_there(path: Path) -> bool:
    """Return whether anything is at a path, be it a broken link. Raises OSError where that can't be found out."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def read_regular(path: Path | str, most: int, *, links: bool = True) -> bytes:
    """Return the bytes of a regular file. Raises TooLargeError for one of more than `most` bytes, OSError as above."""
    with open_regular(path, links=links) as (file, size):
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


def read_inside(folder: RealFolder, name: str, most: int) -> bytes:
    """Return the bytes of a regular file in an open folder; a link is not followed. Raises OSError as above."""
    number, path = folder.open_file(name), f"{folder.path}{os.sep}{name}"
    with open(number, "rb") as file:  # noqa: PTH123  (it is open)
        about = os.fstat(number)
        require_regular(about, path)
        if about.st_size > most:
            raise TooLargeError(path, about.st_size, most)
        return file.read(most)


def write_whole(path: Path, data: bytes, *, make: bool = False) -> None:
    """Write a file beside its place and then put it there in one step, with the mode of the one that it replaces.

    An interruption leaves the old file, never half of the new one. A link in its place is replaced, not followed; no
    link may be in the path of its folder (`chosen_folder` resolves those of a user), which is made with `make`. Raises
    LinkedFolderError for one, OSError, also for a folder (EISDIR), and for a pipe or a device (ENXIO), which a file in
    its place would take from everybody who uses it.
    """
    with open_folder(path.parent, make=make) as folder:
        about = folder.about(path.name)
        if about is not None and path.exists():
            require_regular(path.stat(), path)
        beside = f".{path.name}.{os.getpid()}.new"
        try:
            mode = stat.S_IMODE(about.st_mode) & 0o777 if about and stat.S_ISREG(about.st_mode) else None
            try:
                folder.write(beside, (data,), mode)
            except OSError as error:
                raise _of_place(error, path) from error
            folder.rename(beside, folder, path.name)
        finally:
            with suppress(FileNotFoundError):
                folder.remove(beside)


def _of_place(error: OSError, path: Path) -> OSError:
    """Return an error about the file beside a path, whose name nobody knows, that names the folder, or the path."""
    if error.filename is None:  # it was opened: what is wrong is with the disk
        return error
    named = path if error.errno == errno.ENAMETOOLONG else path.parent
    return OSError(error.errno, error.strerror, str(named))


#: Seconds for which a file that was just written is read again each time: file system clocks are coarse, and a file
#: written twice within a tick, with the same size, looks unchanged.
_UNSETTLED = 2.0
#: How deep folders are looked into; links may lead in a circle.
_MOST_DEPTH = 6


class _Seen(NamedTuple):
    """What the system reports of a file, and the digest of its bytes at that time."""

    stat: tuple[int, ...]
    digest: str


_seen: dict[str, _Seen] = {}


def digest_of(path: Path | str) -> str:
    """Return the sha256 of a file, in hexadecimal; it is read again only if its size or times changed.

    Raises OSError when it can't be read, and when a part of its path is a link.
    """
    name = str(path)
    found = os.stat(name)  # noqa: PTH116  (a preview asks for hundreds at every save, and a Path is slower than the call)
    stat = (found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino, found.st_dev)
    before = _seen.get(name)
    if before and before.stat == stat:
        return before.digest
    with open_regular(name, links=False) as (file, _):
        digest = file_digest(file, "sha256").hexdigest()
    if max(found.st_mtime, found.st_ctime) < time.time() - _UNSETTLED:
        _seen[name] = _Seen(stat, digest)
    return digest


def digest_if_read(path: Path | str) -> str:
    """Return the sha256 of a file; where it leads, for a link; empty for one that is not there.

    Of anything else that can't be read, which reading it will report, it is why.
    """
    try:
        return digest_of(path)
    except OSError as error:
        try:
            return f"link to {os.readlink(path)}"  # noqa: PTH115
        except OSError:
            return "" if isinstance(error, FileNotFoundError) else f"error {error.errno}"


def files_in(folder: str, root: Path | None = None) -> Iterator[str]:
    """Yield the paths of a folder, of all in it but folders, and of those below, by name; nothing where there is none.

    Links are followed. In a project, the `root`, only those are that may be; what such a link leads to comes after it.
    """
    yield from _walked(folder, root, _MOST_DEPTH, set())


def _walked(folder: str, root: Path | None, depth: int, seen: set[str]) -> Iterator[str]:
    """Yield what is in a folder, unless that was seen before."""
    if folder in seen:
        return
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    seen.add(folder)
    yield folder
    for entry in entries:
        path, is_link = entry.path, entry.is_symlink()
        if root and is_link:
            yield path
            real = path_to_open(Path(path), root)
            if real == Path(path):  # it is refused
                continue
            path = str(real)
        if not (os.path.isdir(path) if is_link else entry.is_dir()):  # noqa: PTH112
            yield path
        elif depth:
            yield from _walked(path, root, depth - 1, seen)
