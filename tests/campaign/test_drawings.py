"""The drawings that come with the generator, seen by Inkscape, by Chromium and by our own engine."""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
import pytest
from conftest import TESTS
from lxml import etree
from PIL import Image, ImageFilter
from support.campaigns import make_project
from support.inkscape_runs import export_pages, run_inkscape
from support.pictures import painted_svg, straight
from support.whole_campaign import campaign

import kit
from kit.base.geometry import Box
from kit.compose.artwork_svg import tree_of
from kit.compose.content.picture_slots import copy_words
from kit.compose.word_outlines import WordBox
from kit.compose.words import place_words
from kit.drawing.layout.place import lay_out
from kit.drawing.svg.drawing_reader import read_drawing
from kit.drawing.svg.source.element_names import read_name
from kit.model.layout import Drawing, Element, Pin, SlotRule
from kit.paint.raster.painter import paint
from kit.project import load_project
from kit.project.folders import PARTS
from kit.text import FontBook, FontRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from kit.model.project import Project

SVG = "{http://www.w3.org/2000/svg}"
FOLDER = TESTS.parent / "templates" / "svg"
DRAWINGS = sorted(path for path in FOLDER.glob("*/*.svg") if path.parent.name != PARTS)
#: px by which the box of a slot may leave live: its words are held to the safe area anyway.
NEAR = 16.0
#: Levels by which a small area may differ: thin strokes and the edges of clips, smoothed in two ways.
APART = 20
#: How a drawing names families: as an attribute or in a style.
FAMILY = r"font-family\s*[:=]\s*[\"']?\s*['\"]?([^;'\"]+)"
IDS = [f"{path.parent.name}/{path.name}" for path in DRAWINGS]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Load a project without drawings or fonts of its own, which has those that come with the generator."""
    return load_project(make_project(tmp_path_factory.mktemp("shipped") / "project") / "kit.yaml")


def shipped(path: Path, project: Project) -> Drawing:
    return _read_once(path, tuple(project.layouts[path.parent.name].palette.items()))


@cache
def _read_once(path: Path, palette: tuple[tuple[str, str], ...]) -> Drawing:
    """Read a drawing; it can't be changed, and most tests look at all of them."""
    return read_drawing(path, dict(palette))


def every_drawing(project: Project) -> list[Drawing]:
    assert len(DRAWINGS) > 100
    return [shipped(path, project) for path in DRAWINGS]


# What every drawing must be ----------------------------------------------------------------------------------------


@pytest.mark.ci
def test_a_logo_stays_inside_live(project: Project) -> None:
    """A campaign can't change these drawings, and a logo may fill its box."""
    with_logo = [drawing for drawing in every_drawing(project) if "logo" in drawing.slots]
    assert with_logo
    assert [one.path for one in with_logo if not one.live.contains(one.slots["logo"].box, 0.01)] == []


def test_live_lies_in_the_canvas_and_every_slot_in_live(project: Project) -> None:
    drawings = every_drawing(project)
    assert [one.path for one in drawings if not Box(0, 0, *one.size).contains(one.live, 0.05)] == []
    outside = [
        f"{drawing.path}: slot-{slot.name}"
        for drawing in drawings
        for slot in drawing.slots.values()  # a chart that is a picture may run off the edge
        if slot.name != "chart" and not slot.repeats and not drawing.live.contains(slot.box, NEAR)
    ]
    assert outside == []


def test_every_colour_has_a_role(project: Project) -> None:
    unmapped = [f"{mark}: {colour}" for one in every_drawing(project) for colour, mark in one.unmapped_colours]
    assert unmapped == []


def test_every_family_of_a_drawing_is_known(project: Project) -> None:
    book, named = FontBook(project.campaign.families, project.font), re.compile(FAMILY)
    families = {path: set(named.findall(path.read_text(encoding="utf-8"))) for path in DRAWINGS}
    assert [path for path, names in families.items() if not names] == []
    first = {name.split(",")[0].strip() for names in families.values() for name in names}
    assert [name for name in sorted(first) if not book.fonts(FontRequest(name), None)] == []


def test_a_drawing_stands_alone_at_its_own_size(project: Project) -> None:
    scenes = {one.path: lay_out(one, one.size, one.live) for one in every_drawing(project)}
    moved = [path for path, one in scenes.items() if (one.scale, one.stretch, one.collisions) != (1, 1, ())]
    assert moved == []


@pytest.mark.parametrize("layout", sorted({path.parent.name for path in DRAWINGS}))
def test_layout_yaml_names_exactly_the_slots_of_its_drawings(layout: str, project: Project) -> None:
    drawings = [shipped(path, project) for path in DRAWINGS if path.parent.name == layout]
    held = {name for drawing in drawings for name, slot in drawing.slots.items() if not slot.repeats}
    assert set(project.layouts[layout].slots) == held


