"""Rules on pixels in every build: what is measured by samples, what fails, and what the cache can't hide."""

from __future__ import annotations

import json
from dataclasses import replace
from shutil import rmtree
from typing import TYPE_CHECKING

import pytest
from support.campaigns import KIT, SPEC, make_project
from support.pictures import tree_of

from kit.compose import Composer
from kit.judge import BUILD_PIXEL_RULES, judge_measured, measurement_of
from kit.model.artwork import PlacedWords
from kit.paint.grounds import paint_with_ground
from kit.project import load_project
from kit.project.plan import plan
from kit.run.pipeline.building import build

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kit.model.artwork import Artwork
    from kit.run.pipeline.build_result import BuildResult

#: One picture, with a code.
ONE = SPEC.replace("[telegram/landscape, telegram/square]", "[telegram/square]").partition("  share:")[0]

#: One picture of a drawing of its own.
PLAIN = f"""{ONE.partition("messages:")[0]}messages:
  plain:
    images: [{{layout: plain, on: [feed]}}]
    copy: {{headline: Words to read}}
    caption: {{short: Read., long: Read.}}
    shows: Words.
"""


@pytest.fixture(scope="module")
def artwork(tmp_path_factory: pytest.TempPathFactory) -> Artwork:
    root = make_project(tmp_path_factory.mktemp("sound") / "project", ONE)
    project = load_project(root / "kit.yaml")
    return Composer(project).compose(plan(project)[0])


def codes(artwork: Artwork, over: str = "") -> list[tuple[str, str]]:
    """Return the slot and the code of each fault found in a picture as painted, with something drawn over it."""
    measure = measurement_of(artwork)
    assert measure
    measure = replace(measure, ground=tree_of(measure.ground.svg.replace("</svg>", f"{over}</svg>")))
    painted = paint_with_ground(tree_of(artwork.svg.replace("</svg>", f"{over}</svg>")), measure.tree)
    measured = json.loads(json.dumps(measure(*painted)))
    slots = {placed.slot.mark: placed.slot.name for placed in artwork.placed}
    faults = [finding.fault for finding in judge_measured(artwork, measured)]
    return [(slots[fault.mark], fault.code) for fault in faults if fault.mark]


def rectangle(artwork: Artwork, slot: str) -> str:
    """Return a grey rectangle over what was placed in a slot."""
    placed = next(placed for placed in artwork.placed if placed.slot.name == slot)
    box = placed.ink if isinstance(placed, PlacedWords) else placed.box
    assert box
    return f'<rect x="{box.x0}" y="{box.y0}" width="{box.width}" height="{box.height}" fill="#808080"/>'


def test_a_sound_picture_has_contrast(artwork: Artwork) -> None:
    assert codes(artwork) == []


@pytest.mark.parametrize(("slot", "code"), [("headline", "line-too-faint"), ("qr", "qr-too-faint")])
def test_what_something_covers_is_named(slot: str, code: str, artwork: Artwork) -> None:
    assert codes(artwork, rectangle(artwork, slot)) == [(slot, code)]


GRADIENT = (
    '<defs><linearGradient id="g" x1="0" y1="0" x2="{}" y2="{}"><stop offset="0" stop-color="#000000"/>'
    '<stop offset="1" stop-color="#ffffff"/></linearGradient></defs><rect width="1080" height="1080" fill="url(#g)"/>'
)


def wall(colour: str) -> str:
    return f'<rect width="1080" height="1080" fill="{colour}"/>'


def grain(*colours: str) -> str:
    """Return what a photo may be behind words: squares of 12 px in some colours, in turn."""
    squares = [(x, y) for x in range(0, 1080, 12) for y in range(0, 480, 12)]
    return "".join(
        f'<rect x="{x}" y="{y}" width="12" height="12" fill="{colours[(x * 7 + y * 5) // 12 % len(colours)]}"/>'
        for x, y in squares
    )


