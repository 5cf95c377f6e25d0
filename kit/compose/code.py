"""Fill a slot with a QR code on its plate, in whole pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.geometry import Box
from kit.model.artwork import PlacedCode
from kit.model.layout import Element
from kit.qr import make_symbol

if TYPE_CHECKING:
    from kit.model.picture import Code
    from kit.model.slot import Slot


def place_code(code: Code, slot: Slot) -> tuple[Element, PlacedCode]:
    """Return a code as large as the slot allows, centred in it, and what was placed.

    A slot too small for modules of one px gets them all the same; the rule on modules refuses the picture.
    """
    symbol = make_symbol(code.address)
    module = max(1, symbol.module_in(min(slot.box.width, slot.box.height)))
    side = symbol.side * module
    x, y = round(slot.box.center.x - side / 2), round(slot.box.center.y - side / 2)
    plate = Element("rect", {"fill": code.light, "x": f"{x}", "y": f"{y}", "width": f"{side}", "height": f"{side}"})
    modules = Element("path", {"fill": code.dark}, steps=symbol.outline(x, y, module))
    box = Box(x, y, x + side, y + side)
    return Element("g", {}, (plate, modules)), PlacedCode(slot, code.address, module, box, code.dark, code.light)
