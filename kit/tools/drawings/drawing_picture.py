"""Show a drawing with its sample words, overlaid with the boxes and names of what was read or refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from kit.base.errors import KitError, Mark
from kit.base.geometry import Box, Matrix, Size
from kit.compose.composer import compose
from kit.compose.content.theme import DARK, LIGHT
from kit.compose.drawings import NO_CACHE
from kit.compose.word_outlines import WordBox
from kit.compose.words import place_words
from kit.drawing.svg.engine_input import Original
from kit.drawing.svg.named_elements import Sketch
from kit.drawing.svg.source.values import write_transform
from kit.model.artwork import Artwork
from kit.model.asset import Description, EncodeRule
from kit.model.campaign import DRAWN
from kit.model.finding import Finding
from kit.model.layout import Drawing, Element, Layout, SlotRule
from kit.model.picture import Code, Picture, PictureMarks, SlotContent, Words
from kit.model.placement import Placement, SafeArea
from kit.model.slot import Slot, TextStyle
from kit.model.tree import Tree, box_attributes
from kit.paint.effect_pictures import with_pictures
from kit.paint.encode.image_bytes import encode
from kit.paint.raster import painter, resvg_engine
from kit.text import FontBook

#: The longer side in px of the picture of a drawing that can't be composed, and its background if nothing paints it.
_LONGEST, _GROUND = 1200, "#e8eaed"
#: The colour where a drawing paints nothing.
_PAPER = "#ffffff"


@dataclass(frozen=True, slots=True)
class DrawnBoxes:
    """A drawing, its named elements, its picture with sample words if there is one, and the findings."""

    path: Path
    sketch: Sketch
    artwork: Artwork | None
    findings: tuple[Finding, ...]
    book: FontBook


def paint_boxes(shown: DrawnBoxes) -> bytes:
    """Return a PNG of a drawing under the boxes of its slots, of `live`, of what follows words, and of its faults.

    A refused drawing is painted by the second engine, without its words.
    """
    size = shown.sketch.size
    by = _LONGEST / max(size)
    refused = Size(max(1, round(by * size.width)), max(1, round(by * size.height)))
    picture = shown.artwork.picture.placement.canvas if shown.artwork else refused
    to_picture = Matrix(picture.width / size.width, 0, 0, picture.height / size.height)
    over = marked(_boxes(shown), size, to_picture, shown.book)
    if shown.artwork is None:
        lines = Tree(picture, (over,)).svg.partition(">")[2]
        svg = f"{_as_drawn(shown.path, picture).removesuffix('</svg>')}{lines}"
        return resvg_engine.paint_png(svg, round(picture.width), round(picture.height))
    below = with_pictures(shown.artwork.tree, NO_CACHE)
    pixels = painter.paint_premultiplied(replace(below, children=(*below.children, over)))
    about = Description(shown.path.name, "", shown.path.name, shown.path.name, "", "", None, "en")
    return encode(pixels, EncodeRule(("png",), None), about).data


def _as_drawn(path: Path, size: Size) -> str:
    """Return what the guard passes of an SVG as drawn, at a size in px; a plain background if nothing can paint it."""
    try:
        inner = Original(path).allowed_source(round(size.width), round(size.height))
        resvg_engine.paint_png(inner, round(size.width), round(size.height))
    except (KitError, ValueError):
        return _plain(size, _GROUND)
    return f"{_plain(size, _PAPER).removesuffix('</svg>')}{inner}</svg>"


def _plain(size: Size, colour: str) -> str:
    """Return the SVG of a plain background."""
    sides = {"width": f"{size.width:g}", "height": f"{size.height:g}"}
    return Tree(size, (Element("rect", {**sides, "fill": colour}),)).svg


def _boxes(shown: DrawnBoxes) -> Iterator[MarkedBox]:
    """Yield the boxes to draw: faults last, so that they are on top."""
    faults = {finding.fault.mark.line for finding in shown.findings if finding.fault.mark and _is_here(finding, shown)}
    for element in shown.sketch.elements:
        if element.box is None or element.in_slot:
            continue
        if element.name.slot:
            yield MarkedBox(f"slot-{element.name.slot}", element.box, "slot")
        elif element.name.word == "live":
            yield MarkedBox("live", element.box, "live")
        elif element.name.follower:
            yield MarkedBox("-".join(element.name.follower), element.box, "follower")
    for line in sorted(faults):
        found = shown.sketch.at(line)
        if found and found.box:
            box = _within(found.box, shown.sketch.size)
            yield MarkedBox(f"! {found.name.shown or found.tag} (line {line})", box, "fault")


def _is_here(finding: Finding, shown: DrawnBoxes) -> bool:
    """Return whether a finding is in the drawing itself."""
    mark = finding.fault.mark
    return mark is not None and mark.line > 1 and mark.file.rpartition("/")[2] == shown.path.name


def _within(box: Box, size: Size) -> Box:
    """Return the part of a box inside a drawing, so that its outline shows; the box itself if it is all outside."""
    cut = Box(max(box.x0, 0), max(box.y0, 0), min(box.x1, size.width), min(box.y1, size.height))
    return cut if cut.width > 0 and cut.height > 0 else box


#: The colours of boxes by kind: each is legible on white and distinct from the others.
_COLOURS = {"slot": "#0b57d0", "live": "#a8008f", "follower": "#00695c", "fault": "#c5221f"}
#: The kinds with their name in a right or a bottom corner, as words begin at the upper left.
_AT_RIGHT, _AT_FOOT = ("slot", "follower"), ("live", "follower")
#: Sizes as fractions of the drawing's longer side: letters, lines, and the dashes of boxes that are not filled.
_LETTERS, _LINE, _DASH = 0.014, 0.0016, 0.008
#: The family of labels; every kit has it.
_FAMILY = "Source Sans 3"
#: How many letters of a name are shown.
_LONGEST_LABEL = 40


@dataclass(frozen=True, slots=True)
class MarkedBox:
    """A box in px of a drawing, the label at its corner, and its kind."""

    label: str
    box: Box
    kind: Literal["slot", "live", "follower", "fault"]


def marked(boxes: Iterable[MarkedBox], size: Size, to_picture: Matrix, book: FontBook) -> Element:
    """Return boxes with their names as shapes; `to_picture` maps a drawing of a size to its picture."""
    children = [part for box in boxes for part in _marked(box, size, book)]
    return Element("g", {"transform": write_transform(to_picture)}, tuple(children))


def _marked(marked_box: MarkedBox, size: Size, book: FontBook) -> tuple[Element, ...]:
    """Return a box, and its name on a plate in one of its corners, within the drawing."""
    unit, colour, box = max(size), _COLOURS[marked_box.kind], marked_box.box
    dashes = {} if marked_box.kind == "slot" else {"stroke-dasharray": f"{_DASH * unit:.2f} {_DASH * unit / 2:.2f}"}
    line = {"fill": "none", "stroke": colour, "stroke-width": f"{_LINE * unit:.2f}", **dashes}
    outline = Element("rect", {**line, **box_attributes(box, "{:.2f}".format)})
    letters = _LETTERS * unit
    at = Box(box.x0, box.y0, box.x0 + unit, box.y0 + 1.6 * letters)
    words, width = _label(marked_box.label[:_LONGEST_LABEL], at, colour, book)
    plate = Box(box.x0, box.y0, box.x0 + width + letters, box.y0 + 1.5 * letters)
    right, low = marked_box.kind in _AT_RIGHT, marked_box.kind in _AT_FOOT
    dx, dy = right * (box.width - plate.width), low * (box.height - plate.height)
    dx = min(max(dx, -plate.x0), size.width - plate.x1)
    dy = min(max(dy, -plate.y0), size.height - plate.y1)
    ground = Element("rect", {"fill": "#ffffff", "fill-opacity": "0.88", **box_attributes(plate, "{:.2f}".format)})
    named = Element("g", {"transform": f"translate({dx:.2f} {dy:.2f})"}, (ground, words))
    return outline, named


def _label(text: str, box: Box, colour: str, book: FontBook) -> tuple[Element, float]:
    """Return words in a colour at the upper left of a box, and the width of their ink."""
    size = (box.height) / 1.6
    style, mark = TextStyle(_FAMILY, 600, italic=False, size=size, fill=colour), Mark("", 1)
    at = Box(box.x0 + size / 2, box.y0, box.x1, box.y1)
    slot = Slot("label", at, mark, style)
    set_in = WordBox(slot, SlotRule(fit="keep", lines=1), style, "en", size)
    element, placed = place_words(Words(text, mark), set_in, book)
    return element, placed.ink.x1 - at.x0 if placed.ink else 0.0


#: The longest side of a drawing as its own picture, in px: at least and at most.
_SHORTEST, _LONGEST_SIDE = 1080, 2400
#: The address of a sample QR code, and the language that sample words are assumed to be in.
_ADDRESS, _LANGUAGE = "https://example.org/", "en"
#: The name of the placement of a drawing at its own size.
AS_DRAWN = "as drawn"


def own_placement(drawing: Drawing) -> Placement:
    """Return a placement with the size and the live box of a drawing, scaled if it has few or many px.

    It is assumed to be shown at its own size, as its use, and so the size of legible words, is not known.
    """
    longest = max(drawing.size)
    by = max(1.0, _SHORTEST / longest) if longest < _LONGEST_SIDE else _LONGEST_SIDE / longest
    (width, height), live = drawing.size, drawing.live
    insets = (live.y0, width - live.x1, height - live.y1, live.x0)
    top, right, bottom, left = (max(0, round(by * side)) for side in insets)
    size = (max(1, round(by * width)), max(1, round(by * height)))
    return Placement(
        id=AS_DRAWN,
        role="feed",
        size=size,
        formats=("png",),
        sources={},
        shown_width=size[0],
        safe=SafeArea(top=top, right=right, bottom=bottom, left=left),
    )


def sample_artwork(drawing: Drawing, layout: Layout, placement: Placement, book: FontBook) -> Artwork:
    """Return a drawing on a placement with its sample words. Raises FontError, DrawingError or QrError."""
    return compose(_picture(drawing, layout, placement), drawing, layout, book)


def _picture(drawing: Drawing, layout: Layout, placement: Placement) -> Picture:
    """Return a picture with the sample words of a drawing."""
    mark, name = Mark(drawing.name, drawing.root.line), placement.id
    return Picture(
        name=name,
        path=name,
        message="",
        frame=None,
        layout=layout.name,
        language=_LANGUAGE,
        theme=DRAWN,
        placement=placement,
        colours=layout.palette,
        slots=dict(_contents(drawing, layout)),
        description=Description(drawing.name, "", drawing.name, drawing.name, "", "", None, _LANGUAGE),
        marks=PictureMarks(mark, mark, mark, mark, mark, mark),
    )


def _contents(drawing: Drawing, layout: Layout) -> Iterator[tuple[str, SlotContent]]:
    """Yield the contents of slots that need no data: sample words, and a QR code."""
    for name, slot in drawing.slots.items():
        if name == "qr":
            rule = layout.slots.get(name, SlotRule())
            dark, light = (layout.palette.get(role or "") for role in (rule.dark, rule.light))
            yield name, Code(_ADDRESS, dark or DARK, light or LIGHT, slot.mark)
        elif slot.sample and slot.style and not slot.repeats and name != "chart":
            yield name, _sample_words(slot)


def _sample_words(slot: Slot) -> Words:
    """Return the sample words of a slot as one text."""
    text, spans = "", list[tuple[int, int]]()
    for line in sorted(slot.sample, key=lambda line: line.baseline):
        start = len(text) + bool(text)
        text = f"{text} {line.text}" if text else line.text
        spans += [(start + first, start + last) for first, last in line.spans]
    return Words(text, slot.mark, tuple(spans))
