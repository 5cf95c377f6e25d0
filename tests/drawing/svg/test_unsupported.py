"""`docs/unsupported.md` is true to the letter: what each of its rows names is refused, and each of its limits holds."""

from __future__ import annotations

import gzip
import re
from base64 import b64encode
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from conftest import PALETTE
from PIL import Image
from support.drawings import PHOTO

from kit.base.errors import DrawingError
from kit.base.geometry import Box, Size
from kit.drawing.layout.place import lay_out
from kit.drawing.svg.drawing_reader import read_drawing
from kit.drawing.svg.source.budget import MOST_STEPS
from kit.drawing.svg.source.embedded_images import MOST_PIXELS
from kit.drawing.svg.source.numbers import MOST
from kit.drawing.svg.source.xml import MAX_BYTES, MOST_DEPTH, MOST_ELEMENTS
from kit.run.jobs.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Callable

    from kit.model.layout import Drawing

    Draw = Callable[..., Drawing]

PAGE = (Path(__file__).parents[3] / "docs" / "unsupported.md").read_text(encoding="utf-8")
ROWS = [line.split(" | ")[0].removeprefix("| ") for line in PAGE.splitlines() if line.startswith("| ")][1:]
BELOW = " ".join(PAGE.rpartition("|\n")[2].split())


class Refused(NamedTuple):
    """A drawing that is refused, by what stands in it and the attributes of its root; `wide` when only laid out."""

    body: str
    code: str
    root: str = ""
    wide: bool = False


PROPERTY, ELEMENT, ATTRIBUTE = "unpaintable-property", "unpaintable-element", "invalid-attribute"
STOPS = '<stop stop-color="#0f2a2e"/><stop offset="1" stop-color="#f5a83c"/>'
RECT = '<rect width="9" height="9" fill="#0f2a2e" {}/>'
STROKED = '{} stroke="#f5a83c" fill="none" {}/>'
CLIP = '<clipPath id="c" {}>{}</clipPath>' + RECT.format('clip-path="url(#c)"')
KNOT = '<path d="M15 4 21 25 4 12H26L8 25Z" {}/>'
PATTERN = '<pattern id="p" patternUnits="userSpaceOnUse" width="2" height="2" {}><path d="M0 0h1v1z"/></pattern>'
FILLED = '<rect width="900" height="900" fill="url(#p)" {}/>'
HEADLINE = (
    '<g id="slot-headline"><rect x="200" y="200" width="300" height="90"/>'
    '<text x="200" y="260" font-family="Source Serif 4" font-size="40" fill="#0f2a2e" {}>Words</text></g>'
)
SLOT = '<g id="slot-qr"><rect x="200" y="200" width="100" height="100"/></g>'
IMAGE_FILL = (
    '<pattern id="p" width="1" height="1" patternContentUnits="objectBoundingBox">'
    f'<image width="1" height="1" href="{PHOTO}"/></pattern>'
    '<rect data-pin="stretch" width="1000" height="1000" fill="url(#p)"/>'
)
BLUR = '<filter id="f"><feGaussianBlur stdDeviation="4"/></filter>'


def of(code: str, *bodies: str) -> tuple[Refused, ...]:
    return tuple(Refused(body, code) for body in bodies)


def filtered(step: str) -> str:
    return f'<filter id="f"><{step}/></filter>' + RECT.format('filter="url(#f)"')


def of_root(*roots: str) -> tuple[Refused, ...]:
    return tuple(Refused("", PROPERTY, root) for root in roots)


def css(rules: str, code: str = "css-not-plain", media: str = "") -> Refused:
    return Refused(f"<style {media}>{rules}</style>", code)


