"""Fill a slot with words: in its fonts, at the largest size that fits, as outlines, with the boxes of letters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from kit.base.errors import Fault
from kit.base.geometry import Box
from kit.compose.content.pseudo_copy import filling
from kit.compose.leading import least_line_gap, line_height_of, reach_of, script_in
from kit.compose.word_outlines import INK_SLACK, PlacedRuns, WordBox, inks_of, outline_lines, place_lines, set_lines
from kit.model.artwork import PlacedWords, SizeLimit, Sizing
from kit.model.layout import Drawing, Element, SlotRule
from kit.model.picture import Words
from kit.model.slot import Slot, TextStyle
from kit.text import Font, FontBook, FontRequest, Paragraph, fit_words, shape_paragraph
from kit.text.characters import script_of_language
from kit.text.fit import Fitted, TextFrame, height_needed, misfit
from kit.text.lines import ParagraphMetrics
from kit.text.paragraph import Setting


def font_request(style: TextStyle, language: str = "") -> FontRequest:
    """Return the request of words in a language for a font, at the size that the sample words are drawn."""
    script = script_of_language(language) if language else ""
    return FontRequest(style.family, style.weight, style.italic, style.optical_size or style.size, script)


def emphasised_request(style: TextStyle, rule: SlotRule, language: str = "") -> FontRequest:
    """Return the request of the emphasised words of a slot for a font."""
    request, size = font_request(style, language), style.optical_size or style.size * rule.emphasis.size
    return replace(request, weight=rule.emphasis.weight, optical_size=size)


def unknown_families(drawing: Drawing, book: FontBook) -> Iterator[Fault]:
    """Yield a fault for each slot whose words are drawn in an unknown family."""
    for slot in drawing.slots.values():
        if slot.style and not book.knows(slot.style.family):
            yield _named(book.unknown_family(slot.style.family, slot.mark), slot)


def missing_faces(drawing: Drawing, book: FontBook) -> Iterator[Fault]:
    """Yield a fault for each slot whose words are drawn in a weight or a slant that their family does not have."""
    for slot in drawing.slots.values():
        fault = book.missing_face(font_request(slot.style), slot.mark) if slot.style else None
        if fault:
            yield _named(fault, slot)


def missing_emphasis(style: TextStyle, slot: Slot, rule: SlotRule, book: FontBook) -> Fault | None:
    """Return the fault of emphasised words whose family lacks their weight; None if it has it."""
    fault = book.missing_face(emphasised_request(style, rule), slot.mark)
    if fault is None:
        return None
    named = _named(fault, slot)
    remedy = f"{fault.remedy}; 'emphasis' in layout.yaml sets the weight of emphasised words"
    return replace(named, message=f"emphasised words in {named.message}", remedy=remedy)


def _named(fault: Fault, slot: Slot) -> Fault:
    """Return a fault of the words of a slot with the name of the slot."""
    return replace(fault, message=f"'slot-{slot.name}': {fault.message}")


#: Quotation marks that open a sentence.
_OPENING = ("\u201c", "\u2018", "\u201e", "\u00ab", "\u201a", "\u2039")
#: The first size that `fill` tries, in heights of the box; figures without ascenders can be this tall.
FILL_START = 2.0
#: How often lines are moved apart: other sizes have other lines. And how much farther than needed, in em.
_OPENINGS, _SURPLUS = 4, 0.001
#: The most characters to count as left: nobody needs a larger number.
_MOST_LEFT = 200


def place_words(words: Words, box: WordBox, book: FontBook) -> tuple[Element, PlacedWords]:
    """Return the outlines of words in a slot, and what was placed. Raises FontError for an unknown family."""
    box = with_floor(words, box)
    paragraph = shape_paragraph(words.text, words.spans, setting_of(box, book))
    frame = text_frame(paragraph, box)
    made = _set_apart(paragraph, box, frame)
    while made.fitted.size > frame.floor and (shrink := _inside(made.letters, box)) < 1:
        # Ink that overflows, such as a mark wider than its letter, is only known once it is set.
        frame = replace(frame, largest=max(frame.floor, made.fitted.size * min(shrink, 0.98)))
        made = _set_apart(paragraph, box, frame)._replace(limit="ink")
    size = made.fitted.size
    placed = PlacedWords(
        box.slot,
        words.text,
        made.fitted.texts,
        size,
        floor=box.slot.style.size if box.rule.fit == "keep" and box.slot.style else box.floor,
        ink=Box.union(made.letters),
        mark=words.mark,
        overflow=made.fitted.overflow or int(_inside(made.letters, box) < 1),
        missing=paragraph.missing,
        letters=made.letters,
        line=made.frame.height((1.0,)) * size,
        missing_face=missing_emphasis(box.drawn, box.slot, box.rule, book) if words.spans else None,
        emphasis=box.rule.emphasis.size if words.spans else 1.0,
        rows=set_lines(made.lines, size),
        step=made.frame.line_height * size,
        line_gap=made.gap,
        least_gap=box.rule.least_gap,
        sizing=_sizing(made, box),
    )
    return made.element, placed


def _sizing(made: _Set, box: WordBox) -> Sizing:
    allowed = None if box.rule.fit == "fill" else sizes_allowed(box)[1]
    return Sizing(box.drawn.size, allowed, made.limit, made.fitted.line_ends(made.frame))


def height_of(words: Words, box: WordBox, book: FontBook, size: float) -> float:
    """Return the height in px that words need in the width of a slot, at a size in px but not below the floor.

    It is infinite if a word is too wide, or if they need more lines than the slot may have. Raises FontError for an
    unknown family.
    """
    paragraph = shape_paragraph(words.text, words.spans, setting_of(box, book))
    frame = text_frame(paragraph, with_floor(words, box))
    size = min(frame.largest, max(frame.floor, size))
    return height_needed(paragraph, frame, size)


def letters_left(words: Words, box: WordBox, book: FontBook) -> int:
    """Return how many more meaningless characters fit in a slot after its words; 0 if these do not fit.

    Raises FontError for an unknown family.
    """
    box = with_floor(words, box)
    setting = setting_of(box, book)

    def fit(count: int) -> bool:
        """Return whether the words fit with a number of characters after them."""
        paragraph = shape_paragraph(words.text + filling(count), words.spans, setting)
        frame = text_frame(paragraph, box)
        return misfit(ParagraphMetrics(paragraph), frame, min(frame.floor, frame.largest)) is None

    low, high = 0, _MOST_LEFT
    if not fit(low):
        return 0
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fit(middle) else (low, middle)
    return low


def with_floor(words: Words, box: WordBox) -> WordBox:
    """Return a box whose floor also applies to emphasised words, if these are smaller than others."""
    return replace(box, floor=box.floor / min(1.0, box.rule.emphasis.size)) if words.spans else box


class _Set(NamedTuple):
    """Words as they are set in a frame: their lines, their outlines with the box of each letter, and the gap of lines.

    `gap` is the least distance in em of the ink of one line to that of the next, `limit` what keeps the size.
    """

    frame: TextFrame
    fitted: Fitted
    lines: list[PlacedRuns]
    element: Element
    letters: tuple[Box, ...]
    gap: float
    limit: SizeLimit


def _set(paragraph: Paragraph, box: WordBox, frame: TextFrame) -> _Set:
    """Return words as they fit a frame."""
    fitted = fit_words(paragraph, frame)
    lines = list(place_lines(fitted, box, frame))
    outlines = outline_lines(lines, fitted.size, box)
    return _Set(frame, fitted, lines, *outlines, least_line_gap(lines, fitted.size), fitted.limit)


def _set_apart(paragraph: Paragraph, box: WordBox, frame: TextFrame) -> _Set:
    """Return words as they fit a frame, its lines moved apart where their ink is too near; not if that is too high."""
    made = _set(paragraph, box, frame)
    for _ in range(_OPENINGS):
        lacking = box.rule.least_gap - made.gap
        if lacking <= 0 or made.fitted.overflow:
            break
        opened = _set(paragraph, box, replace(made.frame, line_height=made.frame.line_height + lacking + _SURPLUS))
        if opened.fitted.overflow:
            break
        is_smaller = opened.fitted.size < made.fitted.size
        made = opened._replace(limit="ink") if is_smaller else opened
    return made


def _inside(letters: tuple[Box, ...], box: WordBox) -> float:
    """Return the factor by which ink must shrink to fit its box; 1 if it fits, within the rounding of outlines."""
    area, ink = box.slot.box, Box.union(letters)
    if ink is None or area.contains(ink, INK_SLACK):
        return 1.0
    return min(0.98, area.width / max(ink.width, 1.0), area.height / max(ink.height, 1.0))


def setting_of(box: WordBox, book: FontBook) -> Setting:
    """Return how the words of a slot are set. Raises FontError for an unknown family."""
    drawn, mark = box.drawn, box.slot.mark
    plain = book.fonts(font_request(drawn, box.language), mark)
    strong = book.fonts(emphasised_request(drawn, box.rule, box.language), mark)
    figures = "tnum" if box.rule.figures == "tabular" else "pnum"
    features = (("kern", True), ("liga", True), ("lnum", True), (figures, True))
    return Setting(
        plain,
        strong,
        box.language,
        tracking=drawn.tracking,
        features=features,
        emphasis_size=box.rule.emphasis.size,
        gap=box.rule.emphasis.gap,
    )


def text_frame(paragraph: Paragraph, box: WordBox, reach: tuple[float, float] | None = None) -> TextFrame:
    """Return the text frame of a slot: `keep` allows the drawn size only, `shrink` any below, `fill` any above.

    `reach` is how far ink reaches above and below the baseline, in em; by default that of the whole paragraph.
    """
    font = paragraph.setting.plain[0]
    ascent, descent = reach or _ink_reach(paragraph, font)
    if box.rule.fit == "fill":
        # A figure leaves room for a comma even if it has none, so that all figures share one baseline.
        descent = max(font.comma_descent, descent)
    else:
        # Letters such as 'l' and 'p' keep baselines at one place from text to text; taller ink moves them.
        usual = reach_of(paragraph.setting.plain, script_in(paragraph.text))
        ascent, descent = max(usual[0], ascent), max(usual[1], descent)
    smallest, largest = sizes_allowed(box)
    size_of_box, height = box.slot.box.size, line_height_of(paragraph.text, box.slot, paragraph.setting.plain)
    return TextFrame(size_of_box, largest, smallest, height, ascent, descent, box.rule.lines, _hang(paragraph, box))


def sizes_allowed(box: WordBox) -> tuple[float, float]:
    """Return the smallest and the largest size in px that the rule of a slot allows."""
    size = box.slot.style.size if box.slot.style else box.drawn.size
    if box.rule.fit == "keep":
        return size, size
    most = size * box.slot.growth if box.rule.fit == "shrink" else box.slot.box.height * FILL_START
    return box.floor, max(box.floor, most)


def _hang(paragraph: Paragraph, box: WordBox) -> float:
    """Return the width in em of the opening quotation mark of words, which hangs so that letters align."""
    if paragraph.text[:1] not in _OPENING or not box.rule.align.startswith("left"):
        return 0.0
    inks = inks_of(paragraph.runs(0, 2), 0.0, 0.0, 1.0)
    return inks[1].x0 - inks[0].x0 if box.rule.optical and len(inks) > 1 else paragraph.edges[1]


def _ink_reach(paragraph: Paragraph, font: Font) -> tuple[float, float]:
    """Return how far the ink of words reaches above and below the baseline, in em; for larger words in their own em."""
    runs = paragraph.runs(0, len(paragraph.text))
    inks = [(run.scale, ink) for run in runs if (ink := Box.union(filter(None, (glyph.ink for glyph in run.glyphs))))]
    whole = Box.union(ink.scaled(1 / max(1.0, scale)) for scale, ink in inks)
    return (-whole.y0, max(0.0, whole.y1)) if whole else (font.ascent, font.descent)
