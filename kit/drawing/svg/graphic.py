"""Read an SVG file that is a photo or a logo: checked like a drawing, but without slots, roles or pins.

Its colours stay as they are written, and its ids can't be mistaken for those of a drawing that it is inserted into.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kit.base.errors import DrawingError, Fault
from kit.drawing.svg.drawing_reader import Reader
from kit.drawing.svg.normal.clones import unlink
from kit.drawing.svg.normal.pattern_fills import expand_patterns
from kit.drawing.svg.normal.plain_definitions import settle_clips
from kit.drawing.svg.source.budget import check_budget
from kit.drawing.svg.source.embedded_images import without_metadata
from kit.drawing.svg.source.reading_report import first_faults
from kit.drawing.svg.source.references import href_target, url_of, url_target
from kit.drawing.svg.source.xml import SourceFile, parse_drawing
from kit.model.image import Graphic

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.layout import Element


def read_graphic(path: Path, prefix: str) -> Graphic:
    """Read the SVG file of a photo or a logo; `prefix` begins its ids. Raises DrawingError with every fault in it."""
    file = SourceFile(path)
    root = parse_drawing(file)
    reader = Reader(root, file, {})
    whole, faults = reader.whole("g"), reader.report.faults
    for slot in reader.slots.values():
        remedy = "rename the group: only a drawing in templates/svg has slots"
        faults.append(Fault(f"'slot-{slot.name}' is in a photo or logo", slot.mark, remedy, code="slot-in-image"))
    if faults:
        raise DrawingError(*first_faults(faults))
    check_budget(whole, file)
    whole = expand_patterns(unlink(settle_clips(whole, file.located)), file.located)
    check_budget(whole, file)
    return Graphic(reader.size, (_to_insert(whole, prefix),))


def _to_insert(element: Element, prefix: str) -> Element:
    """Return an element with a prefix on its ids and references, without names and pins, which have no meaning here."""
    attributes = {key: _prefixed(key, value, prefix) for key, value in element.attributes.items()}
    children = tuple(_to_insert(child, prefix) for child in element.children)
    return replace(element, attributes=attributes, children=children, name="", pin=None, frames=(), follows=None)


def _prefixed(key: str, value: str, prefix: str) -> str:
    """Return the value of an attribute, with a prefix on the id in it."""
    if key == "id":
        return prefix + value
    if key == "href":
        id_ = href_target(value)
        return f"#{prefix}{id_}" if id_ else without_metadata(value)
    server = url_target(value)
    return url_of(prefix + server) if server else value
