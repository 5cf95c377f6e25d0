"""Compare parts with their copies, which a drawing holds itself so that every editor shows it whole."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from lxml import etree

from kit.digests import digest_if_read
from kit.errors import Fault, KitError, did_you_mean
from kit.svg.elements import SVG, line_of
from kit.svg.parse import SourceFile, parse_drawing
from kit.svg.part_form import copied, form_of, ids_of
from kit.svg.parts import PART, SharedPart, read_part
from kit.svg.report import with_name
from kit.svg.values import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from pathlib import Path

#: How many parts are kept: more than a large campaign has, and what they were before they changed.
_KEPT = 256


@dataclass(frozen=True, slots=True)
class OldCopy:
    """A copy that differs from its part: its number in the drawing, from 0, and the ids that its own must avoid."""

    index: int
    part: SharedPart
    fault: Fault
    taken: frozenset[str]


def copies_in(root: etree._Element) -> list[etree._Element]:
    """Return the groups of a drawing that are copies of parts; what is inside one is none."""
    return [
        element
        for element in root.iter(f"{SVG}g")
        if PART in element.attrib and not any(PART in above.attrib for above in element.iterancestors(f"{SVG}g"))
    ]


def part_faults(path: Path, parts: Mapping[str, Path]) -> tuple[Fault, ...]:
    """Return a fault for each copy in a drawing that differs from its part, and what else is wrong with its parts.

    `parts` are the files of parts by name. Raises DrawingError for a drawing that can't be read.
    """
    file = SourceFile(path)
    if PART.encode() not in file.data:
        return ()
    try:
        old, faults = old_copies(file, parse_drawing(file), parts, _part)
    except KitError as error:
        return error.faults
    return (*faults, *(copy.fault for copy in old))


def _part(path: Path) -> SharedPart:
    """Return a part, which is read again when its file has changed. Raises DrawingError."""
    content = digest_if_read(path)
    part = _read(path, content)
    if digest_if_read(path) != content:  # it was saved meanwhile: who knows which of the two was read
        _read.cache_clear()
    return part


@lru_cache(maxsize=_KEPT)
def _read(path: Path, _content: str) -> SharedPart:
    """Return a part of some content. Raises DrawingError."""
    return read_part(path)


def old_copies(
    file: SourceFile, root: etree._Element, parts: Mapping[str, Path], read: Callable[[Path], SharedPart]
) -> tuple[list[OldCopy], list[Fault]]:
    """Return the copies in a drawing that differ from their parts, and a fault for each use of a part there is not.

    Raises DrawingError for a part that can't be read.
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
    message, remedy = f"this copy differs from parts/{name}.svg", "run `kit parts`; what is to stay, draw in the part"
    return file.located(with_name(Fault(message, remedy=remedy, code="part-outdated"), copy), line_of(copy))


def _misuses(file: SourceFile, root: etree._Element, parts: Collection[str]) -> Iterator[Fault]:
    """Yield a fault for each `data-part` that names no part, or does not stand on a group."""
    for element in root.iter(f"{SVG}*"):
        name = element.get(PART)
        if name is None:
            continue
        if element.tag != f"{SVG}g":
            tag = etree.QName(element).localname
            fault = Fault(f"'{PART}' stands on a <{tag}>", remedy="put it on a group", code="part-not-group")
        elif name not in parts:
            draw = f"draw it as templates/svg/parts/{quoted(name)}.svg"
            fault = Fault(
                f"there is no part '{quoted(name)}'", remedy=did_you_mean(name, parts) or draw, code="part-unknown"
            )
        else:
            continue
        yield file.located(with_name(fault, element), line_of(element))
