"""Clip paths around all of the canvas, which Figma puts around every frame, go; all others stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from kit.model.layout import Drawing

    Draw = Callable[..., Drawing]


def is_clipped(drawing: Drawing) -> bool:
    return "clip-path" in next(child for child in drawing.root.children if child.name == "frame").attributes


@pytest.mark.parametrize(
    ("clip", "clipped"),
    [
        ('<clipPath id="c"><rect width="1000" height="1000"/></clipPath>', False),
        ('<clipPath id="c"><rect width="999" height="1000"/></clipPath>', True),
        ('<clipPath id="c"><rect width="999.96" height="1000"/></clipPath>', False),
        ('<clipPath id="c" transform="scale(2)"><rect width="500" height="500"/></clipPath>', False),
        ('<clipPath id="c" transform="scale(0.5)"><rect width="1000" height="1000"/></clipPath>', True),
        ('<clipPath id="c"><rect width="500" height="500" transform="scale(2)"/></clipPath>', False),
        ('<clipPath id="c"><rect width="1000" height="1000" transform="translate(1)"/></clipPath>', True),
        ('<clipPath id="c"><circle r="9000"/></clipPath>', True),
        ('<clipPath id="c"><rect width="1000" height="1000"/><circle r="9"/></clipPath>', True),
    ],
)
def test_only_a_rectangle_around_the_canvas_clips_nothing(draw: Draw, clip: str, *, clipped: bool) -> None:
    frame = '<g id="frame" clip-path="url(#c)"><rect width="2000" height="2000" fill="#0f2a2e"/></g>'
    assert is_clipped(draw(clip + frame)) == clipped


def test_a_clip_path_in_shares_of_a_box_is_none_around_the_canvas(draw: Draw) -> None:
    clip = '<clipPath id="c" clipPathUnits="objectBoundingBox"><rect width="1000" height="1000"/></clipPath>'
    frame = '<rect id="frame" width="2000" height="2000" fill="#0f2a2e" clip-path="url(#c)"/>'
    assert is_clipped(draw(clip + frame))


def test_what_moves_the_clipped_element_moves_its_clip_path(draw: Draw) -> None:
    clip = '<clipPath id="c"><rect width="500" height="500"/></clipPath>'
    for transform, clipped in (("scale(2)", False), ("scale(2) translate(1)", True)):
        frame = f'<g id="frame" transform="{transform}" clip-path="url(#c)"><circle r="9" fill="#0f2a2e"/></g>'
        assert is_clipped(draw(clip + frame)) == clipped


@pytest.mark.parametrize(
    "shape", ['<circle r="9" clip-rule="evenodd"/>', '<path d="M0 0H9V9H0Z" clip-rule="evenodd"/>']
)
def test_a_shape_that_is_the_same_by_either_rule_may_be_clipped_by_even_odd(draw: Draw, shape: str) -> None:
    draw(f'<clipPath id="c">{shape}</clipPath>')
