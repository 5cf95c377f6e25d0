"""What depends on the elements around is resolved as in browsers, or stays as it is written and is refused."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from support.faults import refused

from kit.base.errors import DrawingError
from kit.drawing.svg.source.surroundings import InheritedValues, resolve

if TYPE_CHECKING:
    from collections.abc import Callable

    from kit.model.layout import Drawing

    Draw = Callable[..., Drawing]

SLOT = '<g id="slot-headline"><rect width="300" height="100"/>{}</g>'
CLONED = '<g id="a"><g fill="currentColor"><rect width="9" height="9"/></g></g>{}'


@pytest.mark.parametrize(
    ("around", "own", "expected"),
    [
        ({"--a": "red"}, {"fill": "var(--a)"}, {"fill": "red"}),
        ({"--a": "red"}, {"fill": "VAR( --a )"}, {"fill": "red"}),
        ({"--a": "red"}, {"--a": "blue", "fill": "var(--a)"}, {"fill": "blue"}),
        ({"--a": "red"}, {"--a": "inherit", "fill": "var(--a)"}, {"fill": "red"}),
        ({"--a": "1", "--b": "var(--a)"}, {"--a": "2", "opacity": "var(--b)"}, {"opacity": "1"}),
        ({}, {"fill": "var(--a, var(--b, rgb(1,2,3)))"}, {"fill": "rgb(1,2,3)"}),
        ({}, {"fill": "var(--a)"}, {"fill": "var(--a)"}),
        ({}, {"--a": "var(--a)", "fill": "var(--a)"}, {"fill": "var(--a)"}),
        ({"--a": "5"}, {"stroke-width": "var(--a)px"}, {"stroke-width": "5 px"}),
        ({}, {"fill": "light-dark(red, blue)"}, {"fill": "red"}),
        ({"color-scheme": "light dark"}, {"fill": "light-dark(rgb(1, 2, 3), blue)"}, {"fill": "rgb(1, 2, 3)"}),
        ({"color-scheme": "dark"}, {"fill": "light-dark(red, blue)"}, {"fill": "light-dark(red, blue)"}),
        ({"color": "red"}, {"fill": "CurrentColor"}, {"fill": "red"}),
        ({"color": "red"}, {"color": "currentcolor", "stroke": "currentcolor"}, {"stroke": "red"}),
        ({"fill": "currentColor"}, {"color": "red"}, {"fill": "red"}),
        ({"fill": "currentColor"}, {"color": "red", "fill": "blue"}, {"fill": "blue"}),
        ({"fill": "currentColor"}, {}, {}),
        ({"color": "red"}, {"fill": "url(#g) currentColor"}, {"fill": "url(#g) red"}),
        ({"fill": "url(#g) currentColor"}, {"color": "red"}, {"fill": "url(#g) red"}),
        ({"color": "red"}, {"fill": "url(#currentColor)"}, {"fill": "url(#currentColor)"}),
        ({}, {"fill": "currentColor"}, {"fill": "black"}),
        ({"color-scheme": "dark"}, {"fill": "currentColor"}, {"fill": "currentColor"}),
        ({"font-size": "20"}, {"font-size": "1.5em"}, {"font-size": "30"}),
        ({"font-size": "20px"}, {"font-size": "150%"}, {"font-size": "30"}),
        ({}, {"font-size": "12pt"}, {"font-size": "16"}),
        ({"font-size": "10mm"}, {"font-size": "2EM"}, {"font-size": "75.5906"}),
        ({}, {"font-size": "large"}, {"font-size": "large"}),
    ],
)
def test_a_value_is_that_of_the_element_and_what_is_around(
    around: dict[str, str], own: dict[str, str], expected: dict[str, str]
) -> None:
    outer = resolve(around, InheritedValues()).inner
    assert resolve(own, resolve({}, outer).inner).values == expected


def test_values_that_multiply_end_soon() -> None:
    own = {"--a0": "red red"} | {f"--a{n + 1}": f"var(--a{n}) " * 50 for n in range(40)}
    began = time.process_time()
    assert resolve({**own, "fill": "var(--a40)"}, InheritedValues()).values == {"fill": "var(--a40)"}
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    "clone",
    ['<use href="#a"/>', '<g fill="#123"><use href="#a"/></g>', '<g font-size="16px"><use href="#a"/></g>'],
)
def test_a_clone_where_everything_is_the_same_shows_the_colour_of_the_original(draw: Draw, clone: str) -> None:
    assert draw(CLONED.format(clone)).unmapped_colours[0][0] == "#000000"


@pytest.mark.parametrize(
    "clone",
    [
        '<use href="#a" color="#0f2a2e"/>',
        '<g style="color:#0f2a2e"><use href="#a"/></g>',
        '<g style="--a:1"><use href="#a"/></g>',
        '<g style="font-size:9px"><use href="#a"/></g>',
        '<symbol id="b"><use href="#a"/></symbol><use href="#b" color="#0f2a2e"/>',
    ],
)
def test_a_clone_that_would_have_another_colour_is_refused(draw: Draw, clone: str) -> None:
    with refused(DrawingError, "custom-property") as faults:
        draw(CLONED.format(clone))
    assert "a clone shows it with another colour, size or custom property than the original" in faults[0].message


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ('<text font-size="30pt">A</text>', 40.0),
        ('<g font-size="20"><text font-size="2em">A</text></g>', 40.0),
        ('<text font-size="20"><tspan style="font-size:200%">A</tspan></text>', 40.0),
        ('<text style="font-size:var(--size)">A</text>', 40.0),
        ('<text class="big">A</text>', 40.0),
    ],
)
def test_sample_words_have_their_size_in_px(draw: Draw, text: str, size: float) -> None:
    style = "<style>:root{--size:40px}#slot-headline .big{font-size:2.5em}</style>"
    drawing = draw(style + SLOT.format(text.replace("<text", '<text fill="#0f2a2e"')))
    assert drawing.slots["headline"].style is not None
    assert drawing.slots["headline"].style.size == pytest.approx(size)


def test_a_slot_in_a_link_is_a_slot(draw: Draw) -> None:
    text = '<text font-size="40" fill="#0f2a2e">A</text>'
    assert "headline" in draw(f'<a href="https://example.org">{SLOT.format(text)}</a>').slots
