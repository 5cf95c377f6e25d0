"""Show a drawing with the boxes and names of what is read of it, and of what is refused, drawn over it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit import second_engine
from kit.compose.marked import MarkedBox, marked
from kit.compose.write import write_svg
from kit.encode import encode
from kit.errors import KitError
from kit.geometry import Box, Matrix, Size
from kit.model.asset import Description, EncodeRule
from kit.model.layout import Element
from kit.raster import paint_premultiplied
from kit.svg.original import Original

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kit.model.artwork import Artwork
    from kit.model.finding import Finding
    from kit.svg.sketch import Sketch
    from kit.text import FontBook

#: The longer side in px of a picture of a drawing that can't be composed, and the ground of one that nothing paints.
_LONGEST, _GROUND = 1200, "#e8eaed"
#: What is seen where a drawing paints nothing.
_PAPER = "#ffffff"


@dataclass(frozen=True, slots=True)
class DrawnBoxes:
    """A drawing, what has a name in it, the picture of it with its sample words if there is one, and what is found."""

    path: Path
    sketch: Sketch
    artwork: Artwork | None
    findings: tuple[Finding, ...]
    book: FontBook


def paint_boxes(shown: DrawnBoxes) -> bytes:
    """Return a PNG of a drawing under the boxes of its slots, of `live`, of what follows words, and of its faults.

    A drawing that is refused is painted by the second engine, where that is installed, without its words.
    """
    size = shown.sketch.size
    if shown.artwork:
        picture = shown.artwork.picture.placement.canvas
        svg = shown.artwork.svg
    else:
        by = _LONGEST / max(size)
        picture = Size(max(1, round(by * size.width)), max(1, round(by * size.height)))
        svg = _as_drawn(shown.path, picture)
    to_picture = Matrix(picture.width / size.width, 0, 0, picture.height / size.height)
    over = marked(_boxes(shown), size, to_picture, shown.book)
    lines = write_svg((over,), picture, {}).partition(">")[2].removesuffix("</svg>")
    svg = f"{svg.removesuffix('</svg>')}{lines}</svg>"
    if shown.artwork is None and second_engine.is_installed():
        return second_engine.paint_png(svg, round(picture.width), round(picture.height))
    about = Description(shown.path.name, "", shown.path.name, shown.path.name, "", "", None, "en")
    return encode(paint_premultiplied(svg), EncodeRule(("png",), None), about).data


def _as_drawn(path: Path, size: Size) -> str:
    """Return an SVG as it was drawn, to fill a size in px; a plain ground where no engine can paint it."""
    if not second_engine.is_installed():
        return _plain(size, _GROUND)
    try:
        inner = Original(path).source(round(size.width), round(size.height))
        second_engine.paint_png(inner, round(size.width), round(size.height))
    except (KitError, ValueError):
        return _plain(size, _GROUND)
    return f"{_plain(size, _PAPER).removesuffix('</svg>')}{inner}</svg>"


def _plain(size: Size, colour: str) -> str:
    """Return the SVG of a plain ground."""
    sides = {"width": f"{size.width:g}", "height": f"{size.height:g}"}
    return write_svg((Element("rect", {**sides, "fill": colour}),), size, {})


def _boxes(shown: DrawnBoxes) -> Iterator[MarkedBox]:
    """Yield the boxes to be drawn: faults last, so that they are seen."""
    faults = {finding.fault.mark.line for finding in shown.findings if finding.fault.mark and _is_here(finding, shown)}
    for one in shown.sketch.elements:
        if one.box is None or one.in_slot:
            continue
        if one.name.slot:
            yield MarkedBox(f"slot-{one.name.slot}", one.box, "slot")
        elif one.name.word == "live":
            yield MarkedBox("live", one.box, "live")
        elif one.name.follower:
            yield MarkedBox("-".join(one.name.follower), one.box, "follower")
    for line in sorted(faults):
        found = shown.sketch.at(line)
        if found and found.box:
            box = _within(found.box, shown.sketch.size)
            yield MarkedBox(f"! {found.name.shown or found.tag} (line {line})", box, "fault")


def _is_here(finding: Finding, shown: DrawnBoxes) -> bool:
    """Tell whether the place of a finding lies in the drawing itself."""
    mark = finding.fault.mark
    return mark is not None and mark.line > 1 and mark.file.rpartition("/")[2] == shown.path.name


def _within(box: Box, size: Size) -> Box:
    """Return the part of a box that lies in a drawing, so that its outline is seen; the box itself where none does."""
    cut = Box(max(box.x0, 0), max(box.y0, 0), min(box.x1, size.width), min(box.y1, size.height))
    return cut if cut.width > 0 and cut.height > 0 else box
