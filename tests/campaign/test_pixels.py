"""The first edition is painted as it was: its words and drawings give the same pixels, or a written reason why not.

`first-edition/` holds both as they were, so that the generator is judged and not what the campaign says today. Its
`pixels.txt` was written by the first edition and is never written anew; `pixels-changed.md` has a row with the path and
the reason of every picture that differs from it, is new, or is no longer made. All are painted by CairoSVG, as then:
this compares words, drawings and layout; how they are painted now is compared with resvg, in `test_direct_painting.py`.
"""

from __future__ import annotations

import multiprocessing
import re
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.pictures import by_cairosvg
from support.whole_campaign import every_artwork

from kit.paint.raster.painter import engines, straight
from kit.project import load_project

if TYPE_CHECKING:
    from kit.model.artwork import Artwork

FOLDER = Path(__file__).parent / "first-edition"
FIRST_EDITION = FOLDER / "pixels.txt"
CHANGED = FOLDER / "pixels-changed.md"
#: The shape of a canvas is told by its width divided by its height, to this many digits.
SHAPE_DIGITS = 1
#: How many processes paint at once. Two are enough for the machines that tests run on.
PAINTERS = 2


@cache
def artworks() -> tuple[Artwork, ...]:
    """Compose every picture of the first edition, in the order in which they are planned."""
    return every_artwork(load_project(FOLDER / "kit.yaml"))


def sums_then() -> dict[str, str]:
    """Read the sums of the first edition, by the picture's path without its ending."""
    lines = FIRST_EDITION.read_text(encoding="utf-8").splitlines()
    rows = (line.split("  ", 1) for line in lines if not line.startswith("#"))
    return {path: digest for digest, path in rows}


def engines_then() -> dict[str, str]:
    """Read the names and versions of what painted the first edition, from the head of its list."""
    head = re.search(r"Painted with cairosvg (\S+) on cairo (\S+)\.$", FIRST_EDITION.read_text("utf-8"), re.MULTILINE)
    assert head, f"{FIRST_EDITION.name} does not name its engines"
    return {"cairosvg": head[1], "cairo": head[2]}


def reasons() -> dict[str, str]:
    """Read the reasons for differences, by the picture's path without its ending."""
    rows = re.findall(r"^\| *(en/\S+) *\| *(.*?) *\|$", CHANGED.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(rows) == len(dict(rows)), f"{CHANGED.name} has two rows for one picture"
    return dict(rows)


def drawings() -> dict[str, str]:
    """Return the resolved SVG of every picture of the first edition, by path without ending."""
    return {artwork.picture.path: artwork.svg for artwork in artworks()}


def one_of_each_shape() -> dict[str, str]:
    """Return the pictures of one placement of each shape of canvas, the smallest of its shape."""
    smallest: dict[float, tuple[int, str]] = {}
    for artwork in artworks():
        placement = artwork.picture.placement
        width, height = placement.size
        shape = round(width / height, SHAPE_DIGITS)
        smallest[shape] = min((width * height, placement.id), smallest.get(shape, (10**9, "")))
    chosen = {placement for _, placement in smallest.values()}
    return {artwork.picture.path: artwork.svg for artwork in artworks() if artwork.picture.placement.id in chosen}


def painted_sum(svg: str) -> str:
    """Paint a picture as the first edition did and return the sum of its pixels."""
    return straight(by_cairosvg(svg)).digest


def sums_of(pictures: dict[str, str]) -> dict[str, str]:
    """Paint each distinct SVG once, in several processes, and return the sum of every picture's pixels by path."""
    distinct = list(dict.fromkeys(pictures.values()))
    with ProcessPoolExecutor(PAINTERS, multiprocessing.get_context("spawn")) as pool:
        digests = dict(zip(distinct, pool.map(painted_sum, distinct, chunksize=4), strict=True))
    return {path: digests[svg] for path, svg in pictures.items()}


def unexplained(then: dict[str, str], now: dict[str, str], explained: dict[str, str]) -> list[str]:
    """Name the pictures that differ, are new or are gone without a reason, and the reasons that explain nothing."""
    different = {path for path in then.keys() | now.keys() if then.get(path) != now.get(path)}
    return sorted(
        [f"{path} differs and has no row in {CHANGED.name}" for path in different - explained.keys()]
        + [f"{path} has a row in {CHANGED.name} and does not differ" for path in explained.keys() - different]
        + [f"{path} has an empty reason in {CHANGED.name}" for path, reason in explained.items() if not reason]
    )


@pytest.fixture
def _engines_of_the_first_edition() -> None:
    """Fail where other engines paint than those that painted the first edition: their pixels can't be compared."""
    then, now = engines_then(), engines()
    if not then.items() <= now.items():
        said = f"pixels can be compared under {then} only; here {now} paint: install requirements.lock"
        pytest.fail(said)


@pytest.mark.ci
def test_every_shape_of_canvas_is_in_the_sample() -> None:
    shapes = {round(a.picture.placement.size[0] / a.picture.placement.size[1], SHAPE_DIGITS) for a in artworks()}
    placements = {path.rpartition("-")[2] for path in one_of_each_shape()}
    assert len(placements) >= len(shapes) >= 6


@pytest.mark.ci
@pytest.mark.usefixtures("_engines_of_the_first_edition")
def test_one_placement_of_each_shape_has_the_pixels_of_the_first_edition() -> None:
    now = sums_of(one_of_each_shape())
    then = {path: digest for path, digest in sums_then().items() if path in now}
    explained = {path: reason for path, reason in reasons().items() if path in now}
    assert unexplained(then, now, explained) == []


@pytest.mark.ci
@pytest.mark.usefixtures("_engines_of_the_first_edition")
def test_every_picture_has_the_pixels_of_the_first_edition_or_a_reason() -> None:
    assert unexplained(sums_then(), sums_of(drawings()), reasons()) == []


def test_a_picture_that_differs_is_new_or_is_gone_needs_a_reason_and_a_reason_a_difference() -> None:
    then, now = {"en/a": "1", "en/gone": "2", "en/same": "3"}, {"en/a": "9", "en/new": "4", "en/same": "3"}
    assert [line.split()[0] for line in unexplained(then, now, {})] == ["en/a", "en/gone", "en/new"]
    every = dict.fromkeys(("en/a", "en/gone", "en/new"), "the codes are larger")
    assert unexplained(then, now, every) == []
    assert unexplained(then, now, {**every, "en/same": "none"}) == [
        "en/same has a row in pixels-changed.md and does not differ"
    ]
    assert unexplained(then, now, {**every, "en/a": ""}) == ["en/a has an empty reason in pixels-changed.md"]


def test_other_engines_are_named_in_a_sentence(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.setattr(f"{__name__}.engines", lambda: {"cairosvg": "9.9", "cairo": "1.0"})
    with pytest.raises(pytest.fail.Exception, match=r"under \{'cairosvg': '2\.9\.1'.* here \{'cairosvg': '9\.9'"):
        request.getfixturevalue("_engines_of_the_first_edition")
