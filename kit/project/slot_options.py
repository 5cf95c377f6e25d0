"""Hold the options of the slots of a `layout.yaml` to the slots that they are for, and to what can be set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.errors import Fault
from kit.model.campaign import COPY_SLOTS, DERIVED_SLOTS
from kit.model.image import IMAGE_SLOTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kit.model.document import Document
    from kit.model.layout import SlotRule

#: The options that colour what only some slots hold.
COLOURS_OF = {
    "colour": ("chart",), "rest": ("chart",), "edge": ("chart",), "cord": ("chart",),
    "dark": ("qr", "chart"), "light": ("qr", "chart"),
}  # fmt: skip
#: The kinds of chart that show a whole, and the options of a chart that only a blind has.
OF_WHOLES, OF_BLINDS = ("bar", "ring", "blind"), ("edge", "cord", "dark", "light")
#: Slots that hold no lines of words, which could begin at the edge of their box.
NO_LINES = ("qr", "chart", *IMAGE_SLOTS)
#: The least and the most that emphasised words may differ from others, as a factor of their size and in em of it, and
#: what to write instead.
_EMPHASIS = {
    "size": (0.25, 4.0, "write a factor of the size of the other words, from 0.25 to 4, such as 1.2"),
    "gap": (0.0, 2.0, "write a space in em of the other words, from 0 to 2, such as 0.1"),
}


def option_faults(document: Document, slots: Mapping[str, SlotRule]) -> Iterator[Fault]:
    """Yield a fault for each option that means nothing in its slot, or whose value can't be set."""
    for name, rule in slots.items():
        if name in COPY_SLOTS + DERIVED_SLOTS:
            yield from _of_another_slot(document, name, rule)
        if name == "chart":
            yield from _of_another_chart(document, rule)
        if rule.optical and name not in NO_LINES and rule.align.startswith("center"):
            mark, remedy = document.key_mark("slots", name, "optical"), "align it left or right, or leave it out"
            yield Fault(f"'{name}' is centred, so it has no optical edge", mark, remedy, code="optical-without-edge")
        for key, (least, most, remedy) in _EMPHASIS.items():
            value: float = getattr(rule.emphasis, key)
            if not least <= value <= most:
                mark = document.mark("slots", name, "emphasis", key)
                yield Fault(f"'{key}' of 'emphasis' is {value:g}", mark, remedy, code="emphasis-out-of-range")


def _of_another_chart(document: Document, rule: SlotRule) -> Iterator[Fault]:
    """Yield a fault for each option of a chart that colours nothing in one of its kind."""
    if rule.rest is not None and rule.kind not in OF_WHOLES:
        kinds = ", ".join(f"'kind: {kind}'" for kind in OF_WHOLES)
        mark, remedy = document.key_mark("slots", "chart", "rest"), f"only {kinds} show a whole"
        yield Fault("'chart' takes no 'rest' without a whole", mark, remedy, code="rest-without-whole")
    for key in OF_BLINDS if rule.kind != "blind" else ():
        if getattr(rule, key) is not None:
            mark, remedy = document.key_mark("slots", "chart", key), "take it out, or write kind: blind"
            yield Fault(f"only a blind takes '{key}'", mark, remedy, code="option-of-another-chart")


def _of_another_slot(document: Document, name: str, rule: SlotRule) -> Iterator[Fault]:
    """Yield a fault for each option of a slot that is one of another."""
    remedies = {
        key: f"it is an option of '{slots[0]}'; words have the colour of the sample words in the drawing"
        for key, slots in COLOURS_OF.items()
        if name not in slots and getattr(rule, key) is not None
    }
    if name != "photo" and rule.fill is not None:
        never_cut = "; a logo is never cut" if name == "logo" else ""
        remedies["fill"] = f"it is an option of 'photo'{never_cut}"
    if name in NO_LINES and rule.optical:
        remedies["optical"] = "it is an option of words, whose lines begin at the edge"
    for key, remedy in remedies.items():
        mark = document.key_mark("slots", name, key)
        yield Fault(f"'{name}' takes no '{key}'", mark, remedy, code="option-of-another-slot")
