"""A picture of a group with an effect: where it is, in which colours, at which size, and when it is made again."""

from __future__ import annotations

import subprocess
import sys
from base64 import b64decode, b64encode
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from conftest import PALETTE
from PIL import Image, ImageChops, ImageOps
from support.pictures import apart, composed, painted

from kit.base.cache.entries import Cache
from kit.base.errors import DrawingError
from kit.base.geometry import IDENTITY
from kit.compose.drawings import NO_CACHE
from kit.model.layout import Element
from kit.paint import effect_pictures
from kit.paint.effect_pictures import fineness, with_pictures
from kit.paint.raster import resvg_engine
from kit.paint.raster.painter import paint, paint_pdf
from kit.run.pipeline.rendering import effects_painted_apart

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kit.model.layout import Drawing
    from kit.model.tree import Tree

    Draw = Callable[..., Drawing]

SHADOW = (
    '<filter id="f" x="0" y="0" width="1000" height="1000" filterUnits="userSpaceOnUse"'
    ' color-interpolation-filters="sRGB"><feDropShadow dx="40" dy="60"'
    ' stdDeviation="6" flood-color="#f5a83c" flood-opacity=".6"/></filter>'
)
GROUND = '<rect width="1000" height="1000" fill="#fff4dd"/>'
CARD = '<rect x="200" y="300" width="300" height="200" fill="#0f2a2e"/>'
SHADED = f'{SHADOW}{GROUND}<g id="card" filter="url(#f)">{CARD}</g>'
OTHER = {**PALETTE, "wall": "#7a1f5c", "spread": "#1234ff"}


@pytest.fixture(autouse=True)
def _without_pictures_of_other_tests() -> None:
    effect_pictures.PAINTED.clear()


def images(tree: Tree) -> list[Element]:
    def within(element: Element) -> list[Element]:
        return [element] * (element.tag == "image") + [one for child in element.children for one in within(child)]

    return [one for child in tree.children for one in within(child)]


def pixel(image: Image.Image, x: int, y: int) -> tuple[int, ...]:
    """Return the colour of a px."""
    return tuple(image.convert("RGB").crop((x, y, x + 1, y + 1)).tobytes())


def changed(one: Image.Image, other: Image.Image) -> tuple[int, int, int, int] | None:
    """Return the box of the px that differ."""
    return ImageChops.difference(one.convert("RGB"), other.convert("RGB")).getbbox()


def test_a_tree_without_effects_stays_as_it_is(draw: Draw) -> None:
    tree = composed(draw(f"{GROUND}{CARD}"))
    assert with_pictures(tree, NO_CACHE) is tree


def test_the_picture_is_in_whole_px_and_no_larger_than_its_ink(draw: Draw) -> None:
    tree = with_pictures(composed(draw(SHADED)), NO_CACHE)
    (image,) = images(tree)
    sides = [float(image.attributes[key]) for key in ("x", "y", "width", "height")]
    assert all(side.is_integer() for side in sides)
    assert sides[:2] == [200, 300]  # the shadow is to the right of it and below
    assert 300 + 40 < sides[2] < 300 + 40 + 30
    assert not tree.has_effects
    assert "filter" not in tree.svg


@pytest.mark.ci
def test_what_hangs_over_the_edge_is_cut_at_the_canvas(draw: Draw) -> None:
    body = f'{SHADOW.replace(chr(34) + "1000", chr(34) + "9000")}{GROUND}<g filter="url(#f)">{CARD}</g>'
    drawing = draw(body.replace('width="300"', 'width="7000"'))
    (image,) = images(with_pictures(composed(drawing), NO_CACHE))
    assert float(image.attributes["x"]) + float(image.attributes["width"]) == 1000


def test_themes_colour_the_group_and_its_shadow(draw: Draw) -> None:
    themed = painted(draw(SHADED), OTHER)
    assert pixel(themed, 300, 400) == (0x7A, 0x1F, 0x5C)
    red, _, blue = pixel(themed, 520, 530)
    assert blue > red  # the shadow is the theme's


def test_a_mask_lets_through_what_its_own_colours_say_in_every_theme(draw: Draw) -> None:
    mask = '<mask id="m"><rect width="1000" height="1000" fill="#fff4dd"/></mask>'
    themed = painted(draw(f'{mask}{GROUND}<g mask="url(#m)">{CARD}</g>'), {**OTHER, "upright": "#000000"})
    assert pixel(themed, 300, 400)[0] > 0x60


def test_a_mirrored_picture_has_its_shadow_on_the_other_side(draw: Draw) -> None:
    drawing = draw(SHADED)
    assert changed(ImageOps.mirror(painted(drawing)), painted(drawing, mirrored=True)) is None


