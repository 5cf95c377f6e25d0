"""Outlines that are drawn anew, so that any rule fills them as theirs does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kit.drawing.svg.source.values import path_steps
from kit.drawing.svg.windings import reversed_steps, wound_once

if TYPE_CHECKING:
    from kit.drawing.svg.outlines import Steps

BOX, BOX_BACK = "M0 0L9 0L9 9L0 9L0 0Z", "M0 0L0 9L9 9L9 0L0 0Z"
HOLE, HOLE_BACK = "M2 2L5 2L5 5L2 5L2 2Z", "M2 2L2 5L5 5L5 2L2 2Z"
DOT = "M3 3L4 3L4 4L3 4L3 3Z"
CROSSING = "M2 2L20 2L20 5L2 5Z"


def path_data(steps: Steps) -> str:
    letters = {"moveTo": "M", "lineTo": "L", "curveTo": "C", "closePath": "Z"}
    return "".join(letters[name] + " ".join(f"{x:g} {y:g}" for x, y in args) for name, args in steps)


@pytest.mark.parametrize(
    ("written", "even_odd", "nonzero"),
    [
        (BOX, BOX, BOX),
        (BOX_BACK, BOX, BOX),
        (BOX + HOLE, BOX + HOLE_BACK, BOX),
        (HOLE + BOX, HOLE_BACK + BOX, BOX),
        (BOX + HOLE_BACK, BOX + HOLE_BACK, BOX + HOLE_BACK),
        (BOX_BACK + HOLE, BOX + HOLE_BACK, BOX + HOLE_BACK),
        (BOX + HOLE + DOT, BOX + HOLE_BACK + DOT, BOX),
        (BOX + BOX, BOX_BACK + BOX, BOX),
        (BOX + "M9 0L12 0L12 9Z", BOX + "M9 0L12 0L12 9L9 0Z", BOX + "M9 0L12 0L12 9L9 0Z"),
        ("M0 0C0 9 9 9 9 0Z", "M0 0L9 0C9 9 0 9 0 0Z", "M0 0L9 0C9 9 0 9 0 0Z"),
        ("M0 0L9 0L9 9L0 9L0 0", BOX, BOX),
        (BOX + "M5 5L5 5Z", BOX, BOX),
        ("", "", ""),
    ],
)
def test_every_place_is_wound_around_once_or_not_at_all(written: str, even_odd: str, nonzero: str) -> None:
    for expected, rule in ((even_odd, True), (nonzero, False)):
        found = wound_once(path_steps(written), even_odd=rule)
        assert found is not None
        assert sorted(path_data(found).split("M")) == sorted(expected.split("M"))


@pytest.mark.parametrize("written", [BOX + CROSSING, "M0 0L9 9L9 0L0 9Z", "M0 0C20 20 -11 20 9 0Z"])
def test_an_outline_that_crosses_itself_is_not_taken(written: str) -> None:
    assert wound_once(path_steps(written), even_odd=True) is None


def test_an_outline_of_very_many_lines_is_not_taken() -> None:
    teeth = "".join(f"L{x} {x % 2}" for x in range(5000))
    assert wound_once(path_steps(f"M0 0{teeth}L5000 9L0 9Z"), even_odd=True) is None


def test_a_reversed_outline_is_the_same_from_its_end() -> None:
    assert path_data(reversed_steps(path_steps(BOX + HOLE))) == BOX_BACK + HOLE_BACK
