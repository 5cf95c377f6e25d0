"""What editors write every day is painted as a second engine paints the file, or refused with a remedy.

`constructs/EDITOR/NAME.svg` are drawings of one construct each, in the syntax of the editor; those of Inkscape are its
own exports. Each is compared as it was written, with its own CSS, patterns and clip paths.
"""

from __future__ import annotations

from collections import Counter
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import resvg_py
from conftest import LIVE
from PIL import Image
from support.drawings import plain_picture
from support.pictures import painted

from kit.base.errors import DrawingError
from kit.base.geometry import Size
from kit.drawing.svg.drawing_reader import read_drawing

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FOLDER = Path(__file__).parent / "constructs"
FILES = {f"{path.parent.name}/{path.stem}": path for path in sorted(FOLDER.rglob("*.svg"))}
PALETTE = {"wall": "#0f2a2e", "spread": "#f5a83c"}
#: The constructs that are refused, with the codes of their faults; all others are painted.
REFUSED = {
    "affinity/words-outside-a-slot": {"unpaintable-element"},
    "figma/angular-gradient": {"unpaintable-element"},
    "figma/background-blur": {"unpaintable-element"},
    "figma/words-outside-a-slot": {"unpaintable-element"},
    "illustrator/preserved-editing": {"xml-entities"},
    "illustrator/words-outside-a-slot": {"unpaintable-element"},
    "inkscape/clipped-by-a-group": {"element-out-of-place"},
    "inkscape/markers": {"unpaintable-element"},
    "inkscape/words-outside-a-slot": {"unpaintable-element"},
}
#: Constructs whose tiles are no whole pixels, or lie aslant: resvg rounds them, so Chromium judges, on a fine screen.
FINE_TILES = {
    "illustrator/pattern-swatch",
    "illustrator/pattern-swatch-moved",
    "inkscape/stock-stripes",
    "inkscape/stroked-shapes-as-a-pattern",
}
#: Constructs of which only browsers paint the colours as they are written.
OF_BROWSERS = {
    "drawio/light-and-dark-colours",
    "figma/colours-of-display-p3",
    "illustrator/rules-of-ids",
}
#: Constructs with effects, which resvg paints for us too, so that Chromium judges them.
EFFECTS = {
    "affinity/blend-mode",
    "canva/transparency",
    "figma/blend-mode",
    "figma/drop-shadow",
    "figma/layer-blur",
    "illustrator/blend-mode",
    "illustrator/drop-shadow",
    "inkscape/blend-mode",
    "inkscape/blur",
}
#: How far two paintings may be apart: the mean, in grey levels, and the part of the pixels that differ by over 32.
MEAN, FAR, PART = 1.0, 32, 0.02


def painted_by_us(path: Path, folder: Path) -> Image.Image:
    """Return our painting of a construct, to whose file a live box is added."""
    written = path.read_text(encoding="utf-8")
    copy = folder / "square.svg"
    before, end, after = written.rpartition("</svg>")
    copy.write_text(before + LIVE.replace("00", "0") + end + after, encoding="utf-8")
    drawing = read_drawing(copy, PALETTE)
    has_effect = f"{path.parent.name}/{path.stem}" in EFFECTS
    return on_ground(painted(drawing, PALETTE)) if has_effect else plain_picture(drawing).convert("RGB")


def painted_by_resvg(path: Path, size: Size) -> Image.Image:
    """Return the second engine's painting of a file in a size in px."""
    width, height = map(int, size)
    text = path.read_text(encoding="utf-8")
    data = resvg_py.svg_to_bytes(svg_string=text, width=width, height=height, dpi=96, skip_system_fonts=True)
    return on_white(bytes(data))


def painted_by_chromium(path: Path, browser: Browser) -> Image.Image:
    """Return Chromium's painting of a file of 300 x 300 px: of 16 of its pixels for each of ours, their mean."""
    page = browser.new_page(device_scale_factor=4, viewport={"width": 300, "height": 300})
    page.goto(path.as_uri())
    image = on_white(page.screenshot())
    page.close()
    return image.reduce(4)


def on_white(data: bytes) -> Image.Image:
    return on_ground(Image.open(BytesIO(data)).convert("RGBA"))


def on_ground(image: Image.Image) -> Image.Image:
    return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")


def assert_alike(ours: Image.Image, other: Image.Image) -> None:
    """Assert that two paintings differ by no more than edges that are smoothed otherwise, and show anything."""
    assert ours.size == other.size
    apart = np.abs(np.asarray(ours, dtype=int) - np.asarray(other, dtype=int))
    assert apart.mean() <= MEAN
    assert (apart.max(axis=2) > FAR).mean() <= PART
    assert len(set(ours.convert("L").get_flattened_data())) > 1


def test_there_are_constructs_of_every_editor() -> None:
    painted = Counter(name.partition("/")[0] for name in FILES.keys() - REFUSED.keys())
    assert all(painted[editor] >= 12 for editor in ("figma", "illustrator", "affinity", "inkscape"))
    assert painted.total() >= 60
    assert FILES.keys() >= REFUSED.keys() | FINE_TILES | OF_BROWSERS | EFFECTS


@pytest.mark.few(42)
@pytest.mark.parametrize("name", sorted(FILES.keys() - REFUSED.keys() - FINE_TILES - OF_BROWSERS - EFFECTS))
def test_a_construct_is_painted_as_the_second_engine_paints_it(name: str, tmp_path: Path) -> None:
    ours = painted_by_us(FILES[name], tmp_path)
    assert_alike(ours, painted_by_resvg(FILES[name], Size(*ours.size)))


@pytest.mark.parametrize("name", sorted(FINE_TILES | OF_BROWSERS))
def test_what_resvg_paints_otherwise_is_painted_as_chromium_paints_it(
    name: str, tmp_path: Path, browser: Browser
) -> None:
    assert_alike(painted_by_us(FILES[name], tmp_path), painted_by_chromium(FILES[name], browser))


@pytest.mark.few(4)
@pytest.mark.parametrize("name", sorted(EFFECTS))
def test_an_effect_is_painted_as_chromium_paints_it(name: str, tmp_path: Path, browser: Browser) -> None:
    assert_alike(painted_by_us(FILES[name], tmp_path), painted_by_chromium(FILES[name], browser))


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_a_construct_that_is_not_painted_is_refused_with_a_remedy(name: str, tmp_path: Path) -> None:
    with pytest.raises(DrawingError) as caught:
        painted_by_us(FILES[name], tmp_path)
    assert {fault.code for fault in caught.value.faults} == REFUSED[name]
    assert all(fault.remedy and fault.mark for fault in caught.value.faults)
