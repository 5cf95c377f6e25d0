"""Rules on a QR code as it was placed: modules large enough, dark on light, leading where the words lead."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from kit.checks.finding import of_picture
from kit.colour import contrast, parse_hex
from kit.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.artwork import Artwork
    from kit.model.finding import Finding, Severity

#: px a module as shown: what phones read well, and what is refused; and mm in print.
MODULE_SHOWN, MODULE_SHOWN_LEAST, MODULE_PRINT_MM = 2.4, 1.7, 0.5
#: Contrast of a code's modules to its plate that cheap cameras need.
CODE_CONTRAST = 4.5


def qr_module(artwork: Artwork) -> Iterator[Finding]:
    """Modules of a code are large enough for a phone's camera."""
    code, placement = artwork.code, artwork.picture.placement
    if code is None:
        return
    if placement.sheet:
        shown = code.module * (placement.sheet.trim[0] + 2 * placement.sheet.bleed) / placement.size[0]
        unit, good, least = "mm", MODULE_PRINT_MM, MODULE_PRINT_MM
    else:
        shown = code.module * placement.shown_width / placement.size[0]
        unit, good, least = "px", MODULE_SHOWN, MODULE_SHOWN_LEAST
    if shown < good:
        severity: Severity = "error" if shown < least else "warning"
        fault = Fault(
            f"a module is {shown:.1f} {unit} as shown; {good} can be read",
            code.slot.mark,
            f"make 'slot-qr' larger by {ceil((good / shown - 1) * 100)} % or more",
            code="qr-module-too-small",
        )
        yield of_picture("qr-module", artwork, fault, severity)


def qr_inverted(artwork: Artwork) -> Iterator[Finding]:
    """A code is dark on light, with contrast enough."""
    code = artwork.code
    dark, light = (parse_hex(code.dark), parse_hex(code.light)) if code else (None, None)
    if code and dark and light and (sum(dark) > sum(light) or contrast(dark, light) < CODE_CONTRAST):
        fault = Fault(
            f"the code is {code.dark} on {code.light}",
            code.slot.mark,
            "make its modules dark and its plate light",
            code="qr-contrast-too-low",
        )
        yield of_picture("qr-inverted", artwork, fault)
