"""The path that an arc of a ring is drawn as."""

from __future__ import annotations

from math import pi

import pytest
from support.drawings import svg
from support.pictures import image_of

from kit.base.geometry import Box
from kit.compose.chart_slot import arc_path
from kit.model.chart.chart_data import Arc


@pytest.mark.parametrize("begin", [0.0, 0.2])
@pytest.mark.parametrize("part", [0.3, 0.5, 0.7, 0.8])
def test_an_arc_of_a_ring_takes_its_part_of_it_where_that_is_more_than_a_half_too(begin: float, part: float) -> None:
    assert painted_part(Arc(Box(20, 20, 120, 120), 0.6, begin, begin + part)) == pytest.approx(part, abs=0.01)


def test_an_arc_of_a_whole_turn_is_the_whole_ring() -> None:
    assert painted_part(Arc(Box(20, 20, 120, 120), 0.6, 0.0, 1.0)) == pytest.approx(1, abs=0.01)


def painted_part(arc: Arc) -> float:
    """Return which part of its ring an arc is painted on."""
    image = image_of(svg(f'<rect width="240" height="180"/><path fill="#fff" d="{arc_path(arc)}"/>')).convert("L")
    whole = pi * (arc.box.width / 2) ** 2 * (1 - arc.hole**2)
    return sum(level * count for level, count in enumerate(image.histogram())) / 255 / whole
