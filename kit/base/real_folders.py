"""Folders through which the generator writes, moves and deletes: real ones, never links.

A project that somebody else made may have a link where a folder is expected. So the way to the folder that the user
chose is resolved once (`chosen_folder`), and every folder is opened name by name from the top, without following links,
and used by its descriptor: a link that takes its place afterwards changes nothing. Where the system can't do that, as
on Windows, each folder is looked at before each use; see `docs/not-supported.md`.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Self

from kit.base.errors import Fault, OutputError

#: Whether the system takes the name of a file together with the descriptor of its folder, and can refuse links.
_BY_DESCRIPTOR = (
    {os.open, os.stat, os.mkdir, os.unlink, os.rmdir, os.rename, os.link, os.symlink, os.readlink} <= os.supports_dir_fd
    and os.scandir in os.supports_fd
    and hasattr(os, "O_NOFOLLOW")
    and shutil.rmtree.avoids_symlink_attacks
)


def _flags(*names: str) -> int:
    """Return flags for opening; some exist only on Windows, others only elsewhere."""
    return sum(getattr(os, name, 0) for name in names)


#: Opens a folder, which need not be readable where the system has O_PATH.
_FOLDER = _flags("O_DIRECTORY", "O_NOFOLLOW", "O_CLOEXEC", "O_PATH")
#: Opens a file, without waiting for the writer of a pipe.
_FILE = _flags("O_NOFOLLOW", "O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY")
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL
#: Makes a hard link of a link to that, not to where it leads; Windows has no option for this and needs none.
_NOT_FOLLOWING = {"follow_symlinks": False} if os.link in os.supports_follow_symlinks else {}
#: What opening a link as a folder may end with.
_LINKED = frozenset({errno.ENOTDIR, errno.ELOOP, errno.EMLINK})
#: The modes of files and folders, from which the umask takes.
_FILE_MODE, _FOLDER_MODE = 0o666, 0o777


class LinkedFolderError(OutputError):
    """A link is where a folder is needed that something would be written into, moved into or deleted from."""


def linked_folder(*paths: str) -> LinkedFolderError:
    """Return the error for the paths of links, at least one."""
    remedy = "move it elsewhere, and use a folder; only what you name yourself, as with --out, may be a link"
    message = "{} is a link, where a folder is needed to write to or to move files to"
    return LinkedFolderError(*(Fault(message.format(path), None, remedy, code="output-is-link") for path in paths))


def is_link(about: os.stat_result | None) -> bool:
    """Return whether something is a link, or on Windows a junction, by what `lstat` says of it."""
    if about is None:
        return False
    junction = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1)
    return stat.S_ISLNK(about.st_mode) or getattr(about, "st_reparse_tag", 0) == junction


def is_folder(about: os.stat_result | None) -> bool:
    """Return whether something is a folder and no link, by what `lstat` says of it."""
    return about is not None and stat.S_ISDIR(about.st_mode) and not is_link(about)


def require_regular(about: os.stat_result, path: Path | str) -> None:
    """Raise OSError for anything but a regular file."""
    if not stat.S_ISREG(about.st_mode):
        number = errno.EISDIR if stat.S_ISDIR(about.st_mode) else errno.ENXIO
        raise OSError(number, os.strerror(number), str(path))


def open_folder(path: Path | str, *, make: bool = False, mode: int = _FOLDER_MODE) -> RealFolder:
    """Open a folder; no link in its path is followed. With `make` missing folders are made.

    Raises LinkedFolderError for a link in it, OSError for anything else that is wrong.
    """
    whole = Path(os.path.abspath(path))  # noqa: PTH100  (`absolute` keeps dots)
    number = os.open(whole.anchor, _FOLDER) if _BY_DESCRIPTOR else None
    return _opened(number, whole.anchor.rstrip(os.sep), whole.parts[1:], mode if make else None)


class RealFolder:
    """An open folder that is not a link; every name in it is used by the folder's descriptor.

    Errors of the system name the whole path. It is closed at the end of a `with` block.
    """

    __slots__ = ("_number", "path")

    def __init__(self, path: str, number: int | None) -> None:
        """Take the path of a folder and its descriptor, which is closed with it; None where only paths can be used."""
        self.path = path
        self._number = number

    def __enter__(self) -> Self:
        """Return the folder."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        if self._number is not None:
            os.close(self._number)

    def path_of(self, name: str) -> str:
        """Return a path of a name in the folder, for a library that takes no descriptor.

        On Linux it goes through the descriptor, so that it stays in this folder whatever takes its place.
        """
        here = Path(f"/proc/self/fd/{self._number}")
        return os.fspath((here if here.is_dir() else Path(self.path)) / name)

    def folder(self, below: str, *, make: bool = False, mode: int = _FOLDER_MODE) -> RealFolder:
        """Open a folder in this one, by its path with slashes, or itself by an empty one; see `open_folder`."""
        number = None if self._number is None else os.dup(self._number)
        return _opened(number, self.path, [part for part in below.split("/") if part], mode if make else None)

    def about(self, name: str) -> os.stat_result | None:
        """Return what `lstat` says of a name; None if nothing has it."""
        try:
            about: os.stat_result = self._do(os.stat, name, follow_symlinks=False)
        except (FileNotFoundError, NotADirectoryError):
            return None
        return about

    def names(self) -> list[str]:
        """Return the names in the folder."""
        return [name for name, _ in self.entries()]

    def entries(self) -> list[tuple[str, bool]]:
        """Return the names in the folder, and whether each is a folder and no link."""
        with self.readable() as number, os.scandir(self.path if number is None else number) as found:
            return [(entry.name, entry.is_dir(follow_symlinks=False) and not is_junction(entry)) for entry in found]

    def walk(self) -> list[tuple[str, list[str]]]:
        """Return the path, with slashes, of every folder in this one, and what is in it but folders; deepest first.

        The folder itself is the last, as an empty path.
        """
        found: list[tuple[str, list[str]]] = []
        open_ = [""]
        while open_:
            below = open_.pop()
            with self.folder(below) as folder:
                entries = folder.entries()
            found.append((below, [name for name, is_inner in entries if not is_inner]))
            open_ += [f"{below}/{name}".lstrip("/") for name, is_inner in entries if is_inner]
        return found[::-1]

    @contextmanager
    def readable(self) -> Iterator[int | None]:
        """Yield a descriptor for what needs a folder to be readable, such as a sync; None where there is none."""
        if self._number is None:
            self._look()
            yield None
            return
        number = self._do(os.open, ".", flags=os.O_RDONLY | _flags("O_DIRECTORY", "O_CLOEXEC"))
        try:
            yield number
        finally:
            os.close(number)

    def make(self, name: str, mode: int = _FOLDER_MODE) -> None:
        """Make a folder."""
        self._do(os.mkdir, name, mode=mode)

    def open_file(self, name: str, flags: int = os.O_RDONLY) -> int:
        """Open a file that is not a link, and return its descriptor; a new one must not exist."""
        if self._number is None and not flags & os.O_EXCL and is_link(self.about(name)):
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), self._within(name))
        return int(self._do(os.open, name, flags=flags | _FILE, mode=_FILE_MODE))

    def write(self, name: str, parts: Iterable[bytes], mode: int | None = None) -> None:
        """Write a new file from parts in order; a file or a link of that name is removed first, not written into.

        With a `mode` it has that whatever the umask.
        """
        try:
            number = self.open_file(name, _NEW)
        except FileExistsError:
            self.remove(name)
            number = self.open_file(name, _NEW)
        with open(number, "wb") as file:  # noqa: PTH123  (it is open)
            if mode is not None and hasattr(os, "fchmod"):
                os.fchmod(number, mode)
            file.writelines(parts)

    def remove(self, name: str) -> None:
        """Remove a file, or a link."""
        self._do(os.unlink, name)

    def remove_folder(self, name: str) -> None:
        """Remove an empty folder."""
        self._do(os.rmdir, name)

    def remove_tree(self, name: str) -> None:
        """Remove a folder with all that is in it; links in it are removed, not followed."""
        self._do(shutil.rmtree, name)

    def rename(self, name: str, into: RealFolder, new: str) -> None:
        """Move something to a name in a folder on the same disk, in one step; a file or a link there is replaced."""
        self._do_both(os.replace, name, into, new)

    def link(self, name: str, into: RealFolder, new: str) -> None:
        """Make a hard link to a file, in a folder on the same disk."""
        self._do_both(os.link, name, into, new, **_NOT_FOLLOWING)

    def set_times(self, name: str, about: os.stat_result) -> None:
        """Give a file the times of another."""
        times, follow = (about.st_atime_ns, about.st_mtime_ns), os.utime not in os.supports_follow_symlinks
        self._do(os.utime, name, ns=times, follow_symlinks=follow)

    def link_target(self, name: str) -> str:
        """Return where a link leads, as it says."""
        return str(self._do(os.readlink, name))

    def make_link(self, name: str, target: str) -> None:
        """Make a link with a free name."""
        self._do(lambda at, dir_fd: os.symlink(target, at, dir_fd=dir_fd), name)

    def _within(self, name: str) -> str:
        return f"{self.path}{os.sep}{name}"

    def _do(self, call: Callable[..., Any], name: str, **options: Any) -> Any:  # noqa: ANN401  (of any call)
        """Call a function of the system for a name in this folder. Raises OSError that names the path."""
        self._look()
        try:
            return call(self._within(name) if self._number is None else name, **options, dir_fd=self._number)
        except OSError as error:
            raise _placed(error, self._within(name)) from error

    def _do_both(self, call: Callable[..., Any], name: str, into: RealFolder, new: str, **options: Any) -> None:  # noqa: ANN401
        """Call a function of the system for a name in this folder and one in another."""
        self._look()
        into._look()
        by_path = self._number is None
        names = (self._within(name), into._within(new)) if by_path else (name, new)
        try:
            call(*names, **options, src_dir_fd=self._number, dst_dir_fd=into._number)
        except OSError as error:
            raise _placed(error, self._within(name), into._within(new)) from error

    def _look(self) -> None:
        """Where there is no descriptor, look again whether a link is in the path. Raises LinkedFolderError."""
        if self._number is None:
            for place in (*reversed(Path(self.path).parents), Path(self.path)):
                _require_real(place)


