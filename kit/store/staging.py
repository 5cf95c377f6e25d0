"""Make kits in a staging folder under a lock, and clean up after builds that were interrupted.

At every moment there is one complete kit under its name or, between two renames, beside it as `.old-NAME`. Nothing
here removes a folder without evidence that a build made it, or follows a link to one.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from kit.base.errors import Fault, OutputError
from kit.base.system_errors import reason_of
from kit.store.sums import is_kit, remove_kit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


#: The folders beside the kits that a build may replace, and the one for users' own files that were in a kit.
PARTIAL, INCOMPLETE, KEPT = "partial", "incomplete", "kept"
#: The prefix of a kit's name while a new one replaces it.
OLD = ".old-"
_STAGING = re.compile(r"\.staging-\d+")
#: A marker that is in every staging folder from first to last, so that no other folder is mistaken for one.
_MARKER = ".made-by-kit"
#: The part of a staging folder that becomes the kit.
_KIT = "kit"
#: Errors that occur only when writing to a folder: its disk is full, or a file has the name of a needed folder.
_DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_IN_THE_WAY = frozenset({errno.EEXIST, errno.ENOTEMPTY, errno.ENOTDIR, errno.EISDIR, errno.ELOOP})
#: Errors that are also faults of the output folder if they name its own path, or none.
_OF_THE_DISK = _DISK_FULL | _IN_THE_WAY | {errno.EROFS, errno.EXDEV, errno.EBUSY}


@contextmanager
def staging_folder(out: Path) -> Iterator[Path]:
    """Lock the output folder, clean up after an interrupted build, and yield a new folder to make a kit in.

    However the work ends, only published files remain. Raises OutputError if the folder is not writable, its disk is
    full, or another build is using it.
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
            with suppress(OSError):  # the next command removes it
                _remove_staging(staging)
                _finish_interrupted(out)


def recover(out: Path) -> None:
    """Finish or undo an interrupted swap, and remove the staging folders of builds that are gone.

    If a build is running there is nothing to do: it has done this itself, and the folders there are its own.
    """
    if not out.is_dir():
        return
    with suppress(OutputError), _locked(out):
        _finish_interrupted(out)


def kit_before(staging: Path, name: str) -> Path:
    """Return the path of the existing kit that the one in a staging folder will replace, if there is one."""
    return staging.parent.parent.resolve() / name


def write_file(path: Path, data: bytes, before: Path | None = None) -> None:
    """Write a new file, making its parent folders; if it is unchanged since `before`, link to that file.

    Raises OutputError if its staging folder, with earlier files, was deleted.
    """
    require_undisturbed(path)
    if before is None or not link_to_same(path, data, before):
        write_parts(path, data)


def remove_files(folder: Path, names: Iterable[str]) -> None:
    """Remove some files of an unfinished kit, and the folders that are empty without them."""
    for name in names:
        (folder / name).unlink(missing_ok=True)
        for above in Path(name).parents[:-1]:
            _remove_empty(folder / above)


def require_undisturbed(path: Path) -> None:
    """Raise OutputError if a path is in a staging folder that has lost its marker, and perhaps more."""
    staging = _staging_around(str(path.parent))
    if staging and not os.path.isfile(f"{staging}{os.sep}{_MARKER}"):  # noqa: PTH113  (of thousands; a Path is slower)
        message = f"{staging} was deleted while a kit was being made in it"
        raise OutputError(Fault(message, None, "run `kit build` again", code="staging-deleted"))


@lru_cache(maxsize=256)
def _staging_around(folder: str) -> str:
    """Return the staging folder that a folder is or is in; empty if there is none."""
    above = (Path(folder), *Path(folder).parents)
    return str(next((one for one in above if _STAGING.fullmatch(one.name)), ""))


@contextmanager
def _locked(out: Path) -> Iterator[None]:
    """Hold the lock of an output folder, which is made if necessary."""
    lock = FileLock(out / ".lock")
    try:
        out.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout as error:
        fault = Fault(f"another build is using {out}", None, "wait for it, or give --out", code="output-locked")
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
        reason, remedy = "a folder can't be made there", "choose another folder with --out"
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
    """Finish or undo what interrupted builds began; the caller must hold the lock."""
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
    """Remove a staging folder, its marker last, so that an interrupted removal can be resumed."""
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
    """Remove a folder if it is empty, as it is between two steps of its creation or removal."""
    with suppress(OSError):
        folder.rmdir()


def write_parts(path: Path, *parts: bytes) -> None:
    """Write a file from parts in order, making its parent folders only if one is missing."""
    try:
        _write(path, parts)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, parts)


def link_to_same(path: Path, data: bytes, other: Path) -> bool:
    """Make a file as a hard link to another with the same data; return whether that succeeded.

    A file that has a third name, or is behind a symbolic link, is left alone, as it may belong to somebody else.
    """
    try:
        about = other.lstat()
        is_linkable = stat.S_ISREG(about.st_mode) and about.st_nlink == 1 and os.path.realpath(other) == str(other)
        if not is_linkable or about.st_size != len(data) or other.read_bytes() != data:
            return False
        try:
            os.link(other, path)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            os.link(other, path)
    except OSError:  # it does not exist, or the disk does not support links
        return False
    return True


def _write(path: Path, parts: tuple[bytes, ...]) -> None:
    with path.open("wb") as file:
        file.writelines(parts)
