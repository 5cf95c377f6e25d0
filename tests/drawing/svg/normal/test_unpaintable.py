"""What browsers paint and the painter would paint otherwise is refused with its element, its line and a remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.faults import refused

from kit.base.errors import DrawingError

if TYPE_CHECKING:
    from collections.abc import Callable

    from kit.model.layout import Drawing

    Draw = Callable[..., Drawing]

STOPS = '<stop stop-color="#0f2a2e"/><stop offset="1" stop-color="#f5a83c"/>'
CLIP = '<clipPath id="c" {}><rect width="9" height="9"/></clipPath>\n'
CLIPPED = '<{} width="9" height="9" fill="#0f2a2e" clip-path="url(#c)"/>'
DRAWN, SIZED = 'fill="#0f2a2e" stroke="#f5a83c"', 'width="9" height="9"'
SYMBOL = '<symbol id="s" viewBox="0 0 9 9"/>\n'
IN_PX = "draw the clip path in px, with clipPathUnits userSpaceOnUse"
KNOT = "M15 4 21 25 4 12H26L8 25Z"
UNITE = "unite its shapes in the editor, so that no outline crosses another or itself"
TWICE = "put a group around what is clipped, and clip that group with the second clip path"
NOT_BELOW = "write it as a number, none below 0"
BOTH = "write both in px: what it shows is scaled to them"
LAST = "fill with its last colour instead, as browsers do"
ON_GROUP = "set it on a group in the drawing"
DASHES = "remove it, and write the dashes in px"

CASES = {
    "vector-effect": (
        f'\n<rect {SIZED} {DRAWN} vector-effect="non-scaling-stroke"/>', "unpaintable-property",
        "'vector-effect' can't be painted: non-scaling-stroke",
        "give the stroke a width in px, not Hairline, or choose Path, Stroke to Path",
    ),
    "clip-on-clip-path": (
        CLIP.format("").replace('"c"', '"d"') + CLIP.format('clip-path="url(#d)" transform="scale(2)"'),
        "unpaintable-property", "'c': a clip path that is clipped and transformed can't be painted: url(#d)", TWICE,
    ),
    "clip-in-clip-path": (
        f'<clipPath id="c">\n<rect {SIZED} clip-path="url(#c)"/></clipPath>', "unpaintable-property",
        "in 'c': a clip path that is clipped in part can't be painted: url(#c)", TWICE,
    ),
    "group-in-clip-path": (
        f'<clipPath id="c">\n<g><rect {SIZED}/></g></clipPath>', "element-out-of-place",
        "in 'c': <g> is in <clipPath>, where browsers ignore it", "ungroup it, so that its shapes clip",
    ),
    "knot-by-the-even-odd-rule": (
        f'<clipPath id="c">\n<path id="knot" clip-rule="evenodd" d="{KNOT}"/></clipPath>', "unpaintable-clip-path",
        "'knot' crosses itself, and clips by the even-odd rule", UNITE,
    ),
    "knot-beside-another-shape": (
        f'<clipPath id="c"><circle r="9"/>\n<path d="{KNOT}"/></clipPath>', "unpaintable-clip-path",
        "<path> crosses itself, and clips with others", UNITE,
    ),
    "clip-path-in-a-hidden-layer": (
        f'<g display="none">{CLIP.format("").strip()}</g>\n' + CLIPPED.format("rect"), "hidden-clip-path",
        "points to 'c', a clip path that is hidden, or in a hidden layer",
        "show it: a clip path is never painted itself",
    ),
    "clip-path-in-a-slot": (
        f'<g id="slot-logo">{CLIP.format("").strip()}<rect {SIZED}/></g>\n' + CLIPPED.format("rect"),
        "clip-path-in-slot", "points to 'c', a clip path in a slot, whose content is replaced",
        "move it out of the slot",
    ),
    "unit-in-a-transform": (
        f'\n<rect {SIZED} {DRAWN} transform="translate(20px)"/>', "invalid-transform",
        "the transform 'translate(20px)' can't be read", "write it as matrix(a b c d e f)",
    ),
    "clip-path-of-a-group": (
        f'<g id="c"/>\n<rect {SIZED} {DRAWN} clip-path="url(#c)"/>', "unpaintable-property",
        "'clip-path' points to a <g>, which is not a clip path: url(#c)", "clip with a <clipPath>",
    ),
    "colour-of-a-missing-profile": (
        f'\n<rect {SIZED} fill="#0f2a2e icc-color(press, 0.1, 0.5)"/>', "unpaintable-property",
        "'fill' is a colour of 'press', a colour profile that the drawing does not contain",
        "write the colour alone, as #rrggbb",
    ),
    "clip-in-shares-of-a-group": (
        CLIP.format('clipPathUnits="objectBoundingBox"') + CLIPPED.format("g"), "unpaintable-property",
        "a clip path in units of the bounding box of a <g> can't be painted: url(#c)", IN_PX,
    ),
    "clip-in-shares-transformed": (
        "\n" + CLIP.format('clipPathUnits="objectBoundingBox" transform="scale(.5)"'), "unpaintable-property",
        "'c': 'transform' on a clip path in units of a bounding box can't be painted: scale(.5)", IN_PX,
    ),
    "negative-width": (
        f'\n<rect width="-9" height="9" {DRAWN}/>', "invalid-attribute", "'width' of <rect> is -9", NOT_BELOW,
    ),
    "negative-radius": (
        f'\n<ellipse rx="9" ry="-1" {DRAWN}/>', "invalid-attribute", "'ry' of <ellipse> is -1", NOT_BELOW,
    ),
    "negative-stroke": (
        f'\n<circle r="9" {DRAWN} stroke-width="-2"/>', "invalid-attribute",
        "'stroke-width' is -2", "write a number above 0",
    ),
    "symbol-without-sizes": (SYMBOL + '<use href="#s"/>', "missing-size", "<use> has no width and no height", BOTH),
    "symbol-without-height": (SYMBOL + '<use href="#s" width="9"/>', "missing-size", "<use> has no height", BOTH),
    "nested-without-width": ('\n<svg viewBox="0 0 9 9" height="9"/>', "missing-size", "<svg> has no width", BOTH),
    "painted-drawing-cloned": (
        f'<svg id="s" {SIZED}/>\n<use href="#s" {SIZED}/>', "unpaintable-element",
        "<use> points to an <svg> that is painted itself", "put the <svg> into <defs>, or copy it",
    ),
    "duplicate-gradient": (
        f'<linearGradient id="g"/><linearGradient id="g"/>\n<rect {SIZED} fill="url(#g)"/>', "duplicate-id",
        "<rect> points to 'g', the id of 2 elements", "give each of them an id of its own",
    ),
    "duplicate-hidden": (
        '<g id="g" display="none"/><g id="g"/>\n<use href="#g"/>', "duplicate-id",
        "<use> points to 'g', the id of 2 elements", "give each of them an id of its own",
    ),
    "focal-radius": (
        f'\n<radialGradient id="g" fr="30%">{STOPS}</radialGradient>', "unpaintable-property",
        "'g': 'fr' can't be painted: 30%", "let the first colour begin further out instead",
    ),
    "radius-of-0": (
        f'\n<radialGradient id="g" r="0">{STOPS}</radialGradient>', "invalid-attribute",
        "'g': <radialGradient> has the radius 0", LAST,
    ),
    "focus-outside": (
        f'\n<radialGradient id="g" cx="9" cy="9" r="5" fx="15" fy="9">{STOPS}</radialGradient>', "invalid-attribute",
        "'g': the focus of <radialGradient> is outside its circle",
        "move its focus into the circle: editors and browsers differ about it",
    ),
    "gradient-without-length": (
        f'\n<linearGradient id="g" x2="0">{STOPS}</linearGradient>', "invalid-attribute",
        "'g': <linearGradient> ends where it begins", LAST,
    ),
    "path-length": (
        f'\n<path pathLength="10" d="M0 0H9" {DRAWN} stroke-dasharray="1"/>', "unpaintable-property",
        "'pathLength' can't be painted: 10", DASHES,
    ),
    "path-length-and-dashes-above": (
        f'<g stroke-dasharray="1">\n<circle r="9" pathLength="10" {DRAWN}/></g>', "unpaintable-property",
        "'pathLength' can't be painted: 10", DASHES,
    ),
    "square-line": (
        f'\n<line x1="9" x2="9" {DRAWN} stroke-linecap="square"/>', "unpaintable-property",
        "the square caps of a <line> without length can't be painted", "draw it as a filled square",
    ),
    "square-part-of-a-path": (
        f'\n<path d="M0 0H9M20 20h0" {DRAWN} stroke-linecap="square"/>', "unpaintable-property",
        "the square caps of a <path> without length can't be painted", "draw it as a filled square",
    ),
    "square-polyline": (
        f'\n<polyline points="9,9 9,9" {DRAWN} stroke-linecap="square"/>', "unpaintable-property",
        "the square caps of a <polyline> without length can't be painted", "draw it as a filled square",
    ),
    "round-closed-point": (
        f'\n<path d="M20 20z" {DRAWN} stroke-linecap="round"/>', "unpaintable-property",
        "the round caps of a <path> without length can't be painted", "draw it as a filled circle",
    ),
    "shape-in-shape": (
        f'\n<rect {SIZED} {DRAWN}><circle r="9" {DRAWN}/></rect>', "element-out-of-place",
        "<circle> is in <rect>, where nothing is painted", "move it out, or delete it",
    ),
    "shape-in-clone": (
        f'<rect id="r" {SIZED} {DRAWN}/>\n<use href="#r"><circle r="9" {DRAWN}/></use>', "element-out-of-place",
        "<circle> is in <use>, where nothing is painted", "move it out, or delete it",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_would_be_painted_otherwise_is_refused(draw: Draw, name: str) -> None:
    body, code, message, remedy = CASES[name]
    with refused(DrawingError, code) as faults:
        draw(body)
    assert (faults[0].message, faults[0].remedy) == (message, remedy)
    assert faults[0].mark is not None
    assert faults[0].mark.line == 2


@pytest.mark.parametrize(
    ("root", "message", "remedy"),
    [
        ('opacity=".5"', "'opacity' of the drawing itself can't be painted: .5", ON_GROUP),
        ('clip-path="url(#c)"', "'clip-path' of the drawing itself can't be painted: url(#c)", ON_GROUP),
        ('transform="scale(2)"', "'transform' of the drawing itself can't be painted: scale(2)", ON_GROUP),
        (
            'style="display:none"', "'display' of the drawing itself can't be painted: none",
            "remove it, or hide a layer in the drawing",
        ),
        ('style="filter:url(#f)"', "'filter' of the drawing itself can't be painted: url(#f)", ON_GROUP),
        (
            'style="background-color:#fff"', "'background-color' of the drawing itself can't be painted: #fff",
            "draw a rectangle over all of the drawing, pinned with 'stretch'",
        ),
        (
            'style="background:#fff"', "'background' of the drawing itself can't be painted: #fff",
            "draw a rectangle over all of the drawing, pinned with 'stretch'",
        ),
    ],
)  # fmt: skip
def test_what_the_drawing_itself_can_not_have_is_refused(draw: Draw, root: str, message: str, remedy: str) -> None:
    with refused(DrawingError, "unpaintable-property") as faults:
        draw("", f'viewBox="0 0 1000 1000" {root}')
    assert (faults[0].message, faults[0].remedy) == (message, remedy)


@pytest.mark.parametrize(
    "root", ['opacity="1"', 'opacity="100%"', 'style="background:none"', 'style="background-color:rgba(1,1,1,0)"']
)
def test_what_changes_nothing_may_stand_on_the_drawing_itself(draw: Draw, root: str) -> None:
    draw("", f'viewBox="0 0 1000 1000" {root}')


@pytest.mark.parametrize(
    "body",
    [
        f'<rect {SIZED} {DRAWN} vector-effect="none"/>',
        f'<path pathLength="10" d="M0 0H9" {DRAWN}/>',
        '<path pathLength="10" d="M0 0H9" fill="#0f2a2e" stroke-dasharray="1"/>',
        f'<path d="M20 20h0" {DRAWN} stroke-linecap="round"/><path d="M20 20z" {DRAWN}/>',
        f'<path d="M20 20" {DRAWN} stroke-linecap="square"/><path d="M0 0H9Z" {DRAWN} stroke-linecap="square"/>',
        f"<rect {SIZED} {DRAWN}><title>A wall</title></rect>",
        f'<g id="a"/><g id="a"/><rect id="b" {SIZED} {DRAWN}/><use href="#b"/>',
        f'<radialGradient id="g" fr="0">{STOPS}</radialGradient>',
        f'<defs><svg id="s" viewBox="0 0 9 9"/></defs><use href="#s" {SIZED}/>',
        f'<symbol id="s"><rect {SIZED} {DRAWN}/></symbol><use href="#s"/>',
        f'<rect {DRAWN}/><circle r="0" {DRAWN}/>',
    ],
)
def test_what_is_painted_alike_is_taken(draw: Draw, body: str) -> None:
    draw(body)


def test_a_style_sheet_for_other_media_is_refused(draw: Draw) -> None:
    with refused(DrawingError, "css-not-plain") as faults:
        draw('\n<style media="Print">.a{fill:#f5a83c}</style>')
    assert faults[0].message == "'media' of <style> is not supported: print"
    assert faults[0].mark is not None
    assert faults[0].mark.line == 2
    draw('<style media="screen">.a{fill:#f5a83c}</style>')
