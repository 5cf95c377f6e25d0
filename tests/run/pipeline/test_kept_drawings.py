"""Drawings that were read, and those that were judged without a finding, are kept for other processes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from support.campaigns import DRAWING, PALETTE, write_own_palette

import kit
from kit.base.cache.entries import Cache
from kit.base.errors import Fault
from kit.compose import drawings
from kit.drawing.svg import part_copies
from kit.drawing.svg.drawing_reader import read_drawing
from kit.model.finding import Finding
from kit.run.jobs.pool import run_in_workers
from kit.run.pipeline.judging import checking
from kit.run.pipeline.judging.checking import check_drawings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from kit.model.layout import Drawing
    from kit.run.pipeline.judging.checking_built import DrawingTask


class Reading:
    """A campaign, and which files of drawings were read for it."""

    def __init__(self, folder: Path) -> None:
        """Write the campaign."""
        self.spec, self.read = write_own_palette(folder / "meadow"), list[str]()
        self.drawing = self.spec.parent / DRAWING

    def __call__(self, path: Path, palette: dict[str, str]) -> Drawing:
        """Read a drawing."""
        self.read.append(path.name)
        return read_drawing(path, palette)

    def composed(self) -> tuple[list[str], str]:
        """Compose a picture as another process would; return which drawings were read for it, and its SVG."""
        drawings.read_once.cache_clear()
        drawings.part_faults.cache_clear()
        self.read.clear()
        project = kit.load(self.spec)
        (picture,) = kit.pictures(project, only="*square*")[:1]
        svg = kit.render(project, picture.id).svg
        return [*self.read], svg

    def change(self, file: str, old: str, new: str) -> None:
        path = self.spec.parent / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reading:
    """Return a campaign of which nothing was read yet."""
    found = Reading(tmp_path)
    monkeypatch.setenv("KIT_CACHE", str(tmp_path / "kept"))
    monkeypatch.setattr("kit.drawing.svg.drawing_reader.read_drawing", found)
    return found


def test_a_drawing_is_read_once_for_all_processes(reading: Reading) -> None:
    first = reading.composed()
    assert (first[0], reading.composed()) == (["square.svg"], ([], first[1]))


@pytest.mark.parametrize(("file", "old", "new"), [(DRAWING, "#1f6b3a", "#2b2118"), (PALETTE, "#1f6b3a", "#1f6b3b")])
def test_a_drawing_is_read_anew_when_it_or_its_palette_changes(file: str, old: str, new: str, reading: Reading) -> None:
    reading.composed()
    reading.change(file, old, new)
    assert [reading.composed()[0], reading.composed()[0]] == [["square.svg"], []]


def test_copies_of_parts_are_compared_anew_when_a_part_changes(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[dict[str, Path]] = []

    def part_faults(path: Path, parts: dict[str, Path]) -> tuple[Fault, ...]:
        compared.append(parts)
        return of_parts(path, parts)

    of_parts = part_copies.part_faults
    monkeypatch.setattr("kit.drawing.svg.part_copies.part_faults", part_faults)
    part = reading.spec.parent / "templates" / "svg" / "parts" / "tick.svg"
    part.parent.mkdir()
    for size in (10, 10, 11):
        part.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"/>', "utf-8")
        reading.composed()
    assert [parts["tick"] for parts in compared] == [part, part]


def test_a_drawing_that_is_saved_while_it_is_read_is_not_kept(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    def saved(path: Path, palette: dict[str, str]) -> Drawing:
        found = reading(path, palette)
        reading.drawing.write_bytes(content.replace(b"#1f6b3a", b"#2b2118"))
        return found

    content = reading.drawing.read_bytes()
    with monkeypatch.context() as patched:
        patched.setattr("kit.drawing.svg.drawing_reader.read_drawing", saved)
        reading.composed()
    reading.drawing.write_bytes(content)
    assert reading.composed()[0] == ["square.svg"]


def test_where_nothing_can_be_kept_a_drawing_is_read_each_time(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIT_CACHE", "")
    assert [reading.composed()[0], reading.composed()[0]] == [["square.svg"], ["square.svg"]]


def judged(reading: Reading, found: Sequence[Finding] | None, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Check the drawings of the campaign; return which were judged. What is `found` then may be given."""
    names: list[str] = []

    def noted(work: Callable[[DrawingTask], Any], tasks: Sequence[DrawingTask], *how: Any) -> Iterable[object]:  # noqa: ANN401
        names.extend(task.drawing for task in tasks)
        return pool(work, tasks, *how) if found is None else [found] * len(tasks)

    pool = run_in_workers
    with monkeypatch.context() as patched:
        patched.setattr(checking, "run_in_workers", noted)
        assert check_drawings(kit.load(reading.spec)) == [*(found or ())] * len(names)
    return names


@pytest.mark.ci
def test_a_drawing_of_which_nothing_is_found_is_judged_once(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    assert judged(reading, None, monkeypatch) == ["leaf/square.svg"]
    assert judged(reading, None, monkeypatch) == []
    reading.change(DRAWING, "#1f6b3a", "#2b2118")
    assert judged(reading, None, monkeypatch) == ["leaf/square.svg"]


@pytest.mark.ci
@pytest.mark.parametrize("data", [b"no", b"\x00", b"\xdf\xff\xff\xff\xff"])
def test_a_drawing_of_which_something_else_is_kept_is_judged_again(
    reading: Reading, monkeypatch: pytest.MonkeyPatch, data: bytes
) -> None:
    judged(reading, None, monkeypatch)
    [entry] = reading.spec.parents[1].glob("kept/projects/*/faultless-drawings/*/*")
    Cache(entry.parents[2]).put("faultless-drawings", entry.name, data)
    assert judged(reading, None, monkeypatch) == ["leaf/square.svg"]
    assert judged(reading, None, monkeypatch) == []


def test_a_drawing_of_which_something_is_found_is_judged_each_time(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [Finding("engines-agree", "error", Fault("the kit and resvg paint it differently", code="engines-differ"))]
    assert judged(reading, found, monkeypatch) == ["leaf/square.svg"]
    assert judged(reading, found, monkeypatch) == ["leaf/square.svg"]
