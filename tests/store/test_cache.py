"""The cache: entries are whole or absent, and only its own files are swept."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from kit.store.cache import LIFETIME_DAYS, Cache

if TYPE_CHECKING:
    from pathlib import Path

KEY, OTHER_KEY = 32 * "0a", 32 * "1b"


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def entry(cache: Cache) -> Path:
    [path] = (path for path in cache.folder.rglob("*") if path.is_file())
    return path


def aged(path: Path, days: float) -> Path:
    then = time.time() - days * 86_400
    os.utime(path, (then, then))
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
    cache.sweep()
    assert not cache.folder.exists()


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


def test_sweeping_removes_only_what_nothing_asked_for_in_a_month(cache: Cache) -> None:
    for kind, days in (("kept", LIFETIME_DAYS - 1), ("old", LIFETIME_DAYS + 1)):
        cache.put(kind, KEY, b"pixels")
        aged(cache.folder / kind / KEY[:2] / KEY, days)
    cache.sweep()
    assert cache.get("kept", KEY) == b"pixels"
    assert cache.get("old", KEY) is None


def test_an_entry_that_is_asked_for_stays_another_month(cache: Cache) -> None:
    cache.put("pixels", KEY, b"pixels")
    aged(entry(cache), LIFETIME_DAYS + 1)
    assert cache.get("pixels", KEY) == b"pixels"
    cache.sweep()
    assert cache.get("pixels", KEY) == b"pixels"


def test_sweeping_removes_what_interrupted_writes_left_whatever_the_clock_said(cache: Cache) -> None:
    cache.put("pixels", KEY, b"pixels")
    folder = entry(cache).parent
    for number, days in enumerate((0.1, 0, -400)):
        (folder / f".new-{number}-{KEY}").write_bytes(b"half")
        aged(folder / f".new-{number}-{KEY}", days)
    cache.sweep()
    assert [path.name for path in folder.iterdir()] == [KEY]


def test_sweeping_removes_nothing_that_a_cache_did_not_write(cache: Cache) -> None:
    names = ["pip/http/page", "files/ab/photo.jpg", f"files/ab/{KEY}", f"pixels/{KEY[:2]}/.new-draft", f"x/y/z/{KEY}"]
    for name in names:
        path = cache.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"mine")
        aged(path, LIFETIME_DAYS + 400)
    cache.sweep()
    assert all((cache.folder / name).read_bytes() == b"mine" for name in names)


def test_an_entry_in_the_place_of_another_counts_as_absent(cache: Cache) -> None:
    cache.put("pixels", KEY, b"pixels")
    moved = cache.folder / "pixels" / OTHER_KEY[:2] / OTHER_KEY
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
