"""Effects are painted as Chromium paints the same file: thirty drawings in the syntax of their editors."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from support.pictures import apart, painted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from kit.model.layout import Drawing


#: What is below and beside the effects: a ground, a band and a disc.
GROUND = (
    '<rect width="480" height="480" fill="#f3ead7"/><path d="M0 300 480 220V480H0Z" fill="#c8643c"/>'
    '<circle cx="350" cy="120" r="90" fill="#2b6f77"/>'
)
CARD = '<rect x="90" y="110" width="260" height="180" rx="24" fill="#fffaf0"/>'
LEAF = '<path d="M120 330C120 180 240 120 380 110C380 250 300 350 120 330Z" fill="#3f7d4e"/>'
STAR = '<path d="M240 60 285 190 420 190 310 270 350 400 240 320 130 400 170 270 60 190 195 190Z" fill="#b8456b"/>'

_SHADOW_IN_FIGMA = (
    '<filter id="{id}" x="60" y="90" width="330" height="260" filterUnits="userSpaceOnUse"'
    ' color-interpolation-filters="sRGB"><feFlood flood-opacity="0" result="BackgroundImageFix"/>'
    '<feColorMatrix in="SourceAlpha" type="matrix" values="0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 127 0"'
    ' result="hardAlpha"/><feOffset dx="{dx}" dy="{dy}"/><feGaussianBlur stdDeviation="{blur}"/>'
    '<feComposite in2="hardAlpha" operator="out"/>'
    '<feColorMatrix type="matrix" values="0 0 0 0 {r} 0 0 0 0 {g} 0 0 0 0 {b} 0 0 0 {a} 0"/>'
    '<feBlend mode="normal" in2="BackgroundImageFix" result="effect1_dropShadow"/>'
    '<feBlend mode="normal" in="SourceGraphic" in2="effect1_dropShadow" result="shape"/></filter>'
)


def _figma(body: str, defs: str = "") -> str:
    head = '<svg width="480" height="480" viewBox="0 0 480 480" fill="none" xmlns="http://www.w3.org/2000/svg">'
    return f"{head}{GROUND}{body}<defs>{defs}</defs></svg>"


def _shadow(name: str, offset: tuple[float, float], blur: float, colour: str) -> str:
    r, g, b, a = colour.split()
    return _SHADOW_IN_FIGMA.format(id=name, dx=offset[0], dy=offset[1], blur=blur, r=r, g=g, b=b, a=a)


_INNER = (
    '<filter id="f" x="90" y="110" width="264" height="188" filterUnits="userSpaceOnUse"'
    ' color-interpolation-filters="sRGB"><feFlood flood-opacity="0" result="BackgroundImageFix"/>'
    '<feBlend mode="normal" in="SourceGraphic" in2="BackgroundImageFix" result="shape"/>'
    '<feColorMatrix in="SourceAlpha" type="matrix" values="0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 127 0"'
    ' result="hardAlpha"/><feOffset dx="4" dy="8"/><feGaussianBlur stdDeviation="5"/>'
    '<feComposite in2="hardAlpha" operator="arithmetic" k2="-1" k3="1"/>'
    '<feColorMatrix type="matrix" values="0 0 0 0 0.1 0 0 0 0 0 0 0 0 0 0.3 0 0 0 0.5 0"/>'
    '<feBlend mode="normal" in2="shape" result="effect1_innerShadow"/></filter>'
)
_LAYER_BLUR = (
    '<filter id="f" x="0" y="0" width="480" height="480" filterUnits="userSpaceOnUse"'
    ' color-interpolation-filters="sRGB"><feFlood flood-opacity="0" result="BackgroundImageFix"/>'
    '<feBlend mode="normal" in="SourceGraphic" in2="BackgroundImageFix" result="shape"/>'
    '<feGaussianBlur stdDeviation="{}" result="effect1_foregroundBlur"/></filter>'
)
_FADE = (
    '<linearGradient id="g" x1="90" y1="0" x2="380" y2="0" gradientUnits="userSpaceOnUse">'
    '<stop stop-color="{}"/><stop offset="1" stop-color="{}" stop-opacity="{}"/></linearGradient>'
)

FIGMA = {
    "drop shadow": _figma(f'<g filter="url(#f)">{CARD}</g>', _shadow("f", (0, 8), 12, "0 0 0 0.35")),
    "coloured shadow": _figma(f'<g filter="url(#f)">{CARD}</g>', _shadow("f", (-6, 10), 4, "0.6 0.1 0.3 0.8")),
    "inner shadow": _figma(f'<g filter="url(#f)">{CARD}</g>', _INNER),
    "layer blur": _figma(f'<g filter="url(#f)">{STAR}</g>', _LAYER_BLUR.format(18)),
    "slight blur under a shadow": _figma(
        f'<g filter="url(#s)"><g filter="url(#f)">{CARD}</g></g>',
        _LAYER_BLUR.format(3) + _shadow("s", (0, 14), 9, "0 0.1 0.2 0.5"),
    ),
    "alpha mask": _figma(
        '<mask id="m" style="mask-type:alpha" maskUnits="userSpaceOnUse" x="60" y="60" width="360" height="340">'
        f'{STAR.replace("#b8456b", "url(#g)")}</mask><g mask="url(#m)"><rect width="480" height="480" fill="#143d59"/>'
        "</g>",
        _FADE.format("#000", "#000", 0.1),
    ),
    "luminance mask": _figma(
        '<mask id="m" style="mask-type:luminance" maskUnits="userSpaceOnUse" x="90" y="100" width="300" height="260">'
        f'<rect x="90" y="100" width="300" height="260" fill="url(#g)"/></mask><g mask="url(#m)">{LEAF}</g>',
        _FADE.format("white", "#222", 1),
    ),
    "multiply": _figma(f'<g style="mix-blend-mode:multiply">{LEAF}</g>'),
    "soft light with a shadow": _figma(
        f'<g style="mix-blend-mode:soft-light" filter="url(#f)">{CARD}</g>', _shadow("f", (5, 5), 6, "0 0 0 0.6")
    ),
}


def _inkscape(body: str, defs: str = "") -> str:
    head = (
        '<svg width="480" height="480" viewBox="0 0 480 480" xmlns="http://www.w3.org/2000/svg"'
        ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape">'
    )
    return f'{head}<defs>{defs}</defs><g inkscape:groupmode="layer" inkscape:label="Layer 1">{GROUND}{body}</g></svg>'


def _styled(shape: str, style: str) -> str:
    return shape.replace("/>", f' style="{style}"/>')


_BLUR = (
    '<filter inkscape:collect="always" style="color-interpolation-filters:sRGB" id="f" x="-0.18" y="-0.2"'
    ' width="1.36" height="1.4"><feGaussianBlur inkscape:collect="always" stdDeviation="{}"/></filter>'
)
_DROP = (
    '<filter style="color-interpolation-filters:sRGB" inkscape:label="Drop Shadow" id="f" x="-0.2" y="-0.2"'
    ' width="1.5" height="1.5"><feFlood result="flood" in="SourceGraphic" flood-opacity="0.498039"'
    ' flood-color="rgb(20,0,60)"/><feGaussianBlur result="blur" in="SourceGraphic" stdDeviation="8"/>'
    '<feOffset result="offset" in="blur" dx="12" dy="12"/><feComposite result="comp1" operator="in" in="flood"'
    ' in2="offset"/><feComposite result="comp2" operator="over" in="SourceGraphic" in2="comp1"/></filter>'
)

INKSCAPE = {
    "blur": _inkscape(_styled(STAR, "filter:url(#f)"), _BLUR.format(14.5)),
    "uneven blur, turned": _inkscape(
        f'<g transform="rotate(20 240 240)" style="filter:url(#f)">{CARD}</g>', _BLUR.format("24 6")
    ),
    "drop shadow": _inkscape(_styled(LEAF, "filter:url(#f)"), _DROP),
    "drop shadow, mirrored": _inkscape(
        f'<g transform="matrix(-1 0 0 1 480 0)" style="filter:url(#f)">{LEAF}</g>', _DROP
    ),
    "drop shadow, turned": _inkscape(f'<g transform="rotate(35 240 240)" style="filter:url(#f)">{CARD}</g>', _DROP),
    "mask": _inkscape(
        _styled(LEAF, "mask:none").replace('style="mask:none"', 'mask="url(#m)"'),
        '<linearGradient id="g"><stop style="stop-color:#ffffff;stop-opacity:1"/>'
        '<stop offset="1" style="stop-color:#ffffff;stop-opacity:0"/></linearGradient>'
        '<mask maskUnits="userSpaceOnUse" id="m"><rect x="110" y="100" width="280" height="240"'
        ' style="fill:url(#g);stroke:none"/></mask>',
    ),
    "screen": _inkscape(_styled(STAR, "mix-blend-mode:screen")),
    "overlay, faded": _inkscape(f'<g style="mix-blend-mode:overlay;opacity:0.7">{CARD}{LEAF}</g>'),
}


def _illustrator(body: str, defs: str = "", css: str = "") -> str:
    head = '<svg id="Layer_1" data-name="Layer 1" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 480">'
    return f"{head}<defs><style>{css}.cls-9{{isolation:isolate;}}</style>{defs}</defs>{GROUND}{body}</svg>"


_AI_SHADOW = (
    '<filter id="drop-shadow-1" filterUnits="userSpaceOnUse"><feOffset dx="7" dy="7"/>'
    '<feGaussianBlur result="blur" stdDeviation="5"/><feFlood flood-color="#231f20" flood-opacity=".75"/>'
    '<feComposite in2="blur" operator="in"/><feComposite in="SourceGraphic"/></filter>'
)
_AI_MASK = (
    '<filter id="luminosity-noclip" x="60" y="60" width="360" height="340" color-interpolation-filters="sRGB"'
    ' filterUnits="userSpaceOnUse"><feFlood flood-color="#fff" result="bg"/>'
    '<feBlend in="SourceGraphic" in2="bg"/></filter>'
    '<linearGradient id="g" x1="90" y1="0" x2="380" y2="0" gradientUnits="userSpaceOnUse">'
    '<stop offset="0" stop-color="#fff"/><stop offset="1" stop-color="#000"/></linearGradient>'
    '<mask id="mask" x="60" y="60" width="360" height="340" maskUnits="userSpaceOnUse"><g class="cls-2">'
    '<rect x="60" y="60" width="360" height="340" fill="url(#g)"/></g></mask>'
)

ILLUSTRATOR = {
    "drop shadow": _illustrator(f'<g class="cls-1">{CARD}</g>', _AI_SHADOW, ".cls-1{filter:url(#drop-shadow-1);}"),
    "opacity mask": _illustrator(
        f'<g class="cls-1">{STAR}</g>', _AI_MASK, ".cls-1{mask:url(#mask);}.cls-2{filter:url(#luminosity-noclip);}"
    ),
    "multiply in an isolated file": _illustrator(
        f'<g class="cls-9">{GROUND}<g class="cls-1">{LEAF}</g></g>', "", ".cls-1{mix-blend-mode:multiply;}"
    ),
    "darken and lighten": _illustrator(
        f'<g class="cls-1">{CARD}</g><g class="cls-2">{LEAF}</g>',
        "",
        ".cls-1{mix-blend-mode:darken;opacity:.8;}.cls-2{mix-blend-mode:lighten;}",
    ),
    "colour burn": _illustrator(f'<g class="cls-1">{STAR}</g>', "", ".cls-1{mix-blend-mode:color-burn;}"),
    "luminosity": _illustrator(f'<g class="cls-1">{STAR}</g>', "", ".cls-1{mix-blend-mode:luminosity;}"),
}


def _affinity(body: str, defs: str = "") -> str:
    head = (
        '<svg width="100%" height="100%" viewBox="0 0 480 480" version="1.1" xmlns="http://www.w3.org/2000/svg"'
        ' xmlns:serif="http://www.serif.com/" style="fill-rule:evenodd;clip-rule:evenodd">'
    )
    return f"{head}{GROUND}{body}<defs>{defs}</defs></svg>"


_CANVA = (
    '<filter x="0%" y="0%" width="100%" height="100%" id="lum"><feColorMatrix values="0 0 0 0 1 0 0 0 0 1 0 0 0 0 1 0'
    ' 0 0 1 0" color-interpolation-filters="sRGB"/></filter><mask id="m"><g filter="url(#lum)">'
    '<rect x="-48" width="576" fill="#000000" y="-48" height="576" fill-opacity="0.47"/></g></mask>'
)

AFFINITY_AND_CANVA = {
    "multiply": _affinity(f'<g serif:id="Leaf" style="mix-blend-mode:multiply;">{LEAF}</g>'),
    "hard light": _affinity(f'<g style="mix-blend-mode:hard-light;">{STAR}</g>'),
    "difference in a faded group": _affinity(
        f'<g style="opacity:0.8;">{CARD}<g style="mix-blend-mode:difference;">{STAR}</g></g>'
    ),
    "exclusion, cut": _affinity(
        f'<g clip-path="url(#c)">{LEAF}<g style="mix-blend-mode:exclusion;">{CARD}</g></g>',
        '<clipPath id="c"><circle cx="230" cy="230" r="140"/></clipPath>',
    ),
    "gaussian blur": _affinity(
        f'<g filter="url(#f)">{LEAF}</g>',
        '<filter id="f" x="-20%" y="-20%" width="140%" height="140%"><feGaussianBlur stdDeviation="9"/></filter>',
    ),
    "transparency of Canva": _affinity(f'<g mask="url(#m)"><g clip-path="url(#c)">{STAR}</g></g>', _CANVA
        + '<clipPath id="c"><path d="M60 60H400V380H60Z"/></clipPath>'),
    "saturation": _affinity(f'<g style="mix-blend-mode:saturation;">{CARD}</g>'),
}  # fmt: skip

DRAWINGS = {
    f"{editor}: {name}": svg
    for editor, drawings in (
        ("Figma", FIGMA),
        ("Inkscape", INKSCAPE),
        ("Illustrator", ILLUSTRATOR),
        ("Affinity and Canva", AFFINITY_AND_CANVA),
    )
    for name, svg in drawings.items()
}


#: The most that they may differ by, in levels of 255: on average, and in the worst square of 16 px.
MOST_MEAN, MOST_IN_SQUARE = 1, 5
LIVE = '<rect id="live" x="20" y="20" width="440" height="440" fill="none"/>'


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 480, "height": 480})
    yield page
    page.close()


@pytest.mark.few(10)
@pytest.mark.parametrize("name", DRAWINGS)
def test_chromium_paints_the_same(draw_file: Callable[[str], Drawing], page: Page, name: str) -> None:
    drawing = draw_file(DRAWINGS[name].replace("</svg>", f"{LIVE}</svg>"))
    page.set_content(f"<style>*{{margin:0}}svg{{display:block;width:480px;height:480px}}</style>{DRAWINGS[name]}")
    shown = Image.open(BytesIO(page.screenshot())).convert("RGB")
    mean, in_square = apart(shown, painted(drawing).convert("RGB"))
    assert (mean < MOST_MEAN, in_square <= MOST_IN_SQUARE) == (True, True), (mean, in_square)


def test_there_are_thirty() -> None:
    assert len(DRAWINGS) == 30


@pytest.mark.parametrize("name", [name for name in DRAWINGS if "mask" not in name])
def test_without_its_effect_a_drawing_differs(draw_file: Callable[[str], Drawing], name: str) -> None:
    drawing = draw_file(DRAWINGS[name].replace("</svg>", f"{LIVE}</svg>"))
    _, in_square = apart(painted(drawing), painted(drawing, effects=False))
    assert in_square > 2 * MOST_IN_SQUARE
