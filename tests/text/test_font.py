"""A font: its ink, outlines and the reach of its letters, in em."""

from __future__ import annotations

import pytest
from support.typesetting import SANS, SERIF, fonts_of, shaped

from kit.base.geometry import Box, Point


# Measured on the drawn letters, in em.
@pytest.mark.parametrize(
    ("letter", "weight", "bearing"),
    [
        ("8", 700, 0.037),
        ("1", 700, 0.075),
        ("2", 700, 0.045),
        ("7", 700, 0.045),
        ("m", 600, 0.026),
        ("K", 600, 0.034),
        ("T", 600, 0.024),
        ("S", 600, 0.039),
    ],
)
def test_ink_begins_at_the_side_bearing(letter: str, weight: int, bearing: float) -> None:
    run = shaped(letter, fonts_of(SERIF, weight))[0]
    ink = run.font.ink(run.glyphs[0].gid)
    assert ink is not None
    assert ink.x0 == pytest.approx(bearing, abs=0.0011)


@pytest.mark.parametrize("family", [SANS, SERIF, "Noto Sans Arabic", "Noto Sans Hebrew"])
def test_outlines_are_closed_and_lie_within_the_ink(family: str) -> None:
    font = fonts_of(family, 700)[0]
    drawn = 0
    for character in "Ag8&Ößшмقيםש":
        gid, ink = font.hb.get_nominal_glyph(ord(character)), None
        ink = font.ink(gid) if gid else None
        if ink is None:
            continue
        drawn += 1
        commands = [command for command, _ in font.outline(gid)]
        starts = [index for index, command in enumerate(commands) if command == "M"]
        assert starts[0] == 0
        assert [commands[index - 1] for index in [*starts[1:], len(commands)]] == ["Z"] * len(starts), character
        ends = [Point(values[-2] / font.upem, -values[-1] / font.upem) for _, values in font.outline(gid) if values]
        assert ink.contains(Box.around(ends), 1.5 / font.upem), character
    assert drawn >= 2


def test_a_space_has_no_ink() -> None:
    font = fonts_of(SANS)[0]
    gid = font.hb.get_nominal_glyph(ord(" "))
    assert (font.ink(gid), font.outline(gid)) == (None, ())


@pytest.mark.parametrize("family", [SANS, SERIF])
def test_letters_reach_as_far_as_they_are_drawn(family: str) -> None:
    font = fonts_of(family)[0]
    for letter, reach in (("l", font.ascent), ("H", font.cap_height)):
        ink = font.ink(font.hb.get_nominal_glyph(ord(letter)))
        assert ink is not None
        assert reach == -ink.y0
    descender = font.ink(font.hb.get_nominal_glyph(ord("p")))
    assert descender is not None
    assert font.descent == descender.y1
    comma = font.ink(font.hb.get_nominal_glyph(ord(",")))
    assert comma is not None
    assert font.comma_descent == comma.y1 < font.descent
    assert font.ascent > font.cap_height > 0.6


def test_a_font_without_latin_capitals_still_has_a_height() -> None:
    arabic = fonts_of("Noto Sans Arabic")[0]
    assert arabic.ascent > 0.4
    assert arabic.descent > 0.1
