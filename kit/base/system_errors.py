"""Errors of the operating system as messages: what was being done, where, why, and what to do about it."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from kit.base.errors import Fault, InstallationError, OutputError
from kit.base.real_paths import LinkRefusedError

#: The folder of the program itself: its code, tables, pages, and, where it is installed, its drawings and fonts.
PACKAGE = Path(__file__).parents[1]
#: The errors that say that a file is not where it is expected.
_MISSING = (errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.ENXIO)


class Reason(NamedTuple):
    """Why the system refused something, in the words of a message, and the remedy."""

    words: str
    remedy: str


_REASONS = {
    errno.ENOSPC: Reason("the disk is full", "make room"),
    errno.EDQUOT: Reason("your disk quota is exceeded", "make room"),
    errno.EFBIG: Reason("the file would be larger than this process may write", "allow more with ulimit -f unlimited"),
    errno.EROFS: Reason("the disk is read-only", "make it writable"),
    errno.EACCES: Reason("permission denied", "change its permissions"),
    errno.EPERM: Reason("operation not permitted", "change its permissions"),
    errno.ENOENT: Reason("it does not exist", "if it was moved or deleted meanwhile, run the command again"),
    errno.ENAMETOOLONG: Reason("the name is too long", "choose a shorter name, or a folder closer to the root"),
    errno.ELOOP: Reason("its links form a loop", "replace the link with the folder or file itself"),
    errno.EISDIR: Reason("it is a folder, where a file is expected", "move it elsewhere, or correct the name"),
    errno.ENOTDIR: Reason("a file is where a folder is expected", "move it elsewhere, or correct the name"),
    errno.EEXIST: Reason("something else is in its place", "move it elsewhere"),
    errno.EXDEV: Reason("it is on another disk than its folder", "replace the mount or link with a folder"),
    errno.EBUSY: Reason("something else is using it", "close what uses it, or unmount it"),
    errno.EMFILE: Reason(
        "this process may open no more files (ulimit -n)", "allow more with ulimit -n 1024, or use fewer --jobs"
    ),
    errno.ENFILE: Reason("this computer can open no more files", "end other programs, and run the command again"),
    errno.ENOMEM: Reason("there is not enough memory", "end other programs, or use fewer --jobs"),
    errno.EAGAIN: Reason("no more processes can be started (ulimit -u)", "end other programs, or use fewer --jobs"),
    errno.ENXIO: Reason("it is a pipe or a device, where a file is expected", "replace it with a file"),
    errno.EIO: Reason("the disk or terminal does not respond", "check whether the disk is failing"),
}
_ELSE = "check that the disk has room and that the folder can be read and written"


def reason_of(error: OSError) -> Reason:
    """Return why the system refused something, or this program a link."""
    if isinstance(error, LinkRefusedError):
        return Reason(error.strerror or "", "put the file or folder itself in the place of the link")
    return _REASONS.get(error.errno or 0) or Reason((error.strerror or str(error)).lower(), _ELSE)


def unreadable(path: Path, error: OSError) -> Fault:
    """Return the fault of a file or folder of a project that can't be read."""
    reason = reason_of(error)
    if path.is_dir() and not isinstance(error, LinkRefusedError):
        return Fault(f"{path} is a folder, but a file is expected", None, "rename or remove it", code="folder-not-file")
    remedy = reason.remedy
    if isinstance(error, FileNotFoundError):
        remedy = "go to the folder of the file, or name it with --spec; `kit new NAME` makes a campaign to start from"
    return Fault(f"can't read {path}: {reason.words}", None, remedy, code="file-unreadable")


@contextmanager
def reporting_broken_installation() -> Iterator[None]:
    """Raise InstallationError for an error of the system with a file of the program itself; others pass."""
    try:
        yield
    except OSError as error:
        _refuse_broken_installation(error)
        raise


def require_own(path: Path) -> None:
    """Raise InstallationError for a path of the program itself where nothing is; any other may be missing."""
    name = _name_in_package(path)
    if name and not path.exists():
        raise _missing(name)


def _missing(name: str) -> InstallationError:
    """Return the error of a file or folder of the program that is missing."""
    message = f"installation is broken: {name} is missing"
    return InstallationError(Fault(message, None, "install it again", code="installation-broken"))


def _refuse_broken_installation(error: OSError) -> None:
    """Raise InstallationError if an error of the system is about a file of the program itself."""
    name = _name_in_package(Path(os.fsdecode(error.filename))) if isinstance(error.filename, str | bytes) else None
    if name is None:
        return
    if error.errno in _MISSING:
        raise _missing(name) from error
    words, remedy = reason_of(error)
    fault = Fault(f"can't read {name} of the installed program: {words}", None, remedy, code="installation-broken")
    raise InstallationError(fault) from error


def _name_in_package(path: Path) -> str | None:
    """Return the name of a file of the program, from the name of its package on; None for any other file."""
    for package in (PACKAGE, PACKAGE.resolve()):
        if path.is_relative_to(package):
            return (package.name / path.relative_to(package)).as_posix()
    return None


@contextmanager
def reporting_os_errors(doing: str) -> Iterator[None]:
    """Raise OutputError for errors of the system; `doing` says what was being done, such as "the kit was built".

    A pipe whose reader has gone is not a fault; a file of the program that can't be read is an InstallationError.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        _refuse_broken_installation(error)
        raise OutputError(_fault(doing, error)) from error


def _fault(doing: str, error: OSError) -> Fault:
    path = error.filename2 or error.filename
    words, remedy = reason_of(error)
    where = f"{os.fsdecode(path)}: " if isinstance(path, str | bytes) else ""
    return Fault(f"while {doing}: {where}{words}", None, remedy, code="disk-error")
