"""Fill the slots of a picture: words, codes, charts, and photos and logos in their boxes."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast, get_args

from kit.base.errors import ImageError
from kit.base.geometry import Box, Matrix, Point, Size
from kit.base.lazy_imports import on_demand
from kit.compose.chart_slot import place_chart
from kit.compose.word_outlines import WordBox
from kit.compose.words import place_words
from kit.drawing.qr import make_symbol
from kit.drawing.svg.source.values import write_transform
from kit.model.artwork import Placed, PlacedCode, PlacedImage, PlacedWords
from kit.model.image import FoundImage, Graphic, ImagePart
from kit.model.layout import IMAGE_RULE, Align, Element, Layout, Scene, SlotRule
from kit.model.picture import ChartContent, Code, ImageContent, Picture, SlotContent, Words
from kit.model.slot import IMAGE_SLOTS, Slot, TextStyle, slot_shown
from kit.model.tree import Tree, box_attributes
from kit.text import FontBook

if TYPE_CHECKING:
    from kit.drawing.images import preparing
    from kit.drawing.svg import drawing_reader
else:
    drawing_reader = on_demand("kit.drawing.svg.drawing_reader")
    preparing = on_demand("kit.drawing.images.preparing")
Filled = tuple[Element, tuple[Placed, ...]]


#: The style of a slot without sample words.
_NO_WORDS = TextStyle(family="", weight=400, italic=False, size=0.0, fill="none")

#: The words that were set last: the next picture, that of another kit, may have most of them too. There are more than
#: a few pictures have.
_LATELY: deque[tuple[Words, WordBox, FontBook, Filled]] = deque(maxlen=64)

#: The mirror image of each alignment.
_SIDES = {"left": "right", "right": "left", "center": "center"}
_MIRRORED = {align: cast("Align", f"{_SIDES[align.split()[0]]} {align.split()[1]}") for align in get_args(Align)}


def fill_slot(name: str, picture: Picture, where: tuple[Scene, Layout], book: FontBook) -> Filled:
    """Return the contents of a slot of a scene, and what was placed."""
    scene, _ = where
    content = _shown(picture.slots[slot_shown(name)], scene.slots[name])
    if content is None:
        return Element("g"), ()
    return _FILLERS[type(content)](content, box_of(name, picture, where), book)


def box_of(name: str, picture: Picture, where: tuple[Scene, Layout]) -> WordBox:
    """Return everything that determines how words are set in a slot of a scene."""
    scene, layout = where
    drawn = scene.drawing.slots[name].style or _NO_WORDS
    slot, rule = scene.slots[name], rule_of(name, layout)
    if slot.mirrored:
        rule = replace(rule, align=_MIRRORED[rule.align])
    return WordBox(slot, rule, drawn, picture.language, picture.placement.floor)


def _shown(content: SlotContent, slot: Slot) -> SlotContent | None:
    """Return what a slot shows: one that repeats words sets them all in its own style, or some of them, or none."""
    if not slot.repeats or not isinstance(content, Words):
        return content
    parts = [content.text[start:end] for start, end in content.spans] if slot.emphasised else [content.text]
    return Words(" ".join(part.strip() for part in parts), content.mark) if parts else None


def rule_of(name: str, layout: Layout) -> SlotRule:
    """Return the rule of a slot; the default one of words or of an image if `layout.yaml` has none."""
    name = slot_shown(name)
    return layout.slots.get(name, IMAGE_RULE if name in IMAGE_SLOTS else SlotRule())


def _fill_words(content: Words, box: WordBox, book: FontBook) -> Filled:
    """Return the outlines of words, and the words as they were placed; the same as lately if nothing is different."""
    for same, where, fonts, filled in _LATELY:
        if same == content and fonts is book and where == box:
            return filled
    filled = _filled_with_words(content, box, book)
    _LATELY.append((content, box, book, filled))
    return filled


def _filled_with_words(content: Words, box: WordBox, book: FontBook) -> Filled:
    element, placed = place_words(content, box, book)
    if box.drawn.paint:
        element = _painted(element, box.drawn.paint, placed.size)
    if box.slot.turn:
        element, placed = _turned(element, placed, box.slot.turned)
    return element, (placed,)


def _turned(words: Element, placed: PlacedWords, turn: Matrix) -> tuple[Element, PlacedWords]:
    """Return words rotated with their slot, and the boxes around each letter there."""
    letters = tuple(map(turn.box_around, placed.letters))
    whole = Element("g", {"transform": write_transform(turn)}, (words,))
    return whole, replace(placed, letters=letters, ink=Box.union(letters))


def _painted(words: Element, paint: Mapping[str, str], size: float) -> Element:
    """Return repeated words at a size in px, with their outline or their opacity."""
    width = {"stroke-width": f"{float(paint['stroke-width']) * size:.3f}"} if "stroke-width" in paint else {}
    return words.with_attributes({**words.attributes, **paint, **width})


def _fill_code(content: Code, box: WordBox, _book: FontBook) -> Filled:
    """Return the modules of a code, and the code as it was placed."""
    element, placed = place_code(content, box.slot)
    return element, (placed,)


def _fill_image(content: ImageContent, box: WordBox, _book: FontBook) -> Filled:
    """Return a photo or a logo, and the same as it was placed."""
    element, placed = place_image(content, box.slot, box.rule)
    return element, (placed,)


#: The function that fills a slot, by kind of content.
_FILLERS: dict[type, Callable[[Any, WordBox, FontBook], Filled]] = {
    Words: _fill_words,
    Code: _fill_code,
    ChartContent: place_chart,
    ImageContent: _fill_image,
}


def place_code(code: Code, slot: Slot) -> tuple[Element, PlacedCode]:
    """Return a code as large as the slot allows, centred in it, and what was placed.

    A slot too small for modules of one px gets them all the same; the rule on modules rejects the picture.
    """
    symbol = make_symbol(code.address)
    module = max(1, symbol.module_in(min(slot.box.width, slot.box.height)))
    side = symbol.side * module
    x, y = round(slot.box.center.x - side / 2), round(slot.box.center.y - side / 2)
    plate = Element("rect", {"fill": code.light, "x": f"{x}", "y": f"{y}", "width": f"{side}", "height": f"{side}"})
    modules = Element("path", {"fill": code.dark}, steps=symbol.outline(x, y, module))
    box = Box(x, y, x + side, y + side)
    return Element("g", {}, (plate, modules)), PlacedCode(slot, code.address, module, box, code.dark, code.light)


def place_image(content: ImageContent, slot: Slot, rule: SlotRule) -> tuple[Element, PlacedImage]:
    """Return what shows a photo or a logo in its slot, and what was placed. Raises ImageError for a damaged one."""
    image = content.image
    covers = slot.name == "photo" and rule.fill != "contain"
    if covers:
        box = _on_pixels(slot.box)
        scale = max(box.width / image.size.width, box.height / image.size.height)
        shown = Size(box.width / scale, box.height / scale)
        area = _around(content.focus, image.size, shown, _middle_seen(rule, mirrored=slot.mirrored))
    else:
        scale = min(slot.box.width / image.size.width, slot.box.height / image.size.height)
        box, area = _aligned(image.size, scale, slot.box, rule.align), Box(0, 0, *image.size)
    corners = slot.radius if slot.name == "photo" else 0.0
    id_ = f"{_prefix(image.sha256)}{slot.name}"
    if image.form == "svg":
        element = _clipped(_graphic(image, area, box), box, corners, id_)
        return element, PlacedImage(slot, box, content, element, covers=covers)
    _require_whole(content)
    if not covers:
        box = _on_pixels(box)
    size = (round(box.width), round(box.height)) if scale <= 1 else (math.ceil(area.width), math.ceil(area.height))
    part = ImagePart(image, area, (max(1, size[0]), max(1, size[1])))
    element = Element("image", {"href": part.href, **_place(box), "preserveAspectRatio": "none"})
    element = _clipped(element, box, corners, id_) if corners else element
    return element, PlacedImage(slot, box, content, element, covers=covers, scale=scale, part=part)


def logo_alone(content: ImageContent, side: float) -> tuple[Tree, tuple[ImagePart, ...]]:
    """Return a logo in the middle of a transparent square, and its parts. Raises ImageError for a damaged one."""
    slot = Slot("logo", Box(0, 0, side, side), content.mark)
    element, placed = place_image(content, slot, SlotRule(align="center middle"))
    return Tree(Size(side, side), (element,)), (placed.part,) if placed.part else ()


def _require_whole(content: ImageContent) -> None:
    """Raise ImageError, at its place in `kit.yaml`, for an image that can't be read to its last pixel."""
    try:
        preparing.require_whole(content.image, content.file)
    except ImageError as error:
        raise ImageError(*(replace(fault, mark=content.mark) for fault in error.faults)) from error


