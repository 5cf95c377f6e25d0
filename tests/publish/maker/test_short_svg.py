"""Drawings in few bytes: the same shapes to a tenth of a px, with what they share written once."""

from __future__ import annotations

import pytest
from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib.path import parse_path
from lxml import etree

from kit.base.geometry import Size
from kit.model.layout import Element
from kit.model.tree import Tree
from kit.publish.maker.short_svg import MARK, ShortTexts, short_path, short_svg

PATHS = [
    "M10 10L20.04 20.06L-5 3Z",
    "M183.88 411.35Q192.87 411.35 190.01 409.58Q187.15 407.81 185.51 404.46ZM0.04 0.05L1 1Z",
    "M-60 -230L-85 -92M-30 -230L-43 -92V3.25H9.11",
    "m1.5 2.5l10 10 5.25-4.75h-3v.5c1 2 3 4 5 6s2 2 4 4q1 1 2 2t3 3z",
    "M0 0h10v10h-10zM20 20h10v10h-10z",
]


def points(path: str) -> list[tuple[float, float]]:
    pen = RecordingPen()
    parse_path(path, pen)
    return [point for _, arguments in pen.value for point in arguments if point]


@pytest.mark.parametrize("path", PATHS)
def test_a_path_has_the_same_points_to_a_tenth(path: str) -> None:
    short = short_path(path)
    assert len(short) < len(path) + 3
    for one, other in zip(points(path), points(short), strict=True):
        assert one == pytest.approx(other, abs=0.0501)


def test_rounding_never_adds_up() -> None:
    steps = "M0 0" + "".join(f"L{index * 0.33:.2f} {index * 0.77:.2f}" for index in range(1, 200))
    assert len(points(steps)) == 200
    for one, other in zip(points(steps), points(short_path(steps)), strict=True):
        assert one == pytest.approx(other, abs=0.0501)


def test_what_drawings_share_is_written_once() -> None:
    long = "M0 0" + "".join(f"L{index} {index % 7}" for index in range(60))
    texts = ShortTexts()
    tree = Tree(
        Size(100, 50), (Element("path", {"d": long, "fill": "#ffffff"}), Element("path", {"d": long, "id": "a<b"}))
    )
    written = short_svg(tree, texts)
    assert len(texts.numbers) == 1
    assert written.count(f"{MARK}0{MARK}") == 2
    whole = etree.fromstring(written.replace(f"{MARK}0{MARK}", next(iter(texts.numbers))))
    assert [child.get("id") for child in whole] == [None, "a<b"]
    assert whole.get("viewBox") == "0 0 100 50"


def test_a_part_that_is_enlarged_keeps_its_detail() -> None:
    small = Element("path", {"d": "M0.01 0.02L0.13 0.27Z", "transform": "matrix(20 0 0 20 0 0)"})
    assert "M0.01 0.02" not in short_svg(Tree(Size(10, 10), (small,)), ShortTexts())
    assert "m.01 .02" in short_svg(Tree(Size(10, 10), (small,)), ShortTexts())
