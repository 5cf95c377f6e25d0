"""Fill a slot with words: the largest size that fits, as outlines, with what they cover."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from kit.compose.faces import emphasised_request, font_request, missing_emphasis
from kit.geometry import Box
from kit.model.artwork import PlacedWords
from kit.model.layout import Element, Slot, SlotRule, TextStyle
from kit.text import Font, FontBook, Paragraph, Run, fit_words, prepare
from kit.text.characters import right_to_left
from kit.text.fit import Fitted, TextFrame
from kit.text.paragraph import Setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.picture import Words

#: From this size in px on, a left edge is aligned by ink: side bearings of large letters would step in visibly.
OPTICAL_FROM = 56.0
#: How far ink may leave its box, in px: what rounding of outlines adds.
INK_SLACK = 1.0
#: Quotation marks that open a sentence.
_OPENING = ("\u201c", "\u2018", "\u201e", "\u00ab", "\u201a", "\u2039")
#: The first size that `fill` tries, in heights of the box; figures without ascenders can be this tall.
_FILL_START = 2.0


@dataclass(frozen=True, slots=True)
class WordBox:
    """Everything that decides how words are set in a slot; `drawn` is the style before scaling."""

    slot: Slot
    rule: SlotRule
    drawn: TextStyle
    language: str
    floor: float


def place_words(words: Words, box: WordBox, book: FontBook) -> tuple[Element, PlacedWords]:
    """Return the outlines of words in a slot, and what was placed. Raises FontError for an unknown family."""
    setting = replace(setting_of(box, book), right_to_left=right_to_left(words.text))
    paragraph = prepare(words.text, words.spans, setting)
    frame = _text_frame(paragraph, box)
    fitted, element, letters = _set(paragraph, box, frame)
    while fitted.size > frame.floor and (shrink := _inside(letters, box)) < 1:
        # Ink that overflows, such as a mark wider than its letter, is known only once it is set.
        frame = replace(frame, largest=max(frame.floor, fitted.size * min(shrink, 0.98)))
        fitted, element, letters = _set(paragraph, box, frame)
    placed = PlacedWords(
        box.slot,
        words.text,
        fitted.texts,
        fitted.size,
        floor=box.slot.style.size if box.rule.fit == "keep" and box.slot.style else box.floor,
        ink=Box.union(letters),
        mark=words.mark,
        overflow=fitted.overflow or int(_inside(letters, box) < 1),
        missing=paragraph.missing,
        letters=letters,
        line=frame.height(1) * fitted.size,
        missing_face=missing_emphasis(box.drawn, box.slot, box.rule, book) if words.spans else None,
    )
    return element, placed


def _set(paragraph: Paragraph, box: WordBox, frame: TextFrame) -> tuple[Fitted, Element, tuple[Box, ...]]:
    """Return words as they fit a frame, their outlines, and what each of these covers."""
    fitted = fit_words(paragraph, frame)
    return fitted, *outline_lines(list(_lines(fitted, box, frame)), fitted.size, box)


def _inside(letters: tuple[Box, ...], box: WordBox) -> float:
    """Return by which factor ink must shrink to fit its box; 1 when it fits, but for the rounding of outlines."""
    area, ink = box.slot.box, Box.union(letters)
    if ink is None or area.contains(ink, INK_SLACK):
        return 1.0
    return min(0.98, area.width / max(ink.width, 1.0), area.height / max(ink.height, 1.0))


def setting_of(box: WordBox, book: FontBook) -> Setting:
    """Return how the words of a slot are set. Raises FontError for an unknown family."""
    drawn, mark = box.drawn, box.slot.mark
    plain = book.fonts(font_request(drawn), mark)
    strong = book.fonts(emphasised_request(drawn, box.rule), mark)
    figures = "tnum" if box.rule.figures == "tabular" else "pnum"
    features = {"kern": True, "liga": True, "lnum": True, figures: True}
    return Setting(plain, strong, box.language, tracking=drawn.tracking, features=features)


def _text_frame(paragraph: Paragraph, box: WordBox) -> TextFrame:
    """Return the text frame of a slot: `keep` allows the drawn size only, `shrink` any below, `fill` any above."""
    size = box.slot.style.size if box.slot.style else box.drawn.size
    font = paragraph.setting.plain[0]
    ascent, descent = _ink_reach(paragraph, font)
    if box.rule.fit == "fill":
        # A figure leaves room for a comma even when it has none, so that all figures share one baseline.
        descent = max(font.comma_descent, descent)
    else:
        # Letters such as 'l' and 'p' keep baselines at one place from text to text; taller ink moves them.
        ascent, descent = max(font.ascent, ascent), max(font.descent, descent)
    if box.rule.fit == "keep":
        smallest = largest = size
    elif box.rule.fit == "shrink":
        smallest, largest = box.floor, max(box.floor, size * box.slot.growth)
    else:
        smallest, largest = box.floor, max(box.floor, box.slot.box.height * _FILL_START)
    size_of_box, height = box.slot.box.size, box.drawn.line_height
    return TextFrame(size_of_box, largest, smallest, height, ascent, descent, box.rule.lines, _hang(paragraph, box))


def _hang(paragraph: Paragraph, box: WordBox) -> float:
    """Return the width in em of the quotation mark that opens words, which hangs so that letters align."""
    opens = paragraph.text[:1] in _OPENING and box.rule.align.startswith("left")
    return paragraph.edges[1] if opens else 0.0


def _ink_reach(paragraph: Paragraph, font: Font) -> tuple[float, float]:
    """Return how far the ink of words reaches above and below the baseline, in em."""
    runs = paragraph.runs(0, len(paragraph.text))
    boxes = [ink.moved(glyph.dx, glyph.dy) for run in runs for glyph in run.glyphs if (ink := run.font.ink(glyph.gid))]
    whole = Box.union(boxes)
    return (-whole.y0, max(0.0, whole.y1)) if whole else (font.ascent, font.descent)


def _lines(fitted: Fitted, box: WordBox, frame: TextFrame) -> Iterator[tuple[float, float, tuple[Run, ...]]]:
    """Yield (x, baseline, runs) of every line, in px, as the rule aligns them in the box."""
    across, down = box.rule.align.split()
    paragraph, size, area = fitted.paragraph, fitted.size, box.slot.box
    step = frame.line_height * size
    # Of words that overflow, as many lines again are drawn as have frame: enough to see what sticks out.
    shown = fitted.lines[: 2 * frame.most_lines(size)]
    block = frame.height(len(shown)) * size
    if down == "top":
        first = area.y0 + frame.ascent * size
    elif down == "bottom" and box.rule.fit == "fill" and len(fitted.lines) == 1:
        # However long a figure is, its baseline is that of the largest.
        first = area.y1 - frame.descent * area.height / (frame.ascent + frame.descent)
    elif down == "bottom":
        first = area.y1 - block + frame.ascent * size
    else:
        # The optical centre is halfway between the top of the capitals and the last baseline.
        top = frame.ascent if box.rule.fit == "fill" else paragraph.setting.plain[0].cap_height
        first = area.center.y + (top * size - step * (len(shown) - 1)) / 2
        # What reaches below the baseline, such as the comma of a figure, stays in the box all the same.
        highest = area.y0 + frame.ascent * size
        first = max(highest, min(first, area.y1 - block + frame.ascent * size))
    for index, line in enumerate(shown):
        runs = paragraph.runs(line.start, line.end)
        width = (sum(run.width for run in runs) - paragraph.setting.tracking) * size
        indent = 0.0 if index == 0 else frame.hang * size
        x = {"left": area.x0 + indent, "center": area.center.x - width / 2, "right": area.x1 - width}[across]
        yield _kept_in(x - _bearing(runs, size, across), runs, size, area), first + index * step, runs


def _kept_in(x: float, runs: tuple[Run, ...], size: float, area: Box) -> float:
    """Return where a line begins, in px: at `x`, unless the ink of a first or last letter would then leave the box."""
    ink = Box.union(_inks(runs, x, 0.0, size))
    if ink and ink.x0 < area.x0 - INK_SLACK:
        return x + area.x0 - ink.x0
    if ink and ink.x1 > area.x1 + INK_SLACK:
        return x + max(area.x1 - ink.x1, area.x0 - ink.x0)
    return x


def _inks(runs: tuple[Run, ...], x: float, baseline: float, size: float) -> list[Box]:
    """Return what each glyph of a line covers, in px."""
    boxes, pen = list[Box](), x
    for run in runs:
        for glyph in run.glyphs:
            ink = run.font.ink(glyph.gid)
            if ink:
                spot = (pen + glyph.dx * size, baseline + glyph.dy * size)
                boxes.append(Box(*(value * size for value in ink)).moved(*spot))
            pen += glyph.advance * size
    return boxes


def _bearing(runs: tuple[Run, ...], size: float, across: str) -> float:
    """Return the left side bearing of a large first letter, in px; 0 where letters align by their origin."""
    if across != "left" or size < OPTICAL_FROM or not runs or not runs[0].glyphs:
        return 0.0
    glyph = runs[0].glyphs[0]
    ink = runs[0].font.ink(glyph.gid)
    return (ink.x0 + glyph.dx) * size if ink else 0.0


def outline_lines(
    lines: list[tuple[float, float, tuple[Run, ...]]], size: float, box: WordBox
) -> tuple[Element, tuple[Box, ...]]:
    """Draw lines as one path of plain and one of emphasised words; return them and what each glyph covers, in px."""
    paths: dict[bool, list[str]] = {False: [], True: []}
    letters: list[Box] = []
    for x, baseline, runs in lines:
        letters += _inks(runs, x, baseline, size)
        pen = x
        for run in runs:
            for glyph in run.glyphs:
                origin = (pen + glyph.dx * size, baseline + glyph.dy * size)
                paths[run.emphasis].append(_glyph_path(run.font, glyph.gid, origin, size))
                pen += glyph.advance * size
    emphasis = box.rule.emphasis.colour
    fills = {False: box.drawn.fill, True: f"@{emphasis}" if emphasis else box.drawn.fill}
    children = tuple(Element("path", {"fill": fills[key], "d": "".join(d)}) for key, d in paths.items() if any(d))
    return Element("g", {}, children), tuple(letters)


def _glyph_path(font: Font, gid: int, origin: tuple[float, float], size: float) -> str:
    """Return a glyph's outline in px from its origin; y of the font points up, y of the picture down."""
    x, y = origin
    template, across, up = _outline(font, gid)
    scale = size / font.upem
    numbers: list[float] = [0.0] * (2 * len(across))
    numbers[::2] = [x + value * scale for value in across]
    numbers[1::2] = [y - value * scale for value in up]
    return template % tuple(numbers)


@lru_cache(maxsize=4096)
def _outline(font: Font, gid: int) -> tuple[str, tuple[float, ...], tuple[float, ...]]:
    """Return a glyph as path data with places for its numbers, and these numbers in font units: all x, all y."""
    commands = font.outline(gid)
    template = "".join(command + " ".join(["%.2f"] * len(values)) for command, values in commands)
    numbers = [value for _, values in commands for value in values]
    return template, tuple(numbers[::2]), tuple(numbers[1::2])