@pytest.mark.parametrize("mode", ["multiply", "screen", "difference", "soft-light", "luminosity"])
def test_what_blends_changes_only_what_it_covers(draw: Draw, mode: str) -> None:
    over = f'<circle id="tint" cx="500" cy="500" r="200" fill="#f5a83c" style="mix-blend-mode:{mode}"/>'
    whole, below = painted(draw(f"{GROUND}{CARD}{over}")), painted(draw(f"{GROUND}{CARD}"))
    assert changed(whole, below) == (300, 300, 700, 700)


def test_multiply_gives_the_product(draw: Draw) -> None:
    over = '<rect id="tint" width="1000" height="1000" fill="#f5a83c" style="mix-blend-mode:multiply"/>'
    found = pixel(painted(draw(f"{GROUND}{CARD}{over}")), 50, 50)
    assert found == tuple(round(one * other / 255) for one, other in zip((255, 244, 221), (245, 168, 60), strict=True))


def test_what_blends_takes_in_what_is_drawn_in_groups_before_it_and_not_after(draw: Draw) -> None:
    over = '<rect id="tint" width="1000" height="1000" fill="#f5a83c" style="mix-blend-mode:multiply"/>'
    grouped = painted(draw(f'{GROUND}<g fill="#0f2a2e"><g>{CARD}</g><g>{over}</g></g>'))
    assert changed(grouped, painted(draw(f"{GROUND}{CARD}{over}"))) is None
    later = painted(draw(f"{GROUND}{over}{CARD}"))
    assert pixel(later, 300, 400) == (0x0F, 0x2A, 0x2E)


def test_an_effect_in_a_clipped_and_turned_group_is_where_it_would_be_by_itself(draw: Draw) -> None:
    clip = '<clipPath id="c"><rect width="900" height="900"/></clipPath>'
    card = '<rect x="200" y="300" width="300" height="200" fill="#0f2a2e"'
    apart_ = draw(f'{SHADOW}{clip}{GROUND}<g transform="rotate(90 400 400)" clip-path="url(#c)"><g filter="url(#f)">'
                  f"{card}/></g></g>")  # fmt: skip
    picture = painted(apart_)
    plain = painted(draw(f'{GROUND}<g transform="rotate(90 400 400)">{card}/></g>'))
    box = (300, 200, 500, 500)  # the card itself
    assert apart(picture.crop(box), plain.crop(box))[1] <= 1
    assert pixel(picture, 280, 530)[2] < 0xC0  # its shadow, turned with it: to the left and below
    assert pixel(picture, 530, 530) == pixel(plain, 530, 530)


@pytest.mark.ci
@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "PNG"])
def test_a_picture_in_a_group_is_shown_as_it_is_without_the_effect(draw: Draw, kind: str) -> None:
    """A JPEG that a phone took on its side is turned upright; resvg alone would show it lying."""
    picture, file, turned = Image.new("RGB", (400, 400), "#0f2a2e"), BytesIO(), Image.Exif()
    picture.paste("#f5a83c", (0, 0, 200, 400))
    turned[0x0112] = 6
    picture.save(file, kind, **({"exif": turned} if kind == "JPEG" else {}))
    href = f"data:image/{kind.lower()};base64,{b64encode(file.getvalue()).decode()}"
    image = f'<image x="200" y="200" width="400" height="400" href="{href}"/>'
    shaded, plain = painted(draw(f'{SHADOW}{GROUND}<g filter="url(#f)">{image}</g>')), painted(draw(GROUND + image))
    assert pixel(plain, 400, 250) != pixel(plain, 400, 550) or kind != "JPEG"
    box = (200, 200, 600, 600)
    assert apart(shaded.crop(box), plain.crop(box))[0] < 1


# The cache ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list to which each SVG is added that resvg paints."""
    seen: list[str] = []
    paint = resvg_engine.paint_png

    def counting(svg: str, width: int, height: int) -> bytes:
        seen.append(svg)
        return paint(svg, width, height)

    monkeypatch.setattr(resvg_engine, "paint_png", counting)
    return seen


@pytest.mark.ci
def test_a_picture_is_made_once_for_each_look_of_its_group(draw: Draw, tmp_path: Path, counted: list[str]) -> None:
    store, drawing = Cache(tmp_path / "kept"), draw(SHADED)
    first = painted(drawing, PALETTE, store)
    assert (len(counted), painted(drawing, PALETTE, store) == first, len(counted)) == (1, True, 1)
    painted(drawing, {**PALETTE, "upright": "#123456"}, store)  # the ground alone
    assert len(counted) == 1
    painted(drawing, OTHER, store)
    assert len(counted) == 2
    painted(drawing, PALETTE, store, mirrored=True)  # the same picture, mirrored as it is placed
    assert len(counted) == 2
    with_pictures(composed(drawing), store, 2.0)
    assert len(counted) == 3


