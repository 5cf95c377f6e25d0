"""Paths as arrays say what their text says, number for number."""

from __future__ import annotations

import pickle
from struct import pack, unpack

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kit.base.geometry import Size
from kit.base.path_steps import (
    PathSteps,
    glyph_run,
    glyph_steps,
    rectangles,
    repeated_steps,
    to_hundredths,
    to_thousandths,
)
from kit.drawing.svg.outlines import drawn_steps
from kit.drawing.svg.source.values import path_steps
from kit.model.layout import Element
from kit.model.tree import Tree, written_attributes
from kit.paint.raster.cairo_paths import rows_of, rows_of_steps
from kit.paint.raster.painter import paint

#: An outline of every kind of step, in font units, y upwards.
COMMANDS = (
    ("M", (0.0, 700.0)),
    ("L", (333.0, 12.5)),
    ("Q", (100.0, -20.0, 7.0, 900.0)),
    ("C", (1.0, 2.0, 3.0, 4.0, 5.0, 6.0)),
    ("Z", ()),
)


@given(st.one_of(st.floats(-1e6, 1e6), st.integers(-(10**6), 10**6).map(lambda number: number / 200)))
@example(1.115)
@example(3.125)
@example(-0.001)
def test_numbers_are_rounded_as_text_rounds_them(value: float) -> None:
    found = float(to_hundredths(np.array([[value, value]]))[0, 1])
    assert pack("d", found) == pack("d", float(f"{value:.2f}"))
    assert unpack("d", pack("d", found)) == (found,)


@given(st.one_of(st.floats(-1e9, 1e9), st.integers(-(10**6), 10**6).map(lambda number: number / 2000)))
@example(0.0625)
@example(1.0005)
@example(-0.0001)
@example(1234567.891)
@example(999999.9999)
def test_numbers_of_three_decimals_are_rounded_as_text_rounds_them(value: float) -> None:
    found = float(to_thousandths(np.array([[value, value]]))[0, 1])
    assert pack("d", found) == pack("d", float(f"{round(value, 3):.9g}"))


def test_an_outline_is_repeated_in_every_place_with_short_numbers() -> None:
    steps = repeated_steps(b"MLZ", [(0.0, 0.5), (1.0005, -2.0)], [(0.0, 0.0), (10.0, 0.25)])
    assert steps.d == "M0 0.5L1 -2ZM10 0.75L11.001 -1.75Z"


def test_glyphs_stand_one_behind_the_other_with_y_downwards() -> None:
    glyph, blank = glyph_steps(COMMANDS), glyph_steps(())
    run = glyph_run([(glyph, (10.0, 50.0, 0.01)), (blank, (20.0, 50.0, 0.01)), (glyph, (30.004, 50.0, 0.02))])
    first = "M10.00 43.00L13.33 49.88Q11.00 50.20 10.07 41.00C10.01 49.98 10.03 49.96 10.05 49.94Z"
    assert run.d == first + "M30.00 36.00L36.66 49.75Q32.00 50.40 30.14 32.00C30.02 49.96 30.06 49.92 30.10 49.88Z"
    assert run.bounds == (10.0, 32.0, 36.66, 50.4)


def test_no_glyphs_are_no_path() -> None:
    assert (glyph_run([]).d, glyph_run([(glyph_steps(()), (1.0, 2.0, 3.0))]).letters) == ("", b"")


def test_rectangles_have_short_text() -> None:
    both = rectangles([(0, 0, 2, 1), (5, 3, 6, 4)]).placed(10, 20, 3)
    assert both.d == "M10 20h6v3h-6zM25 29h3v3h-3z"


@pytest.mark.parametrize(
    "steps",
    [
        glyph_run([(glyph_steps(COMMANDS), (3.3, 9.7, 0.0731))] * 2),
        rectangles([(0, 0, 2, 1), (5, 3, 6, 4)]),
        repeated_steps(b"MQLZ", [(0.1, 2.0), (3.0007, 4.0), (5.0, 6.5), (7.0, 8.0)], [(0.0, 0.0), (30.2, 1e-3)]),
    ],
    ids=["glyphs", "rectangles", "tiles"],
)
def test_steps_are_painted_as_their_text_is(steps: PathSteps) -> None:
    assert rows_of_steps(steps).tobytes() == rows_of(steps.d).tobytes()


#: An outline with lines across, down and to where they begin, of two parts, the second open.
DRAWN = [
    ("moveTo", ((0.125, 10.0),)),
    ("lineTo", ((20.004, 10.0),)),
    ("lineTo", ((20.004, 30.333),)),
    ("lineTo", ((20.004, 30.333),)),
    ("curveTo", ((9.0, 8.0), (7.0, 6.0), (5.5, 4.5))),
    ("closePath", ()),
    ("moveTo", ((1.0, 2.0),)),
    ("lineTo", ((3.0, 4.0),)),
    ("lineTo", ((9.0, 5.0),)),
    ("endPath", ()),
]


def test_steps_of_an_outline_say_what_their_text_says() -> None:
    steps = drawn_steps(DRAWN)
    assert steps.d == "M0.12 10.00H20.00V30.33C9.00 8.00 7.00 6.00 5.50 4.50ZM1.00 2.00 3.00 4.00 9.00 5.00"
    assert steps.letters == b"MLLCZMLL"
    of_text = [(name, points) for name, points in path_steps(steps.d) if name != "endPath"]
    closed = ("lineTo", ((0.12, 10.0),))  # the parser draws the line that closes a part
    assert of_text == [*steps.commands[:4], closed, *steps.commands[4:]]
    assert pickle.loads(pickle.dumps(steps)).d == steps.d  # noqa: S301  (a worker gets the tree of a picture)


def test_an_outline_is_painted_as_its_text_is() -> None:
    look = {"fill": "#f5a83c", "stroke": "#0f2a2e", "stroke-width": "3"}
    one, other = (
        Tree(Size(40, 40), (element,))
        for element in (
            Element("path", look, steps=drawn_steps(DRAWN)),
            Element("path", {**look, "d": drawn_steps(DRAWN).d}),
        )
    )
    assert one.svg == other.svg
    assert paint(one).rgba == paint(other).rgba


def test_the_path_data_of_steps_is_written_before_a_transform() -> None:
    element = Element("path", {"fill": "#000", "transform": "scale(2)"}, steps=rectangles([(0, 0, 2, 1)]))
    assert list(written_attributes(element)) == ["fill", "d", "transform"]


def test_paths_are_told_apart_by_their_steps() -> None:
    one, same, other = (rectangles([(0, 0, side, 1)]) for side in (2, 2, 3))
    assert (one, hash(one), one.digest) == (same, hash(same), same.digest)
    assert one != other
    assert one.digest != other.digest
    assert one.digest != PathSteps(b"MLLLL", one.points).digest
