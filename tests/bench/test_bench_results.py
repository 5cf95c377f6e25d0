"""What was measured is kept by section: to measure one thing again leaves all else that was measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.cluster import SECTION as CLUSTER
from bench.languages import SECTION as LANGUAGES
from bench.many_workers import SECTION as MANY
from bench.partners import SECTION as PARTNERS
from bench.parts import SECTION as PARTS
from bench.peers.run import LONG, SECTION
from bench.preview import CASES, Measured, table
from bench.preview import SECTION as PREVIEW
from bench.results import RESULTS, keep
from bench.scale import SECTIONS as SCALE

if TYPE_CHECKING:
    from pathlib import Path

KEPT = "# What was measured\n\n## One\n\nA table.\n\n### A part\n\n## Two\n\nMore.\n"


def test_a_section_is_written_in_its_place_and_all_others_stay(tmp_path: Path) -> None:
    file = tmp_path / "RESULTS.md"
    file.write_text(KEPT)
    keep("One", "Another table.\n\n", file)
    assert file.read_text() == KEPT.replace("A table.\n\n### A part", "Another table.")
    keep("Two", "Much more.", file)
    assert file.read_text().endswith("Another table.\n\n## Two\n\nMuch more.\n")


def test_a_new_section_stands_at_the_end_and_the_same_words_change_nothing(tmp_path: Path) -> None:
    file = tmp_path / "RESULTS.md"
    keep("One", "A table.\n\n### A part", file)
    keep("Two", "More.", file)
    assert file.read_text() == KEPT
    keep("Two", "More.\n", file)
    assert file.read_text() == KEPT


def test_the_table_of_the_preview_tells_whether_the_aim_is_kept() -> None:
    one, other = CASES[0], CASES[-1]
    text = table([Measured(one, [90.0, 80.0, 700.0], [400.0] * 3), Measured(other, [501.0], [9.0])], "load 1.0 before")
    assert "3 saves each, " in text
    assert f"| {one.name} | 90 | 80 | 700 | 400 | {one.most} | yes |\n" in text
    assert f"| {other.name} | 501 | 501 | 501 | 9 | {other.most} | **no** |\n" in text


def test_each_measurement_has_the_section_that_is_kept() -> None:
    titles = [line for line in RESULTS.read_text("utf-8").splitlines() if line.startswith("## ")]
    one_kit, kits = SCALE
    sections = (SECTION, PREVIEW, one_kit, LONG, LANGUAGES, PARTS, CLUSTER, MANY, PARTNERS, kits)
    assert titles == [f"## {each}" for each in sections]