def test_the_sample_words_fit_their_boxes(project: Project) -> None:
    book = FontBook(project.campaign.families, project.font)
    assert DRAWINGS
    for path in DRAWINGS:
        assert_sample_words_fit(path, project, book)


def assert_sample_words_fit(path: Path, project: Project, book: FontBook) -> None:
    """Assert that every slot of a drawing that holds words has samples, and that they fit."""
    drawing = shipped(path, project)
    root, samples = etree.parse(path).getroot(), {}
    for group in root.iter(SVG + "g"):
        name = read_name({str(key): str(value) for key, value in group.attrib.items()}).slot
        text = group.find(f".//{SVG}text")
        if name and text is not None:
            samples[name] = " ".join("".join(map(str, text.itertext())).split())
    assert samples.keys() == {name for name, slot in drawing.slots.items() if slot.style and not slot.repeats}
    for name, words in samples.items():
        slot, rule = drawing.slots[name], project.layouts[path.parent.name].slots.get(name, SlotRule())
        assert slot.style is not None
        _, placed = place_words(copy_words(words, slot.mark), WordBox(slot, rule, slot.style, "en", 1.0), book)
        assert (placed.overflow, placed.missing) == (0, ""), f"{path}: slot-{name}: {words}"
        assert rule.fit == "fill" or placed.size >= 0.8 * slot.style.size, f"{path}: slot-{name} is too large: {words}"


# As Inkscape sees them ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, Path]:
    """Write every drawing without its slots and without `live` into a file of its own."""
    folder = tmp_path_factory.mktemp("bare")
    files: dict[Path, Path] = {}
    for path in DRAWINGS:
        tree = etree.parse(path)
        for element in list(tree.getroot().iter(etree.Element)):
            name = read_name({str(key): str(value) for key, value in element.attrib.items()})
            parent = element.getparent()
            if (name.slot or name.word == "live") and parent is not None:
                parent.remove(element)
        files[path] = folder / f"{path.parent.name}-{path.stem}.svg"
        tree.write(str(files[path]))
    return files


@pytest.fixture(scope="module")
def backgrounds(bare: dict[Path, Path]) -> dict[Path, Path]:
    """Every drawing without its slots and without `live`, as Inkscape paints it, from one run."""
    painted = {path: file.with_suffix(".png") for path, file in bare.items()}
    export_pages(next(iter(bare.values())).parent, {file: painted[path] for path, file in bare.items()})
    return painted


def without_slots(element: Element) -> Element:
    kept = tuple(without_slots(child) for child in element.children if child.tag != "slot")
    return element.with_attributes(element.attributes, kept)


def on_white(image: Image.Image) -> Image.Image:
    """Return a picture on white; what is transparent has no colour to compare."""
    white = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(white, image.convert("RGBA")).convert("RGB")


def our_background(path: Path, project: Project) -> Image.Image:
    """Paint a drawing without its slots, at its own size, on white."""
    drawing = shipped(path, project)
    scene = lay_out(drawing, drawing.size, drawing.live)
    pixels = paint(tree_of(without_slots(scene.root).children, drawing.size, project.layouts[path.parent.name].palette))
    return on_white(Image.frombytes("RGBA", (pixels.width, pixels.height), pixels.rgba))


#: Engines smooth edges in their own way: a small blur leaves the difference of areas.
SOFT = ImageFilter.BoxBlur(2)


@pytest.mark.few(24)
@pytest.mark.ci
@pytest.mark.parametrize("path", DRAWINGS, ids=IDS)
def test_inkscape_and_we_paint_the_same_background(
    path: Path,
    project: Project,
    backgrounds: dict[Path, Path],
    compare: Callable[[str, Image.Image, Image.Image, int], None],
) -> None:
    ours, name = our_background(path, project), f"background-{path.parent.name}-{path.stem}"
    with Image.open(backgrounds[path]) as theirs:
        compare(name, on_white(theirs).filter(SOFT), ours.filter(SOFT), APART)


# As browsers see them ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


@pytest.mark.slow
@pytest.mark.parametrize("path", DRAWINGS, ids=IDS)
def test_chromium_and_we_paint_the_same_background(
    path: Path,
    project: Project,
    page: Page,
    bare: dict[Path, Path],
    compare: Callable[[str, Image.Image, Image.Image, int], None],
) -> None:
    ours, name = our_background(path, project), f"chromium-{path.parent.name}-{path.stem}"
    page.set_viewport_size({"width": ours.width, "height": ours.height})
    source = bare[path].read_text(encoding="utf-8")
    page.set_content(f"<style>body{{margin:0}}svg{{display:block}}</style>{source}")
    with Image.open(BytesIO(page.screenshot())) as theirs:
        inner = (2, 2, ours.width - 2, ours.height - 2)  # a curve that touches the edge is smoothed otherwise there
        compare(name, on_white(theirs).filter(SOFT).crop(inner), ours.filter(SOFT).crop(inner), APART)


