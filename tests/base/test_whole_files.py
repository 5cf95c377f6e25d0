"""Files that are written whole or not at all."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from kit.base.whole_files import write_whole

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_is_written_and_replaced(tmp_path: Path) -> None:
    path = tmp_path / "kit.yaml"
    for data in (b"first", b"second"):
        write_whole(path, data)
        assert path.read_bytes() == data
    assert [*tmp_path.iterdir()] == [path]


@pytest.mark.parametrize("mode", [0o640, 0o755, 0o600])
def test_a_file_that_is_replaced_keeps_its_mode(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "build.sh"
    path.write_bytes(b"old")
    path.chmod(mode)
    write_whole(path, b"new")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", mode)


def test_what_cannot_be_put_in_its_place_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "kit.yaml").mkdir()
    with pytest.raises(OSError, match=r"kit\.yaml"):
        write_whole(tmp_path / "kit.yaml", b"data")
    assert [path.name for path in tmp_path.iterdir()] == ["kit.yaml"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes in folders")
def test_a_pipe_or_a_device_is_never_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("pipe")
    for name in ("pipe", "link"):
        with pytest.raises(OSError, match=name) as caught:
            write_whole(tmp_path / name, b"data")
        assert caught.value.errno == errno.ENXIO
    assert (tmp_path / "pipe").is_fifo()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "pipe"]


def test_a_folder_that_is_not_there_is_named_and_not_the_file_beside(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        write_whole(tmp_path / "none" / "kit.yaml", b"data")
    assert caught.value.filename == str(tmp_path / "none")
    with pytest.raises(OSError, match="x" * 300) as long:
        write_whole(tmp_path / ("x" * 300), b"data")
    assert long.value.filename == str(tmp_path / ("x" * 300))
