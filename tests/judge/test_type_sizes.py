"""The sizes of words beside each other, and the room that a headline takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from test_rules import HEADLINE, SUPPORT, project_of, words

from kit.compose import Composer
from kit.judge import judge
from kit.project.plan import plan

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.finding import Finding
    from kit.model.project import Project

#: Sizes of headline, support, address and source, in the drawing, of four levels that are a tenth apart.
APART = {"headline": 60.0, "support": 44.0, "address": 48.4, "source": 34.0}
#: Where each slot of the drawing begins, and how high its box is.
DRAWN = {"headline": (65, 180), "support": (300, 60), "address": (400, 60), "source": (500, 60)}
FIGURE = "statistic: reports\n    link: petition\n    copy: {headline: Keep the tools"


def resized(folder: Path, sizes: dict[str, float], *changes: tuple[str, str, str], source: bool = False) -> Project:
    """Return the tiny kit with words that are drawn in some sizes, and with a source if its picture shows a figure."""
    sized = []
    for slot, size in {**APART, **sizes}.items():
        y, height = DRAWN[slot]
        drawn = words(slot, 65, y, height)
        sized.append(("square.svg", drawn, words(slot, 65, y, height, size=size)))
    figure = [("kit.yaml", "link: petition\n    copy: {headline: Keep the tools", FIGURE)] if source else []
    return project_of(folder, *sized, *figure, *changes)


def found(folder: Path, sizes: dict[str, float], *changes: tuple[str, str, str], source: bool = False) -> list[Finding]:
    """Return what the rules find in the first picture, whose words are drawn in some sizes."""
    project = resized(folder, sizes, *changes, source=source)
    findings = list(judge(Composer(project).compose(plan(project)[0])))
    advice = {finding.severity: finding.rule == "levels" for finding in findings}
    assert advice in ({}, {"advice": True}, {"warning": False}, {"advice": True, "warning": False})
    return findings


def codes(findings: list[Finding]) -> list[str]:
    return [finding.fault.code for finding in findings]


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ({}, []),
        ({"support": 44.5}, ["levels-alike"]),
        ({"support": 48.4}, ["levels-alike"]),
        ({"headline": 53.3}, []),
        ({"headline": 52.5}, ["levels-alike"]),
        ({"source": 40.0}, []),
        ({"source": 40.5}, ["levels-alike"]),
        ({"source": 43.0, "support": 40.0}, ["levels-alike", "source-not-smallest"]),
        ({"source": 50.0, "address": 56.0, "headline": 80.0}, ["source-not-smallest"]),
    ],
)
def test_levels_are_a_tenth_apart_and_the_source_is_the_smallest(
    tmp_path: Path, sizes: dict[str, float], expected: list[str]
) -> None:
    assert codes(found(tmp_path, sizes, source=True)) == expected


def test_sizes_that_are_too_near_are_a_fault_of_the_drawing_in_its_px(tmp_path: Path) -> None:
    [finding] = found(tmp_path, {"support": 46.0})
    message = "'slot-address' at 48.4 px is not a tenth larger than 'slot-support' at 46.0 px"
    assert (finding.rule, finding.fault.message) == ("levels", message)
    assert str(finding.fault.mark).startswith("notice/square.svg:")


def test_words_that_had_to_shrink_are_a_fault_of_kit_yaml(tmp_path: Path) -> None:
    long = ("kit.yaml", SUPPORT, f"support: {'Keep them on ' * 3}")
    [finding] = [f for f in found(tmp_path, {"support": 53.5, "headline": 70.0}, long,
                                  ("layout.yaml", "  support: {fit: keep, lines: 1}", "  support: {lines: 1}"))
                 if f.rule == "levels"]  # fmt: skip
    assert finding.fault.message.endswith(": the support had to shrink")
    assert finding.fault.mark
    assert finding.fault.mark.file == "kit.yaml"


@pytest.mark.parametrize(("size", "expected"), [(44.0, []), (46.0, []), (38.0, ["too-many-levels"])])
def test_lines_of_two_sizes_are_two_levels(tmp_path: Path, size: float, expected: list[str]) -> None:
    note = words("note", 65, 600, size=size)
    changes = [
        ("square.svg", "<!-- here -->", note),
        ("layout.yaml", "  source: {lines: 1}", "  note: {lines: 1}\n  source: {lines: 1}"),
        ("kit.yaml", SUPPORT, "support: Keep them on, note: And say so"),
    ]
    assert codes(found(tmp_path, {}, *changes, source=True)) == expected


@pytest.mark.parametrize(
    ("size", "height", "expected"),
    [
        (90.0, 330, ["headline-low"]),
        (90.0, 160, []),
        (286.0, 330, []),
    ],
)
def test_a_headline_is_a_fifth_of_the_height_where_its_box_has_room(
    tmp_path: Path, size: float, height: int, expected: list[str]
) -> None:
    drawn = words("headline", 65, 65, 180), words("headline", 65, -100, height, size=size, pins="left top")
    project = project_of(tmp_path, ("square.svg", *drawn), ("kit.yaml", HEADLINE, "headline: On,"))
    findings = judge(Composer(project).compose(plan(project)[0]))
    assert [f.fault.code for f in findings if f.rule == "headline-height"] == expected


def test_a_headline_beside_a_figure_may_be_low(tmp_path: Path) -> None:
    number = (
        ("layout.yaml", "  qr:", "  number: {lines: 1}\n  qr:"),
        ("square.svg", "<!-- here -->", words("number", 65, 600)),
    )
    low = ("square.svg", words("headline", 65, 65, 180), words("headline", 65, 65, 230, size=60))
    for changes, expected in (((low,), ["headline-low"]), ((low, *number), [])):
        project = project_of(
            tmp_path / str(len(changes)),
            *changes,
            ("kit.yaml", "link: petition\n    copy: {headline: Keep the tools", FIGURE),
        )
        findings = judge(Composer(project).compose(plan(project)[0]))
        assert [f.fault.code for f in findings if f.rule == "headline-height"] == expected


@pytest.mark.parametrize(("y", "expected"), [(96, []), (94, ["headline-gap-too-small"])])
def test_the_next_line_keeps_its_own_size_away_from_a_headline(tmp_path: Path, y: int, expected: list[str]) -> None:
    project = project_of(tmp_path, ("square.svg", words("support", 65, 300), words("support", 65, y)),
                         ("square.svg", words("headline", 65, 65, 180), words("headline", 65, 20, 62)))  # fmt: skip
    findings = [f for f in judge(Composer(project).compose(plan(project)[0])) if f.rule == "headline-gap"]
    assert codes(findings) == expected
    assert all(str(finding.fault.mark).startswith("notice/square.svg:") for finding in findings)


def test_a_headline_that_shrank_down_to_the_next_line_is_said_to_be_too_long_where_it_is_written(
    tmp_path: Path,
) -> None:
    project = project_of(
        tmp_path,
        ("square.svg", words("support", 65, 300), words("support", 65, 84)),
        ("square.svg", words("headline", 65, 65, 180), words("headline", 65, 20, 50, size=60)),
        ("kit.yaml", "copy: {headline: Keep the tools", "copy: {headline: Keep all of those very many good old tools"),
    )
    [finding] = [f for f in judge(Composer(project).compose(plan(project)[0])) if f.rule == "headline-gap"]
    assert finding.fault.code == "headline-too-long"
    assert finding.fault.mark
    assert finding.fault.mark.file == "kit.yaml"
    assert "Keep all of those" in finding.fault.mark.snippet


def test_words_with_room_are_set_at_the_sizes_that_they_are_drawn_at(tmp_path: Path) -> None:
    """These tests are about the sizes of a picture, and write those of a drawing."""
    project = resized(tmp_path, {}, source=True)
    placed = Composer(project).compose(plan(project)[0]).words
    assert {slot: words.size for slot, words in placed.items()} == pytest.approx(APART, abs=0.1)
