"""Remove a kit without loss: what is not as it was made belongs to somebody, and is moved to a folder for that.

Only files that match `SHA256SUMS` are deleted, and that list last, so that an interrupted removal can be resumed.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

from kit.base.real_folders import LinkedFolderError, RealFolder, is_folder, is_link, open_folder, require_regular
from kit.base.whole_files import read_inside
from kit.publish.store.contents import FILE_MANAGER_FILES, MANIFEST, MOST_BYTES, SUMS, parse_sums

#: The bits of a mode that let a file be run, or be run as somebody else.
_RUN = stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH | stat.S_ISUID | stat.S_ISGID | stat.S_ISVTX
#: How many bytes are copied at once.
_AT_ONCE = 1 << 20


def is_kit(folder: Path) -> bool:
    """Return whether a folder is a kit or the rest of a removed one; a link to one is not."""
    try:
        with open_folder(folder) as opened:
            return bool(_listed_digests(opened))
    except (OSError, LinkedFolderError):
        return False


def remove_kit(kit: Path, kept: Path, successor: Path | None = None) -> list[Path]:
    """Remove a kit; move files that are changed or not its own to the folder `kept`; return their new paths.

    Files shared with the `successor` of the kit stay in that, whatever they contain. A link in the kit, or in its
    place, is moved as a link. Raises LinkedFolderError if `kept` is one, before anything is moved.
    """
    require_place_to_keep(kit, kept, successor)
    with open_folder(kit.parent) as above:
        if not is_folder(above.about(kit.name)):
            return [_move(above, kit.name, kept)]
        with above.folder(kit.name) as folder:
            moved = _emptied(folder, kept, successor)
        above.remove_folder(kit.name)
    return moved


def require_place_to_keep(kit: Path, kept: Path, successor: Path | None = None) -> None:
    """Raise LinkedFolderError if something of a kit would be moved to the folder `kept`, and that is a link.

    If nothing would be, it may be one: a link that was in the place of a kit is kept under the name of the kit.
    """
    try:
        with open_folder(kept):
            pass
    except OSError:  # it is not there yet, or moving something to it says what is wrong
        pass
    except LinkedFolderError:
        if _has_something_to_keep(kit, successor):
            raise


def _has_something_to_keep(kit: Path, successor: Path | None) -> bool:
    """Return whether something in a kit would be moved; a file or a link in its place is not in it."""
    try:
        with open_folder(kit) as folder:
            return any(part.is_kept(name) for part in _parts(folder, successor) for name in part.names)
    except (FileNotFoundError, NotADirectoryError, LinkedFolderError):
        return False


def _emptied(kit: RealFolder, kept: Path, successor: Path | None) -> list[Path]:
    """Remove everything in a kit; return the new paths of what is kept of it."""
    moved = []
    for part in _parts(kit, successor):
        for name in sorted(part.names, reverse=True):
            if part.is_kept(name):
                moved.append(_move(part.folder, name, kept / part.path(name)))
            elif part.path(name) != SUMS:
                part.folder.remove(name)
        if part.below:
            above, _, name = part.below.rpartition("/")
            with kit.folder(above) as outer:
                outer.remove_folder(name)
    with suppress(FileNotFoundError):
        kit.remove(SUMS)
    return moved


@dataclass(frozen=True, slots=True)
class _KitFolder:
    """A folder in a kit, the names in it but those of folders, and the same folder of the kit's successor, if any.

    `listed` has the sha256 of every file that the kit lists, by name; it is empty for what is not a kit.
    """

    below: str
    names: list[str]
    folder: RealFolder
    beside: RealFolder | None
    listed: Mapping[str, str]

    def path(self, name: str) -> str:
        """Return the path of a file in the kit."""
        return f"{self.below}/{name}" if self.below else name

    def is_kept(self, name: str) -> bool:
        """Return whether a file is not the kit's own, or not as it was made."""
        path = self.path(name)
        if (path == SUMS and self.listed) or name in FILE_MANAGER_FILES or self._is_in_successor(name):
            return False
        digest = self.listed.get(path)
        try:
            return digest is None or sha256(read_inside(self.folder, name, MOST_BYTES)).hexdigest() != digest
        except OSError:  # the user made it unreadable, or it is a link, a pipe or larger than any file of a kit
            return True

    def _is_in_successor(self, name: str) -> bool:
        here, there = self.folder.about(name), self.beside and self.beside.about(name)
        return bool(here and there and os.path.samestat(here, there))


def _parts(kit: RealFolder, successor: Path | None) -> Iterator[_KitFolder]:
    """Yield every folder in a kit, deepest first, and the kit itself last."""
    listed = _listed_digests(kit)
    for below, names in kit.walk():
        with ExitStack() as stack:
            folder, beside = stack.enter_context(kit.folder(below)), None
            if successor:
                with suppress(OSError, LinkedFolderError):  # the successor does not have it
                    beside = stack.enter_context(open_folder(successor / below))
            yield _KitFolder(below, names, folder, beside, listed)


def _listed_digests(kit: RealFolder) -> dict[str, str]:
    """Return the sha256 of every file that a kit lists, by name; empty if the list is gone or isn't a kit's."""
    try:
        listed = parse_sums(read_inside(kit, SUMS, MOST_BYTES))
    except OSError:
        return {}
    return listed if MANIFEST in listed else {}


def _move(folder: RealFolder, name: str, target: Path) -> Path:
    """Move a file or a link to a free name, where no program of a stranger can be run; return its new path."""
    with open_folder(target.parent, make=True) as kept:
        number, free = 2, target
        while kept.about(free.name):
            number, free = number + 1, target.with_name(f"{target.stem}-{number}{target.suffix}")
        try:
            folder.rename(name, kept, free.name)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            move_between_disks(folder, name, kept, free.name)
        _forbid_running(kept, free.name)
    return free


def move_between_disks(folder: RealFolder, name: str, into: RealFolder, new: str) -> None:
    """Move a file or a link to a free name in a folder on another disk; a link stays a link.

    Raises OSError, also for a pipe or a device.
    """
    if is_link(folder.about(name)):
        into.make_link(new, folder.link_target(name))
    else:
        _copy(folder, name, into, new)
    folder.remove(name)


def _copy(folder: RealFolder, name: str, into: RealFolder, new: str) -> None:
    """Copy a regular file that is not a link, with its time and its mode but for the right to be run."""
    source = folder.open_file(name)
    with open(source, "rb") as file:  # noqa: PTH123  (it is open)
        about = os.fstat(source)
        require_regular(about, f"{folder.path}{os.sep}{name}")
        try:
            into.write(new, iter(partial(file.read, _AT_ONCE), b""), stat.S_IMODE(about.st_mode) & ~_RUN)
            into.set_times(new, about)
        except OSError:
            with suppress(OSError):
                into.remove(new)
            raise


def _forbid_running(folder: RealFolder, name: str) -> None:
    """Take the right to be run from a regular file that has no other name; anything else stays as it is."""
    about = folder.about(name)
    if about is None or not stat.S_ISREG(about.st_mode) or not about.st_mode & _RUN or not hasattr(os, "fchmod"):
        return
    with suppress(OSError):  # its owner may not read it, or is somebody else
        number = folder.open_file(name)
        with open(number, "rb"):  # noqa: PTH123  (it is open)
            about = os.fstat(number)
            if stat.S_ISREG(about.st_mode) and about.st_nlink == 1:
                os.fchmod(number, stat.S_IMODE(about.st_mode) & ~_RUN)
