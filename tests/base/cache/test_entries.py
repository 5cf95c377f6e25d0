"""The cache: entries are whole or absent, private, and regular files."""

from __future__ import annotations

import os
import pickle
import stat
from typing import TYPE_CHECKING

import pytest
from support.hostile.links import swap_before

from kit.base.cache import entries
from kit.base.cache.entries import Cache

if TYPE_CHECKING:
    from pathlib import Path

KEY, OTHER_KEY = 32 * "0a", 32 * "1b"


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def folder_of(cache: Cache) -> Path:
    assert cache.folder
    return cache.folder


def entry(cache: Cache) -> Path:
    [path] = (path for path in folder_of(cache).rglob("*") if path.is_file())
    return path


@pytest.mark.parametrize("data", [b"", b"pixels", bytes(range(256)) * 1000])
def test_what_is_put_can_be_got(cache: Cache, data: bytes) -> None:
    cache.put("pixels", KEY, data)
    assert cache.get("pixels", KEY) == data


def test_the_last_put_wins(cache: Cache) -> None:
    cache.put("pixels", KEY, b"one")
    cache.put("pixels", KEY, b"two")
    assert cache.get("pixels", KEY) == b"two"


def test_kinds_are_kept_apart(cache: Cache) -> None:
    cache.put("pixels", KEY, b"pixels")
    assert cache.get("files", KEY) is None


def test_a_cache_without_a_folder_is_empty(cache: Cache) -> None:
    assert cache.get("pixels", KEY) is None
    assert not folder_of(cache).exists()


@pytest.mark.parametrize("damage", ["cut short", "one bit", "emptied", "tail"])
def test_a_damaged_entry_counts_as_absent_and_can_be_put_again(cache: Cache, damage: str) -> None:
    cache.put("pixels", KEY, b"pixels of a picture")
    path = entry(cache)
    data = path.read_bytes()
    flipped = data[:40] + bytes([data[40] ^ 1]) + data[41:]
    path.write_bytes({"cut short": data[:-1], "one bit": flipped, "emptied": b"", "tail": data + b"x"}[damage])
    assert cache.get("pixels", KEY) is None
    cache.put("pixels", KEY, b"pixels of a picture")
    assert cache.get("pixels", KEY) == b"pixels of a picture"


def test_a_folder_that_cannot_be_written_loses_the_entry_and_not_the_build(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    cache = Cache(tmp_path / "cache")
    cache.put("pixels", KEY, b"pixels")
    assert cache.get("pixels", KEY) is None


def test_putting_leaves_nothing_but_the_entry(cache: Cache) -> None:
    cache.put("pixels", KEY, b"pixels")
    assert entry(cache).name == KEY


def test_an_entry_in_the_place_of_another_counts_as_absent(cache: Cache) -> None:
    cache.put("pixels", KEY, b"pixels")
    moved = folder_of(cache) / "pixels" / OTHER_KEY[:2] / OTHER_KEY
    moved.parent.mkdir()
    moved.write_bytes(entry(cache).read_bytes())
    assert cache.get("pixels", OTHER_KEY) is None


def test_any_flipped_bit_makes_an_entry_count_as_absent(cache: Cache) -> None:
    cache.put("pixels", KEY, b"pixels of a picture")
    path = entry(cache)
    data = path.read_bytes()
    for bit in range(8 * len(data)):
        flipped = bytearray(data)
        flipped[bit // 8] ^= 1 << bit % 8
        path.write_bytes(flipped)
        assert cache.get("pixels", KEY) is None


def test_without_a_folder_nothing_is_kept() -> None:
    cache = Cache(None)
    cache.put("pixels", KEY, b"pixels")
    assert cache.get("pixels", KEY) is None


def test_a_cache_is_sent_to_workers(cache: Cache) -> None:
    cache.put("pixels", KEY, b"pixels")
    sent = pickle.loads(pickle.dumps(cache))  # noqa: S301  (our own)
    assert (sent, hash(sent), sent.get("pixels", KEY)) == (cache, hash(cache), b"pixels")


# Private -------------------------------------------------------------------------------------------------------------

posix = pytest.mark.skipif(os.name == "nt", reason="files of a user are private there")


@posix
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077, 0o277, 0o777])
def test_folders_and_files_are_for_their_user_alone_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    cache, before = Cache(tmp_path / "one" / "other" / "cache"), os.umask(umask)
    try:
        cache.put("pixels", KEY, b"pixels")
    finally:
        os.umask(before)
    found = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "one").rglob("*")}
    assert found == {"other": 0o700, "cache": 0o700, "pixels": 0o700, KEY[:2]: 0o700, KEY: 0o600}
    assert stat.S_IMODE((tmp_path / "one").stat().st_mode) == 0o700
    assert cache.get("pixels", KEY) == b"pixels"


@posix
@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
@pytest.mark.parametrize("depth", [0, 1, 2])
def test_a_folder_that_others_can_write_is_neither_read_nor_written(cache: Cache, mode: int, depth: int) -> None:
    cache.put("pixels", KEY, b"pixels")
    path = entry(cache)
    path.parents[depth].chmod(mode)
    again = Cache(cache.folder)
    assert again.get("pixels", KEY) is None
    path.unlink()
    again.put("pixels", KEY, b"pixels")
    assert not path.exists()


@posix
def test_a_folder_that_is_a_link_is_not_used(cache: Cache, tmp_path: Path) -> None:
    cache.put("pixels", KEY, b"pixels")
    kind = folder_of(cache) / "pixels"
    kind.rename(tmp_path / "elsewhere")
    kind.symlink_to(tmp_path / "elsewhere")
    assert Cache(cache.folder).get("pixels", KEY) is None


@posix
@pytest.mark.parametrize("what", ["pipe", "zeros", "link", "folder", "loop"])
def test_an_entry_that_is_no_regular_file_counts_as_absent(cache: Cache, tmp_path: Path, what: str) -> None:
    cache.put("pixels", KEY, b"pixels")
    path = entry(cache)
    path.rename(tmp_path / "entry")
    if what == "pipe":
        os.mkfifo(path)
    elif what == "folder":
        path.mkdir()
    else:
        path.symlink_to({"zeros": "/dev/zero", "link": str(tmp_path / "entry"), "loop": path.name}[what])
    assert cache.get("pixels", KEY) is None
    cache.put("pixels", KEY, b"again")
    assert (cache.get("pixels", KEY) == b"again") is (what != "folder")
    assert (tmp_path / "entry").read_bytes().endswith(b"pixels")


def test_an_entry_that_is_too_large_is_not_read(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.put("pixels", KEY, b"pixels")
    monkeypatch.setattr(entries, "MOST_BYTES", 5)
    assert cache.get("pixels", KEY) is None
    cache.put("pixels", OTHER_KEY, b"pixels")
    assert not (folder_of(cache) / "pixels" / OTHER_KEY[:2]).exists()
    with entry(cache).open("r+b") as file:
        file.truncate(1 << 40)  # it holds nothing but a hole
    assert cache.get("pixels", KEY) is None


@pytest.mark.parametrize("kept", [False, True])
def test_a_folder_that_becomes_a_link_gets_no_entry_to_another_place(
    cache: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, kept: bool
) -> None:
    if kept:
        cache.put("pixels", KEY, b"first")
    (tmp_path / "elsewhere").mkdir()
    swapped = swap_before(monkeypatch, "write", folder_of(cache) / "pixels" / KEY[:2], tmp_path / "elsewhere")
    cache.put("pixels", KEY, b"second")
    assert swapped()
    assert [*(tmp_path / "elsewhere").iterdir()] == []
