"""Make kits in a staging folder under a lock, and clean up after builds that were interrupted.

At every moment one complete kit lies under its name or, between two renames, beside it as `.old-NAME`. Nothing here
removes a folder that does not show that a build made it, or follows a link to one.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from kit.base.errors import Fault, OutputError
from kit.base.system_errors import reason_of
from kit.store.sums import is_kit, remove_kit

if TYPE_CHECKING:
    from collections.abc import Iterator


#: The folders beside the kits that a build may replace, and where it puts files of people that lay in a kit.
PARTIAL, INCOMPLETE, KEPT = "partial", "incomplete", "kept"
#: What precedes the name of a kit while another takes its place.
OLD = ".old-"
_STAGING = re.compile(r"\.staging-\d+")
#: Lies in every staging folder from its first moment to its last, so that nothing else is ever taken for one.
_MARKER = ".made-by-kit"
#: The part of a staging folder that becomes the kit.
_KIT = "kit"
#: What only writing to a folder shows: its disk is full, or a file has the name that a folder needs.
_DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_IN_THE_WAY = frozenset({errno.EEXIST, errno.ENOTEMPTY, errno.ENOTDIR, errno.EISDIR, errno.ELOOP})
#: What else is told as a fault of the output folder when its own path, or none, is named.
_OF_THE_DISK = _DISK_FULL | _IN_THE_WAY | {errno.EROFS, errno.EXDEV, errno.EBUSY}


@contextmanager
def staging_folder(out: Path) -> Iterator[Path]:
    """Lock the output folder, finish what an interrupted build left, and yield a new folder to make a kit in.

    However the work ends, nothing is left of it but what was published. Raises OutputError when the folder can't be
    written, its disk is full, or another build is at work in it.
    """
    with _locked(out):
        staging = out / f".staging-{os.getpid()}"
        try:
            _finish_interrupted(out)
            kit = _fresh(staging)
        except OSError as error:
            raise _unwritable(out, error) from error
        try:
            yield kit
        except OSError as error:
            if error.errno in _OF_THE_DISK:
                raise _unwritable(out, error) from error
            raise
        finally:
            with suppress(OSError):  # the next command removes what can't be removed now
                _remove_staging(staging)
                _finish_interrupted(out)


def recover(out: Path) -> None:
    """Finish or undo a swap that was cut short, and remove what builds that are gone left in their staging folders.

    While a build is at work there is nothing to do: it has done so, and what lies there is its own.
    """
    if not out.is_dir():
        return
    with suppress(OutputError), _locked(out):
        _finish_interrupted(out)


def kit_before(staging: Path, name: str) -> Path:
    """Return where the kit of a name lies that what is made in a staging folder is to replace, if there is one."""
    return staging.parent.parent.resolve() / name


def write_file(path: Path, data: bytes, before: Path | None = None) -> None:
    """Write a new file, making the folders above it; where it was the same `before`, it is that file.

    Raises OutputError when the staging folder it belongs in was deleted, and earlier files with it.
    """
    require_undisturbed(path)
    if before is None or not link_to_same(path, data, before):
        write_parts(path, data)


def require_undisturbed(path: Path) -> None:
    """Raise OutputError when a path lies in a staging folder that has lost its marker, and so perhaps more."""
    staging = next((folder for folder in path.parents if _STAGING.fullmatch(folder.name)), None)
    if staging is not None and not (staging / _MARKER).is_file():
        message = f"{staging} was deleted while a kit was made in it"
        raise OutputError(Fault(message, None, "run `kit build` again", code="staging-deleted"))


@contextmanager
def _locked(out: Path) -> Iterator[None]:
    """Hold the lock of an output folder, which is made if need be."""
    lock = FileLock(out / ".lock")
    try:
        out.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout as error:
        fault = Fault(f"another build is at work in {out}", None, "wait for it, or give --out", code="output-locked")
        raise OutputError(fault) from error
    except OSError as error:
        raise _unwritable(out, error) from error
    try:
        yield
    finally:
        lock.release()


def _unwritable(out: Path, error: OSError) -> OutputError:
    reason, remedy = reason_of(error)
    another = "a folder on another disk" if error.errno in _DISK_FULL | {errno.EROFS} else "another folder"
    remedy = f"{remedy}, or choose {another} with --out"
    if error.errno == errno.ENOENT:
        reason, remedy = "no folder can be made there", "choose another folder with --out"
    elif error.errno in _IN_THE_WAY:
        path = Path(error.filename2 or error.filename or out)
        files = (above for above in reversed(path.parents) if above.exists() and not above.is_dir())
        reason = f"{next(files, path)} is in the way"
        remedy = "move it elsewhere, or choose another folder with --out"
    return OutputError(Fault(f"can't write to {out}: {reason}", None, remedy, code="output-unwritable"))


def _fresh(staging: Path) -> Path:
    staging.mkdir()
    (staging / _MARKER).touch()
    (staging / _KIT).mkdir()
    return staging / _KIT


def _finish_interrupted(out: Path) -> None:
    """Finish or undo what builds that are gone had begun; the lock must be held."""
    for old in out.glob(f"{OLD}*"):
        kit = out / old.name.removeprefix(OLD)
        if not is_kit(old):
            _remove_empty(old)
        elif os.path.lexists(kit):
            remove_kit(old, out / KEPT / kit.name)
        else:
            old.rename(kit)
    for staging in out.glob(".staging-*"):
        if _STAGING.fullmatch(staging.name) and (staging / _MARKER).is_file():
            _remove_staging(staging)
        elif _STAGING.fullmatch(staging.name):
            _remove_empty(staging)


def _remove_staging(staging: Path) -> None:
    """Remove a staging folder, its marker last, so that a removal that is cut short can be taken up again."""
    if staging.is_symlink() or not staging.is_dir():
        return
    for path in staging.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name != _MARKER:
            path.unlink()
    (staging / _MARKER).unlink(missing_ok=True)
    _remove_empty(staging)


def _remove_empty(folder: Path) -> None:
    """Remove a folder if nothing is in it, as one is between two steps of its making or removal."""
    with suppress(OSError):
        folder.rmdir()


def write_parts(path: Path, *parts: bytes) -> None:
    """Write a file of some parts, one after the other; the folders above it are only asked for where one is missing."""
    try:
        _write(path, parts)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, parts)


def link_to_same(path: Path, data: bytes, other: Path) -> bool:
    """Make a file out of another that holds the same data already, without copying it; tell whether that was done.

    Both are one file then, until one of them is removed. One that has a third name, or lies behind a symbolic link, is
    left alone: it may be somebody's.
    """
    try:
        about = other.lstat()
        alone = stat.S_ISREG(about.st_mode) and about.st_nlink == 1 and os.path.realpath(other) == str(other)
        if not alone or other.read_bytes() != data:
            return False
        try:
            os.link(other, path)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            os.link(other, path)
    except OSError:  # there is none, or the disk knows no links
        return False
    return True


def _write(path: Path, parts: tuple[bytes, ...]) -> None:
    with path.open("wb") as file:
        file.writelines(parts)
