"""Layouts and palettes: what `layout.yaml` holds is known, drawings are named after shapes, colours are distinct."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.faults import LAYOUTS, PALETTE, located, write_breakable

from kit.project import load_project
from kit.project.layouts.found_layouts import FoundLayouts

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("title: Plain\n", "", ("missing-key", "slots:")),
        ("title: Plain", "titel: Plain", ("unknown-key", "titel: Plain")),
        ("support: {}", "suport: {}", ("unknown-slot", "suport: {}")),
        ("support: {}", "support: {lines: 0}", ("lines-below-one", "0}")),
        ("support: {}", "support: {emphasis: {colour: wal}}", ("unknown-colour-role", "wal}}")),
        ("support: {}", "support: {fit: shrnk}", ("unknown-choice", "shrnk}")),
        ("support: {}", "support: {lnes: 1}", ("unknown-key", "lnes: 1}")),
    ],
)
def test_a_mistake_in_a_layout_has_its_code_at_its_place(
    old: str, new: str, found: tuple[str, str], tmp_path: Path
) -> None:
    assert old in LAYOUTS["plain"]
    layout = LAYOUTS["plain"].replace(old, new)
    assert located(write_breakable(tmp_path, files={"plain/layout.yaml": layout})) == [found]


def test_one_line_and_a_role_of_the_palette_are_taken(tmp_path: Path) -> None:
    layout = LAYOUTS["plain"].replace("support: {}", "support: {lines: 1, emphasis: {colour: wall}}")
    assert located(write_breakable(tmp_path, files={"plain/layout.yaml": layout})) == []


def test_a_drawing_is_named_after_a_shape(tmp_path: Path) -> None:
    path = write_breakable(tmp_path, files={"plain/sqare.svg": "<svg/>"})
    assert [code for code, _ in located(path)] == ["unknown-shape"]


def test_a_drawing_for_screens_names_its_placements(tmp_path: Path) -> None:
    files = {"plain/screen.svg": "<svg/>"}
    assert [code for code, _ in located(write_breakable(tmp_path, files=files))] == ["drawing-never-taken"]
    layout = LAYOUTS["plain"] + "drawings: {screen: [x/square]}\n"
    assert located(write_breakable(tmp_path, files={**files, "plain/layout.yaml": layout})) == []


def test_a_layout_has_a_drawing(tmp_path: Path) -> None:
    path = write_breakable(tmp_path)
    (tmp_path / "templates" / "svg" / "plain" / "square.svg").unlink()
    assert [code for code, _ in located(path)] == ["layout-without-drawing"]


def test_drawings_are_known_by_shape_in_the_order_of_shapes(tmp_path: Path) -> None:
    path = write_breakable(tmp_path, files={"plain/wide.svg": "<svg/>", "plain/story.svg": "<svg/>"})
    assert list(load_project(path).layouts["plain"].drawings) == ["square", "story", "wide"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('text: "#0f2a2e"', ("colours-not-distinct", '"#0f2a2e"')),
        ('text: "#0F2A2E"', ("colours-not-distinct", '"#0F2A2E"')),
        ("text: white", ("invalid-colour", "white")),
    ],
)
def test_every_role_of_a_palette_has_a_colour_of_its_own(text: str, found: tuple[str, str], tmp_path: Path) -> None:
    palette = PALETTE.replace('text: "#fff4dc"', text)
    assert located(write_breakable(tmp_path, files={"palette.yaml": palette})) == [found]


def test_a_broken_layout_hides_those_of_its_name_in_later_folders(tmp_path: Path) -> None:
    for folder, text in (("first", "titel: Plain\nslots: {}\n"), ("second", LAYOUTS["plain"])):
        (tmp_path / folder / "plain").mkdir(parents=True)
        (tmp_path / folder / "plain" / "layout.yaml").write_text(text, encoding="utf-8")
        (tmp_path / folder / "plain" / "square.svg").touch()
    found = FoundLayouts([tmp_path / "first", tmp_path / "second"], {}, tmp_path)["plain"]
    assert (found.layout, [fault.code for fault in found.faults]) == (None, ["unknown-key"])
    found = FoundLayouts([tmp_path / "second", tmp_path / "first"], {}, tmp_path)["plain"]
    assert (found.layout is None, found.faults) == (False, ())
