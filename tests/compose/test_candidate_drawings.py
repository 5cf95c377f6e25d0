"""Which drawings of a layout are read for a picture: the one that it is made of, and those that it is chosen from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.campaigns import DRAWING, write_own_palette
from support.faults import refused

from kit.base.errors import DrawingError
from kit.compose import Composer, candidate_drawings
from kit.drawing.svg.drawing_reader import read_drawing
from kit.project import load_project
from kit.project.plan import plan
from kit.run.pipeline.judging.checking import check_composed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kit.model.layout import Drawing

#: The outermost tag of the drawing, and of one three times as wide.
SQUARE = 'viewBox="0 0 1080 1080"'
WIDE = 'viewBox="0 0 3000 1080"'
#: What a drawing is told for that has no box named `live`.
FAULT = "drawing-without-live"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a project with a square drawing, which its pictures are made of, and a wide one, which is broken."""
    spec = write_own_palette(tmp_path / "meadow")
    square = spec.parent / DRAWING
    text = square.read_text("utf-8")
    assert SQUARE in text
    square.with_name("wide.svg").write_text(text.replace(SQUARE, WIDE).replace('"live"', '"lively"'), "utf-8")
    return spec.parent


def test_a_picture_is_made_though_a_drawing_of_another_shape_is_broken(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def reading(path: Path, palette: Mapping[str, str]) -> Drawing:
        read.append(path.name)
        return read_drawing(path, palette)

    monkeypatch.setattr("kit.drawing.svg.drawing_reader.read_drawing", reading)
    project = load_project(root / "kit.yaml")
    assert Composer(project).compose(plan(project)[0]).picture.slots
    assert read == ["square.svg"]


def test_a_check_tells_what_is_wrong_with_a_drawing_of_which_no_picture_is_made(root: Path) -> None:
    project = load_project(root / "kit.yaml")
    found = [one for one in check_composed(project) if one.rule == "drawing"]
    assert [(one.fault.code, one.where, one.drawing) for one in found] == [(FAULT, "", "leaf/wide.svg")]
    assert not [one for one in check_composed(project, ("*",)) if one.rule == "drawing"]


@pytest.mark.parametrize("box", [SQUARE, 'viewBox="0 0 0 0"'])
def test_drawings_between_which_the_live_box_decides_are_all_read(root: Path, box: str) -> None:
    wide = root / "templates/svg/leaf/wide.svg"
    wide.write_text(wide.read_text("utf-8").replace(WIDE, box), "utf-8")
    project = load_project(root / "kit.yaml")
    with refused(DrawingError, FAULT if box == SQUARE else "drawing-without-view-box") as faults:
        Composer(project).compose(plan(project)[0])
    assert [fault.mark.file for fault in faults if fault.mark] == ["leaf/wide.svg"]


@pytest.mark.parametrize(
    "head", ["<!-- by hand -->\n", '<?xml version="1.0" encoding="UTF-8"?>\n<!-- a -->\n', "\ufeff"]
)
def test_the_size_of_a_drawing_is_told_by_its_outermost_tag(root: Path, head: str) -> None:
    wide = root / "templates/svg/leaf/wide.svg"
    wide.write_text(f"{head}<svg xmlns='http://www.w3.org/2000/svg' {WIDE}><never closed", "utf-8")
    project = load_project(root / "kit.yaml")
    artboard = plan(project)[0]
    assert [path.name for path in candidate_drawings(project.layouts["leaf"], artboard.placement)] == ["square.svg"]


@pytest.mark.parametrize("text", ["", "<svg", f"<svg {WIDE}/>", f"{' ' * 9_000}<svg/>", "no drawing"])
def test_a_drawing_whose_outermost_tag_tells_no_size_is_read(root: Path, text: str) -> None:
    (root / "templates/svg/leaf/wide.svg").write_text(text, "utf-8")
    project = load_project(root / "kit.yaml")
    artboard = plan(project)[0]
    found = candidate_drawings(project.layouts["leaf"], artboard.placement)
    assert [path.name for path in found] == ["square.svg", "wide.svg"]
    with pytest.raises(DrawingError):
        Composer(project).compose(artboard)