def _middle_seen(rule: SlotRule, *, mirrored: bool) -> Point:
    """Return the middle of the part of a photo's box that nothing is drawn over, in parts of its width and height."""
    left, top, right, bottom = rule.seen or (0, 0, 100, 100)
    across = (left + right) / 200
    return Point(1 - across if mirrored else across, (top + bottom) / 200)


def _around(focus: Point, size: Size, shown: Size, middle: Point) -> Box:
    """Return the area of an image, as large as is shown, that has the focus as close as possible to a point of it."""
    width, height = shown
    x = min(max(focus.x * size.width - width * middle.x, 0.0), max(0.0, size.width - width))
    y = min(max(focus.y * size.height - height * middle.y, 0.0), max(0.0, size.height - height))
    return Box(x, y, min(x + width, size.width), min(y + height, size.height))


def _aligned(size: Size, scale: float, box: Box, align: str) -> Box:
    """Return the place of a whole image in a box."""
    across, down = align.split()
    width, height = size.width * scale, size.height * scale
    x = {"left": box.x0, "center": box.center.x - width / 2, "right": box.x1 - width}[across]
    y = {"top": box.y0, "middle": box.center.y - height / 2, "bottom": box.y1 - height}[down]
    return Box(x, y, x + width, y + height)


def _on_pixels(box: Box) -> Box:
    """Return a box with its edges on whole px, so that the pixels of an image are those of the picture."""
    x0, y0, x1, y1 = map(round, box)
    return Box(x0, y0, max(x1, x0 + 1), max(y1, y0 + 1))


