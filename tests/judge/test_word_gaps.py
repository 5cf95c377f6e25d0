"""The parts of a figure that are read together on one line are a word space apart, in every shipped layout."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from support.campaigns import HEADER, make_project
from test_rules import project_of, words

from kit.compose import Composer
from kit.judge import judge
from kit.project import load_project
from kit.project.plan import plan

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.finding import Finding

COPY = "link: petition\n    copy: {headline: Keep the tools"
FIGURE = ("kit.yaml", COPY, f"statistic: reports\n    {COPY}")
SLOTS = ("layout.yaml", "  qr:", "  number: {lines: 1}\n  unit: {lines: 1, align: left top}\n  qr:")
#: Each shipped layout that sets a figure and its unit, with what else of a figure it has room for.
LAYOUTS = {
    "field": "qualifier: מעל, ", "horizon": "qualifier: מעל, ", "statistic": "qualifier: מעל, ", "deadline": "",
    "leaf": "", "date": "",
}  # fmt: skip
HEBREW = """\
sources:
  letter: {{title: מכתב, publisher: NCMEC, as_of: "2020"}}
links:
  petition: {{url: https://www.change.org/childsafetyfirst, shown: change.org/childsafetyfirst}}
statistics:
  times: {{text: "**1,900** פעמים", counts: דיווחים שותפו, {qualifier}source: letter, as_of: "2020"}}
platforms: [telegram/square, telegram/landscape, youtube/thumbnail, instagram/story]
messages:
  m:
    images: [{{layout: {layout}, on: [feed, story]}}]
    statistic: times
    link: petition
    copy: {{{slot}button: לחתום}}
    caption: {{short: בקשה אחת., long: בקשה אחת ארוכה.}}
    shows: מספר גדול.
"""


def of_rule(findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.rule == "word-gap"]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_hebrew_figure_and_its_unit_do_not_run_together_in_any_layout(layout: str, tmp_path: Path) -> None:
    head = HEADER.replace("language: en", "language: he").replace("cover, message, petition", layout)
    slot = {"field": "", "horizon": "", "statistic": "support: שותפו, "}.get(layout, "headline: שותפו בשנה אחת, ")
    spec = head + HEBREW.format(qualifier=LAYOUTS[layout], layout=layout, slot=slot)
    project = load_project(make_project(tmp_path / "project", spec) / "kit.yaml")
    composer, boards = Composer(project), plan(project)
    assert len(boards) > 1
    assert [
        finding.fault.message for board in boards for finding in of_rule(list(judge(composer.compose(board))))
    ] == []


def test_parts_that_are_set_over_each_other_are_found(tmp_path: Path) -> None:
    """The leaf has the words before the number and those after it at one place, for one of the two."""
    head = HEADER.replace("language: en", "language: he").replace("cover, message, petition", "leaf")
    spec = head + HEBREW.format(qualifier="qualifier: מעל, ", layout="leaf", slot="headline: שותפו, ")
    project = load_project(make_project(tmp_path / "project", spec) / "kit.yaml")
    found = of_rule(list(judge(Composer(project).compose(plan(project)[0]))))
    assert [finding.fault.message for finding in found] == ["the qualifier and the unit are set over each other"]
    assert found[0].severity == "error"
    assert str(found[0].fault.mark).startswith("leaf/")


@pytest.mark.parametrize(("apart", "expected"), [(0, ["words-run-together"]), (6, ["words-run-together"]), (12, [])])
def test_words_on_one_line_are_a_word_space_apart(apart: int, expected: list[str], tmp_path: Path) -> None:
    number, unit = words("number", 65, 600), words("unit", 65, 600, pins="left top")
    project = project_of(tmp_path, SLOTS, FIGURE, ("square.svg", "<!-- here -->", number + unit))
    artwork = Composer(project).compose(plan(project)[0])
    one, other = (artwork.words[name] for name in ("number", "unit"))
    assert one.ink
    assert other.ink
    move = one.ink.x1 + apart - other.ink.x0
    moved = replace(other, rows=tuple(replace(row, ink=row.ink.moved(move, 0)) for row in other.rows))
    placed = tuple(moved if item is other else item for item in artwork.placed)
    found = of_rule(list(judge(replace(artwork, placed=placed))))
    assert [finding.fault.code for finding in found] == expected
