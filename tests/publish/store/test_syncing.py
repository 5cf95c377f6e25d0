"""What is written is brought to the disk: by one call where the system has it, else file by file."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path

import pytest

from kit.publish.store import publishing
from kit.publish.store.publishing import sync_folder, sync_tree


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Return a folder with two files."""
    (tmp_path / "inner").mkdir()
    for name in ("one.txt", "inner/two.txt"):
        (tmp_path / name).write_text("words", "utf-8")
    return tmp_path


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of what is synced by itself from now on."""
    names: list[str] = []
    fsync = os.fsync

    def told(handle: int) -> None:
        names.append(Path(f"/proc/self/fd/{handle}").readlink().name if sys.platform == "linux" else str(handle))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", told)
    return names


def test_linux_syncs_a_tree_by_one_call(tree: Path, synced: list[str]) -> None:
    sync_tree(tree)
    assert (synced == []) == (sys.platform == "linux")


def test_every_file_and_folder_is_synced_where_there_is_no_such_call(
    tree: Path, synced: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "_syncfs", lambda: None)
    sync_tree(tree)
    assert len(synced) == 4
    if sys.platform == "linux":
        assert sorted(synced) == sorted(["one.txt", "two.txt", "inner", tree.name])


def test_what_can_not_be_written_is_told(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> int:
        ctypes.set_errno(errno.ENOSPC)
        return -1

    monkeypatch.setattr(publishing, "_syncfs", lambda: full)
    with pytest.raises(OSError, match="space") as caught:
        sync_tree(tree)
    assert caught.value.errno == errno.ENOSPC


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    for sync in (sync_tree, sync_folder):
        with pytest.raises(FileNotFoundError):
            sync(tmp_path / "gone")
