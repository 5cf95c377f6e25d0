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
from support.painted_shapes import ALL, SHAPES, USER, svg
from support.pictures import by_cairosvg as painted_by_cairosvg
from support.whole_campaign import SAMPLE

import kit
from kit.base.errors import KitError
from kit.base.geometry import Size
from kit.checks.engine_agreement import difference_of
from kit.compose import Composer
from kit.model.layout import Element
from kit.model.tree import Tree as TreeOfShapes
from kit.project.plan import plan
from kit.raster import cairosvg_engine, direct, paint_premultiplied, paint_with_ground
from kit.raster.cairo_paths import rows_of, steady
from kit.raster.resvg_engine import paint_again

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kit.model.asset import PremultipliedPixels

    Levels = NDArray[np.int_]

ROOT = Path(__file__).parents[2]
#: Levels by which gradients out of a table may differ from cairo's.
OF_GRADIENTS = 2


def channels(pixels: PremultipliedPixels) -> Levels:
    rows = np.frombuffer(pixels.bgra, np.uint8).reshape(pixels.height, pixels.stride)
    return np.asarray(rows[:, : 4 * pixels.width].astype(int))


def require_near(text: str) -> None:
    """Require that a picture looks as resvg paints it, by the measure of `kit check`."""
    ours = paint_premultiplied(text)
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
    assert bytes(paint_premultiplied(svg(body)).bgra).strip(b"\0") != b""
    require_near(svg(body))


@pytest.mark.parametrize("body", SHAPES.values(), ids=SHAPES)
def test_shapes_are_painted_directly(body: str, by_cairosvg: list[str]) -> None:
    paint_premultiplied(svg(body))
    assert by_cairosvg == []


@pytest.mark.parametrize("name", [name for name in SHAPES if "gradients" in name and "shapes" not in name])
def test_gradients_are_off_by_two_levels_at_most_and_have_no_more_rings(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = channels(paint_premultiplied(svg(SHAPES[name])))
    monkeypatch.setattr(direct, "_LARGE", 1 << 30)
    theirs = channels(paint_premultiplied(svg(SHAPES[name])))
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
    ours = channels(paint_premultiplied(svg(body)))
    assert by_cairosvg
    assert int(np.max(np.abs(ours - channels(painted_by_cairosvg(svg(body)))))) == 0


def test_a_picture_is_painted_by_cairosvg_in_its_place_among_the_rest(by_cairosvg: list[str]) -> None:
    file = BytesIO()
    Image.effect_noise((40, 30), 90).convert("RGB").save(file, "PNG")
    href = f"data:image/png;base64,{b64encode(file.getvalue()).decode()}"
    photo = f'<image href="{href}" x="20" y="10" width="160" height="120"/>'
    body = f'<rect width="240" height="90" fill="#a14"/>{photo}<circle cx="90" cy="70" r="30" fill="#123"/>'
    ours = channels(paint_premultiplied(svg(body)))
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
    ours = channels(paint_premultiplied(svg(body)))
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
    pixels = paint_premultiplied(svg(body), width)
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
    assert [paint_premultiplied(text).plain for text in (whole, other)] == [plain, True]
    if plain:
        painted = paint_premultiplied(whole)
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
    assert difference_of(paint_premultiplied(text), paint_again(text, 240, 180)).in_square <= 16, "up to 25 before"


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
        paint_premultiplied(svg(UNKNOWN["clones"]))
    assert [fault.code for fault in caught.value.faults] == ["two-cairos"]
