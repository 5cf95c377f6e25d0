"""Write parts into the copies of a drawing as text, so that nothing else in its file changes by a byte."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, NamedTuple
from xml.parsers import expat

from lxml import etree

from kit.svg.elements import SVG
from kit.svg.part_form import WORDS, attributes_copied, copied, ids_in
from kit.svg.parts import PART

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from kit.svg.part_copies import OldCopy
    from kit.svg.parts import SharedPart

#: How much further in each element stands than the one around it.
_STEP = "  "
_GROUP = f"{SVG[1:-1]} g"
#: A start tag, with its name; `>` may stand in the value of an attribute.
_START_TAG = re.compile(rb"""<([^\s/>]+)(?:[^>"']|"[^"]*"|'[^']*')*>""")


class _Place(NamedTuple):
    """What of a file a copy is written over, in bytes, and what it is written between there.

    `indent` is that of its group, `prefix` what stands before the name of each element, if anything does.
    """

    start: int
    end: int
    before: bytes
    after: bytes
    indent: str
    prefix: str | None


def with_parts(data: bytes, old: Iterable[OldCopy]) -> bytes:
    """Return the text of a drawing with the parts of its old copies written into them."""
    places = _places(data)
    newline = "\r\n" if b"\r\n" in data else "\n"
    used: set[str] = set()
    written: list[tuple[_Place, bytes]] = []
    for copy in old:
        place, first = places[copy.index], _first_words(copy.part.name, copy.taken | used)
        ids = {id_: first + id_ for id_ in ids_in(copy.part.elements)}
        used.update(ids.values())
        written.append((place, _content(copy.part, ids, place).replace("\n", newline).encode()))
    for place, content in reversed(written):
        data = data[: place.start] + place.before + content + place.after + data[place.end :]
    return data


def _first_words(name: str, taken: Collection[str]) -> str:
    """Return what the ids of a copy begin with: the name of its part and the first number that no other copy has."""
    numbered = (f"{name}-{number}-" for number in count(1))
    return next(first for first in numbered if not any(id_.startswith(first) for id_ in taken))


def _places(data: bytes) -> list[_Place]:
    """Return the place of each copy in a drawing, in order."""
    parser = expat.ParserCreate("utf-8", " ")
    places: list[_Place] = []
    open_tags: list[int | None] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        """Note where the outermost copy of a part begins."""
        is_copy = tag == _GROUP and PART in attributes and not any(at is not None for at in open_tags)
        open_tags.append(parser.CurrentByteIndex if is_copy else None)

    def end(_tag: str) -> None:
        """Note the place of a copy of which this is the end."""
        began = open_tags.pop()
        if began is not None:
            places.append(_place(data, began, parser.CurrentByteIndex))

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(data, True)  # noqa: FBT003  (expat takes no names)
    return places


def _place(data: bytes, start: int, end: int) -> _Place:
    """Return the place of a copy whose group begins at a byte, and whose end tag does, if it has one, at another."""
    tag = next(_START_TAG.finditer(data, start))
    line = data[data.rfind(b"\n", 0, start) + 1 : start].decode()
    indent = line if not line.strip() else ""
    prefix = tag[1].decode().rpartition(":")[0] or None
    if not tag[0].endswith(b"/>"):
        return _Place(tag.end(), end, b"", b"", indent, prefix)
    bare = len(tag[0][:-2].rstrip())
    return _Place(start + bare, tag.end(), b">", b"</%s>" % tag[1], indent, prefix)


def _content(part: SharedPart, ids: Mapping[str, str], place: _Place) -> str:
    """Return what stands between the tags of a copy: the elements of its part, each in a line, indented."""
    namespaces = {place.prefix: SVG[1:-1]}
    group = etree.Element(f"{SVG}g", nsmap=namespaces)  # type: ignore[arg-type]  # the stubs forgot None
    for element in part.elements:
        _append(group, element, ids)
    _indent(group, "\n" + place.indent)
    text = etree.tostring(group, encoding="unicode")
    return text[text.index(">") + 1 : text.rindex("<")]


def _append(parent: etree._Element, element: etree._Element, ids: Mapping[str, str]) -> None:
    """Append a copy of an element of a part."""
    copy = etree.SubElement(parent, element.tag, attributes_copied(element, ids))
    if element.tag in WORDS:
        copy.text = element.text
    for child in copied(element):
        _append(copy, child, ids)
        if element.tag in WORDS:
            copy[-1].tail = child.tail


def _indent(element: etree._Element, outer: str) -> None:
    """Set each element in an element on a line of its own, but those among words."""
    inner = outer + _STEP
    for child in element:
        child.tail = inner
        if len(child) and child.tag not in WORDS:
            _indent(child, inner)
    element.text, element[-1].tail = inner, outer
