"""Which side of a beam stays in place: the one that is the farthest from what the beam reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kit.model.layout import Beam

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kit.model.layout import Drawing, Element

POOL = (
    '<ellipse id="hug-headline" cx="280" cy="250" rx="220" ry="100" fill="#f5a83c"/>'
    '<g id="slot-headline"><rect x="100" y="200" width="360" height="100"/>'
    '<text fill="#fff4dc" font-family="Source Sans 3" font-size="40" x="120" y="260">Words</text></g>'
)
CORNERS = ["700,800", "760,770", "480,200", "100,330"]


def beams_in(element: Element) -> Iterator[Beam]:
    if isinstance(element.follows, Beam):
        yield element.follows
    for child in element.children:
        yield from beams_in(child)


@pytest.mark.parametrize("first", range(4))
def test_the_source_of_a_beam_is_the_side_that_is_the_farthest_from_the_words(
    draw: Callable[..., Drawing], first: int
) -> None:
    points = " ".join(CORNERS[first:] + CORNERS[:first])
    [beam] = beams_in(draw(f'<polygon id="beam-headline" points="{points}" fill="#fff4dc"/>{POOL}').root)
    assert beam.source == -first % 4
