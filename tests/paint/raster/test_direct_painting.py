"""What is painted directly looks as resvg paints it, and what is not known is left to CairoSVG, in its turn."""

from __future__ import annotations

import math
from base64 import b64encode
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from cairosvg.parser import Tree
from PIL import Image
from support.drawings import svg
from support.pictures import by_cairosvg as painted_by_cairosvg
from support.pictures import painted_svg
from support.whole_campaign import SAMPLE

import kit
from kit.base.errors import KitError
from kit.base.geometry import Size
from kit.compose import Composer
from kit.judge.engine_agreement import difference_of
from kit.model.layout import Element
from kit.model.tree import Tree as TreeOfShapes
from kit.paint.grounds import paint_with_ground
from kit.paint.raster import cairosvg_engine, direct
from kit.paint.raster.cairo_paths import rows_of, steady
from kit.paint.raster.resvg_engine import paint_again
from kit.project.plan import plan

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kit.model.asset import PremultipliedPixels

    Levels = NDArray[np.int_]

ROOT = Path(__file__).parents[3]
#: Levels by which gradients out of a table may differ from cairo's.
OF_GRADIENTS = 2
STOPS = (
    '<stop offset="0" stop-color="#fff0d0"/><stop offset=".4" stop-color="#a14"/><stop offset="1" stop-color="#123"/>'
)
FADING = '<stop stop-color="#f5a83c" stop-opacity=".9"/><stop offset="1" stop-color="#0f2a2e" stop-opacity="0"/>'
SUDDEN = (
    '<stop stop-color="#fff0d0"/><stop offset="0" stop-color="#a14"/><stop offset="1" stop-color="#f5a83c"/>'
    '<stop offset="1" stop-color="#0f2a2e"/><stop offset=".3" stop-color="#123"/>'
)
USER = 'gradientUnits="userSpaceOnUse"'
RADIAL = f'<radialGradient id="g" {USER} cx="90" cy="70" r="160" {{}}>{STOPS}</radialGradient>'
LINEAR = f'<linearGradient id="g" {USER} x1="20" y1="10" x2="{{}}" y2="{{}}">{STOPS}</linearGradient>'
ALL = '<rect width="240" height="180" fill="url(#g)"/>'
#: One of each kind of shape, paint, group and clip that the direct painter knows.
SHAPES = {
    "rectangles": '<rect x="10.3" y="7.8" width="90" height="50.5" fill="#f5a83c"/>',
    "round rectangles": '<rect x="10" y="7" width="90" height="50" rx="12" ry="30" fill="#f5a83c"/>',
    "circles": '<circle cx="100.5" cy="90.2" r="70" fill="#0f2a2e"/>',
    "ellipses": '<ellipse cx="100" cy="90" rx="80" ry="33.3" fill="#0f2a2e" fill-opacity=".4"/>',
    "polygons": '<polygon points="10,10 200,30.5 120 170" fill="#a14"/>',
    "polylines": '<polyline points="10,10 200,30 120,170" fill="none" stroke="#a14" stroke-width="5"/>',
    "polygons of an odd number": '<polygon points="10,10 200,30.5 120 170 220" fill="#a14"/>',
    "lines": '<line x1="10" y1="12" x2="200" y2="150" stroke="#a14" stroke-width="7" stroke-linecap="round"/>',
    "relative paths": '<path d="M20 30h50v20h-50zM90 20l40 60q30 40 50-20c10-30 20 5 30 40H90V60z" fill="#123"/>',
    "curves": '<path d="M20 90C40 10 60 10 80 90Q100 170 140 90L200 60Z" fill="#123"/>',
    "smooth paths": '<path d="M20 90C40 10 60 10 80 90S120 170 140 90T200 60" fill="#123"/>',
    "arcs": '<path d="M20 90A70 40 20 0 1 200 90A90 90 0 0 1 20 90Z" fill="#123"/>',
    "wide arcs": '<path d="M-531.1 159A2000 2000 0 0 1 2011 1398.9z" fill="#123"/>',
    "repeated letters": '<path d="M20 30 200 40 120 170M30,30l20-5,5.5.5z" fill="#123"/>',
    "letters with a hole": '<path d="M20 20L200 20 200 160 20 160ZM60 60L160 60 160 120 60 120Z" fill-rule="evenodd"/>',
    "strokes": '<path d="M20 20L120 150L200 20" fill="#eee" stroke="#123" stroke-width="9" stroke-linejoin="round"/>',
    "miters": '<path d="M20 20L60 150L100 20" fill="none" stroke="#123" stroke-width="5" stroke-miterlimit="2"/>',
    "dashes": '<path d="M20 20H200" stroke="#123" stroke-width="6" stroke-dasharray="12 5" stroke-dashoffset="3"/>',
    "moved groups": '<g transform="translate(20 5) scale(1.5)"><path d="M0 0H40V30z" transform="scale(2 .5)"/></g>',
    "groups in a matrix": '<g transform="matrix(.9 .2 -.3 1.1 50 10)"><rect width="99" height="70" fill="#a14"/></g>',
    "inherited paint": '<g fill="#a14" stroke="#123" stroke-width="3"><circle cx="90" cy="90" r="50"/></g>',
    "paint inherited by name": (
        '<g fill="#a14" stroke="inherit"><g fill="inherit"><circle cx="90" cy="90" r="50" fill="inherit"/></g></g>'
    ),
    "see-through groups": '<g opacity=".5"><path d="M0 0H99V99z"/><circle cx="99" cy="99" r="60" fill="#a14"/></g>',
    "see-through shapes": '<circle cx="99" cy="99" r="60" fill="#a14" opacity=".3"/>',
    "clips": (
        '<clipPath id="c"><circle cx="90" cy="90" r="60"/></clipPath>'
        '<g clip-path="url(#c)"><rect width="99" height="180"/></g>'
    ),
    "clips of several shapes": (
        '<clipPath id="c"><rect width="50" height="99"/><circle cx="150" cy="90" r="60" transform="translate(9 9)"/>'
        '</clipPath><rect width="240" height="180" clip-path="url(#c)" transform="scale(.9)"/>'
    ),
    "radial gradients": RADIAL.format("") + ALL,
    "stretched gradients": RADIAL.format('gradientTransform="translate(40 10) scale(1.2 .6)"') + ALL,
    "turned gradients": RADIAL.format('gradientTransform="matrix(.9 .4 -.5 1.1 30 -20)"') + ALL,
    "linear gradients": LINEAR.format(200, 150) + ALL,
    "upright gradients": LINEAR.format(20, 150) + ALL,
    "level gradients": LINEAR.format(200, 10) + ALL,
    "gradients in shapes": RADIAL.format("") + '<circle cx="120" cy="90" r="85" fill="url(#g)"/>',
    "gradients in groups": RADIAL.format("") + f'<g opacity=".6" transform="translate(5 5)">{ALL}</g>',
    "gradients that end at once": RADIAL.replace(STOPS, SUDDEN).replace('"160"', '"60"').format("") + ALL,
    "slanting gradients that end at once": (
        f'<linearGradient id="g" {USER} x1="60" y1="30" x2="150" y2="110">{SUDDEN}</linearGradient>{ALL}'
    ),
    "gradients in shares of a shape": (
        f'<linearGradient id="g" x2="70%" y2=".9">{STOPS}</linearGradient>'
        '<path d="M20 100C20 -33 200 -33 200 100L90 170z" fill="url(#g)"/>'
    ),
    "gradients in shares of an ellipse": (
        f'<radialGradient id="g" fx="0.3">{STOPS}</radialGradient>'
        '<ellipse cx="120" cy="90" rx="99" ry="60" fill="url(#g)"/>'
    ),
    "gradients out of their middle": RADIAL.format('fx="20"') + ALL,
    "gradients that go on": RADIAL.replace("160", "50").format('spreadMethod="reflect"') + ALL,
    "gradients that begin again": LINEAR.format(60, 40).replace("y2", 'spreadMethod="repeat" y2') + ALL,
    "turns": '<rect x="50" y="20" width="50" height="20" transform="rotate(20) rotate(9 50 50) skewX(10)"/>',
    "what is visible": '<g visibility="visible"><rect x="50" y="20" width="50" height="20"/></g>',
    "shapes without smooth edges": (
        '<g shape-rendering="crispEdges"><circle cx="60.3" cy="60.2" r="40"/><path d="M100 20L180 60.7L120 130z"/>'
        '<path d="M10 150L190 170" stroke="#123" stroke-width="1.5"/>'
        '<rect x="90.3" y="120.4" width="30" height="9"/></g>'
    ),
    "edges in the middle of pixels": (
        '<g shape-rendering="crispEdges"><line x1="20" y1="20.5" x2="200" y2="20.5" stroke="#123" stroke-width="2"/>'
        '<rect x="20.5" y="40.5" width="50" height="30"/><line x1="99" y1="40" x2="99" y2="99" stroke="#a14"/></g>'
    ),
    "bends at the end of a line": (
        '<path d="M175 15C175 30 175.1 165 175 165H15" fill="none" stroke="#123" stroke-width="20" '
        'stroke-linejoin="bevel"/>'
    ),
    "fading light": (
        f'<rect width="240" height="180" fill="#0f2a2e"/><radialGradient id="g" {USER} cx="90" cy="70" r="120">{FADING}'
        f'</radialGradient><circle cx="90" cy="70" r="120" fill="url(#g)" fill-opacity=".7"/>'
    ),
}


