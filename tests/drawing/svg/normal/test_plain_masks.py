"""A mask that is a plain opaque shape is a clip path; of any other nothing is taken for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conftest import PALETTE
from support.faults import refused

from kit.base.errors import DrawingError
from kit.base.geometry import Size
from kit.compose.artwork_svg import tree_of
from kit.drawing.svg.normal.plain_masks import settle_masks
from kit.drawing.svg.source.css import read_styles
from kit.drawing.svg.source.xml import SourceFile, parse_drawing
from kit.paint.raster.painter import paint

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kit.model.layout import Drawing

    Draw = Callable[..., Drawing]

WALL = '<rect x="100" y="100" width="800" height="800" fill="#0f2a2e" {}/>'
SHAPE = '<circle cx="500" cy="500" r="300" {}/>'
RING = 'd="M200 200H800V800H200ZM300 300H700V700H300Z"'
WHITE = SHAPE.format('fill="white"')
MASKED = WALL.format('mask="url(#m)"')


def masked(inside: str, attributes: str = "") -> str:
    return f'<mask id="m" {attributes}>{inside}</mask>{MASKED}'


@pytest.mark.parametrize(
    "body",
    [
        masked(SHAPE.format('fill="#d9d9d9"')),
        masked(SHAPE.format('fill="white" fill-opacity=".5"')),
        masked(SHAPE.format('fill="rgba(255,255,255,.9)"')),
        masked(SHAPE.format('fill="white" opacity=".9"')),
        masked('<g opacity=".9">' + SHAPE.format('fill="white"') + "</g>"),
        masked(SHAPE.format('fill="white" stroke="white"')),
        masked(f'<g stroke="white">{SHAPE.format("")}</g>', 'fill="white"'),
        masked(SHAPE.format("")),
        masked(SHAPE.format('fill="none"'), 'style="mask-type:alpha"'),
        masked(SHAPE.format('fill="url(#g)"') + '<linearGradient id="g"/>', 'style="mask-type:alpha"'),
        masked(SHAPE.format('fill="white"') + SHAPE.format('fill="black" transform="scale(.5)"')),
        masked(SHAPE.format('fill="white" filter="url(#f)"') + '<filter id="f"><feGaussianBlur/></filter>'),
        masked(SHAPE.format('fill="white" clip-path="url(#c)"') + '<clipPath id="c"/>'),
        masked(SHAPE.format('fill="white" mask="url(#m)"')),
        masked(SHAPE.format('fill="white" visibility="hidden"')),
        masked(SHAPE.format('fill="white"'), 'maskContentUnits="objectBoundingBox"'),
        masked(SHAPE.format('fill="white"'), 'maskUnits="userSpaceOnUse" width="0"'),
        masked(SHAPE.format('fill="white"'), 'maskUnits="userSpaceOnUse" width="1em"'),
        masked('<line x2="9" fill="white"/>'),
        masked('<text fill="white">M</text>'),
        masked('<use href="#m" fill="white"/>'),
        masked(""),
        masked(SHAPE.format('fill="white"')) + '<mask id="m"/>',
        WALL.format('mask="url(#none)"'),
        WALL.format('mask="url(#c)"') + '<clipPath id="c"/>',
        f'<mask id="m">{WHITE}</mask>' + WALL.format('style="mask:url(#m) luminance"'),
        f'<mask id="m">{SHAPE.format("")}</mask><g mask="url(#m)" fill="white">{WALL.format("")}</g>',
        f'<mask id="m" fill="white">{SHAPE.format("")}</mask><g mask="url(#m)">'
        + WALL.format('transform="rotate(9)"')
        + "</g>",
    ],
)
def test_any_other_mask_stays_a_mask(body: str, tmp_path: Path) -> None:
    path = tmp_path / "square.svg"
    path.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 1000">{body}</svg>', encoding="utf-8")
    root = parse_drawing(file := SourceFile(path))
    count, styles = len([*root.iter()]), read_styles(root, file)
    settled = settle_masks(root, Size(1000, 1000), styles)
    assert len([*root.iter()]) == count
    assert [settled.declared(one) for one in root.iter()] == [styles.declared(one) for one in root.iter()]
    assert any("mask" in settled.declared(one).values for one in root.iter())


@pytest.mark.parametrize(
    ("mask", "clip"),
    [
        (masked(SHAPE.format('fill="white"')), SHAPE.format("")),
        (masked(SHAPE.format('fill="#f5a83c"'), 'mask-type="alpha"'), SHAPE.format("")),
        (masked(f'<g transform="scale(2)">{WHITE}</g>'), SHAPE.format('transform="scale(2)"')),
        (masked(f'<title>M</title><path {RING} fill="#fff" fill-rule="evenodd"/>'),
         f'<path {RING} clip-rule="evenodd"/>'),
    ],
)  # fmt: skip
def test_a_mask_of_plain_shapes_is_the_clip_path_of_these(draw: Draw, mask: str, clip: str) -> None:
    written = draw(mask)
    plain = draw(f'<clipPath id="c">{clip}</clipPath>' + WALL.format('clip-path="url(#c)"'))
    assert pixels(written) == pixels(plain)


def test_one_clip_path_is_made_of_a_mask_that_many_elements_have(draw: Draw) -> None:
    drawing = draw(masked(SHAPE.format('fill="white"'), 'maskUnits="userSpaceOnUse"') + MASKED * 20)
    assert tree_of(drawing.root.children, drawing.size, PALETTE).svg.count("<clipPath") == 1


def test_the_clip_paths_of_masks_have_a_limit(draw: Draw) -> None:
    path = f'<path d="M0 0{"h1v1" * 20_000}" fill="white"/>'
    boxes = "".join(f'<rect x="{n}" width="9" height="9" fill="#0f2a2e" mask="url(#m)"/>' for n in range(90))
    with refused(DrawingError, "drawing-too-complex"):
        draw(f'<mask id="m">{path}</mask>{boxes}')


def pixels(drawing: Drawing) -> bytes:
    found = paint(tree_of(drawing.root.children, drawing.size, PALETTE)).rgba
    assert len(set(found[3::4])) > 1
    return found
