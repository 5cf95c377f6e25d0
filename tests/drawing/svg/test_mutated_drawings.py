"""Real drawings with parts dropped, doubled, swapped and perturbed: read, laid out and composed, or refused."""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from conftest import TESTS
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree
from support.campaigns import EVERY_LAYOUT, make_project

from kit.base.errors import KitError
from kit.compose import Composer
from kit.drawing.svg.drawing_reader import read_drawing
from kit.judge.engine_agreement import engines_agree
from kit.project import load_project
from kit.project.plan import plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kit.model.artwork import Artboard
    from kit.model.project import Project

SVG = "{http://www.w3.org/2000/svg}"
DRAWINGS = sorted(
    [*(TESTS.parent / "templates" / "svg").glob("*/*.svg"), *(TESTS / "drawing" / "svg" / "exports").glob("*")]
)
#: Values that have broken readers of SVG, for any attribute.
VALUES = (
    "", " ", "0", "-1", ".5", "1e9", "1e-9", "1e999", "nan", "inf", "1.2.3", "²", "٣", "50%", "5mm", "none", "inherit",
    "url(#a)", "url(#live)", "url(", "#live", "#a", "a", "live", "slot-qr", "slot-headline pin-left", "stretch stretch",
    "left top", "matrix(0 0 0 0 0 0)", "scale(-1e5)", "rotate(1 2 3)", "skewX(90)", "translate(1e6)", "M0 0H9", "M0",
    "M1 1A0 0 0 1 1 0 0z", "0,0 9", "fill:#0f2a2e;font-size:0", "font-size:1e5", "line-height:-1", "0 0 1 1",
    "objectBoundingBox", "display:none", "_xD800_", "\u202e", "userSpaceOnUse", "hsl(0 0% 0% / 0)", "1000000",
)  # fmt: skip
KEYS = (
    "id", "class", "style", "transform", "data-name", "data-pin", "data-frames", "href", "fill", "stroke", "opacity",
    "stroke-dasharray", "clip-path", "font-size", "font-weight", "letter-spacing", "line-height", "display", "x", "y",
    "width", "height", "viewBox", "d", "points", "font-variation-settings", "font-family", "dy",
)  # fmt: skip
TAGS = (
    "g", "rect", "path", "polygon", "circle", "text", "tspan", "use", "symbol", "clipPath", "linearGradient", "pattern",
    "image", "svg", "line", "stop", "defs",
)  # fmt: skip


def _drop(element: etree._Element, _pick: random.Random) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _double(element: etree._Element, _pick: random.Random) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.append(etree.fromstring(etree.tostring(element, with_tail=False)))


def _swap(element: etree._Element, pick: random.Random) -> None:
    """Move an element into any other that is not in it."""
    others = [other for other in element.getroottree().iter(etree.Element) if element not in other.iterancestors()]
    other = pick.choice(others)
    if other is not element and element.getparent() is not None:
        other.append(element)


def _retag(element: etree._Element, pick: random.Random) -> None:
    element.tag = SVG + pick.choice(TAGS)


def _set(element: etree._Element, pick: random.Random) -> None:
    element.set(pick.choice(KEYS), pick.choice(VALUES))


def _perturb(element: etree._Element, pick: random.Random) -> None:
    """Cut, double or replace part of an attribute that is there."""
    if element.attrib:
        key = pick.choice(sorted(map(str, element.attrib)))
        value = str(element.get(key))
        start, end = sorted(pick.randrange(len(value) + 1) for _ in range(2))
        element.set(key, value[:start] + pick.choice((*VALUES, value)) + value[end:])


def _bare(element: etree._Element, pick: random.Random) -> None:
    if element.attrib:
        del element.attrib[pick.choice(sorted(map(str, element.attrib)))]


CHANGES = (_drop, _double, _swap, _retag, _set, _set, _perturb, _perturb, _perturb, _bare)


def mutated(data: bytes, pick: random.Random) -> bytes:
    """Return a drawing with one to six changes to its elements, and now and then to its bytes."""
    root = etree.fromstring(data)
    for _ in range(pick.randint(1, 6)):
        pick.choice(CHANGES)(pick.choice(list(root.iter(etree.Element))), pick)
    result = bytearray(etree.tostring(root))
    if pick.random() < 0.1:
        result[pick.randrange(len(result))] = pick.randrange(256)
    return bytes(result)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return load_project(make_project(tmp_path_factory.mktemp("every") / "layout", EVERY_LAYOUT) / "kit.yaml")


@pytest.fixture(scope="module")
def compose(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, bytes, random.Random], None]:
    """Compose one artboard of the project with a changed drawing in the place of those of its layout."""
    folder = tmp_path_factory.mktemp("plain")
    artboards: dict[str, list[Artboard]] = {}
    for artboard in plan(project):
        artboards.setdefault(artboard.layout, []).append(artboard)

    def run(source: Path, data: bytes, pick: random.Random) -> None:
        artboard = pick.choice(artboards.get(source.parent.name) or artboards["cover"])
        path = folder / "square.svg"
        path.write_bytes(data)
        layout = replace(project.layouts[artboard.layout], drawings={"square": path}, serves={})
        changed = replace(project, layouts={**project.layouts, artboard.layout: layout})
        with suppress(KitError):
            Composer(changed).compose(artboard)

    return run


def accepted(count: int, folder: Path) -> Iterator[tuple[int, Path]]:
    """Yield the mutated drawings that are accepted, of so many, each with its seed."""
    path = folder / "square.svg"
    for seed in range(count):
        pick = random.Random(seed)  # noqa: S311  (repeats a failure, hides nothing)
        path.write_bytes(mutated(pick.choice(DRAWINGS).read_bytes(), pick))
        with suppress(KitError):
            read_drawing(path, {})
            yield seed, path


def check(examples: int, compose: Callable[[Path, bytes, random.Random], None]) -> None:
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.sampled_from(DRAWINGS), st.integers(0, 2**32))
    def nothing_but_a_kit_error_escapes(source: Path, seed: int) -> None:
        pick = random.Random(seed)  # noqa: S311  (repeats a failure, hides nothing)
        data = mutated(source.read_bytes(), pick)
        try:
            compose(source, data, pick)
        except BaseException as error:
            error.add_note(f"{source}, seed {seed}")
            raise

    nothing_but_a_kit_error_escapes()


def test_the_project_has_a_picture_in_every_layout(project: Project) -> None:
    assert {artboard.layout for artboard in plan(project)} == set(project.layouts)


@pytest.mark.ci
def test_500_mutated_drawings_are_composed_or_refused(compose: Callable[[Path, bytes, random.Random], None]) -> None:
    check(500, compose)


@pytest.mark.slow
def test_5000_mutated_drawings_are_composed_or_refused(compose: Callable[[Path, bytes, random.Random], None]) -> None:
    check(5000, compose)


def assert_painted_alike(count: int, folder: Path) -> None:
    found = [(seed, list(engines_agree(path))) for seed, path in accepted(count, folder)]
    assert len(found) > count / 8, "hardly any is accepted"
    assert [one for one in found if one[1]] == []


@pytest.mark.ci
def test_two_engines_agree_on_the_mutated_drawings_that_are_accepted(tmp_path: Path) -> None:
    assert_painted_alike(60, tmp_path)


@pytest.mark.slow
def test_two_engines_agree_on_the_accepted_ones_of_3000_mutated_drawings(tmp_path: Path) -> None:
    assert_painted_alike(3000, tmp_path)
