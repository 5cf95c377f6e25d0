"""Hold what `layout.yaml` says of the type in a slot to what can be set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kit.model.document import Document
    from kit.model.layout import SlotRule

#: The least and the most that emphasised words may differ from others: as a factor of their size, and in em.
_RANGES = {"size": (0.25, 4.0), "gap": (0.0, 2.0)}
_REMEDIES = {
    "size": "write a factor of the size of the other words, from 0.25 to 4, such as 1.2",
    "gap": "write a space in em of the other words, from 0 to 2, such as 0.1",
}


def type_faults(document: Document, slots: Mapping[str, SlotRule]) -> Iterator[Fault]:
    """Yield a fault for each size and gap of emphasis that is out of range."""
    for name, rule in slots.items():
        for key, (least, most) in _RANGES.items():
            value: float = getattr(rule.emphasis, key)
            if not least <= value <= most:
                mark = document.mark("slots", name, "emphasis", key)
                yield Fault(f"'{key}' of 'emphasis' is {value:g}", mark, _REMEDIES[key], code="emphasis-out-of-range")
