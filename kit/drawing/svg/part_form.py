"""Read a part, which several drawings share, in a form that stays the same in any copy, whatever editors change in it.

Editors give every element an id, change the indent, and add metadata and names: none of this is part of the picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from lxml import etree

from kit.base.errors import DrawingError, Fault
from kit.drawing.svg.source.css import PROPERTIES
from kit.drawing.svg.source.element_names import INKSCAPE, Name, read_name, unescaped
from kit.drawing.svg.source.references import SVG, XLINK, attributes_of, line_of
from kit.drawing.svg.source.xml import SourceFile, parse_drawing

#: A tag, its attributes in order, and its content: texts and further forms.
Form = tuple[str, tuple[tuple[str, str], ...], tuple["Form | str", ...]]

#: Elements that describe a drawing and aren't part of the picture.
_DESCRIPTIVE = frozenset(SVG + tag for tag in ("title", "desc", "metadata"))
#: Elements in which the blanks between elements are part of the words.
WORDS = frozenset(SVG + tag for tag in ("text", "tspan"))
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
#: A reference in a property, and one in an `href`; a colour such as `#abc` isn't one.
_URL, _HREF = re.compile(r"""(url\(\s*["']?#)([^\s"')]+)"""), re.compile(r"^(#)(.+)$")


def copied(element: etree._Element) -> list[etree._Element]:
    """Return the elements inside an element that are copied: those of SVG, except descriptions."""
    return [child for child in element.iterchildren(f"{SVG}*") if child.tag not in _DESCRIPTIVE]


def attributes_copied(element: etree._Element, ids: Mapping[str, str]) -> dict[str, str]:
    """Return the attributes of an element that are copied, with its own id and those it refers to replaced.

    An id without a replacement is dropped; if it names a slot or has pins, it becomes the `data-name`.
    """
    others = {
        key.removeprefix(XLINK): _reference(key).sub(
            lambda match: match[1] + ids.get(match[2], match[2]), " ".join(value.split())
        )
        for key, value in attributes_of(element).items()
        if (key[:1] != "{" or key in {XLINK + "href", _XML_SPACE}) and key not in {"id", "data-name"}
    }
    id_, name = ids.get(element.get("id", "")), _name(element)
    return {**({"id": id_} if id_ else {}), **({"data-name": name} if name else {}), **others}


def ids_in(elements: Iterable[etree._Element]) -> list[str]:
    """Return the ids in some elements, at any depth, that are referred to in them, in order."""
    each = [inner for element in elements for inner in element.iter(f"{SVG}*")]
    written = [(key, value) for inner in each for key, value in attributes_of(inner).items()]
    referred = {id_ for key, value in written for _, id_ in _reference(key).findall(value.strip())}
    return [str(inner.get("id")) for inner in each if inner.get("id") in referred]


def ids_of(elements: Iterable[etree._Element]) -> list[str]:
    """Return the ids of some elements themselves."""
    return [str(element.get("id")) for element in elements if element.get("id")]


def form_of(elements: Iterable[etree._Element]) -> tuple[Form, ...]:
    """Return the form of some elements, which all copies of them share."""
    listed = list(elements)
    numbered = dict(zip(dict.fromkeys(ids_in(listed)), map(str, count(1)), strict=False))
    return tuple(_form(element, numbered) for element in listed)


def _form(element: etree._Element, ids: Mapping[str, str]) -> Form:
    attributes = tuple(sorted(attributes_copied(element, ids).items()))
    return str(element.tag), attributes, tuple(_content(element, ids))


def _content(element: etree._Element, ids: Mapping[str, str]) -> Iterator[Form | str]:
    spaced = element.tag in WORDS
    if spaced and (text := " ".join((element.text or "").split())):
        yield text
    for child in copied(element):
        yield _form(child, ids)
        if spaced and (tail := " ".join((child.tail or "").split())):
            yield tail


def _reference(key: str) -> re.Pattern[str]:
    """Return the pattern that finds the references in an attribute with a name."""
    return _HREF if key in {"href", XLINK + "href"} else _URL


def _name(element: etree._Element) -> str:
    """Return the name that an element keeps in every copy: one from a designer, not one that an editor generated."""
    written = element.get("data-name") or element.get(INKSCAPE + "label")
    if written:
        return str(written)
    id_ = str(element.get("id", ""))
    name = read_name({"id": id_})
    placed = replace(name, options=()) != Name(name.word, name.shown)  # by a pin, or on some pictures only
    means = name.slot or name.follower or name.word == "live" or placed
    return " ".join(unescaped(id_).split()) if means else ""


#: The attribute that names the part of a group.
PART = "data-part"
#: Attributes that a part sets for everything in it, as some editors write on the root.
_INHERITED = {*PROPERTIES, "style", "class"} - {"overflow", "background", "background-color"}


@dataclass(frozen=True, slots=True)
class SharedPart:
    """A part as it is drawn: the elements that are copied, and their form."""

    name: str
    elements: tuple[etree._Element, ...]
    form: tuple[Form, ...]


def read_part(path: Path) -> SharedPart:
    """Read a part. Raises DrawingError if the file can't be read, or contains something that no copy can have."""
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
    """Return the fault of an element of a part, or None."""
    if element.tag == f"{SVG}style":
        remedy = "write its colours as attributes of the shapes"
        return Fault(
            "a part can't have a <style>: its rules would apply to whole drawings", remedy=remedy, code="part-style"
        )
    if PART in element.attrib:
        return Fault("a part can't contain another part", remedy="copy the shapes themselves", code="part-in-part")
    return None