def channels(pixels: PremultipliedPixels) -> Levels:
    rows = np.frombuffer(pixels.bgra, np.uint8).reshape(pixels.height, 4 * pixels.width)
    return np.asarray(rows[:, : 4 * pixels.width].astype(int))


def require_near(text: str) -> None:
    """Require that a picture looks as resvg paints it, by the measure of `kit check`."""
    ours = painted_svg(text)
    apart = difference_of(ours, paint_again(text, ours.width, ours.height))
    assert not apart.is_visible, apart


@pytest.fixture
def by_cairosvg(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list of what is left to CairoSVG from now on, as text."""
    left: list[str] = []

    def make_told(*, bytestring: bytes) -> Tree:
        left.append(bytestring.decode())
        return Tree(bytestring=bytestring)

    monkeypatch.setattr(cairosvg_engine, "Tree", make_told)
    return left


@pytest.mark.parametrize("body", SHAPES.values(), ids=SHAPES)
def test_shapes_look_as_resvg_paints_them(body: str) -> None:
    assert bytes(painted_svg(svg(body)).bgra).strip(b"\0") != b""
    require_near(svg(body))


@pytest.mark.parametrize("body", SHAPES.values(), ids=SHAPES)
def test_shapes_are_painted_directly(body: str, by_cairosvg: list[str]) -> None:
    painted_svg(svg(body))
    assert by_cairosvg == []


@pytest.mark.parametrize("name", [name for name in SHAPES if "gradients" in name and "shapes" not in name])
def test_gradients_are_off_by_two_levels_at_most_and_have_no_more_rings(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = channels(painted_svg(svg(SHAPES[name])))
    monkeypatch.setattr(direct, "_LARGE", 1 << 30)
    theirs = channels(painted_svg(svg(SHAPES[name])))
    assert int(np.max(np.abs(ours - theirs))) <= OF_GRADIENTS
    steps = [np.abs(np.diff(one.reshape(180, 240, 4), axis=1)).max() for one in (ours, theirs)]
    assert steps[0] <= steps[1] + 1


UNKNOWN = {
    "gradients that are not there": ALL,
    "sizes with a unit": '<rect width="50%" height="20mm"/>',
    "style sheets": '<rect width="50" height="20" style="fill:#a14"/>',
    "patterns": f'<pattern id="g" width="9" height="9" {USER}><rect width="5" height="5"/></pattern>{ALL}',
    "clones": '<defs><rect id="r" width="50" height="20"/></defs><use href="#r" x="30" y="30"/>',
    "clips in shares of a shape": (
        '<clipPath id="c" clipPathUnits="objectBoundingBox"><rect width=".5" height=".5"/></clipPath>'
        '<rect width="99" height="99" clip-path="url(#c)"/>'
    ),
}


@pytest.mark.parametrize("body", UNKNOWN.values(), ids=UNKNOWN)
def test_what_is_not_known_is_left_to_cairosvg(body: str, by_cairosvg: list[str]) -> None:
    ours = channels(painted_svg(svg(body)))
    assert by_cairosvg
    assert int(np.max(np.abs(ours - channels(painted_by_cairosvg(svg(body)))))) == 0


def test_a_picture_is_painted_by_cairosvg_in_its_place_among_the_rest(by_cairosvg: list[str]) -> None:
    file = BytesIO()
    Image.effect_noise((40, 30), 90).convert("RGB").save(file, "PNG")
    href = f"data:image/png;base64,{b64encode(file.getvalue()).decode()}"
    photo = f'<image href="{href}" x="20" y="10" width="160" height="120"/>'
    body = f'<rect width="240" height="90" fill="#a14"/>{photo}<circle cx="90" cy="70" r="30" fill="#123"/>'
    ours = channels(painted_svg(svg(body)))
    (alone,) = by_cairosvg
    assert "image" in alone
    assert "rect" not in alone
    assert "circle" not in alone
    assert int(np.max(np.abs(ours - channels(painted_by_cairosvg(svg(body)))))) == 0


def test_only_the_picture_of_a_group_is_left_to_cairosvg(by_cairosvg: list[str]) -> None:
    """It is cut, moved and as translucent as the group, and what it refers to comes with it."""
    units = USER.replace("gradient", "pattern")
    tile = f'<pattern id="p" width="9" height="9" {units}><rect width="5" height="9"/></pattern>'
    cut = '<clipPath id="c"><circle cx="60" cy="60" r="40"/></clipPath>'
    inside = '<rect width="200" height="90" fill="#a14"/><g fill="url(#p)"><rect y="30" width="200" height="40"/></g>'
    body = f'{tile}{cut}<g transform="translate(20 9) scale(1.1)" opacity=".6" clip-path="url(#c)">{inside}</g>'
    ours = channels(painted_svg(svg(body)))
    (alone,) = by_cairosvg
    assert alone.count("<rect") == 2, "the one that is tiled, and the tile"
    assert int(np.max(np.abs(ours - channels(painted_by_cairosvg(svg(body)))))) <= 1


def composed(step: int, language: str) -> list[str]:
    """Return every picture of the kit in a language, or one in so many, and what is behind its words."""
    project = kit.load(ROOT, locale=language)
    composer, found = Composer(project), set()
    for artboard in plan(project)[::step]:
        artwork = composer.compose(artboard)
        found |= {artwork.svg, artwork.ground.svg}
    return sorted(found)


@pytest.mark.ci
def test_a_sample_of_the_kit_looks_as_resvg_paints_it(by_cairosvg: list[str]) -> None:
    require_alike(composed(97, "en"), by_cairosvg)


@pytest.mark.slow
@pytest.mark.parametrize(("language", "step"), [("en", 1), *((tag, 19) for tag in SAMPLE)])
def test_every_picture_of_the_kit_looks_as_resvg_paints_it(language: str, step: int, by_cairosvg: list[str]) -> None:
    require_alike(composed(step, language), by_cairosvg)


def require_alike(texts: list[str], by_cairosvg: list[str]) -> None:
    """Require that pictures are near to resvg's, and that none of it was painted by CairoSVG."""
    for text in texts:
        require_near(text)
    assert by_cairosvg == []


@pytest.mark.parametrize("width", [80, 480])
@pytest.mark.parametrize("photo", [False, True])
def test_a_picture_is_painted_as_small_or_large_as_is_wanted(width: int, *, photo: bool) -> None:
    file = BytesIO()
    Image.new("RGB", (4, 3), "#2a8c4e").save(file, "PNG")
    href = f"data:image/png;base64,{b64encode(file.getvalue()).decode()}"
    body = '<rect width="240" height="90" fill="#a14"/><rect x="60" y="90" width="60" height="90" fill="#00f"/>'
    body += f'<image href="{href}" x="120" y="90" width="120" height="90"/>' if photo else ""
    pixels = painted_svg(svg(body), width)
    assert (pixels.width, pixels.height) == (width, width * 3 // 4)
    rows = channels(pixels).reshape(pixels.height, pixels.width, 4)[..., 2::-1]

    def at(x: int, y: int) -> list[int]:
        return [int(level) for level in rows[y * width // 240, x * width // 240]]

    assert [at(120, 45), at(90, 135), at(30, 135)] == [[170, 17, 68], [0, 0, 255], [0, 0, 0]]
    assert at(180, 135) == ([42, 140, 78] if photo else [0, 0, 0])


GROUND = '<rect width="240" height="180" fill="#0f2a2e"/>'
CUT = '<clipPath id="c"><circle cx="60" cy="60" r="31"/></clipPath><rect width="99" height="99" clip-path="url(#c)" '
SHADED = (
    '<linearGradient id="g" gradientUnits="userSpaceOnUse" x1="0" y1="0" x2="9" y2="9"><stop stop-color="#f5a83c"/>'
)


@pytest.mark.parametrize(
    ("body", "plain"),
    [
        ('<circle cx="60" cy="60" r="31.3" fill="#f5a83c"/>', True),
        ('<path d="M9 9L99 50" fill="none" stroke="#f5a83c" stroke-width="3"/>', True),
        ('<g opacity="1" fill="#f5a83c"><rect x="9" y="9" width="40" height="40" opacity="1"/></g>', True),
        (f'{CUT}fill="#f5a83c"/>', True),
        ('<circle cx="60" cy="60" r="31.3" fill="#f5a83c" fill-opacity="0.9"/>', False),
        ('<path d="M9 9L99 50" stroke="#f5a83c" stroke-opacity="0.9" fill="none"/>', False),
        ('<g opacity="0.9"><rect x="9" y="9" width="40" height="40" fill="#f5a83c"/></g>', False),
        (f'{SHADED}</linearGradient><rect width="99" height="99" fill="url(#g)"/>', False),
        ('<g><rect x="9" y="9" width="40" height="40" fill="black"/></g>', False),
        ('<rect x="9" y="9" width="40" height="40"/>', False),
        ('<text x="9" y="90" fill="#f5a83c">Left to CairoSVG</text>', False),
    ],
)  # fmt: skip
def test_a_picture_of_plain_colours_alone_says_so(body: str, *, plain: bool) -> None:
    """Each of them is told: one that has no digits is not, and so is none of what CairoSVG paints."""
    whole, other = svg(GROUND + body), svg(GROUND)
    assert [painted_svg(text).plain for text in (whole, other)] == [plain, True]
    if plain:
        painted = painted_svg(whole)
        colours, count = np.unique(channels(painted).astype(np.uint8).view(np.uint32) & 0xFFFFFF, return_counts=True)
        assert {int(colour) for colour in colours[count > 100]} <= painted.fills


def test_what_is_behind_words_is_as_plain_as_it_is_itself() -> None:
    ground, words = (
        Element("rect", {"width": "99", "height": "99", "fill": "#0f2a2e"}),
        Element("rect", {"width": "9", "height": "9", "fill": "#f5a83c", "opacity": "0.5"}),
    )
    whole, behind = (TreeOfShapes(Size(99, 99), children) for children in ((ground, words), (ground,)))
    assert [pixels.plain for pixels in paint_with_ground(whole, behind)] == [False, True]
    whole, behind = (TreeOfShapes(Size(99, 99), (words, *more)) for more in ((ground,), ()))
    assert [pixels.plain for pixels in paint_with_ground(whole, behind)] == [False, False], "what both begin with"


@pytest.mark.parametrize("length", [0.003, 0.01, 0.03, 0.1, 0.2, 0.3])
@pytest.mark.parametrize("angle", [-60, -45, 30, 60])
def test_a_stroke_keeps_its_width_where_its_handles_are_shorter_than_a_pixel(length: float, angle: int) -> None:
    """Cairo turned the whole stroke to its handle, so that it lost up to a third of its width."""
    x, y = length * math.cos(math.radians(angle)), length * math.sin(math.radians(angle))
    line = f"M40 90C{40 + x} {90 + y} {200 - x} {90 + y} 200 90"
    bend = f"M40 150C{40 + x} {150 + y} {180} {150} 200 120"
    require_near(svg(f'<path d="{line}" fill="none" stroke="#123" stroke-width="30"/>'))
    text = svg(f'<path d="{bend}" fill="none" stroke="#123" stroke-width="20" stroke-linecap="round"/>')
    assert difference_of(painted_svg(text), paint_again(text, 240, 180)).in_square <= 16, "up to 25 before"


def test_a_stroke_with_handles_of_a_pixel_stays_as_it_is_drawn() -> None:
    d = "M40 90C41 91 199 91 200 90M20 20C20.5 20 21 20.5 21 21ZC20.3 20.4 100 40 200 40"
    rows = rows_of(d)
    assert steady(rows, 1.0) is not rows
    whole = rows_of("M40 90C41 91 199 91 200 90M20 20C20.5 20 21 20.5 21 21Z")
    assert steady(whole, 1.0) is whole
    assert steady(rows, 1.0)[-3:].tolist() == [pytest.approx(point) for point in ([20.6, 20.8], [100, 40], [200, 40])]


def test_a_second_copy_of_cairo_is_named_before_it_is_handed_a_context(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cairosvg_engine, "cast", lambda *_: SimpleNamespace(value=1))
    with pytest.raises(KitError) as caught:
        painted_svg(svg(UNKNOWN["clones"]))
    assert [fault.code for fault in caught.value.faults] == ["two-cairos"]