def is_junction(entry: os.DirEntry[str]) -> bool:
    """Return whether an entry of a folder is a junction of Windows."""
    return os.name == "nt" and is_link(entry.stat(follow_symlinks=False))


def _require_real(place: Path) -> None:
    """Raise LinkedFolderError for a link, OSError for something else that is not a folder."""
    about = os.lstat(place)
    if is_link(about):
        raise linked_folder(str(place))
    if not stat.S_ISDIR(about.st_mode):
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(place))


def _opened(number: int | None, path: str, parts: list[str] | tuple[str, ...], making: int | None) -> RealFolder:
    """Open a folder by the names on the way to it from an open one, which is closed.

    `making` is the mode of those that are missing, None if they are not to be made.
    """
    for part in parts:
        try:
            inner = _inner(number, path, part, making)
        finally:
            if number is not None:
                os.close(number)
        number, path = inner, f"{path}{os.sep}{part}"
    return RealFolder(path or os.sep, number)


def _inner(number: int | None, path: str, part: str, making: int | None) -> int | None:
    """Open a folder in another; where only paths can be used, look at it."""
    whole = f"{path}{os.sep}{part}"
    try:
        try:
            return _entered(number, whole, part)
        except FileNotFoundError:
            if making is None:
                raise
            with suppress(FileExistsError):  # another process made it meanwhile
                _make(whole if number is None else part, making, number)
            return _entered(number, whole, part)
    except OSError as error:
        raise _placed(error, whole) from error


def _make(name: str, mode: int, number: int | None) -> None:
    """Make a folder; one with a mode of its own has that whatever the umask."""
    os.mkdir(name, mode, dir_fd=number)
    if mode != _FOLDER_MODE and stat.S_IMODE(os.stat(name, dir_fd=number, follow_symlinks=False).st_mode) != mode:
        os.chmod(name, mode, dir_fd=number)


def _entered(number: int | None, whole: str, part: str) -> int | None:
    if number is None:
        _require_real(Path(whole))
        return None
    try:
        return os.open(part, _FOLDER, dir_fd=number)
    except OSError as error:
        if error.errno in _LINKED and is_link(os.stat(part, dir_fd=number, follow_symlinks=False)):
            raise linked_folder(whole) from error
        raise


def _placed(error: OSError, path: str, other: str | None = None) -> OSError:
    """Return an error of the system that names the whole path."""
    return OSError(error.errno, error.strerror, path, None, other) if error.errno else error
