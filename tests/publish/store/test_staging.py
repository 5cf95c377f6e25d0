"""What people read when an output folder can't be written to: why, and what to do about it."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest
from support.faults import refused

from kit.base.errors import OutputError
from kit.publish.store.staging import staging_folder

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("number", "remedy"),
    [
        (errno.ENOSPC, "make room, or choose a folder on another disk with --out"),
        (errno.EROFS, "make it writable, or choose a folder on another disk with --out"),
        (errno.EBUSY, "close what uses it, or unmount it, or choose another folder with --out"),
        (errno.EEXIST, "move it elsewhere, or choose another folder with --out"),
    ],
)
def test_where_another_folder_on_the_disk_is_of_no_use_the_remedy_is_another_disk(
    tmp_path: Path, number: int, remedy: str
) -> None:
    def make() -> None:
        with staging_folder(tmp_path / "dist"):
            raise OSError(number, os.strerror(number))

    with refused(OutputError, "output-unwritable") as faults:
        make()
    assert [fault.remedy for fault in faults] == [remedy]