def _graphic(image: FoundImage, area: Box, box: Box) -> Element:
    """Return the shapes of an SVG, with an area of it fitted to a box without distortion."""
    scale = box.width / area.width
    matrix = f"matrix({scale:.6g} 0 0 {scale:.6g} {box.x0 - area.x0 * scale:.4f} {box.y0 - area.y0 * scale:.4f})"
    return Element("g", {"transform": matrix}, _read_graphic(image.path, image.sha256).elements)


@lru_cache(maxsize=16)
def _read_graphic(path: Path, sha256: str) -> Graphic:
    return drawing_reader.read_graphic(path, _prefix(sha256))


def _prefix(sha256: str) -> str:
    """Return the prefix of the ids of an image, which no drawing has by chance."""
    return f"i{sha256[:8]}-"


def _clipped(element: Element, box: Box, radius: float, id_: str) -> Element:
    """Return an element that is visible in a box only, with round corners if wanted."""
    round_corners = {"rx": f"{radius:.3f}", "ry": f"{radius:.3f}"} if radius else {}
    clip = Element("clipPath", {"id": id_}, (Element("rect", {**_place(box), **round_corners}),))
    return Element("g", {}, (clip, Element("g", {"clip-path": f"url(#{id_})"}, (element,))))


def _place(box: Box) -> dict[str, str]:
    return box_attributes(box, lambda value: f"{round(value, 3):g}")
