"""`kit parts` in a whole project: which drawings it changes, what it says of them, and what it leaves alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.campaigns import DRAWING, LAYOUT, write_own_palette
from support.commands import contents
from support.faults import refused
from support.forked_calls import run_kit

import kit
from kit.base.errors import DrawingError
from kit.project.folders import SHIPPED
from kit.tools.drawings import copy_parts

if TYPE_CHECKING:
    from pathlib import Path

STAR = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z" fill="#1f6b3a"/></svg>'
GROUP = '<g data-part="star" transform="translate(500 20)"/>'


def write_project(folder: Path, part: str = STAR) -> Path:
    """Write the meadow with a part and a copy of it in its one drawing; return its `kit.yaml`."""
    spec = write_own_palette(folder, (DRAWING, "</svg>", f"  {GROUP}\n</svg>"))
    parts = folder / "templates" / "svg" / "parts"
    parts.mkdir()
    (parts / "star.svg").write_text(part, encoding="utf-8")
    return spec


@pytest.mark.ci
def test_a_copy_that_differs_is_a_warning_of_every_picture_until_it_is_copied(tmp_path: Path) -> None:
    project = kit.load(write_project(tmp_path / "meadow"))
    found = [finding for finding in kit.check(project) if finding.rule == "part"]
    assert {(finding.severity, finding.fault.code) for finding in found} == {("warning", "part-outdated")}
    assert [finding.where for finding in found] == [str(picture) for picture in kit.plan(project)]
    before = contents(tmp_path)
    assert [finding.drawing for finding in copy_parts(project, write=False)] == ["leaf/square.svg"]
    assert contents(tmp_path) == before
    copy_parts(project)
    changed = {name for name, data in contents(tmp_path).items() if before.get(name) != data}
    assert changed == {f"meadow/{DRAWING}"}
    assert copy_parts(project) == ()
    assert [finding for finding in kit.check(kit.load(project.root)) if finding.rule == "part"] == []


def test_drawings_of_the_generator_are_left_alone_and_its_folder_of_parts_is_no_layout(tmp_path: Path) -> None:
    project = kit.load(write_project(tmp_path / "meadow"))
    assert "parts" not in project.layouts
    shipped = contents(SHIPPED / "templates")
    copy_parts(project)
    assert contents(SHIPPED / "templates") == shipped


def test_nothing_is_written_while_any_part_is_missing_or_broken(tmp_path: Path) -> None:
    spec = write_project(tmp_path / "meadow")
    drawing = tmp_path / "meadow" / DRAWING
    drawing.write_text(drawing.read_text("utf-8").replace("</svg>", '<g data-part="sta"/></svg>'), encoding="utf-8")
    before = contents(tmp_path)
    with refused(DrawingError, "part-unknown"):
        copy_parts(kit.load(spec))
    (tmp_path / "meadow" / "templates" / "svg" / "parts" / "star.svg").write_text("<svg", encoding="utf-8")
    with refused(DrawingError, "not-xml"):
        copy_parts(kit.load(spec))
    (tmp_path / "meadow" / "templates" / "svg" / "parts" / "star.svg").write_text(STAR, encoding="utf-8")
    assert contents(tmp_path) == before


def test_the_command_says_which_drawings_it_changed_and_fails_a_check_that_finds_some(tmp_path: Path) -> None:
    folder = write_project(tmp_path / "meadow").parent
    checked = run_kit("parts", "--check", cwd=folder)
    assert (checked.returncode, checked.stdout) == (1, "0 errors, 1 warning; not looked at: everything but parts\n")
    assert "leaf/square.svg" in checked.stderr
    assert run_kit("parts", cwd=folder).stdout == "leaf/square.svg: 1 part copied\n1 drawing changed\n"
    assert run_kit("parts", cwd=folder).stdout == "every copy is up to date\n"
    assert run_kit("parts", "--check", cwd=folder).returncode == 0


def test_a_layout_may_be_called_parts(tmp_path: Path) -> None:
    spec = write_project(tmp_path / "meadow")
    place = tmp_path / "meadow" / "templates" / "svg" / "parts" / "layout.yaml"
    place.write_text((tmp_path / "meadow" / LAYOUT).read_text("utf-8"), encoding="utf-8")
    (place.parent / "star.svg").rename(place.parent / "square.svg")
    spec.write_text(spec.read_text("utf-8").replace("layout: leaf", "layout: parts"), encoding="utf-8")
    with refused(DrawingError, "drawing-without-live"):
        kit.render(kit.load(spec), kit.plan(kit.load(spec))[0])
