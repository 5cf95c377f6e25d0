"""A campaign with a palette, roles and a layout of its own, in a folder without anything else, is built clean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from meadows import DRAWING, LAYOUT, write_meadow
from refusals import refused

import kit
from kit.compose import Composer
from kit.errors import DrawingError
from kit.project.plan import plan

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.long
def test_a_campaign_of_its_own_is_built_and_checked_clean(tmp_path: Path) -> None:
    project = kit.load(write_meadow(tmp_path / "own"))
    result = kit.build(project, tmp_path / "out", jobs=1)
    assert (result.failures, result.warnings) == ((), ())
    assert kit.check(project, built=result.folder) == ()
    assert {(asset.drawing, asset.theme) for asset in result.assets} == {
        ("leaf/square.svg", "drawn"),
        ("leaf/square.svg", "dusk"),
    }


def test_a_code_is_black_on_white_where_the_layout_names_no_roles(tmp_path: Path) -> None:
    spec = write_meadow(tmp_path / "own", (LAYOUT, "{dark: soil, light: paper}", "{}"))
    project = kit.load(spec)
    code = Composer(project).compose(plan(project, "evening *")[0]).code
    assert code
    assert (code.dark, code.light) == ("#000000", "#ffffff")


CHART = '<rect x="65" y="540" width="950" height="330" fill="none"/>'


@pytest.mark.parametrize(("fill", "painted"), [("#8a4b00", "#8a4b00"), ("#123456", "#123456")])
def test_a_chart_has_the_colour_of_its_box_where_the_layout_names_none(fill: str, painted: str, tmp_path: Path) -> None:
    filled = (DRAWING, CHART, CHART.replace('"none"', f'"{fill}"'))
    spec = write_meadow(tmp_path / "own", (LAYOUT, ", colour: leaf", ""), filled)
    project = kit.load(spec)
    assert f'fill="{painted}" d="M' in Composer(project).compose(plan(project, "species *")[0]).svg


def test_a_chart_without_any_colour_is_refused_at_its_box(tmp_path: Path) -> None:
    project = kit.load(write_meadow(tmp_path / "own", (LAYOUT, ", colour: leaf", "")))
    with refused(DrawingError, "chart-without-colour"):
        Composer(project).compose(plan(project, "species *")[0])
