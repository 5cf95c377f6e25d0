"""What the lines of a picture read by themselves, cut out of their sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from test_rules import HEADLINE, SUPPORT, project_of

from kit.base.geometry import Box
from kit.compose import Composer
from kit.judge import WORD_RULES, judge
from kit.judge.set_lines import SetLine, left_in, lines_of
from kit.model.placement import Crop
from kit.project.plan import plan

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.artwork import Artwork

#: What no line may read in these tests.
VOICE = "voice: {never: [horror], never_in_a_line: [child abuse online lawful, find it lawful]}"


def composed(folder: Path, *changes: tuple[str, str, str]) -> Artwork:
    """Return the first picture of the tiny kit with some changes."""
    project = project_of(folder, ("kit.yaml", "voice: [horror]", VOICE), *changes)
    return Composer(project).compose(plan(project)[0])


def read(artwork: Artwork) -> list[str]:
    """Return what the rule finds, each finding by what is read."""
    found = [finding for finding in judge(artwork, (), WORD_RULES) if finding.rule == "never-in-a-line"]
    assert {finding.severity for finding in found} <= {"error"}
    assert {finding.fault.code for finding in found} <= {"line-ruled-out"}
    return [finding.fault.message for finding in found]


@pytest.mark.parametrize(
    ("headline", "message"),
    [
        ("We ask to keep the tools that\\nfind it lawful.", "a line of the headline reads 'find it lawful.'"),
        ("Now the tools that\\nFIND IT,\\n— lawful", "two lines of the headline read 'FIND IT, / — lawful'"),
        ("Keep tools against\\nchild\u00a0abuse online\u00adlawful", None),
        ("Keep tools against\\nchild\u00a0abuse online \u00adlaw\u00adful", "a line of the headline reads"),
        ("Keep it lawful to detect\\nchild abuse online", None),
        ("Ask them to find\\nit and to keep\\nthat lawful", None),
        ("Let us find\\nit lawfully", None),
        ("Let us find\\nit\\nlawful", None),
    ],
)
def test_a_phrase_is_found_in_a_line_and_in_two_that_follow_each_other(
    tmp_path: Path, headline: str, message: str | None
) -> None:
    artwork = composed(tmp_path, ("kit.yaml", HEADLINE, f'"headline": "{headline}",'))
    assert len(artwork.words["headline"].lines) >= 2
    found = read(artwork)
    assert len(found) == (1 if message else 0)
    assert not message or found[0].startswith(message)


def test_a_phrase_is_found_from_the_last_line_of_a_slot_to_the_first_of_the_one_below(tmp_path: Path) -> None:
    artwork = composed(
        tmp_path, ("kit.yaml", HEADLINE, "headline: Stop child abuse online,"), ("kit.yaml", SUPPORT, "support: Lawful")
    )
    assert read(artwork) == ["two lines of the headline and the support read 'Stop child abuse online / Lawful'"]


def test_every_letter_belongs_to_the_line_that_it_is_set_in(tmp_path: Path) -> None:
    artwork = composed(tmp_path, ("kit.yaml", HEADLINE, '"headline": "aces,\\nTypography:\\nan “oak”",'))
    lines = lines_of(artwork.words["headline"])
    assert [(line.text, len(line.letters)) for line in lines] == [("aces,", 5), ("Typography:", 11), ("an “oak”", 7)]
    step = lines[1].baseline - lines[0].baseline
    assert step == pytest.approx(artwork.words["headline"].size * 1.2, abs=1)
    assert lines[2].baseline - lines[1].baseline == pytest.approx(step, abs=1)


@pytest.mark.parametrize(
    ("headline", "left", "message"),
    [
        ("Never find it unlawful", "unlawful", None),
        ("Never find it unlawful", "lawful", None),
        (
            "Un find it lawfully",
            "find it lawful",
            "a line of the headline reads 'find it lawful' in the crop 'profile'",
        ),
        ("Ask them to\\nfind it unlawful", "", None),
    ],
)
def test_what_a_crop_leaves_of_a_line_is_read_as_well(
    tmp_path: Path, headline: str, left: str, message: str | None
) -> None:
    artwork = composed(tmp_path, ("kit.yaml", HEADLINE, f'"headline": "{headline}",'))
    line = next(line for line in lines_of(artwork.words["headline"]) if left in line.text) if left else None
    box = around(line, left) if line else (0, 900, 1080, 1080)
    placement = replace(artwork.picture.placement, crops=(Crop(name="profile", box=box),))
    cropped = replace(artwork, picture=replace(artwork.picture, placement=placement))
    assert read(cropped) == ([message] if message else [])


@pytest.mark.parametrize(
    ("language", "text", "width", "left"),
    [
        ("he", "שלום abc", 30, "abc"),
        ("he", "abc שלום", 40, "שלום"),
        ("he", "שלום", 20, "ום"),
        ("en", "abc שלום", 50, "abc ום"),
        ("en", "abc", 20, "ab"),
    ],
)
def test_a_crop_leaves_the_letters_of_a_line_that_are_in_it_in_every_direction(
    tmp_path: Path, language: str, text: str, width: int, left: str
) -> None:
    """Each letter is 10 px wide, the line begins at the left edge of the crop."""
    placed = composed(tmp_path).words["headline"]
    letters = tuple(Box(x, 0, x + 10, 10) for x in range(0, 10 * len(text.replace(" ", "")), 10))
    assert left_in(SetLine(placed, text, letters), Box(0, 0, width, 10), language) == left


def around(line: SetLine, words: str) -> tuple[int, int, int, int]:
    """Return a box around the letters of some words of a line, whose characters have a letter each."""
    start = len("".join(line.text[: line.text.index(words)].split()))
    box = Box.union(line.letters[start : start + len("".join(words.split()))])
    assert box
    return (int(box.x0), 0, int(box.x1) + 1, 1080)
