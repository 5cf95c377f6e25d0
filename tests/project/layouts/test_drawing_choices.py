"""A layout may say which drawing serves which role or placement; what it names exists and is named once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.campaigns import LAYOUT, write_own_palette
from support.faults import located, refused

from kit.base.errors import SpecError
from kit.compose import Composer
from kit.project import load_project
from kit.project.plan import plan

if TYPE_CHECKING:
    from pathlib import Path

END = "colour: leaf}\n"


def written(folder: Path, drawings: str, *shapes: str) -> Path:
    """Write the campaign with `drawings` in its layout, and its one drawing under other names as well."""
    spec = write_own_palette(folder / "own", (LAYOUT, END, f"{END}drawings: {drawings}\n"))
    drawn = spec.parent / "templates/svg/leaf/square.svg"
    for shape in shapes:
        drawn.with_stem(shape).write_bytes(drawn.read_bytes())
    return spec


@pytest.mark.parametrize(
    ("drawings", "chosen"),
    [
        ("{wide: [feed]}", "leaf/wide.svg"),
        ("{wide: [x/square]}", "leaf/wide.svg"),
        ("{wide: [x/square], square: [feed]}", "leaf/wide.svg"),
        ("{wide: [feed], square: [x/square]}", "leaf/square.svg"),
        ("{wide: [story, x/header]}", "leaf/square.svg"),
    ],
)
def test_the_drawing_named_for_a_placement_wins_over_that_of_its_role(
    drawings: str, chosen: str, tmp_path: Path
) -> None:
    project = load_project(written(tmp_path, drawings, "wide"))
    assert Composer(project).drawing_for(plan(project)[0]).name == chosen


@pytest.mark.parametrize(
    ("drawings", "found"),
    [
        ("{wide: [feed]}", ("unknown-drawing", "wide: [feed]}")),
        ("{squre: [feed]}", ("unknown-drawing", "squre: [feed]}")),
        ("{feed: [square]}", ("unknown-drawing", "feed: [square]}")),
        ("{square: [feet]}", ("unknown-placement", "feet]}")),
        ("{square: [x]}", ("unknown-placement", "x]}")),
        ("{square: [feed, feed]}", ("placement-served-twice", "feed]}")),
        ("{square: feed}", ("wrong-type", "feed}")),
        ("[square]", ("wrong-type", "[square]")),
    ],
)
def test_a_drawing_a_role_or_a_placement_that_does_not_exist_has_its_place(
    drawings: str, found: tuple[str, str], tmp_path: Path
) -> None:
    assert located(written(tmp_path, drawings)) == [found]


def test_a_role_in_the_place_of_its_drawing_is_shown_the_right_way_round(tmp_path: Path) -> None:
    with refused(SpecError, "unknown-drawing") as faults:
        load_project(written(tmp_path, "{feed: [square]}"))
    assert faults[0].remedy == "the drawing comes first: square: [feed]"
