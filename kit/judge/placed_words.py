"""Rules on words and areas that need no pixels: where things were placed, and what platforms cut off."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations

from kit.base.errors import Fault
from kit.base.geometry import Box, Insets
from kit.model.artwork import Artwork, PlacedChart, PlacedWords
from kit.model.placement import Crop
from kit.text.lines import SEVERE_WIDOW

#: How far ink may extend beyond an edge, in px: rounding of outlines.
SLACK = 1.0


#: The fewest characters of a verb that is shortened, such as "Sign".
_LEAST_VERB = 4


def overflow(artwork: Artwork) -> Iterator[Fault]:
    """Words fit their box at the smallest allowed size."""
    for placed in artwork.all_words:
        if placed.overflow and placed.line > placed.slot.box.height + 0.01:
            yield _too_low(artwork, placed)
        elif placed.overflow:
            text = placed.text
            words = f"{text[:40]}…" if len(text) > 40 else text  # noqa: PLR2004
            message = f"the {placed.slot.name} does not fit: '{words}'"
            over = _too_many(placed)
            remedy = f"cut about {over} of its {len(text)} characters; its size is {placed.size:.0f} px"
            fault = Fault(message, placed.mark, remedy, code="text-overflow", excess=over / len(text))
            yield _derived(artwork, placed, fault) or fault


def _derived(artwork: Artwork, placed: PlacedWords, fault: Fault) -> Fault | None:
    """Return the fault of words that are not written for their slot, where they come from; None for other words."""
    cited = artwork.picture.figures
    if placed.slot.name == "source" and cited:
        remedy = f"give the source a short form, 'shown', with publisher and year; or {fault.remedy}"
        return replace(fault, mark=cited[0].mark, remedy=remedy)
    return _long_address(artwork, placed, fault) if placed.slot.name == "address" else None


def _too_many(placed: PlacedWords) -> int:
    """Return about how many characters are too many.

    An address that breaks is measured as the one line that it should be: all of its last part counts as too much else.
    """
    inked = [row.ink.width for row in placed.rows]
    if placed.slot.name != "address" or len(inked) != len(placed.lines) or not inked[1:]:
        return placed.overflow
    width = sum(inked) / (len(placed.text) - len(inked) + 1) * len(placed.text)
    return max(1, math.ceil((width - placed.slot.box.width) / width * len(placed.text)))


def _long_address(artwork: Artwork, placed: PlacedWords, fault: Fault) -> Fault | None:
    """Return the fault of an address that does not fit, or of the words before it that leave it no room."""
    link, over = artwork.picture.link, _too_many(placed)
    if link is None:
        return None
    layout = f"or show a layout without an address on '{artwork.picture.placement.id}'"
    if len(link.verb) - over < _LEAST_VERB or link.verb not in placed.text:
        return replace(fault, remedy=f"{fault.remedy}; {layout}")
    message = f"the address does not fit with its verb, which is {len(link.verb)} characters long: '{link.verb}'"
    remedy = f"cut about {over} of them, use a layout that says it on its button, {layout}"
    return replace(fault, message=message, mark=artwork.picture.marks.verb, remedy=remedy)


def _too_low(artwork: Artwork, placed: PlacedWords) -> Fault:
    """Return the fault of a slot that is too low for one line; the remedy is in px of the drawing."""
    name, height = placed.slot.name, placed.slot.box.height
    drawn = artwork.scene.drawing.slots[name].box.height + (placed.line - height) / artwork.scene.scale
    needs = f"one line at {placed.size:.1f} px needs {placed.line:.1f} px"
    message = f"the box of 'slot-{name}' is too low: it is {height:.1f} px high here, and {needs}"
    remedy = f"draw the box at least {math.ceil(drawn)} px high"
    return Fault(message, placed.slot.mark, remedy, code="slot-too-low", excess=placed.line / height)


def line_gap(artwork: Artwork) -> Iterator[Fault]:
    """The ink of neighbouring lines of a slot is at least 0.03 em apart, or as far as its `gap` says."""
    for placed in artwork.words.values():
        least, gap = placed.least_gap, placed.line_gap
        if placed.overflow or gap >= least:
            continue
        meet = f"overlap by {-gap:.2f} em" if gap < 0 else f"are {gap:.3f} em apart"
        message = f"letters of neighbouring lines of the {placed.slot.name} {meet}; the least is {least:g} em"
        remedy = "draw the slot higher, shorten the words, or allow it: gap: {least: …, reason: …} in layout.yaml"
        yield Fault(message, placed.slot.mark, remedy, code="lines-too-close", excess=least - gap)


def tofu(artwork: Artwork) -> Iterator[Fault]:
    """Some font has a glyph for every character."""
    for placed in artwork.words.values():
        for character in placed.missing:
            message = f"no font has '{character}' (U+{ord(character):04X})"
            yield Fault(message, placed.mark, "replace it, or add a font to 'families'", code="missing-glyph")


def too_small(artwork: Artwork) -> Iterator[Fault]:
    """Words are at least 11.5 px as shown, 7 pt in print."""
    floor = artwork.picture.placement.floor
    for placed in artwork.words.values():
        if placed.smallest < floor - 0.01:
            message = (
                f"the {placed.slot.name} is {placed.smallest:.1f} px as shown; at least {floor:.1f} px are readable"
            )
            yield Fault(
                message,
                placed.slot.mark,
                "draw it larger, or let it shrink less",
                code="text-too-small",
                excess=floor / placed.smallest,
            )


def safe_area(artwork: Artwork) -> Iterator[Fault]:
    """Ink and codes stay inside the area that the platform leaves visible."""
    safe = artwork.picture.placement.safe_box
    for name, box, mark in artwork.covered:
        if not safe.contains(box, SLACK):
            over = max(safe.x0 - box.x0, safe.y0 - box.y0, box.x1 - safe.x1, box.y1 - safe.y1)
            message = f"what fills 'slot-{name}' is {over:.0f} px outside the safe area"
            yield Fault(message, mark, "move it inside 'live' in the drawing", code="outside-safe-area", excess=over)


def keep_out(artwork: Artwork) -> Iterator[Fault]:
    """Ink and codes stay clear of avatars, buttons and badges."""
    for zone in artwork.picture.placement.keep_out:
        for name, box, mark in artwork.covered:
            if Box(*zone.box).overlaps(box, SLACK):
                message = f"what fills 'slot-{name}' is covered: {zone.why}"
                remedy = f"move it in the drawing, or show another layout on '{artwork.picture.placement.id}'"
                yield Fault(message, mark, remedy, code="in-keep-out-box")


def widow(artwork: Artwork) -> Iterator[Fault]:
    """No last line is a single short word."""
    for placed in artwork.words.values():
        lines = placed.lines
        if (
            not placed.overflow
            and len(lines) > 1
            and " " not in lines[-1]
            and len(lines[-1]) < SEVERE_WIDOW * max(map(len, lines))
        ):
            message = f"'{lines[-1]}' is alone on the last line of the {placed.slot.name}"
            yield Fault(message, placed.mark, "reword it a little", code="widow")


def ink(artwork: Artwork) -> Iterator[Fault]:
    """The ink of two placed things never overlaps by more than 1 px; repeated words are drawn behind others."""
    repeated = {placed.slot.name for placed in artwork.all_words if placed.slot.repeats}
    covered = [found for found in artwork.covered if found[0] not in repeated]
    over = {placed.slot.name for placed in artwork.words.values() if placed.overflow}  # reported by `overflow`
    for (one, box, mark), (other, beside, _) in combinations(covered, 2):
        apart = {one, other} & over or (artwork.chart and _in_ring(artwork.chart, {one: box, other: beside}))
        if one != other and not apart and box.overlaps(beside, SLACK):
            across = min(box.x1, beside.x1) - max(box.x0, beside.x0)
            down = min(box.y1, beside.y1) - max(box.y0, beside.y0)
            deep = min(across, down)
            message = f"what fills 'slot-{one}' and 'slot-{other}' overlaps by {deep:.0f} px"
            fault = Fault(message, mark, "draw their boxes apart", code="ink-overlap", excess=deep)
            yield _of_partner(artwork, {one, other}, fault)


def _of_partner(artwork: Artwork, slots: set[str], fault: Fault) -> Fault:
    """Return a fault of slots, in the kit of a partner as that of its address, if that is in one of them."""
    own = next((artwork.picture.slots.get(name) for name in ("qr", "address") if name in slots), None)
    if artwork.picture.partner is None or own is None:
        return fault
    return replace(fault, mark=own.mark, remedy="take a shorter link for this partner; its address has no room")


def partner_name(artwork: Artwork) -> Iterator[Fault]:
    """The name of a partner has room in every picture of its kit that shows the sender."""
    name = artwork.picture.left_out
    if name:
        message = f"'{name.text}' has no room; the sender of the campaign is shown in its place"
        remedy = "give the partner a shorter 'sender', its name on pictures"
        yield Fault(message, name.mark, remedy, code="partner-name-left-out")


def _in_ring(chart: PlacedChart, boxes: Mapping[str, Box]) -> bool:
    """Return whether one of two boxes, by slot, is a ring chart, and the other is entirely in its hole."""
    inside = [box for name, box in boxes.items() if name != chart.slot.name]
    if chart.hole is None or len(inside) != 1:
        return False
    (box,), (centre, radius) = inside, (chart.hole.center, chart.hole.width / 2 + SLACK)
    return all(math.dist(centre, (x, y)) <= radius for x in (box.x0, box.x1) for y in (box.y0, box.y1))


def crop(artwork: Artwork) -> Iterator[Fault]:
    """No crop of a platform cuts words, or comes closer to them than its margin."""
    whole = Box(0, 0, *artwork.picture.placement.size)
    for cropped in artwork.picture.placement.crops:
        for placed in artwork.words.values():
            fault = _cut_by_crop(placed, cropped, whole)
            if fault:
                yield fault


def _cut_by_crop(placed: PlacedWords, cropped: Crop, whole: Box) -> Fault | None:
    """Return what is wrong with words in a crop of a picture that covers a box."""
    name, box, ink = placed.slot.name, Box(*cropped.box), placed.ink
    if ink is None or _room(box, whole, cropped.margin).contains(ink, SLACK):
        return None
    if not box.grown(cropped.margin).overlaps(ink, SLACK):
        return None
    shown = f"'{cropped.name}', which shows only {', '.join(map(str, cropped.box))} px"
    keep = f"keep it {cropped.margin} px inside that box" if cropped.margin else "keep it inside that box"
    remedy = f"{keep}, or entirely outside"
    if box.contains(ink, SLACK) or not box.overlaps(ink, SLACK):
        near = f"what fills 'slot-{name}' is closer than {cropped.margin} px to an edge of the crop {shown}"
        return Fault(near, placed.slot.mark, remedy, code="words-near-crop")
    cut = f"what fills 'slot-{name}' is cut by the crop {shown}"
    return Fault(cut, placed.slot.mark, remedy, code="words-cut-by-crop")


def _room(box: Box, whole: Box, margin: int) -> Box:
    """Return the area that a crop leaves for words: its box, minus a margin along the edges that cut the picture."""
    return box.inset(
        Insets(
            margin if box.y0 > whole.y0 else 0,
            margin if box.x1 < whole.x1 else 0,
            margin if box.y1 < whole.y1 else 0,
            margin if box.x0 > whole.x0 else 0,
        )
    )
