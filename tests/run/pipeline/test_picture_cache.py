"""What a build composes and paints after one change: what it touches, and nothing else."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from support.campaigns import DRAWING, LAYOUT, PALETTE, write_own_palette

from kit.base.cache.entries import Cache
from kit.base.errors import Mark
from kit.compose import composer
from kit.model.picture import Words
from kit.project import load_project
from kit.project.folders import SHIPPED
from kit.project.plan import plan
from kit.publish.store.targets import StagedFiles
from kit.run.pipeline.inputs import fingerprint_text
from kit.run.pipeline.making import Maker

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.picture import Picture
    from kit.run.pipeline.picture_results import MadePicture

DATE = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
SERIF = "fonts/source-serif-4/SourceSerif4Variable-"


class Meadow:
    """A campaign of three pictures: two of the layout `leaf`, one of them in a theme, and one of `bloom`."""

    def __init__(self, folder: Path) -> None:
        """Write the campaign; words of `bloom` are in one family, those of `leaf` in two."""
        self.root = folder / "meadow"
        spec = write_own_palette(self.root)
        shutil.copytree(self.root / "templates/svg/leaf", self.root / "templates/svg/bloom")
        self.change("templates/svg/bloom/square.svg", "Source Serif 4", "Source Sans 3")
        head, species = spec.read_text("utf-8").split("  species:\n    images")
        spec.write_text(f"{head}  species:\n    images{species.replace('layout: leaf', 'layout: bloom', 1)}", "utf-8")

    def change(self, file: str, old: str, new: str) -> None:
        path = self.root / file
        text = path.read_text("utf-8")
        assert old in text, old
        path.write_text(text.replace(old, new), "utf-8")

    def build(self) -> list[MadePicture]:
        project = load_project(self.root / "kit.yaml")
        maker = Maker(
            project, StagedFiles(self.root / "staging", self.root / "before"), Cache(self.root.with_name("kept")), DATE
        )
        made = [one for index in range(len(maker.artboards)) for one in maker.make_group((index,))]
        assert all(one.is_whole for one in made)
        return made

    def counts(self) -> tuple[int, int]:
        """Build, and return how many pictures were composed and how many painted."""
        made = self.build()
        return sum(one.composed for one in made), sum(one.painted for one in made)


@pytest.fixture
def meadow(tmp_path: Path) -> Meadow:
    built = Meadow(tmp_path)
    assert built.counts() == (3, 3)
    return built


def test_nothing_is_composed_again_where_nothing_has_changed_but_lines(meadow: Meadow) -> None:
    first = [(one.result.drawing, one.result.assets, one.result.pairs) for one in meadow.build()]
    assert meadow.counts() == (0, 0)
    meadow.change("kit.yaml", "kit:\n", "# A line more.\nkit:\n")
    meadow.change(DRAWING, "<path", "\n<path")
    meadow.change(DRAWING, "\n<path", "<path")
    again = meadow.build()
    assert not any(one.composed or one.painted for one in again)
    assert [(one.result.drawing, one.result.assets, fingerprint_text(one.result.pairs)) for one in again] == [
        (drawing, assets, fingerprint_text(pairs)) for drawing, assets, pairs in first
    ]
    assert [pair.mark.line for one in again for pair in one.result.pairs if pair.mark.file == "kit.yaml"] == [
        pair.mark.line + 1 for _, _, pairs in first for pair in pairs if pair.mark.file == "kit.yaml"
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "counts"),
    [
        pytest.param("kit.yaml", "Come and **see it.**", "Come and **see.**", (1, 1), id="a word"),
        pytest.param("kit.yaml", "Come and see the meadow.", "Come and look.", (1, 0), id="a caption"),
        pytest.param("kit.yaml", 'sun: "#a0203f"', 'sun: "#a0203e"', (1, 1), id="a colour of a theme"),
        pytest.param(DRAWING, "M1080 0v420", "M1080 0v421", (2, 2), id="a drawing"),
        pytest.param(LAYOUT, "lines: 3", "lines: 2", (2, 1), id="a layout"),
        pytest.param(PALETTE, 'soil: "#2b2118"', 'soil: "#2b2119"', (3, 2), id="a palette"),
        pytest.param(
            "kit.yaml", "[x/square]", "[x/square, telegram/square]", (3, 0), id="a placement of the same size"
        ),
    ],
)
def test_after_a_change_what_it_touches_is_composed_and_painted(
    meadow: Meadow, file: str, old: str, new: str, counts: tuple[int, int]
) -> None:
    if file == PALETTE:  # the drawings are in its colours
        for drawing in (DRAWING, DRAWING.replace("leaf", "bloom")):
            meadow.change(drawing, "#2b2118", "#2b2119")
    meadow.change(file, old, new)
    assert meadow.counts() == counts
    assert meadow.counts() == (0, 0)


def test_a_font_touches_the_pictures_whose_words_may_be_set_in_it(meadow: Meadow) -> None:
    (meadow.root / SERIF).parent.mkdir(parents=True)
    shutil.copyfile(SHIPPED / f"{SERIF}Italic.ttf", meadow.root / f"{SERIF}Roman.ttf")
    assert meadow.counts() == (2, 2)
    assert meadow.counts() == (0, 0)


def test_of_a_picture_with_a_warning_all_is_found_again(meadow: Meadow) -> None:
    meadow.change("kit.yaml", "Come and **see it.**", "Scan the code **to see it.**")
    found = [[finding.fault for finding in one.result.composed_findings] for one in meadow.build()]
    assert any(found), "no picture has a warning to be found again"
    again = meadow.build()
    assert [[finding.fault for finding in one.result.composed_findings] for one in again] == found
    assert not any(one.composed for one in again)


def test_a_warning_names_its_line_after_lines_have_moved(meadow: Meadow) -> None:
    meadow.change("kit.yaml", "Come and **see it.**", "Scan the code **to see it.**")
    before = [finding.fault for one in meadow.build() for finding in one.result.composed_findings]
    meadow.change("kit.yaml", "messages:", "# Words.\nmessages:")
    after = meadow.build()
    assert [one.composed for one in after] == [bool(one.result.composed_findings) for one in after]
    faults = [finding.fault for one in after for finding in one.result.composed_findings]
    moved = [replace(fault.mark, line=fault.mark.line + 1) for fault in before if fault.mark]
    assert [fault.mark for fault in faults] == moved
    assert [one.result.composed_findings for one in meadow.build()] == [one.result.composed_findings for one in after]


def test_pictures_that_look_alike_on_two_placements_are_composed_once(
    meadow: Meadow, monkeypatch: pytest.MonkeyPatch
) -> None:
    meadow.change("kit.yaml", "[x/square]", "[x/square, telegram/square]")
    project, run = load_project(meadow.root / "kit.yaml"), composer._run_passes  # noqa: SLF001  (to count)
    alone = {str(board): composer.Composer(project).compose(board) for board in plan(project)}
    calls: list[str] = []

    def count(picture: Picture, *rest: Any) -> Any:  # noqa: ANN401  (what it was called with)
        calls.append(str(picture))
        return run(picture, *rest)

    monkeypatch.setattr(composer, "_run_passes", count)
    together = composer.Composer(project)
    for board in plan(project):
        artwork = together.compose(board)
        assert str(artwork.picture) == str(board)
        assert (artwork.svg, artwork.picture) == (alone[str(board)].svg, alone[str(board)].picture)
    assert len(calls) == len(set(calls)) == 3 == len(alone) / 2


def test_what_a_value_says_does_not_depend_on_where_it_is_written() -> None:
    one, other = (Words("Come.", Mark("kit.yaml", line), ((0, 4),)) for line in (3, 4))
    assert fingerprint_text(one) == fingerprint_text(other) != fingerprint_text(Words("Come!", one.mark, one.spans))
    assert fingerprint_text({"a": {"b", "c"}}) == fingerprint_text({"a": {"c", "b"}})
    assert fingerprint_text(("a", "b")) != fingerprint_text(("ab",))