#: What each row of the page names, by its first cell.
CASES: dict[str, tuple[Refused, ...]] = {
    "`<text>` outside a slot": of(ELEMENT, "<text>Words</text>"),
    "sample words of a slot with an outline, or translucent": of(
        "unpainted-text-property", HEADLINE.format('stroke="#f5a83c"'), HEADLINE.format('opacity=".5"')
    ),
    "sample words with a line under or through them, in capitals by style, with wider spaces, from top to bottom,"
    " squeezed, or with letters turned one by one": (
        *of("unpainted-text-property", *(HEADLINE.format(f'style="{css}"') for css in (
            "text-decoration:underline", "text-decoration-line:line-through", "text-transform:uppercase",
            "font-variant:small-caps", "font-variant-caps:all-small-caps", "word-spacing:9px", "writing-mode:tb-rl",
        ))),
        *of("unpaintable-words", HEADLINE.format('transform="scale(1.2 1)"'), HEADLINE.format('rotate="0 9"')),
    ),
    "sample words set by the `font` shorthand, moved off their baseline, or drawn to a length (`textLength`)": of(
        "unpainted-text-property",
        HEADLINE.format('style="font:bold 40px Arial"'), HEADLINE.format('baseline-shift="super"'),
        HEADLINE.format('style="baseline-shift:-30%"'), HEADLINE.format('textLength="200"'),
        HEADLINE.format("").replace(">Words<", '><tspan textLength="200">Words</tspan><'),
    ),
    "filters with a step other than those of shadows, blurs and colours (`feImage`, `feTurbulence`, lights), without"
    " steps, or written as functions of CSS": (
        *of(ELEMENT, *(filtered(step) for step in ("feImage", "feTurbulence", "feDiffuseLighting", "feTile"))),
        *of(PROPERTY, '<filter id="f"/>' + RECT.format('filter="url(#f)"'), RECT.format('style="filter:blur(4px)"')),
    ),
    "filters and masks that are missing; effects in symbols, definitions, patterns and clip paths; blurs and shadows in"
    " masks; a turned shadow or blur in a group with an effect": of(
        PROPERTY,
        RECT.format('filter="url(#f)"'),
        RECT.format('mask="url(#m)"'),
        f'{BLUR}<defs><g id="s" filter="url(#f)"/></defs><use href="#s"/>',
        f'{BLUR}<mask id="m"><g filter="url(#f)"/></mask><g mask="url(#m)"/>',
        f'{BLUR}<g filter="url(#f)"><g transform="rotate(9)"><g filter="url(#f)"/></g></g>',
    ),
    "an effect on a group that contains a slot or what follows words; a blend mode above one": of(
        "effect-over-slot",
        f'{BLUR}<g filter="url(#f)">{HEADLINE.format("")}</g>',
        HEADLINE.format("") + RECT.format('style="mix-blend-mode:multiply"'),
    ),
    "a filter, or a mask that is not of plain opaque shapes, on what stretches": (
        Refused(BLUR + RECT.format('filter="url(#f)" data-pin="stretch stretch"'), "not-stretchable", wide=True),
    ),
    "`plus-lighter`; `paint-order` on the clone of a shape with an outline, and on what follows words": of(
        PROPERTY,
        RECT.format('style="mix-blend-mode:plus-lighter"'),
        '<circle id="c" r="9" fill="#0f2a2e" stroke="#f5a83c"/><use href="#c" paint-order="stroke"/>',
        HEADLINE.format("") + RECT.format('id="hug-headline" stroke="#f5a83c" paint-order="stroke"'),
    ),
    "markers with content": of(ELEMENT, '<marker id="m"><path d="M0 0h9"/></marker>'),
    "scripts, event attributes, foreign content; links that are programs": (
        *of(ELEMENT, "<script/>", "<foreignObject/>"),
        Refused(f'<a href="javascript:a()">{RECT.format("")}</a>', "outside-reference"),
        Refused(RECT.format('onclick="a()"'), "program-in-drawing"),
    ),
    "images from other files or addresses": of(
        "outside-reference", '<image href="a.png"/>', '<image href="https://example.org/a.png"/>'
    ),
    "rules of CSS for anything but names, classes, ids and `:root`, alone or inside each other; `var()` of what is not"
    " set; `!important`; `media` other than `screen`": (
        *(css(f"{selector}{{fill:#0f2a2e}}") for selector in (".a:hover", "[id]", ".a + .b", "g:first-child")),
        Refused(RECT.format('style="stroke:var(--b)"'), "custom-property"),
        css(".a{fill:#0f2a2e !important}"),
        css(".a{fill:#0f2a2e}", media='media="print"'),
    ),
    "colours with transparency on a group; `lab()`, `oklch()`; `display-p3` in a gradient, or translucent and beyond"
    " sRGB": of(
        "unpaintable-colour",
        '<g fill="#0f2a2e80"/>',
        *(f'<g fill="{colour}"/>' for colour in ("lab(50% 40 59)", "oklch(60% 0.15 50)")),
        '<linearGradient id="g"><stop stop-color="color(display-p3 1 0 0)"/></linearGradient>',
        RECT.replace("#0f2a2e", "color(display-p3 0 1 0)").format('fill-opacity=".5"'),
    ),
    "`currentColor`, `em` and `var()` in a clone that is somewhere else than what it repeats": of(
        "custom-property", '<g id="g"><path d="M0 0h9" stroke="currentColor"/></g><use href="#g" color="#0f2a2e"/>'
    ),
    'positions and shapes in CSS: `style="transform:…"`, `width`, `d`; `transform-origin` of a gradient, or in shares'
    " of a group, of a nested drawing, or of its own box but for the centre": of(
        PROPERTY,
        *(f'<g transform="scale(2)" style="transform-origin:{one}">{RECT.format("")}</g>' for one in (
            "50% 50%;transform-box:fill-box", "9 9",
        )),
        RECT.format('transform="scale(2)" style="transform-box:fill-box;transform-origin:100% 0"'),
        f'<linearGradient id="g" gradientTransform="scale(2)" transform-origin="1 1">{STOPS}</linearGradient>',
        *(RECT.format(f'style="{one}"') for one in ("transform:scale(2)", "width:5px", "d:path('M0 0')")),
    ),
    "opacity, a background, a clip, a filter or a transform of the drawing itself; a drawing that is hidden": of_root(
        'opacity=".5"', 'style="background:#fff"', 'clip-path="url(#c)"', 'filter="url(#f)"', 'transform="scale(2)"',
        'display="none"',
    ),
    "`vector-effect`; `pathLength` with dashes": of(
        PROPERTY,
        RECT.format('vector-effect="non-scaling-stroke"'),
        STROKED.format('<path d="M0 0h9"', 'pathLength="9" stroke-dasharray="1"'),
    ),
    "square caps on a point, round ones on a closed point": of(
        PROPERTY,
        STROKED.format('<path d="M9 9h0"', 'stroke-linecap="square"'),
        STROKED.format('<path d="M9 9z"', 'stroke-linecap="round"'),
    ),
    "a clip path that is clipped and transformed, or that contains a group or clipped shapes": (
        *of(PROPERTY, CLIP.format('clip-path="url(#d)" transform="scale(2)"', "")),
        *of(PROPERTY, CLIP.format("", RECT.format('clip-path="url(#d)"'))),
        *of("element-out-of-place", CLIP.format("", "<g/>")),
    ),
    "a clone in a clip path of anything but a shape": of(
        "element-out-of-place",
        f'<defs><g id="g">{RECT.format("")}</g></defs>' + CLIP.format("", '<use href="#g"/>'),
        f'<symbol id="g">{RECT.format("")}</symbol>' + CLIP.format("", '<use href="#g"/>'),
    ),
    "a clip path that is not a `<clipPath>`": of(PROPERTY, '<g id="c"/>' + RECT.format('clip-path="url(#c)"')),
    "a clip path that is hidden, or in a hidden layer": of(
        "hidden-clip-path",
        CLIP.format('display="none"', RECT.format("")),
        '<g display="none"><clipPath id="c"/></g>' + RECT.format('clip-path="url(#c)"'),
    ),
    "a clip path in a slot, of something outside the slot": of(
        "clip-path-in-slot",
        f'<g id="slot-logo">{CLIP.format("", "")}</g>' + RECT.format('clip-path="url(#c)"'),
    ),
    "a clip path in fractions of a box (`objectBoundingBox`) that is transformed, or on anything but rectangles and"
    " images": of(
        PROPERTY,
        CLIP.format('clipPathUnits="objectBoundingBox" transform="scale(2)"', ""),
        CLIP.format('clipPathUnits="objectBoundingBox"', "") + '<circle r="9" fill="none" clip-path="url(#c)"/>',
    ),
    "`fr`, a radius of 0, a focus outside the circle, a linear gradient without length": (
        *of(PROPERTY, f'<radialGradient id="g" fr="30%">{STOPS}</radialGradient>'),
        *of(ATTRIBUTE, f'<radialGradient id="g" r="0">{STOPS}</radialGradient>'),
        *of(ATTRIBUTE, f'<radialGradient id="g" cx="9" cy="9" r="5" fx="15" fy="9">{STOPS}</radialGradient>'),
        *of(ATTRIBUTE, f'<linearGradient id="g" x2="0">{STOPS}</linearGradient>'),
    ),
    "a colour of a colour profile (`icc-color()`) that the drawing does not contain": of(
        PROPERTY, '<rect width="9" height="9" fill="#0f2a2e icc-color(press, 0.1, 0.5)"/>'
    ),
    "`color-interpolation: linearRGB`; `image-rendering: optimizeSpeed`": of(
        PROPERTY,
        f'<linearGradient id="g" color-interpolation="linearRGB">{STOPS}</linearGradient>',
        f'<g style="color-interpolation:linearRGB">{RECT.format("")}</g>',
        f'<image width="9" height="9" image-rendering="optimizeSpeed" href="{PHOTO}"/>',
    ),
    "`<svg>`, or the clone of a `<symbol>`, with a `viewBox` and without width and height; clones of an `<svg>` that is"
    " painted": (
        *of("missing-size", '<svg viewBox="0 0 9 9"/>', '<symbol id="s" viewBox="0 0 9 9"/><use href="#s"/>'),
        *of(ELEMENT, '<svg id="s" width="9" height="9"/><use href="#s"/>'),
    ),
    "a clone of an `<svg>` with a width or a height alone": of(
        "missing-size", '<defs><svg id="s" width="9" height="9"/></defs><use href="#s" width="20"/>'
    ),
    "a gradient in shares of the box of a straight line, with another paint beside it": of(
        PROPERTY,
        f'<linearGradient id="l">{STOPS}</linearGradient><path d="M0 5H9" stroke="url(#l) #0f2a2e" fill="none"/>',
    ),
    "sizes and strokes below 0": of(
        ATTRIBUTE, '<circle r="-9" fill="#0f2a2e"/>', RECT.format('stroke="#f5a83c" stroke-width="-1"'),
        RECT.format('stroke="#f5a83c" stroke-miterlimit="-4"'),
    ),
    "a duplicate id that something refers to": of(
        "duplicate-id", '<g id="g"/><g id="g"/><use href="#g"/>'
    ),
    "shapes inside shapes, images and clones; anything but stops in a gradient, and anything in a stop": of(
        "element-out-of-place",
        f'<linearGradient id="l">{STOPS}<g stop-color="#0f2a2e"/></linearGradient>',
        f'<radialGradient id="r">{STOPS}<defs offset="1"/></radialGradient>',
        f'<linearGradient id="l">{STOPS.replace("/>", "><stop/></stop>", 1)}</linearGradient>',
        f'<stop>{RECT.format("")}</stop>',
        RECT.replace("/>", ">{}</rect>").format("", RECT.format("")),
        f'<image width="9" height="9" href="{PHOTO}">{RECT.format("")}</image>',
        f'<g id="g"/><use href="#g">{RECT.format("")}</use>',
    ),
    "self-intersecting outlines in a clip path, with the even-odd rule or beside others": of(
        "unpaintable-clip-path",
        CLIP.format("", KNOT.format('clip-rule="evenodd"')),
        CLIP.format("", KNOT.format("") + RECT.format("")),
    ),
    "outlines painted with a pattern; a clone that passes a pattern on; patterns measured in fractions of the page,"
    " with a `viewBox` of other proportions than the tile, or with more tiles than can be painted": (
        *of(
            "unpaintable-pattern",
            PATTERN.format("") + '<path d="M0 0h9" stroke="url(#p)"/>',
            PATTERN.format("") + f'<symbol id="s">{RECT.format("")}</symbol><use href="#s" fill="url(#p)"/>',
            PATTERN.format("").replace('width="2"', 'width="2%"') + FILLED.format(""),
            PATTERN.format('viewBox="0 0 1 9"') + FILLED.format(""),
        ),
        *of("too-many-tiles", PATTERN.format("") + FILLED.format('transform="scale(99)"').replace("900", "9000")),
    ),
    "a shape with an image fill that stretches": (Refused(IMAGE_FILL, "not-stretchable", wide=True),),
    "curves, circles and images that stretch": tuple(
        Refused(f'<g data-pin="stretch">{RECT.format("")}{shape}</g>', "not-stretchable", wide=True)
        for shape in (
            '<path d="M0 0C1 1 2 2 3 3Z" fill="none"/>',
            '<circle r="9" fill="none"/>',
            f'<image width="9" height="9" href="{PHOTO}"/>',
        )
    ),
    "a clipped group that contains a slot": (
        Refused(
            f'<clipPath id="c">{RECT.format("")}</clipPath><g clip-path="url(#c)">{SLOT}</g>', "clipped-slot", wide=True
        ),
    ),
}  # fmt: skip
#: Whole files, and the codes of their faults.
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'
FILES = {
    "a DTD of its own": (f'<!DOCTYPE svg [<!ENTITY a "b">]>{SVG.format("")}'.encode(), "xml-entities"),
    "style sheets from elsewhere": (f'<?xml-stylesheet href="a.css"?>{SVG.format("")}'.encode(), "outside-style-sheet"),
    "compressed files": (gzip.compress(SVG.format("").encode()), "compressed-drawing"),
}