@pytest.fixture
def faint(tmp_path: Path) -> Callable[..., bool]:
    """Return what tells whether a build finds words in a drawing too faint."""

    def judged(behind: str, colour: str, size: int = 80, over: str = "") -> bool:
        box = '<rect x="100" y="100" width="800" height="300"/>'
        text = f'<text fill="{colour}" font-family="Source Sans 3" font-size="{size}">Words</text>'
        root = make_project(tmp_path / "project", PLAIN)
        folder = root / "templates" / "svg" / "plain"
        folder.mkdir(parents=True)
        (folder / "layout.yaml").write_text("title: Plain\nslots:\n  headline: {required: yes}\n", encoding="utf-8")
        (folder / "square.svg").write_text(
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1080 1080">{behind}'
            '<rect id="live" x="65" y="65" width="950" height="950"/>'
            f'<g id="slot-headline">{box}{text}</g>{over}</svg>',
            encoding="utf-8",
        )
        project = load_project(root / "kit.yaml")
        return bool(codes(Composer(project).compose(plan(project)[0])))

    return judged


@pytest.mark.parametrize(
    ("behind", "colour", "size"),
    [
        (wall("#ffffff"), "#000000", 80),
        (wall("#ffffff"), "#767676", 16),
        (wall("#101010"), "#ffffff", 11),
        ("", "#777777", 80),
        (GRADIENT.format(0, 1), "#ffffff", 80),
        (grain("#202020", "#183048", "#203020", "#301810", "#f0f0f0"), "#ffffff", 80),
        (wall("#ffffff") + '<path d="M0,105H1080M0,135H1080M0,165H1080" stroke="#000000"/>', "#000000", 80),
    ],
    ids=["plain", "small", "smallest", "transparent", "gradient", "dark photo", "hairlines behind"],
)
def test_words_that_can_be_read_are_no_fault(faint: Callable[..., bool], behind: str, colour: str, size: int) -> None:
    assert not faint(behind, colour, size)


@pytest.mark.few(5)
@pytest.mark.parametrize(
    ("behind", "colour", "over"),
    [
        (wall("#ffffff"), "#ffffff", ""),
        (wall("#ffffff"), "#fffffe", ""),
        (wall("#ffffff"), "#c8c8c8", ""),
        ("", "#000000", ""),
        ("", "#ffffff", ""),
        (GRADIENT.format(1, 0), "#000000", ""),
        (grain("#f4f4f4", "#e0e8ee", "#ffffff", "#d8d0c8", "#cfe3f0"), "#ffffff", ""),
        (wall("#ffffff"), "#000000", wall("#ffffff")),
        (wall("#ffffff"), "#000000", '<rect width="1080" height="1080" fill="#ffffff" fill-opacity=".93"/>'),
        (wall("#ffffff"), "#000000", '<rect x="100" width="70" height="1080" fill="#ffffff"/>'),
    ],
    ids=[
        "of its wall", "nearly", "pale", "on a dark page", "on a light page", "gradient", "light photo", "covered",
        "veiled", "one letter covered",
    ],
)  # fmt: skip
def test_words_that_can_not_be_read_are_a_fault(
    faint: Callable[..., bool], behind: str, colour: str, over: str
) -> None:
    assert faint(behind, colour, over=over)


def make(project: Path) -> BuildResult:
    return build(load_project(project / "kit.yaml"), project / "dist", jobs=1)


def test_rules_that_are_turned_off_are_not_measured(artwork: Artwork) -> None:
    assert measurement_of(artwork, tuple(BUILD_PIXEL_RULES)) is None


@pytest.mark.ci
def test_a_picture_from_the_cache_is_judged_too(tmp_path: Path, kept: Path) -> None:
    project = make_project(tmp_path / "project", ONE)
    assert make(project).published
    measures = list(kept.glob("projects/*/measures/*/*"))
    assert len(measures) == 1
    measures[0].unlink()
    [pictures] = kept.glob("projects/*/pictures")
    [languages] = kept.glob("projects/*/languages")
    for folder in (pictures, languages):  # which say that nothing was found
        rmtree(folder)
    again = make(project)
    assert (again.painted, again.folder.name) == (1, KIT)
    assert measures[0].is_file()
