"""The digest of a file is that of its bytes as they are now, though it is read only when it may have changed."""

from __future__ import annotations

import os
import time
from hashlib import sha256
from pathlib import Path

import pytest

from kit.base.whole_files import digest_of


def test_a_file_written_twice_within_a_tick_in_as_many_bytes_is_not_taken_for_the_same(tmp_path: Path) -> None:
    path = tmp_path / "drawing.svg"
    for text in (b"one", b"two", b"six"):
        path.write_bytes(text)
        stat = path.stat()
        assert digest_of(path) == sha256(text).hexdigest()
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def test_a_file_that_has_settled_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "font.ttf"
    path.write_bytes(b"letters")
    later = time.time() + 60
    monkeypatch.setattr("kit.base.whole_files.time.time", lambda: later)
    first = digest_of(path)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("it was read again"))
    assert digest_of(path) == first


def test_a_file_that_was_replaced_by_an_older_one_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, other = tmp_path / "a", tmp_path / "b"
    path.write_bytes(b"one")
    other.write_bytes(b"two")
    later = time.time() + 60
    monkeypatch.setattr("kit.base.whole_files.time.time", lambda: later)
    assert digest_of(path) == sha256(b"one").hexdigest()
    other.replace(path)
    assert digest_of(path) == sha256(b"two").hexdigest()


def test_a_missing_file_has_none(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        digest_of(tmp_path / "none")
