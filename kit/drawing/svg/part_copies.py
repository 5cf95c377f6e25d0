"""Compare parts with their copies in drawings, which every editor can show, and update outdated copies."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from typing import NamedTuple
from xml.parsers import expat

from lxml import etree

from kit.base.errors import Fault, KitError, did_you_mean
from kit.drawing.svg.part_form import (
    PART,
    WORDS,
    SharedPart,
    attributes_copied,
    copied,
    form_of,
    ids_in,
    ids_of,
    read_part,
)
from kit.drawing.svg.source.reading_report import with_name
from kit.drawing.svg.source.references import SVG, line_of
from kit.drawing.svg.source.values import quoted
from kit.drawing.svg.source.xml import SourceFile, parse_drawing


@dataclass(frozen=True, slots=True)
class OldCopy:
    """A copy that differs from its part: its index in the drawing, and the ids that its own must avoid."""

    index: int
    part: SharedPart
    fault: Fault
    taken: frozenset[str]


def copies_in(root: etree._Element) -> list[etree._Element]:
    """Return the groups of a drawing that are copies of parts, except those inside another copy."""
    return [
        element
        for element in root.iter(f"{SVG}g")
        if PART in element.attrib and not any(PART in above.attrib for above in element.iterancestors(f"{SVG}g"))
    ]


def part_faults(path: Path, parts: Mapping[str, Path]) -> tuple[Fault, ...]:
    """Return a fault for each copy in a drawing that differs from its part, and the other faults of its parts.

    `parts` are the files of parts by name. Raises DrawingError for a drawing that can't be read.
    """
    file = SourceFile(path)
    if PART.encode() not in file.data:
        return ()
    try:
        old, faults = old_copies(file, parse_drawing(file), parts, cache(read_part))
    except KitError as error:
        return error.faults
    return (*faults, *(copy.fault for copy in old))


def old_copies(
    file: SourceFile, root: etree._Element, parts: Mapping[str, Path], read: Callable[[Path], SharedPart]
) -> tuple[list[OldCopy], list[Fault]]:
    """Return the copies in a drawing that differ from their parts, and a fault for each use of an unknown part.

    Raises DrawingError if a part can't be read.
    """
    copies, faults = copies_in(root), list(_misuses(file, root, parts))
    old: list[OldCopy] = []
    every = Counter(ids_of(root.iter(f"{SVG}*")))
    seen = set(every - Counter(id_ for copy in copies for id_ in _ids_below(copy)))
    for index, copy in enumerate(copies):
        name, own = str(copy.get(PART)), _ids_below(copy)
        if name in parts:
            part = read(parts[name])
            clash = len(set(own)) < len(own) or not seen.isdisjoint(own)
            if clash or form_of(copied(copy)) != part.form:
                taken = frozenset(every - Counter(own))
                old.append(OldCopy(index, part, _outdated(file, copy, name), taken))
        seen.update(own)
    return old, faults


def _ids_below(copy: etree._Element) -> list[str]:
    return ids_of(copy.iterdescendants(f"{SVG}*"))


def _outdated(file: SourceFile, copy: etree._Element, name: str) -> Fault:
    message, remedy = f"this copy differs from parts/{name}.svg", "run `kit parts`; draw in the part what should stay"
    return file.located(with_name(Fault(message, remedy=remedy, code="part-outdated"), copy), line_of(copy))


def _misuses(file: SourceFile, root: etree._Element, parts: Collection[str]) -> Iterator[Fault]:
    """Yield a fault for each `data-part` that names an unknown part, or isn't on a group."""
    for element in root.iter(f"{SVG}*"):
        name = element.get(PART)
        if name is None:
            continue
        if element.tag != f"{SVG}g":
            tag = etree.QName(element).localname
            fault = Fault(f"'{PART}' is on a <{tag}>", remedy="put it on a group", code="part-not-group")
        elif name not in parts:
            draw = f"draw it as templates/svg/parts/{quoted(name)}.svg"
            fault = Fault(
                f"there is no part '{quoted(name)}'", remedy=did_you_mean(name, parts) or draw, code="part-unknown"
            )
        else:
            continue
        yield file.located(with_name(fault, element), line_of(element))


#: How much further each element is indented than its parent.
_STEP = "  "
_GROUP = f"{SVG[1:-1]} g"
#: A start tag, with its name; `>` may be in the value of an attribute.
_START_TAG = re.compile(rb"""<([^\s/>]+)(?:[^>"']|"[^"]*"|'[^']*')*>""")


class _Place(NamedTuple):
    """The range of bytes in a file that a copy replaces, and the bytes to write before and after it.

    `indent` is the indent of its group, `prefix` the namespace prefix of each element, if there is one.
    """

    start: int
    end: int
    before: bytes
    after: bytes
    indent: str
    prefix: str | None


def with_parts(data: bytes, old: Iterable[OldCopy]) -> bytes:
    """Return the text of a drawing with the current parts in place of its old copies."""
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
    """Return the prefix of a copy's ids: the name of its part and the first number that no other copy has."""
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
        """Note the place of a copy at its end."""
        began = open_tags.pop()
        if began is not None:
            places.append(_place(data, began, parser.CurrentByteIndex))

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(data, True)  # noqa: FBT003  (expat takes no names)
    return places


def _place(data: bytes, start: int, end: int) -> _Place:
    """Return the place of a copy from the byte where its group begins and that of its end tag, if it has one."""
    tag = next(_START_TAG.finditer(data, start))
    line = data[data.rfind(b"\n", 0, start) + 1 : start].decode()
    indent = line if not line.strip() else ""
    prefix = tag[1].decode().rpartition(":")[0] or None
    if not tag[0].endswith(b"/>"):
        return _Place(tag.end(), end, b"", b"", indent, prefix)
    bare = len(tag[0][:-2].rstrip())
    return _Place(start + bare, tag.end(), b">", b"</%s>" % tag[1], indent, prefix)


def _content(part: SharedPart, ids: Mapping[str, str], place: _Place) -> str:
    """Return the content of a copy between its tags: the elements of its part, one a line, indented."""
    namespaces = {place.prefix: SVG[1:-1]}
    group = etree.Element(f"{SVG}g", nsmap=namespaces)  # type: ignore[arg-type]  # the stubs forgot None
    for element in part.elements:
        _append(group, element, ids)
    _indent(group, "\n" + place.indent)
    text = etree.tostring(group, encoding="unicode")
    return text[text.index(">") + 1 : text.rindex("<")]


def _append(parent: etree._Element, element: etree._Element, ids: Mapping[str, str]) -> None:
    """Append a copy of a part's element."""
    copy = etree.SubElement(parent, element.tag, attributes_copied(element, ids))
    if element.tag in WORDS:
        copy.text = element.text
    for child in copied(element):
        _append(copy, child, ids)
        if element.tag in WORDS:
            copy[-1].tail = child.tail


def _indent(element: etree._Element, outer: str) -> None:
    """Put each element inside an element on its own line, except those among words."""
    inner = outer + _STEP
    for child in element:
        child.tail = inner
        if len(child) and child.tag not in WORDS:
            _indent(child, inner)
    element.text, element[-1].tail = inner, outer
