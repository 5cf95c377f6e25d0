"""Read a part: shapes that several drawings share, drawn once and copied into groups with `data-part="NAME"`."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from kit.errors import DrawingError, Fault
from kit.svg.elements import SVG, attributes_of, line_of
from kit.svg.parse import SourceFile, parse_drawing
from kit.svg.part_form import copied, form_of
from kit.svg.style import PROPERTIES

if TYPE_CHECKING:
    from pathlib import Path

    from kit.svg.part_form import Form

#: The attribute that names the part of a group.
PART = "data-part"
#: What a part says of everything in it, as some editors write on the drawing itself.
_INHERITED = {*PROPERTIES, "style", "class"} - {"overflow", "background", "background-color"}


@dataclass(frozen=True, slots=True)
class SharedPart:
    """A part as it is drawn: the elements that are copied, and their form."""

    name: str
    elements: tuple[etree._Element, ...]
    form: tuple[Form, ...]


def read_part(path: Path) -> SharedPart:
    """Read a part. Raises DrawingError for a file that can't be read, and for what no copy can hold."""
    file = SourceFile(path)
    root = parse_drawing(file)
    faults = [
        file.located(fault, line_of(element))
        for element in root.iter("*")
        if (fault := _part_problem(element)) is not None
    ]
    elements = copied(root)
    if not elements:
        faults.append(
            file.located(Fault("the part is empty", remedy="draw its shapes", code="part-empty"), line_of(root))
        )
    if faults:
        raise DrawingError(*faults)
    inherited = {key: value for key, value in attributes_of(root).items() if key in _INHERITED}
    if inherited:
        group = etree.Element(f"{SVG}g", inherited)
        group.extend([deepcopy(element) for element in elements])
        elements = [group]
    return SharedPart(path.stem, tuple(elements), form_of(elements))


def _part_problem(element: etree._Element) -> Fault | None:
    """Return what is wrong with an element of a part."""
    if element.tag == f"{SVG}style":
        remedy = "write its colours as attributes of the shapes"
        return Fault(
            "a part holds no <style>: its rules would count for whole drawings", remedy=remedy, code="part-style"
        )
    if PART in element.attrib:
        return Fault("a part holds no other part", remedy="copy the shapes themselves", code="part-in-part")
    return None
