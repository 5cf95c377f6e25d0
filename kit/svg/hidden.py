"""Slots that a drawing holds and hides, as designers hide an old layer: they are never filled, so they are named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.errors import Fault
from kit.model.campaign import COPY_SLOTS, DERIVED_SLOTS
from kit.svg.elements import SVG, attributes_of, line_of
from kit.svg.names import INKSCAPE, read_name
from kit.svg.values import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from kit.svg.context import Context
    from kit.svg.style import Styles

_SLOTS = frozenset(COPY_SLOTS + DERIVED_SLOTS)


def hidden_slots(element: etree._Element, context: Context) -> Iterator[tuple[str, Fault]]:
    """Yield the name of each slot in a hidden element, itself included, and the fault of it with its place."""
    for child in element.iter(f"{SVG}*"):
        name = read_name(attributes_of(child)).slot
        if name in _SLOTS:
            message = f"'slot-{name}' {where_hidden(child, context.styles)}"
            remedy = "show it, or move the slot to a layer that is shown; delete it if nothing should stand there"
            fault = Fault(message, remedy=remedy, code="hidden-slot")
            yield name, context.report.file.located(fault, line_of(child))


def where_hidden(element: etree._Element, styles: Styles) -> str:
    """Return the words for what hides an element: itself, or the layer or group around it; nothing when it is shown."""
    hiding = next((one for one in (element, *element.iterancestors()) if _hides(one, styles)), None)
    if hiding is None:
        return ""
    if hiding is element:
        return "is hidden"
    kind = "layer" if hiding.get(INKSCAPE + "groupmode") == "layer" else "group"
    name = read_name(attributes_of(hiding)).shown
    return f"lies in the hidden {kind} '{quoted(name)}'" if name else f"lies in a hidden {kind}"


def _hides(element: etree._Element, styles: Styles) -> bool:
    """Tell whether an element itself says that it is not shown."""
    own = styles.declared(element).values
    return own.get("display") == "none" or own.get("visibility") in {"hidden", "collapse"}
