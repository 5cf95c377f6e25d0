"""Rules on what was placed where: they need no pixels, so every build applies them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.colour import contrast, parse_hex
from kit.errors import Fault, Mark
from kit.geometry import Box
from kit.model.artwork import PlacedWords
from kit.model.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.artwork import Artwork

#: How far ink may pass an edge, in px: rounding of outlines.
SLACK = 1.0
#: A drawing whose live box differs from the safe box by more than these factors in aspect.
STRETCH_WARNING, STRETCH_ERROR = 1.5, 2.0
#: px a module as shown: what phones read well, and what is refused; and mm in print.
MODULE_SHOWN, MODULE_SHOWN_LEAST, MODULE_PRINT_MM = 2.4, 1.7, 0.5
#: A single word on the last line is lonely under this part of the widest line.
LONELY = 0.25
#: Contrast of a code's modules to its plate that cheap cameras need.
CODE_CONTRAST = 4.5


def overflow(artwork: Artwork) -> Iterator[Finding]:
    """Words fit their box at the smallest size allowed."""
    for placed in artwork.words.values():
        if placed.surplus:
            text = placed.text.replace("**", "")
            words = f"{text[:40]}…" if len(text) > 40 else text  # noqa: PLR2004
            message = f"the {placed.slot.name} does not fit: '{words}'"
            remedy = f"cut about {placed.surplus} of its {len(text)} characters; type is at {placed.size:.0f} px"
            yield _finding("overflow", artwork, Fault(message, placed.mark, remedy))


def tofu(artwork: Artwork) -> Iterator[Finding]:
    """Every character has a glyph in some font."""
    for placed in artwork.words.values():
        for character in placed.missing:
            message = f"no font has '{character}' (U+{ord(character):04X})"
            yield _finding("tofu", artwork, Fault(message, placed.mark, "replace it, or add a font to 'families'"))


def too_small(artwork: Artwork) -> Iterator[Finding]:
    """Words are at least 11.5 px as shown, 7 pt in print."""
    floor = artwork.artboard.placement.floor
    for placed in artwork.words.values():
        if placed.size < floor - 0.01:
            message = f"the {placed.slot.name} is {placed.size:.1f} px; at least {floor:.1f} px can be read as shown"
            yield _finding(
                "too-small", artwork, Fault(message, placed.slot.mark, "draw it larger, or let it shrink less")
            )


def safe_area(artwork: Artwork) -> Iterator[Finding]:
    """Ink and codes stay inside what the platform leaves visible."""
    safe = artwork.artboard.placement.safe_box
    for name, box, mark in _covered(artwork):
        if not safe.contains(box, SLACK):
            over = max(safe.x0 - box.x0, safe.y0 - box.y0, box.x1 - safe.x1, box.y1 - safe.y1)
            message = f"the {name} stands {over:.0f} px outside the safe area"
            yield _finding("safe-area", artwork, Fault(message, mark, "move it inside 'live' in the drawing"))


def keep_out(artwork: Artwork) -> Iterator[Finding]:
    """Ink and codes stay clear of avatars, buttons and badges."""
    for zone in artwork.artboard.placement.keep_out:
        for name, box, mark in _covered(artwork):
            if Box(*zone.box).overlaps(box, SLACK):
                message = f"the {name} is covered: {zone.why}"
                yield _finding("keep-out", artwork, Fault(message, mark, "move it in the drawing"))


def lonely_word(artwork: Artwork) -> Iterator[Finding]:
    """No last line holds a single short word."""
    for placed in artwork.words.values():
        lines = placed.lines
        if len(lines) > 1 and " " not in lines[-1] and len(lines[-1]) < LONELY * max(map(len, lines)):
            message = f"'{lines[-1]}' stands alone on the last line of the {placed.slot.name}"
            yield _finding("lonely-word", artwork, Fault(message, placed.mark, "reword it a little"), "warning")


def qr_module(artwork: Artwork) -> Iterator[Finding]:
    """Modules of a code are large enough for a phone's camera."""
    code, placement = artwork.code, artwork.artboard.placement
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
            f"a module is {shown:.1f} {unit} as shown; {good} can be read", code.slot.mark, "enlarge 'slot-qr'"
        )
        yield _finding("qr-module", artwork, fault, severity)


def qr_inverted(artwork: Artwork) -> Iterator[Finding]:
    """A code is dark on light, with contrast enough."""
    code = artwork.code
    dark, light = (parse_hex(code.dark), parse_hex(code.light)) if code else (None, None)
    if code and dark and light and (sum(dark) > sum(light) or contrast(dark, light) < CODE_CONTRAST):
        fault = Fault(f"the code is {code.dark} on {code.light}", code.slot.mark, "make 'ink' dark and 'plate' light")
        yield _finding("qr-inverted", artwork, fault)


def shape(artwork: Artwork) -> Iterator[Finding]:
    """The drawing suits the artboard's proportions."""
    stretch = artwork.scene.stretch
    if stretch > STRETCH_WARNING:
        severity: Severity = "error" if stretch > STRETCH_ERROR else "warning"
        drawing = artwork.scene.drawing.path
        message = (
            f"no drawing of '{artwork.artboard.layout}' suits these proportions; {drawing.name} is off x{stretch:.2f}"
        )
        mark = Mark("/".join(drawing.parts[-2:]), artwork.scene.drawing.root.line)
        fault = Fault(message, mark, "draw another shape for this layout")
        yield _finding("shape", artwork, fault, severity)


def collision(artwork: Artwork) -> Iterator[Finding]:
    """No two slots overlap that did not in the drawing."""
    placed = {item.slot.name for item in artwork.placed}
    for one, other in artwork.scene.collisions:
        if {one, other} <= placed:
            message = f"'slot-{one}' and 'slot-{other}' overlap here and not in the drawing"
            fault = Fault(message, artwork.scene.slots[one].mark, "pin them to different sides, or draw another shape")
            yield _finding("collision", artwork, fault)


def colour_role(artwork: Artwork) -> Iterator[Finding]:
    """Every colour of a drawing has a role, so that a theme can change it."""
    for colour, mark in artwork.scene.drawing.strange_colours:
        fault = Fault(
            f"the colour {colour} has no role", mark, "use a value of palette.yaml, or a class named after a role"
        )
        yield _finding("colour-role", artwork, fault, "warning")


def _covered(artwork: Artwork) -> Iterator[tuple[str, Box, Mark]]:
    """Yield the name, the covered box and the slot's mark of everything that was placed."""
    for placed in artwork.placed:
        box = placed.ink if isinstance(placed, PlacedWords) else placed.box
        if box:
            yield placed.slot.name, box, placed.slot.mark


def _finding(rule: str, artwork: Artwork, fault: Fault, severity: Severity = "error") -> Finding:
    return Finding(rule, severity, fault, str(artwork.artboard))
