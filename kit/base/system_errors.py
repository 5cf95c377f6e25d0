"""Errors of the operating system as messages: what was being done, where, why, and what to do about it."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from kit.base.errors import Fault, OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator


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
    """Return why the system refused something."""
    return _REASONS.get(error.errno or 0) or Reason((error.strerror or str(error)).lower(), _ELSE)


@contextmanager
def reporting_os_errors(doing: str) -> Iterator[None]:
    """Raise OutputError for errors of the system; `doing` says what was being done, such as "the kit was built".

    A pipe whose reader has gone is not a fault.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(_fault(doing, error)) from error


def _fault(doing: str, error: OSError) -> Fault:
    path = error.filename2 or error.filename
    words, remedy = reason_of(error)
    where = f"{os.fsdecode(path)}: " if isinstance(path, str | bytes) else ""
    return Fault(f"while {doing}: {where}{words}", None, remedy, code="disk-error")
