"""Rules on pixels in every build: what is measured by samples, what fails, and what the cache can't hide."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from workbench import KIT, SPEC, make_project

from kit.checks import BUILD_PIXEL_RULES, judge_measured, measurement_of
from kit.compose import Composer
from kit.pipeline.building import build
from kit.project import load_project
from kit.project.plan import plan
from kit.raster import paint

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.artwork import Artwork
    from kit.pipeline.result import BuildResult

#: One picture, with a code.
ONE = SPEC.replace("[telegram/landscape, telegram/square]", "[telegram/square]").partition("  share:")[0]


@pytest.fixture(scope="module")
def artwork(tmp_path_factory: pytest.TempPathFactory) -> Artwork:
    root = make_project(tmp_path_factory.mktemp("sound") / "project", ONE)
    project = load_project(root / "kit.yaml")
    return Composer(project).compose(plan(project)[0])


def codes(artwork: Artwork, over: str = "") -> list[tuple[str, str]]:
    """Return the slot and the code of each fault found in a picture as painted, with something drawn over it."""
    measure = measurement_of(artwork)
    assert measure
    measure = replace(measure, ground=measure.ground.replace("</svg>", f"{over}</svg>"))
    measured = json.loads(json.dumps(measure(paint(artwork.svg.replace("</svg>", f"{over}</svg>")))))
    slots = {placed.slot.mark: placed.slot.name for placed in artwork.placed}
    faults = [finding.fault for finding in judge_measured(artwork, measured)]
    return [(slots[fault.mark], fault.code) for fault in faults if fault.mark]


def rectangle(artwork: Artwork, slot: str) -> str:
    """Return a grey rectangle over what was placed in a slot."""
    placed = next(placed for placed in artwork.placed if placed.slot.name == slot)
    box = placed.ink if placed.kind == "words" else placed.box
    assert box
    return f'<rect x="{box.x0}" y="{box.y0}" width="{box.width}" height="{box.height}" fill="#808080"/>'


def test_a_sound_picture_has_contrast(artwork: Artwork) -> None:
    assert codes(artwork) == []


@pytest.mark.parametrize(("slot", "code"), [("headline", "line-too-faint"), ("qr", "qr-too-faint")])
def test_what_something_covers_is_named(slot: str, code: str, artwork: Artwork) -> None:
    assert codes(artwork, rectangle(artwork, slot)) == [(slot, code)]


def make(project: Path) -> BuildResult:
    return build(load_project(project / "kit.yaml"), project / "dist", jobs=1)


def test_rules_that_are_turned_off_are_not_measured(artwork: Artwork) -> None:
    assert measurement_of(artwork, tuple(BUILD_PIXEL_RULES)) is None


def test_a_picture_from_the_cache_is_judged_too(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", ONE)
    assert make(project).published
    measures = [path for path in (project / "dist" / ".cache" / "measures").rglob("*") if path.is_file()]
    assert len(measures) == 1
    measures[0].unlink()
    again = make(project)
    assert (again.painted, again.folder.name) == (0, KIT)
    assert measures[0].is_file()