@pytest.mark.ci
def test_a_group_that_two_pictures_have_is_painted_once_though_nothing_is_kept(draw: Draw, counted: list[str]) -> None:
    for shapes in (SHADED, f'{SHADED}<rect width="100" height="100" fill="#0f2a2e"/>'):
        with_pictures(composed(draw(shapes)), NO_CACHE)
    assert len(counted) == 1
    with_pictures(composed(draw(SHADED)), NO_CACHE, 2.0)
    assert len(counted) == 2


def test_what_blends_is_made_again_if_what_is_below_changes(draw: Draw, tmp_path: Path, counted: list[str]) -> None:
    store = Cache(tmp_path / "kept")
    drawing = draw(f'{GROUND}<circle r="200" fill="#f5a83c" style="mix-blend-mode:multiply"/>')
    # each time the group alone, and over what is below
    for theme in (PALETTE, PALETTE, {**PALETTE, "upright": "#123456"}):
        painted(drawing, theme, store)
    assert len(counted) == 4


def test_another_version_of_the_engine_makes_its_own(
    draw: Draw, tmp_path: Path, counted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    store, drawing = Cache(tmp_path / "kept"), draw(SHADED)
    painted(drawing, PALETTE, store)
    monkeypatch.setattr(effect_pictures, "engines", lambda: {"resvg_py": "9"})
    painted(drawing, PALETTE, store)
    assert len(counted) == 2


# Paper -------------------------------------------------------------------------------------------------------------


@pytest.mark.ci
def test_on_paper_a_picture_has_300_dpi(draw: Draw) -> None:
    tree = composed(draw(SHADED))
    plain, fine = (with_pictures(tree, NO_CACHE, scale) for scale in (1.0, 2.5))
    one, other = (Image.open(BytesIO(_png(images(found)[0]))).size for found in (plain, fine))
    assert [round(2.5 * side) - found for side, found in zip(one, other, strict=True)] == [
        pytest.approx(0, abs=8),
        pytest.approx(0, abs=8),
    ]
    sides = [[float(images(found)[0].attributes[key]) for key in ("x", "y", "width")] for found in (plain, fine)]
    assert sides[0] == pytest.approx(sides[1], abs=4)
    assert b"/Image" in paint_pdf(fine, fine.size, IDENTITY)


def test_a_sheet_of_a4_has_300_dpi() -> None:
    class Page:
        trim, bleed = (210.0, 297.0), 3.0

    class Canvas:
        size = (1080.0, 1515.0)

    assert fineness(Canvas, Page) == pytest.approx(216 / 1080 / 25.4 * 300, rel=0.01)  # type: ignore[arg-type]


def _png(image: Element) -> bytes:
    return b64decode(image.attributes["href"].partition(",")[2])


# Failures ----------------------------------------------------------------------------------------------------------


def test_no_painter_leaves_an_effect_out_in_silence(draw: Draw) -> None:
    tree = composed(draw(SHADED))
    for paint_one in (paint, lambda one: paint_pdf(one, (9, 9), IDENTITY)):
        with pytest.raises(ValueError, match="a group with an effect"):
            paint_one(tree)


def test_a_panic_of_the_engine_is_an_error_like_others(draw: Draw, monkeypatch: pytest.MonkeyPatch) -> None:
    import resvg_py  # noqa: PLC0415

    class PanicError(BaseException):
        """As pyo3 raises one."""

    def panic(**_options: object) -> bytes:
        raise PanicError("index out of bounds")

    tree = composed(draw(SHADED))
    monkeypatch.setattr(resvg_py, "svg_to_bytes", panic)
    with pytest.raises(ValueError, match="resvg fails on it: index out of bounds"):
        with_pictures(tree, NO_CACHE)


@pytest.mark.ci
def test_in_a_process_of_its_own_it_is_painted_alike_and_what_fails_there_is_a_fault(draw: Draw) -> None:
    tree = composed(draw(SHADED))
    assert effects_painted_apart(tree, "plain/square.svg") == with_pictures(tree, NO_CACHE)
    broken = (
        replace(child, children=(Element("g", {"d": "\0"}),)) if child.effect else child for child in tree.children
    )
    with pytest.raises(DrawingError) as caught:
        effects_painted_apart(replace(tree, children=tuple(broken)), "plain/square.svg")
    assert [(fault.code, str(fault.mark)) for fault in caught.value.faults] == [
        ("picture-failed", "plain/square.svg:1:1")
    ]


def test_a_drawing_without_effects_needs_no_engine() -> None:
    code = (
        "import sys; sys.modules['resvg_py'] = None\n"
        "import kit, kit.run.pipeline.rendering, kit.run.jobs.render_task, kit.paint.raster\n"
        "assert sys.modules['resvg_py'] is None"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