def large(width: int, height: int) -> str:
    """Return a picture of one colour as an `<image>`."""
    file = BytesIO()
    Image.new("1", (width, height)).save(file, "PNG")
    return f'<image href="data:image/png;base64,{b64encode(file.getvalue()).decode()}" width="9" height="9"/>'


def moving() -> str:
    """Return a picture of two frames as an `<image>`."""
    file = BytesIO()
    Image.new("L", (2, 2)).save(file, "WEBP", save_all=True, append_images=[Image.new("L", (2, 2), 255)])
    return f'<image href="data:image/webp;base64,{b64encode(file.getvalue()).decode()}" width="9" height="9"/>'


TEETH = f'<path d="M0 0H{MOST_STEPS * 100}" fill="none" stroke="#0f2a2e" stroke-dasharray="1"/>'
#: What goes beyond each limit of the paragraph below the table.
LIMITS = {
    "4 MB": (f"<desc>{'a' * MAX_BYTES}</desc>", "too-many-bytes"),
    "10,000 elements": ("<g/>" * MOST_ELEMENTS, "too-many-elements"),
    "a depth of 64": ("<g>" * MOST_DEPTH + "</g>" * MOST_DEPTH, "nested-too-deep"),
    "no number above a million": (f'<path d="M0 0H{MOST + 1}" fill="none"/>', "number-too-large"),
    "16 million pixels": (large(4000, MOST_PIXELS // 4000 + 1), "embedded-picture-too-large"),
    "still images": (moving(), "invalid-embedded-picture"),
    "10,000 steps": (TEETH, "drawing-too-complex"),
}


def test_every_row_of_the_page_has_drawings_and_no_other() -> None:
    assert {*ROWS} == {*CASES, ", ".join(FILES)}


def made(draw: Draw, case: Refused) -> None:
    """Read a drawing and, if it is refused only then, lay it out on an artboard that is twice as wide as high."""
    drawing = draw(case.body, f'viewBox="0 0 1000 1000" {case.root}')
    if case.wide:
        lay_out(drawing, Size(2000, 1000), Box(100, 100, 1900, 900))


@pytest.mark.parametrize(("row", "case"), [(row, case) for row, cases in CASES.items() for case in cases])
def test_what_a_row_names_is_refused_with_a_remedy(draw: Draw, row: str, case: Refused) -> None:
    assert row in ROWS
    with pytest.raises(DrawingError) as caught:
        made(draw, case)
    assert case.code in {fault.code for fault in caught.value.faults}
    assert all(fault.remedy and fault.mark for fault in caught.value.faults)


@pytest.mark.parametrize("name", FILES)
def test_what_the_row_of_files_names_is_refused(tmp_path: Path, name: str) -> None:
    path, (data, code) = tmp_path / "square.svg", FILES[name]
    path.write_bytes(data)
    with pytest.raises(DrawingError) as caught:
        read_drawing(path, PALETTE)
    assert [fault.code for fault in caught.value.faults] == [code]


@pytest.mark.parametrize("limit", LIMITS)
def test_every_limit_of_the_page_holds(draw: Draw, limit: str) -> None:
    body, code = LIMITS[limit]
    with pytest.raises(DrawingError) as caught:
        draw(body)
    assert {fault.code for fault in caught.value.faults} == {code}
    assert limit in BELOW


def test_the_page_names_the_limits_of_the_painter_as_they_are() -> None:
    limits = Limits()
    named = re.search(r"over (\d+) s of processor time or, on Linux, (\d+) GiB of memory fails alone", BELOW)
    assert named
    assert (int(named[1]), int(named[2]) * 2**30) == (limits.seconds, limits.bytes)
