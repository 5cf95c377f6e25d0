"""Where kits are made and kept: a lock, a staging folder, and a swap that leaves the old kit whole or the new one.

At every moment one complete kit lies under its name or, between two renames, beside it as `.old-NAME`. Nothing here
takes away a folder that does not show that a build made it, or follows a link to one.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from kit.errors import Fault, OutputError
from kit.store import SUMS
from kit.store.removal import is_kit, remove_kit

if TYPE_CHECKING:
    from collections.abc import Iterator

_STAGING = re.compile(r"\.staging-\d+")
_OLD = ".old-"
#: Lies in every staging folder from its first moment to its last, so that nothing else is ever taken for one.
_MARKER = ".made-by-kit"
#: The part of a staging folder that becomes the kit.
_KIT = "kit"
#: The folders beside the kits that a build may replace, and where it puts what people left in a kit.
PARTIAL, INCOMPLETE, KEPT = "partial", "incomplete", "kept"
#: What only a folder that is written to can answer: there is no room, or something stands in the way.
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_IN_THE_WAY = frozenset({errno.EEXIST, errno.ENOTEMPTY, errno.ENOTDIR, errno.EISDIR, errno.ELOOP})


@contextmanager
def workshop(out: Path) -> Iterator[Path]:
    """Lock the output folder, mend what an interrupted build left, and give a fresh folder to make a kit in.

    However the work ends, nothing is left of it but what was published. Raises OutputError when the folder can't be
    written, its disk is full, or another build is at work in it.
    """
    with _locked(out):
        desk = out / f".staging-{os.getpid()}"
        try:
            _mend(out)
            kit = _fresh(desk)
        except OSError as error:
            raise _unwritable(out, error) from error
        try:
            yield kit
        except OSError as error:
            if error.errno in _NO_ROOM | _IN_THE_WAY | {errno.EROFS}:
                raise _unwritable(out, error) from error
            raise
        finally:
            with suppress(OSError):  # the next command mends what can't be mended now
                _remove_staging(desk)
                _mend(out)


def recover(out: Path) -> None:
    """Finish or undo a swap that was cut short, and remove what builds that are gone left in their staging folders.

    While a build is at work there is nothing to do: it has done so, and what lies there is its own.
    """
    if not out.is_dir():
        return
    with suppress(OutputError), _locked(out):
        _mend(out)


def publish(made: Path, kit: Path) -> list[Path]:
    """Put a finished folder in the place of a kit; return where things lie now that people had put into the old one.

    When that fails the old kit is put back. Raises OutputError when files of the finished folder were deleted.
    """
    _assert_undisturbed(made)
    _sync(made)
    old, kept = kit.with_name(_OLD + kit.name), kit.parent / KEPT / kit.name
    # Kits of builds that were cut short were mended before: what stands aside now is people's own.
    moved = remove_kit(old, kept) if os.path.lexists(old) and os.path.lexists(kit) else []
    try:
        if os.path.lexists(kit):
            kit.rename(old)
        made.rename(kit)
    except BaseException:
        if os.path.lexists(old) and not os.path.lexists(kit):
            old.rename(kit)
        raise
    _sync_folder(kit.parent)
    return moved + (remove_kit(old, kept) if os.path.lexists(old) else [])


def publish_files(made: Path, out: Path) -> None:
    """Put finished files in their place, each whole in one step and the list of sums last."""
    _sync(made)
    for path in sorted(made.iterdir(), key=lambda path: path.name == SUMS):
        path.replace(out / path.name)
    _sync_folder(out)


def retire(folder: Path) -> list[Path]:
    """Take away what an earlier build left that did not succeed; return where things lie that people put there."""
    return remove_kit(folder, folder.parent / KEPT / folder.name) if is_kit(folder) else []


def write_file(path: Path, data: bytes) -> None:
    """Write a new file, making the folders above it.

    Raises OutputError when the staging folder it belongs in was deleted, and earlier files with it.
    """
    _assert_undisturbed(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


@contextmanager
def _locked(out: Path) -> Iterator[None]:
    """Hold the lock of an output folder, which is made if need be."""
    lock = FileLock(out / ".lock")
    try:
        out.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout as error:
        raise OutputError(Fault(f"another build is at work in {out}", None, "wait for it, or give --out")) from error
    except OSError as error:
        raise _unwritable(out, error) from error
    try:
        yield
    finally:
        lock.release()


def _unwritable(out: Path, error: OSError) -> OutputError:
    reason = (error.strerror or str(error)).lower()
    remedy = "choose another folder with --out, or change its permissions"
    if error.errno in _NO_ROOM:
        reason = "the disk is full" if error.errno == errno.ENOSPC else reason
        remedy = "make room, or choose a folder on another disk with --out"
    elif error.errno in _IN_THE_WAY:
        path = Path(error.filename2 or error.filename or out)
        reason = f"{next((above for above in reversed(path.parents) if above.is_file()), path)} is in the way"
        remedy = "move it elsewhere, or choose another folder with --out"
    return OutputError(Fault(f"can't write to {out}: {reason}", None, remedy))


def _assert_undisturbed(path: Path) -> None:
    """Raise OutputError when a path lies in a staging folder that has lost its marker, and so perhaps more."""
    desk = next((folder for folder in path.parents if _STAGING.fullmatch(folder.name)), None)
    if desk is not None and not (desk / _MARKER).is_file():
        message = f"{desk} was deleted while a kit was made in it"
        raise OutputError(Fault(message, None, "run `kit build` again"))


def _fresh(desk: Path) -> Path:
    desk.mkdir()
    (desk / _MARKER).touch()
    (desk / _KIT).mkdir()
    return desk / _KIT


def _mend(out: Path) -> None:
    """Finish or undo what builds that are gone had begun; the lock must be held."""
    for old in out.glob(f"{_OLD}*"):
        kit = out / old.name.removeprefix(_OLD)
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


def _remove_staging(desk: Path) -> None:
    """Remove a staging folder, its marker last, so that a removal that is cut short can be taken up again."""
    if desk.is_symlink() or not desk.is_dir():
        return
    for path in desk.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name != _MARKER:
            path.unlink()
    (desk / _MARKER).unlink(missing_ok=True)
    _remove_empty(desk)


def _remove_empty(folder: Path) -> None:
    """Remove a folder if nothing is in it, as one is between two steps of its making or removal."""
    with suppress(OSError):
        folder.rmdir()


def _sync(folder: Path) -> None:
    """Bring every file of a folder to the disk before it gets its name."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb+") as file:  # Windows syncs only files that are open for writing
                os.fsync(file.fileno())
        else:
            _sync_folder(path)
    _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk; Windows has no call for it and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
