"""Fill a slot with words: the largest size that fits, as outlines, with what they cover."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kit.copyfit import Paragraph, fit_words, prepare
from kit.copyfit.fit import Fitted, Room
from kit.copyfit.paragraph import Setting
from kit.geometry import Box
from kit.model.artwork import PlacedWords
from kit.model.layout import Element, Slot, SlotRule, TextStyle
from kit.shape import Font, FontBook, FontRequest, Run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.compose.content import Content

#: From this size in px on, a left edge is aligned by ink: side bearings of large letters would step in visibly.
OPTICAL_FROM = 56.0
#: Quotation marks that open a sentence.
_OPENING = ("\u201c", "\u2018", "\u201e", "\u00ab", "\u201a", "\u2039")
#: The first size that `fill` tries, in heights of the box; figures without ascenders can be this tall.
_FILL_START = 2.0


@dataclass(frozen=True, slots=True)
class WordBox:
    """Everything that decides how words stand in a slot; `drawn` is the style before scaling."""

    slot: Slot
    rule: SlotRule
    drawn: TextStyle
    language: str
    floor: float


def place_words(content: Content, box: WordBox, book: FontBook) -> tuple[Element, PlacedWords]:
    """Return the outlines of words in a slot, and what was placed. Raises FontError for an unknown family."""
    paragraph = prepare(content.text, setting_of(box, book))
    room = _room(paragraph, box)
    fitted = fit_words(paragraph, room)
    lines = list(_lines(fitted, box, room))
    element, letters = outline_lines(lines, fitted.size, box)
    floor = box.slot.style.size if box.rule.fit == "keep" and box.slot.style else box.floor
    placed = PlacedWords(
        box.slot,
        content.text,
        fitted.texts,
        fitted.size,
        floor,
        Box.union(letters),
        content.mark,
        fitted.surplus,
        paragraph.missing,
        letters,
        line=room.height(1) * fitted.size,
    )
    return element, placed


def setting_of(box: WordBox, book: FontBook) -> Setting:
    """Return how the words of a slot are set. Raises FontError for an unknown family."""
    drawn, mark = box.drawn, box.slot.mark
    optical = drawn.optical_size or drawn.size
    plain = book.fonts(FontRequest(drawn.family, drawn.weight, drawn.italic, optical), mark)
    strong = book.fonts(FontRequest(drawn.family, box.rule.emphasis.weight, drawn.italic, optical), mark)
    figures = "tnum" if box.rule.figures == "tabular" else "pnum"
    features = {"kern": True, "liga": True, "lnum": True, figures: True}
    return Setting(plain, strong, box.language, tracking=drawn.tracking, features=features)


def _room(paragraph: Paragraph, box: WordBox) -> Room:
    """Return the room of a slot: `keep` allows the drawn size only, `shrink` down to the floor, `fill` any above it."""
    size = box.slot.style.size if box.slot.style else box.drawn.size
    font = paragraph.setting.plain[0]
    rise, fall = _ink_reach(paragraph, font)
    if box.rule.fit == "fill":
        # A figure leaves room for a comma even when it has none, so that all figures stand on one baseline.
        fall = max(font.drop, fall)
    else:
        # Letters such as 'l' and 'p' keep baselines at one place from text to text; taller ink moves them.
        rise, fall = max(font.rise, rise), max(font.fall, fall)
    if box.rule.fit == "keep":
        smallest = largest = size
    elif box.rule.fit == "shrink":
        smallest, largest = box.floor, max(box.floor, size * box.slot.growth)
    else:
        smallest, largest = box.floor, max(box.floor, box.slot.box.height * _FILL_START)
    size_of_box, height = box.slot.box.size, box.drawn.line_height
    return Room(size_of_box, largest, smallest, height, rise, fall, box.rule.lines, _hang(paragraph, box))


def _hang(paragraph: Paragraph, box: WordBox) -> float:
    """Return the width in em of the quotation mark that opens words, which hangs so that letters stand on one edge."""
    opens = paragraph.text[:1] in _OPENING and box.rule.align.startswith("left")
    return paragraph.edges[1] if opens else 0.0


def _ink_reach(paragraph: Paragraph, font: Font) -> tuple[float, float]:
    """Return how far the ink of words reaches above and below the baseline, in em."""
    runs = paragraph.runs(0, len(paragraph.text))
    boxes = [ink for run in runs for glyph in run.glyphs if (ink := run.font.ink(glyph.gid))]
    whole = Box.union(boxes)
    return (-whole.y0, max(0.0, whole.y1)) if whole else (font.rise, font.fall)


def _lines(fitted: Fitted, box: WordBox, room: Room) -> Iterator[tuple[float, float, tuple[Run, ...]]]:
    """Yield (x, baseline, runs) of every line, in px, as the rule aligns them in the box."""
    across, down = box.rule.align.split()
    paragraph, size, area = fitted.paragraph, fitted.size, box.slot.box
    step = room.line_height * size
    block = room.height(len(fitted.lines)) * size
    if down == "top":
        first = area.y0 + room.rise * size
    elif down == "bottom" and box.rule.fit == "fill" and len(fitted.lines) == 1:
        # However long a figure is, it stands where the largest would.
        first = area.y1 - room.fall * area.height / (room.rise + room.fall)
    elif down == "bottom":
        first = area.y1 - block + room.rise * size
    else:
        # The eye centres what stands between the top of the capitals and the last baseline.
        top = room.rise if box.rule.fit == "fill" else paragraph.setting.plain[0].cap_height
        first = area.center.y + (top * size - step * (len(fitted.lines) - 1)) / 2
        # What reaches below the baseline, such as the comma of a figure, stays in the box all the same.
        highest = area.y0 + room.rise * size
        first = max(highest, min(first, area.y1 - block + room.rise * size))
    for index, line in enumerate(fitted.lines):
        runs = paragraph.runs(line.start, line.end)
        width = (sum(run.width for run in runs) - paragraph.setting.tracking) * size
        indent = 0.0 if index == 0 else room.hang * size
        x = {"left": area.x0 + indent, "center": area.center.x - width / 2, "right": area.x1 - width}[across]
        yield x - _bearing(runs, size, across), first + index * step, runs


def _bearing(runs: tuple[Run, ...], size: float, across: str) -> float:
    """Return by how much the ink of a large first letter stands in from its origin, in px."""
    if across != "left" or size < OPTICAL_FROM or not runs or not runs[0].glyphs:
        return 0.0
    glyph = runs[0].glyphs[0]
    ink = runs[0].font.ink(glyph.gid)
    return (ink.x0 + glyph.dx) * size if ink else 0.0


def outline_lines(
    lines: list[tuple[float, float, tuple[Run, ...]]], size: float, box: WordBox
) -> tuple[Element, tuple[Box, ...]]:
    """Draw lines as one path of plain and one of emphasised words; return them and what each cluster covers, in px."""
    paths: dict[bool, list[str]] = {False: [], True: []}
    boxes: dict[tuple[float, int], list[Box]] = defaultdict(list)
    for x, baseline, runs in lines:
        pen = x
        for run in runs:
            for glyph in run.glyphs:
                at_x, at_y = pen + glyph.dx * size, baseline + glyph.dy * size
                paths[run.emphasis].append(_glyph_path(run.font, glyph.gid, at_x, at_y, size))
                ink = run.font.ink(glyph.gid)
                if ink:
                    covered = Box(*(value * size for value in ink)).moved(at_x, at_y)
                    boxes[baseline, glyph.cluster].append(covered)
                pen += glyph.advance * size
    emphasis = box.rule.emphasis.colour
    fills = {False: box.drawn.fill, True: f"@{emphasis}" if emphasis else box.drawn.fill}
    children = tuple(Element("path", {"fill": fills[key], "d": "".join(d)}) for key, d in paths.items() if any(d))
    return Element("g", {}, children), tuple(filter(None, map(Box.union, boxes.values())))


def _glyph_path(font: Font, gid: int, x: float, y: float, size: float) -> str:
    """Return a glyph's outline in px; y of the font points up, y of the picture down."""
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
