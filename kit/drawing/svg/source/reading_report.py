"""Collect the faults of a drawing, each with its line and the name of its element."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from lxml import etree

from kit.base.errors import Fault, Mark
from kit.drawing.svg.source.element_names import read_name
from kit.drawing.svg.source.references import attributes_of, line_of
from kit.drawing.svg.source.values import quoted
from kit.drawing.svg.source.xml import SourceFile

#: How many faults of one drawing are reported; the others are only counted.
MOST_FAULTS = 20


@dataclass(frozen=True, slots=True)
class ReadingReport:
    """The faults of one drawing, and the colours in it without a role, in the order in which they were read."""

    file: SourceFile
    faults: list[Fault] = field(default_factory=list)
    unmapped: list[tuple[str, Mark]] = field(default_factory=list)

    def add(self, fault: Fault, element: etree._Element) -> None:
        """Add a fault of an element, with its line and its name."""
        self.faults.append(self.file.located(with_name(fault, element), line_of(element)))

    def add_unmapped(self, colour: str, element: etree._Element) -> None:
        """Add a colour that is painted unchanged in every theme."""
        self.unmapped.append((colour, self.file.mark(line_of(element))))


def with_name(fault: Fault, element: etree._Element) -> Fault:
    """Return a fault whose message begins with the name of its element, unless the message contains that already.

    An element without a name gets that of the nearest group that has one; the drawing itself has none.
    """
    name = _shown_name(element)
    parent = element.getparent()
    if name and parent is not None:
        return fault if f"'{name}'" in fault.message else replace(fault, message=f"'{name}': {fault.message}")
    above = next((shown for group in element.iterancestors() if (shown := _shown_name(group))), "")
    outer = element.getroottree().getroot()
    if not above or above == _shown_name(outer) or f"'{above}'" in fault.message:
        return fault
    return replace(fault, message=f"in '{above}': {fault.message}")


def first_faults(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Return the faults of a drawing, each once; if there are over twenty, the first ones and the count of the rest."""
    each = tuple(dict.fromkeys(faults))
    if len(each) <= MOST_FAULTS:
        return each
    first = each[MOST_FAULTS]
    rest = f"{len(each) - MOST_FAULTS:,} more faults in this drawing, the first of them here"
    remedy = "fix those above first; many faults often have one cause"
    return *each[:MOST_FAULTS], Fault(rest, first.mark, remedy, code="more-faults")


def _shown_name(element: etree._Element) -> str:
    """Return the name of an element as messages quote it, without its options."""
    return quoted(read_name(attributes_of(element)).shown)