#: What a designer does in Inkscape: move a slot, recolour the wall, and save in both ways.
SAVED = ("plain", "inkscape")


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[Path, Path]]:
    """Every drawing saved again by Inkscape, and one of them changed, from one run."""
    folder = tmp_path_factory.mktemp("saved")
    files: dict[str, dict[Path, Path]] = {way: {} for way in (*SAVED, "changed")}
    actions, last = [], []
    for path in DRAWINGS:
        for way, copies in files.items():
            copies[path] = folder / way / path.parent.name / path.name
            copies[path].parent.mkdir(parents=True, exist_ok=True)
        plain, own, changed = (copies[path] for copies in files.values())
        move = "select-by-id:slot-headline,slot-number;transform-translate:5,-3;select-clear"
        recolour = "select-by-id:wall;object-set-property:fill,#1b4044"
        actions += [
            f"file-open:{path};export-filename:{own};export-do;{move};{recolour};export-filename:{changed};export-do",
            "file-close",
        ]
        last.append(f"file-open:{path};export-plain-svg;export-filename:{plain};export-do;file-close")
    run_inkscape(folder, [*actions, *last])  # once asked for, plain SVG is written to the end of the run
    return files


def facts(drawing: Drawing) -> object:
    """Return what must survive an editor: the size, live, and the slots with their words' style."""
    slots = {
        name: (tuple(round(value, 2) for value in slot.box), slot.style) for name, slot in sorted(drawing.slots.items())
    }
    return drawing.size, tuple(round(value, 2) for value in drawing.live), slots


def roles(element: Element) -> list[tuple[str, str, Pin | None]]:
    """Return tag, paint and pin of every element that has a paint, in order."""
    fill = element.attributes.get("fill", "")
    own = [(element.tag, fill, element.pin)] if fill or element.pin else []
    return own + [entry for child in element.children for entry in roles(child)]


@pytest.mark.few(60)
@pytest.mark.ci
@pytest.mark.parametrize("way", SAVED)
@pytest.mark.parametrize("path", DRAWINGS, ids=IDS)
def test_a_drawing_saved_again_by_inkscape_says_the_same(
    path: Path, way: str, project: Project, saved: dict[str, dict[Path, Path]]
) -> None:
    before = shipped(path, project)
    after = read_drawing(saved[way][path], project.layouts[path.parent.name].palette)
    assert ("sodipodi:namedview" in saved[way][path].read_text(encoding="utf-8")) == (way == "inkscape")
    assert facts(after) == facts(before)
    assert roles(after.root) == roles(before.root)
    assert after.unmapped_colours == ()


@pytest.mark.ci
@pytest.mark.parametrize("path", DRAWINGS, ids=IDS)
def test_a_slot_moved_and_a_wall_recoloured_in_inkscape_are_taken(
    path: Path, project: Project, saved: dict[str, dict[Path, Path]]
) -> None:
    before = shipped(path, project)
    after = read_drawing(saved["changed"][path], project.layouts[path.parent.name].palette)
    for name, slot in before.slots.items():
        by = (5, -3) if name in {"headline", "number"} else (0, 0)
        assert after.slots[name].box == pytest.approx(slot.box.moved(*by), abs=0.01)
        assert after.slots[name].style == slot.style
    fills = [
        {one.attributes["id"]: one.attributes.get("fill") for one in drawing.root.children if "id" in one.attributes}
        for drawing in (before, after)
    ]
    walls = [fill.get("wall") for fill in fills]
    assert walls[1] in {"@floor", walls[0]}
    assert walls[0] != "@wall" or walls[1] == "@floor"
    assert after.unmapped_colours == ()


@pytest.mark.ci
def test_the_ring_reaches_the_edge_of_a_round_profile_picture_on_all_sides() -> None:
    """Platforms show a disc of 540 px; what is inside must show no rim of the picture below it."""
    project = campaign()
    (picture,) = kit.pictures(project, only="frame profile_frame/ring")
    seen = np.asarray(straight(painted_svg(kit.render(project, picture.id).svg)))[..., 3] > 127
    down, across = np.nonzero(seen)
    turned = np.degrees(np.arctan2(down + 0.5 - 540, across + 0.5 - 540))
    far = np.hypot(across + 0.5 - 540, down + 0.5 - 540)
    outer = [far[abs(turned - angle) <= 1].max() for angle in range(-179, 180, 2)]
    assert len(outer) == 180
    assert all(abs(radius - 540) <= 1 for radius in outer), (min(outer), max(outer))
