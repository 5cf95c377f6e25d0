"""The slots that volunteers fill, as a page needs them: where they are, and how words are set in them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, cast

from kit.base.geometry import Box
from kit.compose.artwork_svg import colours_in
from kit.compose.fill import box_of
from kit.compose.leading import line_height_of
from kit.compose.word_outlines import WordBox
from kit.compose.words import FILL_START, setting_of
from kit.model.artwork import Artwork
from kit.model.layout import Align, Layout
from kit.publish.maker.web_fonts import WebFonts
from kit.text import FontBook
from kit.text.languages.language_names import is_right_to_left
from kit.text.paragraph import Setting

#: Of the line that says whose words they are, where no slot is drawn for it: how large it is, in floors of the picture,
#: how far it is from the sentence, and how high its box is, in sizes.
_SIGNED, _APART, _HIGH = 1.25, 0.35, 1.5
#: Where a slot is drawn for it: how far it is from the top of that, in floors, how many lines it has at most, and the
#: height of one, in sizes.
_BELOW, _LINES, _LINE = 0.35, 2, 1.1
#: Where a name is in a ring: left, top, right and bottom in parts of the picture, inside the inner edge of the ring.
_NAME_IN_RING = (0.3, 0.775, 0.7, 0.842)
#: A letter of each script whose lines have another distance than those of Latin letters.
_LETTERS = {"Latn": "a", "Arab": "\u0639"}


@dataclass(frozen=True, slots=True)
class OpenSlot:
    """A slot that volunteers fill: its box and its rule, how its words are set, and their colour.

    A slot that is `apart` px from the words above it moves with these.
    """

    box: WordBox
    setting: Setting
    colour: str
    apart: float = 0.0


def open_slots(artwork: Artwork, layout: Layout, book: FontBook, *, signs_below: bool) -> dict[str, OpenSlot]:
    """Return the slot of the sentence, and that of the line that says whose words they are.

    Where no slot is drawn for that line, the sentence leaves room for it at the foot of its box.
    """
    scene = artwork.scene, layout
    sentence = box_of("headline", artwork.picture, scene)
    if signs_below:
        signed = _at_the_top(box_of("support", artwork.picture, scene))
        above = sentence.slot.box._replace(y1=min(sentence.slot.box.y1, signed.slot.box.y0))
        sentence = replace(sentence, slot=replace(sentence.slot, box=above))
    else:
        sentence, signed = _divided(sentence, box_of("button", artwork.picture, scene))
    follows = sentence.rule.align.endswith("top")
    apart = sentence.floor * _SIGNED * _APART if follows else 0.0
    return {"sentence": _opened(sentence, artwork, book), "signed": _opened(signed, artwork, book, apart)}


def _at_the_top(box: WordBox) -> WordBox:
    """Return the slot below a sentence, in which a line stands close to that."""
    area, rule = box.slot.box, box.rule
    top = min(area.y0 + _BELOW * box.floor, area.y1 - 2 * box.floor)
    align, lines = cast("Align", f"{rule.align.split()[0]} top"), min(_LINES, rule.lines or _LINES)
    size = (box.slot.style or box.drawn).size * box.slot.growth
    slot = replace(box.slot, box=Box(area.x0, top, area.x1, min(area.y1, top + lines * _LINE * size)))
    return replace(box, slot=slot, rule=replace(rule, lines=lines, align=align))


def ring_slots(artwork: Artwork, layout: Layout, book: FontBook) -> dict[str, OpenSlot]:
    """Return the slot of the words in a ring, and that of a name above them, inside the ring."""
    words, (width, height) = box_of("button", artwork.picture, (artwork.scene, layout)), artwork.picture.placement.size
    left, top, right, bottom = _NAME_IN_RING
    above = Box(left * width, top * height, right * width, bottom * height)
    rule = replace(words.rule, fit="shrink", lines=1, align="center middle")
    name = replace(words, slot=replace(words.slot, name="name", box=above, growth=1.0), rule=rule)
    return {"slot": _opened(words, artwork, book), "named": _opened(name, artwork, book)}


def _divided(sentence: WordBox, like: WordBox) -> tuple[WordBox, WordBox]:
    """Return a slot without the foot of its box, and the foot, in the typeface of another slot."""
    whole, size = sentence.slot.box, sentence.floor * _SIGNED
    foot = whole.y1 - size * _HIGH
    above = Box(whole.x0, whole.y0, whole.x1, foot - size * _APART)
    style = replace(like.drawn, size=size, fill=sentence.drawn.fill, paint={})
    slot = replace(sentence.slot, name="signed", box=Box(whole.x0, foot, whole.x1, whole.y1), style=style, growth=1.0)
    across = sentence.rule.align.split()[0]
    rule = replace(sentence.rule, fit="shrink", lines=1, align=cast("Align", f"{across} bottom"))
    signed = WordBox(replace(slot, sample=like.slot.sample), rule, style, sentence.language, sentence.floor)
    return replace(sentence, slot=replace(sentence.slot, box=above)), signed


def _opened(box: WordBox, artwork: Artwork, book: FontBook, apart: float = 0.0) -> OpenSlot:
    """Return a slot that is filled on a page; letters of languages from right to left are not tracked there."""
    if is_right_to_left(box.language):
        box = replace(box, drawn=replace(box.drawn, tracking=0.0))
    colour = colours_in({"fill": box.drawn.fill}, artwork.picture.colours)["fill"]
    return OpenSlot(box, setting_of(box, book), colour, apart)


def as_data(slot: OpenSlot, fonts: WebFonts) -> dict[str, Any]:
    """Return a slot as the page reads it; lengths are in px, line heights and tracking in em."""
    box, rule = slot.box, slot.box.rule
    size = (box.slot.style or box.drawn).size
    largest = {
        "keep": size,
        "shrink": max(box.floor, size * box.slot.growth),
        "fill": max(box.floor, box.slot.box.height * FILL_START),
    }[rule.fit]
    return {
        "box": [round(value, 3) for value in box.slot.box],
        "set": fonts.number(slot.setting.plain),
        "fit": rule.fit,
        "largest": round(largest, 4),
        "floor": round(size if rule.fit == "keep" else box.floor, 4),
        "lines": rule.lines or 0,
        "align": rule.align.split(),
        "optical": rule.optical,
        "mirrored": box.slot.mirrored,
        "tracking": round(slot.setting.tracking, 6),
        "lead": {
            script: round(line_height_of(letter, box.slot, slot.setting.plain), 5)
            for script, letter in _LETTERS.items()
            if script in {"Latn", fonts.script}
        },
        "gap": rule.least_gap,
        "colour": slot.colour,
        "follows": round(slot.apart, 3),
    }
