"""Kits that the first edition packed: they verify for ever, and a change in them is still found."""

from __future__ import annotations

from pathlib import Path

import pytest

from kit.base.errors import ArchiveError
from kit.run.pipeline.packing import verify

ZIPS = sorted((Path(__file__).parent / "first-edition").glob("*.zip"))


def test_there_are_two() -> None:
    assert [path.name for path in ZIPS] == ["tiny-1.0.0-en.zip", "tiny-1.0.0.zip"]


@pytest.mark.parametrize("path", ZIPS, ids=lambda path: path.name)
def test_a_kit_of_the_first_edition_verifies_without_an_error(path: Path) -> None:
    [finding] = verify(path)
    assert (finding.severity, finding.rule, finding.fault.code) == ("warning", "documents", "documents-not-compared")


@pytest.mark.parametrize("path", ZIPS, ids=lambda path: path.name)
def test_a_flipped_bit_in_a_kit_of_the_first_edition_is_found(path: Path, tmp_path: Path) -> None:
    data = path.read_bytes()
    for position in range(40, len(data), len(data) // 20):
        flipped = bytearray(data)
        flipped[position] ^= 1
        (tmp_path / path.name).write_bytes(flipped)
        try:
            found = [finding for finding in verify(tmp_path / path.name) if finding.severity == "error"]
        except ArchiveError:
            continue
        assert found, position
