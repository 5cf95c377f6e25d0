"""Where kits are made and kept: a lock, a staging folder, and a swap that leaves the old kit whole or the new one.

At every moment one complete kit lies under its name or, between two renames, beside it as `.old-NAME`.
"""

from __future__ import annotations

import os
import re
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from kit.errors import Fault, OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_STAGING = re.compile(r"\.staging-\d+")
_OLD = ".old-"
#: Written into every staging folder, so that nothing else is ever taken for one.
_MARKER = ".made-by-kit"
#: The folders beside the kits that a build may replace.
PARTIAL, INCOMPLETE = "partial", "incomplete"


@contextmanager
def workshop(out: Path) -> Iterator[Path]:
    """Lock the output folder, mend what an interrupted build left, and give a fresh staging folder.

    Raises OutputError when the folder can't be written or another build is at work in it.
    """
    _ensure_writable(out)
    lock = FileLock(out / ".lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise OutputError(Fault(f"another build is at work in {out}", None, "wait for it, or give --out")) from error
    try:
        recover(out)
        staging = out / f".staging-{os.getpid()}"
        staging.mkdir()
        (staging / _MARKER).touch()
        try:
            yield staging
        finally:
            _remove_own(staging)
    finally:
        lock.release()


def recover(out: Path) -> None:
    """Finish or undo a swap that was cut short, and remove the staging folders of builds that are gone."""
    for old in out.glob(f"{_OLD}*"):
        kit = out / old.name.removeprefix(_OLD)
        if kit.exists():
            _remove_kit(old, out)
        else:
            old.rename(kit)
    for staging in out.glob(".staging-*"):
        if _STAGING.fullmatch(staging.name):
            _remove_own(staging)


def publish(staging: Path, kit: Path) -> None:
    """Put a finished staging folder in the place of a kit."""
    (staging / _MARKER).unlink()
    _sync(staging)
    old = kit.with_name(_OLD + kit.name)
    if kit.exists():
        kit.rename(old)
    staging.rename(kit)
    _sync_folder(kit.parent)
    if old.exists():
        _remove_kit(old, kit.parent)


def write_file(path: Path, data: bytes) -> None:
    """Write a new file, making the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _ensure_writable(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
        probe = out / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        message = f"can't write to {out}: {(error.strerror or str(error)).lower()}"
        raise OutputError(
            Fault(message, None, "choose another folder with --out, or change its permissions")
        ) from error


def _remove_own(folder: Path) -> None:
    """Remove a staging folder, if it is one of ours."""
    if (folder / _MARKER).exists():
        shutil.rmtree(folder)


def _remove_kit(old: Path, out: Path) -> None:
    """Remove what a manifest of sums lists; what people put beside it is moved to `kept/`, never deleted."""
    listed = {line.split("  ", 1)[1] for line in _sums(old).splitlines() if "  " in line} | {"SHA256SUMS"}
    for path in sorted(old.rglob("*")):
        name = path.relative_to(old).as_posix()
        if path.is_file() and name not in listed:
            kept = out / "kept" / old.name.removeprefix(_OLD) / name
            kept.parent.mkdir(parents=True, exist_ok=True)
            path.replace(kept)
    shutil.rmtree(old)


def _sums(kit: Path) -> str:
    try:
        return (kit / "SHA256SUMS").read_text(encoding="utf-8")
    except OSError:
        return ""


def _sync(folder: Path) -> None:
    """Bring every file of a folder to the disk before it gets its name."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
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
