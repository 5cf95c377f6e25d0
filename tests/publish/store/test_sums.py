"""`SHA256SUMS`: one writer, one parser, and `sha256sum` agrees with both."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from kit.publish.store.contents import format_sums, parse_sums, sums_of_folder

if TYPE_CHECKING:
    from pathlib import Path

DIGEST = "0123456789abcdef" * 4


def test_what_is_written_is_read_back_sorted_by_name() -> None:
    digests = {"b.png": DIGEST, "a b.png": DIGEST[::-1]}
    data = format_sums(digests)
    assert data.decode().splitlines() == [f"{DIGEST[::-1]}  a b.png", f"{DIGEST}  b.png"]
    assert parse_sums(data) == digests


@pytest.mark.parametrize(
    "line",
    ["", "words", f"{DIGEST} a.png", f"{DIGEST.upper()}  a.png", f"{DIGEST[1:]}  a.png", f"{DIGEST}  ", f"{DIGEST} *a"],
)
def test_a_line_that_is_no_sum_and_name_is_left_out(line: str) -> None:
    assert parse_sums(f"{line}\n{DIGEST}  b.png\n".encode()) == {"b.png": DIGEST}


def test_a_line_that_was_cut_short_is_left_out() -> None:
    assert parse_sums(f"{DIGEST}  a.png\n{DIGEST}  b.pn".encode()) == {"a.png": DIGEST}


@pytest.mark.parametrize("data", [b"", b"\n", b"\xff\n", bytes(range(256))])
def test_bytes_that_are_no_list_have_no_sums(data: bytes) -> None:
    assert parse_sums(data) == {}


def test_sha256sum_takes_the_sums_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    for name in ("en/a.png", "manifest.json", ".hidden", "SHA256SUMS"):
        (tmp_path / name).write_bytes(name.encode())
    data = sums_of_folder(tmp_path)
    assert set(parse_sums(data)) == {"en/a.png", "manifest.json"}
    (tmp_path / "SHA256SUMS").write_bytes(data)
    ran = subprocess.run(["sha256sum", "-c", "--strict", "SHA256SUMS"], cwd=tmp_path, check=False, capture_output=True)
    assert ran.returncode == 0
