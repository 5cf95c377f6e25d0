"""Make kits in a staging folder under a lock, and clean up after builds that were interrupted.

At every moment there is one complete kit under its name or, between two renames, beside it as `.old-NAME`. Nothing
here removes a folder without evidence that a build made it, or follows a link to one.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import lru_cache
from pathlib import Path

from filelock import FileLock, Timeout

from kit.base.errors import Fault, OutputError
from kit.base.real_folders import LinkedFolderError, RealFolder, is_folder, is_link, linked_folder, open_folder
from kit.base.system_errors import reason_of
from kit.publish.store.kit_removal import is_kit, remove_kit
from kit.publish.store.unchanged_files import linked_to_same

#: The folders beside the kits that a build may replace, and the one for users' own files that were in a kit.
PARTIAL, INCOMPLETE, KEPT = "partial", "incomplete", "kept"
#: The prefix of a kit's name while a new one replaces it.
OLD = ".old-"
_STAGING = re.compile(r"\.staging-\d+")
#: What the name of a kit, or of another folder that a build replaces, consists of; it begins with no dot.
_KIT_NAME = re.compile(r"[a-z0-9][\w.+-]*", re.ASCII | re.IGNORECASE)
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
    full, or another build is using it; LinkedFolderError if it is a link, or one leads to where something is kept.
    """
    with _locked(out) as folder:
        name = f".staging-{os.getpid()}"
        try:
            _finish_interrupted(folder)
            _make_fresh(folder, name)
        except OSError as error:
            raise _unwritable(out, error) from error
        try:
            yield out / name / _KIT
        except OSError as error:
            if error.errno in _OF_THE_DISK:
                raise _unwritable(out, error) from error
            raise
        finally:
            with suppress(OSError, LinkedFolderError):  # the next command removes it
                _remove_staging(folder, name)
                _finish_interrupted(folder)


def recover(out: Path) -> None:
    """Finish or undo an interrupted swap, and remove the staging folders of builds that are gone.

    If a build is running there is nothing to do: it has done this itself, and the folders there are its own. Raises
    LinkedFolderError if the folder is a link, or if one leads to where something would be kept.
    """
    if not out.is_dir():
        return
    with ExitStack() as stack:
        try:
            folder = stack.enter_context(_locked(out))
        except LinkedFolderError:
            raise
        except OutputError:
            return
        _finish_interrupted(folder)


def require_real_folders(out: Path, names: Iterable[str]) -> None:
    """Raise LinkedFolderError for each folder in the output folder that a build uses, and that is a link."""
    with open_folder(out) as folder:
        linked = [name for name in names if is_link(folder.about(name))]
    if linked:
        raise linked_folder(*(str(out / name) for name in linked))


def kit_before(staging: Path, name: str) -> Path:
    """Return the path of the existing kit that the one in a staging folder will replace, if there is one."""
    return staging.parent.parent / name


def write_file(path: Path, data: bytes, before: Path | None = None) -> None:
    """Write a new file, making its parent folders; if it is unchanged since `before`, link to that file.

    Raises OutputError if its staging folder, with earlier files, was deleted, or if a link is in its path.
    """
    require_undisturbed(path)
    with open_folder(path.parent, make=True) as folder:
        if before is None or not linked_to_same(folder, path.name, data, before):
            folder.write(path.name, (data,))


def remove_files(folder: Path, names: Iterable[str]) -> None:
    """Remove some files of an unfinished kit, and the folders that are empty without them."""
    with open_folder(folder) as kit:
        for name in names:
            above, _, file = name.rpartition("/")
            with suppress(FileNotFoundError), kit.folder(above) as inner:
                inner.remove(file)
            while above:
                above, _, emptied = above.rpartition("/")
                with suppress(OSError), kit.folder(above) as outer:
                    outer.remove_folder(emptied)


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
    return str(next((path for path in above if _STAGING.fullmatch(path.name)), ""))


@contextmanager
def _locked(out: Path) -> Iterator[RealFolder]:
    """Hold the lock of an output folder, which is made if necessary, and yield the folder."""
    with ExitStack() as stack:
        try:
            folder = stack.enter_context(open_folder(out, make=True))
            lock = FileLock(folder.path_of(".lock"))
            lock.acquire(timeout=0)  # a link in its place is not followed
        except Timeout as error:
            fault = Fault(f"another build is using {out}", None, "wait for it, or give --out", code="output-locked")
            raise OutputError(fault) from error
        except OSError as error:
            raise _unwritable(out, error) from error
        try:
            yield folder
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


def _make_fresh(out: RealFolder, staging: str) -> None:
    out.make(staging)
    with out.folder(staging) as folder:
        folder.write(_MARKER, ())
        folder.make(_KIT)


def _finish_interrupted(out: RealFolder) -> None:
    """Finish or undo what interrupted builds began; the caller must hold the lock. Links are left alone."""
    for name, is_real in out.entries():
        if is_real and name.startswith(OLD):
            _finish_swap(out, name)
        elif is_real and _STAGING.fullmatch(name):
            _remove_staging(out, name)


def _finish_swap(out: RealFolder, old: str) -> None:
    """Remove a kit that was replaced, or put it back if it was not."""
    path, name = Path(out.path), old.removeprefix(OLD)
    if not _KIT_NAME.fullmatch(name):  # `.git` would be a repository, whose settings run programs
        return
    if not is_kit(path / old):
        _remove_empty(out, old)
    elif out.about(name):
        remove_kit(path / old, path / KEPT / name)
    else:
        out.rename(old, out, name)


def _remove_staging(out: RealFolder, name: str) -> None:
    """Remove a staging folder, its marker last, so that an interrupted removal can be resumed.

    A link in its place is not followed; what has no marker is not a build's, and removed only if it is empty.
    """
    if not is_folder(out.about(name)):
        return
    with out.folder(name) as staging:
        entries = staging.entries() if staging.about(_MARKER) else []
        for inner, is_real in entries:
            if is_real:
                staging.remove_tree(inner)
            elif inner != _MARKER:
                staging.remove(inner)
        if entries:
            staging.remove(_MARKER)
    _remove_empty(out, name)


def _remove_empty(folder: RealFolder, name: str) -> None:
    """Remove a folder if it is empty, as it is between two steps of its creation or removal."""
    with suppress(OSError):
        folder.remove_folder(name)
